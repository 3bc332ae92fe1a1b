"""Whatever a course asks for and whatever somebody has done: what always holds of a standing."""

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from courses.rules.completion import AllModules, AnyOf, Attendance, BeThere, OneStep, SomeModules
from courses.rules.outline import Module, Outline, Step
from progress.rules.evidence import Evidence, Seat
from progress.rules.requirements import Requirement
from progress.rules.standing import stand
from tests.progress.rules.slow_standing import slow_standing

KEYS = ["one", "two", "three", "four"]
OCCASIONS, VENUES = ["oslo", "malmo"], ["", "hall", "stage"]
steps = {key: [f"{key}-{n}" for n in range(3)] for key in KEYS}
percents = st.integers(1, 100)


def module(key: str, drawn: list[tuple[int, bool]], required: bool) -> Module:
    return Module(
        1,
        key,
        key,
        key.title(),
        required=required,
        steps=tuple(
            Step(steps[key][n], "S", minutes=10, required=is_asked) for n, is_asked in drawn
        ),
    )


drawn_steps = st.lists(
    st.tuples(st.integers(0, 2), st.booleans()), max_size=3, unique_by=lambda one: one[0]
)
modules = st.lists(st.sampled_from(KEYS), unique=True, max_size=4).flatmap(
    lambda keys: st.tuples(
        *(st.builds(module, st.just(key), drawn_steps, st.booleans()) for key in keys)
    )
)
chosen = st.lists(st.sampled_from([*KEYS, "gone"]), unique=True, max_size=3).map(tuple)
some = st.one_of(
    st.builds(SomeModules, st.integers(1, 3), chosen),
    st.builds(SomeModules, st.just(0), chosen.filter(bool)),
)
simple = st.one_of(
    st.just(AllModules()),
    some,
    st.builds(Attendance, percents),
    st.sampled_from([OneStep(key, id) for key in KEYS for id in steps[key]]),
    st.builds(BeThere, st.sampled_from(OCCASIONS), st.sampled_from(VENUES), percents),
)
asked = st.recursive(
    simple,
    lambda inner: st.builds(
        AnyOf, st.lists(st.lists(inner, max_size=3).map(tuple), max_size=3).map(tuple)
    ),
    max_leaves=6,
)
outlines = st.builds(
    lambda parts, rule, needed, percent: Outline(
        1, "course", "free", needed, percent, parts, tuple(rule)
    ),
    modules,
    st.lists(asked, max_size=4),
    st.one_of(st.none(), st.integers(1, 3)),
    st.one_of(st.none(), percents),
)
minutes = st.tuples(st.integers(0, 130), st.sampled_from([0, 1, 90, 120])).map(
    lambda both: (min(both), both[1])
)
seats = st.builds(
    lambda occasion, venue, time: Seat(occasion, venue, *time),
    st.sampled_from(OCCASIONS),
    st.sampled_from(VENUES[1:]),
    minutes,
)
done = st.dictionaries(
    st.sampled_from([id for ids in steps.values() for id in ids]), st.integers(0, 60)
)
evidences = st.builds(
    lambda steps, time, seats: Evidence(steps, *time, tuple(seats)),
    done,
    minutes,
    st.lists(seats, max_size=3),
)
turns = st.randoms(use_true_random=False)


@settings(max_examples=300)
@given(outline=outlines, evidence=evidences)
def test_it_equals_the_slow_and_obvious_reckoning(outline, evidence):
    standing = stand(outline, evidence)
    complete, share = slow_standing(outline, evidence)
    assert (standing.is_complete, standing.tree.share) == (complete, share)


@given(outline=outlines, evidence=evidences)
def test_a_percent_is_within_bounds_and_all_is_said_only_of_what_is_met(outline, evidence):
    standing = stand(outline, evidence)
    assert 0 <= standing.percent <= 100
    assert standing.is_complete == standing.tree.met == (standing.percent == 100)
    for one in every(standing.tree):
        assert 0 <= one.share <= 1
        assert one.met == (one.share == Fraction(1))


@settings(max_examples=300)
@given(outline=outlines, evidence=evidences, more=done, longer=st.integers(0, 60), extra=seats)
def test_doing_more_never_makes_less_done(outline, evidence, more, longer, extra):
    grown = Evidence(
        {**more, **evidence.steps},
        evidence.attended + longer,
        evidence.planned,
        (*(replace(seat, attended=seat.attended + longer) for seat in evidence.seats), extra),
    )
    before, after = stand(outline, evidence), stand(outline, grown)
    assert after.tree.share >= before.tree.share
    assert (after.percent, after.minutes) >= (before.percent, before.minutes)
    assert after.minutes >= before.minutes
    assert after.is_complete or not before.is_complete


@given(outline=outlines, evidence=evidences, turn=turns)
def test_no_order_makes_a_difference(outline, evidence, turn):
    def turned(things):
        return tuple(turn.sample(things, len(things)))

    def turned_rule(rule):
        return turned(
            [
                AnyOf(turned([turned_rule(one) for one in asked.alternatives]))
                if isinstance(asked, AnyOf)
                else asked
                for asked in rule
            ]
        )

    parts = [replace(one, steps=turned(one.steps)) for one in outline.modules]
    other = stand(
        replace(outline, modules=turned(parts), rule=turned_rule(outline.rule)),
        replace(
            evidence,
            steps=dict(turned(list(evidence.steps.items()))),
            seats=turned(evidence.seats),
        ),
    )
    one = stand(outline, evidence)
    assert (one.percent, one.minutes, one.is_complete, one.tree.share) == (
        other.percent,
        other.minutes,
        other.is_complete,
        other.tree.share,
    )


@given(outline=outlines, evidence=evidences)
def test_what_was_earned_counts_as_all_and_the_tree_says_what_is_asked_today(outline, evidence):
    earned = stand(outline, evidence, earned=True)
    assert (earned.percent, earned.is_complete) == (100, True)
    assert earned.tree == stand(outline, evidence).tree


def every(tree: Requirement):
    yield tree
    for child in tree.children:
        yield from every(child)
