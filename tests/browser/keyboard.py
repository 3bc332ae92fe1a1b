"""A page used without a mouse."""

import re

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
            if not focused.count():
                continue
            current = self._name_and_role(focused)
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

    def _name_and_role(self, focused) -> tuple[str, str]:
        """As the accessibility tree has them: the first line reads `- link "Kurser"`."""
        line = focused.aria_snapshot().strip().splitlines()[0] if focused.count() else ""
        found = re.match(r"- '?(?P<role>\w+)(?: \"(?P<name>(?:[^\"\\]|\\.)*)\")?", line)
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
