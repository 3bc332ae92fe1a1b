from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    TEACHER = "teacher", _("Arts school teachers")
    MANAGER = "manager", _("Arts school managers")
    COORDINATOR = "coordinator", _("Regional co-ordinators")
    UPPER_SECONDARY = "upper-secondary", _("Upper secondary schools")
    FOLK_HIGH_SCHOOL = "folk-high-school", _("Folk high schools")
    HIGHER_EDUCATION = "higher-education", _("Universities and colleges")
    VOLUNTARY = "voluntary", _("Voluntary organisations")
    EVERYONE = "everyone", _("Everyone who is interested")


class Recurrence(models.TextChoices):
    TERM = "term", _("Every term")
    YEAR = "year", _("Every year")
    TWO_YEARS = "two-years", _("Every second year")


class Currency(models.TextChoices):
    SEK = "SEK", "SEK"
    NOK = "NOK", "NOK"
    DKK = "DKK", "DKK"
    EUR = "EUR", "EUR"


class Certificate(models.TextChoices):
    NONE = "none", _("None")
    ATTENDANCE = "attendance", _("Certificate of attendance")
    COMPLETION = "completion", _("Certificate of completion")


class ModuleOrder(models.TextChoices):
    FREE = "free", _("Free order")
    SEQUENTIAL = "sequential", _("One after the other")
    INTRO_FIRST = "intro-first", _("Introduction first, then free")


class ModuleRole(models.TextChoices):
    INTRO = "intro", _("Introduction")
    NORMAL = "normal", _("Module")
    CLOSING = "closing", _("Closing")


class OccasionState(models.TextChoices):
    ANNOUNCED = "announced", _("Announced")
    OPEN = "open", _("Open for registration")
    CLOSED = "closed", _("Registration closed")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")
    FINISHED = "finished", _("Finished")


class Intake(models.TextChoices):
    DIRECT = "direct", _("First come, first served")
    APPROVAL = "approval", _("After approval")
    APPLICATION = "application", _("By application")


class Applicants(models.TextChoices):
    PERSON = "person", _("People")
    ORGANISATION = "organisation", _("Organisations")


class Approver(models.TextChoices):
    MANAGER = "manager", _("The person's manager")
    ORGANISER = "organiser", _("The organiser")


class AskedKind(models.TextChoices):
    """What a participant is asked. Dietary and access needs are deleted soon after."""

    DIETARY = "dietary", _("Dietary needs")
    ACCESS = "access", _("Access needs")
    TEXT = "text", _("A short text")
    CHOICE = "choice", _("One of several")
    YES_NO = "yes-no", _("Yes or no")


class VenueKind(models.TextChoices):
    PLACE = "place", _("On site")
    ONLINE = "online", _("Online")
    GROUP = "group", _("Self-organised group")


class SeatRole(models.TextChoices):
    PARTICIPANT = "participant", _("Participant")
    OBSERVER = "observer", _("Observer")
    CONTRIBUTOR = "contributor", _("Contributor")
