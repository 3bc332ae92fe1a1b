"""What was sent in or changed meanwhile: nothing is written over, and nothing vanishes."""

import uuid

import pytest

from cms.models import User
from courses.rules.outline import plain_id
from progress.actions.answer_step import answer_step
from progress.actions.keep_answers import keep_answers
from progress.actions.record_step import Place, place_questions
from progress.actions.start_course import start_course
from progress.models import Answer, StepRecord
from progress.reports.ways import read_answers, read_way
from progress.rules.drafts import NoLongerAsked, WrittenElsewhere
from progress.rules.practice import with_note
from tests.progress.packages import module, package, question, site, step, step_ids

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return [question("reflection", "What did you hear?"), question("short", "A word?")]


@pytest.fixture
def what(asked):
    site()
    page = module(package(), step(questions=asked), step(form="practice"))
    person = User.objects.create_user("ada@example.org", "pw", name="Ada")
    way = start_course(person=person, course=page.get_parent())
    return {"enrolment": way, "module": page, "step": step_ids(page)[0]}


@pytest.fixture
def heard(asked):
    return plain_id(asked[0]["id"])


@pytest.fixture
def word(asked):
    return plain_id(asked[1]["id"])


def rows():
    return set(Answer.objects.values_list("attempt", "value"))


def shown(what, id):
    """The version that the page gives the writer."""
    course = what["module"].get_parent().specific
    way = read_way(person_id=what["enrolment"].person_id, course=course)
    module = way.outline.modules[0]
    first = module.steps[0]
    place = Place(module, first, module.pk, module.revision, module.published_at)
    given = read_answers(way.enrolment, [(first.id, with_note(first, place_questions(place)))])
    return given[id].text, given[id].version


@pytest.mark.parametrize("sends_in", [True, False])
def test_a_tab_that_was_open_before_does_not_write_over_what_was_sent_in(
    what, heard, word, sends_in
):
    answer_step(**what, answers={heard: "All of it.", word: "Ja"}, based_on={heard: 0, word: 0})
    late = {"answers": {heard: "Half of", word: "Nej"}, "based_on": {heard: 0, word: 0}}
    with pytest.raises(WrittenElsewhere) as raised:
        answer_step(**what, **late) if sends_in else keep_answers(**what, **late)
    both = raised.value.conflicts
    assert {id: (one.mine, one.theirs) for id, one in both.items()} == {
        heard: ("Half of", "All of it.")
    }
    assert (1, "All of it.") in rows() and (0, "Half of") not in rows()
    chosen = late | {"based_on": {heard: both[heard].version}}
    keep_answers(**what, **chosen)
    assert (0, "Half of") in rows()


def test_one_who_goes_on_in_the_page_as_it_is_is_never_asked(what, heard, word):
    keep_answers(**what, answers={heard: "A"}, based_on={heard: 0}, only=[heard])
    text, version = shown(what, heard)
    answers = {heard: "A and B", word: "Ja"}
    first = answer_step(**what, answers=answers, based_on={heard: version})
    text, version = shown(what, heard)
    assert (text, version) == ("A and B", first.versions[heard])
    again = keep_answers(**what, answers={heard: "C"}, based_on={heard: version}, only=[heard])
    answers = {heard: "C and D", word: "Ja"}
    answer_step(**what, answers=answers, based_on={heard: again[heard]})
    assert {(1, "A and B"), (2, "C and D")} <= rows()


def test_an_attempt_that_comes_again_does_not_know_what_others_wrote_since(what, heard, word):
    save = {"answers": {heard: "A", word: "Ja"}, "based_on": {heard: 0}, "uid": uuid.uuid4()}
    mine = answer_step(**what, **save).versions[heard]
    keep_answers(**what, answers={heard: "B"}, based_on={heard: mine}, only=[heard])
    assert answer_step(**what, **save).versions[heard] == mine


@pytest.mark.parametrize("again", [False, True])
def test_what_is_no_longer_asked_is_said_and_the_rest_is_kept(what, heard, again):
    gone = plain_id(uuid.uuid4())
    save = {"answers": {heard: "A", gone: "A whole evening"}, "uid": uuid.uuid4()}
    for _time in range(1 + again):
        with pytest.raises(NoLongerAsked) as raised:
            keep_answers(**what, **save, only=[heard, gone])
    assert list(raised.value.gone) == [gone]
    assert raised.value.versions[heard] == 1
    assert (0, "A") in rows()


def test_an_attempt_counts_though_something_is_no_longer_asked(what, heard, word):
    gone = plain_id(uuid.uuid4())
    with pytest.raises(NoLongerAsked):
        answer_step(**what, answers={heard: "A", word: "Ja", gone: "A whole evening"})
    assert StepRecord.objects.count() == 1
    answer_step(**what, answers={heard: "A", word: "Ja", gone: "  "})


def test_a_new_line_is_one_letter_with_and_without_scripts(what, heard):
    text = "line\r\n" * 4_000  # 20,000 letters as the browser counts them
    keep_answers(**what, answers={heard: text}, only=[heard], based_on={heard: 0})
    assert Answer.objects.get().value == text.replace("\r\n", "\n")
    keep_answers(**what, answers={heard: text.replace("\r", "")}, only=[heard], based_on={heard: 0})
