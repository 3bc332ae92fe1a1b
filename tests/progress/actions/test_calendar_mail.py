"""The calendar in a mail, as a mail server gets it."""

from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage

import icalendar
import pytest
from django.core import mail

from courses.models import Meeting, SeatPool
from progress.actions.move_place import move_place
from progress.actions.send_message import send_message
from progress.models import Message
from progress.models.entries import invitation
from tests.progress.invited import make_seminar, take
from tests.progress.offers import NOW

pytestmark = pytest.mark.django_db


def send(place, method: str) -> EmailMessage:
    message = Message.objects.create(
        key=f"registration:{place.pk}:{method}",
        kind="registered",
        person=place.person,
        to="ane.berg@example.org",
        language="nb",
        subject="Plass på dagen",
        text="Du har fått plass på øvingsdagen.\n",
        html="<p>Du har fått plass på øvingsdagen.</p>",
        calendar=invitation(place, method=method, now=NOW),
        calendar_method=method,
        message_id=f"<{method}@example.org>",
    )
    send_message.call(message.pk)
    message.refresh_from_db()
    assert message.state == "sent"
    return message_from_bytes(mail.outbox[-1].message().as_bytes(), policy=policy.default)


def calendars(sent: EmailMessage) -> list[EmailMessage]:
    return [part for part in sent.walk() if part.get_content_type() == "text/calendar"]


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_the_method_stands_in_the_header_and_the_letters_are_whole(method):
    place = take(make_seminar(contact_name="Åse på Kulturøya"))
    sent = send(place, method)
    (part,) = calendars(sent)
    assert part.get_param("method") == method
    assert part.get_content_charset() == "utf-8"
    raw = mail.outbox[-1].message().as_bytes()
    assert f'Content-Type: text/calendar; method="{method}"; charset="utf-8"'.encode() in raw
    calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
    assert calendar["method"] == method
    assert calendar.events[0]["organizer"].params["CN"] == "Åse på Kulturøya"


def test_it_is_one_more_way_of_reading_the_mail():
    sent = send(take(make_seminar()), "REQUEST")
    assert sent.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in sent.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]


def test_each_further_meeting_is_a_file_of_its_own():
    place = take(make_seminar())
    for number in (1, 2):
        Meeting.objects.create(occasion=place.occasion, day=date(2023, 5, number))
    sent = send(place, "REQUEST")
    parts = calendars(sent)
    assert [part.get_filename() for part in parts] == [None, "2.ics", "3.ics"]
    uids = set()
    for part in parts:
        assert part.get_param("method") == "REQUEST"
        (event,) = icalendar.Calendar.from_ical(part.get_payload(decode=True)).events
        uids.add(str(event["uid"]))
    assert len(uids) == 3


def test_who_moves_gets_a_request_and_a_cancel_in_one_mail():
    oslo = make_seminar()
    other = Meeting.objects.create(
        occasion=oslo.venue.occasion, day=date(2023, 5, 2), venue=oslo.venue
    )
    place = take(oslo)
    nett = SeatPool.objects.with_offer().get(venue__kind="online")
    move_place(registration=place, pool=nett, by=place.person, now=NOW)
    message = Message.objects.get(kind="moved")
    send_message.call(message.pk)
    sent = message_from_bytes(mail.outbox[-1].message().as_bytes(), policy=policy.default)
    request, cancel = calendars(sent)
    assert (request.get_param("method"), cancel.get_param("method")) == ("REQUEST", "CANCEL")
    gone = icalendar.Calendar.from_ical(cancel.get_payload(decode=True))
    assert gone["method"] == "CANCEL"
    assert gone.events[0]["uid"].startswith(str(other.uid))


def test_a_mail_about_nothing_to_attend_has_none():
    place = take(make_seminar())
    Meeting.objects.update(starts_at=None, ends_at=None, when="2023-05")
    assert calendars(send(place, "REQUEST")) == []
