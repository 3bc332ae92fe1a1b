"""Two tabs that hand in, files that come at the same moment, and reviewers who answer at once."""

from functools import partial

import pytest

from progress.actions.add_file import add_file
from progress.actions.approve_submission import approve_submission
from progress.actions.hand_in import hand_in
from progress.actions.return_submission import return_submission
from progress.models import Message, StepRecord, Submission, SubmissionFile
from progress.models.handed_in_files import kept_files
from progress.reports.audit import audit
from tests.progress.assignments import handed_in, make_class, named
from tests.progress.at_once import in_threads

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("private", "in_english"),
]


@pytest.fixture
def team():
    yield make_class()
    assert list(audit()) == []


def test_of_two_tabs_one_hands_in_and_the_other_is_told(team):
    deed = partial(
        hand_in,
        enrolment=team.way,
        module=team.page.pk,
        step=team.plan,
        answers={team.asked: "Pulse, then song."},
    )
    outcomes = in_threads([deed] * 4)
    assert outcomes.pop("done") == 1
    (told,) = outcomes
    assert "You have handed this in" in told
    assert Submission.objects.count() == Message.objects.count() == 1


def test_of_files_that_come_at_once_no_more_than_allowed_are_kept(team):
    deeds = [
        partial(
            add_file,
            enrolment=team.way,
            module=team.page.pk,
            step=team.plan,
            file=named(f"{number}.pdf"),
        )
        for number in range(5)
    ]
    assert in_threads(deeds)["done"] == 2
    assert SubmissionFile.objects.count() == 2
    assert len(kept_files().listdir("submissions")[1]) == 2


def test_of_reviewers_who_answer_at_once_one_wins_and_the_others_are_told(team):
    submission = handed_in(team)
    deeds = [
        partial(approve_submission, submission=submission, by=team.anna),
        partial(return_submission, submission=submission, by=team.cia, comment="Say more."),
        partial(approve_submission, submission=submission, by=team.didrik),
    ]
    outcomes = in_threads(deeds)
    assert outcomes.pop("done") == 1
    assert all("meanwhile" in told for told in outcomes), outcomes
    submission.refresh_from_db()
    is_approved = submission.state == "approved"
    assert StepRecord.objects.count() == int(is_approved)
    assert Message.objects.filter(person=team.bo, submission=submission).count() == 1
