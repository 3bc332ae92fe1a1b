"""What a reader asks of the catalogue, as it stands in the address."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from urllib.parse import urlencode

KINDS = ("dated", "package")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class CatalogueFilter:
    q: str = ""
    kind: str = ""
    topic: str = ""
    priority: str = ""
    area: str = ""
    audience: str = ""
    language: str = ""
    month: str = ""
    past: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "CatalogueFilter":
        """Whatever an address says, at worst nothing is asked: no value of it is an error."""
        given = {
            field.name: (query.get(field.name) or "").replace("\x00", "").strip()[:120]
            for field in fields(cls)
        }
        if given["kind"] not in KINDS:
            given["kind"] = ""
        if not MONTH.fullmatch(given["month"]):
            given["month"] = ""
        given["past"] = "1" if given["past"] else ""
        return cls(**given)

    @property
    def asked(self) -> dict[str, str]:
        """Only what was asked, in the order of the form."""
        return {field.name: value for field in fields(self) if (value := getattr(self, field.name))}

    @property
    def is_open(self) -> bool:
        """Whether something is asked beyond the words and the kind, which always show."""
        return bool(set(self.asked) - {"q", "kind"})

    def without(self, name: str) -> str:
        """The address's query with one answer taken back: "?kind=dated", or "?"."""
        return "?" + urlencode({key: value for key, value in self.asked.items() if key != name})

    @property
    def with_past(self) -> str:
        return "?" + urlencode(self.asked | {"past": "1"})

    def removals(self) -> Iterator[tuple[str, str, str]]:
        for name, value in self.asked.items():
            yield name, value, self.without(name)
