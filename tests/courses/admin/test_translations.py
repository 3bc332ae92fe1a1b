"""An editor sees which translations lag, on the page and in a list, and may say that one is not."""

import html

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import PageLogEntry

from courses.reports.lagging import UP_TO_DATE, lagging
from tests.progress.packages import module, package, site, step
from tests.progress.translations import in_both

pytestmark = pytest.mark.django_db
LIST = "vidare_lagging_translations"


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    site()
    with translation.override("en"):
        yield


@pytest.fixture
def both():
    steps = [step("Lyssna"), step("Räkna")]
    return in_both(steps, [{**steps[0], "value": {**steps[0]["value"], "title": "Lytt"}}])


def text_of(response) -> str:
    assert response.status_code == 200
    return " ".join(html.unescape(response.content.decode()).split())


def edit(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_editor_of_a_translation_is_told_what_is_missing(desk, both):
    text = text_of(desk.get(edit(both.second)))
    assert "This translation lags behind its original." in text
    assert "“Räkna”" in text
    assert edit(both.first) in text
    for page in (both.first, both.course, both.other):
        assert "lags behind" not in text_of(desk.get(edit(page)))


def test_a_module_that_is_missing_is_told_on_the_courses_page(desk, both):
    module(both.course, title="Form", slug="form")
    assert "“Form”" in text_of(desk.get(edit(both.other)))


def test_the_list_has_each_translation_and_leads_to_it(desk, both):
    text = text_of(desk.get(reverse(LIST)))
    assert edit(both.second) in text
    assert " (Svenska)" in text
    assert edit(both.second) in text_of(desk.get(reverse(LIST), {"language": "nb"}))
    assert edit(both.second) not in text_of(desk.get(reverse(LIST), {"language": "en"}))
    assert reverse(LIST) in text_of(desk.get(reverse("wagtailadmin_home")))


def test_changed_words_are_said_to_be_up_to_date_once_by_a_post(desk, both):
    both.first.title = "Nytt"
    both.first.save_revision().publish()
    url = reverse("vidare_translation_up_to_date", args=[both.second.pk])
    assert url in text_of(desk.get(edit(both.second)))
    text_of(desk.get(url))
    assert lagging()[0].words_changed_at
    said = text_of(desk.post(url, follow=True))
    assert "is marked as up to date" in said
    assert url not in said
    assert not lagging()[0].words_changed_at
    assert PageLogEntry.objects.filter(page=both.second.pk, action=UP_TO_DATE).count() == 1


def test_who_edits_no_pages_sees_none_of_it(client, both):
    stranger = get_user_model().objects.create_user("bo@example.org", "pw", name="Bo")
    stranger.user_permissions.add(Permission.objects.get(codename="access_admin"))
    url = reverse("vidare_translation_up_to_date", args=[both.second.pk])
    client.force_login(stranger)
    for answer in (client.get(reverse(LIST)), client.post(url), client.get(url)):
        assert answer.status_code in (302, 403)
    assert not PageLogEntry.objects.filter(action=UP_TO_DATE).exists()
    client.logout()
    assert client.post(url).status_code == 302
    assert not PageLogEntry.objects.filter(action=UP_TO_DATE).exists()


def test_the_list_takes_as_many_queries_for_thirty_rows_as_for_one(desk):
    counted = []
    for numbers in (range(1), range(1, 30)):
        for number in numbers:
            course = package(f"a{number}")
            other = package(f"b{number}", language="nb", translation_key=course.translation_key)
            one = step("A")
            first = module(course, one, step("B"), slug="en")
            module(other, one, slug="en", translation_key=first.translation_key)
        desk.get(reverse(LIST))
        with CaptureQueriesContext(connection) as captured:
            text = text_of(desk.get(reverse(LIST)))
        assert text.count("Steps that are missing") == numbers.stop
        counted.append(len(captured))
    assert counted[0] == counted[1]
