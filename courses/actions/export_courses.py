from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urljoin

from django.db.models import Model, QuerySet
from wagtail.models import Site
from wagtail.rich_text import expand_db_html

from courses.actions.export_files import FileNames
from courses.actions.export_modules import export_module, modules_of
from courses.actions.export_occasions import export_occasion, occasions_of
from courses.models import (
    CourseOrganiser,
    CourseOutcome,
    CoursePage,
    CoursePriority,
    CourseSteering,
    CourseTopic,
    Occasion,
    PackagePage,
)
from courses.rules.catalogue.canonical import canonical
from courses.rules.catalogue.content import from_blocks
from courses.rules.completion import old_fields, read_rule

Values = dict[str, Any]


def export_courses(*, pages: Sequence[CoursePage], files: FileNames) -> list[Values]:
    """Specific pages as courses of a catalogue file, canonical; a constant number of queries."""
    ids = [page.pk for page in pages]
    originals = original_slugs(pages)
    children = {
        "organisers": _rows(CourseOrganiser.objects.select_related("organiser"), ids),
        "outcomes": _rows(CourseOutcome.objects.all(), ids),
        "priorities": _rows(CoursePriority.objects.select_related("area"), ids),
        "steering": _rows(CourseSteering.objects.select_related("document"), ids),
    }
    topics = CourseTopic.objects.filter(content_object_id__in=ids).select_related("tag")
    children["topics"] = _by_page(topics, "content_object_id")
    modules, occasions = modules_of(pages), occasions_of(ids)
    made = []
    for page in pages:
        values = _course(page, files)
        values["translation_of"] = originals[page.translation_key]
        values |= _children(page, children)
        values["modules"] = [
            export_module(module=module, files=files, plain_html=plain_html)
            for module in modules[page.pk]
            if module.live
        ]
        values["occasions"] = [
            export_occasion(occasion=occasion)
            for occasion in occasions[page.pk]
            if occasion.archived_at is None
        ]
        made.append(canonical(values))
    return made


def original_slugs(pages: Iterable[CoursePage]) -> dict[Any, str]:
    """Of each translation key the id of the course that has the occasions, else of the oldest."""
    keys = {page.translation_key for page in pages}
    group = CoursePage.objects.filter(translation_key__in=keys).order_by("-pk")
    dated = set(
        Occasion.objects.filter(course__translation_key__in=keys).values_list(
            "course_id", flat=True
        )
    )
    rows = list(group.values_list("translation_key", "slug", "pk"))
    return {key: slug for key, slug, _pk in sorted(rows, key=lambda row: row[2] in dated)}


def _completion(page: CoursePage) -> Values:
    """A rule as far as the file has words for it; of one that says more it says nothing."""
    percent, modules = page.completion_attendance_percent, page.completion_modules
    if rule := read_rule(page.completion_rule.raw_data, {}):
        percent, modules = old_fields(rule) or (None, None)
    return _given(attendance_percent=percent, modules=modules)


def _course(page: CoursePage, files: FileNames) -> Values:
    made: Values = {
        "kind": "dated",
        "id": page.slug,
        "language": page.locale.language_code,
        "title": page.title,
        "subtitle": page.subtitle,
        "summary": page.summary,
        "content": from_blocks(list(page.body.raw_data), files.path_of, plain_html),
        "updated": page.updated,
        "visibility": page.visibility,
        "audience": page.audience,
        "audience_text": page.audience_text,
        "recurrence": page.recurrence,
        "contact": {
            "name": page.contact_name,
            "email": page.contact_email,
            "phone": page.contact_phone,
        },
        "certificate": page.certificate,
        "completion": _completion(page),
    }
    if page.published_on:
        made["published"] = page.published_on.isoformat()
    if page.series:
        made["series"] = {"id": page.series, "edition": page.edition}
    if page.price_amount is not None:
        amount = float(page.price_amount)
        made["price"] = {
            "amount": int(amount) if amount.is_integer() else amount,
            "currency": page.price_currency or "SEK",
            "note": page.price_note,
        }
    if isinstance(page, PackagePage):
        made |= {"kind": "package", "order": page.order}
        made |= _given(suggested_weeks=page.suggested_weeks)
    return made


def _children(page: CoursePage, children: dict[str, dict[int, list[Any]]]) -> Values:
    return {
        "organisers": [row.organiser.name for row in children["organisers"][page.pk]],
        "topics": [row.tag.name for row in children["topics"][page.pk]],
        "priority_areas": [row.area.name for row in children["priorities"][page.pk]],
        "outcomes": [row.text for row in children["outcomes"][page.pk]],
        "steering_documents": [
            {
                "title": row.document.title,
                "years": row.document.years,
                "url": row.document.url,
                "articles": row.articles,
            }
            for row in children["steering"][page.pk]
        ],
    }


def _given(**values: int | None) -> Values:
    return {key: value for key, value in values.items() if value is not None}


def _rows(rows: QuerySet[Any], ids: Sequence[int]) -> dict[int, list[Any]]:
    return _by_page(rows.filter(page_id__in=ids).order_by("sort_order", "pk"))


def _by_page(rows: Iterable[Model], page_id: str = "page_id") -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, page_id)].append(row)
    return found


def plain_html(html: str) -> str:
    """Rich text with Wagtail's links to its own pages and documents as whole addresses."""
    if "linktype" not in html:
        return html
    site = Site.objects.filter(is_default_site=True).first()
    base = site.root_url if site else ""
    return re.sub(
        r'href="(/[^"]*)"',
        lambda match: f'href="{urljoin(base + "/", match[1])}"',
        expand_db_html(html),
    )
