"""A table that is a page, a CSV file and a spreadsheet: the same columns, rows and order."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import IO, Any, Generic, TypeVar

from django.utils.functional import Promise
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from progress.rules.cells import Cell, csv_cell, safe_cell

Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    key: str
    label: str | Promise
    value: Callable[[Row], Cell]
    width: int = 14  # in the spreadsheet, in characters
    is_number: bool = False


@dataclass(frozen=True)
class Table(Generic[Row]):
    name: str  # of the file, without its date
    columns: Sequence[Column[Row]]
    rows: Iterable[Row]

    @property
    def plain_name(self) -> str:
        """Without what a file's or a sheet's name may not hold."""
        return " ".join(re.sub(r'[\\/:*?"<>|\[\]\x00-\x1f]+', " ", self.name).split())

    def cells(self) -> Iterator[list[Cell]]:
        for row in self.rows:
            yield [column.value(row) for column in self.columns]


def sort_rows(rows: Iterable[Row], columns: Sequence[Column[Row]], sort: str) -> list[Row]:
    """By a column's key, "-key" the other way round; what is empty comes last. Else as they are."""
    column = next((c for c in columns if c.key == sort.removeprefix("-")), None)
    if column is None:
        return list(rows)
    filled, empty = [], []
    for row in rows:
        value = column.value(row)
        if value is None or value == "":
            empty.append(row)
        else:
            filled.append((value.casefold() if isinstance(value, str) else value, row))
    filled.sort(key=itemgetter(0), reverse=sort.startswith("-"))
    return [row for _value, row in filled] + empty


class _Echo:
    def write(self, text: str) -> str:
        return text


def csv_lines(table: Table[Any]) -> Iterator[str]:
    """With a byte order mark, without which a spreadsheet spoils å, ä, ö and š."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow([str(column.label) for column in table.columns])
    for cells in table.cells():
        yield writer.writerow([csv_cell(cell) for cell in cells])


def _plain(cell: Cell) -> Cell:
    """Text pasted from elsewhere may have characters that no spreadsheet can hold."""
    return ILLEGAL_CHARACTERS_RE.sub(" ", cell) if isinstance(cell, str) else cell


def write_xlsx(table: Table[Any], file: IO[bytes]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.plain_name[:31])
    sheet.freeze_panes = "A2"
    for number, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    heads = [WriteOnlyCell(sheet, str(column.label)) for column in table.columns]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for cells in table.cells():
        sheet.append([_plain(safe_cell(cell)) for cell in cells])
    book.save(file)
