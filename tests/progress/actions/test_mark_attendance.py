from datetime import date, timedelta

import pytest

from courses.actions.announce_changes import announce_changes
from courses.models import Meeting
from progress.actions.mark_attendance import mark_all_present, mark_attendance
from progress.actions.move_place import move_place
from progress.actions.register import register
from progress.actions.take_walk_in import take_walk_in
from progress.actions.withdraw import withdraw
from progress.models import Attendance, Enrolment, Membership, Profile, Registration
from progress.reports.audit import audit
from progress.reports.ways import read_way
from progress.rules.attendance import CannotMark
from tests.progress.at_once import in_threads
from tests.progress.meetings import AFTER, make_day, make_meeting
from tests.progress.offers import NOW, make_occasion, make_person, make_pool
from tests.progress.staff import make_county

pytestmark = pytest.mark.django_db


@pytest.fixture
def liv():
    return make_person("Liv Sand")


@pytest.fixture
def day():
    return make_day()


@pytest.fixture
def oslo(day):
    return make_pool(day[0], 5)


@pytest.fixture
def ane(oslo):
    return register(person=make_person(), pool=oslo, now=NOW)


@pytest.fixture(autouse=True)
def _audited():
    yield
    assert list(audit(now=AFTER)) == []


def way() -> tuple[int, int]:
    found = Enrolment.objects.get()
    return found.percent, found.minutes


def test_it_is_summed_up_and_completes_nothing(day, ane, liv):
    for meeting in day[1:]:
        mark_attendance(registration=ane, meeting=meeting, minutes=180, by=liv, now=AFTER)
    assert way() == (100, 360)
    assert Enrolment.objects.get().completed_at is None


def test_half_of_it_is_two_thirds_of_what_is_asked_for(day, ane, liv):
    row = mark_attendance(registration=ane, meeting=day[1], minutes=180, by=liv, now=AFTER)
    assert (row.minutes, row.by, row.at) == (180, liv, AFTER)
    assert way() == (66, 180)
    shown = read_way(person_id=ane.person_id, course=day[0].course)
    assert (shown.standing.tree.children[0].done, shown.standing.tree.children[0].needed) == (
        180,
        270,
    )


def test_twice_it_stands_there_once_and_another_time_takes_its_place(day, ane, liv):
    for minutes in (180, 180, 90):
        mark_attendance(registration=ane, meeting=day[1], minutes=minutes, by=liv, now=AFTER)
    assert Attendance.objects.get().minutes == 90


def test_taken_away_it_is_gone_and_twice_does_no_harm(day, ane, liv):
    mark_attendance(registration=ane, meeting=day[1], minutes=180, by=liv, now=AFTER)
    for _ in range(2):
        assert mark_attendance(registration=ane, meeting=day[1], minutes=None, by=liv) is None
    assert way() == (0, 0)


def test_taking_away_what_never_was_begins_nothing(day, ane, liv):
    assert mark_attendance(registration=ane, meeting=day[1], minutes=None, by=liv) is None
    assert not Enrolment.objects.exists()


def test_the_organisation_is_the_one_of_the_place(day, oslo, liv):
    school = make_county().lulea_school
    person = make_person("Bo")
    Membership.objects.create(person=person, organisation=school)
    place = register(person=person, pool=oslo, now=NOW)
    mark_attendance(registration=place, meeting=day[1], minutes=60, by=liv, now=AFTER)
    assert Enrolment.objects.get().organisation == school


@pytest.mark.parametrize(("minutes", "code"), [(181, "too_long"), (0, "minutes"), (-5, "minutes")])
def test_a_wrong_time_is_refused_and_nothing_is_written(day, ane, liv, minutes, code):
    with pytest.raises(CannotMark) as refused:
        mark_attendance(registration=ane, meeting=day[1], minutes=minutes, by=liv)
    assert refused.value.code == code
    assert not Attendance.objects.exists()
    assert not Enrolment.objects.exists()


def test_only_who_has_a_place_at_the_meeting_is_marked(day, oslo, ane, liv):
    bergen = make_pool(day[0], name="Bergen")
    there = make_meeting(day[0], bergen.venue)
    elsewhere = make_meeting(make_occasion(ends_on=date(2023, 4, 27)))
    off = make_meeting(day[0], cancelled_at=NOW)
    for meeting, code in ((there, "meeting"), (elsewhere, "meeting"), (off, "called_off")):
        with pytest.raises(CannotMark) as refused:
            mark_attendance(registration=ane, meeting=meeting, minutes=60, by=liv)
        assert refused.value.code == code
    withdraw(registration=ane, now=NOW)
    with pytest.raises(CannotMark):
        mark_attendance(registration=ane, meeting=day[1], minutes=60, by=liv)


