"""A page used without a mouse."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Error

LIMIT = 150


class Keyboard:
    def __init__(self, page) -> None:
        self.page = page

    def tab_to(self, name: str | re.Pattern, *, role: str | None = None) -> None:
        """Presses Tab until the control of that name has focus, and is seen to have it."""
        passed = []
        for _ in range(LIMIT):
            self.page.keyboard.press("Tab")
            focused = self.page.locator(":focus")
            current = self._name_and_role(focused)
            if current is None:
                continue
            passed.append(current)
            if self._matches(name, current[0]) and role in (None, current[1]):
                self._assert_visible(focused, current[0])
                return
        raise AssertionError(f"Tab never comes to {name!r}; it came to {passed[:40]}")

    def press(self, name: str | re.Pattern, *, role: str | None = None, key: str = "Enter") -> None:
        """Goes to the control by Tab and presses a key on it."""
        self.tab_to(name, role=role)
        self.page.keyboard.press(key)

    def fill(self, name: str | re.Pattern, text: str) -> None:
        """Goes to the field by Tab and types."""
        self.tab_to(name)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def choose(self, name: str | re.Pattern) -> None:
        """Goes to a group of radio buttons by Tab and to one of them by the arrows."""
        self.tab_to(re.compile(""), role="radio")
        for _ in range(LIMIT):
            focused = self.page.locator(":focus")
            current = self._name_and_role(focused)
            if current is not None and self._matches(name, current[0]):
                if not focused.is_checked():
                    self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrows never come to {name!r}")

    def arrive(self, path: str) -> None:
        """Waits for the page of that path itself, not for one whose address leads back to it."""
        self.page.wait_for_url(lambda url: urlsplit(url).path == path)

    def _name_and_role(self, focused) -> tuple[str, str] | None:
        """As the accessibility tree has them: the first line reads `- link "Kurser"`.

        None where nothing has focus, or no longer has: the page may just have been left.
        """
        if not focused.count():
            return None
        try:
            lines = focused.aria_snapshot(timeout=2_000).strip().splitlines()
        except Error:
            return None
        found = re.match(
            r"- '?(?P<role>\w+)(?: \"(?P<name>(?:[^\"\\]|\\.)*)\")?", lines[0] if lines else ""
        )
        if not found:
            return "", ""
        return (found["name"] or "").replace('\\"', '"'), found["role"]

    def _matches(self, wanted: str | re.Pattern, name: str) -> bool:
        if isinstance(wanted, re.Pattern):
            return bool(wanted.search(name))
        return wanted == name

    def _assert_visible(self, focused, name: str) -> None:
        seen = focused.evaluate(
            """(one) => {
                const style = getComputedStyle(one)
                const box = one.getBoundingClientRect()
                const marked = style.outlineStyle !== 'none' || style.boxShadow !== 'none'
                const inView = box.bottom > 0 && box.top < innerHeight
                return [marked, inView]
            }"""
        )
        assert seen == [True, True], (
            f"{name!r} has focus, and nobody sees it [marked, in view]: {seen}"
        )
