from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from courses.models import SeatPool
from progress.actions.register import register
from progress.models import Message, Profile, Registration, Transition
from progress.reports.audit import audit
from progress.rules.offers import Refusal
from tests.progress.desk import make_desk, protect
from tests.progress.offers import make_course, make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def desk(client):
    """The organiser sits at it."""
    desk = make_desk(capacity=2)
    client.force_login(desk.eva)
    return desk


def add(client, desk, email: str, **more):
    said = {"email": email, "pool": desk.oslo.pk, "why": "Rang up"} | more
    return client.post(desk.address("add_by_hand"), said, follow=True)


def errors(response) -> dict[str, list[str]]:
    return dict(response.context["form"].errors)


def test_acc_s4_5_who_is_late_is_told_whom_to_ask_and_the_organiser_adds_them_by_hand(client):
    closes = datetime(2023, 4, 21, 22, tzinfo=UTC)  # Saturday 22 April, 00:00 in Oslo
    desk = make_desk(closes_at=closes, ends_on=datetime(2023, 4, 27).date())
    late = make_person("Sen Lie")
    register(person=make_person("I Tide"), pool=desk.oslo, now=closes - timedelta(minutes=1))
    with pytest.raises(Refusal) as caught:
        register(person=late, pool=desk.oslo, now=closes)
    assert "If you are late, ask kurs@example.org." in str(caught.value)
    client.force_login(desk.eva)
    page = add(client, desk, "sen.lie@example.org", why="Asked on Saturday").content.decode()
    assert "Sen Lie has a place: Oslo – Participant." in page
    assert "added by hand: Asked on Saturday" in page
    change = Transition.objects.get(registration__person=late)
    assert (change.to_state, change.by, change.why) == (
        "confirmed", desk.eva, "added by hand: Asked on Saturday",
    )  # fmt: skip
    assert [row.to for row in Message.objects.filter(registration__person=late)] == [
        "sen.lie@example.org"
    ]
    assert list(audit()) == []


def test_who_has_no_account_gets_one_by_the_name(client, desk):
    assert errors(add(client, desk, "ny@example.org"))["name"] == [
        "This address has no account yet: write the person's name as well."
    ]
    add(client, desk, "Ny@Example.org", name="Ny Person")
    person = get_user_model().objects.get(email="ny@example.org")
    assert (person.get_full_name(), person.has_usable_password()) == ("Ny Person", False)
    assert Profile.objects.get(person=person)
    assert Registration.objects.get(person=person).state == "confirmed"
    assert list(audit()) == []


def test_who_is_refused_has_no_account_either(client, desk):
    for name in ("A", "B"):
        register(person=make_person(name), pool=desk.oslo)
    assert errors(add(client, desk, "ny@example.org", name="Ny"))["pool"] == [
        "Full: every seat is taken."
    ]
    assert not get_user_model().objects.filter(email="ny@example.org").exists()
    add(client, desk, "ny@example.org", name="Ny", make_room="on")
    assert SeatPool.objects.get(pk=desk.oslo.pk).capacity == 3
    assert list(audit()) == []


def test_an_account_keeps_its_own_name_and_is_added_once(client, desk):
    make_person("Bo Dahl")
    for _again in range(2):
        add(client, desk, "BO.DAHL@example.org", name="Somebody Else")
    row = Registration.objects.get()
    assert (row.person.get_full_name(), Message.objects.count()) == ("Bo Dahl", 1)


def test_who_has_a_seat_elsewhere_is_not_added_twice(client, desk):
    register(person=make_person("Bo Dahl"), pool=make_pool(desk.occasion, name="Bergen"))
    assert errors(add(client, desk, "bo.dahl@example.org"))["email"] == [
        "That person already has a place here: Bergen – Participant."
    ]


def test_a_group_is_added_with_its_name_and_number(client, desk):
    make_person("Bo Dahl")
    group = make_pool(desk.occasion, None, kind="group", name="Gruppe")
    assert errors(add(client, desk, "bo.dahl@example.org", pool=group.pk)) == {
        "headcount": ["A group is at least one person."]
    }
    add(client, desk, "bo.dahl@example.org", pool=group.pk, headcount=7, group_name="Vi")
    row = Registration.objects.get()
    assert (row.headcount, row.group_name) == (7, "Vi")


def test_a_reason_is_asked_and_seats_of_another_occasion_are_none(client, desk):
    other = make_pool(make_occasion(make_course("annet")))
    assert set(errors(add(client, desk, "bo@example.org", pool=other.pk, why=""))) == {
        "pool", "why",
    }  # fmt: skip
    assert not Registration.objects.exists()


def test_withdrawing_somebody_frees_the_seat_for_who_waits(client, desk):
    full = make_pool(desk.occasion, 1, name="Bergen")
    held = register(person=make_person("Bo Dahl"), pool=full)
    waits = register(person=make_person("Ane Berg"), pool=full, wait=True)
    door = desk.address("desk_withdraw", held.pk)
    assert "Withdraw Bo Dahl?" in client.get(door).content.decode()
    assert Registration.objects.get(pk=held.pk).state == "confirmed"
    assert errors(client.post(door, {"why": ""})) == {"why": ["This field is required."]}
    for _again in range(2):
        assert client.post(door, {"why": "Ill"}).status_code == 302
    held.refresh_from_db()
    waits.refresh_from_db()
    assert (held.state, waits.state) == ("withdrawn", "offered")
    last = held.transitions.last()
    assert (last.by, last.why, held.transitions.count()) == (desk.eva, "Ill", 2)
    assert list(audit()) == []


