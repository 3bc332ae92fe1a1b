import pytest
from django.core import mail
from wagtail.models import ModelLogEntry

from progress.actions.resend_failed import resend_failed
from progress.actions.resend_message import resend_message
from progress.models import Message
from tests.progress.mails import make_messages
from tests.progress.offers import NOW, make_person

pytestmark = pytest.mark.django_db


def test_it_waits_again_with_all_its_tries_and_the_log_says_who_did_it():
    [message] = make_messages(1, state="failed", attempts=17, error="refused")
    liv = make_person("Liv Sand")
    resend_message(message=message, by=liv, now=NOW)
    assert (message.state, message.attempts, message.next_try_at) == ("waiting", 0, NOW)
    assert ModelLogEntry.objects.get().user == liv


def test_it_is_sent_after_the_commit(django_capture_on_commit_callbacks):
    [message] = make_messages(1, state="failed", attempts=17)
    with django_capture_on_commit_callbacks(execute=True):
        resend_message(message=message, by=message.person)
        assert mail.outbox == []
    assert len(mail.outbox) == 1
    assert Message.objects.get().state == "sent"


@pytest.mark.parametrize("state", ["waiting", "sending", "sent"])
def test_what_has_not_failed_is_left_as_it_is(state):
    [message] = make_messages(1, state=state, attempts=2, sending_since=NOW, sent_at=NOW)
    resend_message(message=message, by=message.person)
    assert (message.state, message.attempts) == (state, 2)
    assert not ModelLogEntry.objects.exists()


def test_all_that_failed_wait_again_and_no_other():
    make_messages(3, state="failed", attempts=17)
    Message.objects.filter(subject="Mail 0").update(state="sent", sent_at=NOW)
    assert resend_failed() == 2
    assert list(Message.objects.order_by("pk").values_list("state", "attempts")) == [
        ("sent", 17), ("waiting", 0), ("waiting", 0),
    ]  # fmt: skip
