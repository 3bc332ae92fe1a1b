from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from courses.models import ParticipantQuestion, SeatPool, SeatRole, VenueKind
from progress.forms.asked import name_of_field, question_fields
from progress.forms.seat_choices import MOVE, TAKE, WAIT, Choice, read_choice
from progress.forms.sentences import sentence
from progress.models import Membership, Organisation, Registration, State
from progress.models.accounts import Person
from progress.models.offers import offer_of
from progress.reports.seats_left import kept_from, waiting_in
from progress.rules.offers import Moment, Offer, Refusal
from progress.rules.places import (
    has_room,
    is_open,
    may_ask,
    may_move,
    may_register,
    may_wait,
    no_room,
)


class RegisterForm(forms.Form):
    """Where and as what; of a group its name and size; of who has several, which organisation; and
    what the occasion asks."""

    pool = forms.CharField(label=_("Where, and as what?"))
    wait = forms.BooleanField(
        label=_("If it is full by now, put me on the waiting list"), required=False, initial=True
    )
    group_name = forms.CharField(label=_("Name of the group"), max_length=200, required=False)
    headcount = forms.IntegerField(
        label=_("Number of people in the group"), min_value=1, max_value=2000, required=False
    )
    workplace = forms.ModelChoiceField(
        label=_("For which organisation?"), queryset=Organisation.objects.none(), empty_label=None
    )

    def __init__(
        self,
        *args: Any,
        person: Person,
        pools: list[SeatPool],
        questions: list[ParticipantQuestion] | None = None,
        now: datetime | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now or timezone.now()
        self.person = person
        self.pools = {pool.pk: pool for pool in pools}
        self.questions = questions or []
        if len(self._running) == 1:
            self.initial["pool"] = self._running[0].pk
        if not any(pool.venue.kind == VenueKind.GROUP for pool in self._running):
            del self.fields["group_name"], self.fields["headcount"]
        self._ask_workplace()
        self.fields.update(question_fields(self.questions))

    def _ask_workplace(self) -> None:
        """Only who has several is asked."""
        is_answered = self.is_bound and "workplace" not in self.data
        workplaces = [] if is_answered else [pk for pk, _path in self._workplaces]
        if len(set(workplaces)) < 2:
            del self.fields["workplace"]
            return
        asked = cast(forms.ModelChoiceField, self.fields["workplace"])
        asked.queryset = Organisation.objects.filter(pk__in=workplaces)
        self.initial.setdefault("workplace", workplaces[0])

    @cached_property
    def _workplaces(self) -> list[tuple[int, str]]:
        memberships = Membership.objects.valid_on(self.now.date()).filter(person=self.person)
        rows = memberships.order_by("-role", "pk")
        return list(rows.values_list("organisation", "organisation__path"))

    @cached_property
    def _running(self) -> list[SeatPool]:
        return [
            pool
            for pool in self.pools.values()
            if pool.venue.cancelled_on is None
            and pool.venue.archived_at is None
            and pool.role != SeatRole.CONTRIBUTOR
        ]

    @cached_property
    def mine(self) -> list[Registration]:
        """What the person has in this occasion already: what is held first, then what is waited
        for."""
        occasions = {pool.venue.occasion_id for pool in self.pools.values()}
        rows = Registration.objects.live().numbered().with_place()
        found = list(rows.filter(person=self.person, occasion__in=occasions))
        return sorted(found, key=lambda one: one.state == State.QUEUED)

    @property
    def held(self) -> Registration | None:
        return next((one for one in self.mine if one.state == State.CONFIRMED), None)

    @property
    def choosing(self) -> Registration | None:
        return next((one for one in self.mine if one.state == State.NEEDS_CHOICE), None)

    @cached_property
    def choices(self) -> list[Choice]:
        """Venues that run, but for those where the person is; the full ones say so."""
        pools = [
            pool for pool in self._running if pool.pk not in {one.pool_id for one in self.mine}
        ]
        path = self._workplaces[0][1] if self._workplaces else ""
        kept, waiting = kept_from(path, pools, self.now), waiting_in(pools)
        return [
            self._choice(pool, offer_of(pool, kept=kept.get(pool.pk, 0)), waiting.get(pool.pk, 0))
            for pool in pools
        ]

    def _choice(self, pool: SeatPool, offer: Offer, waiting: int) -> Choice:
        if self.held is None and offer.intake == "approval":
            return Choice(pool, offer, is_open(offer, now=self.now))
        refusal = has_room(offer, now=self.now)
        if self.held is not None and refusal is None:
            size, name = self.held.headcount, self.held.group_name
            refusal = may_move(offer, now=self.now, headcount=size, group_name=name)
        if refusal is None:
            return Choice(pool, offer, how=TAKE if self.held is None else MOVE)
        can_wait = refusal.code == "full" and offer.intake == "direct" and offer.capacity
        if can_wait and offer.waiting_list:
            return Choice(pool, offer, how=WAIT, waiting=waiting)
        return Choice(pool, offer, refusal)

    @cached_property
    def _offers(self) -> list[Offer]:
        return [offer_of(pool) for pool in self._running or self.pools.values()]

    @cached_property
    def closed(self) -> Refusal | None:
        """Why nobody can register, where that holds for all of it."""
        refusals = [is_open(offer, now=self.now) for offer in self._offers]
        return refusals[0] if refusals and all(refusals) else None

    @property
    def deadline(self) -> Moment | None:
        return next((offer.closes for offer in self._offers), None)

    @property
    def asks_for_yes(self) -> bool:
        return any(offer.intake == "approval" for offer in self._offers)

    @property
    def offers_waiting(self) -> bool:
        """Whether what has a seat now may be full when it is sent."""
        return self.held is None and any(
            choice.refusal is None
            and choice.how == TAKE
            and choice.offer.capacity is not None
            and choice.offer.waiting_list
            and choice.offer.intake == "direct"
            for choice in self.choices
        )

    @property
    def can_choose(self) -> bool:
        return any(choice.refusal is None for choice in self.choices)

    @property
    def only_waiting(self) -> bool:
        can_choose = [choice for choice in self.choices if choice.refusal is None]
        return bool(can_choose) and all(choice.waits for choice in can_choose)

    @property
    def has_roles(self) -> bool:
        return any(pool.role != SeatRole.PARTICIPANT for pool in self._running)

    @property
    def group_hint(self) -> str:
        """Needed only where there are other choices too."""
        if all(pool.venue.kind == VenueKind.GROUP for pool in self._running):
            return ""
        return str(_("Only for a self-organised group."))

    @property
    def chosen(self) -> int:
        return read_choice(str(self["pool"].value() or ""))[0]

    @property
    def asked(self) -> list[tuple[ParticipantQuestion, forms.BoundField]]:
        return [(question, self[name_of_field(question)]) for question in self.questions]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "pool" not in cleaned:
            return cleaned
        number, how = read_choice(cleaned["pool"])
        pool = self.pools.get(number)
        if pool is None:
            self.add_error("pool", _("Choose one of these."))
            return cleaned
        # A place that was given back in another tab moves nowhere: then a new one is asked for.
        moves = how == MOVE and self.held is not None
        cleaned["pool"], cleaned["moves"] = pool, moves
        if moves:  # what is asked was answered when the place was taken
            for question in self.questions:
                self.errors.pop(name_of_field(question), None)
            return cleaned
        is_group = pool.venue.kind == VenueKind.GROUP
        cleaned["wait"] = how == WAIT or bool(cleaned.get("wait"))
        cleaned["group_name"] = cleaned.get("group_name", "") if is_group else ""
        cleaned["headcount"] = (cleaned.get("headcount") or 0) if is_group else 1
        refusal = self._refuse_seats(pool, cleaned)
        if refusal is not None:
            self.refuse(refusal)
        return cleaned

    def _refuse_seats(self, pool: SeatPool, said: dict[str, Any]) -> Refusal | None:
        offer = offer_of(pool)
        ask = may_register
        if offer.intake == "approval":
            ask = may_ask
        elif said["wait"] and no_room(offer, said["headcount"]):
            ask = may_wait
        size, name = said["headcount"], said["group_name"]
        return ask(offer, now=self.now, headcount=size, group_name=name)

    @property
    def taking(self) -> dict[str, Any]:
        """What the action `register` is asked, once this is valid."""
        names = ("pool", "headcount", "group_name", "workplace", "wait")
        said = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        answers = [
            (question, self.cleaned_data.get(name_of_field(question), ""))
            for question in self.questions
        ]
        return said | {"answers": answers}

    def refuse(self, refusal: Refusal) -> None:
        """Says it beside the field that it is about."""
        about = {"group_name": "group_name", "headcount": "headcount", "too_large": "headcount"}
        field = about.get(refusal.code, "pool")
        if field not in self.fields:
            field = "pool"
        if field not in self.errors:
            self.add_error(field, sentence(refusal))
