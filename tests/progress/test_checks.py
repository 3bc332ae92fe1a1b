import pytest
from django.core.checks import run_checks

from progress.checks import private_files

IMMEDIATE = {"transaction_mode": "IMMEDIATE"}


@pytest.mark.parametrize(
    ("engine", "differing", "ids"),
    [
        ("sqlite3", {"OPTIONS": IMMEDIATE}, []),
        ("sqlite3", {"OPTIONS": IMMEDIATE, "ATOMIC_REQUESTS": True}, ["progress.E001"]),
        ("sqlite3", {}, ["progress.W001"]),
        ("postgresql", {"ATOMIC_REQUESTS": True}, []),
    ],
)
def test_settings_that_would_hold_up_places_are_named(
    monkeypatch, settings, engine, differing, ids
):
    config = {"ENGINE": f"django.db.backends.{engine}", "NAME": "x"} | differing
    monkeypatch.setitem(settings.DATABASES, "default", config)
    found = run_checks(tags=["database"], databases=[])
    assert [message.id for message in found if message.id.startswith("progress.")] == ids


def test_what_is_handed_in_may_not_lie_where_everybody_reads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    assert private_files() == []
    settings.VIDARE_PRIVATE_ROOT = tmp_path / "media" / ".." / "media" / "private"
    (error,) = private_files()
    assert error.id == "progress.E002"
    assert "VIDARE_PRIVATE_ROOT" in error.hint
    settings.VIDARE_PRIVATE_ROOT = tmp_path / "media-private"
    assert private_files() == []
