from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model

from courses.actions.import_words import Words, steering_key
from courses.actions.publish_pages import Draft
from courses.models import (
    CataloguePage,
    CourseOrganiser,
    CourseOutcome,
    CoursePage,
    CoursePriority,
    CourseSteering,
    CourseTopic,
    DatedCoursePage,
    PackagePage,
)
from courses.rules.catalogue.content import ToKey, to_blocks
from courses.rules.catalogue.stored import day_of
from courses.rules.completion import old_fields, read_rule

Values = dict[str, Any]
CHILDREN = ("organisers", "topics", "priority_areas", "outcomes", "steering_documents")


def draft_course(
    *,
    page: CoursePage | None,
    values: Values,
    changed: set[str],
    words: Words,
    key_of: ToKey,
    translation_key: UUID,
    catalogue_of: Callable[[str], CataloguePage],
) -> Draft[CoursePage]:
    """The course's own page as the file has it, new or changed. `values` are canonical."""
    parent = None
    publishes = page is None or page.live or page.first_published_at is None
    if page is None:
        model = PackagePage if values["kind"] == "package" else DatedCoursePage
        parent = catalogue_of(values["language"])
        page = model(slug=values["id"], locale_id=parent.locale_id, translation_key=translation_key)
    _set_fields(page, values, key_of)
    children = dict(
        _children(key, values.get(key, []), words)
        for key in CHILDREN
        if parent is not None or key in changed
    )
    return Draft(page, parent, children, publishes)


def _set_fields(page: CoursePage, values: Values, key_of: ToKey) -> None:
    contact, price = values.get("contact", {}), values.get("price", {})
    completion, series = values.get("completion", {}), values.get("series", {})
    body = CoursePage._meta.get_field("body").stream_block
    blocks = to_blocks(values.get("content", []), f"{values['id']}/{values['language']}", key_of)
    page.title = page.draft_title = values["title"]
    page.subtitle = values.get("subtitle", "")
    page.summary = values.get("summary", "")
    page.body = body.to_python(blocks)
    page.published_on = day_of(values.get("published"))
    page.updated = values.get("updated", "")
    page.visibility = values.get("visibility", "public")
    page.audience = values.get("audience", [])
    page.audience_text = values.get("audience_text", "")
    page.series, page.edition = series.get("id", ""), series.get("edition", "")
    page.recurrence = values.get("recurrence", "")
    page.contact_name = contact.get("name", "")
    page.contact_email = contact.get("email", "")
    page.contact_phone = contact.get("phone", "")
    page.price_amount = Decimal(str(price["amount"])) if price else None
    page.price_currency = price.get("currency", "")
    page.price_note = price.get("note", "")
    page.certificate = values.get("certificate", "completion")
    said = (completion.get("attendance_percent"), completion.get("modules"))
    page.completion_attendance_percent, page.completion_modules = said
    rule = read_rule(page.completion_rule.raw_data, {})
    if rule and said != (old_fields(rule) or (None, None)):
        # The file says something else.
        page.completion_rule = page.completion_rule.stream_block.to_python([])
    if isinstance(page, PackagePage):
        page.order = values.get("order", "free")
        page.suggested_weeks = values.get("suggested_weeks")


def _children(key: str, given: list[Any], words: Words) -> tuple[str, list[Model]]:
    """The name of the relation, and its rows in their order."""
    match key:
        case "organisers":
            return "course_organisers", [
                CourseOrganiser(organiser_id=words.organisers[name], sort_order=place)
                for place, name in enumerate(given)
            ]
        case "topics":
            return "course_topics", [CourseTopic(tag_id=words.topics[name]) for name in given]
        case "priority_areas":
            return "course_priorities", [
                CoursePriority(area_id=words.priority_areas[name], sort_order=place)
                for place, name in enumerate(given)
            ]
        case "outcomes":
            return "outcomes", [
                CourseOutcome(text=text, sort_order=place) for place, text in enumerate(given)
            ]
    return "course_steering", [
        CourseSteering(
            document_id=words.steering[steering_key(document)],
            articles=document.get("articles", []),
            sort_order=place,
        )
        for place, document in enumerate(given)
    ]
