import pytest
from django.core.cache import cache

from courses.models import DatedCoursePage, ModulePage, PackagePage
from courses.reports.outline import course_outline, read_outline
from tests.courses import cases

pytestmark = pytest.mark.django_db


def test_a_dated_course_without_modules_asks_for_three_quarters_of_the_time():
    assert read_outline(cases.course("dag", "Dag")).attendance_percent == 75


def test_what_the_course_says_holds():
    page = cases.course("dag", "Dag", completion_attendance_percent=90)
    assert read_outline(page).attendance_percent == 90


def test_a_course_with_modules_asks_for_those():
    page = cases.course("dag", "Dag")
    module = page.add_child(instance=ModulePage(title="Grunn", slug="grunn", locale=page.locale))
    assert read_outline(page).attendance_percent is None
    module.unpublish()
    assert read_outline(page).attendance_percent == 75


def test_a_package_never_asks_who_was_there():
    parent = cases.catalogue()
    page = parent.add_child(instance=PackagePage(title="Pakke", slug="pakke", locale=parent.locale))
    assert read_outline(page).attendance_percent is None


def test_a_site_may_ask_for_another_share_and_no_kept_outline_forgets_it(settings):
    page = cases.course("dag", "Dag")
    page.save_revision().publish()
    page = DatedCoursePage.objects.get(pk=page.pk)
    cache.clear()
    assert course_outline(page).attendance_percent == 75
    settings.VIDARE_ATTENDANCE_PERCENT = 60
    assert course_outline(page).attendance_percent == 60


def test_the_courses_page_says_what_is_asked(client):
    page = cases.course("dag", "Dag", certificate="attendance")
    assert "75 " in client.get(page.get_url()).content.decode().split("<dl", 1)[1]
    page.add_child(instance=ModulePage(title="Grunn", slug="grunn", locale=page.locale))
    assert "75 " not in client.get(page.get_url()).content.decode().split("<dl", 1)[1]
