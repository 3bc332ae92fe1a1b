import pytest

from courses.models import Occasion, Venue
from progress.actions.join_group import join_group
from progress.actions.register import register
from progress.models import Message, Registration
from progress.reports.audit import audit
from tests.progress.desk import make_desk
from tests.progress.offers import make_course, make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
CHANGED = "Somebody else changed this occasion after you opened it. Nothing was done."


@pytest.fixture
def desk(client):
    """Two have a place in Oslo and one waits there; Bergen has one seat free, online has no end."""
    desk = make_desk(capacity=2)
    desk.bergen = make_pool(desk.occasion, 1, name="Bergen")
    desk.online = make_pool(desk.occasion, None, name="Nett", kind="online")
    for name in ("First", "Second", "Third"):
        register(person=make_person(name), pool=desk.oslo, wait=True)
    Message.objects.all().delete()
    client.force_login(desk.eva)
    return desk


def version(desk) -> int:
    return Occasion.objects.get(pk=desk.occasion.pk).edit_version


def said(desk, **more) -> dict[str, object]:
    return {"edit_version": version(desk), "note": "We are sorry.", "move_to": "ask"} | more


def states(desk) -> list[tuple[str, str, str]]:
    rows = Registration.objects.filter(occasion=desk.occasion).select_related("pool__venue")
    return [(row.person.get_full_name(), row.state, row.pool.venue.name) for row in rows]


def mails() -> list[tuple[str, str]]:
    return list(Message.objects.order_by("pk").values_list("to", "kind"))


def cancel_door(desk) -> str:
    return desk.address("cancel_venue", desk.oslo.venue_id)


def test_acc_s4_2_a_dry_run_says_the_numbers_and_changes_nothing(client, desk):
    outcome = client.get(cancel_door(desk)).context["outcome"]
    assert (outcome.choosing, outcome.choosing_people, outcome.waiting) == (2, 2, 1)
    assert [(str(pool), free) for pool, free in outcome.other_seats] == [
        ("Bergen – Participant", 1), ("Nett – Participant", None),
    ]  # fmt: skip
    page = client.post(cancel_door(desk), said(desk))
    assert "2 registrations (people: 2): asked to choose another venue" in page.content.decode()
    assert (Venue.objects.get(pk=desk.oslo.venue_id).cancelled_on, mails()) == (None, [])
    assert {state for _name, state, _venue in states(desk)} == {"confirmed", "queued"}


def test_each_is_asked_and_the_organiser_sees_who_is_left(client, desk):
    page = client.post(cancel_door(desk), said(desk, sure=1), follow=True)
    text = page.content.decode()
    assert "2 are asked to choose anew. 1 waits no more. 3 people are told by mail." in text
    assert "2 people have not chosen anew yet." in text
    assert states(desk) == [
        ("First", "needs_choice", "Oslo"), ("Second", "needs_choice", "Oslo"),
        ("Third", "cancelled", "Oslo"),
    ]  # fmt: skip
    assert mails() == [
        ("first@example.org", "needs_choice"), ("second@example.org", "needs_choice"),
        ("third@example.org", "cancelled"),
    ]  # fmt: skip
    assert Venue.objects.get(pk=desk.oslo.venue_id).cancelled_note == "We are sorry."
    left = client.get(
        desk.address("participants"), {"view": "choosing", "venue": desk.oslo.venue_id}
    )
    assert [row.name for row in left.context["rows"]] == ["First", "Second"]
    assert list(audit()) == []


def test_all_are_moved_in_the_order_of_their_coming_as_far_as_seats_go(client, desk):
    choice = said(desk, move_to=desk.bergen.venue_id)
    page = client.post(cancel_door(desk), choice).content.decode()
    assert "1 registration is moved to Bergen (people: 1)." in page
    assert "1 registration (people: 1): asked to choose" in page
    client.post(cancel_door(desk), choice | {"sure": 1})
    assert states(desk)[:2] == [
        ("First", "confirmed", "Bergen"), ("Second", "needs_choice", "Oslo"),
    ]  # fmt: skip
    assert list(audit()) == []


def test_a_venue_is_cancelled_once(client, desk):
    door, asked = cancel_door(desk), said(desk, sure=1)
    for _again in range(2):
        answer = client.post(door, asked)
        assert answer.url == desk.address("venue_cancelled", desk.oslo.venue_id)
    assert len(mails()) == 3
    assert list(audit()) == []


