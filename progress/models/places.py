from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models import Occasion, SeatPool
from progress.models.people import Organisation
from progress.querysets import GroupMemberQuerySet, GuaranteeQuerySet, RegistrationQuerySet
from progress.rules.lives import LIVE


class State(models.TextChoices):
    QUEUED = "queued", _("On the waiting list")
    OFFERED = "offered", _("Offered a place")
    CONFIRMED = "confirmed", _("Registered")
    NEEDS_CHOICE = "needs_choice", _("Needs a new choice")
    REJECTED = "rejected", _("Not offered a place")
    LAPSED = "lapsed", _("Lapsed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CANCELLED = "cancelled", _("Cancelled")


class Registration(models.Model):
    """Queue entry, application and seat: one row with one life. Only actions change it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registrations",
        verbose_name=_("applying organisation"),
    )
    # A constraint cannot span a join, so the occasion stands here beside the pool.
    occasion = models.ForeignKey(Occasion, models.PROTECT, related_name="registrations")
    pool = models.ForeignKey(SeatPool, models.PROTECT, related_name="registrations")
    state = models.CharField(_("state"), max_length=12, choices=State)
    hold_until = models.DateTimeField(_("held until"), null=True, blank=True)
    # Set while somebody has to say yes; what waits for that is not in the queue for a seat yet.
    approve_by = models.DateTimeField(_("to be approved before"), null=True, blank=True)
    # Rises when the place itself is another: its calendar entries are renewed by it.
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    headcount = models.PositiveSmallIntegerField(_("number of people"), default=1)
    group_name = models.CharField(_("name of the group"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="members"
    )
    workplace = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation at that time"),
    )
    created_at = models.DateTimeField(_("registered"), default=timezone.now)

    objects = RegistrationQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation=None)
                | Q(person=None, organisation__isnull=False),
                name="registration_of_person_or_organisation",
            ),
            models.UniqueConstraint(
                fields=["person", "pool"],
                condition=Q(state__in=LIVE),
                name="one_live_registration_in_a_pool",
            ),
            models.UniqueConstraint(
                fields=["organisation", "pool"],
                condition=Q(state__in=LIVE),
                name="one_live_application_in_a_pool",
            ),
            models.UniqueConstraint(
                fields=["person", "occasion"],
                condition=Q(state="confirmed"),
                name="one_seat_in_an_occasion",
            ),
            models.UniqueConstraint(
                fields=["organisation", "occasion"],
                condition=Q(state="confirmed"),
                name="one_admission_in_an_occasion",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", hold_until__isnull=False)
                | (~Q(state="offered") & Q(hold_until=None)),
                name="an_offer_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(approve_by=None) | Q(state="queued"),
                name="only_who_waits_is_approved",
            ),
            models.CheckConstraint(condition=Q(headcount__gte=1), name="someone_is_registered"),
        ]
        indexes = [
            models.Index(fields=["pool", "state", "created_at"], name="registration_queue"),
            models.Index(
                fields=["hold_until"],
                condition=Q(hold_until__isnull=False),
                name="registration_offers",
            ),
            models.Index(
                fields=["approve_by"],
                condition=Q(approve_by__isnull=False),
                name="registration_approvals",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.organisation}: {self.get_state_display()}"


class Transition(models.Model):
    """What happened to a registration: appended to, never changed."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="transitions")
    from_state = models.CharField(max_length=12, choices=State, blank=True)
    to_state = models.CharField(max_length=12, choices=State)
    pool = models.ForeignKey(SeatPool, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("change of a registration")
        verbose_name_plural = _("changes of registrations")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class Guarantee(models.Model):
    """Seats of a pool that are kept for one organisation, and those below it, until a moment."""

    pool = models.ForeignKey(
        SeatPool, models.PROTECT, related_name="guarantees", verbose_name=_("seats")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    seats = models.PositiveSmallIntegerField(_("seats kept"))
    release_at = models.DateTimeField(_("released"))
    released_at = models.DateTimeField(null=True, editable=False)

    objects = GuaranteeQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("guaranteed seats")
        verbose_name_plural = _("guaranteed seats")
        ordering = ["pool", "organisation"]
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "organisation"], name="one_guarantee_of_a_pool"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="a_guarantee_has_seats"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.seats}"


class GroupMember(models.Model):
    """Who added themselves to a registered group. The group's number of people stays its own."""

    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="group_members", verbose_name=_("group")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("person"),
    )
    joined_at = models.DateTimeField(default=timezone.now)

    objects = GroupMemberQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("member of a group")
        verbose_name_plural = _("members of groups")
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "person"], name="in_a_registered_group_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.registration.group_name}"


class OccasionStaff(models.Model):
    class Role(models.TextChoices):
        LEADER = "leader", _("Course leader")
        FACILITATOR = "facilitator", _("Facilitator")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="leads",
        verbose_name=_("person"),
    )
    occasion = models.ForeignKey(
        Occasion, models.PROTECT, related_name="staff", verbose_name=_("occasion")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.LEADER)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("course leader")
        verbose_name_plural = _("course leaders")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "occasion", "role"], name="leads_an_occasion_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.occasion}"
