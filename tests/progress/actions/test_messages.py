import smtplib
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from courses.models import Meeting
from progress.actions.cancel_venue import cancel_venue
from progress.actions.register import register
from progress.actions.send_message import send_message
from progress.actions.withdraw import withdraw
from progress.actions.write_message import write_words
from progress.models import Letter, Message, Profile
from tests.progress.offers import NOW, make_course, make_occasion, make_person, make_pool

pytestmark = pytest.mark.django_db


class Server(EmailBackend):
    """A mail server that says what it is told to say."""

    answer: Exception | None = None

    def send_messages(self, messages):
        if self.answer is not None:
            raise self.answer
        return super().send_messages(messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    monkeypatch.setattr(Server, "answer", None)
    return Server


@pytest.fixture
def message(server):
    """Written, and not sent: in a test the transaction never ends."""
    register(person=make_person(), pool=make_pool(), now=NOW)
    return Message.objects.get()


def send(message) -> Message:
    send_message.call(message.pk)
    message.refresh_from_db()
    return message


def test_it_is_sent_after_the_commit_and_not_before(server, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        register(person=make_person(), pool=make_pool(), now=NOW)
        assert mail.outbox == []
    assert [sent.to for sent in mail.outbox] == [["ane.berg@example.org"]]
    assert Message.objects.get().state == "sent"


def register_and_fail(pool, ane) -> None:
    with transaction.atomic():
        register(person=ane, pool=pool, now=NOW)
        raise RuntimeError


def test_what_is_rolled_back_is_never_told(server, django_capture_on_commit_callbacks):
    pool, ane = make_pool(), make_person()
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        register_and_fail(pool, ane)
    assert mail.outbox == []
    assert not Message.objects.exists()


def test_it_is_sent_once_however_often_it_is_asked_for(message):
    send(message)
    send(message)
    assert len(mail.outbox) == 1
    assert message.attempts == 1
    assert message.sent_at is not None


def test_it_says_who_what_where_and_how_to_leave(server):
    occasion = make_occasion()
    Meeting.objects.create(occasion=occasion, day="2023-04-27", title="Seminar")
    pool = make_pool(occasion, kind="online", name="Nett", join_url="https://meet.example.org/x")
    ane = make_person()
    Profile.objects.create(person=ane, language="en")
    register(person=ane, pool=pool, now=NOW)
    send(Message.objects.get())
    sent = mail.outbox[0]
    assert sent.subject == "You have a place: Seminar"
    html = sent.alternatives[0].content
    for part in ("Hello Ane,", "Thursday 27 April 2023", "https://meet.example.org/x",
                 "/my/places/", "kurs@example.org"):  # fmt: skip
        assert part in sent.body
        assert part in html
    assert '<html lang="en">' in html
    assert sent.extra_headers["Content-Language"] == "en"


def test_a_name_with_markup_is_text(server):
    pool = make_pool(name="<b>Nett</b> & co")
    register(person=make_person("Ane <i>Berg"), pool=pool, now=NOW)
    written = Message.objects.get()
    assert "<b>Nett</b> & co" in written.text
    assert "&lt;b&gt;Nett&lt;/b&gt; &amp; co" in written.html


def test_while_the_server_is_down_it_waits_and_keeps_its_message_id(message, server):
    server.answer = ConnectionRefusedError("nobody there")
    before = message.message_id
    send(message)
    assert (message.state, message.error, message.attempts) == ("waiting", "nobody there", 1)
    server.answer = None
    call_command("send_messages", stdout=StringIO())
    assert mail.outbox == []  # not before its next try
    Message.objects.update(next_try_at=timezone.now())
    told = StringIO()
    call_command("send_messages", stdout=told)
    message.refresh_from_db()
    assert (message.state, message.error, message.attempts) == ("sent", "", 2)
    assert "1 sent, 0 still waiting, 0 failed" in told.getvalue()
    assert mail.outbox[0].extra_headers["Message-ID"] == before == message.message_id


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"a": (550, b"no such user")}), "failed"),
        (smtplib.SMTPRecipientsRefused({"a": (450, b"busy")}), "waiting"),
        (smtplib.SMTPDataError(554, b"refused"), "failed"),
        (smtplib.SMTPAuthenticationError(535, b"wrong password"), "waiting"),
        (smtplib.SMTPServerDisconnected("gone"), "waiting"),
        (TimeoutError(), "waiting"),
    ],
)
def test_only_a_no_for_good_is_a_failure(message, server, answer, state):
    server.answer = answer
    send(message)
    assert message.state == state
    assert message.error


def test_a_failed_one_is_sent_again_when_it_is_asked_for(message, server):
    server.answer = smtplib.SMTPDataError(554, b"refused")
    send(message)
    server.answer = None
    call_command("send_messages", stdout=StringIO())
    assert mail.outbox == []
    call_command("send_messages", "--failed", stdout=StringIO())
    assert len(mail.outbox) == 1


def test_what_a_stopped_worker_had_in_hand_is_sent_by_another(message):
    now = timezone.now()
    Message.objects.update(state="sending", sending_since=now - timedelta(minutes=5))
    call_command("send_messages", stdout=StringIO())
    assert mail.outbox == []
    Message.objects.update(sending_since=now - timedelta(minutes=20))
    call_command("send_messages", stdout=StringIO())
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("language", ["sv", "nb", "nn", "en"])
def test_each_kind_is_written_in_each_language_of_the_screen(server, language):
    ane = make_person()
    Profile.objects.create(person=ane, language=language)
    withdraw(registration=register(person=ane, pool=make_pool(), now=NOW), now=NOW)
    assert set(Message.objects.values_list("language", flat=True)) == {language}
    assert all("Seminar" in one.subject and one.html for one in Message.objects.all())


def test_a_subject_is_cut_where_titles_and_places_are_too_long_for_it():
    course = make_course(title="Seminar " * 31 + "in full")
    pool = make_pool(make_occasion(course), 1, places=["Skellefteå " * 15, "Umeå"])
    register(person=make_person(), pool=pool, now=NOW)
    cancel_venue(venue=pool.venue, by=None, now=NOW)
    longest = max(Message.objects.values_list("subject", flat=True), key=len)
    assert len(longest) <= 300
    subject, _text, _html = write_words(
        kind="letter",
        person=None,
        language="en",
        context={"letter": Letter(subject="w " * 200), "course": course},
    )
    assert len(subject) == 300
    assert subject.endswith("w…")


def test_who_answers_a_mail_about_a_place_writes_to_the_contact_of_the_course(
    django_capture_on_commit_callbacks,
):
    with django_capture_on_commit_callbacks(execute=True):
        register(person=make_person(), pool=make_pool(make_occasion()), now=NOW)
    assert mail.outbox[-1].reply_to == ["kurs@example.org"]
    nobody = make_course("alone", contact_email="")
    with django_capture_on_commit_callbacks(execute=True):
        register(person=make_person("Bo Dahl"), pool=make_pool(make_occasion(nobody)), now=NOW)
    assert (mail.outbox[-1].to, mail.outbox[-1].reply_to) == (["bo.dahl@example.org"], [])


def test_the_text_of_a_mail_begins_each_line_at_the_margin():
    pool = make_pool(make_occasion(title="Dagen"), 1)
    Meeting.objects.create(occasion=pool.venue.occasion, day=date(2023, 4, 27))
    register(person=make_person(), pool=pool, now=NOW)
    text = Message.objects.get().text
    assert not [line for line in text.splitlines() if line != line.strip() and line != "-- "]
