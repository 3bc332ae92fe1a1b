import uuid
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from courses.models import Meeting, Occasion
from progress.actions.register import register
from progress.actions.run_due import JOBS, run_due
from progress.actions.withdraw import withdraw
from progress.actions.write_letter import write_letter
from progress.models import Letter, Message, OccasionStaff, ParticipantAnswer, Registration
from progress.reports.audit import audit
from tests.progress.actions.test_letters import seat
from tests.progress.at_once import in_threads
from tests.progress.mails import Server, make_messages
from tests.progress.offers import NOW, make_course, make_occasion, make_person, make_pool

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=60)


@pytest.fixture
def much_is_due():
    """A letter to two, needs that are of no more use, and a mail in the outbox."""
    pool = make_pool(make_occasion(ends_on=date(2023, 4, 27)))
    for name in ("Bo Dahl", "Cia Ek"):
        ParticipantAnswer.objects.create(
            registration=seat(make_person(name), pool),
            question=uuid.uuid4(),
            kind="dietary",
            label="Food",
            value="gluten",
        )
    make_messages(1)
    write_letter(
        occasion=pool.venue.occasion,
        by=make_person("Liv Sand"),
        subject="Ta med",
        text="Ta med pipa.",
        send_at=NOW + timedelta(days=1),
        now=NOW,
    )


DONE = {
    "offers lapsed": 0,
    "approvals lapsed": 0,
    "guarantees released": 0,
    "free seats offered": 0,
    "approvers reminded": 0,
    "letters written": 2,
    "needs deleted": 2,
    "saves forgotten": 0,
    "messages sent": 3,
}


def test_it_does_what_is_due_and_the_second_time_nothing(much_is_due):
    assert run_due(now=LATER) == DONE
    assert run_due(now=LATER) == dict.fromkeys(DONE, 0)
    assert len(mail.outbox) == 3
    assert list(audit()) == []


def test_before_its_time_nothing_is_done_but_sending(much_is_due):
    assert run_due(now=NOW) == dict.fromkeys(DONE, 0) | {"messages sent": 1}


@pytest.mark.django_db(transaction=True)
def test_several_at_once_do_each_thing_once(much_is_due, settings):
    # The tasks that the commits enqueue are lost: the outbox alone has to do.
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    mail.outbox.clear()
    Message.objects.update(state="waiting", sent_at=None)
    assert in_threads([lambda: run_due(now=LATER)] * 4) == {"done": 4}
    run_due(now=LATER)
    assert Letter.objects.get().sent_at == LATER
    assert not ParticipantAnswer.objects.exists()
    assert sorted(sent.to[0] for sent in mail.outbox) == [
        "bo.dahl@example.org", "cia.ek@example.org", "person0@example.org",
    ]  # fmt: skip
    assert list(audit()) == []


def failing(*, now) -> int:
    raise RuntimeError("no such thing")


def test_a_job_that_fails_is_logged_and_stops_no_other(much_is_due, monkeypatch, caplog):
    monkeypatch.setitem(JOBS, "letters written", failing)
    done = run_due(now=LATER)
    assert "letters written" not in done
    assert done["needs deleted"] == 2
    assert done["messages sent"] == 1
    assert "“letters written” failed" in caplog.text
    assert "no such thing" in caplog.text


def test_the_command_says_how_much_of_each_in_one_line(much_is_due):
    told = StringIO()
    call_command("run_due", stdout=told)
    [line] = told.getvalue().splitlines()
    assert "2 letters written" in line
    assert "3 messages sent" in line


def test_the_command_ends_with_one_when_a_job_failed(monkeypatch):
    monkeypatch.setitem(JOBS, "needs deleted", failing)
    told = StringIO()
    with pytest.raises(CommandError, match="needs deleted") as failed:
        call_command("run_due", stdout=told)
    assert failed.value.returncode == 1
    assert "0 messages sent" in told.getvalue()


def test_with_the_server_down_the_letters_wait_and_then_go_once(much_is_due, settings, monkeypatch):
    settings.EMAIL_BACKEND = "tests.progress.mails.Server"
    monkeypatch.setattr(Server, "answer", ConnectionRefusedError("nobody there"))
    for minute in range(60):
        assert run_due(now=LATER + timedelta(minutes=minute))["messages sent"] == 0
    monkeypatch.setattr(Server, "answer", None)
    sent = [run_due(now=LATER + timedelta(minutes=minute)) for minute in range(60, 150)]
    assert sum(counts["messages sent"] for counts in sent) == len(mail.outbox) == 3


def test_what_lapses_lapses_once_however_many_run_it():
    """An offer nobody answered, a request nobody approved, seats kept until a day that has come."""
    asks = make_occasion(make_course("asks"), intake="approval", ends_on=None)
    approver = make_person("Chef Ensam")
    OccasionStaff.objects.create(person=approver, occasion=asks)
    request = register(person=make_person("Ber Om"), pool=make_pool(asks), now=NOW)
    pool = make_pool(make_occasion(ends_on=None), capacity=1)
    seated = register(person=make_person("Har Plats"), pool=pool, now=NOW)
    first = register(person=make_person("Väntar Ett"), pool=pool, wait=True, now=NOW)
    second = register(person=make_person("Väntar Två"), pool=pool, wait=True, now=NOW)
    withdraw(registration=seated, now=NOW)
    done = run_due(now=NOW + timedelta(days=10))
    assert (done["offers lapsed"], done["approvers reminded"]) == (1, 1)
    done = run_due(now=NOW + timedelta(days=20))
    assert (done["offers lapsed"], done["approvals lapsed"]) == (1, 1)
    assert run_due(now=NOW + timedelta(days=20))["offers lapsed"] == 0
    for row in (request, first, second):
        row.refresh_from_db()
    assert {request.state, first.state, second.state} == {"lapsed"}
    assert list(audit()) == []


def test_an_offer_that_cannot_lapse_keeps_no_other_back(caplog):
    """Of an occasion whose zone nobody knows, no mail can say when it is."""
    broken, whole = (make_course(slug) for slug in ("broken", "whole"))
    for course in (broken, whole):
        pool = make_pool(make_occasion(course, ends_on=None), capacity=1)
        Meeting.objects.create(occasion=pool.venue.occasion, day=date(2023, 6, 1))
        seated = register(person=make_person(f"Sits at {course.slug}"), pool=pool, now=NOW)
        register(person=make_person(f"Waits at {course.slug}"), pool=pool, wait=True, now=NOW)
        withdraw(registration=seated, now=NOW)
    Occasion.objects.filter(course=broken).update(timezone="Nowhere/Town")
    done = run_due(now=NOW + timedelta(days=10))
    assert "offers lapsed" not in done
    assert "Nowhere/Town" in caplog.text
    states = Registration.objects.filter(person__name__startswith="Waits").order_by("pk")
    assert [one.state for one in states] == ["offered", "lapsed"]
    Occasion.objects.update(timezone="Europe/Oslo")
