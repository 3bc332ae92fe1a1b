"""Rules of courses for the tests, as they are stored."""

import uuid
from typing import Any


def block(kind: str, value: Any = None) -> dict[str, Any]:
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


def some(*modules: Any, number: int | None = None) -> dict[str, Any]:
    items = [{"type": "item", "id": str(uuid.uuid4()), "value": page.pk} for page in modules]
    return block("some_modules", {"number": number, "modules": items})


def passed(page: Any, step: int = 0) -> dict[str, Any]:
    raw = page.steps.raw_data[step]
    value = {"module": page.pk, "step": raw["value"]["title"], "uuid": raw["id"].replace("-", "")}
    return block("step", value)


def there(occasion: Any, venue: str = "", percent: int = 75) -> dict[str, Any]:
    return block("occasion", {"occasion": occasion.slug, "venue": venue, "percent": percent})


def any_of(*alternatives: Any) -> dict[str, Any]:
    items = [
        {"type": "item", "id": str(uuid.uuid4()), "value": one if isinstance(one, list) else [one]}
        for one in alternatives
    ]
    return block("any_of", items)


def ask(course: Any, *rule: dict[str, Any]) -> Any:
    """Publish the rule as an editor does."""
    course.completion_rule = course.completion_rule.stream_block.to_python(list(rule))
    course.save_revision().publish()
    course.refresh_from_db()
    return course
