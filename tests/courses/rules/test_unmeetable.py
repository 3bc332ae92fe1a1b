import pytest

from courses.rules.completion import AllModules, AnyOf, Attendance, BeThere, OneStep, SomeModules
from courses.rules.outline import Module, Outline, Step
from courses.rules.unmeetable import Drafts, Offered, OfferedVenue, unmeetable
from courses.rules.waiting import is_circle, waiting


def module(key, *steps, **fields):
    return Module(1, key, key, key.title(), steps=tuple(Step(id, id) for id in steps), **fields)


ONE, TWO = module("one", "a"), module("two", "b")
HALL = OfferedVenue("hall")
OSLO = Offered("oslo", venues=(HALL,))


def codes(*rule, modules=(ONE, TWO), offered=(), drafts=None, **outline):
    made = Outline(1, "course", modules=modules, rule=rule, **outline)
    return [one.code for one in unmeetable(made, offered, drafts or Drafts({}))]


def test_what_can_be_done_is_not_named():
    assert codes(AllModules(), Attendance(75), BeThere("oslo", "hall"), offered=[OSLO]) == []
    assert codes(SomeModules(2), SomeModules(0, ("one",)), OneStep("two", "b")) == []
    assert codes() == []


def test_a_required_module_that_is_a_draft():
    drafts = Drafts({"three": "Three", "four": "Four"}, {"three"})
    [reason] = unmeetable(Outline(1, "c", modules=(ONE,)), (), drafts)
    assert (reason.code, str(reason)) == (
        "draft_module",
        "The module “Three” is asked for, and is a draft. Publish it first.",
    )


def test_a_chosen_module_that_is_a_draft_or_gone_or_empty():
    drafts = Drafts({"three": "Three"})
    assert codes(SomeModules(0, ("one", "three")), drafts=drafts) == ["draft_module"]
    assert codes(SomeModules(0, ("one", "nowhere"))) == ["module_gone"]
    assert codes(SomeModules(1, ("one", "nowhere"))) == []
    assert codes(SomeModules(0, ("bare",)), modules=(ONE, module("bare"))) == ["no_steps"]


@pytest.mark.parametrize("asked", [{"modules_needed": 3}, {}])
def test_more_modules_than_there_are(asked):
    rule = () if asked else (SomeModules(3),)
    assert codes(*rule, **asked) == ["too_many_modules"]


def test_a_step_that_is_not_there():
    assert codes(OneStep("one", "gone", "Test")) == ["no_such_step"]
    assert codes(OneStep("nowhere", "gone")) == ["module_gone"]
    assert codes(OneStep("three", "x"), drafts=Drafts({"three": "Three"})) == ["draft_module"]


@pytest.mark.parametrize(
    ("offered", "code"),
    [
        ([], "no_such_occasion"),
        ([Offered("malmo", venues=(HALL,))], "no_such_occasion"),
        ([Offered("oslo", venues=(OfferedVenue("stage"),))], "no_such_occasion"),
        ([Offered("oslo", is_over=True, venues=(HALL,))], "past"),
        ([Offered("oslo", is_called_off=True, venues=(HALL,))], "called_off"),
        ([Offered("oslo", venues=(OfferedVenue("hall", is_cancelled=True),))], "all_cancelled"),
        ([Offered("oslo", venues=(OfferedVenue("hall", has_seats=False),))], "no_seats"),
    ],
)
def test_an_occasion_at_which_nobody_can_be(offered, code):
    assert codes(BeThere("oslo", "hall"), offered=offered) == [code]


def test_any_venue_of_an_occasion_will_do_where_none_is_named():
    venues = (OfferedVenue("hall", is_cancelled=True), OfferedVenue("stage"))
    assert codes(BeThere("oslo"), offered=[Offered("oslo", venues=venues)]) == []
    assert codes(BeThere("oslo"), offered=[Offered("oslo")]) == []  # venues are to come


def test_attendance_when_every_occasion_is_over_or_without_seats():
    past = Offered("spring", is_over=True, venues=(HALL,))
    full = Offered("autumn", venues=(OfferedVenue("hall", has_seats=False),))
    assert codes(Attendance(75), offered=[]) == []
    assert codes(Attendance(75), offered=[past, OSLO]) == []
    assert codes(Attendance(75), offered=[past]) == ["all_over"]
    assert codes(Attendance(75), offered=[past, full]) == ["no_session"]


def test_alternatives_are_hopeless_only_when_all_of_them_are():
    past = Offered("oslo", is_over=True, venues=(HALL,))
    ways = ((BeThere("oslo"),), (BeThere("malmo"),), (SomeModules(0, ("two",)),))
    assert codes(AnyOf(ways), offered=[past]) == []
    assert codes(AnyOf(ways[:2]), offered=[past]) == ["no_alternative", "past", "no_such_occasion"]
    assert codes(AnyOf(())) == codes(AnyOf(((),))) == ["no_alternative"]


def test_nothing_asked_at_all():
    assert codes(modules=()) == ["nothing_asked"]
    assert codes(modules=(module("bare"),)) == ["nothing_asked"]
    assert codes(modules=(), attendance_percent=75) == []


@pytest.mark.parametrize("order", ["free", "sequential", "intro-first"])
def test_the_order_of_modules_makes_no_circle(order):
    modules = (ONE, module("two", "b", role="intro"), module("three", "c", required=False))
    outline = Outline(1, "course", order, modules=modules)
    assert not any(is_circle(key, waiting(outline)) for key in ("one", "two", "three"))


def test_modules_wait_as_the_order_says():
    modules = (module("start", "s", role="intro"), ONE, TWO)
    assert waiting(Outline(1, "c", "sequential", modules=modules))["two"] == {"start", "one"}
    assert waiting(Outline(1, "c", "intro-first", modules=modules)) == {
        "one": {"start"},
        "two": {"start"},
    }


def test_a_circle_is_found_by_whatever_way_round():
    waits = {"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}
    assert [key for key in waits if is_circle(key, waits)] == ["a", "b", "c"]


def test_a_circle_is_named_once(monkeypatch):
    circle = {"one": {"two"}, "two": {"one"}}
    monkeypatch.setattr("courses.rules.unmeetable.waiting", lambda outline: circle)
    assert codes(AllModules()) == ["circle"]
