"""What a certificate says, in words and for machines: the paper, the page and the JSON agree."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from courses.reports.duration import duration
from courses.rules.partial_dates import format_partial
from progress.models import Certificate

KINDS = {
    "attendance": gettext_lazy("Certificate of attendance"),
    "completion": gettext_lazy("Certificate of completion"),
}
DEEDS = {
    ("attendance", "dated"): gettext_lazy("has taken part in the course"),
    ("attendance", "package"): gettext_lazy("has taken part in the training package"),
    ("completion", "dated"): gettext_lazy("has completed the course"),
    ("completion", "package"): gettext_lazy("has completed the training package"),
}
FORMS = {
    "on-site": gettext_lazy("On site"),
    "online": gettext_lazy("Online"),
    "group": gettext_lazy("Self-organised group"),
    "self-paced": gettext_lazy("At one's own pace"),
}


class Fact(NamedTuple):
    icon: str
    label: str
    value: str


def find_certificate(number: str) -> Certificate | None:
    """By its number in canonical form, with what the answer to anybody may need."""
    return (
        Certificate.objects.filter(number=number)
        .select_related("person__profile", "successor")
        .first()
    )


def is_protected(certificate: Certificate) -> bool:
    """Whether the person's identity was protected then, or is now."""
    profile = getattr(certificate.person, "profile", None)
    return bool(certificate.data.get("protected")) or bool(profile and profile.is_protected)


def status(certificate: Certificate) -> str:
    """valid, replaced or revoked."""
    if certificate.revoked_at is not None:
        return "revoked"
    return "replaced" if certificate.successor_id else "valid"


def kind_and_deed(data: dict[str, Any]) -> tuple[str, str]:
    """ "Certificate of completion", "has completed the course", in the active language."""
    kind, course = data["kind"], data["course"]["kind"]
    return str(KINDS[kind]), str(DEEDS[kind, course])


def facts(data: dict[str, Any], language: str) -> list[Fact]:
    """What stands under the title, in the given language."""
    with override(language):
        return list(_facts(data, language))


def _facts(data: dict[str, Any], language: str) -> Iterator[Fact]:
    begins, ends = data["from"], data["to"]
    period = begins if begins == ends else f"{begins}/{ends}"
    yield Fact("calendar", _("Period"), format_partial(period, language))
    days = data.get("days", [])
    if len(days) > 1:
        words = [format_partial(day, language) for day in days]
        yield Fact("calendar", _("Days present"), ", ".join(words))
    if data.get("planned"):
        yield Fact(
            "clock",
            _("Present"),
            _("%(attended)s of %(planned)s")
            % {"attended": duration(data["attended"]), "planned": duration(data["planned"])},
        )
    if data["minutes"] and data["minutes"] != data.get("attended"):
        value = duration(data["minutes"])
        if data["estimated"]:
            value = _("%(hours)s, estimated by the organiser") % {"hours": value}
        yield Fact("clock", _("Extent in clock hours"), value)
    forms = [str(FORMS[form]) for form in data["forms"] if form in FORMS]
    if forms:
        yield Fact(
            "individual", _("Form"), ", ".join([forms[0], *(form.lower() for form in forms[1:])])
        )
    if data["place"]:
        yield Fact("pin", _("Place"), data["place"])
    leaders = data.get("leaders", [])
    if leaders:
        label = _("Course leaders") if len(leaders) > 1 else _("Course leader")
        yield Fact("user", label, ", ".join(leaders))
    yield Fact("award", _("Issued"), format_partial(data["issued"], language))


def public_record(certificate: Certificate, address: str) -> dict[str, Any]:
    """The JSON of a verification, format certificate-status/1; docs/certificates.md describes it.

    Of a person whose identity is protected it says the status and nothing else.
    """
    record: dict[str, Any] = {
        "format": "certificate-status/1",
        "number": certificate.number,
        "status": status(certificate),
        "address": address,
    }
    if certificate.revoked_at is not None:
        record["revoked"] = certificate.revoked_at.date().isoformat()
    if certificate.successor is not None:
        record["successor"] = certificate.successor.number
    if not is_protected(certificate):
        hidden = {"format", "number", "protected", "motif"}
        record["certificate"] = {
            key: value for key, value in certificate.data.items() if key not in hidden
        }
    return record
