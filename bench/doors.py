"""`make bench`: measures the demo's busiest doors, on SQLite or on the server of TEST_DATABASE_URL.

Queries and Python calls (cProfile's total over one request, after a warm-up) are the same on every
machine; processor milliseconds are the median of many requests on this one.
"""

import cProfile
import pstats
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.demo.sign_ins import PASSWORD
from courses.models import CataloguePage, ModulePage, PackagePage
from courses.rules.outline import plain_id
from progress.actions.start_course import start_course
from tests import databases

RUNS = 30


@dataclass(frozen=True)
class Cost:
    what: str
    queries: int
    calls: int
    milliseconds: float


def measure(what: str, requests: list[Callable[[], object]]) -> Cost:
    """Each request is made once; the first two warm up, one is counted, one profiled."""
    for warm_up in requests[:2]:
        warm_up()
    with CaptureQueriesContext(connection) as captured:
        requests[2]()
        queries = len(captured)
    profile = cProfile.Profile()
    profile.runcall(requests[3])
    spent = []
    for request in requests[4:]:
        begin = time.process_time()
        request()
        spent.append((time.process_time() - begin) * 1000)
    calls = pstats.Stats(profile).total_calls
    return Cost(what, queries, calls, statistics.median(spent))


def signed_in(email: str) -> Client:
    person = get_user_model().objects.get(email=email)
    person.set_password(PASSWORD)
    person.save()
    client = Client()
    client.post(reverse("accounts:login"), {"username": email, "password": PASSWORD})
    if "_auth_user_id" not in client.session:
        raise SystemExit(f"{email} cannot sign in")
    return client


def opening(client: Client, address: str) -> list[Callable[[], object]]:
    def get() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answers {answer.status_code}")

    return [get] * RUNS


def marking(client: Client, package: PackagePage) -> list[Callable[[], object]]:
    """A step of a package marked as done, another one each time."""
    modules = ModulePage.objects.child_of(package).live().order_by("path")
    steps = [(module, step.id) for module in modules for step in module.steps]

    def mark(module: ModulePage, step: str) -> None:
        key = package.translation_key
        address = reverse("progress:mark", args=[key, module.pk, plain_id(step)])
        answer = client.post(address, {"page": module.url})
        if answer.status_code != 302:
            raise SystemExit(f"{address} answers {answer.status_code}")

    return [lambda module=module, step=step: mark(module, step) for module, step in steps[:-1]]


def main() -> None:
    databases.restore("demo")
    try:
        teacher = get_user_model().objects.get(email="teacher@example.org")
        packages = PackagePage.objects.live().filter(locale__language_code="sv")
        package = max(packages, key=lambda page: page.numchild)
        start_course(person=teacher, course=package)
        module = ModulePage.objects.child_of(package).live().order_by("path")[0]
        catalogue = CataloguePage.objects.get(locale__language_code="sv")
        reader, manager = signed_in(teacher.email), signed_in("manager@example.org")
        costs = [
            measure("catalogue page, nobody signed in", opening(Client(), catalogue.url)),
            measure("module page, signed in", opening(reader, module.url)),
            measure("course page, my way in it", opening(reader, package.url)),
            measure("step marked as done", marking(reader, package)),
            measure("manager's report", opening(manager, reverse("progress:reports"))),
        ]
        print(f"{connection.vendor}, {len(list(package.get_children()))} modules in the package")
        print(f"{'':36}{'queries':>8}{'calls':>9}{'ms':>8}")
        for cost in costs:
            print(f"{cost.what:36}{cost.queries:>8}{cost.calls:>9}{cost.milliseconds:>8.1f}")
    finally:
        databases.drop()
