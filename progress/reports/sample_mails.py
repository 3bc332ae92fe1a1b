"""Mails as an editor tries them: about a real course, to nobody."""

from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.models import CoursePage, Occasion, SeatPool, Venue, VenueKind
from courses.rules.html import linkify_plain
from progress.actions.write_message import write_words
from progress.models import Letter, Registration, State
from progress.models.times import Times
from progress.rules.mail_kinds import LABELS
from progress.rules.offers import Moment

STATES = {
    "queued": State.QUEUED,
    "asked": State.QUEUED,
    "offered": State.OFFERED,
    "needs_choice": State.NEEDS_CHOICE,
}
OF_GROUPS = ("joined", "group_left", "group_chooses", "group_gone")  # to those who are named in one
GROUP_OF = 4


@dataclass(frozen=True)
class SampleMail:
    subject: str
    text: str
    html: str


def kinds_written() -> list[str]:
    """The kinds of mail that have templates on this site."""
    return [kind for kind in LABELS if _has_templates(kind)]


def sample_mail(*, kind: str, language: str, course: CoursePage) -> SampleMail:
    """As it would be sent about the course's next occasion, with made-up values for the rest."""
    venue = _venue_of(course)
    occasion = venue.occasion
    with override(language):
        context = _made_up(kind) | {
            "course": course,
            "occasion": occasion,
            "venue": venue,
            "registration": Registration(
                occasion=occasion,
                pool=SeatPool(venue=venue),
                state=STATES.get(kind, State.CONFIRMED),
                group_name=_("The name of the group") if kind in OF_GROUPS else "",
                headcount=GROUP_OF if kind in OF_GROUPS else 1,
            ),
            "is_member": kind in OF_GROUPS,
            "when": Times(venue) if venue.pk else [],
            "title": course.title,
            "until": Moment(
                (timezone.now() + timedelta(days=3)).astimezone(occasion.zone), has_time=True
            ),
        }
    return SampleMail(*write_words(kind=kind, person=None, language=language, context=context))


def _venue_of(course: CoursePage) -> Venue:
    """A real one, where the course or a translation of it has any; nothing is written."""
    found = (
        Venue.objects.filter(
            occasion__course__translation_key=course.translation_key,
            archived_at=None,
            occasion__archived_at=None,
        )
        .select_related("occasion")
        .order_by("-occasion__begins_on", "sort_order", "pk")
        .first()
    )
    return found or Venue(occasion=Occasion(), kind=VenueKind.PLACE)


def _made_up(kind: str) -> dict[str, Any]:
    letter = Letter(
        subject=_("The subject of the letter"),
        text=_("Here stands what the course leader wrote."),
    )
    return {
        "name": _("First name"),
        "who": _("First name Last name"),
        "why": "",
        "note": "",
        "group_name": _("The name of the group"),
        "comment": letter.text,
        "comment_html": mark_safe(linkify_plain(letter.text)),
        "letter": letter,
        "letter_html": mark_safe(linkify_plain(letter.text)),
        "certificate": SimpleNamespace(number="VID-0000-0000"),
        "path": "/my/",
        "answer_path": "/my/",
    }


def _has_templates(kind: str) -> bool:
    try:
        for ending in ("subject.txt", "txt", "html"):
            get_template(f"progress/mail/{kind}.{ending}")
    except TemplateDoesNotExist:
        return False
    return True
