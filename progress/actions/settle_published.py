from django.db import transaction
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from courses.models import ModulePage
from courses.rules.outline import read_steps
from progress.actions.apply_content_change import apply_content_change
from progress.actions.record_content_change import (
    NEW_MODULE,
    NOT_ASKED,
    SCHEDULED,
    record_content_change,
)
from progress.actions.weigh_change import PUBLISHED, blocks_of, published_before, weigh_change
from progress.models import ContentChange
from progress.rules.content_changes import asked_of


def settle_published(*, module_id: int, revision_id: int) -> ContentChange | None:
    """After a module went live: what was chosen for that moment is done now. Where nobody was
    asked, those midway are asked for what is new, and that is recorded. So is a module that is new
    to those who have finished.

    None where there is nothing to settle: it was chosen and done as it was published.
    """
    module = ModulePage.objects.filter(pk=module_id, live=True).first()
    revision = Revision.objects.filter(pk=revision_id).first()
    if module is None or revision is None:
        return None
    change = ContentChange.objects.filter(module=module, revision=revision_id).first()
    if change is not None and change.at != module.go_live_at:
        return None
    before = published_before(module=module, revision=revision_id)
    if before is None and module.first_published_at != module.last_published_at:
        return None
    now = timezone.now()
    old, new = blocks_of(before) if before else [], blocks_of(revision)
    weighed = weigh_change(module=module, old=old, new=new, now=now)
    with transaction.atomic():
        if change is not None:
            change.at = now
            if weighed is not None:
                change.midway, change.finished = weighed.midway, weighed.finished
            change.save(update_fields=["at", "midway", "finished"])
            apply_content_change(
                change=change,
                asked_before=asked_of(read_steps(old)),
                asked_now=asked_of(read_steps(new)),
                live_before=before.pk if before else None,
            )
            return change
        if weighed is None or not weighed.asks:
            return None
        entry = (
            PageLogEntry.objects.filter(page=module_id, revision=revision, action__in=PUBLISHED)
            .order_by("-pk")
            .first()
        )
        is_scheduled = entry is not None and entry.action == "wagtail.publish.scheduled"
        reason = SCHEDULED if is_scheduled else NOT_ASKED
        return record_content_change(
            weighed=weighed,
            revision=revision_id,
            choice=ContentChange.Choice.MIDWAY,
            reason=reason if before else NEW_MODULE,
            by=entry.user if entry else None,
            at=now,
        )
