import smtplib
from datetime import timedelta

import pytest
from django.core import mail

from progress.actions.send_message import hand_over
from progress.actions.send_waiting import send_waiting
from progress.models import Message
from progress.reports.audit import audit
from progress.rules.retries import pause_after
from tests.progress.at_once import in_threads
from tests.progress.mails import Server, make_messages
from tests.progress.offers import NOW

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
DOWN = ConnectionRefusedError("nobody there")
NO_SUCH_USER = smtplib.SMTPRecipientsRefused({"a": (550, b"no such user")})


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = "tests.progress.mails.Server"
    for name, value in (("answer", None), ("refused", {}), ("connections", 0), ("tried", 0)):
        monkeypatch.setattr(Server, name, value)
    return Server


def states() -> set[str]:
    return set(Message.objects.values_list("state", flat=True))


def sent_ids() -> list[str]:
    return [sent.extra_headers["Message-ID"] for sent in mail.outbox]


def test_many_go_over_one_connection(server):
    make_messages(120)
    assert send_waiting(now=NOW) == {"sent": 120, "failed": 0, "waiting": 0}
    assert server.connections == 1
    assert len(set(sent_ids())) == 120


def test_a_refused_address_fails_at_once_and_the_others_go_on_over_a_new_connection(server):
    make_messages(6)
    server.refused = {"person2@example.org": NO_SUCH_USER}
    assert send_waiting(now=NOW) == {"sent": 5, "failed": 1, "waiting": 0}
    assert server.connections == 2
    failed = Message.objects.get(state="failed")
    assert failed.to == "person2@example.org"
    assert "no such user" in failed.error
    assert send_waiting(now=NOW + 30 * MINUTE)["sent"] == 0


def test_with_the_server_down_for_an_hour_nothing_is_lost_and_all_is_sent_once(server):
    make_messages(40)
    server.answer = DOWN
    for minute in range(60):
        send_waiting(now=NOW + minute * MINUTE)
    assert states() == {"waiting"}
    assert mail.outbox == []
    server.answer = None
    for minute in range(60, 180):
        send_waiting(now=NOW + minute * MINUTE)
    assert states() == {"sent"}
    assert len(sent_ids()) == len(set(sent_ids())) == 40
    assert list(audit()) == []


def test_a_server_that_is_down_is_not_tried_for_every_message(server):
    make_messages(40)
    server.answer = DOWN
    send_waiting(now=NOW)
    assert server.tried == 3


def test_a_server_that_answers_is_tried_for_every_message(server):
    make_messages(10)
    server.answer = smtplib.SMTPRecipientsRefused({"a": (450, b"try later")})
    assert send_waiting(now=NOW) == {"sent": 0, "failed": 0, "waiting": 10}
    assert server.tried == 10


def test_the_pauses_grow_and_after_four_days_it_has_failed(server):
    [message] = make_messages(1)
    server.answer = DOWN
    at, pauses = NOW, []
    while True:
        send_waiting(now=at)
        message.refresh_from_db()
        if message.state == "failed":
            break
        assert message.next_try_at == at + pause_after(message.attempts)
        assert send_waiting(now=message.next_try_at - timedelta(seconds=1))["waiting"] == 1
        pauses.append(message.next_try_at - at)
        at = message.next_try_at
    assert pauses == sorted(pauses)
    assert message.attempts == len(pauses) + 1
    assert timedelta(days=4) < at - NOW < timedelta(days=5)
    assert message.error == "nobody there"


def test_what_a_stopped_worker_had_in_hand_goes_again_under_the_same_id(server):
    [message] = make_messages(1, state="sending", sending_since=NOW, attempts=1)
    assert send_waiting(now=NOW + 14 * MINUTE)["sent"] == 0
    assert send_waiting(now=NOW + 15 * MINUTE)["sent"] == 1
    assert sent_ids() == [message.message_id]
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("sent", 2)


class Slow(Server):
    """While it takes its time, another worker thinks the first one dead, and sends the mail."""

    then: Exception | None = None

    def send_messages(self, messages):
        if not mail.outbox:
            mail.outbox.append(None)
            send_waiting(now=NOW + 16 * MINUTE)
            if self.then is not None:
                raise self.then
        return super().send_messages(messages)


@pytest.mark.parametrize("then", [None, DOWN])
def test_a_worker_that_was_thought_dead_does_not_undo_what_another_did(
    server, settings, monkeypatch, then
):
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    monkeypatch.setattr(Slow, "then", then)
    [message] = make_messages(1)
    hand_over(message_id=message.pk, now=NOW)
    message.refresh_from_db()
    assert (message.state, message.attempts, message.next_try_at) == ("sent", 2, None)
    assert message.sent_at == NOW + 16 * MINUTE


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_send_each_once(server):
    make_messages(60)
    assert in_threads([lambda: send_waiting(now=NOW)] * 4) == {"done": 4}
    assert states() == {"sent"}
    assert sorted(sent_ids()) == sorted(Message.objects.values_list("message_id", flat=True))
    assert set(Message.objects.values_list("attempts", flat=True)) == {1}
