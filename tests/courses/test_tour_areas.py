"""A tour's page asks for the reader's county."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.utils import translation
from django.utils.translation import gettext

from courses.models import Area, Occasion, Venue
from courses.reports.schedule import read_schedule
from courses.reports.tour_areas import read_tour_areas
from tests.courses import cases
from tests.courses.test_course_page import body_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def tour():
    page = cases.county_tour()
    Area.objects.create(name="Agder", valid_from=date(2020, 1, 1))
    Area.objects.create(name="Troms", valid_from=date(2024, 1, 1))
    Area.objects.filter(name="Viken").update(valid_to=date(2024, 1, 1))
    return page


def asked(client, page, area: str) -> str:
    return client.get(f"{page.get_url()}?{urlencode({'area': area})}").content.decode()


def none_here() -> str:
    with translation.override("nb"):
        return gettext("No gathering in your county")


@pytest.mark.parametrize("area", ["Troms og Finnmark", "Nordland", "Svalbard"])
def test_acc_s1_2_a_teacher_in_tromso_finds_the_net_gathering_by_each_of_its_areas(
    client, tour, area
):
    html = asked(client, tour, area)
    (row,) = body_rows(html)
    assert "Nettsamling" in row
    assert "9. november 2022" in row
    assert f"<option selected>{area}</option>" in html
    assert none_here() not in html


def test_acc_s1_2_a_teacher_in_agder_is_told_of_none_and_shown_the_one_online(client, tour):
    html = asked(client, tour, "Agder")
    assert none_here() in html
    (row,) = body_rows(html)
    assert "Nettsamling" in row


@pytest.mark.parametrize("area", ["", "Oslo", "Troms", "<script>"])
def test_what_no_gathering_could_be_meant_for_is_not_asked(client, tour, area):
    html = asked(client, tour, area)
    assert len(body_rows(html)) == 8
    assert none_here() not in html


def test_the_areas_are_those_of_the_tours_own_days(tour):
    areas = read_tour_areas(read_schedule(tour.translation_key), "")
    assert areas.others == ["Agder"]
    assert {"Viken", "Svalbard"} <= set(areas.met)


def test_a_county_whose_gathering_is_cancelled_sees_so_and_the_one_online(client, tour):
    Venue.objects.filter(areas__name="Vestland").update(cancelled_on=date(2022, 10, 20))
    html = asked(client, tour, "Vestland")
    assert none_here() in html
    cancelled, online = body_rows(html)
    assert "Bergen" in cancelled
    assert "Nettsamling" in online


def test_where_nothing_runs_for_anyone_the_page_says_only_that(client, tour):
    Occasion.objects.filter(venues__kind="online").update(
        state="postponed", state_note="Nettet er nede."
    )
    assert "Nettet er nede." in asked(client, tour, "")
    html = asked(client, tour, "Agder")
    assert none_here() in html
    assert "<tbody" not in html


def test_a_tour_for_everyone_asks_for_no_county(client, tour):
    for venue in Venue.objects.all():
        venue.areas.clear()
    html = asked(client, tour, "Agder")
    assert 'id="tour-area"' not in html
    assert len(body_rows(html)) == 8
