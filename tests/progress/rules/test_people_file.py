import pytest

from progress.rules.people import (
    fold,
    has_personal_number,
    join_path,
    kind_above,
    split_path,
)
from progress.rules.people_file import COLUMNS, Fault, read_people

LANGUAGES = ["sv", "nb", "nn", "en"]
HEADER = ",".join(COLUMNS)
GOOD = "anna@example.org,Anna Ås,sv,Norrbotten/Luleå/Luleå kulturskola,school,teacher"


def read(*lines: str, separator: str | None = None):
    return read_people("\n".join(lines).encode(), languages=LANGUAGES, separator=separator)


def places(faults: list[Fault]) -> list[tuple[int, str]]:
    return [(fault.line, fault.column) for fault in faults]


def test_a_row_is_read_with_its_line_and_its_path():
    rows, faults = read(HEADER, "", GOOD)
    assert not faults
    assert rows[0].line == 3
    assert rows[0].organisation == ("Norrbotten", "Luleå", "Luleå kulturskola")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_told_from_the_first_line(separator):
    rows, faults = read(*(line.replace(",", separator) for line in (HEADER, GOOD)))
    assert not faults
    assert rows[0].name == "Anna Ås"


def test_a_separator_of_ones_own_is_stated():
    rows, _ = read(*(line.replace(",", "|") for line in (HEADER, GOOD)), separator="|")
    assert rows[0].role == "teacher"


def test_a_spreadsheet_may_say_its_separator_and_begin_with_a_byte_order_mark():
    text = "\ufeffsep=;\n" + f"{HEADER}\n{GOOD}".replace(",", ";")
    rows, faults = read_people(text.encode(), languages=LANGUAGES)
    assert not faults
    assert rows[0].line == 3


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_another_encoding_is_named_with_the_mend(encoding):
    _, faults = read_people(f"{HEADER}\n{GOOD}".encode(encoding), languages=LANGUAGES)
    assert "CSV UTF-8" in str(faults[0])


def test_the_columns_may_stand_in_another_order_and_in_capitals():
    rows, faults = read(
        "Name,EMAIL,role,kind,organisation,language",
        "Anna,A@Example.org,manager,,A/B,",
    )
    assert not faults
    assert (rows[0].email, rows[0].role, rows[0].kind) == (
        "a@example.org",
        "manager",
        "",
    )


def test_missing_odd_and_repeated_columns_are_all_named():
    _, faults = read("email,email,name,language,organisation,kind,personnummer", GOOD)
    assert places(faults) == [(1, "email"), (1, "role"), (1, "personnummer")]
    assert "not kept here" in str(faults[2])


def test_an_empty_file_is_told_what_its_first_line_should_be():
    _, faults = read_people(b"", languages=LANGUAGES)
    assert HEADER in str(faults[0])


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("x,Anna,sv,A/B,school,teacher", "email"),
        ("a@b,Anna,sv,A/B,school,teacher", "email"),
        (",Anna,sv,A/B,school,teacher", "email"),
        ("a@example.org,,sv,A/B,school,teacher", "name"),
        (f"a@example.org,{'x' * 201},sv,A/B,school,teacher", "name"),
        ("a@example.org,An\x07na,sv,A/B,school,teacher", "name"),
        ("a@example.org,Anna 19800101-1234,sv,A/B,school,teacher", "name"),
        ("a@example.org,Anna,no,A/B,school,teacher", "language"),
        ("a@example.org,Anna,sv,A//B,school,teacher", "organisation"),
        ("a@example.org,Anna,sv,A/01018012345,school,teacher", "organisation"),
        ("a@example.org,Anna,sv,A/B,skola,teacher", "kind"),
        ("a@example.org,Anna,sv,,school,teacher", "kind"),
        ("a@example.org,Anna,sv,A/B,county,teacher", "kind"),
        ("a@example.org,Anna,sv,A/B,school,chef", "role"),
        ("a@example.org,Anna,sv,A/B", ""),
        ('a@example.org,"Anna,sv,A/B,school,teacher', ""),
    ],
)
def test_a_fault_names_its_line_and_column(line, column):
    _, faults = read(HEADER, line)
    assert places(faults) == [(2, column)]


def test_all_faults_of_all_lines_are_named_at_once():
    _, faults = read(HEADER, "x,,xx,A//B,skola,chef", GOOD, "y,Y,sv,A/B,school,teacher")
    assert places(faults) == [
        (2, "email"), (2, "name"), (2, "language"), (2, "organisation"), (2, "kind"),
        (2, "role"), (4, "email"),
    ]  # fmt: skip


def test_two_lines_on_one_person_or_organisation_agree():
    _, faults = read(
        HEADER,
        GOOD,
        "anna@example.org,Anna Ek,nb,Norrbotten/Luleå/luleå  kulturskola,other,manager",
    )
    assert places(faults) == [(3, "name"), (3, "language"), (3, "kind")]
    assert "line 2" in str(faults[0])


@pytest.mark.parametrize(
    "text", ["19800101-1234", "800101-1234", "8001011234", "010180 12345", "01018012345",
             "Anna 800101+1234 Ås"],
)  # fmt: skip
def test_swedish_and_norwegian_personal_numbers_are_known(text):
    assert has_personal_number(text)


@pytest.mark.parametrize("text", ["Anna Ås", "Skola 2024", "070-123 45 67", "Sal 1234"])
def test_other_digits_are_no_personal_number(text):
    assert not has_personal_number(text)


def test_a_slash_in_a_name_survives_the_path():
    path = ("Møre og Romsdal", "Volda/Ørsta", "Kulturskulen")
    assert split_path(join_path(path)) == path


def test_two_spellings_of_a_name_are_one():
    assert fold("Luleå  Kulturskola ") == fold("lulea\u030a kulturskola")


def test_the_kinds_above_are_told_from_the_depth():
    assert [kind_above(depth) for depth in (1, 2, 3, 4)] == [
        "county", "municipality", "school", "other",
    ]  # fmt: skip
