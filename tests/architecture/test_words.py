"""The words on the screen are there in every language, and compiled as they are written."""

import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ("courses", "progress", "cms")
LANGUAGES = ("sv", "nb", "nn")  # English is what the code is written in
FILES = [
    Path(app, "locale", language, "LC_MESSAGES", "django.po")
    for app in APPS
    for language in LANGUAGES
]


@pytest.mark.parametrize("file", FILES, ids=str)
def test_every_message_is_translated(file):
    missing = [entry.msgid for entry in polib.pofile(ROOT / file) if not entry.translated()]
    assert missing == []


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_translation_names_the_same_values(file):
    wrong = []
    for entry in polib.pofile(ROOT / file):
        written = [entry.msgstr, *entry.msgstr_plural.values()]
        asked = names_in(entry.msgid) | names_in(entry.msgid_plural)
        wrong += [entry.msgid for text in written if text and not names_in(text) <= asked]
    assert wrong == []


@pytest.mark.parametrize("file", FILES, ids=str)
def test_the_compiled_file_holds_what_is_written(file):
    compiled = polib.mofile(ROOT / file.with_suffix(".mo"))
    assert {words(entry) for entry in compiled} == {
        words(entry) for entry in polib.pofile(ROOT / file)
    }


def test_no_language_is_copied_from_its_neighbour():
    """Bokmål and Nynorsk share many words, and yet most sentences differ."""
    bokmal, nynorsk = (
        {
            (app, entry.msgid): entry.msgstr
            for app in APPS
            for entry in polib.pofile(ROOT / app / "locale" / language / "LC_MESSAGES/django.po")
            if len(entry.msgid.split()) > 4 and entry.msgstr
        }
        for language in ("nb", "nn")
    )
    same = [key for key, text in bokmal.items() if nynorsk.get(key) == text]
    assert len(same) < len(bokmal) / 5


@pytest.mark.skipif(not shutil.which("xgettext"), reason="there is no xgettext (gettext)")
def test_every_word_in_the_code_is_in_the_files(tmp_path):
    for name in (*APPS, "templates", "manage.py"):
        source, target = ROOT / name, tmp_path / name
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    languages = [argument for language in LANGUAGES for argument in ("-l", language)]
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", *languages, "--no-obsolete", "--no-wrap"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    for file in FILES:
        found = {(entry.msgid, entry.msgctxt) for entry in polib.pofile(tmp_path / file)}
        known = {(entry.msgid, entry.msgctxt) for entry in polib.pofile(ROOT / file)}
        assert found - known == set(), f"{file}: run `make messages` and translate"
        assert known - found == set(), f"{file}: run `make messages`"


def names_in(text: str) -> set[str]:
    return {part.split(")")[0] for part in text.split("%(")[1:]}


def words(entry) -> tuple:
    plural = tuple(sorted((int(number), text) for number, text in entry.msgstr_plural.items()))
    return entry.msgctxt, entry.msgid, entry.msgstr, plural
