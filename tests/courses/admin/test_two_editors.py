"""Two editors with the same occasion open: the second is told, and loses nothing."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.users.models import UserProfile

from courses.actions.set_occasion_state import set_occasion_state
from courses.models import Meeting, Milestone, Occasion, Venue
from tests.courses.admin.forms import errors, occasion_form, venue_form

TOLD = "Somebody else changed this occasion after you opened it."


@pytest.fixture(autouse=True)
def english(editor):
    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": "en"})


def opened(desk, name: str, pk: int) -> str:
    """The edition that stands hidden in the form, as the browser got it."""
    answer = desk.get(reverse(f"{name}:edit", args=[pk]))
    form = answer.context["form"]
    assert str(form["edit_version"]) in answer.content.decode()
    return str(form["edit_version"].value())


def told(answer) -> bool:
    assert answer.status_code == 200
    (message,) = errors(answer)["__all__"]
    assert message in answer.content.decode()
    return message.startswith(TOLD)


def test_the_second_to_save_is_told_and_keeps_theirs_by_saving_again(desk, course, occasion):
    address = reverse("occasions:edit", args=[occasion.pk])
    first, second = (opened(desk, "occasions", occasion.pk) for _editor in range(2))
    assert desk.post(address, occasion_form(course, title="One", edit_version=first)).url
    answer = desk.post(address, occasion_form(course, title="Two", edit_version=second))
    assert told(answer)
    occasion.refresh_from_db()
    assert (occasion.title, occasion.edit_version) == ("One", 1)
    shown = answer.context["form"]
    assert shown["title"].value() == "Two"
    renewed = shown["edit_version"].value()
    assert desk.post(address, occasion_form(course, title="Two", edit_version=renewed)).url
    occasion.refresh_from_db()
    assert (occasion.title, occasion.edit_version) == ("Two", 2)


def test_a_row_that_the_other_took_away_is_kept_by_saving_again(desk, course, occasion):
    meeting = Meeting.objects.create(occasion=occasion, day=date(2023, 4, 27))
    milestone = Milestone.objects.create(occasion=occasion, label="Start", when="2023-01")
    address = reverse("occasions:edit", args=[occasion.pk])
    read = opened(desk, "occasions", occasion.pk)
    assert desk.post(
        address,
        occasion_form(
            course,
            {"id": meeting.pk, "on": "27.4.2023", "DELETE": "on"},
            milestones=[{"id": milestone.pk, "label": "S", "when": "2023", "DELETE": "on"}],
            edit_version=read,
        ),
    ).url
    assert not Meeting.objects.exists()
    mine = {
        "milestones": [{"id": milestone.pk, "label": "Start", "when": "2023-01"}],
        "edit_version": read,
    }
    row = {"id": meeting.pk, "on": "27.4.2023", "counts": "on"}
    answer = desk.post(address, occasion_form(course, row, **mine))
    assert told(answer)
    assert not Meeting.objects.exists()
    mine["edit_version"] = answer.context["form"]["edit_version"].value()
    assert desk.post(address, occasion_form(course, row, **mine)).url
    assert Meeting.objects.get().day == date(2023, 4, 27)
    assert Milestone.objects.get().label == "Start"


def test_a_venue_is_part_of_its_occasion(desk, course, occasion, venue):
    address = reverse("venues:edit", args=[venue.pk])
    read = opened(desk, "venues", venue.pk)
    assert desk.post(
        reverse("occasions:edit", args=[occasion.pk]),
        occasion_form(course, title="One", edit_version=read),
    ).url
    answer = desk.post(address, venue_form(occasion, 12, name="Hall", edit_version=read))
    assert told(answer)
    venue.refresh_from_db()
    assert (venue.name, venue.pools.get().capacity) == ("", 10)
    renewed = answer.context["form"]["edit_version"].value()
    assert desk.post(address, venue_form(occasion, 12, name="Hall", edit_version=renewed)).url
    venue.refresh_from_db()
    assert (venue.name, venue.pools.get().capacity) == ("Hall", 12)


def test_a_new_venue_undoes_no_open_form(desk, course, occasion, venue):
    read = opened(desk, "occasions", occasion.pk)
    theirs = opened(desk, "venues", venue.pk)
    assert desk.post(reverse("venues:add"), venue_form(occasion, 5, name="Bergen")).url
    assert Venue.objects.count() == 2
    address = reverse("occasions:edit", args=[occasion.pk])
    assert desk.post(address, occasion_form(course, title="One", edit_version=read)).url
    address = reverse("venues:edit", args=[venue.pk])
    assert told(desk.post(address, venue_form(occasion, 12, name="Hall", edit_version=theirs)))


def test_a_new_state_is_told_of_too(desk, course, occasion):
    read = opened(desk, "occasions", occasion.pk)
    set_occasion_state(occasion=occasion, state="closed")
    address = reverse("occasions:edit", args=[occasion.pk])
    assert told(desk.post(address, occasion_form(course, edit_version=read)))


def test_a_registration_is_no_edit(desk, course, occasion):
    read = opened(desk, "occasions", occasion.pk)
    Occasion.objects.update(lock_version=500)
    address = reverse("occasions:edit", args=[occasion.pk])
    assert desk.post(address, occasion_form(course, title="One", edit_version=read)).url
