"""Chromium against the demo, served by this process.

One browser and one server for each worker. Every test starts from the demo's database, a file copy.
"""

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import current_thread

import pytest
from django.conf import settings
from django.core.signals import request_finished, request_started

from tests.browser.keyboard import Keyboard
from tests.browser.wcag import check_page

# Playwright's own event loop runs in this thread, and the tests use the database beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PICTURES = Path(settings.VAR_DIR) / "browser-failures"
CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# How long one waits for what is to come, in milliseconds: on a machine that has much else to do.
PATIENCE = 30_000
# What the console calls an error, and tests ask for: an error page, and a network that goes off
# while the worker's script is on its way. A script that the server refuses has other words.
ASKED_FOR = ("Failed to load resource", "An unknown error occurred when fetching the script.")
# Nothing is fetched from or reported to anybody: the network may be closed.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    names = (os.environ.get("CHROMIUM", ""), *CANDIDATES)
    program = next((found for name in names if name and (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("there is no Chromium: install it, or name it in the variable CHROMIUM")
    playwright.expect.set_options(timeout=PATIENCE)
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=program, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def _server(django_db_setup) -> Iterator[str]:
    from pytest_django.live_server_helper import LiveServer

    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


@pytest.fixture
def site(_server: str, demo) -> Iterator[str]:
    """The address of the demo site.

    What a page still asks for while it is closed is answered before the next test's data comes.
    """
    at_work: set[object] = set()

    def begun(**_more) -> None:
        at_work.add(current_thread())

    def finished(**_more) -> None:
        at_work.discard(current_thread())

    request_started.connect(begun)
    request_finished.connect(finished)
    yield _server
    until = time.monotonic() + PATIENCE / 1000
    while at_work and time.monotonic() < until:
        time.sleep(0.01)
    request_started.disconnect(begun)
    request_finished.disconnect(finished)


@pytest.fixture
def new_page(browser, site: str, request: pytest.FixtureRequest) -> Iterator[Callable]:
    """Opens a page with no cookies: new_page(width=320, scheme="dark", language="nb").

    What the page's scripts or its content policy complain about fails the test.
    """
    contexts, complaints = [], []

    def open_page(width: int = 1280, scheme: str = "light", language: str = "sv", **options):
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
            locale=language,
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda said: _listen(said, page, complaints))
        contexts.append(context)
        return page

    yield open_page
    failed = getattr(request.node, "failed_call", False)
    for number, context in enumerate(contexts):
        if failed:
            _take_picture(context, request.node.nodeid, number)
        context.close()
    if not failed:
        assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture
def axe() -> Callable:
    """axe(page): no violation of WCAG 2.2 AA, as far as a program can tell."""
    return check_page


@pytest.fixture
def keyboard() -> Callable[..., Keyboard]:
    """keyboard(page): walks the page with Tab and Enter, as somebody without a mouse."""
    return Keyboard


@pytest.fixture
def sign_in(site: str) -> Callable:
    """sign_in(page, "teacher@example.org"): gives the browser that person's session."""

    def set_session(page, email: str) -> None:
        from django.contrib.auth import get_user_model
        from django.test import Client

        client = Client()
        client.force_login(get_user_model().objects.get(email=email))
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}]
        )

    return set_session


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo):
    report = yield
    if report.when == "call":
        item.failed_call = report.failed
    return report


def _listen(said, page, complaints: list[str]) -> None:
    if said.type == "error" and not said.text.startswith(ASKED_FOR):
        complaints.append(f"{page.url}: {said.text}")


def _take_picture(context, nodeid: str, number: int) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w-]+", "_", nodeid.removeprefix("tests/browser/"))
    for page in context.pages:
        page.screenshot(path=PICTURES / f"{name}-{number}.png", full_page=True)
