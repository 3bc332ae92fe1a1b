from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model

from courses.models import Meeting, Occasion, SeatPool, Venue
from progress.models import Registration
from tests.courses.catalogue_files import bring, changes, dated, export, faults, occasion, venue

pytestmark = pytest.mark.django_db


def take_a_seat(venue_slug: str = "umea") -> Registration:
    pool = SeatPool.objects.get(venue__slug=venue_slug)
    SeatPool.objects.filter(pk=pool.pk).update(taken=1)
    person = get_user_model().objects.create_user("ane@example.org", name="Ane Berg")
    return Registration.objects.create(
        person=person, occasion=pool.venue.occasion, pool=pool, state="confirmed"
    )


def test_deadlines_are_instants_of_the_occasions_zone():
    bring(
        dated(
            occasions=[
                occasion(opens="2026-01-10", closes="2026-02-01", answers="2026-02-05T12:00")
            ]
        )
    )
    made = Occasion.objects.get()
    assert made.opens_at == datetime(2026, 1, 9, 23, tzinfo=UTC)
    assert made.closes_at == datetime(2026, 2, 1, 23, tzinfo=UTC)
    assert made.answers_at == datetime(2026, 2, 5, 11, tzinfo=UTC)
    assert (made.closes_has_time, made.answers_has_time) == (False, True)


def test_the_days_of_an_occasion_come_from_its_meetings_or_else_its_milestones():
    bring(
        dated(
            occasions=[
                occasion("a", meetings=[{"when": "2026-05"}], venues=[
                    venue(meetings=[{"start": "2026-06-01T09:00", "end": "2026-06-02T01:00"}])]),
                occasion("b", milestones=[{"label": "Start", "when": "2026-01"}]),
                occasion("c"),
            ]
        )
    )  # fmt: skip
    days = Occasion.objects.order_by("sort_order").values_list("begins_on", "ends_on")
    assert list(days) == [
        (date(2026, 5, 1), date(2026, 6, 2)),
        (date(2026, 1, 1), date(2026, 1, 31)),
        (None, None),
    ]


def test_state_and_cancellation_are_set_by_the_first_import_and_never_again():
    first = dated(
        occasions=[
            occasion(state="announced", venues=[venue("a", cancelled="2026-01-02"), venue("b")])
        ]
    )
    bring(first)
    Occasion.objects.update(state="closed")
    Venue.objects.filter(slug="b").update(cancelled_on=date(2026, 1, 5), cancelled_note="Storm")
    assert not changes(bring(first))
    later = dated(
        occasions=[occasion(state="open", note="Ny", venues=[venue("a"), venue("b", name="Huset")])]
    )
    bring(later)
    made = Occasion.objects.get()
    assert (made.state, made.note) == ("closed", "Ny")
    assert [v.cancelled_on for v in made.venues.all()] == [date(2026, 1, 2), date(2026, 1, 5)]
    assert made.venues.get(slug="b").name == "Huset"


def test_seats_taken_are_the_sites_own_and_a_capacity_may_change_above_them():
    bring(dated(occasions=[occasion(venues=[venue(seats={"participant": 10})])]))
    SeatPool.objects.update(taken=7)
    bring(dated(occasions=[occasion(venues=[venue(seats={"participant": 7})])]))
    assert SeatPool.objects.values_list("capacity", "taken").get() == (7, 7)


def test_a_capacity_below_the_seats_that_are_taken_is_refused_with_their_number():
    bring(dated(occasions=[occasion(venues=[venue(seats={"participant": 10})])]))
    SeatPool.objects.update(taken=7)
    assert faults(dated(occasions=[occasion(venues=[venue(seats={"participant": 6})])])) == [
        (
            "courses[0].occasions[0].venues[0].seats.participant: "
            "6 is fewer than the 7 seats that are taken. Write 7 or more."
        )
    ]


def test_a_role_that_is_left_out_keeps_its_seats():
    bring(dated(occasions=[occasion(venues=[venue(seats={"participant": 10, "observer": 2})])]))
    bring(dated(occasions=[occasion(venues=[venue(seats={"participant": 12})])]))
    assert export()[0]["occasions"][0]["venues"][0]["seats"] == {"participant": 12, "observer": 2}


def test_an_occasion_that_the_file_lacks_is_deleted_with_its_parts():
    bring(
        dated(
            occasions=[
                occasion("a", venues=[venue()], meetings=[{"day": "2026-05-01"}]),
                occasion("b"),
            ]
        )
    )
    bring(dated(occasions=[occasion("b")]))
    assert [made.slug for made in Occasion.objects.all()] == ["b"]
    assert not Venue.objects.exists()
    assert not Meeting.objects.exists()


def test_an_occasion_that_someone_has_a_record_of_is_archived_and_comes_back():
    both = dated(occasions=[occasion("a", venues=[venue()]), occasion("b")])
    bring(both)
    registration = take_a_seat()
    bring(dated(occasions=[occasion("b")]))
    registration.occasion.refresh_from_db()
    assert registration.occasion.archived_at
    assert not changes(bring(dated(occasions=[occasion("b")])))
    bring(both)
    registration.occasion.refresh_from_db()
    assert registration.occasion.archived_at is None
    assert Occasion.objects.count() == 2


def test_a_venue_that_someone_has_a_seat_in_is_archived():
    bring(dated(occasions=[occasion(venues=[venue("umea"), venue("lulea")])]))
    take_a_seat("umea")
    bring(dated(occasions=[occasion(venues=[])]))
    assert [(v.slug, bool(v.archived_at)) for v in Venue.objects.all()] == [("umea", True)]


def test_a_meeting_keeps_its_uid_and_its_sequence_rises_with_its_time():
    def at(day: str, note: str = "") -> dict:
        meeting = {"id": "m", "day": day}
        return dated(occasions=[occasion(note=note, meetings=[meeting])])

    bring(at("2026-05-01"))
    uid = Meeting.objects.get().uid
    bring(at("2026-05-01", "Ny"))
    assert Meeting.objects.get().sequence == 0
    bring(at("2026-05-02"))
    assert (Meeting.objects.get().uid, Meeting.objects.get().sequence) == (uid, 1)


def test_a_changed_zone_moves_the_instants_and_not_the_words():
    bring(dated(occasions=[occasion(closes="2026-02-01T12:00")]))
    bring(dated(occasions=[occasion(timezone="Europe/Helsinki")]))
    assert Occasion.objects.get().closes_at == datetime(2026, 2, 1, 10, 1, tzinfo=UTC)
    assert export()[0]["occasions"][0]["closes"] == "2026-02-01T12:00"


def test_what_the_file_and_the_site_make_together_is_checked_too():
    bring(dated(occasions=[occasion(opens="2026-02-01")]))
    (fault,) = faults(dated(occasions=[occasion(closes="2026-01-01")]))
    assert fault.startswith("courses[0].occasions[0].closes: 2026-01-01 is before it opens")


def test_occasions_stand_in_the_order_of_the_file():
    bring(dated(occasions=[occasion("a"), occasion("b"), occasion("c")]))
    bring(dated(occasions=[occasion("c"), occasion("a"), occasion("b")]))
    assert [each["id"] for each in export()[0]["occasions"]] == ["c", "a", "b"]
