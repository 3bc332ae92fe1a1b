from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from courses.models import Meeting, Occasion, SeatPool, Venue
from progress.actions.join_group import join_group
from progress.actions.leave_group import leave_group
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import (
    Certificate,
    Enrolment,
    GroupMember,
    Letter,
    Message,
    Registration,
    Transition,
)
from progress.reports.audit import INVARIANTS, INVARIANTS_OF_A_MOMENT, audit
from tests.progress.offers import NOW, make_course, make_occasion, make_person, make_pool
from tests.progress.reports.faults_of_places import FAULTS_OF_PLACES

pytestmark = pytest.mark.django_db
EVERY_INVARIANT = (*INVARIANTS, *INVARIANTS_OF_A_MOMENT)


@pytest.fixture
def ane():
    return make_person()


@pytest.fixture
def place(ane):
    """Everything there is one of, and all of it right."""
    left = register(person=ane, pool=make_pool(name="Førde"), now=NOW)
    withdraw(registration=left, now=NOW)
    course = make_course("sertifisert")
    enrolment = Enrolment.objects.create(
        person=ane,
        course=course,
        translation_key=course.translation_key,
        percent=100,
        completed_at=NOW,
    )
    data = {"number": "V-1", "kind": "completion", "language": "nb", "holder": "Ane Berg"}
    certificate = Certificate.objects.seal(
        number="V-1", person=ane, enrolment=enrolment, kind="completion", language="nb", data=data
    )
    Message.objects.create(
        key=f"certificate:{certificate.pk}:issued",
        kind="certificate",
        person=ane,
        certificate=certificate,
        message_id="<1@example.org>",
    )
    Message.objects.create(
        key="set_password:1", kind="set_password", person=ane, message_id="<2@example.org>"
    )
    return register(person=ane, pool=make_pool(left.occasion, 5), now=NOW)


def without(constraint: str) -> None:
    """Takes a constraint out for the rest of the test, as who edits the tables by hand may do."""
    model = SeatPool if constraint == "no_seat_sold_twice" else Registration
    is_check = "fields" not in vars(
        next(each for each in model._meta.constraints if each.name == constraint)
    )
    with connection.cursor() as cursor:
        if not is_check:
            cursor.execute(f"DROP INDEX {constraint}")
        elif connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        else:
            table = model._meta.db_table
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or PostgreSQL has checks pending
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")


@pytest.fixture(autouse=True)
def checks_again():
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def wrong_count(place):
    SeatPool.objects.filter(pk=place.pool_id).update(taken=3)


def oversold(place):
    without("no_seat_sold_twice")
    SeatPool.objects.filter(pk=place.pool_id).update(capacity=0)


def registered_twice(place):
    without("one_live_registration_in_a_pool")
    without("one_seat_in_an_occasion")
    Registration.objects.create(
        person=place.person, occasion=place.occasion, pool=place.pool, state="confirmed"
    )


def pool_of_another_occasion(place):
    other = make_occasion(make_course("annet"))
    Registration.objects.filter(pk=place.pk).update(occasion=other)


def endless_offer(place):
    without("an_offer_has_an_end")
    Registration.objects.filter(pk=place.pk).update(state="offered")


def changed_past_the_actions(place):
    Registration.objects.filter(pk=place.pk).update(state="withdrawn")


def broken_chain(place):
    Transition.objects.create(registration=place, from_state="offered", to_state="confirmed")


def no_history(place):
    Transition.objects.filter(registration=place).delete()


def moved_past_the_actions(place):
    other = make_pool(place.occasion, 5, name="Bergen")
    Registration.objects.filter(pk=place.pk).update(pool=other)
    SeatPool.objects.filter(pk=place.pool_id).update(taken=0)
    SeatPool.objects.filter(pk=other.pk).update(taken=1)


def approval_of_who_has_a_seat(place):
    without("only_who_waits_is_approved")
    Registration.objects.filter(pk=place.pk).update(approve_by=NOW)


def offered_until_after_the_beginning(place):
    Meeting.objects.create(occasion=place.occasion, day=NOW.date())
    Registration.objects.filter(pk=place.pk).update(
        state="offered", hold_until=NOW + timedelta(days=30)
    )


def seat_at_a_cancelled_venue(place):
    Venue.objects.filter(pools=place.pool).update(cancelled_on=NOW.date())


def idle_seat(place):
    """Somebody waits, and four seats are free."""
    Occasion.objects.filter(pk=place.occasion_id).update(ends_on=None)
    waits = Registration.objects.create(
        person=make_person("Bo Dahl"), occasion=place.occasion, pool=place.pool, state="queued"
    )
    Transition.objects.create(registration=waits, to_state="queued", pool=place.pool)


def message_without_a_cause(place):
    Message.objects.create(key="nobody:1", kind="registered", message_id="<3@example.org>")


def message_of_another_change(place):
    Message.objects.filter(registration=place).update(key=f"registration:{place.pk}:registered:0")


def message_to_another(place):
    Message.objects.filter(registration=place).update(person=make_person("Bo Dahl"))


def message_of_another_occasion(place):
    Message.objects.filter(registration=place).update(key=f"occasion:0:moved:1:{place.pk}")


def make_letter(place, number=1, **fields):
    """A letter as it is sent, to the person of this place."""
    letter = Letter.objects.create(
        **{"occasion": place.occasion, "by": place.person, "sent_at": NOW} | fields
    )
    for one in range(number):
        Message.objects.create(
            key=f"letter:{letter.pk}:{one or ''}{place.pk}",
            kind="letter",
            person=place.person,
            registration=place,
            letter=letter,
            message_id=f"<letter-{one}@example.org>",
        )
    return letter


