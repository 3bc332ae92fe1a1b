"""A practice step: tried with pupils, with a note that nobody has to write."""

import uuid

import pytest

from cms.models import User
from courses.rules.outline import plain_id
from progress.actions.answer_step import answer_step
from progress.actions.keep_answers import keep_answers
from progress.actions.mark_step import mark_step
from progress.actions.start_course import start_course
from progress.models import Answer, StepRecord
from progress.rules.drafts import NoLongerAsked, WrittenElsewhere
from progress.rules.learning_errors import CannotLearn
from tests.progress.packages import choice, module, package, question, site, step, step_ids

pytestmark = pytest.mark.django_db


def begun(*steps):
    """The way, and what each act on the first step says."""
    site()
    page = module(package(), *steps, step("Later"))
    way = start_course(
        person=User.objects.create_user("ada@example.org", "pw", name="Ada"),
        course=page.get_parent(),
    )
    return {"enrolment": way, "module": page, "step": plain_id(step_ids(page)[0])}


@pytest.fixture
def practice():
    return begun(step("Try it", form="practice"))


def kept(what):
    rows = Answer.objects.filter(question=uuid.UUID(what["step"])).order_by("attempt")
    return list(rows.values_list("attempt", "value"))


def tried(what, words=None, **more):
    answers = {} if words is None else {what["step"]: words}
    return answer_step(**what, answers=answers, **more)


def test_the_note_is_kept_as_an_answer_and_the_step_is_marked(practice):
    done = tried(practice, "They laughed, and then they listened.")
    assert done.recorded.is_new
    assert kept(practice) == [(1, "They laughed, and then they listened.")]
    assert StepRecord.objects.get().how == "marked"


@pytest.mark.parametrize("words", [None, "", "  \n", "\u200b"])
def test_without_a_note_the_step_is_done_all_the_same(practice, words):
    tried(practice, words)
    assert kept(practice) == []
    assert StepRecord.objects.get().how == "marked"


def test_a_note_that_is_half_written_is_kept_and_goes_into_the_one_that_is_recorded(practice):
    id = practice["step"]
    assert keep_answers(**practice, answers={id: "They"}, only=[id], based_on={id: 0}) == {id: 1}
    assert kept(practice) == [(0, "They")]
    assert not StepRecord.objects.exists()
    tried(practice, "They laughed.", based_on={id: 1})
    assert kept(practice) == [(1, "They laughed.")]


def test_two_tabs_do_not_lose_each_others_note(practice):
    id = practice["step"]
    keep_answers(**practice, answers={id: "They laughed"}, only=[id], based_on={id: 0})
    with pytest.raises(WrittenElsewhere):
        tried(practice, "They cried", based_on={id: 0})
    assert kept(practice) == [(0, "They laughed")]
    assert not StepRecord.objects.exists()


def test_the_same_mark_sent_twice_counts_once_with_its_note(practice):
    uid = uuid.uuid4()
    for _again in range(2):
        tried(practice, "They laughed.", uid=uid)
    assert kept(practice) == [(1, "They laughed.")]


def test_a_note_is_changed_later_and_emptied_and_the_step_stays_done(practice):
    for words in ("They laughed.", "They laughed again.", ""):
        tried(practice, words)
    assert kept(practice) == [(1, "They laughed."), (2, "They laughed again."), (3, "")]
    assert StepRecord.objects.count() == 1


def test_what_does_not_speak_of_the_note_changes_none(practice):
    id = practice["step"]
    tried(practice, "They laughed.")
    keep_answers(**practice, answers={id: "Half"}, only=[id])
    tried(practice)
    mark_step(**practice)
    assert kept(practice) == [(0, "Half"), (1, "They laughed.")]


def test_beside_reflections_the_note_alone_may_be_blank():
    asked = question("reflection", "What did you hear?")
    what = begun(step("Try it", form="practice", questions=[asked]))
    id = plain_id(asked["id"])
    with pytest.raises(CannotLearn, match="Answer every question"):
        tried(what, "They laughed.")
    answer_step(**what, answers={id: "The roof.", what["step"]: ""})
    assert StepRecord.objects.get().how == "answered"
    assert Answer.objects.get().value == "The roof."
    answer_step(**what, answers={id: "The roof.", what["step"]: "They laughed."})
    assert kept(what) == [(2, "They laughed.")]


def test_a_step_of_another_form_or_with_right_answers_has_no_note():
    quiz = question("single", choices=[choice("Yes", correct=True), choice("No")])
    what = begun(step("Quiz", form="practice", questions=[quiz]))
    right = plain_id(quiz["value"]["choices"][0]["id"])
    with pytest.raises(NoLongerAsked):
        answer_step(**what, answers={plain_id(quiz["id"]): right, what["step"]: "A note"})
    assert kept(what) == []
    later = what | {"step": plain_id(step_ids(what["module"])[1])}
    with pytest.raises(CannotLearn, match="no questions"):
        tried(later, "A note")
