from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from courses.models import ModulePage
from courses.rules.outline import read_steps
from progress.actions.apply_content_change import apply_content_change
from progress.actions.record_content_change import record_content_change
from progress.actions.weigh_change import blocks_of, weigh_change
from progress.models import ContentChange
from progress.models.accounts import Person
from progress.rules.content_changes import asked_of


def publish_change(
    *,
    module: ModulePage,
    revision: Revision,
    choice: str,
    reason: str,
    by: Person,
    publish: Callable[[], object] | None = None,
    now: datetime | None = None,
) -> ContentChange | None:
    """Publish a draft of a live module with what was chosen for those who have begun it.

    `publish` is what makes the revision go live where that is more than to publish it: a workflow's
    last approval.

    Where the draft is to go live later, what was chosen is done then. None where it is live
    already, or nobody has begun: then it is published, if it was not, and nothing is recorded.
    """
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=module.pk)
        now = now or timezone.now()  # what others did while this waited was before it
        live = ModulePage.objects.get(pk=module.pk)
        if live.live_revision_id == revision.pk:
            return None
        old, new = list(live.steps.raw_data), blocks_of(revision)
        weighed = weigh_change(module=live, old=old, new=new, now=now)
        goes_live = revision.as_object().go_live_at
        is_later = goes_live is not None and goes_live > now
        change = None
        if weighed is not None and weighed.asks:
            change = record_content_change(
                weighed=weighed,
                revision=revision.pk,
                choice=choice,
                reason=reason,
                by=by,
                at=goes_live if is_later else now,
            )
        if publish is None:
            revision.publish(user=by)
        else:
            publish()
        if change is not None and not is_later:
            apply_content_change(
                change=change,
                asked_before=asked_of(read_steps(old)),
                asked_now=asked_of(read_steps(new)),
                live_before=live.live_revision_id,
            )
    return change
