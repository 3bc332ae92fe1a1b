"""What is published because a set time has come, with nobody there to be told or asked.

Wagtail has no hook before it: publish_scheduled publishes a revision, and that is the page's
publish(). The apps above say by the hook vidare_before_scheduled_publish, a function (page,
revision), that the page is to be left as it is.
"""

from typing import Any

from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page, Revision

SCHEDULED = "wagtail.publish.scheduled"


def is_stopped(page: Page, revision: Revision, how: Any) -> bool:
    """Also where it went live meanwhile, with another page that was due."""
    if how != SCHEDULED:
        return False
    waits = Revision.objects.filter(pk=revision.pk, approved_go_live_at__isnull=False)
    if not waits.exists():
        return True
    stops = hooks.get_hooks("vidare_before_scheduled_publish")
    return any(stop(page, revision) for stop in stops)


def publish_due_modules(course: Page) -> None:
    """Whatever order they were scheduled in, a course is published after its modules."""
    keys = Page.objects.child_of(course).values_list("pk", flat=True)
    due = Revision.page_revisions.filter(
        object_id__in=[str(key) for key in keys], approved_go_live_at__lt=timezone.now()
    )
    for revision in due.order_by("approved_go_live_at", "pk"):
        revision.publish(log_action=SCHEDULED)
