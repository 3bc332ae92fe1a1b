"""What is said where a package has no words in the reader's language."""

from pathlib import Path

import polib
import pytest
import wagtail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from cms.wagtail_words import WORDS


def test_wagtail_speaks_bokmal_to_who_reads_nynorsk():
    with translation.override("nn"):
        assert gettext("Save draft") == "Lagre kladd"


@pytest.mark.parametrize(
    ("language", "word"), [("nn", "Kursgjennomføring"), ("fi", "Kurstillfälle")]
)
def test_our_own_words_stay_and_others_fall_back_on_the_first_language(language, word):
    with translation.override(language):
        assert gettext("Occasion") == word


def test_scripts_of_the_admin_do_too(client):
    with translation.override("nn"):
        said = client.get(reverse("wagtailadmin_javascript_catalog"), HTTP_ACCEPT_LANGUAGE="nn")
    assert "Spara" not in said.content.decode()


def test_the_words_that_are_lent_to_wagtail_are_still_its_own():
    files = Path(wagtail.__file__).parent.glob("**/locale/en/LC_MESSAGES/django.po")
    its_own = {entry.msgid for file in files for entry in polib.pofile(file)}
    assert set(WORDS) <= its_own


@pytest.mark.parametrize(
    ("language", "word"), [("nb", "Opprett"), ("nn", "Opprett"), ("sv", "Skapa")]
)
def test_what_wagtail_lacks_in_norwegian_is_said(language, word):
    with translation.override(language):
        assert gettext("Create") == word
