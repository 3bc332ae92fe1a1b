"""Which translations lag behind their original, and in what."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.actions.confirm_translation import confirm_translation
from courses.models import DatedCoursePage, Occasion
from courses.reports.lagging import lagging
from tests.progress.offers import make_course
from tests.progress.packages import catalogue, choice, module, package, question, site, step
from tests.progress.translations import in_both, paragraph

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_site():
    site()


def publish(page, *steps, **fields):
    page = type(page).objects.get(pk=page.pk)
    if steps:
        page.steps = page.steps.stream_block.to_python(list(steps))
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def in_words(one: dict, title: str) -> dict:
    return {**one, "value": {**one["value"], "title": title}}


def test_a_translation_with_the_same_steps_does_not_lag():
    steps = [step("Lyssna"), step("Spela")]
    in_both(steps, [in_words(steps[0], "Lytt"), in_words(steps[1], "Spill")])
    assert lagging() == []


def test_steps_that_came_to_the_original_are_named_and_so_are_those_that_left_it():
    steps, extra = [step("Lyssna"), step("Räkna")], step("Ekstra")
    both = in_both(steps, [in_words(steps[0], "Lytt"), extra])
    (row,) = lagging()
    assert row.page == both.second
    assert row.original == both.first
    assert [one.title for one in row.steps.missing] == ["Räkna"]
    assert [one.title for one in row.steps.extra] == ["Ekstra"]
    assert row.in_substance
    assert row.words_changed_at is None


@pytest.mark.parametrize(
    "changed",
    [
        {"required": False},
        {"pass_percent": 50},
        {"attempts": 2},
        {"questions": []},
    ],
)
def test_a_step_that_asks_for_something_else_is_named(changed):
    right, wrong = choice("A", correct=True), choice("B")
    one = step("Svara", questions=[question("single", choices=[right, wrong])])
    in_both([one], [in_words({**one, "value": {**one["value"], **changed}}, "Svar")])
    (row,) = lagging()
    assert [each.title for each in row.steps.changed] == ["Svara"]


def test_another_right_choice_or_a_choice_more_is_a_difference_and_other_words_are_none():
    right, wrong = choice("A", correct=True), choice("B")
    asked = question("single", choices=[right, wrong])
    one = step("Svara", questions=[asked])

    def told(*choices):
        value = {**asked["value"], "prompt": "Hvem?", "choices": list(choices)}
        return {**one, "value": {**one["value"], "questions": [{**asked, "value": value}]}}

    def other(item, **changes):
        return {**item, "value": {**item["value"], **changes}}

    both = in_both([one], [told(other(right, text="X"), other(wrong, text="Y"))])
    assert lagging() == []
    for choices in ((right, wrong, choice("C")), (other(right, correct=False), wrong)):
        publish(both.second, told(*choices))
        assert [row.page for row in lagging()] == [both.second]


def test_a_module_that_is_not_translated_is_named_at_the_course():
    one = step("Lyssna")
    both = in_both([one], [in_words(one, "Lytt")])
    module(both.course, title="Form", slug="form")
    (row,) = lagging()
    assert row.page.pk == both.other.pk
    assert row.missing_modules == ("Form",)


def test_words_that_changed_are_seen_by_what_they_say_and_not_by_their_date():
    one = step("Lyssna", content=paragraph("Lyssna först."))
    both = in_both([one], [in_words(one, "Lytt")])
    publish(both.first)
    assert lagging() == []
    new = {**one, "value": {**one["value"], "content": paragraph("Lyssna sedan.")}}
    first = publish(both.first, new)
    (row,) = lagging()
    assert row.page == both.second
    assert not row.in_substance
    assert row.words_changed_at == first.last_published_at
    publish(both.first, one)  # and back again: nothing is to be translated
    assert lagging() == []


@pytest.mark.parametrize("how", ["published", "confirmed"])
def test_who_says_that_it_is_up_to_date_is_told_of_the_next_change_only(how, admin_user):
    one = step("Lyssna", content=paragraph("Lyssna först."))
    both = in_both([one], [in_words(one, "Lytt")])
    both.first = publish(both.first, title="Pulsen")
    assert [row.page for row in lagging()] == [both.second]
    if how == "published":
        publish(both.second)
    else:
        draft = publish(both.second)
        draft.title = "Utkast"
        draft.save_revision()
        publish(both.first, title="Pulsarna")
        assert lagging()
        confirm_translation(page=both.second, by=admin_user)
        both.second.refresh_from_db()
        assert both.second.title == "Pulsen"
        assert both.second.latest_revision.as_object().title == "Utkast"
    assert lagging() == []
    publish(both.first, title="En tredje")
    assert [row.page for row in lagging()] == [both.second]


def test_a_words_revision_that_is_gone_counts_as_changed():
    one = step("Lyssna")
    both = in_both([one], [in_words(one, "Lytt")])
    old = both.first.live_revision
    publish(both.first)
    old.delete()
    assert [row.page for row in lagging()] == [both.second]


def test_the_original_is_the_course_that_has_the_occasions_and_else_the_oldest():
    one = step("Lyssna")
    course, other = make_course("dag"), None
    course.save_revision().publish()
    other = catalogue("nb").add_child(
        instance=DatedCoursePage(
            title="Dag", slug="dagen", translation_key=course.translation_key, live=True
        )
    )
    first = module(course, one, slug="en")
    second = module(other, one, step("Mer"), slug="en", translation_key=first.translation_key)
    assert [row.page.pk for row in lagging()] == [second.pk]
    Occasion.objects.create(course=other, slug="host", timezone="Europe/Oslo")
    assert [row.page.pk for row in lagging()] == [first.pk]


def test_what_is_not_live_lags_behind_nothing():
    one = step("Lyssna")
    both = in_both([one, step("Räkna")], [in_words(one, "Lytt")])
    both.second.unpublish()
    assert [row.missing_modules for row in lagging()] == [("Puls",)]
    both.other.unpublish()
    assert lagging() == []


def test_another_rule_of_completion_is_a_difference():
    one = step("Lyssna")
    both = in_both([one], [in_words(one, "Lytt")])
    publish(both.other, completion_modules=1)
    (row,) = lagging()
    assert row.asks_else


def test_the_list_takes_as_many_queries_for_thirty_courses_as_for_one():
    counted = []
    for numbers in (range(1), range(1, 30)):
        for number in numbers:
            course = package(f"a{number}")
            other = package(f"b{number}", language="nb", translation_key=course.translation_key)
            one, two = step("A"), step("B")
            first = module(course, one, two, slug="en")
            module(other, one, slug="en", translation_key=first.translation_key)
            publish(first, one, two, title="Nytt")
        with CaptureQueriesContext(connection) as captured:
            rows = lagging()
        counted.append(len(captured))
        assert len(rows) == numbers.stop
        assert all(row.words_changed_at and row.steps.missing for row in rows)
    assert counted[0] == counted[1] <= 6


def heard(media=(), choice_media=(), match_media=()) -> dict:
    """A matching question: what it is about, and what its first pair shows on either side."""
    pair = {"text": "A", "match": "1", "media": [*choice_media], "match_media": [*match_media]}
    pairs = [pair, {"text": "B", "match": "2", "media": [], "match_media": []}]
    items = [{"type": "item", "id": str(n), "value": one} for n, one in enumerate(pairs)]
    asked = {"type": "matching", "id": "q", "value": {"prompt": "Vad hör du?", "choices": items}}
    asked["value"]["media"] = [*media]
    return step("Hör", uuid="7b8d7b1e-5d3c-4c3a-9d0f-0d9f2f6b8a11", questions=[asked])


def film(file: int, **more) -> list[dict]:
    value = {"file": file, "url": "", "title": "Tre slag", "captions": None, "transcript": ""}
    return [{"type": "video", "id": "", "value": value | more}]


TUNE = [{"type": "audio", "id": "", "value": {"file": 1, "url": "", "title": "Tre slag"}}]
PICTURE = [{"type": "image", "id": "", "value": {"image": 1, "alt": "En trumma"}}]
SOUND = [{"type": "sound", "id": "", "value": 1}]
NONE = heard()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (NONE, heard(TUNE)),
        (heard(TUNE), NONE),
        (heard(film(1)), heard(film(2))),
        (heard(film(1)), heard(TUNE)),
        (heard(film(1)), heard(film(1, captions=3))),
        (heard(film(1)), heard(film(1, transcript="Ett, två, tre."))),
        (NONE, heard(choice_media=SOUND)),
        (heard(choice_media=SOUND), NONE),
        (heard(choice_media=SOUND), heard(choice_media=[{**SOUND[0], "value": 2}])),
        (heard(choice_media=SOUND), heard(choice_media=PICTURE)),
        (heard(choice_media=PICTURE), heard(match_media=PICTURE)),
    ],
)
def test_another_picture_sound_or_film_of_a_question_is_a_change_of_its_words(before, after):
    both = in_both([before], [in_words(before, "Hør")])
    assert lagging() == []
    publish(both.first, after)
    (row,) = lagging()
    assert row.page == both.second
    assert row.words_changed_at
    assert not row.in_substance
    publish(both.first, before)
    assert lagging() == []


def test_what_a_later_editor_adds_to_stored_blocks_by_itself_is_no_change_of_words():
    one = heard()
    both = in_both([one], [in_words(one, "Hør")])
    more = {"pass_percent": 0, "attempts": 0, "required": True}
    publish(both.first, {**one, "value": one["value"] | more})
    assert lagging() == []


def test_a_step_that_came_is_no_change_of_words():
    one = step("Lyssna")
    both = in_both([one], [in_words(one, "Lytt")])
    publish(both.first, one, step("Räkna"))
    (row,) = lagging()
    assert row.steps.missing
    assert row.words_changed_at is None
    publish(both.first, in_words(one, "Hör"), step("Räkna"))
    assert lagging()[0].words_changed_at
