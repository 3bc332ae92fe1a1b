"""A server killed with -9 in the middle of a thousand saves: what it acknowledged is there."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.db import connections
from django.urls import reverse

from courses.rules.outline import plain_id
from progress.actions.start_course import start_course
from progress.models import Answer, Enrolment, Save, StepRecord
from progress.reports.audit import audit
from tests.progress.packages import module, package, question, site, step, step_ids

CLIENTS = 50
EACH = 20
KILLED_AFTER = 400
TOKEN = "a" * 32


@dataclass
class Client:
    """A device: its person's session, and the saves that it has to send, in order."""

    enrolment: Enrolment
    cookie: str
    saves: list[tuple[str, dict[str, str]]]
    acknowledged: list[str] = field(default_factory=list)

    def send_all(self, port: int) -> None:
        """Stops at the first save that nobody acknowledges, as the page's queue does."""
        connection = HTTPConnection("127.0.0.1", port, timeout=20)
        for url, sent in self.saves[len(self.acknowledged) :]:
            try:
                connection.request("POST", url, urlencode(sent), self.headers)
                answer = connection.getresponse()
                if answer.status != 200 or not json.loads(answer.read())["saved"]:
                    return
            except (OSError, HTTPException, ValueError):
                return
            self.acknowledged.append(sent["uid"])
        connection.close()

    @property
    def headers(self) -> dict[str, str]:
        cookies = (
            f"{settings.SESSION_COOKIE_NAME}={self.cookie}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        )
        return {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}


def session_of(person: object) -> str:
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    session["_auth_user_hash"] = person.get_session_auth_hash()
    session.create()
    return session.session_key


@pytest.fixture
def page(transactional_db):
    site()
    asked = question("reflection", "What did you hear?")
    return module(package(), step("Write", questions=[asked]), *[step() for _ in range(5)])


def clients_of(page) -> list[Client]:
    """Of twenty saves each: five steps done, five times half-written, ten attempts."""
    course, (written, *others) = page.get_parent(), [plain_id(id) for id in step_ids(page)]
    asked = plain_id(page.steps.raw_data[0]["value"]["questions"][0]["id"])
    found = []
    for number in range(CLIENTS):
        person = get_user_model().objects.create(email=f"p{number}@example.org", name=f"P {number}")
        saves = []
        for nth in range(EACH):
            kind = ("mark", "keep", "attempt", "attempt")[nth % 4]
            id = others[nth // 4] if kind == "mark" else written
            door = "mark" if kind == "mark" else "answer"
            url = reverse(f"progress:{door}", args=[course.translation_key, page.pk, id])
            sent = {"uid": uuid.uuid4().hex, "quiet": "1", "csrfmiddlewaretoken": TOKEN}
            sent |= {f"q-{asked}": f"words {nth}"} if kind != "mark" else {}
            sent |= {"keep": "1"} if kind == "keep" else {}
            saves.append((url, sent))
        enrolment = start_course(person=person, course=course)
        found.append(Client(enrolment, session_of(person), saves))
    return found


def start_server(port: int) -> subprocess.Popen:
    """As production runs it, on the test's database, in a group of processes of its own."""
    command = [sys.executable, "-m", "gunicorn", "cms.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--threads", "4", "--log-level", "critical"]
    server = subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE},
        start_new_session=True,
    )
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            client = HTTPConnection("127.0.0.1", port, timeout=10)
            client.request("GET", "/accounts/login/")
            client.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return server
    kill(server)
    raise AssertionError("the server does not answer")


def kill(server: subprocess.Popen) -> None:
    """The whole of it, at once and without a word."""
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def send(clients: list[Client], port: int) -> list[threading.Thread]:
    threads = [threading.Thread(target=one.send_all, args=[port]) for one in clients]
    for thread in threads:
        thread.start()
    return threads


def test_what_a_killed_server_acknowledged_is_there_and_what_is_sent_again_is_there_once(page):
    clients = clients_of(page)
    connections.close_all()
    port = free_port()
    server = start_server(port)
    try:
        threads = send(clients, port)
        until = time.monotonic() + 60
        while sum(len(one.acknowledged) for one in clients) < KILLED_AFTER:
            assert time.monotonic() < until, "it acknowledges nothing"
            time.sleep(0.005)
    finally:
        kill(server)
    for thread in threads:
        thread.join()
    acknowledged = sum(len(one.acknowledged) for one in clients)
    assert KILLED_AFTER <= acknowledged < CLIENTS * EACH
    for client in clients:
        assert_kept(client, client.acknowledged)

    server = start_server(port)
    try:
        for thread in send(clients, port):
            thread.join()
    finally:
        kill(server)
    assert sum(len(one.acknowledged) for one in clients) == CLIENTS * EACH
    for client in clients:
        assert_kept(client, client.acknowledged, is_all=True)
    assert list(audit()) == []


def assert_kept(client: Client, uids: list[str], *, is_all: bool = False) -> None:
    """Every save of these is there, once; with `is_all`, and nothing else."""
    way = client.enrolment
    of_uids = [(url, sent) for url, sent in client.saves if sent["uid"] in uids]
    marked = {uuid.UUID(url.split("/")[-3]) for url, _ in of_uids if url.endswith("/done/")}
    noted = {uuid.UUID(sent["uid"]) for url, sent in of_uids if url.endswith("/answers/")}
    words = [words_of(sent) for url, sent in of_uids if is_attempt(url, sent)]
    done = list(StepRecord.objects.filter(enrolment=way).values_list("step", flat=True))
    saves = list(Save.objects.filter(enrolment=way).values_list("uid", flat=True))
    attempts = list(
        Answer.objects.filter(enrolment=way, attempt__gt=0).values_list("value", flat=True)
    )
    assert marked <= set(done)
    assert noted <= set(saves)
    assert attempts[: len(words)] == words
    if is_all:
        assert (set(saves), len(saves)) == (noted, len(noted))
        assert attempts == words
        assert len(done) == len(marked) + 1  # the one that was written in, too


def is_attempt(url: str, sent: dict[str, str]) -> bool:
    return url.endswith("/answers/") and "keep" not in sent


def words_of(sent: dict[str, str]) -> str:
    return next(value for name, value in sent.items() if name.startswith("q-"))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
