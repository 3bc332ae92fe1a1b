import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook

from progress.reports.tables import Column, Table, csv_lines, sort_rows, write_xlsx

COLUMNS = (
    Column("name", "Name", lambda row: row[0]),
    Column("hours", "Hours", lambda row: row[1], is_number=True),
    Column("day", "Day", lambda row: row[2]),
)
ROWS = [("Åsa", 2.5, date(2026, 1, 2)), ("=HYPERLINK(1)", 0, None), ("Đorđe", 12, None)]


def read_csv(table: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(csv_lines(table)).removeprefix("\ufeff"))))


def read_xlsx(table: Table) -> list[list]:
    file = io.BytesIO()
    write_xlsx(table, file)
    sheet = load_workbook(io.BytesIO(file.getvalue())).active
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_both_files_have_the_same_rows_in_the_same_order():
    table = Table("people", COLUMNS, ROWS)
    in_csv, in_xlsx = read_csv(table), read_xlsx(table)
    assert [row[0] for row in in_csv] == [row[0] for row in in_xlsx]
    assert in_csv[1] == ["Åsa", "2.5", "2026-01-02"]
    assert in_xlsx[1][1] == 2.5


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_no_text_becomes_a_formula(text):
    table = Table("people", COLUMNS, [(text, 1, None)])
    assert read_csv(table)[1][0] == f"'{text}"
    assert read_xlsx(table)[1][0] == f"'{text}"


def test_a_negative_number_stays_a_number():
    assert read_csv(Table("people", COLUMNS, [("A", -1, None)]))[1][1] == "-1"


def test_the_csv_begins_with_a_byte_order_mark():
    assert next(csv_lines(Table("people", COLUMNS, []))).startswith("\ufeff")


def test_a_name_that_no_file_may_have_is_made_plain():
    assert Table('a/b: "c"?', COLUMNS, []).plain_name == "a b c"
    write_xlsx(Table("a/b:c" * 20, COLUMNS, []), io.BytesIO())


def test_what_is_empty_comes_last_whichever_way_it_is_sorted():
    assert sort_rows(ROWS, COLUMNS, "-day")[0][0] == "Åsa"
    assert sort_rows(ROWS, COLUMNS, "day")[0][0] == "Åsa"
    assert [row[1] for row in sort_rows(ROWS, COLUMNS, "-hours")] == [12, 2.5, 0]
    assert sort_rows(ROWS, COLUMNS, "other") == ROWS


def test_what_no_spreadsheet_can_hold_is_a_space_in_it():
    """A line broken softly in a text processor, pasted into a form."""
    columns = (Column("name", "Name", lambda row: row),)
    assert read_xlsx(Table("list", columns, ["nuts\x0bfish"])) == [["Name"], ["nuts fish"]]
