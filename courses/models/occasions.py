"""What is operational about a dated course.

None of it is part of a page revision: publishing an old draft must never undo a cancellation.
State, cancellation, seats taken, lock_version and sequence are in no form; actions change them.
"""

import uuid
import zoneinfo

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from courses.models.areas import Area
from courses.models.choices import Applicants, Approver, Intake, OccasionState, VenueKind
from courses.models.fields import PartialDateField
from courses.models.pages import DatedCoursePage
from courses.querysets import MeetingQuerySet, OccasionQuerySet, VenueQuerySet


def validate_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("%(name)s is no time zone."), params={"name": name})


class Occasion(ClusterableModel):
    """One run of a dated course, shown on every translation of it.

    Deadlines are half-open instants: closes_at is the first moment at which it is closed. Where
    the editor gave a date without a time, ..._has_time is false and no time is ever shown.
    """

    course = models.ForeignKey(
        DatedCoursePage,
        models.PROTECT,
        related_name="occasions",
        verbose_name=_("course"),
    )
    slug = models.SlugField(_("id"), max_length=80)
    title = models.CharField(_("title"), max_length=255, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=OccasionState, default=OccasionState.OPEN
    )
    timezone = models.CharField(
        _("time zone"),
        max_length=40,
        validators=[validate_zone],
        default="Europe/Stockholm",
    )
    intake = models.CharField(_("intake"), max_length=12, choices=Intake, default=Intake.DIRECT)
    applicants = models.CharField(
        _("who applies"), max_length=12, choices=Applicants, default=Applicants.PERSON
    )
    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    opens_has_time = models.BooleanField(default=False)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    closes_has_time = models.BooleanField(default=False)
    answers_at = models.DateTimeField(_("answers"), null=True, blank=True)
    answers_has_time = models.BooleanField(default=False)
    waiting_list = models.BooleanField(
        _("waiting list"),
        default=True,
        help_text=_("When it is full, people can wait for a seat that somebody gives back."),
    )
    offer_hours = models.PositiveSmallIntegerField(
        _("hours to answer an offer"),
        default=72,
        validators=[MinValueValidator(1)],
        help_text=_(
            "How long a seat is kept for the next in the queue; never beyond the first meeting."
        ),
    )
    approver = models.CharField(
        _("who approves"),
        max_length=10,
        choices=Approver,
        default=Approver.MANAGER,
        help_text=_("Asked only where the intake is “After approval”."),
    )
    approval_days = models.PositiveSmallIntegerField(
        _("days to approve"),
        default=14,
        validators=[MinValueValidator(1)],
        help_text=_("A reminder is sent halfway. Then the request lapses."),
    )
    hand_over_until_at = models.DateTimeField(_("handing over ends"), null=True, blank=True)
    hand_over_until_has_time = models.BooleanField(default=False)
    counts_observers = models.BooleanField(
        _("observers count among the seats"),
        default=True,
        help_text=_("Whether their seats are in the number of seats that readers see."),
    )
    round_number = models.PositiveSmallIntegerField(_("round"), null=True, blank=True)
    round_label = models.CharField(_("name of the round"), max_length=120, blank=True)
    note = models.TextField(_("note"), blank=True)
    state_note = models.TextField(
        _("about the cancellation or the postponement"), blank=True, editable=False
    )
    recording = models.URLField(
        _("recording"),
        blank=True,
        max_length=500,
        help_text=_("Shown once the occasion is over."),
    )
    sort_order = models.PositiveIntegerField(default=0, editable=False)
    begins_on = models.DateField(null=True, editable=False, db_index=True)
    ends_on = models.DateField(null=True, editable=False, db_index=True)
    lock_version = models.PositiveIntegerField(default=0, editable=False)
    # Rises with each change by an editor's hand, and not with each registration as lock_version.
    edit_version = models.PositiveIntegerField(default=0, editable=False)
    archived_at = models.DateTimeField(null=True, editable=False)

    objects = OccasionQuerySet.as_manager()

    class Meta:
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")
        ordering = ["begins_on", "sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["course", "slug"], name="occasion_id_once_in_a_course"),
            models.CheckConstraint(
                condition=models.Q(opens_at=None)
                | models.Q(closes_at=None)
                | models.Q(closes_at__gt=models.F("opens_at")),
                name="occasion_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        when = f" {self.begins_on.isoformat()}" if self.begins_on else ""
        return f"{self.title or self.course.title}{when}"

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.timezone)


class Venue(models.Model):
    """One way of attending: a place (decided, or alternatives), online, or a group by itself."""

    occasion = models.ForeignKey(
        Occasion, models.PROTECT, related_name="venues", verbose_name=_("occasion")
    )
    slug = models.SlugField(_("id"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=VenueKind, default=VenueKind.PLACE)
    name = models.CharField(_("name"), max_length=200, blank=True)
    places = models.JSONField(
        _("places"),
        default=list,
        blank=True,
        help_text=_("One place; several when it is not decided which; none when it is to come."),
    )
    address = models.CharField(_("address"), max_length=300, blank=True)
    areas = models.ManyToManyField(
        Area, blank=True, related_name="venues", verbose_name=_("meant for")
    )
    note = models.TextField(_("note"), blank=True)
    join_url = models.URLField(
        _("address for taking part"),
        blank=True,
        max_length=500,
        help_text=_("Shown to those with a confirmed seat only."),
    )
    cancelled_on = models.DateField(_("cancelled"), null=True, blank=True)
    cancelled_note = models.TextField(_("about the cancellation"), blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    sort_order = models.PositiveIntegerField(default=0, editable=False)
    archived_at = models.DateTimeField(null=True, editable=False)

    objects = VenueQuerySet.as_manager()

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["occasion", "slug"], name="venue_id_once_in_an_occasion"
            )
        ]

    def __str__(self) -> str:
        return self.name or " / ".join(self.places) or self.get_kind_display()

    @property
    def is_undecided(self) -> bool:
        return self.kind == VenueKind.PLACE and len(self.places) != 1


class Meeting(models.Model):
    """A time: of one venue, or (venue empty) of all. Exactly one of when, day and starts_at."""

    occasion = ParentalKey(Occasion, on_delete=models.PROTECT, related_name="meetings")
    venue = models.ForeignKey(
        Venue,
        models.PROTECT,
        related_name="meetings",
        null=True,
        blank=True,
        verbose_name=_("venue"),
    )
    slug = models.SlugField(_("id"), max_length=80, blank=True)
    when = PartialDateField(
        _("month or year"), blank=True, help_text=_("While not even the day is known.")
    )
    day = models.DateField(_("day"), null=True, blank=True)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    title = models.CharField(_("title"), max_length=255, blank=True)
    counts = models.BooleanField(
        _("counts"),
        default=True,
        help_text=_("Whether its hours count towards completion."),
    )
    minutes = models.PositiveSmallIntegerField(
        _("minutes that count"),
        null=True,
        blank=True,
        help_text=_("Where they are other than from start to end: without lunch, say."),
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    sort_order = models.PositiveIntegerField(default=0, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(day__isnull=False, when="", starts_at=None, ends_at=None)
                    | (models.Q(day=None, starts_at=None, ends_at=None) & ~models.Q(when=""))
                    | models.Q(
                        day=None,
                        when="",
                        starts_at__isnull=False,
                        ends_at__gt=models.F("starts_at"),
                    )
                ),
                name="meeting_has_one_kind_of_time",
            )
        ]

    def __str__(self) -> str:
        return self.title or self.when or str(self.day or self.starts_at)

    @property
    def length(self) -> int:
        """Minutes that count towards completion; 0 while they are not known."""
        if self.minutes is not None:
            return self.minutes
        if self.starts_at is None or self.ends_at is None:
            return 0
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


class Milestone(models.Model):
    occasion = ParentalKey(Occasion, on_delete=models.CASCADE, related_name="milestones")
    label = models.CharField(_("label"), max_length=255)
    when = PartialDateField(_("when"))
    sort_order = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.label
