from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from courses.models import SeatPool
from progress.actions.save_guarantee import save_guarantee
from progress.forms.sentences import sentence
from progress.models import Guarantee
from progress.rules.offers import Refusal

BESIDE = {
    "unlimited": "pool",
    "overlaps": "organisation",
    "too_many": "seats",
    "past": "release_on",
    "too_late": "release_on",
}


class PoolField(forms.ModelChoiceField):
    def label_from_instance(self, pool: Any) -> str:
        seats = gettext("%(seats)s seats") % {"seats": pool.capacity}
        return f"{pool.venue.occasion} – {pool} ({seats})"


class GuaranteeForm(WagtailAdminModelForm):
    """Whose seats and how many, until a day. Of one that is there, only the number and the day."""

    pool = PoolField(label=gettext_lazy("Seats"), queryset=SeatPool.objects.none())
    seats = forms.IntegerField(label=gettext_lazy("Seats kept"), min_value=1, max_value=32767)
    release_on = forms.DateField(
        label=gettext_lazy("Released on"),
        widget=AdminDateInput,
        help_text=gettext_lazy("From that day the seats that are left are for everyone."),
    )

    class Meta:
        model = Guarantee
        fields = ["pool", "organisation", "seats"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        running = SeatPool.objects.with_offer().filter(
            Q(venue__occasion__ends_on=None) | Q(venue__occasion__ends_on__gte=today),
            capacity__isnull=False,
            venue__cancelled_on=None,
            venue__archived_at=None,
            venue__occasion__archived_at=None,
        )
        asked = cast(forms.ModelChoiceField, self.fields["pool"])
        asked.queryset = running.order_by("venue__occasion__begins_on", "venue__occasion", "venue")
        if self.instance.pk:
            asked.queryset = SeatPool.objects.with_offer().filter(pk=self.instance.pool_id)
            self.fields["pool"].disabled = self.fields["organisation"].disabled = True
            zone = self.instance.pool.venue.occasion.zone
            self.initial["release_on"] = self.instance.release_at.astimezone(zone).date()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        pool, organisation = cleaned.get("pool"), cleaned.get("organisation")
        if pool and organisation and not self.instance.pk:
            kept = Guarantee.objects.in_force(timezone.now())
            if kept.filter(pool=pool, organisation=organisation).exists():
                self.add_error("organisation", gettext("It has seats here already: change those."))
        return cleaned

    def _get_validation_exclusions(self) -> set[str]:
        """One that was released may be made anew: the action finds its row."""
        return super()._get_validation_exclusions() | {"pool"}

    def save(self, commit: bool = True) -> Guarantee:
        said = self.cleaned_data
        self.instance = save_guarantee(
            pool=said["pool"],
            organisation=said["organisation"],
            seats=said["seats"],
            release_on=cast(date, said["release_on"]),
        )
        return self.instance

    def refuse(self, refusal: Refusal) -> None:
        self.add_error(BESIDE.get(refusal.code), sentence(refusal))
