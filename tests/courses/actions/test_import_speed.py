"""500 courses have to come in within a minute: what each of them costs in queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.courses.catalogue_files import bring, dated, export, module, occasion, step, venue

pytestmark = pytest.mark.django_db
# A course with three modules, two occasions and four venues is 4 pages of 10 tables.
EACH = 12


def courses(count: int, summary: str = "") -> list[dict]:
    return [
        dated(
            f"kurs-{number}",
            summary=summary,
            topics=["dans"],
            organisers=["Regionen"],
            modules=[module(f"m{m}", *(step(f"s{s}") for s in range(5))) for m in range(3)],
            occasions=[
                occasion(
                    f"o{o}",
                    meetings=[{"day": "2026-05-01"}],
                    venues=[venue("a", areas=["Viken"], seats={"participant": 9}), venue("b")],
                )
                for o in range(2)
            ],
        )
        for number in range(count)
    ]


def queries(work, *arguments) -> int:
    with CaptureQueriesContext(connection) as captured:
        work(*arguments)
    return len(captured)


def test_a_new_course_costs_few_queries_with_all_its_parts():
    bring(dated("forst", topics=["dans"], organisers=["Regionen"]))
    few = queries(bring, *courses(2))
    many = queries(bring, *(course | {"id": f"x{course['id']}"} for course in courses(10)))
    assert many - few <= 8 * EACH


def test_an_unchanged_file_and_an_export_cost_the_same_at_1_and_at_30_courses():
    bring(*courses(1))
    one, one_out = queries(bring, *courses(1)), queries(export)
    bring(*courses(30))
    assert queries(bring, *courses(30)) == one
    assert queries(export) == one_out
