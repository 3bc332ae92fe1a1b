"""`make bench`: what the busiest pieces of work cost, beside what peers cost for the same.

`make bench ARGS=signals` measures only those with that word in their name.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from itertools import chain

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")

import django

django.setup()

from bench.crowds import crowds
from bench.learning import learning
from bench.measure import Cost, measure
from bench.work import Work, demo_work
from tests import databases

HEAD = ("Work", "Queries", "Python calls", "Processor ms")


def main() -> None:
    databases.restore("demo")
    try:
        wanted = " ".join(sys.argv[1:])
        pieces = chain(demo_work(), learning(), crowds())
        for line in table(work for work in pieces if wanted in work.name):
            sys.stdout.write(f"{line}\n")
    finally:
        databases.drop()


def table(pieces: Iterable[Work]) -> Iterator[str]:
    """As Markdown, so that it can stand in docs/performance.md as it is."""
    yield f"| {' | '.join(HEAD)} |"
    yield "|---|---|---|---|"
    for work in pieces:
        yield row(f"**{work.name}**", measure(work))
        for name, queries, calls, ms in work.peers:
            yield f"| {name} | {queries} | {calls} | {ms} |"


def row(name: str, cost: Cost) -> str:
    return f"| {name} | {cost.queries} | {cost.calls:,} | {cost.milliseconds:.1f} |"


if __name__ == "__main__":
    main()
