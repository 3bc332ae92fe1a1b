"""The recording of a seminar becomes a package, by keyboard alone."""

import re

from tests.browser.pages import EDITOR
from tests.browser.wcag import check_page


def test_a_package_is_made_of_the_seminar_that_was(page, sign_in, site, keyboard):
    from django.contrib.auth import get_user_model
    from wagtail.users.models import UserProfile

    from courses.models import DatedCoursePage, PackagePage

    editor = get_user_model().objects.get(email=EDITOR)
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": "en"})
    sign_in(page, EDITOR)
    seminar = DatedCoursePage.objects.get(slug="nasjonalt-dialogseminar-2023")
    page.goto(f"/admin/vidare/package/{seminar.pk}/")
    heading = page.get_by_role("heading", level=1)
    assert heading.inner_text().startswith("Make a package of this course")
    check_page(page)
    keys = keyboard(page)
    keys.press("Skip to main content", role="link")
    keys.press("Make the package", role="button")
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    assert "is made, as a draft" in page.content()
    assert "This was not taken over" in page.content()
    package = PackagePage.objects.get(slug__startswith="nasjonalt-dialogseminar-2023-")
    assert not package.live
    assert package.get_children().count() == 2
