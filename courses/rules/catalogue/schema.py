"""The schema of the format, each of its complaints as a sentence with the mend."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker, validators
from jsonschema.exceptions import ValidationError

from courses.rules.catalogue.faults import Fault, Place, shown

FORMAT = "catalogue/1"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
EMAIL = re.compile(r"[^@\s<>()\[\],;:\"\\]+@([^@\s.]+\.)+[^@\s.]{2,}")
DAY_MEND = "Write it as 2018-10-01."
PATTERN_SAYS = {
    "slug": ("is no id", "Write small letters a–z, digits and single hyphens: my-course-2."),
    "partialDate": ("is no date", "Write it as 2018-06-15, 2019-01, 2019, or two with / between."),
    "localTime": ("is no time", "Write it as 2018-10-01T17:30."),
    "deadline": ("is no date", "Write it as 2018-10-01 or 2018-10-01T23:59."),
}
FORMAT_SAYS = {
    "date": ("is no date", DAY_MEND),
    "uri": ("is no web address", "Write it whole: https://example.org/page."),
    "email": ("is no e-mail address", "Write it as kontakt@example.org."),
}
TYPES = {
    "array": "a list", "boolean": "true or false", "integer": "a whole number",
    "null": "null", "number": "a number", "object": "an object", "string": "text",
}  # fmt: skip
formats = FormatChecker(formats=())


@cache
def schema() -> dict[str, Any]:
    return json.loads(files("courses.formats").joinpath("catalogue.schema.json").read_text("utf-8"))


@formats.checks("date")
def is_day(text: object) -> bool:
    if not isinstance(text, str):
        return True
    try:
        return bool(DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


@formats.checks("uri")
def is_address(text: object) -> bool:
    """Only what a browser opens as a page: javascript: and its like are addresses too."""
    if not isinstance(text, str):
        return True
    if re.search(r"[\s<>\"\\^`{|}\x00-\x20\x7f]", text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


@formats.checks("email")
def is_email(text: object) -> bool:
    return not isinstance(text, str) or (len(text) <= 254 and bool(EMAIL.fullmatch(text)))


def _pattern(
    validator: Any, pattern: str, instance: object, schema: dict[str, Any]
) -> Iterator[ValidationError]:
    """Whole strings, ASCII digits: `$` alone would let a trailing newline through."""
    if isinstance(instance, str) and not re.fullmatch(pattern, instance, re.ASCII):
        yield ValidationError(f"{instance!r} does not match")


@cache
def _validator() -> Any:
    made = validators.extend(Draft202012Validator, {"pattern": _pattern})
    return made(_placed(schema()), format_checker=formats)


def _placed(part: Any, named: bool = False) -> Any:
    """The same schema, but of a key that is false jsonschema then tells the place."""
    if isinstance(part, dict):
        return {
            key: {"not": {}}
            if value is False and (named or key == "else")
            else _placed(value, key == "properties")
            for key, value in part.items()
        }
    return [_placed(item) for item in part] if isinstance(part, list) else part


def broken_places(catalogue: Any) -> Iterator[tuple[Fault, bool]]:
    """Every fault against the schema, and whether the value at its place is unusable."""
    for error in _validator().iter_errors(catalogue):
        place = tuple(error.absolute_path)
        if error.validator == "required":
            missing = [key for key in error.validator_value if key not in error.instance]
            named = next(key for key in missing if repr(key) in error.message)
            yield Fault((*place, named), "is missing. Write it."), False
        elif error.validator == "additionalProperties":
            for key in error.instance:
                if key not in error.schema["properties"]:
                    yield Fault((*place, key), _unknown_key(key, error)), False
        elif error.validator == "dependentRequired":
            yield Fault(place, "a start needs an end, and an end a start. Write both."), False
        elif error.validator == "oneOf":
            yield Fault(place, "write one of day, when, or start with end."), False
        else:
            usable = error.validator in ("minItems", "uniqueItems")
            yield Fault(place, _sentence(error, place)), not usable


def _unknown_key(key: str, error: ValidationError) -> str:
    known = list(error.schema["properties"])
    near = get_close_matches(key, known, 1)
    mend = f"Did you mean {near[0]}?" if near else f"Known here: {', '.join(known)}."
    return f"is no key of the format. {mend}"


def _sentence(error: ValidationError, place: Place) -> str:
    value, wanted = error.instance, error.validator_value
    match error.validator:
        case "pattern":
            noun = next(n for n in PATTERN_SAYS if schema()["$defs"][n].get("pattern") == wanted)
            says, mend = PATTERN_SAYS[noun]
            return f"{_bare(value)} {says}. {mend}"
        case "format":
            says, mend = FORMAT_SAYS[wanted]
            return f"{_bare(value)} {says}. {mend}"
        case "type":
            names = [wanted] if isinstance(wanted, str) else wanted
            return f"{shown(value)} does not fit. Write {' or '.join(TYPES[n] for n in names)}."
        case "enum":
            return f"{shown(value)} is not known here. Write one of {', '.join(map(str, wanted))}."
        case "const":
            return f"{shown(value)} is another format. This site reads {wanted}."
        case "minLength" | "minItems":
            return "is empty. Write it." if wanted == 1 else f"needs at least {wanted}. Add more."
        case "maxLength":
            return f"has {len(value)} characters. At most {wanted} fit: shorten it."
        case "minimum":
            return f"{value} is too small. Write {wanted} or more."
        case "maximum":
            return f"{value} is too large. Write {wanted} or less."
        case "uniqueItems":
            return "holds the same thing twice. Keep one."
        case _:
            return _forbidden(place, value)


def _bare(value: object) -> str:
    return str(value) if isinstance(value, str) and DAY.match(value) else shown(value)


def _forbidden(place: Place, value: object) -> str:
    key = place[-1] if place else ""
    if key == "occasions":
        return "a package has no occasions. Remove them, or make the course dated."
    if key in ("order", "suggested_weeks"):
        return "is for packages only. Remove it, or make the course a package."
    return f"{shown(value)} is no known kind of content. Begin it with heading, html, quote, link, image, video, audio, document or table."  # noqa: E501
