"""What every test stands on: a migrated database for the price of a copy, and no unseen skip."""

import os
import shutil
from pathlib import Path

import hypothesis
import pytest
from pytest_django.plugin import blocking_manager_key

from tests import databases

# How long an example takes says what else the machine has to do.
hypothesis.settings.register_profile(
    "house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("house")

TESTS = Path(__file__).parent
# Has settings of its own; tests/architecture runs it.
collect_ignore = (
    []
    if "host_without_progress" in os.environ.get("DJANGO_SETTINGS_MODULE", "")
    else ["host_without_progress"]
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        folder = item.path.relative_to(TESTS).parts
        if folder[0] == "progress" and folder[1] != "rules":
            item.add_marker(pytest.mark.both_databases)
        if folder[0] == "browser":
            item.add_marker(pytest.mark.browser)
    if "screenshots" not in config.option.markexpr:
        pictures = [item for item in items if item.get_closest_marker("screenshots")]
        config.hook.pytest_deselected(items=pictures)
        items[:] = [item for item in items if item not in pictures]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    """With VIDARE_NO_SKIPS a test that did not run is a test that failed."""
    report = yield
    if report.skipped and os.environ.get("VIDARE_NO_SKIPS") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = (
            f"{item.nodeid} was skipped, and VIDARE_NO_SKIPS is set: {report.longrepr}"
        )
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item):
    """A test that committed leaves tables flushed: the next one finds the migrated database again.

    So `django_db(transaction=True)` needs no `serialized_rollback`, and the order of tests is free.
    """
    result = yield
    if databases.left_commits(item):
        with item.config.stash[blocking_manager_key].unblock():
            databases.restore("migrated")
    return result


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """In place of pytest-django's: restores the kept copy instead of migrating."""
    with django_db_blocker.unblock():
        databases.restore("migrated")
    yield
    with django_db_blocker.unblock():
        databases.drop()


@pytest.fixture
def demo(django_db_setup, django_db_blocker):
    """The demo is loaded; whatever the test commits is gone afterwards."""
    with django_db_blocker.unblock():
        databases.restore("demo")
        yield
        databases.restore("migrated")


@pytest.fixture(autouse=True)
def _empty_caches():
    """A page made by one test may have the id of a page that another test cached."""
    databases.forget()


def pytest_unconfigure(config: pytest.Config) -> None:
    from django.conf import settings

    if settings.configured and str(os.getpid()) == settings.TEST_RUN:
        shutil.rmtree(settings.TEST_SCRATCH.parent, ignore_errors=True)