def left_and_still_there(place):
    pool = make_pool(place.occasion, None, kind="group", name="Egen gruppe")
    bo = make_person("Bo Dahl")
    group = register(person=bo, pool=pool, headcount=2, group_name="Vi", now=NOW)
    member = join_group(registration=group, person=place.person, now=NOW)
    leave_group(registration=group, person=place.person, now=NOW)
    GroupMember.objects.create(pk=member.pk, registration=group, person=place.person)


def letter_to_another_occasion(place):
    make_letter(place, occasion=make_occasion(make_course("annet")))


def message_of_no_letter(place):
    make_letter(place).messages.update(letter=None)


def letter_sent_twice(place):
    make_letter(place, 2)


def letter_before_its_time(place):
    make_letter(place, sent_at=None)


def approver_asked_of_oneself(place):
    Message.objects.filter(registration=place).update(kind="approval_asked")


def sent_and_not_sent(place):
    Message.objects.filter(registration=place).update(state="waiting", sent_at=timezone.now())


def changed_certificate(place):
    certificate = Certificate.objects.get()
    certificate.data["holder"] = "Bo Dahl"
    certificate.save()


def certificate_of_another_number(place):
    Certificate.objects.update(number="V-2")


def unearned_certificate(place):
    Enrolment.objects.update(completed_at=None)


FAULTS = [
    (wrong_count, "seats_taken_are_seats_held", "says that 3 seats are taken"),
    (oversold, "no_pool_is_oversold", "has 0 seats, and 1 are taken"),
    (registered_twice, "one_live_registration_in_a_pool", "has 2 live registrations"),
    (registered_twice, "one_seat_in_an_occasion", "has 2 confirmed seats"),
    (pool_of_another_occasion, "pools_are_of_their_occasion", "in another"),
    (endless_offer, "an_offer_has_an_end", "is offered"),
    (changed_past_the_actions, "histories_are_unbroken", "its history ends with confirmed"),
    (broken_chain, "histories_are_unbroken", "goes from “offered” where it was “confirmed”"),
    (no_history, "histories_are_unbroken", "has no history"),
    (moved_past_the_actions, "histories_end_where_the_place_is", "its history ends in pool"),
    (approval_of_who_has_a_seat, "only_who_queues_waits_for_a_yes", "waits to be approved"),
    (offered_until_after_the_beginning, "offers_end_before_it_begins", "after the beginning"),
    (seat_at_a_cancelled_venue, "cancelled_venues_hold_nobody", "a venue that is cancelled"),
    (idle_seat, "no_seat_stands_idle", "has a seat for registration"),
    (message_without_a_cause, "messages_have_a_cause", "has no cause"),
    (message_of_another_change, "messages_have_a_cause", "in no history"),
    (message_to_another, "messages_reach_who_they_are_about", "somebody else"),
    (message_of_another_occasion, "messages_are_of_their_occasion", "is not of"),
    (letter_to_another_occasion, "messages_are_of_their_occasion", "to another occasion"),
    (message_of_no_letter, "messages_are_of_their_occasion", "its key says letter:"),
    (letter_sent_twice, "letters_are_sent_once", "2 times"),
    (letter_before_its_time, "letters_are_sent_once", "was not sent"),
    (approver_asked_of_oneself, "messages_reach_who_they_are_about", "somebody else"),
    (left_and_still_there, "who_left_a_group_was_in_it_and_is_no_more", "who is in it"),
    (sent_and_not_sent, "what_was_sent_has_a_time", "is waiting"),
    (changed_certificate, "seals_are_whole", "does not say what it said"),
    (certificate_of_another_number, "seals_are_whole", "its number is V-2"),
    (unearned_certificate, "certificates_were_earned", "not completed"),
    *FAULTS_OF_PLACES,
]


def test_where_nothing_is_wrong_it_finds_nothing(place):
    assert list(audit()) == []
    told = StringIO()
    call_command("audit", stdout=told)
    assert f"{len(EVERY_INVARIANT)} invariants hold" in told.getvalue()


@pytest.mark.parametrize(
    ("plant", "invariant", "says"), FAULTS, ids=lambda part: getattr(part, "__name__", "")
)
def test_it_finds_each_kind_of_fault(place, plant, invariant, says):
    plant(place)
    lines = [line for line in audit() if line.startswith(f"{invariant}: ")]
    assert lines
    assert says in lines[0]


def test_what_keeps_one_question_from_being_asked_is_a_line_and_the_others_are_asked(place):
    idle_seat(place)
    Meeting.objects.create(occasion=place.occasion, day=NOW.date())
    Occasion.objects.update(timezone="Nowhere/Town")
    wrong_count(place)
    lines = list(audit())
    assert any("cannot be asked (ZoneInfoNotFoundError" in line for line in lines)
    assert any("says that 3 seats are taken" in line for line in lines)


def test_a_letter_as_it_is_sent_is_no_fault(place):
    make_letter(place)
    assert list(audit()) == []


def test_a_difference_is_a_line_and_the_exit_status_is_one(place):
    wrong_count(place)
    told = StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("audit", stdout=told)
    assert caught.value.returncode == 1
    assert len(told.getvalue().splitlines()) == 1


def test_each_fault_of_places_messages_and_certificates_is_tried():
    tried = {invariant for _plant, invariant, _says in FAULTS}
    modules = ("audit_places", "audit_histories", "audit_messages", "audit_certificates")
    assert {one.__name__ for one in EVERY_INVARIANT if one.__module__.endswith(modules)} == tried
