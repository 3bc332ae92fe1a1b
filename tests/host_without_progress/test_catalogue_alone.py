"""Run by tests/architecture/test_hosts.py, with settings of its own."""

from datetime import date

import pytest
from django.apps import apps
from wagtail.models import Locale, Page, Site

from courses.models import (
    CataloguePage,
    DatedCoursePage,
    ModulePage,
    Occasion,
    PackagePage,
    SeatPool,
    Venue,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue() -> CataloguePage:
    locale, _ = Locale.objects.get_or_create(language_code="sv")
    home = Page.objects.get(depth=1).add_child(
        instance=Page(title="Hem", slug="hem", locale=locale)
    )
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    page = CataloguePage(title="Kurser", slug="kurser", locale=locale)
    return home.add_child(instance=page)


@pytest.fixture
def package(catalogue) -> PackagePage:
    page = PackagePage(
        title="Klangfärger", slug="klang", locale=catalogue.locale, contact_email="k@example.org"
    )
    catalogue.add_child(instance=page)
    page.add_child(instance=ModulePage(title="Att höra", slug="hora", locale=catalogue.locale))
    return page


@pytest.fixture
def course(catalogue) -> DatedCoursePage:
    page = DatedCoursePage(
        title="Seminariet", slug="seminar", locale=catalogue.locale, contact_email="k@example.org"
    )
    catalogue.add_child(instance=page)
    occasion = Occasion.objects.create(
        course=page, slug="dagen", timezone="Europe/Stockholm", ends_on=date(2099, 4, 27)
    )
    venue = Venue.objects.create(occasion=occasion, slug="lulea", name="Luleå", kind="place")
    SeatPool.objects.create(venue=venue, role="participant", capacity=40)
    return page


def test_progress_is_not_there():
    assert not apps.is_installed("progress")
    assert not apps.is_installed("cms")


def test_the_catalogue_lists_both_kinds(client, package, course):
    answer = client.get("/sv/kurser/")
    assert answer.status_code == 200
    for title in (package.title, course.title):
        assert title in answer.content.decode()


def test_a_dated_course_shows_its_occasion_and_an_empty_slot(client, course):
    answer = client.get("/sv/kurser/seminar/")
    assert answer.status_code == 200
    assert "Luleå" in answer.content.decode()


def test_a_package_and_its_module_are_read_without_signing_in(client, package):
    assert client.get("/sv/kurser/klang/").status_code == 200
    module = client.get("/sv/kurser/klang/hora/")
    assert module.status_code == 200
    assert "Att höra" in module.content.decode()


def test_the_short_address_leads_to_the_language(client, package):
    answer = client.get("/courses/klang/", follow=True)
    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0].endswith("/kurser/klang/")


def test_an_editor_reaches_the_menu_of_courses(admin_client, course):
    assert admin_client.get("/admin/").status_code == 200
    assert admin_client.get(f"/admin/pages/{course.pk}/edit/").status_code == 200
