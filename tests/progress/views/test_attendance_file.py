"""Who was at which meeting, as a file for a spreadsheet."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from progress.actions.mark_attendance import mark_all_present, mark_attendance
from progress.actions.register import register
from progress.models import OccasionStaff, Registration
from progress.reports.audit import audit
from tests.progress.desk import protect, take_thousand
from tests.progress.meetings import MORNING, make_day, make_meeting
from tests.progress.offers import NOW, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def day(client):
    occasion, before, after = make_day()
    liv = make_person("Liv Sand")
    OccasionStaff.objects.create(person=liv, occasion=occasion)
    client.force_login(liv)
    return occasion, before, after, liv


def address(occasion, kind: str) -> str:
    return reverse("progress:attendance", args=[occasion.pk]).rstrip("/") + f".{kind}"


def rows(client, occasion) -> list[list[str]]:
    answer = client.get(address(occasion, "csv"))
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_each_has_a_row_each_meeting_a_column_and_hours_are_added(client, day):
    occasion, before, after, liv = day
    oslo, bergen = (make_pool(occasion, None, name=name) for name in ("Oslo", "Bergen"))
    evening = make_meeting(
        occasion, bergen.venue, title="=Evening()", starts_at=MORNING + timedelta(hours=10)
    )
    ane, bo, cia = (
        register(person=make_person(name), pool=pool, now=NOW)
        for name, pool in (("=Ane Berg", oslo), ("Bo Dahl", bergen), ("Cia Ek", oslo))
    )
    protect(cia.person)
    for place, meeting, minutes in ((ane, before, 180), (ane, after, 150), (bo, evening, 60)):
        mark_attendance(registration=place, meeting=meeting, minutes=minutes, by=liv)
    head, *found = rows(client, occasion)
    assert head[0] == "Name"
    assert head[-1] == "Hours present"
    assert [label.split(": ")[-1] for label in head[4:7]] == [
        "Before noon", "After noon", "=Evening()",
    ]  # fmt: skip
    assert not any(label.startswith("=") for label in head)
    assert found == [
        ["'=Ane Berg", "", "", "Oslo", "3", "2.5", "", "5.5"],
        ["Bo Dahl", "", "", "Bergen", "0", "0", "1", "1"],
        ["1 person with protected identity is left out.", *[""] * 7],
    ]
    assert list(audit()) == []


def test_the_page_leads_to_both_files(client, day):
    page = client.get(reverse("progress:attendance", args=[day[0].pk])).content.decode()
    for kind in ("csv", "xlsx"):
        assert f'href="{address(day[0], kind)}"' in page


def test_a_thousand_cost_as_many_queries_as_one(client, day, django_assert_num_queries):
    occasion, before, _after, liv = day
    pool = make_pool(occasion, None)
    register(person=make_person("Aa One"), pool=pool, now=NOW)
    client.get(address(occasion, "csv"))
    with django_assert_num_queries(11):
        assert len(rows(client, occasion)) == 2
    take_thousand(pool)
    mark_all_present(
        registrations=list(Registration.objects.all()), meeting=before, minutes=180, by=liv
    )
    with django_assert_num_queries(11):
        assert len(rows(client, occasion)) == 1002
    sheet = load_workbook(io.BytesIO(client.get(address(occasion, "xlsx")).getvalue())).active
    assert (sheet.max_row, sheet["G2"].value) == (1002, 3)
