"""Counts and times a piece of work in this process, after a warm-up."""

import cProfile
import pstats
from dataclasses import dataclass
from statistics import median
from time import process_time

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.work import Work

WARM_UP = 3
TIMES = 20


@dataclass(frozen=True)
class Cost:
    queries: int
    calls: int
    milliseconds: float


def measure(work: Work) -> Cost:
    for _ in range(WARM_UP):
        _run(work)
    work.before()
    with CaptureQueriesContext(connection) as captured:
        work.run()
    queries = len(captured)  # read at once: the next request empties the log
    work.before()
    profile = cProfile.Profile()
    profile.runcall(work.run)
    times = [_run(work) for _ in range(TIMES)]
    return Cost(queries, pstats.Stats(profile).total_calls, median(times) * 1000)


def _run(work: Work) -> float:
    """Seconds of the processor, without what makes it ready."""
    work.before()
    begun = process_time()
    work.run()
    return process_time() - begun
