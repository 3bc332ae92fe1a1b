"""Waiting, answering a mail, choosing anew and handing over: by keyboard, and as axe sees it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import MANAGER, TEACHER
from tests.browser.test_places import look


@pytest.fixture
def page(new_page):
    return new_page(language="en")


def person(email: str):
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(email=email)


def seats(venue: str, role: str = "participant"):
    from courses.models import SeatPool

    return SeatPool.objects.select_related("venue").get(
        venue__occasion__course__slug="rum-for-rorelse", venue__slug=venue, role=role
    )


def fill(pool):
    """Nobody else gets a seat there; answers with somebody's who has one."""
    from progress.models import Registration

    pool.refresh_from_db()
    if pool.free:
        pool.capacity = pool.taken
        pool.save(update_fields=["capacity"])
    return Registration.objects.confirmed().filter(pool=pool).exclude(person=None).first()


def link_of_last_mail(registration) -> str:
    """What the mail's own text leads to."""
    from progress.models import Message

    text = Message.objects.filter(registration=registration).latest("pk").text
    return re.search(r"https?://[^/\s]+(/places/answer/[^/\s]+/)", text)[1]


def test_a_waiting_list_is_joined_and_left_by_keyboard(page, sign_in, keyboard):
    pool = seats("lulea")
    fill(pool)
    sign_in(page, TEACHER)
    page.goto(f"/my/places/register/{pool.venue.occasion_id}/")
    look(page)
    hand = keyboard(page)
    hand.choose(re.compile("Luleå.*, participant"))
    hand.press("Register", role="button")
    expect(page.get_by_role("heading", name="You are on the waiting list")).to_be_visible()
    look(page)
    page.goto("/my/")
    expect(page.get_by_text("On the waiting list: number 1")).to_be_visible()
    hand.press(re.compile("^See it, and what you can do"), role="link")
    expect(page.get_by_role("heading", name="You are on the waiting list")).to_be_visible()
    hand.press("Leave the waiting list", role="button")
    expect(page.get_by_role("heading", name="You have left the waiting list")).to_be_visible()
    look(page)


def test_an_offer_is_accepted_from_the_mails_link(page, keyboard):
    """By somebody who is signed in nowhere."""
    from progress.actions.register import register
    from progress.actions.withdraw import withdraw

    pool = seats("lulea")
    holder = fill(pool)
    mine = register(person=person(TEACHER), pool=pool, wait=True)
    withdraw(registration=holder)
    page.goto(link_of_last_mail(mine) + "?do=accept")
    expect(page.get_by_role("heading", name="A seat is free for you")).to_be_visible()
    look(page)
    keyboard(page).press("Yes, I take the seat", role="button")
    expect(page.get_by_role("heading", name="You have a place")).to_be_visible()
    look(page, schemes=("dark",))
    mine.refresh_from_db()
    assert mine.state == "confirmed"


def test_who_has_to_choose_anew_chooses_from_the_mails_link(page, keyboard):
    from progress.actions.cancel_venue import cancel_venue
    from progress.actions.register import register

    mine = register(person=person(TEACHER), pool=seats("kiruna"))
    cancel_venue(venue=mine.pool.venue, by=None, note="Too few came.")
    page.goto(link_of_last_mail(mine) + "?do=venue")
    expect(page.get_by_role("heading", name="Choose anew")).to_be_visible()
    look(page)
    hand = keyboard(page)
    hand.tab_to(re.compile("seats free|Unlimited"), role="radio")
    page.keyboard.press("Space")
    hand.press("Go to this venue instead", role="button")
    expect(page.get_by_role("heading", name="You have a place")).to_be_visible()
    mine.refresh_from_db()
    assert mine.state == "confirmed"
    assert mine.pool.venue.slug != "kiruna"


def test_a_place_is_handed_to_a_colleague_by_keyboard(page, sign_in, keyboard):
    from progress.actions.register import register
    from progress.models import Membership, Organisation

    mine = register(person=person(TEACHER), pool=seats("kiruna"))
    school = Organisation.add_root(name="Snöskata kulturskola", kind="school")
    for email in (TEACHER, MANAGER):
        Membership.objects.create(person=person(email), organisation=school)
    sign_in(page, TEACHER)
    page.goto(f"/my/places/{mine.pk}/")
    hand = keyboard(page)
    hand.press("Hand over to a colleague", role="link")
    page.wait_for_url("**/hand-over/")
    look(page)
    hand.fill("Your colleague's e-mail address", "nobody@example.org")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    look(page, schemes=("dark",))
    hand.fill("Your colleague's e-mail address", MANAGER)
    hand.press("Hand over my place", role="button")
    expect(page.get_by_role("heading", name="You handed your place over")).to_be_visible()
    look(page)


def test_moving_and_a_groups_address_are_for_everyone(page, sign_in):
    from progress.actions.register import register
    from progress.models import Registration
    from progress.models.links import join_path

    mine = register(person=person(TEACHER), pool=seats("kiruna"))
    sign_in(page, TEACHER)
    page.goto(f"/my/places/{mine.pk}/move/")
    look(page)
    group = Registration.objects.exclude(group_name="").live().first()
    if group is None:
        pytest.fail("the demo has a group that registered")
    page.goto(join_path(group))
    expect(page.get_by_role("heading", name=group.group_name)).to_be_visible()
    look(page)


def asked_by_mail():
    """The teacher asks for a place that their manager has to approve; the manager's link."""
    from courses.models import Occasion
    from progress.actions.register import register
    from progress.models import Message

    pool = seats("kiruna")
    Occasion.objects.filter(pk=pool.venue.occasion_id).update(intake="approval", approver="manager")
    asked = register(person=person(TEACHER), pool=seats("kiruna"), wait=True)
    text = Message.objects.filter(registration=asked, kind="approval_asked").latest("pk").text
    return asked, re.search(r"https?://[^/\s]+(/places/answer/[^/\s]+/)", text)[1]


def test_a_manager_says_yes_from_the_mail_without_signing_in(new_page, keyboard):
    asked, link = asked_by_mail()
    page = new_page(language="en")
    page.goto(link)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        look(page)
    hand = keyboard(page)
    hand.press(re.compile("can take part$"), role="button")
    expect(page.get_by_text("There is nothing to answer here any more.")).to_be_visible()
    look(page)
    asked.refresh_from_db()
    assert asked.approve_by is None
    assert asked.state == "confirmed"
    page.goto(link)
    expect(page.get_by_role("button", name=re.compile("can take part$"))).to_have_count(0)


def test_a_manager_says_no_from_the_mail_with_a_reason(new_page, keyboard):
    asked, link = asked_by_mail()
    page = new_page(language="en", width=360)
    page.goto(link)
    hand = keyboard(page)
    hand.fill(re.compile("If no: why?"), "We have no substitute.")
    hand.press(re.compile("^No"), role="button")
    expect(page.get_by_text("There is nothing to answer here any more.")).to_be_visible()
    asked.refresh_from_db()
    assert asked.state == "rejected"
