import pytest

from progress.rules.pasted_addresses import read_addresses


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("", []),
        (" \n,;\r\n ", []),
        ("ane@example.org", ["ane@example.org"]),
        ("ane@example.org\nbo@example.org\r\ncia@example.org", ["ane", "bo", "cia"]),
        ("ane@example.org, bo@example.org;cia@example.org", ["ane", "bo", "cia"]),
        ("Ane Berg <ane@example.org>", ["ane@example.org"]),
        ('"Berg, Ane" <ane@example.org>, bo@example.org', ["ane", "bo"]),
        ("Ane Berg\tane@example.org\nBo Ek\tbo@example.org", ["ane", "bo"]),
        ("ANE@Example.org, ane@example.org", ["ane@example.org"]),
        ("Ane Berg", [""]),
        ("ane@", [""]),
        ("ane@example.org bo@example.org", [""]),
        ("ane@example.org\nAne Berg\nAne Berg", ["ane", ""]),
        ('"unclosed, ane@example.org', ["", "ane"]),
    ],
)
def test_addresses_are_read_as_people_paste_them(text, addresses):
    whole = [a if "@" in a or not a else f"{a}@example.org" for a in addresses]
    assert [one.address for one in read_addresses(text)] == whole


def test_what_was_pasted_is_kept_to_be_told():
    assert [one.text for one in read_addresses("Ane   Berg <x>,bo@example.org")] == [
        "Ane Berg <x>",
        "bo@example.org",
    ]
