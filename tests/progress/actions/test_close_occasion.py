from datetime import date

import pytest

from courses.models import Occasion
from progress.actions.close_occasion import close_occasion
from progress.actions.mark_attendance import mark_attendance
from progress.actions.register import register
from progress.models import Attendance, Certificate, Enrolment, Message, OccasionStaff, Profile
from progress.reports.audit import audit
from progress.reports.certificate_pdf import certificate_pdf
from progress.reports.certificates import facts, public_record
from progress.rules.attendance import CannotMark
from progress.rules.closing import CannotClose
from tests.progress.meetings import AFTER, make_day
from tests.progress.offers import NOW, make_person, make_pool

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _audited():
    yield
    assert list(audit(now=AFTER)) == []


@pytest.fixture
def liv():
    return make_person("Liv Sand")


@pytest.fixture
def day(liv):
    day = make_day()
    OccasionStaff.objects.create(person=liv, occasion=day[0])
    return day


@pytest.fixture
def oslo(day):
    return make_pool(day[0], 9, places=["Oslo"])


def was_there(name, pool, liv, *marks, **profile):
    person = make_person(name)
    Profile.objects.create(person=person, **{"language": "en"} | profile)
    place = register(person=person, pool=pool, now=NOW)
    for meeting, minutes in marks:
        mark_attendance(registration=place, meeting=meeting, minutes=minutes, by=liv, now=AFTER)
    return place


def numbers(closed) -> tuple[int, int, int, int, int]:
    return closed.completed, closed.certificates, closed.short, closed.absent, closed.earlier


@pytest.fixture
def three(day, oslo, liv):
    """One who was there all day, one half of it, one not at all."""
    return [
        was_there("Ane Berg", oslo, liv, (day[1], 180), (day[2], 150)),
        was_there("Bo Dahl", oslo, liv, (day[1], 180)),
        was_there("Siw Lie", oslo, liv),
    ]


def test_who_was_there_completes_and_gets_a_certificate_by_mail(day, three, liv):
    assert numbers(close_occasion(occasion=day[0], by=liv, now=AFTER)) == (1, 1, 1, 1, 0)
    day[0].refresh_from_db()
    assert day[0].state == "finished"
    done = Enrolment.objects.get(person=three[0].person)
    assert (done.completed_at, done.percent, done.minutes) == (AFTER, 100, 330)
    assert Message.objects.filter(kind="certificate").get().person == three[0].person
    assert not Enrolment.objects.get(person=three[1].person).completed_at
    assert not Enrolment.objects.filter(person=three[2].person).exists()


def test_a_dry_run_has_the_same_numbers_and_changes_nothing(day, three, liv):
    tried = close_occasion(occasion=day[0], by=liv, now=AFTER, dry_run=True)
    assert numbers(tried) == (1, 1, 1, 1, 0)
    assert [one.is_short for one in tried.people] == [False, True, False]
    day[0].refresh_from_db()
    assert day[0].state == "open"
    assert not Certificate.objects.exists()


def test_run_again_it_takes_in_who_was_marked_since(day, three, liv):
    close_occasion(occasion=day[0], by=liv, now=AFTER)
    assert numbers(close_occasion(occasion=day[0], by=liv, now=AFTER)) == (0, 0, 1, 1, 1)
    mark_attendance(registration=three[1], meeting=day[2], minutes=180, by=liv, now=AFTER)
    assert numbers(close_occasion(occasion=day[0], by=liv, now=AFTER)) == (1, 1, 0, 1, 1)
    assert Certificate.objects.count() == 2


def test_after_closing_hours_are_only_added(day, three, liv):
    close_occasion(occasion=day[0], by=liv, now=AFTER)
    with pytest.raises(CannotMark) as refused:
        mark_attendance(registration=three[0], meeting=day[2], minutes=None, by=liv, now=AFTER)
    assert refused.value.code == "earned"
    mark_attendance(registration=three[0], meeting=day[2], minutes=180, by=liv, now=AFTER)
    assert Enrolment.objects.get(person=three[0].person).minutes == 360
    assert Attendance.objects.get(registration=three[0], meeting=day[2]).minutes == 180


@pytest.mark.parametrize("state", ["announced", "postponed", "cancelled"])
def test_what_never_was_is_not_closed(day, liv, state):
    Occasion.objects.filter(pk=day[0].pk).update(state=state)
    day[0].refresh_from_db()
    with pytest.raises(CannotClose) as refused:
        close_occasion(occasion=day[0], by=liv, now=AFTER)
    assert refused.value.code == state


