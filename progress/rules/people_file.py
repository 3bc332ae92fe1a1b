"""What a people file says, line by line, and what is wrong with it and how to mend it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from courses.rules.errors import gettext_noop
from progress.rules.people import (
    KINDS,
    ROLES,
    TOO_LONG,
    Path,
    fold_path,
    split_path,
    text_faults,
    tidy,
)

COLUMNS = ("email", "name", "language", "organisation", "kind", "role")
SEPARATORS = (",", ";", "\t")
LONGEST_EMAIL = 254

EMAIL = re.compile(r"[^@\s,;:<>()\[\]\"\\]+@(?:[\w-]+\.)+[^\W\d_][\w-]+")

NOT_UTF8 = gettext_noop("is not UTF-8 text: save the file as “CSV UTF-8”")
NO_HEADER = gettext_noop("is empty: the first line names the columns: %(columns)s")
NO_COLUMN = gettext_noop("is missing among the columns of the first line")
ODD_COLUMN = gettext_noop("is no column of this file: take it out")
ODD_PERSONAL_NUMBER = gettext_noop(
    "holds personal identity numbers, which are not kept here: take the column out"
)
SAME_COLUMN = gettext_noop("stands twice in the first line: keep one")
BROKEN_CSV = gettext_noop("cannot be read (%(why)s): look for a quotation mark without its pair")
ROW_LENGTH = gettext_noop(
    "the line has %(count)s values where the first line has %(wanted)s:"
    " put a value that holds a %(separator)s in quotation marks"
)
EMPTY = gettext_noop("is empty: fill it in")
NOT_EMAIL = gettext_noop("“%(value)s” is no e-mail address: write it as name@example.org")
NOT_ONE_OF = gettext_noop("“%(value)s” is not one of %(choices)s")
EMPTY_PART = gettext_noop(
    "“%(value)s” has an empty part: write County/Municipality/School, and \\/ for a / in a name"
)
KIND_ALONE = gettext_noop(
    "is given although the organisation is empty: fill that in, or empty this"
)
TOO_DEEP = gettext_noop(
    "“%(value)s” cannot be number %(depth)s of a path: give the path from the top"
)
OTHER_VALUE = gettext_noop(
    "“%(value)s”, but line %(line)s says “%(other)s” of the same: let both say the same"
)


@dataclass(frozen=True)
class PersonRow:
    line: int
    email: str
    name: str
    language: str  # "" leaves it as it is
    organisation: Path  # () where the row names none
    kind: str  # "" leaves it as it is, or as the depth tells
    role: str


@dataclass(frozen=True)
class Fault:
    """What is wrong in one place of a file; line 1 is the first, column "" the whole line."""

    line: int
    column: str
    message: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        place = f"line {self.line}, column {self.column}" if self.column else f"line {self.line}"
        return f"{place}: {self.message % self.params}"


def read_people(
    data: bytes, *, languages: Collection[str], separator: str | None = None
) -> tuple[list[PersonRow], list[Fault]]:
    """The rows of a people file, and all its faults. With a fault, nothing may be written."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [Fault(data.count(b"\n", 0, error.start) + 1, "", NOT_UTF8)]
    if "\0" in text:
        return [], [Fault(text.count("\n", 0, text.index("\0")) + 1, "", NOT_UTF8)]
    separator = separator or guess_separator(text)
    lines = _lines(text, separator)
    try:
        header_line, names = next(lines, (1, []))
        names = [tidy(name).lower() for name in names]
        faults = list(_header_faults(header_line, names))
        if faults:
            return [], faults
        rows: list[PersonRow] = []
        for line, values in lines:
            while len(values) > len(names) and not values[-1].strip():
                values.pop()
            if len(values) != len(names):
                params = {"count": len(values), "wanted": len(names), "separator": separator}
                faults.append(Fault(line, "", ROW_LENGTH, params))
                continue
            row, wrong = _row(line, dict(zip(names, values, strict=True)), languages)
            rows.append(row)
            faults.extend(wrong)
    except _BrokenLineError as error:
        return [], [Fault(error.line, "", BROKEN_CSV, {"why": error.why})]
    faults.extend(_disagreements(rows))
    return rows, sorted(faults, key=lambda fault: fault.line)


