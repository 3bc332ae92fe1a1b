import re
import subprocess
from shutil import which

import pytest

from progress.reports.certificate_pdf import certificate_pdf
from tests.progress.certificates import make_certificate

pytestmark = pytest.mark.django_db
ADDRESS = "https://vidare.example.org/certificates/7KQ2M-9X4TB-C3HWP/"


@pytest.fixture
def certificate():
    return make_certificate()


def words_of(pdf: bytes, tmp_path) -> str:
    if which("pdftotext") is None:
        pytest.skip("pdftotext (poppler) reads the paper back, and is not here")
    path = tmp_path / "certificate.pdf"
    path.write_bytes(pdf)
    read = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True, text=True
    )
    return read.stdout


def test_it_says_that_it_is_accessible_and_for_the_archive(certificate):
    pdf = certificate_pdf(certificate, ADDRESS)
    assert pdf.startswith(b"%PDF-1.7")
    assert re.search(rb"pdfuaid:part>1<", pdf)
    assert re.search(rb"pdfaid:part>3<", pdf)
    assert re.search(rb"pdfaid:conformance>A<", pdf)
    assert b"/Lang (sv)" in pdf or b"/Lang(sv)" in pdf
    assert b"/MarkInfo" in pdf


def test_it_is_the_same_to_the_byte_each_time(certificate):
    assert certificate_pdf(certificate, ADDRESS) == certificate_pdf(certificate, ADDRESS)


def test_it_prints_what_the_certificate_says(certificate, tmp_path):
    certificate.data["holder"] = "Áile-Risten Đorbmeš Ŋuvvet"
    text = words_of(certificate_pdf(certificate, ADDRESS), tmp_path)
    for words in (
        "Áile-Risten Đorbmeš Ŋuvvet",
        "Rytm i grupp",
        "Region Exempel (232100-0000)",
        "Kulturskolan i Exempelstad",
        "Du kan leda en rytmövning.",
        "2 tim 30 min",
        certificate.number,
        "vidare.example.org/certificates/",
    ):
        assert words in text.replace("\u00a0", " ")


@pytest.mark.parametrize("name", ["محمد العلي", "王小明", "ናርዶስ", "דוד", "นิดา"])
def test_a_name_in_another_script_is_shown_as_it_is_written(certificate, tmp_path, name):
    certificate.data["holder"] = name
    pdf = certificate_pdf(certificate, ADDRESS)
    letters = set(name) - {" "}
    seen = letters & set(words_of(pdf, tmp_path))
    assert len(seen) >= len(letters) * 0.7  # marks may come back in another form
    assert "?" not in words_of(pdf, tmp_path)


def test_a_letter_that_no_font_has_does_not_cost_the_certificate(certificate, tmp_path):
    certificate.data["holder"] = "Ada \U0001e900 ꦄ \ue000\x07 Ek"
    text = words_of(certificate_pdf(certificate, ADDRESS), tmp_path)
    assert re.search(r"Ada \? \? \?+ Ek", text)


def test_markup_in_a_name_is_printed_and_not_obeyed(certificate, tmp_path):
    certificate.data["holder"] = '#strong[A] $x$ *b* _i_ "q" \\ @me <l> `c`'
    assert '#strong[A] $x$ *b* _i_ "q" \\ @me <l>' in words_of(
        certificate_pdf(certificate, ADDRESS), tmp_path
    ).replace("“", '"').replace("”", '"')


def test_a_long_certificate_runs_over_pages_that_are_numbered(certificate, tmp_path):
    certificate.data["course"]["title"] = "Å " * 120
    certificate.data["course"]["outcomes"] = ["Du kan " + "mycket " * 30] * 15
    text = words_of(certificate_pdf(certificate, ADDRESS), tmp_path)
    assert "1 / 2" in text or "1 / 3" in text
