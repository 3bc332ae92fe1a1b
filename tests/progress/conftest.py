import pytest
from django.core.files.storage import FileSystemStorage
from django.utils import translation

from progress.models import SubmissionFile
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


@pytest.fixture
def private(monkeypatch, tmp_path):
    """What is handed in, kept where the test alone looks."""
    field = SubmissionFile._meta.get_field("file")
    monkeypatch.setattr(field, "storage", FileSystemStorage(location=tmp_path / "private"))
