from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from courses.models import SeatPool
from progress.actions.tell_of_place import tell_of_place
from progress.models import Membership, Organisation, Registration, State, Transition
from progress.models.accounts import Person
from progress.models.offers import offer_of
from progress.rules.places import may_register


def register(
    *,
    person: Person,
    pool: SeatPool,
    by: Person | None = None,
    headcount: int = 1,
    group_name: str = "",
    workplace: Organisation | None = None,
    tell: bool = True,
    now: datetime | None = None,
) -> Registration:
    """Gives the person a seat, or raises the Refusal that says why not.

    Asked again for a seat that the person has, it answers with that registration and changes
    nothing. `by` is who does it, where not the person. Without a workplace, it is the first school
    where the person teaches that day. `tell=False` is for what happened long ago: no message.
    """
    now = now or timezone.now()

    def attempt() -> Registration:
        with transaction.atomic():
            return _register(
                person, pool, by or person, headcount, group_name, workplace, tell, now
            )

    try:
        return attempt()
    except IntegrityError:
        # Somebody went past the touch, and a constraint held: look once more, and say what is so.
        return attempt()


def _register(
    person: Person,
    pool: SeatPool,
    by: Person,
    headcount: int,
    group_name: str,
    workplace: Organisation | None,
    tell: bool,
    now: datetime,
) -> Registration:
    touch_occasion(occasion_id=pool.venue.occasion_id)
    pool = SeatPool.objects.with_offer().get(pk=pool.pk)
    occasion = pool.venue.occasion
    facts = _facts(person, pool, now)
    if facts["here"] is not None:
        return Registration.objects.with_place().get(pk=facts["here"])
    refusal = may_register(
        offer_of(pool),
        now=now,
        headcount=headcount,
        group_name=group_name,
        seated_at=_name_of(facts["seated_in"]),
    )
    if refusal is not None:
        raise refusal
    registration = Registration.objects.create(
        person=person,
        occasion=occasion,
        pool=pool,
        state=State.CONFIRMED,
        headcount=headcount,
        group_name=group_name.strip(),
        workplace_id=workplace.pk if workplace else facts["workplace"],
        created_at=now,
    )
    SeatPool.objects.filter(pk=pool.pk).update(taken=F("taken") + headcount)
    transition = Transition.objects.create(
        registration=registration, to_state=State.CONFIRMED, by=by, at=now
    )
    if tell:
        tell_of_place(
            kind="registered",
            transition=transition,
            language=facts["profile__language"] or settings.LANGUAGE_CODE,
        )
    return registration


def _facts(person: Person, pool: SeatPool, now: datetime) -> dict[str, Any]:
    """What is to be known of the person; in one query, since others wait meanwhile."""
    live = Registration.objects.live().filter(
        person=OuterRef("pk"), occasion=pool.venue.occasion_id
    )
    workplaces = (
        Membership.objects.valid_on(now.date())
        .filter(person=OuterRef("pk"))
        .order_by("-role", "pk")
    )
    return dict(
        get_user_model()
        .objects.annotate(
            here=Subquery(live.filter(pool=pool).order_by().values("pk")[:1]),
            seated_in=Subquery(live.confirmed().order_by().values("pool")[:1]),
            workplace=Subquery(workplaces.values("organisation")[:1]),
        )
        .values("profile__language", "here", "seated_in", "workplace")
        .get(pk=person.pk)
    )


def _name_of(pool_id: int | None) -> str:
    if pool_id is None:
        return ""
    return str(SeatPool.objects.select_related("venue").get(pk=pool_id))
