"""The one form of a course in a catalogue file, so that two of them can be compared.

Defaults and empty values are left out, HTML is sanitised, topics and areas are sorted, ids that
say nothing new are left out, and keys stand in the order of the schema.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from courses.rules.html import sanitise

Values = dict[str, Any]

COURSE = (
    "kind", "id", "language", "translation_of", "title", "subtitle", "summary", "content",
    "published", "updated", "visibility", "organisers", "topics", "priority_areas", "audience",
    "audience_text", "outcomes", "steering_documents", "series", "recurrence", "contact", "price",
    "certificate", "completion", "modules", "occasions", "order", "suggested_weeks",
)  # fmt: skip
MODULE = ("id", "title", "role", "required", "summary", "steps")
STEP = (
    "id", "title", "part", "form", "minutes", "required", "content", "questions", "pass_percent",
)  # fmt: skip
QUESTION = ("id", "kind", "prompt", "choices", "answers", "tolerance")
CHOICE = ("id", "text", "match", "correct", "feedback")
OCCASION = (
    "id", "title", "state", "timezone", "intake", "applicants", "opens", "closes", "answers",
    "round", "note", "meetings", "venues", "milestones", "recording",
)  # fmt: skip
VENUE = (
    "id", "kind", "name", "places", "address", "areas", "note", "join_url", "cancelled",
    "cancelled_note", "seats", "meetings",
)  # fmt: skip
MEETING = ("id", "day", "when", "start", "end", "title", "counts")
STEERING = ("title", "years", "url", "articles")
CONTENT = {
    "heading": ("heading",),
    "html": ("html",),
    "quote": ("quote", "source"),
    "link": ("link", "text"),
    "image": ("image", "alt", "credit"),
    "video": ("video", "title", "captions", "transcript"),
    "audio": ("audio", "title", "transcript"),
    "document": ("document", "title"),
    "table": ("table", "caption", "header"),
}
DEFAULTS: Values = {
    "visibility": "public", "certificate": "completion", "order": "free", "role": "normal",
    "form": "individual", "required": True, "pass_percent": 0, "correct": False, "counts": True,
    "state": "open", "intake": "direct", "applicants": "person", "header": True,
}  # fmt: skip
ALL_COME = {"participant": None}


def canonical(course: Values) -> Values:
    """A course that the schema accepts, in its canonical form. Doing it twice changes nothing."""
    made = dict(course)
    if made.get("translation_of") == made["id"]:
        del made["translation_of"]
    made["topics"] = sorted(made.get("topics", ()))
    _each(made, "content", canonical_content)
    _each(made, "steering_documents", lambda given: tidy(given, STEERING, {"title"}))
    _each(made, "modules", canonical_module)
    _each(made, "occasions", canonical_occasion)
    for key, names in (
        ("contact", ("name", "email", "phone")),
        ("price", ("amount", "currency", "note")),
        ("completion", ("attendance_percent", "modules")),
    ):
        made[key] = tidy(made.get(key, {}), names)
    needed = {"kind", "id", "language", "title"}
    return tidy(made, COURSE, needed | {"modules"} if made["kind"] == "package" else needed)


def canonical_content(item: str | Values) -> str | Values:
    if isinstance(item, str):
        return item
    kind = next(kind for kind in CONTENT if kind in item)
    made = item | {"html": sanitise(item["html"])} if kind == "html" else item
    return tidy(made, CONTENT[kind], {kind, "alt"} if kind == "image" else {kind})


def canonical_module(module: Values) -> Values:
    made = dict(module)
    _each(made, "steps", canonical_step)
    return tidy(made, MODULE, {"id", "title", "steps"})


def canonical_step(step: Values) -> Values:
    made = dict(step)
    _each(made, "content", canonical_content)
    _each(made, "questions", canonical_question)
    return tidy(made, STEP, {"id", "title"})


def canonical_question(question: Values) -> Values:
    made = dict(question)
    _each(made, "choices", lambda given: tidy(given, CHOICE, {"text"}))
    return tidy(made, QUESTION, {"id", "kind", "prompt"})


def canonical_occasion(occasion: Values) -> Values:
    made = dict(occasion)
    made["round"] = tidy(made.get("round", {}), ("number", "label"))
    _each(made, "meetings", canonical_meeting)
    _each(made, "venues", canonical_venue)
    _each(made, "milestones", lambda given: tidy(given, ("label", "when"), {"label", "when"}))
    return tidy(made, OCCASION, {"id", "timezone"})


def canonical_venue(venue: Values) -> Values:
    made = dict(venue)
    made["areas"] = sorted(set(made.get("areas", ())))
    seats = made.get("seats", {})
    made["seats"] = {} if seats == ALL_COME else dict(sorted(seats.items(), key=_by_role))
    _each(made, "meetings", canonical_meeting)
    return tidy(made, VENUE, {"id", "kind"})


def canonical_meeting(meeting: Values) -> Values:
    return tidy(meeting, MEETING, set())


def _by_role(pool: tuple[str, int | None]) -> int:
    return ("participant", "observer", "contributor").index(pool[0])


def tidy(
    given: Values, keys: tuple[str, ...], needed: set[str] | frozenset = frozenset()
) -> Values:
    """The keys in their order, without those that say nothing. Zero and null say something."""
    return {
        key: given[key]
        for key in keys
        if key in given and (key in needed or not _says_nothing(key, given[key]))
    }


def _says_nothing(key: str, value: Any) -> bool:
    if isinstance(value, (str, list, dict)) and not value:
        return True
    return key in DEFAULTS and value == DEFAULTS[key]


def _each(values: Values, key: str, form: Callable[[Any], Any]) -> None:
    if key in values:
        values[key] = [form(item) for item in values[key]]
