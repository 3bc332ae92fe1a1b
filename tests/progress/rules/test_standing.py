import random
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from courses.rules.outline import Module, Outline, Step
from progress.rules.standing import Evidence, Kind, stand


def module(key, *steps, required=True):
    """A step that is optional ends with a question mark; it takes ten minutes."""
    return Module(
        pk=1,
        key=key,
        slug=key,
        title=key.title(),
        required=required,
        steps=tuple(
            Step(name.rstrip("?"), name, minutes=10, required=not name.endswith("?"))
            for name in steps
        ),
    )


def course(*modules, needed=None, attendance=None):
    return Outline(
        1, "course", modules_needed=needed, attendance_percent=attendance, modules=modules
    )


def done(*steps, **minutes):
    return Evidence(dict.fromkeys(steps, 10), **minutes)


names = st.sampled_from(["a", "b", "c", "d", "e", "f", "a?", "c?", "e?"])
modules = st.builds(
    lambda key, steps, required: module(key, *steps, required=required),
    st.uuids().map(str),
    st.lists(names, max_size=4, unique_by=lambda name: name.rstrip("?")),
    st.booleans(),
)
courses = st.builds(
    lambda parts, needed, attendance: course(*parts, needed=needed, attendance=attendance),
    st.lists(modules, max_size=4),
    st.one_of(st.none(), st.integers(1, 4)),
    st.one_of(st.none(), st.integers(0, 100)),
)
evidences = st.builds(
    Evidence,
    st.dictionaries(st.sampled_from("abcdefxy"), st.integers(0, 60)),
    st.integers(0, 130),
    st.sampled_from([0, 1, 90, 120]),
)


def obvious(outline, evidence):
    """The same in another way: every choice of modules is tried. Returns (complete, share)."""

    def steps_of(part, *, optional_too):
        required = {step.id for step in part.steps if step.required}
        return required or ({step.id for step in part.steps} if optional_too else set())

    def hits(steps):
        return sum(1 for step in steps if step in evidence.steps)

    shares, completes = [], []
    if outline.attendance_percent:
        planned = evidence.planned
        wanted = [m for m in range(planned + 1) if m * 100 >= planned * outline.attendance_percent]
        wanted = wanted[0] if planned else None
        completes.append(bool(wanted) and evidence.attended >= wanted)
        shares.append(min(Fraction(evidence.attended, wanted), 1) if wanted else Fraction(0))
    if outline.modules_needed:
        lists = [steps_of(part, optional_too=True) for part in outline.modules]
        padded = [steps for steps in lists if steps] + [{"never"}] * outline.modules_needed
        tries = [
            [Fraction(hits(steps), len(steps)) for steps in choice]
            for choice in combinations(padded, outline.modules_needed)
        ]
        shares.append(max(sum(one) / outline.modules_needed for one in tries))
        completes.append(shares[-1] == 1)
    else:
        lists = [steps_of(part, optional_too=False) for part in outline.modules if part.required]
        if not any(lists) and not completes:
            lists = [steps_of(part, optional_too=True) for part in outline.modules if part.required]
            if not any(lists):
                lists = [steps_of(part, optional_too=True) for part in outline.modules]
        total = sum(map(len, lists))
        if total:
            shares.append(Fraction(sum(map(hits, lists)), total))
            completes.append(shares[-1] == 1)
    complete = bool(completes) and all(completes)
    return complete, sum(shares) / len(shares) if shares else Fraction(0)


def test_every_required_step_of_every_required_module():
    mine = course(module("one", "a", "b"), module("two", "c", "d?"))
    assert stand(mine, done("a", "b")).percent == 66
    assert not stand(mine, done("a", "b")).is_complete
    full = stand(mine, done("a", "b", "c"))
    assert (full.percent, full.minutes, full.is_complete) == (100, 30, True)


def test_the_tree_says_what_is_met_and_what_is_not():
    tree = stand(course(module("one", "a", "b"), module("two", "c")), done("a", "c")).tree
    assert [(one.key, one.met, one.done, one.needed) for one in tree.children] == [
        ("one", False, 1, 2),
        ("two", True, 1, 1),
    ]
    assert [one.met for one in tree.children[0].children] == [True, False]
    assert tree.children[0].label % tree.children[0].params == "One"


