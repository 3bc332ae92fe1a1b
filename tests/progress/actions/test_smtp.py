from datetime import timedelta

import pytest

from progress.actions.send_waiting import send_waiting
from progress.models import Message
from tests.progress.mails import make_messages
from tests.progress.offers import NOW
from tests.progress.smtp import REFUSED, SmtpServer, running

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    server = SmtpServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = False, "", ""
    return server


def ids(server: SmtpServer) -> list[str]:
    return [
        line.partition(": ")[2]
        for text in server.mails
        for line in text.splitlines()
        if line.startswith("Message-ID: ")
    ]


def test_many_go_in_one_session_under_their_own_ids(server):
    messages = make_messages(20)
    with running(server):
        assert send_waiting(now=NOW)["sent"] == 20
    assert server.sessions == 1
    assert sorted(ids(server)) == sorted(message.message_id for message in messages)


def test_a_server_that_hangs_up_is_called_again(server):
    make_messages(6)
    server.hangs_up_after = 2
    with running(server):
        for minute in range(10):
            send_waiting(now=NOW + timedelta(minutes=minute))
    assert server.sessions == 3
    assert len(ids(server)) == len(set(ids(server))) == 6
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_a_refused_address_does_not_keep_the_others_back(server):
    make_messages(3)
    Message.objects.filter(subject="Mail 1").update(to=REFUSED)
    with running(server):
        assert send_waiting(now=NOW) == {"sent": 2, "failed": 1, "waiting": 0}
    assert "no such user" in Message.objects.get(state="failed").error


def test_a_server_that_is_not_there_leaves_everything_waiting(server):
    make_messages(5)
    server.server_close()
    assert send_waiting(now=NOW) == {"sent": 0, "failed": 0, "waiting": 5}
    with running(SmtpServer(server.port)) as back:
        assert send_waiting(now=NOW + timedelta(minutes=1))["sent"] == 5
    assert len(ids(back)) == 5