def test_a_day_without_times_takes_the_hours_that_are_given(liv):
    occasion, *timed = make_day()
    Meeting.objects.filter(pk__in=[one.pk for one in timed]).delete()
    meeting = make_meeting(occasion, day=date(2023, 4, 27))
    ane = register(person=make_person(), pool=make_pool(occasion), now=NOW)
    mark_attendance(registration=ane, meeting=meeting, minutes=400, by=liv, now=AFTER)
    assert way() == (100, 400)


def test_what_does_not_count_adds_nothing(day, ane, liv):
    dinner = make_meeting(day[0], counts=False)
    mark_attendance(registration=ane, meeting=dinner, minutes=120, by=liv, now=AFTER)
    assert way() == (0, 0)


def test_everyone_is_present_but_for_those_who_are_marked_already(day, oslo, ane, liv):
    places = [register(person=make_person(f"P {n}"), pool=oslo, now=NOW) for n in range(3)]
    waiting = register(
        person=make_person("Late"), pool=make_pool(day[0], 0, name="Full"), wait=True, now=NOW
    )
    mark_attendance(registration=ane, meeting=day[1], minutes=60, by=liv, now=AFTER)
    everyone = [ane, *places, waiting]
    marked = [
        mark_all_present(registrations=everyone, meeting=day[1], minutes=180, by=liv, now=AFTER)
        for _ in range(2)
    ]
    assert marked == [3, 0]
    assert sorted(Attendance.objects.values_list("minutes", flat=True)) == [60, 180, 180, 180]
    assert Enrolment.objects.count() == 4


@pytest.mark.parametrize("number", [1, 30])
def test_everyone_at_once_costs_the_same_at_one_and_at_thirty(
    day, liv, number, django_assert_max_num_queries
):
    pool = make_pool(day[0], None, name="Bodø")
    places = [register(person=make_person(f"P {n}"), pool=pool, now=NOW) for n in range(number)]
    with django_assert_max_num_queries(21):
        mark_all_present(registrations=places, meeting=day[1], minutes=180, by=liv, now=AFTER)


@pytest.mark.django_db(transaction=True)
def test_two_leaders_who_tap_at_once_write_it_once(day, ane, liv):
    tap = lambda: mark_attendance(  # noqa: E731
        registration=ane, meeting=day[1], minutes=180, by=liv, now=AFTER
    )
    assert in_threads([tap] * 4) == {"done": 4}
    assert Attendance.objects.count() == 1
    assert way() == (66, 180)


def test_who_is_moved_keeps_the_hours_and_is_measured_by_the_new_venue(day, oslo, ane, liv):
    bergen = make_pool(day[0], name="Bergen")
    make_meeting(day[0], bergen.venue, starts_at=AFTER)
    here = make_meeting(day[0], oslo.venue, starts_at=AFTER - timedelta(hours=8))
    mark_attendance(registration=ane, meeting=here, minutes=180, by=liv, now=AFTER)
    move_place(registration=ane, pool=bergen, by=liv, now=NOW)
    assert way() == (44, 180)


def test_a_meeting_that_counts_for_less_is_another_share(
    day, ane, liv, django_capture_on_commit_callbacks
):
    mark_attendance(registration=ane, meeting=day[1], minutes=180, by=liv, now=AFTER)
    with (
        django_capture_on_commit_callbacks(execute=True),
        announce_changes(occasion_id=day[0].pk, by=liv),
    ):
        Meeting.objects.filter(pk=day[2].pk).update(minutes=60)
    assert way() == (100, 180)


def test_who_stands_in_the_door_has_a_chair_and_is_present(day, liv):
    pool = make_pool(day[0], 0)
    for _ in range(2):
        place = take_walk_in(
            meeting=day[1], pool=pool, name="Kari Nes", email="kari@example.org",
            minutes=180, by=liv, now=NOW,
        )  # fmt: skip
    assert Registration.objects.count() == Attendance.objects.count() == 1
    assert (place.person.name, place.person.email) == ("Kari Nes", "kari@example.org")
    assert place.transitions.get().why == "added by hand: walk-in"
    assert Profile.objects.filter(person=place.person).exists()


def test_a_walk_in_who_has_an_account_keeps_their_name(day, oslo, liv):
    make_person("Ane Berg")
    place = take_walk_in(
        meeting=day[1], pool=oslo, name="A. B.", email="ANE.berg@example.org",
        minutes=180, by=liv, now=NOW,
    )  # fmt: skip
    assert place.person.name == "Ane Berg"


def test_a_walk_in_with_a_wrong_time_leaves_nothing_behind(day, oslo, liv):
    with pytest.raises(CannotMark):
        take_walk_in(
            meeting=day[1], pool=oslo, name="Kari", email="kari@example.org",
            minutes=900, by=liv, now=NOW,
        )  # fmt: skip
    assert not Registration.objects.exists()
    assert not Profile.objects.exists()
