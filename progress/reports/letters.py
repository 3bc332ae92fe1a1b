"""The letters of an occasion, and a letter as it will be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Count, Q, QuerySet
from django.utils.safestring import mark_safe

from courses.models import Occasion
from courses.rules.html import linkify_plain
from progress.actions.write_message import write_words
from progress.models import GroupMember, Letter, Registration
from progress.models.accounts import Person


def letters_of(occasion: Occasion) -> QuerySet[Any]:
    """The latest first, each with how many were written to, and how many of these failed."""
    found = (
        Letter.objects.filter(occasion=occasion)
        .select_related("venue", "by")
        .annotate(
            written=Count("messages"),
            failed=Count("messages", filter=Q(messages__state="failed")),
        )
        .order_by("-send_at", "-pk")
    )
    return cast("QuerySet[Any]", found)


@dataclass(frozen=True)
class Preview:
    subject: str
    text: str
    people: int


def preview_letter(
    *, occasion: Occasion, by: Person, language: str, said: Mapping[str, Any]
) -> Preview:
    """The mail as its writer would get it, and how many people get it as things are now."""
    letter = Letter(occasion=occasion, subject=said["subject"], text=said["text"])
    venue = said["venue"]
    found = Registration.objects.filter(occasion=occasion).written_to(
        to=said["to"], venue=venue.pk if venue is not None else None, role=said["role"]
    )
    subject, text, _html = write_words(
        kind="letter",
        person=by,
        language=language,
        context={
            "letter": letter,
            "letter_html": mark_safe(linkify_plain(letter.text)),
            "course": occasion.course,
            "occasion": occasion,
            "venue": venue,
            "path": "/my/",
        },
    )
    own = found.order_by().values("person")
    named = GroupMember.objects.filter(registration__in=found.order_by()).order_by()
    people = own.union(named.values("person")).count()
    return Preview(subject, text, people)