def test_an_optional_module_is_not_asked_for_and_its_minutes_count():
    mine = course(module("one", "a"), module("more", "b", required=False))
    assert [one.key for one in stand(mine, done()).tree.children] == ["one"]
    assert stand(mine, done("b")).minutes == 10
    assert stand(mine, done("b")).percent == 0
    assert stand(mine, done("a")).is_complete


def test_a_module_without_required_steps_asks_for_nothing():
    mine = course(module("one", "a"), module("read", "b?", "c?"))
    assert stand(mine, done("a")).is_complete


def test_the_best_of_the_modules_count_when_some_are_enough():
    mine = course(module("one", "a", "b"), module("two", "c"), module("three", "d", "e"), needed=2)
    assert stand(mine, done("c", "d")).percent == 75
    some = stand(mine, done("c", "d", "e")).tree.children[0]
    assert (some.kind, some.met, some.done, some.needed) == (Kind.SOME_MODULES, True, 2, 2)
    assert some.label % some.params == "2 of the modules"


def test_a_module_of_optional_steps_counts_among_some_when_all_of_it_is_done():
    mine = course(module("one", "a"), module("two", "b?", "c?"), needed=1)
    assert not stand(mine, done("b")).is_complete
    assert stand(mine, done("b", "c")).is_complete


def test_more_modules_needed_than_are_published_is_not_completed_early():
    assert not stand(course(module("one", "a"), needed=2), done("a")).is_complete


def test_a_package_of_optional_steps_alone_asks_for_all_of_them():
    mine = course(module("one", "a?", "b?"))
    assert stand(mine, done("a")).percent == 50
    assert stand(mine, done("a", "b")).is_complete


def test_an_empty_course_is_never_completed():
    for empty in (course(), course(module("one")), course(needed=1), course(attendance=0)):
        standing = stand(empty, done("a", attended=600, planned=600))
        assert (standing.percent, standing.is_complete) == (0, False)


def test_attendance_counts_from_the_minute_that_reaches_it():
    mine = course(attendance=75)
    assert not stand(mine, done(attended=89, planned=120)).is_complete
    assert stand(mine, done(attended=90, planned=120)).is_complete
    assert not stand(mine, done(attended=60, planned=0)).is_complete
    label = stand(mine, done()).tree.children[0]
    assert label.label % label.params == "Present at least 75% of the time"


def test_attendance_and_modules_are_both_asked_for():
    mine = course(module("one", "a"), attendance=50)
    assert stand(mine, done("a", planned=60)).percent == 50
    assert stand(mine, done("a", attended=30, planned=60)).is_complete


def test_what_was_earned_stays_whatever_is_asked_today():
    mine = course(module("one", "a", "b"))
    standing = stand(mine, done("a"), earned=True)
    assert (standing.percent, standing.is_complete, standing.tree.met) == (100, True, False)


def test_a_step_that_an_editor_removed_keeps_its_minutes():
    assert stand(course(module("one", "a")), done("a", "gone")).minutes == 20


@given(outline=courses, evidence=evidences)
def test_it_equals_the_slow_and_obvious_way(outline, evidence):
    standing = stand(outline, evidence)
    complete, share = obvious(outline, evidence)
    assert standing.is_complete == complete
    assert standing.percent == int(share * 100)
    assert (standing.percent == 100) == complete


@given(outline=courses, evidence=evidences, step=st.sampled_from("abcdef"), more=st.integers(0, 60))
def test_more_evidence_never_makes_it_worse(outline, evidence, step, more):
    before = stand(outline, evidence)
    grown = replace(
        evidence,
        steps={step: 5, **evidence.steps},
        attended=evidence.attended + more,
    )
    after = stand(outline, grown)
    assert after.percent >= before.percent
    assert after.minutes >= before.minutes
    assert after.is_complete or not before.is_complete


@given(outline=courses, evidence=evidences, seed=st.randoms(use_true_random=False))
def test_the_order_of_modules_and_steps_makes_no_difference(outline, evidence, seed: random.Random):
    turned = [
        replace(one, steps=tuple(seed.sample(one.steps, len(one.steps)))) for one in outline.modules
    ]
    seed.shuffle(turned)
    one, other = stand(outline, evidence), stand(replace(outline, modules=tuple(turned)), evidence)
    assert (one.percent, one.minutes, one.is_complete) == (
        other.percent,
        other.minutes,
        other.is_complete,
    )
