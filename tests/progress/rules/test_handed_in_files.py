import pytest

from progress.rules.handed_in_files import (
    BEGINNINGS,
    TAKEN,
    FileRefused,
    check_file,
    ending_of,
    plain_name,
)

BEGIN = {"wav": b"RIFF1234WAVE", "webp": b"RIFF1234WEBP", "avi": b"RIFF1234AVI "}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\work\\plan.docx", "plan.docx"),
        ("a\u202efdp.exe", "a fdp.exe"),
        ("  .hidden.pdf ", "hidden.pdf"),
        ('a"b<c>\r\n.pdf', "abc .pdf"),
        ("", "file"),
        (".pdf", "pdf"),
        ("e\u0301tude.mp3", "étude.mp3"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_name_keeps_what_is_plain_in_it(given, kept):
    assert plain_name(given) == kept
    assert plain_name(kept) == kept


def code(name, content, size=None, megabytes=50, endings=TAKEN):
    with pytest.raises(FileRefused) as caught:
        check_file(
            name,
            len(content) if size is None else size,
            content,
            endings=endings,
            megabytes=megabytes,
        )
    return caught.value.code


def begun(ending):
    words = BEGINNINGS[ending]
    if ending in BEGIN:
        return BEGIN[ending]
    if not words:
        return "Ljud är fint".encode()
    at, word = words[0]
    return b"\x00" * at + word + b"rest"


@pytest.mark.parametrize("ending", TAKEN)
def test_each_kind_is_taken_by_what_it_begins_with_and_by_nothing_else(ending):
    check_file(f"a.{ending}", 10, begun(ending), endings=TAKEN, megabytes=50)
    for other in (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00", b"\x7fELF\x00\x00\x00"):
        assert code(f"a.{ending}", other) == "file-content"


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.exe", "a.js", "pdf", "a.pdf.php", "a."])
def test_what_a_browser_or_a_server_would_run_is_refused_with_what_is_taken(name):
    with pytest.raises(FileRefused, match="Save it as one of these: pdf, docx"):
        check_file(name, 5, b"%PDF-", endings=TAKEN, megabytes=50)


def test_empty_and_too_large_say_what_to_do():
    assert code("a.pdf", b"") == "file-empty"
    assert code("a.pdf", b"%PDF-", size=50_000_001) == "file-size"
    check_file("a.pdf", 50_000_000, b"%PDF-", endings=TAKEN, megabytes=50)


def test_a_text_may_be_of_windows_own_kind():
    check_file("a.txt", 9, "hej".encode("utf-16"), endings=TAKEN, megabytes=1)


def test_an_ending_that_a_site_has_added_is_taken_by_its_name():
    check_file("a.band", 4, b"\x00\x01", endings=("band",), megabytes=1)
    assert code("a.pdf", b"%PDF-", endings=("band",)) == "file-kind"


def test_an_ending_is_what_follows_the_last_dot():
    assert [ending_of(name) for name in ("a.PDF", "a.b.mp3", ".pdf", "none")] == [
        "pdf",
        "mp3",
        "",
        "",
    ]
