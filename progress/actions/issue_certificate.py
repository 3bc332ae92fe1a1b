from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.models import CoursePage, DatedCoursePage
from courses.models.choices import Certificate as Kind
from progress.models import Certificate, Enrolment, OccasionStaff, Profile, Registration
from progress.models.accounts import name_of, screen_languages
from progress.models.presence import Presence, presence_of
from progress.rules.certificate_numbers import new_number

FORMAT = "certificate/1"


def issue_certificate(*, enrolment: Enrolment, now: datetime | None = None) -> Certificate | None:
    """The certificate of a completed enrolment: the one it has, or a new one, sealed.

    None where the course gives none, or is not completed yet. What the certificate says is copied
    here and never read again from the course or the person.
    """
    now = now or timezone.now()
    if enrolment.completed_at is None:
        return None
    pages = _translations(enrolment)
    kind = enrolment.course.certificate
    if kind == Kind.NONE:
        return None
    profile = getattr(enrolment.person, "profile", None)
    language = _language(profile, enrolment)
    number = new_number()
    try:
        with transaction.atomic():
            return Certificate.objects.seal(
                number=number,
                person=enrolment.person,
                enrolment=enrolment,
                kind=kind,
                language=language,
                issued_at=now,
                data={
                    "format": FORMAT,
                    "number": number,
                    "kind": kind,
                    "language": language,
                    "issued": timezone.localdate(now).isoformat(),
                    "holder": (profile and profile.printed_name) or name_of(enrolment.person),
                    "protected": bool(profile and profile.is_protected),
                    **_course(pages, language),
                    **_participation(
                        enrolment,
                        enrolment.completed_at,
                        _kind(pages[0]),
                        is_protected=bool(profile and profile.is_protected),
                    ),
                },
            )
    except IntegrityError:  # it has one, or somebody else's request was there first
        return Certificate.objects.get(enrolment=enrolment, kind=kind, successor=None)


def _language(profile: Profile | None, enrolment: Enrolment) -> str:
    """The person's own, or the course's, among those that the words of a certificate exist in."""
    known = screen_languages()
    own = profile.language if profile else ""
    course = enrolment.course.locale.language_code
    return next((code for code in (own, course) if code in known), "en")


def _translations(enrolment: Enrolment) -> list[CoursePage]:
    """The first is the original: the one that was there first."""
    return list(
        CoursePage.objects.filter(translation_key=enrolment.translation_key)
        .select_related("locale")
        .order_by("pk")
    )


def _course(pages: list[CoursePage], language: str) -> dict[str, Any]:
    original = pages[0]
    page = next(
        (one for one in pages if one.live and one.locale.language_code == language), original
    )
    organisers = page.course_organisers.select_related("organiser")
    outcomes, topics = page.outcomes.all(), page.topics.names()
    if page is not original:
        organisers = organisers or original.course_organisers.select_related("organiser")
        outcomes = outcomes or original.outcomes.all()
        topics = topics or original.topics.names()
    return {
        "course": {
            "id": page.slug,
            "kind": _kind(page),
            "title": page.title,
            "language": page.locale.language_code,
            "original_title": original.title,
            "original_language": original.locale.language_code,
            "edition": page.edition,
            "summary": page.summary,
            "outcomes": [one.text for one in outcomes],
        },
        "organisers": [
            {"name": one.organiser.name, "number": one.organiser.organisation_number}
            for one in organisers
        ],
        "motif": {
            "seed": str(page.translation_key),
            "topics": sorted(topics),
        },
    }


def _kind(page: CoursePage) -> str:
    return "dated" if issubclass(page.specific_class, DatedCoursePage) else "package"


def _participation(
    enrolment: Enrolment, completed_at: datetime, kind: str, *, is_protected: bool
) -> dict[str, Any]:
    """When, how and how long. Minutes of steps are the planned ones, an estimate; those of
    meetings were counted there. Of a protected person no place is told, nor who led them there."""
    begins = timezone.localdate(enrolment.started_at)
    ends = timezone.localdate(completed_at)
    forms, place = [], ""
    there = presence_of(enrolment.person_id, enrolment.translation_key) if kind == "dated" else None
    seat = _seat(enrolment, there) if kind == "dated" else None
    if seat is not None:
        venue = seat.pool.venue
        forms.append({"place": "on-site"}.get(venue.kind, venue.kind))
        place = venue.places[0] if venue.kind == "place" and len(venue.places) == 1 else ""
        begins = seat.occasion.begins_on or begins
        ends = seat.occasion.ends_on or seat.occasion.begins_on or ends
    has_steps = kind == "package" or enrolment.steps.exists()
    if has_steps:
        forms.append("self-paced")
    said = {
        "from": min(begins, ends).isoformat(),
        "to": ends.isoformat(),
        "forms": forms,
        "place": "" if is_protected else place,
        "minutes": enrolment.minutes,
        "estimated": True,
    }
    if seat is None or there is None or not there.attended:
        return said
    return said | {
        "estimated": has_steps,
        "attended": there.attended,
        "planned": there.planned,
        "days": [day.isoformat() for day in there.days],
        "leaders": [] if is_protected else _leaders(seat),
    }


def _seat(enrolment: Enrolment, there: Presence | None) -> Registration | None:
    """The place from which the person was at the meetings that count; else the latest one."""
    places = Registration.objects.select_related("occasion", "pool__venue")
    if there is not None and there.registration is not None and there.attended:
        return places.get(pk=there.registration)
    return (
        places.confirmed()
        .filter(
            person=enrolment.person,
            occasion__course__translation_key=enrolment.translation_key,
        )
        .order_by("-occasion__begins_on")
        .first()
    )


def _leaders(seat: Registration) -> list[str]:
    """Without those whose own identity is protected."""
    staff = (
        OccasionStaff.objects.filter(occasion=seat.occasion_id, role=OccasionStaff.Role.LEADER)
        .exclude(person__profile__is_protected=True)
        .select_related("person")
        .order_by("pk")
    )
    return [name_of(one.person) for one in staff if one.person.get_full_name()]
