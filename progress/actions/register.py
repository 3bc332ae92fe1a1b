from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from courses.actions.touch_occasion import touch_occasion
from courses.models import ParticipantQuestion, SeatPool
from courses.reports.prepared import Prepared
from progress.actions.ask_approvers import ask_approvers
from progress.actions.fill_pool import seats_of
from progress.actions.move_place import move_held_place
from progress.actions.open_place import open_place
from progress.actions.tell_of_place import tell_of_place
from progress.models import (
    Guarantee,
    MailText,
    Membership,
    Organisation,
    ParticipantAnswer,
    Profile,
    Registration,
    State,
    Transition,
)
from progress.models.accounts import Person
from progress.models.offers import offer_of, starts_at
from progress.rules.holding_times import approve_by
from progress.rules.offers import Offer
from progress.rules.places import may_ask, may_register, may_wait, no_room

Answers = Sequence[tuple[ParticipantQuestion, str]]

# What a mail has to know of its reader's profile, and what else is to be known of the person.
PROFILE = ("profile", "language", "is_protected")
FACTS = ("here", "seated_in", "choosing", "workplace", "path", *PROFILE)


@dataclass(frozen=True)
class Asked:
    """What somebody asks for, beyond who and where."""

    by: Person
    headcount: int
    group_name: str
    workplace: Organisation | None
    wait: bool
    approved: bool
    answers: Answers
    tell: bool
    why: str


def register(
    *,
    person: Person,
    pool: SeatPool,
    by: Person | None = None,
    headcount: int = 1,
    group_name: str = "",
    workplace: Organisation | None = None,
    wait: bool = False,
    approved: bool = False,
    answers: Answers = (),
    tell: bool = True,
    why: str = "",
    now: datetime | None = None,
) -> Registration:
    """Gives the person a seat, or raises the Refusal that says why not.

    `wait`: where it is full, a place in the queue instead. Where places are given after approval it
    waits for that, unless whoever has to say yes did it (`approved`). Somebody who has to choose
    anew in this occasion chooses by it. Asked again for what the person has, it answers with that
    registration and changes nothing. `by` is who does it, where not the person. Without a
    workplace, it is the first school where the person teaches that day. `tell=False` is for what
    happened long ago: no message.
    """
    now = now or timezone.now()
    asked = Asked(
        by or person, headcount, group_name, workplace, wait, approved, answers, tell, why
    )

    def attempt() -> Registration:
        with transaction.atomic():
            return _register(person, pool, asked, now)

    try:
        return attempt()
    except IntegrityError:
        # Somebody went past the touch, and a constraint held: look once more, and say what is so.
        return attempt()


def _register(person: Person, pool: SeatPool, asked: Asked, now: datetime) -> Registration:
    touch_occasion(occasion_id=pool.venue.occasion_id)
    (found,) = AS_IT_IS.objects(pool.pk, person.pk, pool.venue.occasion_id, now, now.date())
    pool, facts = found, {name: getattr(found, f"{name}_now") for name in FACTS}
    if facts["here"] is not None:
        return Registration.objects.with_place().get(pk=facts["here"])
    if facts["choosing"] is not None:
        held = Registration.objects.with_place().get(pk=facts["choosing"])
        return move_held_place(registration=held, pool=pool, by=asked.by, now=now, wait=asked.wait)
    state = _decide(asked, _offer(found, person, asked, facts, now), facts, now)
    waits_for_yes = state == "to_approve"
    starts = starts_at(pool.venue) if waits_for_yes else None
    change = open_place(
        person=person,
        pool=pool,
        state=State.QUEUED if waits_for_yes else state,
        by=asked.by,
        now=now,
        why=asked.why,
        headcount=asked.headcount,
        group_name=asked.group_name,
        workplace=asked.workplace or facts["workplace"],
        approve_by=(
            approve_by(now, days=pool.venue.occasion.approval_days, starts_at=starts)
            if waits_for_yes
            else None
        ),
    )
    _keep_answers(change.registration, asked.answers)
    if asked.tell:
        _set_profile(person, facts)
        words: dict[str, object] | None = None if found.has_mail_texts else {"own_words": ""}
        _tell(change, waits_for_yes, facts["language"] or settings.LANGUAGE_CODE, words, now)
    return change.registration


