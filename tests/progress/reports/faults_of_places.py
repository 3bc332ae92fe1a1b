"""What somebody does to a place past the actions, each with the invariant that tells of it."""

import uuid
from datetime import timedelta

from courses.models import Meeting, Occasion
from progress.actions.register import register
from progress.models import GroupMember, Message, ParticipantAnswer, Registration, Transition
from tests.progress.offers import NOW, make_course, make_occasion, make_person, make_pool


def request_until_after_the_beginning(place):
    Meeting.objects.create(occasion=place.occasion, day=NOW.date() + timedelta(days=2))
    Registration.objects.filter(pk=place.pk).update(
        state="queued", approve_by=NOW + timedelta(days=30)
    )


def seat_in_a_cancelled_occasion(place):
    Occasion.objects.filter(pk=place.occasion_id).update(state="cancelled")


def many_who_are_no_group(place):
    Registration.objects.filter(pk=place.pk).update(headcount=3)


def name_in_what_is_no_group(place):
    GroupMember.objects.create(registration=place, person=make_person("Bo Dahl"))


def more_names_than_people(place):
    pool = make_pool(place.occasion, None, kind="group", name="Egen gruppe")
    group = register(person=make_person("Bo Dahl"), pool=pool, group_name="Vi", now=NOW)
    for name in ("Cia Ek", "Dag Fos"):
        GroupMember.objects.create(registration=group, person=make_person(name))


def needs_of_who_left(place):
    left = Registration.objects.exclude(pk=place.pk).get()
    ParticipantAnswer.objects.create(
        registration=left, question=uuid.uuid4(), kind="dietary", value="Gluten"
    )


def change_in_no_pool(place):
    Transition.objects.create(registration=place, from_state="confirmed", to_state="confirmed")


def change_in_another_occasion(place):
    other = make_pool(make_occasion(make_course("annet")))
    Transition.objects.filter(registration=place).update(pool=other)


def back_to_life(place):
    left = Registration.objects.exclude(pk=place.pk).get()
    Transition.objects.create(
        registration=left, from_state="withdrawn", to_state="offered", pool=left.pool
    )


def ahead_in_the_queue(place):
    Registration.objects.filter(pk=place.pk).update(created_at=NOW - timedelta(days=1))


def offered_and_not_told(place):
    Transition.objects.filter(registration=place).update(from_state="queued", to_state="offered")


def message_of_another_kind(place):
    Message.objects.filter(registration=place).update(kind="queued")


def message_of_what_did_not_happen(place):
    change = place.transitions.get()
    Message.objects.filter(registration=place).update(
        kind="rejected", key=f"registration:{place.pk}:rejected:{change.pk}"
    )


FAULTS_OF_PLACES = [
    (request_until_after_the_beginning, "requests_end_before_it_begins", "waits for a yes until"),
    (seat_in_a_cancelled_occasion, "cancelled_occasions_hold_nobody", "that is cancelled"),
    (many_who_are_no_group, "several_people_are_a_group", "of 3 people, and of no group"),
    (name_in_what_is_no_group, "several_people_are_a_group", "1 people by name"),
    (more_names_than_people, "several_people_are_a_group", "and 2 stand there by name"),
    (needs_of_who_left, "who_left_has_left_no_needs", "has ended"),
    (change_in_no_pool, "changes_are_of_their_occasion", "names no pool"),
    (change_in_another_occasion, "changes_are_of_their_occasion", "of another occasion"),
    (back_to_life, "changes_follow_the_rules", "from “withdrawn” to “offered”"),
    (ahead_in_the_queue, "queues_keep_their_order", "its history begins 2023-04-19"),
    (offered_and_not_told, "whom_it_concerns_was_told", "was told to nobody"),
    (message_of_another_kind, "messages_say_what_happened", "is of the kind queued"),
    (message_of_what_did_not_happen, "messages_say_what_happened", "tells of a change to confirm"),
]
