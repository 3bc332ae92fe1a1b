from courses.rules.outline import Step
from progress.rules.content_changes import Diff, asked_of, compare, had_done, judged_otherwise


def step(id, **values):
    return Step(id=id, title=values.pop("title", id.upper()), **values)


A, B, C = step("a"), step("b"), step("c")


def test_what_came_and_what_went_is_named_in_the_order_of_the_module():
    assert compare([A, B], [C, step("d"), B]) == Diff(new=("c", "d"), gone=("a",))


def test_words_minutes_parts_and_order_ask_for_nothing():
    said_else = step("a", title="Other", minutes=30, part="Two", form="group")
    assert not compare([A, B], [B, said_else])


def test_another_pass_mark_asks_for_something_else():
    assert compare([A], [step("a", pass_percent=80)]) == Diff(changed=("a",))


def test_other_questions_ask_for_something_else_and_their_order_does_not():
    one, two = ("q1", "single"), ("q2", "short")
    before = step("a", questions=(one, two))
    assert not compare([before], [step("a", questions=(two, one))])
    assert compare([before], [step("a", questions=(one,))]).changed == ("a",)
    assert compare([before], [step("a", questions=(one, ("q2", "multiple")))]).changed == ("a",)


def test_a_step_that_becomes_required_asks_for_something_else():
    assert compare([step("a", required=False)], [A]).changed == ("a",)


def test_a_module_asks_for_its_required_steps_or_for_all_where_none_is():
    optional = step("o", required=False)
    assert asked_of([A, optional]) == {"a"}
    assert asked_of([optional]) == {"o"}
    assert asked_of([]) == frozenset()


def test_of_an_empty_module_nobody_had_done_anything():
    assert not had_done(frozenset(), frozenset({"a"}))
    assert had_done(frozenset({"a"}), frozenset({"a", "b"}))
    assert not had_done(frozenset({"a", "b"}), frozenset({"a"}))


def test_other_choices_and_right_answers_are_judged_otherwise_and_words_are_not():
    def block(*choices, prompt="Who leads?", **value):
        items = [
            {"type": "item", "id": id, "value": {"text": text, "correct": correct}}
            for id, text, correct in choices
        ]
        asked = {"type": "single", "id": "q", "value": {"prompt": prompt, "choices": items}}
        return {"type": "step", "id": "a", "value": {"title": "A", "questions": [asked], **value}}

    right, wrong = ("r", "The group", True), ("w", "Nobody", False)
    before = [block(right, wrong)]
    said_else = [block(("w", "No one", False), ("r", "All", True), prompt="Who?", title="B")]
    assert not judged_otherwise(before, said_else)
    assert judged_otherwise(before, [block(("r", "The group", False), ("w", "Nobody", True))])
    assert judged_otherwise(before, [block(right, wrong, ("x", "Some", False))]) == {"a"}
    assert not judged_otherwise(before, [])
    assert compare([A], [A], judged_otherwise(before, [block(right)])) == Diff(changed=("a",))