def _decide(asked: Asked, offer: Offer, facts: dict[str, Any], now: datetime) -> str:
    """The state that it begins in, or the Refusal."""
    seated_at, size, name = _name_of(facts["seated_in"]), asked.headcount, asked.group_name
    if offer.intake == "approval" and not asked.approved:
        refusal = may_ask(offer, now=now, headcount=size, group_name=name, seated_at=seated_at)
        if refusal is not None:
            raise refusal
        return "to_approve"
    if asked.wait and no_room(offer, asked.headcount):
        refusal = may_wait(offer, now=now, headcount=size, group_name=name)
        if refusal is not None:
            raise refusal
        return State.QUEUED
    refusal = may_register(offer, now=now, headcount=size, group_name=name, seated_at=seated_at)
    if refusal is not None:
        raise refusal
    return State.CONFIRMED


def _offer(pool: Any, person: Person, asked: Asked, facts: dict[str, Any], now: datetime) -> Offer:
    """With the seats that are kept for others, and where it matters, when it begins."""
    kept = 0
    if pool.is_guaranteed and pool.capacity is not None:
        path = asked.workplace.path if asked.workplace is not None else facts["path"] or ""
        seats = seats_of(pool, now)
        kept = pool.capacity - pool.taken - (seats.free_for(path) or 0)
    offer = offer_of(pool, kept=kept)
    if asked.wait and no_room(offer, asked.headcount):
        return offer_of(pool, kept=kept, starts_at=starts_at(pool.venue))
    return offer


def _as_it_is(
    pool: int, person: int, occasion: int, now: datetime, day: date
) -> QuerySet[Any, Any]:
    """The pool, and FACTS; in one query, since others wait meanwhile."""
    live = Registration.objects.live().filter(person=person, occasion=occasion)
    workplaces = Membership.objects.valid_on(day).filter(person=person).order_by("-role", "pk")
    profile = Profile.objects.filter(person=person)
    asked: dict[str, QuerySet[Any, Any]] = {
        "here": live.filter(pool=pool).order_by().values("pk"),
        "seated_in": live.confirmed().order_by().values("pool"),
        "choosing": live.to_choose().order_by().values("pk"),
        "workplace": workplaces.values("organisation"),
        "path": workplaces.values("organisation__path"),
        "profile": profile.values("pk"),
        "language": profile.values("language"),
        "is_protected": profile.values("is_protected"),
    }
    own_words = MailText.objects.filter(
        course__translation_key=OuterRef("venue__occasion__course__translation_key")
    )
    return (
        SeatPool.objects.with_offer()
        .annotate(
            is_guaranteed=Exists(Guarantee.objects.in_force(now).filter(pool=OuterRef("pk"))),
            has_mail_texts=Exists(own_words),
            **{f"{name}_now": Subquery(asked[name][:1]) for name in FACTS},
        )
        .filter(pk=pool)
    )


AS_IT_IS = Prepared(_as_it_is, int, int, int, datetime, date)


def _set_profile(person: Person, facts: dict[str, Any]) -> None:
    """So that the mail need not look for it."""
    values = [facts[name] for name in PROFILE]
    own = None
    if facts["profile"] is not None:
        own = Profile.from_db(DEFAULT_DB_ALIAS, ["id", *PROFILE[1:]], values)
    related = get_user_model()._meta.get_field("profile")
    related.set_cached_value(person, own)


def _name_of(pool_id: int | None) -> str:
    if pool_id is None:
        return ""
    return str(SeatPool.objects.select_related("venue").get(pk=pool_id))


def _keep_answers(registration: Registration, answers: Answers) -> None:
    ParticipantAnswer.objects.bulk_create(
        ParticipantAnswer(
            registration=registration,
            question=question.uid,
            kind=question.kind,
            label=question.label,
            value=value[:1000],
        )
        for question, value in answers
        if value
    )


def _tell(
    change: Transition,
    waits_for_yes: bool,
    language: str,
    words: dict[str, object] | None,
    now: datetime,
) -> None:
    kind = "registered" if change.to_state == State.CONFIRMED else "queued"
    if waits_for_yes:
        kind = "asked"
        ask_approvers(transition=change)
    tell_of_place(kind=kind, transition=change, language=language, words=words, now=now)
