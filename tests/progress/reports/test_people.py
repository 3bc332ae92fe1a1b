from datetime import date, datetime

import pytest
from django.utils import timezone

from progress.models import Certificate
from progress.reports.people import Wanted, people_found, person_rows, summary
from progress.reports.schools import school_rows
from progress.reports.scope import scope_of
from tests.progress.offers import make_course
from tests.progress.staff import TODAY, certify, enrol, make_cast

pytestmark = pytest.mark.django_db
SPRING = timezone.make_aware(datetime(2026, 4, 15, 12))


@pytest.fixture
def cast():
    cast = make_cast()
    cast.course = make_course("ett", title="Ett")
    cast.other = make_course("två", title="Två")
    cast.done = enrol(cast.anna, cast.course, minutes=90, completed=SPRING)
    enrol(cast.anna, cast.other, minutes=30)
    enrol(cast.didrik, cast.course, minutes=60)
    enrol(cast.cia, cast.course, minutes=600)
    enrol(cast.ylva, cast.course, minutes=6000)
    certify(cast.done)
    return cast


def rows(manager, **wanted):
    scope = scope_of(manager, TODAY)
    return person_rows(people_found(scope, Wanted(**wanted)), scope)


def names(*args, **wanted):
    return [row.name for row in rows(*args, **wanted)]


def test_each_person_has_what_they_have_done(cast):
    anna = rows(cast.chief)[0]
    assert (anna.name, anna.going_on, anna.completed, anna.hours, anna.certificates) == (
        "Anna Ås", 1, 1, 2, 1,
    )  # fmt: skip
    assert anna.schools == ["Luleå kulturskola"]


def test_who_has_begun_nothing_stands_there_too(cast):
    bo = rows(cast.chief)[1]
    assert (bo.name, bo.going_on, bo.completed, bo.last_active) == ("Bo Ek", 0, 0, None)


def test_a_revoked_certificate_is_not_counted(cast):
    Certificate.objects.update(revoked_at=SPRING)
    assert rows(cast.chief)[0].certificates == 0


def test_of_somebody_with_two_schools_only_the_managers_own_is_named(cast):
    didrik = next(row for row in rows(cast.chief) if row.name == "Didrik Två")
    assert didrik.schools == ["Luleå kulturskola"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"state": "none"}, ["Bo Ek", "Luleå Chef"]),
        ({"state": "going-on"}, ["Anna Ås", "Didrik Två"]),
        ({"state": "completed"}, ["Anna Ås"]),
        ({"search": "ås"}, ["Anna Ås"]),
        ({"search": "ÅS anna"}, ["Anna Ås"]),
        ({"search": "bo.ek@"}, ["Bo Ek"]),
        ({"start": date(2026, 10, 1), "state": "completed"}, []),
        ({"end": date(2026, 6, 30), "state": "completed"}, ["Anna Ås"]),
        ({"sort": "-name"}, ["Luleå Chef", "Didrik Två", "Bo Ek", "Anna Ås"]),
        ({"sort": "-hours"}, ["Anna Ås", "Didrik Två", "Bo Ek", "Luleå Chef"]),
        ({"sort": "nonsense"}, ["Anna Ås", "Bo Ek", "Didrik Två", "Luleå Chef"]),
    ],
)
def test_the_filters_and_the_order(cast, wanted, found):
    assert names(cast.chief, **wanted) == found


def test_a_course_is_what_is_counted_and_who_has_not_begun_it_can_be_found(cast):
    key = cast.other.translation_key
    assert names(cast.chief, course=key, state="none") == ["Bo Ek", "Didrik Två", "Luleå Chef"]


def test_a_course_counts_in_one_period_alone(cast):
    spring = {"start": date(2026, 1, 1), "end": date(2026, 6, 30)}
    autumn = {"start": date(2026, 7, 1), "end": date(2026, 12, 31)}
    scope = scope_of(cast.chief, TODAY)
    parts = [summary(scope, Wanted(**period)).minutes for period in (spring, autumn)]
    assert parts == [90, 90]
    assert summary(scope, Wanted()).minutes == 180


def test_the_numbers_on_top_are_of_ones_own_people(cast):
    total = summary(scope_of(cast.chief, TODAY), Wanted())
    assert (total.people, total.taking_part, total.going_on, total.completed) == (4, 2, 2, 1)
    assert (total.hours, total.certificates) == (3, 1)


def test_a_school_where_nobody_takes_part_is_shown(cast):
    cast.cia.enrolments.all().delete()
    cast.didrik.enrolments.all().delete()
    table = {row.name: row for row in school_rows(scope_of(cast.coordinator, TODAY), Wanted())}
    assert table["Piteå kulturskola"].taking_part == 0
    assert table["Piteå kulturskola"].people == 3


def test_somebody_with_two_schools_counts_once_above_both(cast):
    table = {row.name: row for row in school_rows(scope_of(cast.coordinator, TODAY), Wanted())}
    assert table["Luleå kulturskola"].people + table["Piteå kulturskola"].people == 7
    assert table["Norrbotten"].people == 7  # the co-ordinator, and Didrik once
    assert table["Norrbotten"].minutes == 90 + 30 + 60 + 600


def test_the_table_of_organisations_can_be_sorted(cast):
    wanted = Wanted(sort="-hours")
    first = school_rows(scope_of(cast.coordinator, TODAY), wanted)[0]
    assert first.name == "Norrbotten"