@pytest.mark.parametrize("step", [{}, {"sure": 1}])
def test_of_two_organisers_the_second_is_told_and_nothing_of_theirs_is_done(client, desk, step):
    asked = said(desk, **step)
    other = desk.address("cancel_venue", desk.bergen.venue_id)
    client.post(other, said(desk, sure=1))
    assert CHANGED in client.post(cancel_door(desk), asked).content.decode()
    assert Venue.objects.get(pk=desk.oslo.venue_id).cancelled_on is None


def test_who_registers_meanwhile_is_no_other_organiser(client, desk):
    asked = said(desk, sure=1)
    register(person=make_person("Late"), pool=desk.bergen)
    assert client.post(cancel_door(desk), asked).status_code == 302
    assert list(audit()) == []


def test_a_form_without_its_edition_or_with_a_strange_venue_does_nothing(client, desk):
    for wrong in ({"edit_version": ""}, {"move_to": 0}, {"move_to": desk.oslo.venue_id}):
        page = client.post(cancel_door(desk), said(desk, sure=1, **wrong))
        assert "Nothing is cancelled yet" in page.content.decode()
    assert Venue.objects.get(pk=desk.oslo.venue_id).cancelled_on is None


@pytest.fixture
def undecided(desk):
    Venue.objects.filter(pk=desk.oslo.venue_id).update(name="", places=["Trondheim", "Stjørdal"])
    return desk


def decide_door(desk) -> str:
    return desk.address("decide_venue", desk.oslo.venue_id)


def test_acc_s1_3_one_of_the_towns_is_decided_and_each_is_told_once(client, undecided):
    page = client.get(decide_door(undecided)).content.decode()
    assert "3 people are registered here, and each is told once." in page
    asked = {"edit_version": version(undecided), "place": "Stjørdal", "address": "Kimen"}
    for _again in range(2):
        answer = client.post(decide_door(undecided), asked)
        assert answer.url == undecided.address("changes")
    venue = Venue.objects.get(pk=undecided.oslo.venue_id)
    assert (venue.places, venue.address, venue.sequence) == (["Stjørdal"], "Kimen", 1)
    assert sorted(mails()) == [
        (f"{name}@example.org", "place_decided") for name in ("first", "second", "third")
    ]
    assert [state for _name, state, _venue in states(undecided)] == [
        "confirmed", "confirmed", "queued",
    ]  # fmt: skip
    assert list(audit()) == []


def test_another_town_is_written(client, undecided):
    asked = {"edit_version": version(undecided), "place": "other", "other": " "}
    refused = client.post(decide_door(undecided), asked)
    assert refused.context["form"].errors["other"] == ["Write which town it is."]
    client.post(decide_door(undecided), asked | {"other": "Steinkjer"})
    assert Venue.objects.get(pk=undecided.oslo.venue_id).places == ["Steinkjer"]


def test_a_town_is_not_decided_by_an_old_page(client, undecided):
    asked = {"edit_version": version(undecided), "place": "Stjørdal"}
    client.post(
        undecided.address("cancel_venue", undecided.bergen.venue_id), said(undecided, sure=1)
    )
    assert CHANGED in client.post(decide_door(undecided), asked).content.decode()
    assert len(Venue.objects.get(pk=undecided.oslo.venue_id).places) == 2


def test_the_occasion_is_cancelled_after_a_note_and_a_yes(client, desk):
    door = desk.address("cancel_occasion")
    assert "3 people are told" in client.get(door).content.decode()
    sure = client.post(door, said(desk)).content.decode()
    assert "Yes, cancel the occasion" in sure
    assert "We are sorry." in sure
    assert mails() == []
    asked = said(desk, sure=1)
    page = client.post(door, asked, follow=True).content.decode()
    assert "The occasion is cancelled. 3 people are told." in page
    assert client.post(door, asked).url == desk.address("changes")
    assert {state for _name, state, _venue in states(desk)} == {"cancelled"}
    assert [kind for _to, kind in mails()] == ["cancelled"] * 3
    assert Occasion.objects.get(pk=desk.occasion.pk).state_note == "We are sorry."
    assert list(audit()) == []


