"""Who was asked again in a new version: counted once, and what was earned before stands."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.utils import timezone

from courses.rules.outline import plain_id
from progress.actions.publish_change import publish_change
from progress.actions.weigh_change import weigh_change
from progress.models import ContentChange, Enrolment, Membership
from progress.reports.audit import audit
from progress.reports.content_changes import change_rows, content_changes
from progress.reports.courses import course_rows, learner_rows
from progress.reports.my_page import minutes_in, read_my_page
from progress.reports.people import Wanted, people_found, person_rows
from progress.reports.person import course_rows as own_rows
from progress.reports.scope import scope_of
from progress.reports.ways import read_way
from tests.progress.edits import BEFORE, begun_package, committed, draft, person, with_new, work
from tests.progress.packages import choice, module, package, question, step
from tests.progress.staff import make_county, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def begun():
    return begun_package(title="Rytm")


@pytest.fixture
def again(begun):
    with committed():
        publish_change(
            module=begun.first,
            revision=with_new(begun.first, step("New")),
            choice="again",
            reason="New law.",
            by=begun.editor,
        )
    return begun


def lines(invariant: str) -> list[str]:
    return [line for line in audit() if line.startswith(invariant)]


def test_an_older_completion_that_lost_something_is_found(again):
    assert list(audit()) == []
    Enrolment.objects.filter(person=again.fia, version=1).update(minutes=5)
    found = lines("what_was_earned_by_an_older_version_stays")
    assert "100 percent and 5 minutes; its evidence gives 30" in found[0]


def test_a_later_version_beside_the_current_one_is_found(again):
    Enrolment.objects.filter(person=again.fia, version=2).update(is_current=False)
    assert len(lines("the_latest_version_is_the_current_one")) == 1
    Enrolment.objects.filter(person=again.fia, version=1).update(is_current=True)
    assert len(lines("the_latest_version_is_the_current_one")) == 2


def test_a_manager_counts_everybody_once_and_sees_what_was_done_before(again):
    county = make_county()
    chief = make_member("Chief", county.lulea, role="manager")
    for who in (again.mia, again.moa, again.fia):
        Membership.objects.create(person=who, organisation=county.lulea, role="teacher")
    scope = scope_of(chief, timezone.localdate())
    people = {row.name: row for row in person_rows(people_found(scope, Wanted()), scope)}
    assert (people["Fia"].going_on, people["Fia"].completed, people["Fia"].minutes) == (1, 0, 10)
    assert people["Fia"].certificates == 1
    course = course_rows(scope, Wanted(), "sv")[0]
    assert (course.people, course.going_on, course.completed) == (3, 3, 0)
    wanted = Wanted(course=again.course.translation_key)
    assert [row.name for row in learner_rows(scope, wanted)] == ["Fia", "Mia", "Moa"]
    names = {row.name: row.completed is not None for row in own_rows(again.fia, "sv")}
    assert names == {"Rytm": False, "Rytm (an earlier version)": True}
    assert [row.name for row in own_rows(again.mia, "sv")] == ["Rytm"]


def test_on_the_own_page_it_goes_on_and_is_done(again):
    mine = read_my_page(person_id=again.fia.pk, language="sv", today=timezone.localdate())
    assert [one.enrolment.version for one in mine.going_on] == [2]
    assert [one.enrolment.version for one in mine.done] == [1]
    assert len(mine.done[0].certificates) == 1
    moa = read_my_page(person_id=again.moa.pk, language="sv", today=timezone.localdate())
    assert [one.enrolment.version for one in moa.going_on] == [2]
    assert moa.done == []


def test_hours_of_a_year_count_what_was_carried_over_once(again):
    assert minutes_in(again.fia.pk, BEFORE.year) == 30


def test_the_history_says_what_is_planned_and_what_never_went_live(begun):
    at = timezone.now() + timedelta(hours=1)
    with committed():
        publish_change(
            module=begun.first,
            revision=with_new(begun.first, step("New"), go_live_at=at),
            choice="again",
            reason="New law.",
            by=begun.editor,
        )
    assert [row.is_planned for row in change_rows(list(content_changes(begun.course)))] == [True]
    begun.first.revisions.update(approved_go_live_at=None)
    row = change_rows(list(content_changes(begun.course)))[0]
    assert row.is_called_off
    assert row.reached == 0


@pytest.mark.parametrize(("chosen", "reached"), [("keep", 1), ("again", 3), ("midway", 0)])
def test_the_history_says_for_how_many_it_is_done(begun, chosen, reached):
    with committed():
        publish_change(
            module=begun.first,
            revision=with_new(begun.first, step("New")),
            choice=chosen,
            reason="New law.",
            by=begun.editor,
        )
    row = change_rows(list(content_changes(begun.course)))[0]
    assert (row.by, row.reason, row.reached) == ("Edda", "New law.", reached)
    assert not row.is_planned
    assert not row.is_called_off


def test_where_nobody_was_asked_the_history_says_so_in_words(begun):
    with committed():
        with_new(begun.first, step("New")).publish(user=begun.editor)
    row = change_rows(list(content_changes(begun.course)))[0]
    assert row.reason.startswith("Published where nobody was asked")
    assert row.change.choice == ContentChange.Choice.MIDWAY


def test_what_came_to_another_language_is_new_to_nobody_who_began_in_this_one(begun):
    """It was there before Fia finished, who did not have to do it."""
    with committed():
        with_new(begun.first, step("Old", required=False)).publish()
    ContentChange.objects.update(at=BEFORE)
    begun.first.refresh_from_db()
    other = package("rytme", language="nb", translation_key=begun.course.translation_key)
    steps, key = begun.first.steps.raw_data, begun.first.translation_key
    theirs = module(other, *steps[:2], translation_key=key)
    nils = person("nils")
    work(nils, other, [(theirs, 0), (theirs, 1)])
    with committed():
        draft(theirs, *steps).publish()
    own, others = (
        read_way(person_id=one.pk, course=course).new_since
        for one, course in ((begun.fia, begun.course), (nils, other))
    )
    assert own == frozenset()
    assert others == {plain_id(steps[2]["id"])}


def test_another_right_answer_is_a_change_that_is_chosen_for():
    choices = [choice("Both", correct=True), choice("Nobody")]
    course = package()
    one = module(course, step("A"), step("Quiz", questions=[question("single", choices=choices)]))
    work(person("ada"), course, [(one, 0)])
    steps = deepcopy(list(one.steps.raw_data))
    steps[1]["value"]["title"] = "A quiz"
    assert weigh_change(module=one, old=one.steps.raw_data, new=steps) is None
    for item in steps[1]["value"]["questions"][0]["value"]["choices"]:
        item["value"]["correct"] = not item["value"]["correct"]
    weighed = weigh_change(module=one, old=one.steps.raw_data, new=steps)
    assert weighed.asks
    assert weighed.diff.changed == (plain_id(steps[1]["id"]),)
