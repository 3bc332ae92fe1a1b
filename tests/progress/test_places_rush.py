"""Five hundred people at once, and ten seconds of everything at random: nobody is ever oversold.

VIDARE_RACE_SECONDS makes the random part longer: 600 is ten minutes.
"""

import os
import random
import threading
import time
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth import get_user_model
from django.db import connections

from courses.actions.set_capacity import CapacityError, set_capacity
from courses.models import SeatPool
from courses.rules.errors import RuleError
from progress.actions.accept_offer import accept_offer
from progress.actions.add_by_hand import add_by_hand
from progress.actions.cancel_venue import cancel_venue
from progress.actions.hand_over import hand_over
from progress.actions.join_group import join_group
from progress.actions.lapse_offers import lapse_offers
from progress.actions.leave_group import leave_group
from progress.actions.move_place import move_place
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.actions.withdraw_staff import withdraw_staff
from progress.models import GroupMember, Message, Registration, Transition
from progress.reports.audit import audit
from tests.progress.at_once import in_processes, in_threads
from tests.progress.offers import NOW, make_occasion, make_person, make_pool

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = float(os.environ.get("VIDARE_RACE_SECONDS", "10"))
HANDS = 4


def make_people(number: int) -> list:
    model = get_user_model()
    return model.objects.bulk_create(
        model(email=f"person-{n}@example.org", name=f"Person {n}") for n in range(number)
    )


def rush(pool, **asked) -> list[list]:
    """Five hundred who want a seat, in ten shares."""
    wanting = [partial(register, person=p, pool=pool, now=NOW, **asked) for p in make_people(500)]
    return [wanting[first::10] for first in range(10)]


def test_five_hundred_people_for_forty_seats_in_processes():
    pool = make_pool(capacity=40)
    assert in_processes(rush(pool)) == Counter({"done": 40, "full": 460})
    pool.refresh_from_db()
    assert pool.taken == 40
    assert list(audit(now=NOW)) == []


def test_five_hundred_people_for_forty_seats_in_threads():
    pool = make_pool(capacity=40)
    outcomes: list[str] = []

    def one_after_the_other(deeds: list) -> None:
        for deed in deeds:
            try:
                deed()
            except RuleError as refusal:
                outcomes.append(refusal.code)
            else:
                outcomes.append("done")

    shares = [partial(one_after_the_other, share) for share in rush(pool)]
    assert in_threads(shares) == Counter({"done": 10})
    assert Counter(outcomes) == Counter({"done": 40, "full": 460})
    assert list(audit(now=NOW)) == []


def test_who_is_too_late_in_a_rush_waits_in_a_queue_without_gaps():
    pool = make_pool(capacity=3)
    wanting = [
        partial(register, person=person, pool=pool, wait=True, now=NOW)
        for person in make_people(30)
    ]
    assert in_threads(wanting) == Counter({"done": 30})
    states = Counter(Registration.objects.values_list("state", flat=True))
    assert states == Counter({"confirmed": 3, "queued": 27})
    assert Message.objects.count() == Transition.objects.count() == 30
    assert list(audit(now=NOW)) == []


class Life:
    """What people and organisers do at random, each with a connection and dice of their own."""

    def __init__(self, occasion, people: list, organiser) -> None:
        self.occasion, self.people, self.organiser = occasion, people, organiser
        self.until = time.monotonic() + SECONDS
        self.outcomes: Counter[str] = Counter()

    def run(self, seed: int) -> None:
        dice = random.Random(seed)
        deeds = [getattr(self, name) for name in self.WEIGHTS]
        try:
            while time.monotonic() < self.until:
                deed = dice.choices(deeds, list(self.WEIGHTS.values()))[0]
                try:
                    deed(dice)
                except RuleError as refusal:
                    self.outcomes[refusal.code] += 1
                except Exception as error:  # noqa: BLE001 whatever it was, the test is to see it
                    self.outcomes[f"{deed.__name__}: {type(error).__name__}: {error}"] += 1
                else:
                    self.outcomes["done"] += 1
        finally:
            connections.close_all()

    WEIGHTS = {
        "come": 10,
        "leave": 4,
        "accept": 5,
        "lapse": 1,
        "move": 3,
        "resize": 2,
        "hand": 2,
        "add": 1,
        "send_home": 0.5,
        "join": 6,
        "part": 4,
        "call_off": 0.15,
    }

    def come(self, dice: random.Random) -> None:
        pool, person = self.some_pool(dice), dice.choice(self.people)
        register(person=person, pool=pool, wait=dice.random() < 0.7, now=NOW, **of(pool, dice))

    def leave(self, dice: random.Random) -> None:
        withdraw(registration=self.one(dice, Registration.objects.live()), now=NOW)

    def accept(self, dice: random.Random) -> None:
        offered = Registration.objects.filter(state="offered")
        accept_offer(registration=self.one(dice, offered), now=NOW)

    def lapse(self, dice: random.Random) -> None:
        lapse_offers(now=NOW + timedelta(hours=72))

    def move(self, dice: random.Random) -> None:
        held = Registration.objects.filter(state__in=("confirmed", "needs_choice"))
        pool = self.some_pool(dice)
        move_place(registration=self.one(dice, held), pool=pool, wait=True, now=NOW)

    def resize(self, dice: random.Random) -> None:
        pool = dice.choice(self.pools())
        set_capacity(venue=pool.venue, role=pool.role, capacity=dice.randint(0, 9))

    def hand(self, dice: random.Random) -> None:
        held = self.one(dice, Registration.objects.confirmed())
        hand_over(registration=held, to=dice.choice(self.people), now=NOW)

    def add(self, dice: random.Random) -> None:
        pool, person = self.some_pool(dice), dice.choice(self.people)
        make_room = dice.random() < 0.3
        asked = {"make_room": make_room, "now": NOW} | of(pool, dice)
        add_by_hand(person=person, pool=pool, by=self.organiser, **asked)

    def send_home(self, dice: random.Random) -> None:
        """A manager takes back two places at once; the second may have been given back already."""
        theirs = [self.one(dice, Registration.objects.live()) for _each in range(2)]
        for line in withdraw_staff(registrations=theirs, by=self.organiser, now=NOW):
            if line.refusal is not None:
                raise line.refusal

    def join(self, dice: random.Random) -> None:
        groups = Registration.objects.live().exclude(group_name="")
        join_group(registration=self.one(dice, groups), person=dice.choice(self.people), now=NOW)

    def part(self, dice: random.Random) -> None:
        named = list(GroupMember.objects.select_related("registration", "person")[:50])
        if not named:
            raise RuleError("nobody", "There is nobody.")
        member = dice.choice(named)
        leave_group(registration=member.registration, person=member.person, now=NOW)

    def call_off(self, dice: random.Random) -> None:
        """Never the last one of them."""
        running = [pool.venue for pool in self.pools() if pool.venue.cancelled_on is None]
        if len(running) > 2:
            target = dice.choice([None, running[0]])
            cancel_venue(venue=running[-1], by=self.organiser, move_to=target, now=NOW)

    def some_pool(self, dice: random.Random) -> SeatPool:
        """Seldom one that is cancelled."""
        running = [pool for pool in self.pools() if pool.venue.cancelled_on is None]
        return dice.choice(running if dice.random() < 0.95 else self.pools())

    def pools(self) -> list[SeatPool]:
        return list(SeatPool.objects.with_offer().filter(venue__occasion=self.occasion))

    def one(self, dice: random.Random, registrations) -> Registration:
        found = list(registrations.filter(occasion=self.occasion)[:50])
        if not found:
            raise RuleError("nobody", "There is nobody.")
        return dice.choice(found)


def of(pool: SeatPool, dice: random.Random) -> dict:
    """What a group's registration says beside the person."""
    if pool.venue.kind != "group":
        return {}
    return {"headcount": dice.randint(1, 4), "group_name": "Sunnfjord"}


# Whoever is told one of these has asked for what cannot be: all of them are answers, none an error.
ANSWERS = {
    "done", "full", "too_few", "seated_elsewhere", "not_live", "not_offered", "lapsed", "nobody",
    "venue_cancelled", "fewer_than_taken", "too_large", "has_seat", "no_place", "other_kind",
    "no_group", "group_is_full",
}  # fmt: skip


def test_whatever_happens_at_once_the_audit_finds_nothing():
    # No day of its own: resizing asks what is over by today's clock, everything else by NOW.
    occasion = make_occasion(ends_on=None)
    for town in range(6):
        make_pool(occasion, 4, name=f"Town {town}")
        if town < 2:  # what is called off last
            make_pool(occasion, 8, kind="group", name=f"Group {town}")
    life = Life(occasion, make_people(60), make_person("Organ Isatör"))
    hands = [threading.Thread(target=life.run, args=[seed]) for seed in range(HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(SECONDS + 60)
    print(f"{sum(life.outcomes.values())} deeds in {SECONDS:g} s: {dict(life.outcomes)}")
    assert set(life.outcomes) <= ANSWERS
    assert life.outcomes["done"] > 20
    if life.outcomes["done"] > 150:  # a busy machine comes to few deeds of each kind
        assert {"joined", "group_left"} <= set(Message.objects.values_list("kind", flat=True))
    assert list(audit(now=NOW)) == []


def test_capacity_is_refused_below_what_is_taken_with_the_number():
    pool = make_pool(capacity=5)
    for person in make_people(3):
        register(person=person, pool=pool, now=NOW)
    with pytest.raises(CapacityError) as caught:
        set_capacity(venue=pool.venue, role="participant", capacity=2)
    assert caught.value.params == {"taken": 3}
