"""What may stand in a cell of a file that a spreadsheet opens."""

from __future__ import annotations

from datetime import date, datetime

Cell = str | int | float | date | datetime | None

# A spreadsheet takes a cell that begins so for a formula, and runs it (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(value: Cell) -> Cell:
    """Text that a spreadsheet would run gets an apostrophe before it; all else is as it was."""
    if isinstance(value, str) and value.lstrip(" \u00a0").startswith(FORMULA):
        return f"'{value}"
    return value


def csv_cell(value: Cell) -> str:
    """Numbers with a point, days as 2026-11-22, in every language: a file is for machines."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return str(safe_cell(value))


def hours(minutes: int) -> float:
    """Of sixty minutes, with two decimals: in sums of many, the minutes are added first."""
    whole = round(minutes / 60, 2)
    return int(whole) if whole == int(whole) else whole
