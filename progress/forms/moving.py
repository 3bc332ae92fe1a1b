from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from courses.models import SeatPool, VenueKind
from progress.forms.seat_choices import MOVE, WAIT, Choice, read_choice
from progress.forms.sentences import sentence
from progress.models import Registration
from progress.models.offers import offer_of
from progress.reports.seats_left import kept_from, waiting_in
from progress.rules.offers import Refusal
from progress.rules.places import may_move, may_wait


class MoveForm(forms.Form):
    """Where else, in the same role: for who has a place, or has to choose anew.

    Three queries, however many venues there are.
    """

    pool = forms.CharField(label=_("Where would you like to go instead?"))

    def __init__(
        self,
        *args: Any,
        registration: Registration,
        now: datetime | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.registration = registration
        self.now = now or timezone.now()

    @cached_property
    def _pools(self) -> dict[int, SeatPool]:
        found = (
            SeatPool.objects.with_offer()
            .in_order()
            .filter(
                venue__occasion=self.registration.occasion_id,
                venue__cancelled_on=None,
                venue__archived_at=None,
                role=self.registration.pool.role,
            )
            .exclude(pk=self.registration.pool_id)
        )
        return {pool.pk: pool for pool in found}

    @cached_property
    def choices(self) -> list[Choice]:
        """Where there is room, and where one can wait; nothing else."""
        pools = list(self._pools.values())
        workplace = self.registration.workplace
        path = workplace.path if workplace is not None else ""
        kept, waiting = kept_from(path, pools, self.now), waiting_in(pools)
        found = []
        size, name = self.registration.headcount, self.registration.group_name
        for pool in pools:
            offer = offer_of(pool, kept=kept.get(pool.pk, 0))
            # In the same role: a contributor stays one.
            refusal = may_move(
                offer, now=self.now, headcount=size, group_name=name, is_invited=True
            )
            if refusal is None:
                found.append(Choice(pool, offer, how=MOVE))
            elif refusal.code in ("full", "too_few") and not may_wait(
                offer, now=self.now, headcount=size, group_name=name
            ):
                found.append(Choice(pool, offer, how=WAIT, waiting=waiting.get(pool.pk, 0)))
        return found

    @property
    def digital(self) -> list[Choice]:
        """Each is one click, where there is room."""
        online = [choice for choice in self.choices if choice.pool.venue.kind == VenueKind.ONLINE]
        return [choice for choice in online if choice.moves]

    @property
    def elsewhere(self) -> list[Choice]:
        digital = self.digital
        return [choice for choice in self.choices if choice not in digital]

    @property
    def chosen(self) -> int:
        return read_choice(str(self["pool"].value() or ""))[0]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "pool" not in cleaned:
            return cleaned
        number, how = read_choice(cleaned["pool"])
        if number not in self._pools:
            self.add_error("pool", _("Choose one of these."))
            return cleaned
        return cleaned | {"pool": self._pools[number], "wait": how == WAIT}

    def refuse(self, refusal: Refusal) -> None:
        self.add_error("pool", sentence(refusal))
