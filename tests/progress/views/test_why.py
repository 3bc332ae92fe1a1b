"""The one tree, shown to the teacher, to their manager and to support."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import User
from progress.actions.mark_step import mark_step
from progress.actions.start_course import start_course
from progress.models import Membership, Organisation, Profile
from tests.progress.meetings import make_meeting
from tests.progress.offers import make_course, make_occasion, make_person, make_pool
from tests.progress.packages import module, package, site, step, step_ids
from tests.progress.rules_of_courses import any_of, ask, passed, some, there
from tests.progress.staff import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun():
    site()
    course = package(order="sequential")
    one = module(course, step("Listen"), step("Play"), title="First")
    two = module(course, step("Show", pass_percent=70), title="Second")
    person = make_person("ada")
    way = start_course(person=person, course=course)
    mark_step(enrolment=way, module=one, step=step_ids(one)[0])
    return course, one, two, way


def mine(way):
    return reverse("progress:why", args=[way.translation_key])


def theirs(way):
    return reverse("progress:reports_way", args=[way.person_id, way.translation_key])


def helper(*permissions):
    person = make_person("helper")
    person.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return User.objects.get(pk=person.pk)


def words(response):
    return " ".join(response.content.decode().split())


def test_the_teacher_reads_what_is_missing_and_where_it_is_done(begun, client):
    course, one, _, way = begun
    client.force_login(way.person)
    text = words(client.get(mine(way), headers={"accept-language": "en"}))
    assert f'{one.get_url()}#step-{step_ids(one)[1].replace("-", "")}">Play</a>' in text
    assert "(1 step left)" in text
    assert "(opens when “First” is finished)" in text
    assert course.title in text


def test_teacher_manager_and_support_see_the_same_tree(begun, client):
    *_, way = begun
    school = Organisation.add_root(name="School", kind="school")
    Membership.objects.create(person=way.person, organisation=school, role="teacher")
    chief = make_member("Chief", school, role="manager")
    trees = []
    for person, door in (
        (way.person, mine(way)),
        (chief, theirs(way)),
        (helper("view_enrolment"), theirs(way)),
    ):
        client.force_login(person)
        text = words(client.get(door, headers={"accept-language": "en"}))
        start = text.index('<ul class="standing__tree">')
        ends = [text.find(mark, start) for mark in ("<p>", "</div> </main>")]
        trees.append(text[start : min(end for end in ends if end > 0)].strip())
    own, manager, support = trees
    assert "Play" in own
    assert own == manager == support


def test_the_doors_of_why(begun, client):
    *_, way = begun
    for door in (mine(way), theirs(way), reverse("progress:support", args=[way.person_id])):
        assert "/accounts/login/" in client.get(door).url
        client.force_login(make_person(f"other {len(door)}"))
        assert client.get(door).status_code in (403, 404)
        assert client.post(door).status_code == 405
        client.logout()


def test_support_finds_what_somebody_has_begun(begun, client):
    course, *_, way = begun
    client.force_login(helper("view_enrolment"))
    text = words(client.get(reverse("progress:support", args=[way.person_id])))
    assert course.title in text
    assert theirs(way) in text


def test_a_person_with_protected_identity_has_no_page_for_support(begun, client):
    *_, way = begun
    Profile.objects.update_or_create(person=way.person, defaults={"is_protected": True})
    client.force_login(helper("view_enrolment"))
    assert client.get(theirs(way)).status_code == 404
    assert client.get(reverse("progress:support", args=[way.person_id])).status_code == 404


def test_the_list_of_users_leads_to_support(begun, admin_client):
    *_, way = begun
    listed = admin_client.get(reverse("wagtailusers_users:index")).content.decode()
    assert reverse("progress:support", args=[way.person_id]) in listed


def test_alternatives_are_named_with_their_places(client):
    site()
    course = make_course("samling", live=True)
    occasion = make_occasion(course=course, title="Autumn")
    make_meeting(occasion)
    make_pool(occasion, 5)
    alone = module(course, step("Alone"), title="By yourself")
    ask(course, any_of(there(occasion, "oslo"), some(alone), passed(alone)))
    way = start_course(person=make_person("ada"), course=course)
    client.force_login(way.person)
    text = words(client.get(mine(way), headers={"accept-language": "en"}))
    assert "One of these" in text
    assert "Present at least 75% of the time at Autumn" in text
    assert f'href="{course.get_url()}#dagen"' in text
    assert "The step “Alone”" in text
    assert "(no hours are known yet)" in text


def test_the_page_costs_the_same_for_many_modules(client):
    site()
    costs = []
    for number in (1, 30):
        course = package(f"of-{number}")
        for _ in range(number):
            module(course, step("A"))
        way = start_course(person=make_person(f"of {number}"), course=course)
        client.force_login(way.person)
        client.get(mine(way))
        with CaptureQueriesContext(connection) as asked:
            client.get(mine(way))
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 9, costs
