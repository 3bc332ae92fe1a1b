import pytest

from cms.models import User
from progress.actions.answer_step import answer_step
from progress.actions.keep_answers import keep_answers
from progress.actions.mark_step import mark_step
from progress.actions.start_course import start_course
from progress.models import Answer, StepRecord
from progress.rules.learning_errors import CannotLearn
from tests.progress.packages import choice, module, package, question, step

pytestmark = pytest.mark.django_db

RIGHT, WRONG = choice("The group", correct=True), choice("The teacher", feedback="Not alone.")


@pytest.fixture
def quiz():
    """A step of two questions, of which all have to be right."""
    asked = [
        question("single", choices=[RIGHT, WRONG]),
        question("number", "How many beats?", answers=[3], tolerance=0),
    ]
    page = module(package(), step("Quiz", questions=asked, pass_percent=100), step("After"))
    quiz = step_of(page)
    return page, quiz, asked[0]["id"], asked[1]["id"]


def step_of(page):
    return page.steps.raw_data[0]["id"]


@pytest.fixture
def way(quiz):
    teacher = User.objects.create_user("ada@example.org", "pw", name="Ada")
    return start_course(person=teacher, course=quiz[0].get_parent())


def test_a_wrong_attempt_is_kept_and_a_right_one_passes_the_step(quiz, way):
    page, id, who, beats = quiz
    wrong = answer_step(
        enrolment=way, module=page, step=id, answers={who: WRONG["id"], beats: "3,0"}
    )
    assert wrong.recorded is None
    assert wrong.result.score == 0.5
    right = answer_step(enrolment=way, module=page, step=id, answers={who: RIGHT["id"], beats: "3"})
    assert right.recorded.is_new
    record = StepRecord.objects.get()
    assert (record.how, record.revision) == ("passed", page.live_revision_id)
    assert list(Answer.objects.values_list("attempt", "score", "pass_percent")) == [
        (1, 0.0, 100), (1, 1.0, 100), (2, 1.0, 100), (2, 1.0, 100),
    ]  # fmt: skip


def test_what_is_half_written_is_kept_and_is_no_attempt(quiz, way):
    page, id, who, beats = quiz
    keep_answers(enrolment=way, module=page, step=id, answers={beats: "2"})
    keep_answers(enrolment=way, module=page, step=id, answers={beats: "23"})
    assert set(Answer.objects.values_list("attempt", "value")) == {(0, ""), (0, "23")}
    with pytest.raises(CannotLearn, match="every question"):
        answer_step(enrolment=way, module=page, step=id, answers={beats: "23"})
    answer_step(enrolment=way, module=page, step=id, answers={beats: "3", who: RIGHT["id"]})
    assert not Answer.objects.filter(attempt=0).exists()


def test_a_step_with_right_answers_cannot_be_marked_done(quiz, way):
    with pytest.raises(CannotLearn, match="questions are answered"):
        mark_step(enrolment=way, module=quiz[0], step=quiz[1])


def test_a_step_once_passed_stays_passed(quiz, way):
    page, id, who, beats = quiz
    for value in (RIGHT, WRONG):
        answer_step(enrolment=way, module=page, step=id, answers={who: value["id"], beats: 3})
    way.refresh_from_db()
    assert way.percent == 50
    assert StepRecord.objects.count() == 1


def test_an_answer_with_ids_of_another_question_is_no_answer(quiz, way):
    page, id, who, beats = quiz
    with pytest.raises(CannotLearn):
        answer_step(enrolment=way, module=page, step=id, answers={who: "x" * 32, beats: {"a": 1}})
    assert not Answer.objects.exists()
