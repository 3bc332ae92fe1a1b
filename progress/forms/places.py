from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from courses.models import SeatPool, SeatRole, VenueKind
from progress.forms.sentences import sentence
from progress.models import Membership, Organisation
from progress.models.accounts import Person
from progress.models.offers import offer_of
from progress.rules.offers import Moment, Offer, Refusal
from progress.rules.places import has_room, is_open, may_register


@dataclass(frozen=True)
class Choice:
    """A venue's seats for a role, and why they cannot be chosen, if so."""

    pool: SeatPool
    offer: Offer
    refusal: Refusal | None

    @property
    def value(self) -> str:
        return str(self.pool.pk)


class RegisterForm(forms.Form):
    """Where and as what; of a group its name and size; of who has several, which organisation."""

    pool = forms.TypedChoiceField(label=_("Where, and as what?"), coerce=int)
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
        now: datetime | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now = now or timezone.now()
        self.pools = {pool.pk: pool for pool in pools}
        asked = cast(forms.ChoiceField, self.fields["pool"])
        asked.choices = [(choice.pool.pk, str(choice.pool)) for choice in self.choices]
        if len(self.choices) == 1:
            self.initial.setdefault("pool", self.choices[0].pool.pk)
        if not any(choice.offer.is_for_groups for choice in self.choices):
            del self.fields["group_name"], self.fields["headcount"]
        self._ask_workplace(person)

    def _ask_workplace(self, person: Person) -> None:
        """Only who has several is asked."""
        if self.is_bound and "workplace" not in self.data:
            del self.fields["workplace"]
            return
        memberships = (
            Membership.objects.valid_on(self.now.date())
            .filter(person=person)
            .order_by("-role", "pk")
        )
        workplaces = list(memberships.values_list("organisation", flat=True))
        if len(set(workplaces)) < 2:
            del self.fields["workplace"]
            return
        asked = cast(forms.ModelChoiceField, self.fields["workplace"])
        asked.queryset = Organisation.objects.filter(pk__in=workplaces)
        self.initial.setdefault("workplace", workplaces[0])

    @cached_property
    def choices(self) -> list[Choice]:
        """Venues that run; the full ones stand there too, and say so."""
        return [
            Choice(pool, offer, has_room(offer, now=self.now))
            for pool in self.pools.values()
            if (offer := offer_of(pool)).venue_cancelled_on is None
            and pool.venue.archived_at is None
        ]

    @cached_property
    def closed(self) -> Refusal | None:
        """Why nobody can register, where that holds for all of it."""
        refusals = [is_open(choice.offer, now=self.now) for choice in self.choices]
        if not refusals:
            refusals = [is_open(offer_of(pool), now=self.now) for pool in self.pools.values()]
        return refusals[0] if refusals and all(refusals) else None

    @property
    def deadline(self) -> Moment | None:
        return next((choice.offer.closes for choice in self.choices), None)

    @property
    def has_roles(self) -> bool:
        return any(choice.pool.role != SeatRole.PARTICIPANT for choice in self.choices)

    @property
    def group_hint(self) -> str:
        """Needed only where there are other choices too."""
        if all(choice.offer.is_for_groups for choice in self.choices):
            return ""
        return str(_("Only for a self-organised group."))

    @property
    def chosen(self) -> str:
        return str(self["pool"].value() or "")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        pool = self.pools.get(cleaned.get("pool", 0))
        if pool is None:
            return cleaned
        is_group = pool.venue.kind == VenueKind.GROUP
        cleaned["pool"] = pool
        cleaned["group_name"] = cleaned.get("group_name", "") if is_group else ""
        cleaned["headcount"] = (cleaned.get("headcount") or 0) if is_group else 1
        refusal = may_register(
            offer_of(pool),
            now=self.now,
            headcount=cleaned["headcount"],
            group_name=cleaned["group_name"],
        )
        if refusal is not None:
            self.refuse(refusal)
        return cleaned

    def refuse(self, refusal: Refusal) -> None:
        """Says it beside the field that it is about."""
        about = {"group_name": "group_name", "headcount": "headcount"}
        field = about.get(refusal.code, "pool")
        if field not in self.errors:
            self.add_error(field, sentence(refusal))
