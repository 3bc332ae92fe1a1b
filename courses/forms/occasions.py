"""The editor's form of an occasion, with its meetings and milestones."""

import zoneinfo
from typing import Any

from django import forms
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from courses.actions.announce_changes import announce_changes
from courses.actions.date_occasion import date_occasion
from courses.actions.remove_meetings import remove_meetings
from courses.forms.editions import EditionForm
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
    "hand_over_until": (closing_instant, closing_text),
}


def zone_choices() -> list:
    others = sorted(zoneinfo.available_timezones() - set(COMMON_ZONES))
    return [
        *((name, name) for name in COMMON_ZONES),
        (_("All time zones"), [(name, name) for name in others]),
    ]


class OccasionForm(EditionForm):
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
    hand_over_until = WrittenDayField(
        label=gettext_lazy("A place can be handed over until"),
        timed=True,
        required=False,
        help_text=gettext_lazy(
            "Until then a person may give the place to a colleague. "
            "Leave it empty for: until it begins."
        ),
    )

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
        if not commit or not self.instance.pk:
            occasion = self._filled()
            if commit:
                with transaction.atomic():
                    occasion.save()
                    date_occasion(occasion=occasion)
            return occasion
        with announce_changes(occasion_id=self.instance.pk, by=self.for_user):
            self.claim(self.instance.pk)
            occasion = self._filled()
            self._take_away_meetings()
            occasion.save(update_fields=self._written())
            date_occasion(occasion=occasion)
        return occasion

    def _filled(self) -> Occasion:
        occasion = super().save(commit=False)
        if not occasion.slug:
            occasion.slug = free_slug(occasion)
        return occasion

    def _take_away_meetings(self) -> None:
        """The cluster deletes the rows that it lacks: those that stay are put back into it."""
        rows = self.formsets.get("meetings")
        gone = list(rows.deleted_objects) if rows else []
        if remove_meetings(occasion_id=self.instance.pk, meetings=gone):
            kept = Meeting.objects.filter(pk__in=[meeting.pk for meeting in gone])
            self.instance.meetings.add(*kept)

    def _written(self) -> list[str]:
        deadlines = [f"{name}_{part}" for name in DEADLINES for part in ("at", "has_time")]
        own = {field.name for field in Occasion._meta.concrete_fields}
        shown = [name for name in self.fields if name in own - {"course", "edit_version"}]
        return [*shown, *deadlines, *self.formsets]


def free_slug(occasion: Occasion) -> str:
    """An id for catalogue files that no other occasion of the course has."""
    stem = slugify(occasion.title)[:60].strip("-") or _("occasion")
    taken = set(Occasion.objects.filter(course=occasion.course).values_list("slug", flat=True))
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug


class MilestoneForm(WagtailAdminModelForm):
    when = WrittenDayField(
        label=gettext_lazy("When"),
        coarse=True,
        help_text=gettext_lazy("Such as January 2019, 15 June 2018, or 2019-01/2020-06."),
    )

    class Meta:
        model = Milestone
        fields = ["label", "when"]
