"""The rows of an occasion's form that say when."""

import zoneinfo
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from courses.forms.fields import WrittenDayField, as_validation_error
from courses.forms.rows import RowFormSet
from courses.models import Meeting, Occasion
from courses.rules.deadlines import opening_instant
from courses.rules.errors import RuleError


class MeetingForm(WagtailAdminModelForm):
    """One field for the day, however coarse it is known, and two for the times."""

    on = WrittenDayField(
        label=gettext_lazy("Day"),
        coarse=True,
        help_text=gettext_lazy(
            "Such as 27 April 2023. While it is not known: April 2023, or 2023."
        ),
    )
    start = forms.TimeField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.TimeInput(format="%H:%M"),
        help_text=gettext_lazy("Leave the times empty until they are known."),
    )
    end = forms.TimeField(
        label=gettext_lazy("To"), required=False, widget=forms.TimeInput(format="%H:%M")
    )
    until = WrittenDayField(
        label=gettext_lazy("Until the day"),
        required=False,
        help_text=gettext_lazy("Only if it ends on another day."),
    )

    class Meta:
        model = Meeting
        fields = ["venue", "title", "counts", "minutes"]

    def __init__(self, *args: Any, occasion: Occasion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meeting = self.instance
        if meeting.pk:
            self.initial |= _shown(meeting)
        if "venue" in self.fields:
            venues = self.fields["venue"].queryset
            known = meeting.occasion_id or (occasion.pk if occasion else None)
            self.fields["venue"].queryset = venues.filter(occasion=known or 0)
            self.fields["venue"].empty_label = _("All venues")

    def _zone(self) -> zoneinfo.ZoneInfo:
        # The zone that stands in the same form, beside the meetings, decides.
        name = self.data.get("timezone") or self.instance.occasion.timezone
        known = name in zoneinfo.available_timezones()
        return zoneinfo.ZoneInfo(name if known else "UTC")

    def has_changed(self) -> bool:
        moved = bool(self.instance.pk) and self._zone().key != self.instance.occasion.timezone
        return super().has_changed() or moved

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        on, start, end = cleaned.get("on"), cleaned.get("start"), cleaned.get("end")
        if not on:
            return cleaned
        if bool(start) != bool(end):
            raise ValidationError(_("Give both times, or neither."), code="half")
        meeting = self.instance
        meeting.when, meeting.day, meeting.starts_at, meeting.ends_at = (
            "",
            None,
            None,
            None,
        )
        whole_day = len(on) == 10
        if start and not whole_day:
            raise ValidationError(_("Times need a whole date."), code="coarse")
        if start:
            self._set_times(meeting, on, cleaned.get("until") or on)
        elif whole_day:
            meeting.day = datetime.fromisoformat(on).date()
        else:
            meeting.when = on
        return cleaned

    def _set_times(self, meeting: Meeting, on: str, until: str) -> None:
        start, end = self.cleaned_data["start"], self.cleaned_data["end"]
        try:
            meeting.starts_at = opening_instant(f"{on}T{start:%H:%M}", self._zone().key)
            meeting.ends_at = opening_instant(f"{until}T{end:%H:%M}", self._zone().key)
        except RuleError as error:
            raise as_validation_error(error) from error
        if meeting.ends_at <= meeting.starts_at:
            raise ValidationError(_("The meeting ends before it starts."), code="reversed")


def _shown(meeting: Meeting) -> dict[str, Any]:
    if not meeting.starts_at or not meeting.ends_at:
        return {"on": meeting.when or (meeting.day.isoformat() if meeting.day else "")}
    zone = meeting.occasion.zone
    start, end = meeting.starts_at.astimezone(zone), meeting.ends_at.astimezone(zone)
    until = end.date().isoformat() if end.date() != start.date() else ""
    return {
        "on": start.date().isoformat(),
        "start": start.time(),
        "end": end.time(),
        "until": until,
    }


class MeetingFormSet(RowFormSet):
    """The meetings that are not called off."""

    def __init__(self, *args: Any, instance: Occasion | None = None, **kwargs: Any) -> None:
        if instance is not None:
            kwargs["queryset"] = instance.meetings.filter(cancelled_at__isnull=True)
        super().__init__(*args, instance=instance, **kwargs)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return super().get_form_kwargs(index) | {"occasion": self.instance}
