"""The twelve most used screens, on a desk and on a phone, for README.md: `make screenshots`.

A plain run leaves them out (tests/conftest.py); they say nothing about right and wrong.
"""

import datetime
import io
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image

from tests.browser.pages import EDITOR, LEADER, MANAGER, NOBODY, TEACHER

pytestmark = pytest.mark.screenshots

FOLDER = Path(settings.BASE_DIR) / "docs" / "screenshots"
LARGEST = 150_000  # bytes


@dataclass(frozen=True)
class Device:
    width: int
    height: int
    tallest: int  # what a picture shows of a long page
    density: int


DEVICES = {"desktop": Device(1280, 900, 1500, 1), "phone": Device(360, 780, 1400, 2)}


@dataclass(frozen=True)
class Screen:
    name: str
    address: str | Callable[[], str]
    by: str = NOBODY
    language: str = "sv"
    at: str = ""  # a selector: the picture begins a little above it, and not at the page's top


def module() -> str:
    """The teacher is half way through the package; its second module is where questions are."""
    from django.utils import timezone

    from cms.demo.learning import SOUND, Walk, walk
    from cms.models import User

    began = timezone.now() - datetime.timedelta(days=3)
    walk(User.objects.get(email=TEACHER), Walk(SOUND, 0.45, 3), began)
    return f"/sv/kurser/{SOUND}/lyssna-in-ljudet/"


def occasion_of(course: str) -> int:
    from courses.models import Occasion

    return Occasion.objects.filter(course__slug=course).earliest("pk").pk


def certificate() -> str:
    from progress.models import Certificate

    return f"/certificates/{Certificate.objects.earliest('pk').number}/"


SCREENS = (
    Screen("home", "/sv/"),
    Screen("catalogue", "/sv/kurser/"),
    Screen("tour", "/nb/kurs/erfaringsdelingssamlinger-fordypning-2022/", language="nb"),
    Screen("seminar", "/nb/kurs/nasjonalt-dialogseminar-2023/", language="nb"),
    Screen("package", "/sv/kurser/ljud-bild-och-berattelse/"),
    Screen("module", module, TEACHER),
    Screen("my", "/my/", TEACHER),
    Screen("register", lambda: f"/my/places/register/{occasion_of('rum-for-rorelse')}/", TEACHER),
    Screen("certificate", certificate),
    Screen("reports", "/reports/", MANAGER),
    Screen("participants", lambda: f"/leading/{occasion_of('rum-for-rorelse')}/", LEADER),
    Screen(
        "editor-occasion",
        lambda: f"/admin/occasions/edit/{occasion_of('rum-for-rorelse')}/",
        EDITOR,
    ),
)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_screen(screen, new_page, sign_in, site):
    address = screen.address if isinstance(screen.address, str) else screen.address()
    for name, device in DEVICES.items():
        page = new_page(
            width=device.width, language=screen.language, device_scale_factor=device.density
        )
        # The admin scrolls in a frame of its own, so that its window is as tall as the picture.
        height = 1300 if "/admin/" in address else device.height
        page.set_viewport_size({"width": device.width, "height": height})
        if screen.by:
            sign_in(page, screen.by)
        assert page.goto(address, wait_until="load").status == 200
        page.evaluate("() => document.fonts.ready.then(() => true)")
        picture = take(page, device, screen.at)
        (FOLDER / f"{screen.name}-{name}.png").write_bytes(picture)


def take(page, device: Device, at: str) -> bytes:
    top = max(0, math.floor(page.locator(at).first.bounding_box()["y"]) - 24) if at else 0
    bottom = page.evaluate("() => document.documentElement.scrollHeight")
    height = min(bottom - top, device.tallest)
    area = {"x": 0, "y": top, "width": device.width, "height": height}
    return within(LARGEST, page.screenshot(full_page=True, clip=area))


def within(largest: int, picture: bytes) -> bytes:
    """The same picture in as many colours as its size in bytes allows."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    small = io.BytesIO()
    image.save(small, "PNG", optimize=True)
    for colours in (256, 128, 64, 32):
        if small.tell() <= largest:
            break
        small = io.BytesIO()
        fewer = image.quantize(colours, Image.Quantize.MEDIANCUT, 3, dither=Image.Dither.NONE)
        fewer.save(small, "PNG", optimize=True)
    return small.getvalue()
