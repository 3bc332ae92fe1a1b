"""What the occasion's form asks about registration: waiting, approval, handing over, questions."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.widgets.button import Button

from courses.models import Occasion, ParticipantQuestion
from tests.courses.admin.forms import occasion_form


def save(desk, course, **changes: object):
    return desk.post(reverse("occasions:add"), occasion_form(course, **changes))


def test_what_registration_needs_is_written(desk, course):
    save(
        desk,
        course,
        offer_hours=24,
        approver="organiser",
        approval_days=5,
        hand_over_until="26. april 2023",
        counts_observers="on",
    )
    made = Occasion.objects.get()
    assert (made.waiting_list, made.counts_observers) == (False, True)
    assert (made.offer_hours, made.approver, made.approval_days) == (24, "organiser", 5)
    assert made.hand_over_until_at == datetime(2023, 4, 26, 22, tzinfo=UTC)
    assert not made.hand_over_until_has_time


def test_an_offer_has_at_least_an_hour(desk, course):
    assert "offer_hours" in save(desk, course, offer_hours=0).context["form"].errors


def test_questions_are_kept_with_their_reason(desk, course):
    save(
        desk,
        course,
        questions=[
            {"kind": "dietary", "why": "The kitchen needs to know."},
            {
                "kind": "choice",
                "label": "Which hall?",
                "why": "We seat you.",
                "choices": "North\n\nSouth",
                "required": "on",
            },
        ],
    )
    asked = ParticipantQuestion.objects.order_by("pk")
    assert [(one.kind, one.label, one.choices, one.required) for one in asked] == [
        ("dietary", "", [], False),
        ("choice", "Which hall?", ["North", "South"], True),
    ]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"kind": "text", "why": "We plan."}, "label"),
        ({"kind": "dietary"}, "why"),
        ({"kind": "choice", "label": "Hall?", "why": "We plan.", "choices": "North"}, "choices"),
        ({"kind": "choice", "label": "Hall?", "why": "We plan.", "choices": "A\nA"}, "choices"),
    ],
)
def test_a_question_that_cannot_be_asked_is_named(desk, course, row, field):
    answer = save(desk, course, questions=[row])
    assert list(answer.context["form"].formsets["questions"].errors[0]) == [field]
    assert not Occasion.objects.exists()


def test_choices_of_another_kind_are_not_kept(desk, course):
    row = {"kind": "yes-no", "label": "Coming?", "why": "We plan.", "choices": "A\nB"}
    save(desk, course, questions=[row])
    assert ParticipantQuestion.objects.get().choices == []


def labels(desk, name: str, pk: int) -> list[str]:
    answer = desk.get(reverse(f"{name}:edit", args=[pk]))
    return [str(button.label) for button in answer.context["view"].header_more_buttons]


def test_without_an_app_above_an_occasion_is_cancelled_here(desk, occasion, monkeypatch):
    monkeypatch.setattr(hooks, "get_hooks", without("vidare_occasion_buttons"))
    urls = [
        button.url
        for button in desk.get(reverse("occasions:edit", args=[occasion.pk]))
        .context["view"]
        .header_more_buttons
    ]
    assert reverse("occasions:state", args=[occasion.pk, "cancelled"]) in urls


def without(name: str):
    ask = hooks.get_hooks
    return lambda hook: [] if hook == name else ask(hook)


def test_an_app_above_adds_its_buttons_and_has_its_own_way_to_cancel(desk, occasion, venue):
    def offer(thing, user):
        yield Button(f"Above: {thing.pk} {user.name}", url="/above/")

    hooked = ("vidare_occasion_buttons", offer), ("vidare_venue_buttons", offer)
    with hooks.register_temporarily(hooked):
        answer = desk.get(reverse("occasions:edit", args=[occasion.pk]))
        urls = [button.url for button in answer.context["view"].header_more_buttons]
        assert f"Above: {occasion.pk} Editor" in answer.content.decode()
        assert f"Above: {venue.pk} Editor" in labels(desk, "venues", venue.pk)
    for state, there in (("closed", True), ("cancelled", False), ("postponed", False)):
        assert (reverse("occasions:state", args=[occasion.pk, state]) in urls) is there


@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_what_people_must_be_told_of_has_no_door_here_where_an_app_above_knows_them(
    desk, occasion, state
):
    door = reverse("occasions:state", args=[occasion.pk, state])
    with hooks.register_temporarily("vidare_occasion_buttons", lambda thing, user: []):
        assert desk.post(door).status_code == 302
    occasion.refresh_from_db()
    assert occasion.state == "open"
