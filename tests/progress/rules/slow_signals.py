"""A second reckoning of signals, slow and obvious: each definition is asked of each person anew.

It shares no code with the first.
"""

from fractions import Fraction


def slow_reached(steps, number, trace) -> bool:
    step = steps[number]
    if is_at(step, trace):
        return True
    if step.id in trace.excused:
        return False
    later = any(is_at(one, trace) for one in steps[number + 1 :])
    just_before = number > 0 and steps[number - 1].id in trace.done
    return later or just_before


def is_at(step, trace) -> bool:
    return step.id in trace.done or trace.at == step.id or step.id in trace.tries


def slow_step(steps, number, people) -> tuple:
    step = steps[number]
    tries = [list(one.tries.get(step.id, {}).values()) for one in people]
    first = [[each for each in mine if each.first is not None] for mine in tries]
    return (
        sum(slow_reached(steps, number, one) for one in people),
        sum(step.id in one.done for one in people),
        sum(one.has_stopped and one.at == step.id for one in people),
        sum(bool(mine) for mine in first),
        sum(bool(mine) and is_right(mine, True) for mine in first),
        sorted(n for mine in tries if (n := max((each.attempts for each in mine), default=0))),
    )


def slow_question(steps, number, question, people) -> tuple:
    step = steps[number]
    given = [one.tries.get(step.id, {}).get(question) for one in people]
    answered = [each for each in given if each and each.attempts]
    first = [each for each in answered if each.first is not None]
    return (
        sum(slow_reached(steps, number, one) for one in people),
        len(answered),
        sum(
            one.has_stopped and one.at == step.id and not (mine and mine.attempts)
            for one, mine in zip(people, given, strict=True)
        ),
        len(first),
        sum(is_right([each], False) for each in first),
        sorted(each.attempts for each in answered),
    )


def is_right(first, by_mark) -> bool:
    exact = [Fraction(each.first).limit_denominator(1000) for each in first]
    mark = max(each.pass_percent for each in first) if by_mark else 0
    return sum(exact) / len(exact) >= Fraction(mark or 100, 100)
