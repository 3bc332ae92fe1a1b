import pytest

from courses.rules.catalogue.faults import CatalogueError
from courses.rules.catalogue.reading import read_catalogue


def refusal(data: bytes) -> str:
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(data)
    return str(caught.value)


def test_malformed_json_is_named_by_line_and_column():
    assert refusal(b'{"format": "catalogue/1",\n "courses": [,]}').startswith("line 2, column 14")


def test_an_empty_file_is_no_json():
    assert "line 1, column 1" in refusal(b"")


def test_a_byte_order_mark_is_refused():
    assert "byte order mark" in refusal(b'\xef\xbb\xbf{"courses": []}')


def test_another_encoding_is_named_by_its_line():
    assert "line 2: not UTF-8" in refusal(b'{"courses":\n "\xe5"}')


def test_a_key_given_twice_is_named_with_its_place():
    assert refusal(b'{"courses": [{"id": "a", "id": "b"}]}').startswith(
        "courses[0].id: stands twice"
    )


@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity", b"1e999"])
def test_what_is_no_number_of_json_is_named_with_its_place(number):
    assert refusal(b'{"courses": [{"price": {"amount": %b}}]}' % number).startswith(
        "courses[0].price.amount: "
    )


def test_texts_that_no_database_keeps_are_named():
    assert "a: the text holds a NUL" in refusal(b'{"a": "x\\u0000"}')
    assert "a: the text holds half of a surrogate pair" in refusal(b'{"a": "\\ud800"}')


def test_a_file_nested_without_end_is_refused():
    assert "nested too deep" in refusal(b"[" * 100_000)


def test_a_number_with_thousands_of_digits_is_refused():
    assert "too many digits" in refusal(b'{"a": ' + b"9" * 5000 + b"}")


def test_whole_numbers_are_whole_however_they_are_written():
    assert repr(read_catalogue(b"[1.0, 2e2, 0.5]")) == "[1, 200, 0.5]"
