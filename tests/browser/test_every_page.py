import pytest

from tests.browser.pages import PAGES
from tests.browser.wcag import check_no_sideways_scrolling, check_page, set_scheme


@pytest.mark.parametrize("visited", PAGES, ids=str)
def test_every_page_is_for_everyone(visited, page, sign_in):
    """On a desk and on the narrowest phone, by light and by dark."""
    if visited.by:
        sign_in(page, visited.by)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    assert page.goto(visited.address).status == visited.status
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        check_no_sideways_scrolling(page)
        set_scheme(page, "light")
        check_page(page)
        set_scheme(page, "dark")
        check_page(page, rules=["color-contrast"])  # all that the scheme can change
