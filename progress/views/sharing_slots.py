"""Who can read a reflection, said beside it."""

from django.http import HttpRequest
from django.utils.safestring import SafeString

from courses.rules.questions import Question
from progress.reports.groups_around import GroupsAround, read_groups_around
from progress.reports.ways import WayThrough
from progress.rules.given import Given
from progress.views.slot_rendering import render, render_plain


def groups_around(request: HttpRequest, way: WayThrough) -> GroupsAround:
    """Read once for each request; no query for who takes the course alone."""
    person, key = way.enrolment.person_id, way.enrolment.translation_key
    if not way.in_group:
        return GroupsAround(person)
    kept: dict = request.__dict__
    if "_vidare_groups" not in kept:
        kept["_vidare_groups"] = read_groups_around(person_id=person, course_key=key)
    return kept["_vidare_groups"]


def who_reads(
    request: HttpRequest, way: WayThrough, question: Question, given: Given
) -> SafeString:
    readers = groups_around(request, way).readers
    if not readers:
        return render_plain(request, "sharing", id=question.id)
    return render(
        request,
        "sharing",
        id=question.id,
        prompt=question.prompt,
        readers=list(readers),
        names=", ".join(readers.values()),
        is_shared=given.is_shared,
        is_saved=given.attempts > 0,
    )