def test_the_occasion_is_postponed_and_everybody_keeps_their_place(client, desk):
    door = desk.address("postpone_occasion")
    before = states(desk)
    assert client.post(door, said(desk)).status_code == 200
    assert mails() == []
    asked = said(desk, sure=1)
    page = client.post(door, asked, follow=True).content.decode()
    assert "The occasion is postponed. 3 people are told." in page
    assert client.post(door, asked).status_code == 302
    assert states(desk) == before
    assert [kind for _to, kind in mails()] == ["postponed"] * 3
    assert list(audit()) == []


@pytest.mark.parametrize("what", ["cancel_occasion", "postpone_occasion"])
def test_the_whole_occasion_is_not_put_off_by_an_old_page(client, desk, what):
    asked = said(desk, sure=1)
    client.post(cancel_door(desk), said(desk, sure=1))
    assert CHANGED in client.post(desk.address(what), asked).content.decode()
    assert Occasion.objects.get(pk=desk.occasion.pk).state == "open"


def test_only_organisers_change_an_occasion(client, desk):
    venue = desk.oslo.venue_id
    doors = [
        desk.address("changes"),
        desk.address("cancel_venue", venue),
        desk.address("decide_venue", venue),
        desk.address("cancel_occasion"),
        desk.address("postpone_occasion"),
    ]
    assert [client.get(door).status_code for door in doors] == [200] * 5
    assert {client.put(door).status_code for door in doors} == {405}
    for who in (desk.liv, desk.kari):
        client.force_login(who)
        assert {client.get(door).status_code for door in doors} == {403}
        assert {client.post(door, said(desk, sure=1)).status_code for door in doors[1:]} == {403}
    client.logout()
    assert {client.post(door, said(desk, sure=1)).status_code for door in doors[1:]} == {302}
    assert Occasion.objects.get(pk=desk.occasion.pk).state == "open"
    assert Venue.objects.filter(cancelled_on__isnull=False).count() == 0


def test_a_venue_of_another_occasion_is_not_found_at_this_desk(client, desk):
    other = make_pool(make_occasion(make_course("annet")))
    door = desk.address("cancel_venue", other.venue_id)
    assert client.post(door, said(desk, sure=1)).status_code == 404


def test_the_leader_has_no_tab_to_the_changes(client, desk):
    assert desk.address("changes") in client.get(desk.address("participants")).content.decode()
    client.force_login(desk.liv)
    page = client.get(desk.address("participants")).content.decode()
    assert desk.address("changes") not in page
    assert desk.address("add_by_hand") not in page


def test_the_changes_cost_the_same_at_one_and_at_thirty_venues(
    client, desk, django_assert_num_queries
):
    client.get(desk.address("changes"))
    for number in range(30):
        make_pool(desk.occasion, 5, name=f"Town {number}")
        if number in (0, 29):
            with django_assert_num_queries(7):
                client.get(desk.address("changes"))


def test_who_is_named_in_a_group_is_counted_among_those_who_are_told(client, desk):
    pool = make_pool(desk.occasion, None, kind="group", name="Egen gruppe")
    group = register(
        person=make_person("Lea Leder"), pool=pool, headcount=5, group_name="Sunnfjord"
    )
    for person in (group.person, make_person("Ane Berg")):
        join_group(registration=group, person=person)
    said_before = client.get(desk.address("postpone_occasion")).context["told"]
    Message.objects.all().delete()
    client.post(desk.address("postpone_occasion"), said(desk, sure="1"))
    assert (said_before, len(mails())) == (5, 5)


def test_who_is_named_in_a_group_is_counted_before_and_after_its_venue_is_cancelled(client, desk):
    pool = make_pool(desk.occasion, None, kind="group", name="Egen gruppe")
    group = register(
        person=make_person("Lea Leder"), pool=pool, headcount=5, group_name="Sunnfjord"
    )
    for person in (group.person, make_person("Ane Berg"), make_person("Bo Dahl")):
        join_group(registration=group, person=person)
    door = desk.address("cancel_venue", pool.venue_id)
    assert client.get(door).context["outcome"].told == 3
    assert "3 people are told by mail." in client.post(door, said(desk)).content.decode()
    Message.objects.all().delete()
    page = client.post(door, said(desk, sure=1), follow=True).content.decode()
    assert "1 is asked to choose anew. 3 people are told by mail." in page
    assert sorted(kind for _to, kind in mails()) == ["group_chooses"] * 2 + ["needs_choice"]
