import pytest

from tests.browser.pages import PAGES
from tests.browser.wcag import check_no_sideways_scrolling

LOOKS = {"light": (1280, "light"), "dark": (1280, "dark"), "phone": (320, "light")}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("visited", PAGES, ids=str)
def test_every_page_is_for_everyone(visited, look, new_page, sign_in, axe):
    width, scheme = LOOKS[look]
    page = new_page(width=width, scheme=scheme)
    if visited.by:
        sign_in(page, visited.by)
    answer = page.goto(visited.path)
    assert answer.status == visited.status
    axe(page)
    if look == "phone":
        check_no_sideways_scrolling(page)
