"""Many pages at once, in a number of queries that does not grow with each page's parts.

Wagtail's own way, a page at a time, costs some 115 queries a page: each of three saves looks up
the site, writes the search index and compares all references. A catalogue of 500 courses has
2,000 pages. What Wagtail does on publishing is done here in bulk: revision, log, aliases,
workflow, signal. The search index follows at the end, in index_pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.signals import page_published

COMMENTS = "wagtail_admin_comments"
P = TypeVar("P", bound=Page)
STATUS = (
    "title", "draft_title", "live", "has_unpublished_changes", "expired", "first_published_at",
    "last_published_at", "latest_revision_created_at",
)  # fmt: skip


@dataclass
class Draft(Generic[P]):
    """A page as it shall be. `children` are whole: each relation that is named is replaced."""

    page: P
    parent: Page | None = None
    """Where a new page goes, as the last child; None for a page that is there already."""
    children: dict[str, list[models.Model]] = field(default_factory=dict)
    publishes: bool = True
    """False for a page that an editor took from the site: it is saved, and stays away."""
    refers: bool = True
    """Whether it may refer to a file, an organiser or another page."""

    @property
    def is_new(self) -> bool:
        return self.parent is not None


@transaction.atomic
def publish_pages(*, drafts: Sequence[Draft[Any]]) -> None:
    """Write and publish the pages. A new parent stands before its new children."""
    now = timezone.now()
    new = [draft for draft in drafts if draft.is_new]
    _place(new)
    for draft in drafts:
        _mark(draft, now)
    _insert([draft.page for draft in new])
    for draft in drafts:
        if not draft.is_new:
            _update(draft.page)
    _write_children(drafts)
    revisions = _revise([draft.page for draft in drafts], now)
    _log(drafts, revisions, now)
    for draft in drafts:
        if draft.refers or not draft.is_new:
            ReferenceIndex.create_or_update_for_object(draft.page)
    for draft, revision in zip(drafts, revisions, strict=True):
        if not draft.is_new:
            _tell_who_depends(draft.page, revision)
        if draft.page.live:
            page_published.send(sender=type(draft.page), instance=draft.page, revision=revision)


def _place(new: list[Draft[Any]]) -> None:
    """Paths in the tree, as the last children of their parents."""
    steps: dict[str, int] = {}
    added: dict[int, int] = defaultdict(int)
    for draft in new:
        page, parent = draft.page, draft.parent
        if parent is None:
            continue
        if parent.path not in steps:
            steps[parent.path] = _last_step(parent) if parent.pk else 0
        steps[parent.path] += 1
        page.depth = parent.depth + 1
        page.path = Page._get_path(parent.path, page.depth, steps[parent.path])
        page.numchild = 0
        page.set_url_path(parent)
        if parent.pk:
            added[parent.pk] += 1
        parent.numchild += 1
    for key, count in added.items():
        Page.objects.filter(pk=key).update(numchild=F("numchild") + count)


def _last_step(parent: Page) -> int:
    last = (
        Page.objects.filter(
            depth=parent.depth + 1, path__range=parent._get_children_path_interval(parent.path)
        )
        .order_by("path")
        .values_list("path", flat=True)
        .last()
    )
    return Page._str2int(last[-Page.steplen :]) if last else 0


def _mark(draft: Draft[Any], now: datetime) -> None:
    page = draft.page
    page.draft_title, page.latest_revision_created_at = page.title, now
    if draft.publishes:
        page.live, page.has_unpublished_changes, page.expired = True, False, False
        page.first_published_at = page.first_published_at or now
        page.last_published_at = now
    else:
        page.has_unpublished_changes = True


def _tables(page: Page) -> list[type[Page]]:
    """The models below Page whose rows make up the page, the base first."""
    return [*reversed(page._meta.get_parent_list()), type(page)][1:]


def _own(model: type[models.Model], page: Page) -> dict[str, Any]:
    return {f.attname: getattr(page, f.attname) for f in model._meta.local_concrete_fields}


def _insert(pages: list[Page]) -> None:
    rows = [Page(**_own(Page, page)) for page in pages]
    Page.objects.bulk_create(rows)
    for page, row in zip(pages, rows, strict=True):
        for model in (Page, *_tables(page)):
            setattr(page, model._meta.pk.attname, row.pk)
        page._state.adding = False
        page._state.db = row._state.db
        for model in _tables(page):
            # As a fixture is loaded: the row alone, and no signal that would index it yet.
            model(**_own(model, page)).save_base(raw=True, force_insert=True)


def _update(page: Page) -> None:
    status = {name: getattr(page, name) for name in STATUS}
    Page.objects.filter(pk=page.pk).update(**status)
    for model in _tables(page):
        own = _own(model, page)
        del own[model._meta.pk.attname]
        if own:
            model._base_manager.filter(pk=page.pk).update(**own)


def _write_children(drafts: Iterable[Draft[Any]]) -> None:
    rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for draft in drafts:
        page = draft.page
        if draft.is_new:
            for name in [COMMENTS, *(r.get_accessor_name() for r in _child_relations(page))]:
                setattr(page, name, draft.children.get(name, []))
        for name, children in draft.children.items():
            key = page._meta.get_field(name).field
            if not draft.is_new:
                setattr(page, name, children)
                key.model._base_manager.filter(**{key.attname: page.pk}).delete()
            for child in children:
                setattr(child, key.attname, page.pk)
            rows[key.model].extend(children)
    for model, children in rows.items():
        model._base_manager.bulk_create(children)


def _child_relations(page: Page) -> list[Any]:
    return get_all_child_relations(page)


def _revise(pages: list[Page], now: datetime) -> list[Revision]:
    revisions = [
        Revision(
            content_type=page.get_content_type(),
            base_content_type=page.get_base_content_type(),
            object_id=str(page.pk),
            created_at=now,
            content=page.serializable_data(),
            object_str=str(page),
        )
        for page in pages
    ]
    Revision.objects.bulk_create(revisions)
    for page, revision in zip(pages, revisions, strict=True):
        page.latest_revision = revision
        page.live_revision = revision if page.live else None
    Page.objects.bulk_update(
        [Page(**_own(Page, page)) for page in pages], ["latest_revision", "live_revision"]
    )
    return revisions


def _log(drafts: Sequence[Draft[Any]], revisions: list[Revision], now: datetime) -> None:
    entries: list[PageLogEntry] = []
    for draft, revision in zip(drafts, revisions, strict=True):
        entries.extend(
            PageLogEntry(
                content_type=draft.page.get_content_type(),
                label=draft.page.get_admin_display_title(),
                action=action,
                timestamp=now,
                data={},
                page_id=draft.page.pk,
                revision=revision,
                content_changed=True,
            )
            for action in _actions(draft)
        )
    PageLogEntry.objects.bulk_create(entries)


def _actions(draft: Draft[Any]) -> tuple[str, ...]:
    if draft.is_new:
        return "wagtail.create", "wagtail.publish"
    return ("wagtail.publish",) if draft.page.live else ("wagtail.edit",)


def _tell_who_depends(page: Page, revision: Revision) -> None:
    page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    if workflow := page.current_workflow_state:
        workflow.cancel()
    page.update_aliases(revision=revision)
