"""`make bench-rush`: registering over HTTP, with 10,000 people registered already.

A server of two processes with four threads each, as docs/production.md runs it; eight clients in
this process take turns. First as fast as it goes, then two thousand people within one minute.
"""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from statistics import quantiles
from urllib.parse import urlencode

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.rush_settings"

import django

django.setup()

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, connections
from django.utils import timezone

from courses.models import Occasion, SeatPool, Venue
from progress.models import Registration, State, Transition
from tests import databases
from tests.progress.offers import make_course

REGISTERED = 10_000
FAST = 1_000
RUSH = 2_000
MINUTE = float(os.environ.get("VIDARE_RUSH_SECONDS", "60"))
CLIENTS = 8
PORT = 8909
TOKEN = "a" * 32
BATCH = 2_000


def main() -> None:
    databases.restore("migrated")
    try:
        pool, cookies = prepare(FAST + RUSH)
        connections.close_all()
        with_server(lambda server: run(server, pool, cookies))
        pool.refresh_from_db()
        say(f"seats taken afterwards: {pool.taken:,} of {pool.capacity:,}")
    finally:
        databases.drop()


def run(server: subprocess.Popen, pool: SeatPool, cookies: list[str]) -> None:
    say(f"{connection.vendor}, {REGISTERED:,} registered")
    fast, rush = cookies[:FAST], cookies[FAST:]
    before, begun = processor_seconds(server.pid), time.perf_counter()
    answers, times = register_all(pool, fast, pace=0)
    took, used = time.perf_counter() - begun, processor_seconds(server.pid) - before
    say(f"as fast as it goes: {FAST / took:.0f} a second, {used / FAST * 1000:.1f} processor ms")
    say(f"  {dict(answers)}, {spread(times)}")
    before, begun = processor_seconds(server.pid), time.perf_counter()
    answers, times = register_all(pool, rush, pace=MINUTE / RUSH)
    took, used = time.perf_counter() - begun, processor_seconds(server.pid) - before
    say(f"a rush of {RUSH:,} in {took:.0f} s: {used / RUSH * 1000:.1f} processor ms")
    say(f"  {dict(answers)}, {spread(times)}")


def prepare(people: int) -> tuple[SeatPool, list[str]]:
    """An occasion with its ten thousand, and the sessions of those who are to come."""
    occasion = Occasion.objects.create(course=make_course(), slug="rush", timezone="Europe/Oslo")
    venue = Venue.objects.create(occasion=occasion, slug="oslo", name="Oslo")
    pool = SeatPool.objects.create(venue=venue, capacity=REGISTERED + people)
    here = accounts("here", REGISTERED)
    rows = Registration.objects.bulk_create(
        [
            Registration(person=one, occasion=occasion, pool=pool, state=State.CONFIRMED)
            for one in here
        ],
        batch_size=BATCH,
    )
    Transition.objects.bulk_create(
        [Transition(registration=one, to_state=State.CONFIRMED, pool=pool) for one in rows],
        batch_size=BATCH,
    )
    SeatPool.objects.filter(pk=pool.pk).update(taken=REGISTERED)
    return pool, [session_of(one) for one in accounts("coming", people)]


def accounts(name: str, number: int) -> list:
    model = get_user_model()
    return model.objects.bulk_create(
        [model(email=f"{name}-{n}@example.org", name=f"{name} {n}") for n in range(number)],
        batch_size=BATCH,
    )


def session_of(person: object) -> str:
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    session["_auth_user_hash"] = person.get_session_auth_hash()
    session.create()
    return session.session_key


def with_server(work: Callable[[subprocess.Popen], None]) -> None:
    command = [sys.executable, "-m", "gunicorn", "cms.wsgi", "--bind", f"127.0.0.1:{PORT}"]
    command += ["--workers", "2", "--threads", "4", "--log-level", "error"]
    server = subprocess.Popen(command)
    try:
        await_server()
        work(server)
    finally:
        server.terminate()
        server.wait(30)


def await_server() -> None:
    for _ in range(150):
        try:
            client = HTTPConnection("127.0.0.1", PORT, timeout=10)
            client.request("GET", "/accounts/login/")
            client.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The server does not answer.")


def register_all(
    pool: SeatPool, cookies: list[str], pace: float
) -> tuple[Counter[str], list[float]]:
    """Each registers once; with a pace, each at their own moment, and the wait counts."""
    answers: Counter[str] = Counter()
    times: list[float] = []
    waiting = iter(enumerate(cookies))
    lock, begun = threading.Lock(), time.perf_counter()

    def clients_work() -> None:
        client = HTTPConnection("127.0.0.1", PORT, timeout=60)
        while True:
            with lock:
                number, cookie = next(waiting, (0, ""))
            if not cookie:
                return
            due = begun + number * pace
            time.sleep(max(due - time.perf_counter(), 0))
            since = due if pace else time.perf_counter()
            answers[post(client, pool, cookie)] += 1
            times.append(time.perf_counter() - since)

    workers = [threading.Thread(target=clients_work) for _ in range(CLIENTS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return answers, times


def post(client: HTTPConnection, pool: SeatPool, session: str) -> str:
    body = urlencode({"pool": pool.pk, "csrfmiddlewaretoken": TOKEN})
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    path = f"/my/places/register/{pool.venue.occasion_id}/"
    try:
        client.request("POST", path, body, headers)
        answer = client.getresponse()
        answer.read()
    except (OSError, HTTPException) as error:
        client.close()
        return type(error).__name__
    return "a place" if answer.status == 302 else str(answer.status)


def processor_seconds(pid: int) -> float:
    """Of a process and its children, user and system, as /proc tells them."""
    own = proc_seconds(pid)
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:  # noqa: PTH123
        return own + sum(proc_seconds(int(child)) for child in file.read().split())


def proc_seconds(pid: int) -> float:
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def spread(times: list[float]) -> str:
    cuts = quantiles(times, n=100)
    half, most, slowest = (cuts[at] * 1000 for at in (49, 94, 98))
    return f"half in {half:.0f} ms, 95 % in {most:.0f} ms, 99 % in {slowest:.0f} ms"


def say(line: str) -> None:
    sys.stdout.write(f"{timezone.localtime():%H:%M:%S} {line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
