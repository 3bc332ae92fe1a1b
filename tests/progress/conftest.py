import pytest
from django.utils import translation


@pytest.fixture
def in_english(settings):
    """For tests that read what a page says: whoever asks for no language gets English."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield
