"""The editor's form of an occasion, with its meetings and milestones."""

import zoneinfo
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from courses.actions.date_occasion import date_occasion
from courses.forms.fields import WrittenDayField, as_validation_error
from courses.models import Meeting, Milestone, Occasion
from courses.rules.deadlines import (
    closing_instant,
    closing_text,
    opening_instant,
    opening_text,
)
from courses.rules.errors import RuleError

COMMON_ZONES = ["Europe/Stockholm", "Europe/Oslo", "Europe/Helsinki"]
DAY_HELP = gettext_lazy(
    "Such as 21 April 2023, Friday 21.4.2023 or 2023-04-21; a time may follow: 21.4.2023 12:00."
)
# For each deadline: the text to its instant, and back.
DEADLINES = {
    "opens": (opening_instant, opening_text),
    "closes": (closing_instant, closing_text),
    "answers": (opening_instant, opening_text),
}


def zone_choices() -> list:
    others = sorted(zoneinfo.available_timezones() - set(COMMON_ZONES))
    return [
        *((name, name) for name in COMMON_ZONES),
        (_("All time zones"), [(name, name) for name in others]),
    ]


class OccasionForm(WagtailAdminModelForm):
    """Writes only the fields that it shows: what actions change meanwhile is left alone."""

    timezone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=zone_choices)
    opens = WrittenDayField(
        label=gettext_lazy("Registration opens"),
        timed=True,
        required=False,
        help_text=DAY_HELP,
    )
    closes = WrittenDayField(
        label=gettext_lazy("Last day of registration"),
        timed=True,
        required=False,
        help_text=gettext_lazy("That whole day counts; with a time, that whole minute."),
    )
    answers = WrittenDayField(label=gettext_lazy("Answers are given"), timed=True, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        occasion = self.instance
        if occasion.pk:
            for name, (_instant, text) in DEADLINES.items():
                moment = getattr(occasion, f"{name}_at")
                has_time = getattr(occasion, f"{name}_has_time")
                self.initial[name] = moment and text(moment, has_time, occasion.timezone)
            if "course" in self.fields:
                self.fields["course"].disabled = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        zone = cleaned.get("timezone")
        if zone:
            for name, (instant, _text) in DEADLINES.items():
                self._set_deadline(name, cleaned.get(name) or "", zone, instant)
        opens_at, closes_at = self.instance.opens_at, self.instance.closes_at
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes", _("Registration cannot close before it opens."))
        return cleaned

    def _set_deadline(self, name: str, text: str, zone: str, instant: Any) -> None:
        try:
            moment = instant(text, zone) if text else None
        except RuleError as error:
            self.add_error(name, as_validation_error(error))
            return
        setattr(self.instance, f"{name}_at", moment)
        setattr(self.instance, f"{name}_has_time", "T" in text)

    def save(self, commit: bool = True) -> Occasion:
        occasion = super().save(commit=False)
        if not occasion.slug:
            occasion.slug = free_slug(occasion)
        if not commit:
            return occasion
        if occasion.pk:
            occasion.save(update_fields=self._written())
        else:
            occasion.save()
        date_occasion(occasion=occasion)
        return occasion

    def _written(self) -> list[str]:
        deadlines = [f"{name}_{part}" for name in DEADLINES for part in ("at", "has_time")]
        own = {field.name for field in Occasion._meta.concrete_fields}
        shown = [name for name in self.fields if name in own and name != "course"]
        return [*shown, *deadlines, *self.formsets]


def free_slug(occasion: Occasion) -> str:
    """An id for catalogue files that no other occasion of the course has."""
    stem = slugify(occasion.title)[:60].strip("-") or _("occasion")
    taken = set(Occasion.objects.filter(course=occasion.course).values_list("slug", flat=True))
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug


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
        fields = ["venue", "title", "counts"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meeting = self.instance
        if meeting.pk:
            self.initial |= _shown(meeting)
        if "venue" in self.fields:
            venues = self.fields["venue"].queryset
            self.fields["venue"].queryset = venues.filter(occasion=meeting.occasion_id or 0)
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


class MilestoneForm(WagtailAdminModelForm):
    when = WrittenDayField(
        label=gettext_lazy("When"),
        coarse=True,
        help_text=gettext_lazy("Such as January 2019, 15 June 2018, or 2019-01/2020-06."),
    )

    class Meta:
        model = Milestone
        fields = ["label", "when"]
