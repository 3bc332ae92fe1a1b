"""What is said where a package has no words in the reader's language."""

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext


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