def guess_separator(text: str) -> str:
    """The separator of the first line, which holds names without any; “sep=;” says it itself."""
    first = text.lstrip().split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4]
    return max(SEPARATORS, key=first.count)


class _BrokenLineError(ValueError):
    def __init__(self, line: int, why: str) -> None:
        self.line, self.why = line, why
        super().__init__(why)


def _lines(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each line that holds anything, with the number at which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            values = next(reader, None)
        except csv.Error as error:
            raise _BrokenLineError(begins, str(error)) from error
        if values is None:
            return
        says_separator = begins == 1 and values[0].lower().startswith("sep=")
        if any(value.strip() for value in values) and not says_separator:
            yield begins, values


def _header_faults(line: int, names: Sequence[str]) -> Iterator[Fault]:
    if not names:
        yield Fault(line, "", NO_HEADER, {"columns": ",".join(COLUMNS)})
        return
    for name in COLUMNS:
        if name not in names:
            yield Fault(line, name, NO_COLUMN)
        elif names.count(name) > 1:
            yield Fault(line, name, SAME_COLUMN)
    for name in names:
        if name not in COLUMNS:
            personal = re.search(r"personn|f(ø|o|oe)dsels|ssn|national.?id", name)
            yield Fault(line, name or "“”", ODD_PERSONAL_NUMBER if personal else ODD_COLUMN)


def _row(
    line: int, values: Mapping[str, str], languages: Collection[str]
) -> tuple[PersonRow, list[Fault]]:
    faults: list[Fault] = []

    def wrong(column: str, message: str, **params: object) -> None:
        faults.append(Fault(line, column, message, params))

    email = values["email"].strip().lower()
    if not email:
        wrong("email", EMPTY)
    elif len(email) > LONGEST_EMAIL:
        wrong("email", TOO_LONG, most=LONGEST_EMAIL)
    elif not EMAIL.fullmatch(email) or ".." in email:
        wrong("email", NOT_EMAIL, value=email)

    name = tidy(values["name"])
    if not name:
        wrong("name", EMPTY)
    for message, params in text_faults(name):
        wrong("name", message, **params)

    language = values["language"].strip().lower()
    if language and language not in languages:
        wrong("language", NOT_ONE_OF, value=language, choices=", ".join(languages))

    written = values["organisation"].strip()
    path = split_path(written) if written else ()
    if path and not all(path):
        wrong("organisation", EMPTY_PART, value=written)
    for part in path:
        for message, params in text_faults(part):
            wrong("organisation", message, **params)

    kind = values["kind"].strip().lower().replace("_", "-").replace(" ", "-")
    if kind and not path:
        wrong("kind", KIND_ALONE)
    elif kind and kind not in KINDS:
        wrong("kind", NOT_ONE_OF, value=kind, choices=", ".join(KINDS))
    elif (kind == "county" and len(path) > 1) or (kind == "municipality" and len(path) > 2):
        wrong("kind", TOO_DEEP, value=kind, depth=len(path))

    role = values["role"].strip().lower() or "teacher"
    if role not in ROLES:
        wrong("role", NOT_ONE_OF, value=role, choices=", ".join(ROLES))
    return PersonRow(line, email, name, language, path, kind, role), faults


def _disagreements(rows: Sequence[PersonRow]) -> Iterator[Fault]:
    """A person has one name and one language, an organisation one kind, wherever they stand."""
    said: dict[tuple[str, object], tuple[int, str]] = {}
    for row in rows:
        for column, what, value in (
            ("name", row.email, row.name),
            ("language", row.email, row.language),
            ("kind", fold_path(row.organisation), row.kind),
        ):
            if not value or not what:
                continue
            line, other = said.setdefault((column, what), (row.line, value))
            if other != value:
                params = {"value": value, "line": line, "other": other}
                yield Fault(row.line, column, OTHER_VALUE, params)
