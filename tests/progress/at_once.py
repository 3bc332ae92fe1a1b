"""Many at once: every one on a connection of its own, all let go at the same moment."""

import multiprocessing
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections

from progress.rules.offers import Refusal

Deed = Callable[[], Any]
PATIENCE = 180  # seconds, for a machine that has much else to do


def outcome(deed: Deed) -> str:
    """“done”, the code of the refusal, or the name of any other error: none is ever expected."""
    try:
        deed()
    except Refusal as refusal:
        return refusal.code
    except Exception as error:  # noqa: BLE001 whatever it was, the test is to see it
        return f"{type(error).__name__}: {error}"
    return "done"


def in_threads(deeds: Sequence[Deed]) -> Counter[str]:
    outcomes: list[str] = []
    start = threading.Barrier(len(deeds))

    def run(deed: Deed) -> None:
        start.wait()
        try:
            outcomes.append(outcome(deed))
        finally:
            connections.close_all()

    _run([threading.Thread(target=run, args=[deed]) for deed in deeds])
    return Counter(outcomes)


def in_processes(shares: Sequence[Sequence[Deed]]) -> Counter[str]:
    """One process for each share of the deeds."""
    connections.close_all()  # a connection must not be open in two processes
    fork = multiprocessing.get_context("fork")
    start, told = fork.Barrier(len(shares)), fork.Queue()

    def run(deeds: Sequence[Deed]) -> None:
        start.wait()
        told.put([outcome(deed) for deed in deeds])
        connections.close_all()

    workers = [fork.Process(target=run, args=[deeds], daemon=True) for deeds in shares]
    for worker in workers:
        worker.start()
    outcomes = Counter(one for _share in shares for one in told.get(timeout=PATIENCE))
    for worker in workers:
        worker.join(PATIENCE)
    return outcomes


def _run(workers: list[threading.Thread]) -> None:
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(PATIENCE)
