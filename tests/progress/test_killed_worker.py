import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connections
from django.utils import timezone

from progress.actions.send_waiting import LEASE, send_waiting
from progress.models import Message
from progress.reports.audit import audit
from tests.progress.mails import make_messages

MESSAGES = 500
KILLED_AFTER = 200


@pytest.fixture
def journal(tmp_path, monkeypatch, settings) -> Path:
    file = tmp_path / "journal"
    file.touch()
    monkeypatch.setenv("MAIL_JOURNAL", str(file))
    settings.EMAIL_BACKEND = "tests.progress.mail_journal.JournalBackend"
    return file


def reached(journal: Path) -> list[str]:
    return journal.read_text().split()


def kill_in_the_middle(journal: Path) -> None:
    """Starts `manage.py send_messages`, and kills it with -9 while it sends."""
    connections.close_all()
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "send_messages"],
        cwd=django_settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.progress.settings_of_a_worker"},
        stdout=subprocess.DEVNULL,
    )
    try:
        until = time.monotonic() + 60
        while len(reached(journal)) < KILLED_AFTER:
            assert worker.poll() is None, "it ended before it was killed"
            assert time.monotonic() < until, "it does not send"
            time.sleep(0.005)
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert worker.returncode == -signal.SIGKILL


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_nothing_and_repeats_at_most_what_it_had_in_hand(
    journal,
):
    written = {message.message_id for message in make_messages(MESSAGES)}
    kill_in_the_middle(journal)
    before = reached(journal)
    assert KILLED_AFTER <= len(before) < MESSAGES
    assert Message.objects.filter(state="sending").count() <= 1

    send_waiting(now=timezone.now() + LEASE)

    times = Counter(reached(journal))
    assert set(times) == written
    assert sum(times.values()) <= MESSAGES + 1
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    assert Message.objects.count() == MESSAGES
    repeated = {message_id for message_id, number in times.items() if number > 1}
    assert repeated <= set(Message.objects.filter(attempts=2).values_list("message_id", flat=True))
    assert Message.objects.filter(attempts__gt=1).count() <= 1
    assert list(audit()) == []


@pytest.mark.django_db(transaction=True)
def test_before_the_lease_ends_nobody_else_takes_what_the_killed_one_had_in_hand(journal):
    make_messages(1, state="sending", sending_since=timezone.now(), attempts=1)
    send_waiting(now=timezone.now() + LEASE - timedelta(minutes=1))
    assert reached(journal) == []
