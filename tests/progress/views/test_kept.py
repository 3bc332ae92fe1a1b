"""What an editor is told, through the admin's own doors; none of them answers with an error."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.users.models import UserProfile

from cms.models import User
from courses.models import Area, CoursePage
from progress.actions.mark_step import mark_step
from progress.actions.start_course import start_course
from progress.models import Enrolment, Organisation
from tests.progress.packages import catalogue, module, package, site, step_ids

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    site()
    person = User.objects.create_superuser("editor@example.org", "pw", name="Eva")
    UserProfile.objects.create(user=person, preferred_language="en")
    client.force_login(person)
    return client


@pytest.fixture
def teacher():
    return User.objects.create_user("ada@example.org", "pw", name="Ada")


@pytest.fixture
def page(teacher):
    """A module in which a teacher has done something."""
    page = module(package())
    way = start_course(person=teacher, course=page.get_parent())
    mark_step(enrolment=way, module=page, step=step_ids(page)[0])
    return page


def bulk(action, *pages):
    ids = "&".join(f"id={page.pk}" for page in pages)
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?{ids}"


def test_a_page_with_records_below_it_is_not_deleted_from_any_height(editor, page):
    for above in (page, page.get_parent(), catalogue(), catalogue().get_parent()):
        url = reverse("wagtailadmin_pages:delete", args=[above.pk])
        for answer in (editor.get(url), editor.post(url)):
            assert "1 person has begun" in answer.content.decode()
        editor.post(bulk("delete", above))
    assert Page.objects.filter(pk=page.pk).exists()


def test_a_translation_of_what_people_have_records_of_is_not_deleted(editor, page):
    other = package("rhythm", language="en", translation_key=page.get_parent().translation_key)
    editor.post(reverse("wagtailadmin_pages:delete", args=[other.pk]))
    editor.post(bulk("delete", other))
    assert Page.objects.filter(pk=other.pk).exists()


def test_a_page_that_nobody_has_a_record_of_is_deleted(editor, page):
    other = package("other")
    editor.post(reverse("wagtailadmin_pages:delete", args=[other.pk]))
    assert not Page.objects.filter(pk=other.pk).exists()


def test_unpublishing_says_what_it_means_and_then_does_it(editor, page):
    url = reverse("wagtailadmin_pages:unpublish", args=[page.get_parent().pk])
    told = editor.post(url)
    assert "vidare_told" in told.content.decode()
    assert Page.objects.get(pk=page.get_parent().pk).live
    editor.post(url, {"vidare_told": "1"})
    assert not Page.objects.get(pk=page.get_parent().pk).live


def test_unpublishing_in_bulk_says_it_too(editor, page):
    told = editor.post(bulk("unpublish", page), {"include_descendants": "on"})
    assert 'name="include_descendants" value="on"' in told.content.decode()
    editor.post(bulk("unpublish", page), {"vidare_told": "1"})
    assert not Page.objects.get(pk=page.pk).live


def test_moving_says_that_addresses_change(editor, page):
    home = catalogue().get_parent()
    other = home.add_child(instance=type(catalogue())(title="Arkiv", slug="arkiv"))
    course = page.get_parent()
    url = reverse("wagtailadmin_pages:move_confirm", args=[course.pk, other.pk])
    assert "vidare_told" in editor.post(url).content.decode()
    editor.post(url, {"vidare_told": "1"})
    assert Page.objects.get(pk=course.pk).get_parent().pk == other.pk
    assert Enrolment.objects.get().course_id == course.pk


def test_archiving_takes_every_language_out_and_a_later_publication_leaves_it_so(editor, page):
    course = CoursePage.objects.get(pk=page.get_parent().pk)
    other = package("rhythm", language="en", translation_key=course.translation_key)
    url = reverse("vidare_archive_course", args=[course.pk])
    assert editor.get(url).status_code == 200
    editor.post(url)
    archived = CoursePage.objects.exclude(archived_at=None)
    assert set(archived.values_list("pk", flat=True)) == {course.pk, other.pk}
    course.specific.latest_revision.publish()
    assert CoursePage.objects.get(pk=course.pk).archived_at is not None
    editor.post(url)
    assert not CoursePage.objects.exclude(archived_at=None).exists()


def test_archiving_is_for_who_may_publish(client, page, teacher):
    url = reverse("vidare_archive_course", args=[page.get_parent().pk])
    assert client.post(url).status_code == 302
    client.force_login(teacher)
    assert client.post(url).status_code == 302
    assert not CoursePage.objects.exclude(archived_at=None).exists()


def test_an_account_with_records_is_made_inactive_instead(editor, page, teacher):
    url = reverse("wagtailusers_users:delete", args=[teacher.pk])
    for answer in (editor.get(url), editor.post(url)):
        assert "inactive instead" in answer.content.decode()
    many = reverse("wagtail_bulk_action", args=["cms", "user", "delete"]) + f"?id={teacher.pk}"
    editor.post(many)
    assert User.objects.filter(pk=teacher.pk).exists()
    stranger = User.objects.create_user("bo@example.org", "pw", name="Bo")
    editor.post(reverse("wagtailusers_users:delete", args=[stranger.pk]))
    assert not User.objects.filter(pk=stranger.pk).exists()


def test_an_area_with_organisations_is_not_deleted(editor):
    area = Area.objects.create(name="Norrbotten")
    Organisation.add_root(name="Norrbotten", kind="county", area=area)
    url = reverse("wagtailsnippets_courses_area:delete", args=[area.pk])
    assert "last day" in editor.post(url).content.decode()
    assert Area.objects.filter(pk=area.pk).exists()
