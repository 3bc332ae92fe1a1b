"""Somebody adds their name to a registered group, finds it again and takes it out, by keyboard."""

import re

import pytest

from cms.models import User
from progress.actions.join_group import join_group
from progress.models import GroupMember, Message, Profile
from progress.models.links import join_path
from tests.browser.of_the_demo import TEACHER, registered_group

pytestmark = pytest.mark.browser


@pytest.fixture
def group(site):
    Profile.objects.filter(person__email=TEACHER).update(language="en")
    return registered_group()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_name_is_added_and_the_group_stands_on_ones_page(
    group, new_page, sign_in, keyboard, axe, width
):
    page = new_page(language="en", width=width)
    sign_in(page, TEACHER)
    page.goto("/accounts/language/en/?next=/my/")
    page.goto(join_path(group))
    axe(page)
    keyboard(page).press("Add my name", role="button")
    page.wait_for_selector("text=Your name is added to the group")
    axe(page)
    member = GroupMember.objects.get(registration=group)
    assert Message.objects.get(kind="joined").person == member.person

    page.goto("/my/")
    axe(page)
    entry = page.locator("li", has_text="Sunnfjord kulturskole").last
    assert entry.get_by_role("link", name=re.compile("^Withdraw")).count() == 0
    entry.get_by_role("link", name="Folkemusikk i gruppe").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/my/groups/{group.pk}/")
    axe(page)
    assert page.get_by_role("heading", name="Sunnfjord kulturskole").is_visible()


def test_a_name_is_taken_out_again_by_keyboard(group, new_page, sign_in, keyboard, axe):
    page = new_page(language="en", width=360)
    sign_in(page, TEACHER)
    page.goto("/accounts/language/en/?next=/my/")
    member = join_group(registration=group, person=User.objects.get(email=TEACHER))
    page.goto(f"/my/groups/{group.pk}/")
    keyboard(page).press("Take my name out of the group", role="link")
    page.wait_for_url(f"**/my/groups/{group.pk}/leave/")
    axe(page)
    keyboard(page).press("Keep my name there", role="link")
    page.wait_for_url(f"**/my/groups/{group.pk}/")
    assert GroupMember.objects.get() == member
    page.goto(f"/my/groups/{group.pk}/leave/")
    keyboard(page).press("Yes, take my name out", role="button")
    page.wait_for_url("**/my/")
    assert page.get_by_text("Your name is taken out of Sunnfjord kulturskole.").is_visible()
    axe(page)
    coming_up = page.get_by_role("region", name="Coming up")
    assert coming_up.get_by_text("Sunnfjord kulturskole").count() == 0
    message = Message.objects.get(kind="group_left", person=member.person)
    assert message.calendar_method == "CANCEL"
    assert not GroupMember.objects.exists()
