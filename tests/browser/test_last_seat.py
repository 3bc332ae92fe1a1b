"""Two browsers take the last seat of a venue at once: one seat, one place on the waiting list."""

from playwright.sync_api import expect

from tests.browser.pages import TEACHER


def last_seat():
    """In Luleå one is left."""
    from courses.models import SeatPool

    return SeatPool.objects.select_related("venue").get(
        venue__occasion__course__slug="rum-for-rorelse", venue__slug="lulea", role="participant"
    )


def test_two_browsers_take_the_last_seat_at_once(new_page, sign_in):
    from progress.models import Registration

    pool = last_seat()
    assert pool.free == 1
    pages = [new_page(language="en"), new_page(language="en")]
    for page, who in zip(pages, (TEACHER, "manager@example.org"), strict=True):
        sign_in(page, who)
        page.goto(f"/my/places/register/{pool.venue.occasion_id}/?pool={pool.pk}")
        # Both are sent within the same moment, whatever this test's own thread does.
        page.evaluate(
            """() => {
                const form = document.querySelector('form.form')
                const at = Math.ceil(Date.now() / 3000 + 1) * 3000
                setTimeout(() => form.requestSubmit(), at - Date.now())
            }"""
        )
    got = pages[0].get_by_role("heading", name="You have a place")
    waits = pages[0].get_by_role("heading", name="You are on the waiting list")
    expect(got.or_(waits).first).to_be_visible()
    winner, loser = pages if got.is_visible() else pages[::-1]
    expect(winner.get_by_role("heading", name="You have a place")).to_be_visible()
    waiting = loser.get_by_role("heading", name="You are on the waiting list")
    expect(waiting).to_be_visible()
    number = Registration.objects.waiting().filter(pool=pool).count()
    expect(loser.get_by_text(f"You are number {number} in the queue.")).to_be_visible()
    pool.refresh_from_db()
    assert pool.free == 0
    assert Registration.objects.seated().filter(pool=pool).count() == pool.capacity
