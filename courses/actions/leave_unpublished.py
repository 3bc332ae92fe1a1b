from collections.abc import Sequence

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from courses.rules.unmeetable import Unmeetable

STOPPED = "vidare.not_published"


@transaction.atomic
def leave_unpublished(*, page: Page, revision: Revision, reasons: Sequence[Unmeetable]) -> None:
    """Take the set time from a draft that nobody could complete, and say why in its history.

    It stays a draft until somebody publishes it, or sets another time.
    """
    page.revisions.filter(pk=revision.pk).update(approved_go_live_at=None)
    said = [{"message": one.message, "params": one.params} for one in reasons]
    log(instance=page, action=STOPPED, revision=revision, data={"reasons": said})
