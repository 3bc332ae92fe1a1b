"""Occasions, venues and meetings of a file as the values that are stored of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from courses.rules.deadlines import closing_instant, local_instant, opening_instant
from courses.rules.occasion_dates import Timed, span

Values = dict[str, Any]


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def occasion_fields(values: Values) -> Values:
    """Without the state, which the first import alone sets."""
    zone, rounds = values["timezone"], values.get("round", {})
    fields = {
        "title": values.get("title", ""),
        "timezone": zone,
        "intake": values.get("intake", "direct"),
        "applicants": values.get("applicants", "person"),
        "round_number": rounds.get("number"),
        "round_label": rounds.get("label", ""),
        "note": values.get("note", ""),
        "recording": values.get("recording", ""),
    }
    for key, read in (
        ("opens", opening_instant),
        ("closes", closing_instant),
        ("answers", opening_instant),
    ):
        text = values.get(key)
        fields[f"{key}_at"] = read(text, zone) if text else None
        fields[f"{key}_has_time"] = "T" in (text or "")
    return fields


def dates_of(occasion: Values) -> tuple[date | None, date | None]:
    """The days between which it happens."""
    zone = occasion["timezone"]
    holders = [occasion, *occasion.get("venues", ())]
    meetings = [
        Timed(**{key: fields[key] for key in ("when", "day", "starts_at", "ends_at")})
        for holder in holders
        for meeting in holder.get("meetings", ())
        if (fields := meeting_fields(meeting, zone))
    ]
    return span(meetings, [each["when"] for each in occasion.get("milestones", ())], zone)


def venue_fields(values: Values) -> Values:
    """Without the cancellation, which the first import alone sets."""
    texts = ("name", "address", "note", "join_url")
    return {
        "kind": values["kind"],
        "places": values.get("places", []),
        **{key: values.get(key, "") for key in texts},
    }


def meeting_fields(values: Values, zone: str) -> Values:
    start, end = values.get("start"), values.get("end")
    return {
        "slug": values.get("id", ""),
        "when": values.get("when", ""),
        "day": day_of(values.get("day")),
        "starts_at": local_instant(datetime.fromisoformat(start), zone) if start else None,
        "ends_at": local_instant(datetime.fromisoformat(end), zone, later=True) if end else None,
        "title": values.get("title", ""),
        "counts": values.get("counts", True),
    }
