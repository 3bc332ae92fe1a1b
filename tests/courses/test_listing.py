"""The catalogue: which courses it shows, in which order, and at what cost."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from courses.models import (
    CoursePriority,
    Meeting,
    Occasion,
    Organiser,
    PackagePage,
    PriorityArea,
)
from courses.models.organisers import CourseOrganiser
from courses.reports.listing import read_listing
from tests.courses import cases

pytestmark = pytest.mark.django_db


def package(slug: str, title: str, language: str = "nb", **fields):
    parent = cases.catalogue(language)
    return parent.add_child(
        instance=PackagePage(slug=slug, title=title, locale=parent.locale, **fields)
    )


def dated(slug: str, title: str, in_days: int, language: str = "nb", **fields):
    page = cases.course(slug, title, language, **fields)
    day = timezone.localdate() + timedelta(days=in_days)
    occasion = Occasion.objects.create(course=page, slug="dag", begins_on=day, ends_on=day)
    Meeting.objects.create(occasion=occasion, day=day)
    cases.venue(occasion, "sted", 20, places=["Bodø"])
    return page


def titles(language: str = "nb", **query: str) -> list[str]:
    return [card.title for card in read_listing(language, query).cards]


def test_the_next_day_comes_first_then_packages_by_name():
    package("b", "Bevegelse")
    package("a", "Akustikk")
    dated("senere", "Senere", 40)
    dated("snart", "Snart", 4)
    assert titles() == ["Snart", "Senere", "Akustikk", "Bevegelse"]


def test_what_is_over_is_hidden_until_it_is_asked_for():
    dated("over", "Over", -4)
    assert titles() == []
    assert titles(past="1") == ["Over"]


def test_a_course_in_two_languages_is_shown_once_in_the_readers():
    page = package("rytm", "Rytme")
    cases.catalogue("sv")
    swedish = package("rytm", "Rytm", "sv")
    swedish.translation_key = page.translation_key
    swedish.save()
    assert titles("nb") == ["Rytme"]
    assert titles("sv") == ["Rytm"]
    assert titles("en") == ["Rytme"]
    assert read_listing("en", {}).cards[0].language == "nb"


def test_a_teacher_in_tromso_finds_the_online_gathering_by_each_of_its_counties():
    cases.county_tour()
    for county in ("Troms og Finnmark", "Nordland", "Svalbard"):
        assert len(titles(area=county, past="1")) == 1


def test_where_a_county_has_nothing_what_is_online_is_shown_instead():
    page = dated("digital", "Digital dag", 3)
    cases.venue(page.occasions.get(), "nett", None, kind="online", name="På nett")
    listing = read_listing("nb", {"area": "Agder"})
    assert listing.total == 0
    assert [card.title for card in listing.elsewhere] == ["Digital dag"]


def test_the_kinds_are_counted_whichever_is_chosen():
    package("a", "Akustikk")
    dated("snart", "Snart", 4)
    listing = read_listing("nb", {"kind": "package"})
    assert (listing.total, listing.dated, listing.packages) == (1, 1, 1)


def test_a_priority_area_returns_only_what_is_marked_with_it():
    page = package("a", "Akustikk")
    package("b", "Bevegelse")
    area = PriorityArea.objects.create(name="breddat utbud")
    CoursePriority.objects.create(page=page.coursepage_ptr, area=area)
    assert titles(priority="breddat utbud") == ["Akustikk"]


def test_part_of_a_compound_word_finds_the_course():
    cases.hybrid_seminar()
    assert titles(q="seminar", past="1") == ["Nasjonalt dialogseminar"]
    assert titles(q="trapes", past="1") == []


def test_a_month_shows_what_happens_in_it():
    dated("snart", "Snart", 4)
    month = (timezone.localdate() + timedelta(days=4)).isoformat()[:7]
    assert titles(month=month) == ["Snart"]
    assert titles(month="2019-01") == []


@pytest.mark.parametrize(
    "query", [{"kind": "x"}, {"month": "2026-13"}, {"topic": "'"}, {"q": "\x00"}]
)
def test_a_strange_address_is_no_error(query):
    assert read_listing("nb", query).total == 0


def test_what_only_the_invited_see_or_is_archived_is_not_listed():
    package("a", "Bare inviterte", visibility="invited")
    package("b", "Arkivert", archived_at=timezone.now())
    assert titles() == []


def test_a_round_on_a_card_says_its_months_and_no_day():
    page = cases.guidance_round()
    Occasion.objects.filter(course=page).update(
        begins_on=date(2019, 1, 1), ends_on=date(2020, 6, 30)
    )
    card = read_listing("nb", {"past": "1"}).cards[0]
    assert card.next.coarse == "2019-01/2020-06"


@pytest.mark.parametrize("number", [1, 30])
def test_the_catalogue_costs_the_same_number_of_queries_however_many_courses(
    number, django_assert_num_queries, client: Client
):
    organiser = Organiser.objects.create(name="Samspel")
    for index in range(number):
        page = dated(f"kurs-{index}", f"Kurs {index}", index)
        page.topics.add(f"emne {index}")
        page.save()
        CourseOrganiser.objects.create(page=page.coursepage_ptr, organiser=organiser)
    Locale.objects.get_or_create(language_code="sv")
    client.get("/nb/kurs/")
    with django_assert_num_queries(7):
        assert client.get("/nb/kurs/").status_code == 200
