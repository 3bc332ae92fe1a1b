from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from courses.actions.import_words import Words, steering_key
from courses.actions.publish_page import publish_page
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

Values = dict[str, Any]
CHILDREN = ("organisers", "topics", "priority_areas", "outcomes", "steering_documents")


def import_course(
    *,
    page: CoursePage | None,
    values: Values,
    changed: set[str],
    words: Words,
    key_of: ToKey,
    translation_key: UUID,
    catalogue_of: Callable[[str], CataloguePage],
) -> CoursePage:
    """Write the course's own page, new or changed, and publish it. `values` are canonical."""
    parent = None
    if page is None:
        model = PackagePage if values["kind"] == "package" else DatedCoursePage
        parent = catalogue_of(values["language"])
        page = model(slug=values["id"], locale=parent.locale, translation_key=translation_key)
    _set_fields(page, values, key_of)
    for key in changed & set(CHILDREN):
        _set_children(page, key, values.get(key, []), words)
    publish_page(page=page, parent=parent)
    return page


def _set_fields(page: CoursePage, values: Values, key_of: ToKey) -> None:
    contact, price = values.get("contact", {}), values.get("price", {})
    completion, series = values.get("completion", {}), values.get("series", {})
    body = CoursePage._meta.get_field("body").stream_block
    blocks = to_blocks(values.get("content", []), f"{values['id']}/{values['language']}", key_of)
    page.title = page.draft_title = values["title"]
    page.subtitle = values.get("subtitle", "")
    page.summary = values.get("summary", "")
    page.body = body.to_python(blocks)
    page.published_on = day(values.get("published"))
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
    page.completion_attendance_percent = completion.get("attendance_percent")
    page.completion_modules = completion.get("modules")
    if isinstance(page, PackagePage):
        page.order = values.get("order", "free")
        page.suggested_weeks = values.get("suggested_weeks")


def _set_children(page: CoursePage, key: str, given: list[Any], words: Words) -> None:
    match key:
        case "organisers":
            page.course_organisers = [
                CourseOrganiser(organiser_id=words.organisers[name], sort_order=place)
                for place, name in enumerate(given)
            ]
        case "topics":
            page.course_topics = [CourseTopic(tag_id=words.topics[name]) for name in given]
        case "priority_areas":
            page.course_priorities = [
                CoursePriority(area_id=words.priority_areas[name], sort_order=place)
                for place, name in enumerate(given)
            ]
        case "outcomes":
            page.outcomes = [
                CourseOutcome(text=text, sort_order=place) for place, text in enumerate(given)
            ]
        case "steering_documents":
            page.course_steering = [
                CourseSteering(
                    document_id=words.steering[steering_key(document)],
                    articles=document.get("articles", []),
                    sort_order=place,
                )
                for place, document in enumerate(given)
            ]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