def test_what_is_not_over_is_not_closed(day, liv):
    with pytest.raises(CannotClose) as refused:
        close_occasion(occasion=day[0], by=liv, now=NOW)
    assert refused.value.code == "not_over"


def test_a_course_without_certificates_is_completed_all_the_same(liv):
    occasion, first, second = make_day(certificate="none")
    was_there("Ane Berg", make_pool(occasion), liv, (first, 180), (second, 180))
    assert numbers(close_occasion(occasion=occasion, by=liv, now=AFTER)) == (1, 0, 0, 0, 0)


def test_the_certificate_says_the_hours_the_days_the_place_and_who_led(day, three, liv):
    close_occasion(occasion=day[0], by=liv, now=AFTER)
    certificate = Certificate.objects.get()
    said = certificate.data
    assert (said["kind"], said["minutes"], said["estimated"]) == ("attendance", 330, False)
    assert (said["attended"], said["planned"], said["days"]) == (330, 360, ["2023-04-27"])
    assert (said["forms"], said["place"], said["leaders"]) == (["on-site"], "Oslo", ["Liv Sand"])
    words = {fact.label: fact.value for fact in facts(said, "en")}
    assert words["Present"] == "5 h 30 min of 6 h"
    assert words["Course leader"] == "Liv Sand"
    assert "Extent in clock hours" not in words
    assert "estimated" not in " ".join(words.values())
    assert public_record(certificate, "https://example.org/")["certificate"]["planned"] == 360
    assert certificate_pdf(certificate, "https://example.org/c/1/").startswith(b"%PDF")


def test_of_a_protected_person_neither_place_nor_leaders_are_told(day, oslo, liv):
    was_there("Ylva", oslo, liv, (day[1], 180), (day[2], 180), is_protected=True, alias="Linerle")
    close_occasion(occasion=day[0], by=liv, now=AFTER)
    said = Certificate.objects.get().data
    assert (said["place"], said["leaders"], said["protected"]) == ("", [], True)


def test_a_leader_with_protected_identity_is_on_no_certificate(day, three, liv):
    Profile.objects.create(person=liv, is_protected=True)
    close_occasion(occasion=day[0], by=liv, now=AFTER)
    assert Certificate.objects.get().data["leaders"] == []


def test_the_occasion_with_the_best_share_is_on_the_certificate(day, oslo, liv):
    ane = was_there("Ane Berg", oslo, liv, (day[1], 60)).person
    other = Occasion.objects.create(
        course=day[0].course, slug="andre", begins_on=date(2023, 4, 20), ends_on=date(2023, 4, 20)
    )
    day[1].pk, day[1].uid, day[1].occasion = None, "5f0c7c8a-7a34-4d8c-8f3a-2c1d1a1b1c1d", other
    day[1].save()
    bergen = make_pool(other, name="Bergen", places=["Bergen"])
    place = register(person=ane, pool=bergen, now=NOW.replace(day=1))
    mark_attendance(registration=place, meeting=day[1], minutes=180, by=liv, now=AFTER)
    close_occasion(occasion=other, by=liv, now=AFTER)
    assert Certificate.objects.get().data["place"] == "Bergen"


@pytest.mark.parametrize("number", [1, 30])
def test_the_numbers_before_cost_the_same_at_one_and_at_thirty(
    day, liv, number, django_assert_max_num_queries
):
    pool = make_pool(day[0], None, name="Bodø")
    for n in range(number):
        was_there(f"P {n}", pool, liv, (day[1], 180))
    with django_assert_max_num_queries(15):
        close_occasion(occasion=day[0], by=liv, now=AFTER, dry_run=True)


def test_what_takes_too_long_is_left_to_the_next_time(day, oslo, liv):
    for name in ("Ane Berg", "Bo Dahl", "Cia Ek"):
        was_there(name, oslo, liv, (day[1], 180), (day[2], 180))
    counted = []
    for _again in range(4):
        closed = close_occasion(occasion=day[0], by=liv, seconds=0, now=AFTER)
        counted.append((closed.completed, closed.certificates, closed.left))
    assert counted == [(1, 1, 2), (1, 1, 1), (1, 1, 0), (0, 0, 0)]
    assert Certificate.objects.count() == 3
