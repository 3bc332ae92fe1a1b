"""That a page was to go live at a set time and was left as it was, until it is published."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter
from wagtail.models import Page, PageLogEntry

from courses.actions.leave_unpublished import STOPPED

PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled", "wagtail.publish.schedule")


@dataclass(frozen=True)
class Stopped:
    at: datetime
    reasons: tuple[str, ...]


def stopped_publication(page: Page) -> Stopped | None:
    """None where it was published since, or another time was set."""
    entries = PageLogEntry.objects.filter(page=page.pk, action__in=(STOPPED, *PUBLISHED))
    last = entries.order_by("-timestamp", "-pk").first()
    if last is None or last.action != STOPPED:
        return None
    return Stopped(last.timestamp, reasons_in(last.data))


def reasons_in(data: dict[str, Any]) -> tuple[str, ...]:
    """In the language that is active now."""
    return tuple(_(one["message"]) % one["params"] for one in data.get("reasons", ()))


class NotPublished(LogFormatter):
    """The line in the page's history."""

    label = gettext_lazy("Leave unpublished")

    def format_message(self, log_entry: PageLogEntry) -> str:
        return not_published(reasons_in(log_entry.data))


def not_published(reasons: tuple[str, ...]) -> str:
    said = _("Not published at the time that was set: nobody could complete the course.")
    return " ".join([said, *reasons])
