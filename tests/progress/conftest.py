import pytest
from django.utils import translation

from progress.reports.audit import audit
from tests.progress.offers import NOW


@pytest.fixture
def in_english(settings):
    """For tests that read what a page says: whoever asks for no language gets English."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def audited():
    """For tests that touch places: afterwards the audit finds nothing, at the moment of NOW."""
    yield
    assert list(audit(now=NOW)) == []
