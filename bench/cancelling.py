"""`make bench-cancel`: a venue with a thousand people is cancelled, as an organiser does it.

Mails wait for a worker of their own, as in production. `--profile` says where the time goes.
"""

import cProfile
import os
import pstats
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.rush_settings"

import django

django.setup()

from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from courses.models import Meeting, Occasion, SeatPool, Venue
from progress.actions.cancel_occasion import cancel_occasion
from progress.actions.cancel_venue import cancel_venue
from progress.actions.postpone_occasion import postpone_occasion
from progress.models import Registration, State, Transition
from tests import databases
from tests.progress.offers import make_course

PEOPLE = int(os.environ.get("VIDARE_PEOPLE", "1000"))
BATCH = 500


def main() -> None:
    databases.restore("migrated")
    try:
        say(f"{connection.vendor}, {PEOPLE:,} people")
        pools = {name: prepare(name) for name in ("choose", "move", "all", "off")}
        oslo, moved = pools["choose"].venue, pools["move"]
        other = Venue.objects.create(occasion=moved.venue.occasion, slug="other", name="Other")
        SeatPool.objects.create(venue=other, capacity=PEOPLE // 2)
        run("dry run, all choose", lambda: cancel_venue(venue=oslo, by=None, dry_run=True))
        run("cancelled, all choose", lambda: cancel_venue(venue=oslo, by=None))
        run(
            "dry run, half are moved",
            lambda: cancel_venue(venue=moved.venue, by=None, move_to=other, dry_run=True),
        )
        run(
            "cancelled, half are moved",
            lambda: cancel_venue(venue=moved.venue, by=None, move_to=other),
        )
        run(
            "postponed",
            lambda: postpone_occasion(occasion=pools["off"].venue.occasion, by=None, note="Storm."),
        )
        run(
            "occasion cancelled",
            lambda: cancel_occasion(occasion=pools["all"].venue.occasion, by=None, note="Storm."),
        )
    finally:
        databases.drop()


def prepare(name: str) -> SeatPool:
    """An occasion of two meetings to come, in one town, full."""
    soon = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=30)
    occasion = Occasion.objects.create(
        course=make_course(name), slug=name, timezone="Europe/Oslo", state="open"
    )
    for days in (0, 1):
        begins = soon.astimezone(UTC) + timedelta(days=days)
        Meeting.objects.create(
            occasion=occasion, starts_at=begins, ends_at=begins + timedelta(hours=6)
        )
    venue = Venue.objects.create(occasion=occasion, slug="oslo", name="Oslo", places=["Oslo"])
    pool = SeatPool.objects.create(venue=venue, capacity=PEOPLE, taken=PEOPLE)
    model = get_user_model()
    people = model.objects.bulk_create(
        [model(email=f"{name}-{n}@example.org", name=f"Person {n}") for n in range(PEOPLE)],
        batch_size=BATCH,
    )
    rows = Registration.objects.bulk_create(
        [
            Registration(person=one, occasion=occasion, pool=pool, state=State.CONFIRMED)
            for one in people
        ],
        batch_size=BATCH,
    )
    Transition.objects.bulk_create(
        [Transition(registration=one, to_state=State.CONFIRMED, pool=pool) for one in rows],
        batch_size=BATCH,
    )
    return pool


class Queries:
    """Counts; the log of a connection forgets after 9,000."""

    number = 0

    def __call__(self, execute: Callable[..., object], *asked: object) -> object:
        self.number += 1
        return execute(*asked)


def run(name: str, work: Callable[[], object]) -> None:
    profile = cProfile.Profile() if "--profile" in sys.argv else None
    begun, used = time.perf_counter(), time.process_time()
    queries = Queries()
    with connection.execute_wrapper(queries):
        if profile is None:
            work()
        else:
            profile.runcall(work)
    took, used = time.perf_counter() - begun, time.process_time() - used
    say(f"{name}: {took:.2f} s, {used:.2f} s of the processor, {queries.number:,} queries")
    if profile is not None:
        pstats.Stats(profile, stream=sys.stdout).sort_stats("cumulative").print_stats(45)


def say(line: str) -> None:
    sys.stdout.write(f"{datetime.now(tz=UTC):%H:%M:%S} {line}\n")


if __name__ == "__main__":
    main()
