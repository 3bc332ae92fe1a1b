"""A manager registers their staff: which seats, who, and what comes of it line by line."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.models import SeatPool, SeatRole, VenueKind
from progress.actions.register_staff import StaffLine
from progress.forms.sentences import sentence
from progress.models import Registration, State
from progress.models.accounts import name_of
from progress.models.offers import offer_of
from progress.reports.scope import Scope
from progress.reports.staff import Named, read_named
from progress.rules.offers import Moment, Offer, Refusal
from progress.rules.pasted_addresses import read_addresses
from progress.rules.places import has_room, has_seat_already, is_open

MOST = 200  # at once: others wait while they are registered


@dataclass(frozen=True)
class Seats:
    pool: SeatPool
    offer: Offer
    refusal: Refusal | None

    @property
    def is_full(self) -> bool:
        """Then its people queue: no reason not to choose it."""
        return self.refusal is not None and self.refusal.code == "full" and self.offer.waiting_list

    @property
    def is_closed(self) -> bool:
        return self.refusal is not None and not self.is_full


class StaffForm(forms.Form):
    """`addresses` is what is pasted; beside the fields, each `person` is the id of one ticked."""

    pool = forms.TypedChoiceField(label=_("Where, and as what?"), coerce=int)
    addresses = forms.CharField(
        label=_("Or paste e-mail addresses"),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("One on each line, or parted by commas."),
    )
    search = forms.CharField(
        label=_("Find among your people"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    def __init__(
        self, *args: Any, pools: Sequence[SeatPool], scope: Scope, now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.all_pools, self.scope, self.now = pools, scope, now
        asked = cast(forms.ChoiceField, self.fields["pool"])
        asked.choices = [
            (each.pool.pk, str(each.pool)) for each in self.seats if not each.is_closed
        ]
        if len(asked.choices) == 1:
            self.initial.setdefault("pool", asked.choices[0][0])

    @cached_property
    def seats(self) -> list[Seats]:
        """Of venues that run; a group registers itself, and contributors are invited."""
        return [
            Seats(pool, offer, has_room(offer, now=self.now))
            for pool in self.all_pools
            if pool.venue.kind != VenueKind.GROUP
            and pool.role != SeatRole.CONTRIBUTOR
            and pool.venue.archived_at is None
            and (offer := offer_of(pool)).venue_cancelled_on is None
        ]

    @property
    def closed(self) -> Refusal | None:
        """Why nobody can be registered, where that holds for all of it."""
        refusals = [is_open(each.offer, now=self.now) for each in self.seats]
        return refusals[0] if refusals and all(refusals) else None

    @property
    def deadline(self) -> Moment | None:
        return next((each.offer.closes for each in self.seats), None)

    @property
    def has_roles(self) -> bool:
        return any(each.pool.role != SeatRole.PARTICIPANT for each in self.seats)

    @property
    def chosen_pool(self) -> str:
        return str(self["pool"].value() or "")

    @cached_property
    def ticked(self) -> set[int]:
        """What is no id of anybody is nobody."""
        if not self.is_bound:
            return set()
        return {int(pk) for pk in self.data.getlist("person") if pk.isdecimal() and len(pk) < 19}

    @cached_property
    def named(self) -> list[Named]:
        pasted = list(read_addresses(self.cleaned_data["addresses"]))
        return read_named(self.scope, ids=self.ticked, pasted=pasted)

    @property
    def pool_chosen(self) -> SeatPool:
        return next(each for each in self.all_pools if each.pk == self.cleaned_data["pool"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "addresses" in cleaned and not self.named:
            self.add_error("addresses", _("Choose somebody, or paste an address."))
        elif "addresses" in cleaned and len(self.named) > MOST:
            self.add_error("addresses", _("At most %(most)s people at once.") % {"most": MOST})
        return cleaned


@dataclass(frozen=True)
class Line:
    """Of the preview, or of what was done: one person, and what becomes of them."""

    name: str
    school: str
    outcome: str  # seat, queue, asked, already, wrong
    says: str

    @property
    def is_wrong(self) -> bool:
        return self.outcome == "wrong"

    @property
    def is_new(self) -> bool:
        return self.outcome not in ("wrong", "already")


def read_lines(
    named: Collection[Named],
    lines: Sequence[StaffLine],
    had: dict[int, str],
    *,
    done: bool,
) -> Iterator[Line]:
    """`had` is what they had before, with its state; `done` tells what is from what would be."""
    by_person = {line.person.pk: line for line in lines}
    for one in named:
        if one.person is None:
            yield Line(one.text, "", "wrong", _nobody(one))
            continue
        line, school = by_person[one.person.pk], str(one.workplace or "")
        outcome, says = _outcome(line, had, done=done)
        yield Line(name_of(one.person), school, outcome, says)


def _nobody(one: Named) -> str:
    if not one.is_address:
        return gettext("This is not one e-mail address.")
    return gettext("Nobody at your schools has this address.")


def _outcome(line: StaffLine, had: dict[int, str], *, done: bool) -> tuple[str, str]:
    if line.refusal is not None:
        refusal = line.refusal
        if refusal.code == "seated_elsewhere":
            refusal = has_seat_already(refusal.params["venue"])
        return "wrong", sentence(refusal)
    registration = cast(Registration, line.registration)
    if had.get(registration.pk) == registration.state:
        return "already", gettext("Already here: %(state)s") % {
            "state": registration.get_state_display()
        }
    if registration.approve_by is not None:
        return "asked", gettext("Asked for a place") if done else gettext("Asks for a place")
    if registration.state == State.QUEUED:
        return "queue", (
            gettext("Is on the waiting list") if done else gettext("Goes to the waiting list")
        )
    return "seat", gettext("Has a place") if done else gettext("Gets a place")
