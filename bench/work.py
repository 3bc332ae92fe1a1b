"""The pieces of work, on the demo. The peers' figures were measured the same way, elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.test import Client

from courses.models import CataloguePage

Peer = tuple[str, str, str, str]


@dataclass(frozen=True)
class Work:
    name: str
    run: Callable[[], None]
    before: Callable[[], object] = lambda: None
    peers: list[Peer] = field(default_factory=list)


def demo_work() -> list[Work]:
    catalogue = CataloguePage.objects.get(locale__language_code="sv")
    return [
        Work("catalogue page, not signed in", get(Client(), catalogue.get_url())),
        Work(
            "manager's report",
            get(signed_in("manager@example.org"), "/reports/"),
            peers=[("Moodle completion CSV, 1,000 learners", "47", "", "388")],
        ),
    ]


def signed_in(email: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(email=email))
    return client


def get(client: Client, path: str) -> Callable[[], None]:
    def work() -> None:
        assert client.get(path).status_code == 200, path

    return work


def post(client: Client, path: str) -> Callable[[], None]:
    def work() -> None:
        assert client.post(path).status_code in (200, 302, 303), path

    return work
