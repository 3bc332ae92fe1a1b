"""What is asked at an occasion's desk about its list, and about one registration."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import SeatPool, SeatRole, Venue, VenueKind
from progress.forms.people import NameField
from progress.forms.sentences import sentence
from progress.models.offers import offer_of
from progress.reports.registration_rows import seats_in_words, venue_in_words
from progress.reports.registrations import SORTED_BY, VIEWS, Wanted
from progress.reports.seats_left import kept_from
from progress.rules.offers import Refusal
from progress.rules.places import has_seat_already

LONGEST_WHY = 300


class DesksForm(forms.Form):
    search = forms.CharField(
        label=_("Course or occasion"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    past = forms.BooleanField(required=False, widget=forms.HiddenInput)
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)


class RegistrationsForm(forms.Form):
    """The filters of the list. What is not understood is not filtered by, and said."""

    search = forms.CharField(
        label=_("Name, organisation or group"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    venue = forms.TypedChoiceField(label=_("Venue"), required=False, coerce=int, empty_value=None)
    role = forms.ChoiceField(
        label=_("Role"), required=False, choices=[("", _("All")), *SeatRole.choices]
    )
    view = forms.ChoiceField(required=False, choices=list(VIEWS.items()), widget=forms.HiddenInput)
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(self, *args: Any, venues: Sequence[Venue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = cast(forms.ChoiceField, self.fields["venue"])
        asked.choices = [("", _("All")), *((venue.pk, venue_in_words(venue)) for venue in venues)]

    def wanted(self) -> Wanted:
        """What was understood of it."""
        self.is_valid()
        said = self.cleaned_data
        sort = said.get("sort", "")
        return Wanted(
            view=said.get("view") or "placed",
            venue=said.get("venue"),
            role=said.get("role", ""),
            search=said.get("search", ""),
            sort=sort if sort.removeprefix("-") in SORTED_BY else "",
        )

    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("search", "venue", "role"))


class WhyForm(forms.Form):
    why = forms.CharField(
        label=_("Why"),
        max_length=LONGEST_WHY,
        help_text=_("Kept in the history of the registration."),
    )


class PoolField(forms.TypedChoiceField):
    """Seats that are not cancelled, each with how many are free."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, **kwargs)

    def offer(self, pools: Sequence[SeatPool]) -> None:
        self.pools = {pool.pk: pool for pool in pools}
        kept = kept_from("", pools, timezone.now())
        self.choices = [(pool.pk, _seats(pool, kept.get(pool.pk, 0))) for pool in pools]

    def clean(self, value: Any) -> SeatPool:
        return self.pools[super().clean(value)]


def _seats(pool: SeatPool, kept: int) -> str:
    seats, free = seats_in_words(pool), offer_of(pool).free
    if free is None:
        return str(_("%(seats)s (unlimited)") % {"seats": seats})
    if kept:
        said = _("%(seats)s (%(free)s free; of these kept for organisations: %(kept)s)")
        return str(said % {"seats": seats, "free": free, "kept": kept})
    return str(_("%(seats)s (%(free)s free)") % {"seats": seats, "free": free})


class MoveForm(WhyForm):
    pool = PoolField(label=_("Move to"))
    field_order = ["pool", "why"]

    def __init__(self, *args: Any, pools: Sequence[SeatPool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PoolField, self.fields["pool"]).offer(pools)


class AddForm(WhyForm):
    """Somebody by their address; who has no account yet is asked a name for one."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = NameField(required=False, help_text=_("Only where the address has no account here yet."))
    pool = PoolField(label=_("Seats"))
    group_name = forms.CharField(
        label=_("Name of the group"),
        max_length=200,
        required=False,
        help_text=_("Only for a self-organised group."),
    )
    headcount = forms.IntegerField(
        label=_("Number of people in the group"),
        min_value=1,
        max_value=2000,
        required=False,
        help_text=_("Only for a self-organised group."),
    )
    make_room = forms.BooleanField(label=_("Add a seat, if every seat is taken"), required=False)
    field_order = ["email", "name", "pool", "group_name", "headcount", "make_room", "why"]

    def __init__(self, *args: Any, pools: Sequence[SeatPool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(PoolField, self.fields["pool"]).offer(pools)
        if not any(pool.venue.kind == VenueKind.GROUP for pool in pools):
            del self.fields["group_name"], self.fields["headcount"]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        pool = cleaned.get("pool")
        is_group = pool is not None and pool.venue.kind == VenueKind.GROUP
        cleaned["group_name"] = cleaned.get("group_name", "").strip() if is_group else ""
        cleaned["headcount"] = (cleaned.get("headcount") or 0) if is_group else 1
        return cleaned

    def refuse(self, refusal: Refusal) -> None:
        """Says it beside the field that it is about."""
        if refusal.code == "seated_elsewhere":
            refusal = has_seat_already(str(refusal.params["venue"]))
        field = {
            "group_name": "group_name",
            "headcount": "headcount",
            "has_seat": "email",
            "no_name": "name",
        }.get(refusal.code, "pool")
        self.add_error(field, sentence(refusal))