def test_somebody_is_moved_to_another_venue(client, desk):
    bergen = make_pool(desk.occasion, 1, name="Bergen")
    held = register(person=make_person("Bo Dahl"), pool=desk.oslo)
    door = desk.address("desk_move", held.pk)
    page = client.post(door, {"pool": bergen.pk, "why": "Asked by phone"}, follow=True)
    assert "Bo Dahl has a place now: Bergen – Participant." in page.content.decode()
    held.refresh_from_db()
    assert held.pool == bergen
    other = register(person=make_person("Ane Berg"), pool=desk.oslo)
    refused = client.post(desk.address("desk_move", other.pk), {"pool": bergen.pk, "why": "Asked"})
    assert errors(refused)["pool"] == ["Full: every seat is taken."]
    assert list(audit()) == []


def test_the_history_says_from_what_to_what_by_whom_and_why(client, desk):
    bo = make_person("Bo Dahl")
    held = register(person=bo, pool=desk.oslo)
    client.post(desk.address("desk_withdraw", held.pk), {"why": "Ill"})
    history = client.get(desk.address("desk_place", held.pk)).context["history"]
    assert [(c.before, c.after, c.seats, c.who, c.why) for c in history] == [
        ("", "Registered", "Oslo – Participant", "The person", ""),
        ("Registered", "Withdrawn", "", "Eva Nord", "Ill"),
    ]


def test_neither_history_nor_question_tells_a_protected_name(client, desk):
    bo = make_person("Bo Dahl")
    protect(bo)
    held = register(person=bo, pool=desk.oslo)
    for name in ("desk_place", "desk_move", "desk_withdraw"):
        page = client.get(desk.address(name, held.pk)).content.decode()
        assert "Linerle" in page
        assert "Bo Dahl" not in page
        assert "bo.dahl" not in page
    page = add(client, desk, "bo.dahl@example.org").content.decode()
    assert "Bo Dahl" not in page


@pytest.fixture
def asking(desk):
    """Bo asks for a place where the organiser says yes or no."""
    desk.occasion.intake, desk.occasion.approver = "approval", "organiser"
    desk.occasion.save(update_fields=["intake", "approver"])
    return register(person=make_person("Bo Dahl"), pool=desk.oslo)


@pytest.mark.parametrize("who", ["liv", "eva"])
def test_leader_and_organiser_say_yes_or_no_in_the_list(client, desk, asking, who):
    client.force_login(getattr(desk, who))
    page = client.get(desk.address("participants"), {"view": "approving"})
    assert page.context["answerable"] == {asking.pk}
    door = desk.address("desk_answer", asking.pk)
    said = client.post(door, {"answer": "yes"}, follow=True).content.decode()
    assert "Bo Dahl has a place: Oslo – Participant." in said
    again = client.post(door, {"answer": "no"}, follow=True).content.decode()
    assert "This has been answered already." in again
    asking.refresh_from_db()
    assert (asking.state, asking.transitions.count()) == ("confirmed", 2)
    assert list(audit()) == []


def test_a_no_has_its_reason_in_the_history(client, desk, asking):
    door = desk.address("desk_answer", asking.pk)
    client.post(door, {"answer": "no", "why": "For beginners"})
    asking.refresh_from_db()
    assert (asking.state, asking.transitions.last().why) == ("rejected", "For beginners")
    assert client.post(door, {"answer": "perhaps"}).status_code == 403


def test_where_the_manager_approves_the_organiser_does_not(client, desk, asking):
    desk.occasion.approver = "manager"
    desk.occasion.save(update_fields=["approver"])
    assert client.post(desk.address("desk_answer", asking.pk), {"answer": "yes"}).status_code == 403
    asking.refresh_from_db()
    assert asking.state == "queued"


def test_each_door_opens_to_whom_it_should(client, desk):
    held = register(person=make_person("Bo Dahl"), pool=desk.oslo)
    of_leaders = [desk.address("desk_place", held.pk)]
    of_organisers = [
        desk.address("add_by_hand"),
        desk.address("desk_move", held.pk),
        desk.address("desk_withdraw", held.pk),
    ]
    cast = (
        (desk.eva, 200, 200),
        (desk.liv, 200, 403),
        (desk.kari, 403, 403),
        (held.person, 403, 403),
    )
    for who, leaders, organisers in cast:
        client.force_login(who)
        assert {client.get(door).status_code for door in of_leaders} == {leaders}
        assert {client.get(door).status_code for door in of_organisers} == {organisers}
        assert {client.put(door).status_code for door in of_organisers} == {405}
        assert client.get(desk.address("desk_answer", held.pk)).status_code == 405
        if organisers == 403:
            posted = {client.post(door, {"why": "x"}).status_code for door in of_organisers}
            assert posted == {403}
    client.logout()
    assert {client.post(door).status_code for door in of_organisers} == {302}
    held.refresh_from_db()
    assert held.state == "confirmed"


def test_a_registration_of_another_occasion_is_not_found_at_this_desk(client, desk):
    other = register(
        person=make_person("Bo Dahl"),
        pool=make_pool(make_occasion(make_course("annet"), ends_on=desk.occasion.ends_on)),
    )
    door = desk.address("desk_withdraw", other.pk)
    assert client.post(door, {"why": "x"}).status_code == 404
    other.refresh_from_db()
    assert other.state == "confirmed"


@pytest.mark.parametrize("screen", ["occasions:edit", "venues:edit"])
def test_the_admin_leads_to_the_desk(client, desk, screen):
    desk.eva.user_permissions.add(
        *Permission.objects.filter(codename__in=["access_admin", "change_venue"])
    )
    thing = desk.occasion if screen == "occasions:edit" else desk.oslo.venue
    page = client.get(reverse(screen, args=[thing.pk])).content.decode()
    assert "Participants and places" in page
    assert desk.address("participants") in page
