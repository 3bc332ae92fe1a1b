from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager

from courses.models import Area
from progress.querysets import MembershipQuerySet, OrganisationQuerySet


class OrganisationManager(MP_NodeManager.from_queryset(OrganisationQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> OrganisationQuerySet["Organisation"]:
        return OrganisationQuerySet(self.model, using=self._db).order_by("path")


class Organisation(MP_Node):
    """The tree of employers: a county, its municipalities, their schools, and the other kinds."""

    class Kind(models.TextChoices):
        COUNTY = "county", _("County")
        MUNICIPALITY = "municipality", _("Municipality")
        SCHOOL = "school", _("Arts school")
        UPPER_SECONDARY = "upper-secondary", _("Upper secondary school")
        FOLK_HIGH_SCHOOL = "folk-high-school", _("Folk high school")
        HIGHER_EDUCATION = "higher-education", _("University or college")
        VOLUNTARY = "voluntary", _("Voluntary organisation")
        ASSOCIATION = "association", _("Association")
        OTHER = "other", _("Other")

    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(
        _("valid to"),
        null=True,
        blank=True,
        help_text=_("The first day on which it was no more."),
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("area"),
    )

    objects = OrganisationManager()
    node_order_by: list[str] = []
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        indexes = [models.Index(fields=["name"], name="organisation_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def tree_name(self) -> str:
        """Set in as deep as it stands, for a listing in the order of the tree."""
        return "\u2003" * (self.depth - 1) + self.name


class Profile(models.Model):
    """What is known of a person beyond the account."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="profile",
        verbose_name=_("person"),
    )
    printed_name = models.CharField(
        _("name as printed"),
        max_length=200,
        blank=True,
        help_text=_("As it shall stand on certificates. Leave empty to use your name."),
    )
    language = models.CharField(_("language"), max_length=5, default="sv")
    is_protected = models.BooleanField(
        _("protected identity"),
        default=False,
        help_text=_("In no list, export or calendar; a course leader sees the alias."),
    )
    alias = models.CharField(_("alias"), max_length=100, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self) -> str:
        return self.printed_name or str(self.person)


class Membership(models.Model):
    """A person in an organisation, as teacher or manager. A person may have several."""

    class Role(models.TextChoices):
        TEACHER = "teacher", _("Teacher")
        MANAGER = "manager", _("Manager")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="memberships",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        related_name="memberships",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.TEACHER)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(
        _("valid to"),
        null=True,
        blank=True,
        help_text=_("The first day on which it is no more."),
    )

    objects = MembershipQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["organisation", "role", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                name="one_membership_of_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_to=None)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.organisation} ({self.get_role_display()})"
