"""A dated course's page, on the real cases: what it says, and what it never says."""

import re
from datetime import date

import pytest
from django.utils import translation

from courses.models import (
    CourseOrganiser,
    CoursePriority,
    CourseSteering,
    Occasion,
    Organiser,
    PriorityArea,
    SteeringDocument,
)
from courses.reports.schedule import read_schedule
from courses.rules.partial_dates import format_partial
from tests.courses import cases

pytestmark = pytest.mark.django_db


def body_rows(html: str) -> list[str]:
    body = html.split("<tbody", 1)[1].split("</tbody>", 1)[0]
    return [re.sub(r"<[^>]+>|\s+", " ", row) for row in body.split("<tr")[1:]]


def page_of(client, page) -> str:
    answer = client.get(page.get_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_tour_has_eight_rows_in_date_order(client):
    rows = body_rows(page_of(client, cases.county_tour()))
    assert len(rows) == 8
    for row, (areas, day, places) in zip(rows, cases.TOUR, strict=True):
        assert format_partial(day.isoformat(), "nb") in row
        assert all(area in row for area in areas)
        assert all(place in row for place in places)


def test_an_undecided_town_is_one_or_the_other(client):
    html = page_of(client, cases.county_tour())
    for words in ("Trondheim eller Stjørdal", "Stavanger eller Sandnes", "Nettsamling"):
        assert words in html


def test_the_tour_invents_neither_time_nor_county(client):
    html = page_of(client, cases.county_tour())
    assert not re.search(r"kl\. \d|\d\d:\d\d", html.split("<main")[1].split("<footer")[0])
    for county in ("Oslo", "Agder"):
        assert county not in html


def test_the_week_stands_beside_the_day(client):
    assert "uke 43" in page_of(client, cases.county_tour())


def test_a_note_that_all_share_is_said_once(client):
    assert page_of(client, cases.county_tour()).count("Oppdateres med mer info") == 1


def test_the_round_is_a_timeline_as_precise_as_it_is_known(client):
    html = page_of(client, cases.guidance_round())
    times = re.findall(r"<time>([^<]+)</time>", html.split('class="timeline"')[1].split("</ol>")[0])
    assert times == [
        "15. juni 2018",
        "1. oktober 2018",
        "1. november 2018",
        "januar 2019",
        "januar 2019–juni 2020",
    ]
    assert "1. januar" not in html


def test_the_seminar_counts_its_towns_together_and_digital_apart(client):
    page = cases.hybrid_seminar()
    line = read_schedule(page.translation_key).occasions[0]
    assert (line.towns.free, line.towns.capacity) == (732, 910)
    html = page_of(client, page)
    with translation.override("nb"):
        assert re.search(r"<strong>732 (av|of) 910</strong>", html)
    for free, capacity in ((119, 150), (368, 460), (245, 300)):
        assert re.search(rf"{free} (av|of) {capacity}", html)


def test_the_seven_cancelled_towns_stand_apart_with_their_day(client):
    html = page_of(client, cases.hybrid_seminar())
    cancelled = html.split("is-cancelled", 1)[1]
    assert html.count("is-cancelled") == 7
    assert all(town in cancelled for town in cases.CANCELLED_TOWNS)
    assert cancelled.count("19. april 2023") == 7
    assert html.count("Arrangørene beklager.") == 1


def test_a_free_course_has_no_cart_and_no_payment(client):
    html = page_of(client, cases.hybrid_seminar()).lower()
    assert not re.search("handlekurv|cart|betal|payment", html)


def test_the_last_open_day_is_shown_and_not_the_day_after(client):
    page = cases.hybrid_seminar()
    Occasion.objects.update(
        begins_on=date(2099, 4, 27), ends_on=date(2099, 4, 27)
    )  # it is still to come
    assert "fredag 21. april 2023" in page_of(client, page)


def test_a_word_of_eighty_letters_is_on_the_page(client):
    name = "Kulturskolelærervidereutdanningskompetanseutviklingssamarbeidsavtaleforhandling"
    assert name in page_of(client, cases.course("lang", name))


@pytest.mark.parametrize(("number", "queries"), [(1, 18), (2, 19), (30, 19)])
def test_a_course_costs_the_same_number_of_queries_however_many_occasions(
    number, queries, client, django_assert_num_queries
):
    """Several gatherings are a tour, and ask once which areas there are."""
    page = cases.course("mange", "Mange samlinger")
    for index in range(number):
        day = date(2099, 1, 1 + index % 28)
        occasion = Occasion.objects.create(
            course=page, slug=f"s-{index}", begins_on=day, ends_on=day
        )
        occasion.meetings.create(day=day)
        venue = cases.venue(occasion, f"v-{index}", 20, places=["Bodø"])
        venue.areas.create(name=f"Område {index}")
        occasion.milestones.create(label="Svar", when="2098")
        organiser = Organiser.objects.create(name=f"Arrangør {index}")
        CourseOrganiser.objects.create(page=page.coursepage_ptr, organiser=organiser)
        priority = PriorityArea.objects.create(name=f"Satsing {index}")
        CoursePriority.objects.create(page=page.coursepage_ptr, area=priority)
        document = SteeringDocument.objects.create(title=f"Plan {index}")
        CourseSteering.objects.create(page=page.coursepage_ptr, document=document)
    client.get(page.get_url())
    with django_assert_num_queries(queries):
        client.get(page.get_url())
