"""`make bench`: what the busiest pieces of work cost, beside what peers cost for the same."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")

import django

django.setup()

from bench.measure import Cost, measure
from bench.work import Work, demo_work
from tests import databases

HEAD = ("Work", "Queries", "Python calls", "Processor ms")


def main() -> None:
    databases.restore("demo")
    try:
        for line in table(demo_work()):
            sys.stdout.write(f"{line}\n")
    finally:
        databases.drop()


def table(pieces: list[Work]) -> list[str]:
    """As Markdown, so that it can stand in docs/performance.md as it is."""
    lines = [f"| {' | '.join(HEAD)} |", "|---|---|---|---|"]
    for work in pieces:
        lines.append(row(f"**{work.name}**", measure(work)))
        lines += [
            f"| {name} | {queries} | {calls} | {ms} |" for name, queries, calls, ms in work.peers
        ]
    return lines


def row(name: str, cost: Cost) -> str:
    return f"| {name} | {cost.queries} | {cost.calls:,} | {cost.milliseconds:.1f} |"


if __name__ == "__main__":
    main()
