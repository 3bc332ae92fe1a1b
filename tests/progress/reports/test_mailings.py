"""How many of the mails that were written together are sent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from progress.actions.cancel_venue import cancel_venue
from progress.actions.register import register
from progress.actions.send_waiting import send_waiting
from progress.models import Message
from progress.reports.mailings import mailings_of
from tests.progress.desk import make_desk
from tests.progress.offers import make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def desk(client):
    """The venue of three was cancelled a moment ago, and another occasion has its own mails."""
    desk = make_desk()
    for name in ("First", "Second", "Third"):
        register(person=make_person(name), pool=desk.oslo)
    Message.objects.all().delete()
    cancel_venue(venue=desk.oslo.venue, by=desk.eva)
    client.force_login(desk.eva)
    return desk


def numbers(desk) -> list[tuple[int, int, int, bool]]:
    return [(one.sent, one.failed, one.total, one.is_over) for one in mailings_of(desk.occasion)]


def test_it_says_how_many_are_sent_until_all_are(desk):
    assert numbers(desk) == [(0, 0, 3, False)]
    one = Message.objects.earliest("pk")
    Message.objects.filter(pk=one.pk).update(state="sent", sent_at=timezone.now())
    assert numbers(desk) == [(1, 0, 3, False)]
    Message.objects.filter(pk=one.pk + 1).update(state="failed")
    assert numbers(desk) == [(1, 1, 3, False)]
    send_waiting()
    assert numbers(desk) == [(2, 1, 3, True)]


def test_a_mail_to_one_and_what_is_older_than_a_day_are_no_mailing(desk):
    register(person=make_person("Fourth"), pool=make_pool(desk.occasion, name="Bergen"))
    assert numbers(desk) == [(0, 0, 3, False)]
    assert mailings_of(desk.occasion, now=timezone.now() + timedelta(days=1)) == []


def test_it_costs_one_query_however_many_there_are(desk, django_assert_num_queries):
    with django_assert_num_queries(1):
        mailings_of(desk.occasion)


def test_the_pages_after_the_deed_say_it_and_their_script_reads_it_alone(client, desk):
    for name, more in (
        ("changes", ()),
        ("venue_cancelled", (desk.oslo.venue_id,)),
        ("letters", ()),
    ):
        page = client.get(desk.address(name, *more)).content.decode()
        assert "0 of 3 sent" in page, name
        assert desk.address("mailings") in page
    part = client.get(desk.address("mailings")).content.decode()
    assert "0 of 3 sent" in part
    assert "<html" not in part


def test_only_who_has_the_desk_reads_it(client, desk):
    assert client.post(desk.address("mailings")).status_code == 405
    client.force_login(desk.kari)
    assert client.get(desk.address("mailings")).status_code == 403
    client.logout()
    assert client.get(desk.address("mailings")).status_code == 302


def test_the_confirming_buttons_say_that_they_work(client, desk):
    version = {
        "edit_version": desk.occasion.__class__.objects.get(pk=desk.occasion.pk).edit_version
    }
    for name in ("cancel_occasion", "postpone_occasion"):
        page = client.post(desk.address(name), version | {"note": "Storm."}).content.decode()
        assert 'data-working="This is being done.' in page, name
