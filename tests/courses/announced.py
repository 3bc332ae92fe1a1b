"""What courses announces while something is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from courses.signals import occasion_changed, seats_changed


@contextmanager
def listening() -> Iterator[list[Any]]:
    """Changes of occasions, and the keys of occasions whose seats changed, as they are sent."""
    heard: list[Any] = []

    def changed(sender: Any, occasion: Any, changes: Any, by: Any, **kwargs: Any) -> None:
        assert connection.in_atomic_block
        heard.append((changes, by))

    def seats(sender: Any, occasion_id: int, **kwargs: Any) -> None:
        assert connection.in_atomic_block
        heard.append(occasion_id)

    occasion_changed.connect(changed)
    seats_changed.connect(seats)
    try:
        yield heard
    finally:
        occasion_changed.disconnect(changed)
        seats_changed.disconnect(seats)
