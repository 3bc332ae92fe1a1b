"""What people share and hand in at the moment when somebody else changes what that means."""

from functools import partial

import pytest

from cms.models import User
from progress.actions.approve_submission import approve_submission
from progress.actions.hand_in import hand_in
from progress.actions.hand_over_group import hand_over_group
from progress.actions.join_study_group import join_study_group
from progress.actions.keep_answers import keep_answers
from progress.actions.publish_change import publish_change
from progress.actions.share_reflection import share_reflection
from progress.models import Enrolment, SharedReflection, StepRecord, StudyGroup, Submission
from progress.reports.audit import audit
from progress.reports.shared_reflections import shared_with
from tests.progress.assignments import handed_in, make_class
from tests.progress.at_once import in_threads
from tests.progress.edits import person, with_new
from tests.progress.packages import step
from tests.progress.reflections import make_writers, way_of, write

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("private", "in_english"),
]


def test_who_comes_to_lead_a_group_never_reads_what_was_shared_with_who_led_it():
    team = make_writers()
    writers = [team.bo, *(person(f"writer{number}") for number in range(5))]
    for one in writers[1:]:
        join_study_group(group=team.group, person=one)
        write(team, one, f"What {one.name} heard.")
    to = person("next")
    join_study_group(group=team.group, person=to)
    shares = [
        partial(
            share_reflection,
            enrolment=way_of(team, one),
            module=team.page.pk,
            step=team.listen,
            question=team.heard,
            readers=[team.anna.pk],
        )
        for one in writers
    ]
    over = partial(hand_over_group, group=team.group, to=to, by=team.anna)
    outcomes = in_threads([*shares[:3], over, *shares[3:]])
    assert outcomes["done"] >= 1
    assert all(told == "done" or "Somebody else leads" in told for told in outcomes), outcomes
    group = StudyGroup.objects.get()
    assert group.facilitator == to
    assert not SharedReflection.objects.exists()
    assert shared_with(group, language="sv") == []
    assert list(audit()) == []


@pytest.fixture
def team():
    team = make_class()
    team.editor = User.objects.create_superuser("edda@example.org", "pw", name="Edda")
    return team


def again(team):
    """The module of the assignment is published with a new step, and all are asked again."""
    return partial(
        publish_change,
        module=team.page,
        revision=with_new(team.page, step("New", required=False)),
        choice="again",
        reason="New law.",
        by=team.editor,
    )


@pytest.mark.parametrize("is_first", [True, False], ids=["approves first", "publishes first"])
def test_approved_while_all_are_asked_again_it_counts_where_it_was_handed_in(team, is_first):
    submission = handed_in(team)
    deeds = [partial(approve_submission, submission=submission, by=team.anna), again(team)]
    assert in_threads(deeds if is_first else deeds[::-1]) == {"done": 2}
    old, new = Enrolment.objects.filter(person=team.bo).order_by("version")
    assert (old.version, old.is_current, new.version, new.is_current) == (1, False, 2, True)
    # What came before the change was published is asked again, whichever of the two came first.
    assert [one.how for one in StepRecord.objects.filter(enrolment=old)] == ["approved"]
    assert not StepRecord.objects.filter(enrolment=new).exists()
    assert (new.percent, new.minutes, new.completed_at) == (0, 0, None)
    assert old.minutes == 90
    submission.refresh_from_db()
    assert submission.state == Submission.State.APPROVED
    assert list(audit()) == []


def test_two_tabs_hand_in_while_all_are_asked_again(team):
    """Each version has one at most; who comes second to one of them is told."""
    what = {"enrolment": team.way, "module": team.page.pk, "step": team.plan}
    answers = {team.asked: "Pulse, then song."}
    keep_answers(**what, answers=answers)
    deed = partial(hand_in, **what, answers=answers)
    outcomes = in_threads([deed, again(team), deed])
    done = outcomes.pop("done")
    assert done + sum(outcomes.values()) == 3
    assert all("You have handed this in" in told for told in outcomes), outcomes
    waiting = Submission.objects.filter(state=Submission.State.HANDED_IN)
    assert len(set(waiting.values_list("enrolment", flat=True))) == waiting.count() == done - 1
    assert Enrolment.objects.current().get(person=team.bo).version == 2
    assert list(audit()) == []
