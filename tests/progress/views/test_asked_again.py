"""Who is asked again in a new version is told so, and so is who is asked why they are not done."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from progress.actions.publish_change import publish_change
from progress.models import Membership
from tests.progress.edits import begun_package, committed, with_new, work
from tests.progress.packages import site, step
from tests.progress.staff import make_county, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

WHY = (
    "The module “%(module)s” was changed on %(day)s, and is asked for again from the beginning. "
    "What was done in the other modules counts."
)
EARNED = "What was completed on %(day)s stays as it was earned, and so does its certificate."


@pytest.fixture
def again():
    site()
    begun = begun_package()
    with committed():
        publish_change(
            module=begun.first,
            revision=with_new(begun.first, step("New")),
            choice="again",
            reason="Only for editors to read.",
            by=begun.editor,
        )
    begun.first.refresh_from_db()
    return begun


def read(client, url: str) -> tuple[bool, bool]:
    """Whether it says why, and that what was earned stays."""
    text = " ".join(client.get(url, headers={"accept-language": "sv"}).content.decode().split())
    assert "Only for editors" not in text
    with translation.override("sv"):
        return tuple(gettext(words).rpartition(")s")[2] in text for words in (WHY, EARNED))


@pytest.mark.parametrize(("name", "has_earned"), [("mia", False), ("fia", True)])
def test_a_learner_is_told_on_the_course_its_module_and_why(client, again, name, has_earned):
    client.force_login(getattr(again, name))
    why = reverse("progress:why", args=[again.course.translation_key])
    for url in (again.course.url, again.first.url, why):
        assert read(client, url) == (True, has_earned), url
    assert read(client, again.second.url) == (False, False)
    my = client.get(reverse("progress:my"), headers={"accept-language": "en"}, follow=True)
    assert "A new version" in my.content.decode()
    if not has_earned:
        return
    work(again.fia, again.course, [(again.first, n) for n in range(3)])
    for url in (again.course.url, again.first.url, why):
        assert read(client, url) == (False, False)


def test_a_manager_and_support_are_told_too(client, again):
    county = make_county()
    chief = make_member("Chief", county.lulea, role="manager")
    Membership.objects.create(person=again.fia, organisation=county.lulea, role="teacher")
    helper = make_member("Helper", county.pitea)
    helper.user_permissions.set(Permission.objects.filter(codename="view_enrolment"))
    url = reverse("progress:reports_way", args=[again.fia.pk, again.course.translation_key])
    for who in (chief, helper):
        client.force_login(who)
        assert read(client, url) == (True, True)


def test_it_costs_a_query_and_only_who_is_asked_again(client, again):
    counted = []
    for who in (again.mia, again.editor):
        client.force_login(who)
        work(who, again.course, [(again.second, 0)])
        for _ in range(2):
            client.get(again.first.url)
        with CaptureQueriesContext(connection) as captured:
            client.get(again.first.url)
        counted.append(len(captured))
    assert counted[0] == counted[1] + 1
