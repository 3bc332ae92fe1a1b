"""Joining a waiting list, asking for a yes, and what a form of registering asks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from courses.models import ParticipantQuestion
from progress.actions.cancel_venue import cancel_venue
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import Guarantee, Organisation, ParticipantAnswer, Registration
from tests.progress.offers import make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SOON = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def occasion():
    return make_occasion(ends_on=SOON, begins_on=SOON)


@pytest.fixture
def ane(client):
    person = make_person()
    client.force_login(person)
    return person


def address(occasion) -> str:
    return reverse("progress:register", args=[occasion.pk])


def fill(pool) -> None:
    register(person=make_person(f"Full {pool.pk}"), pool=pool)


def test_what_is_full_says_how_many_wait_and_can_be_chosen(client, occasion, ane):
    pool = make_pool(occasion, 1)
    fill(pool)
    page = client.get(address(occasion)).content.decode()
    assert "Full: join the waiting list, nobody is waiting yet" in page
    register(person=make_person("Bo Dahl"), pool=pool, wait=True)
    page = client.get(address(occasion)).content.decode()
    assert "Full: join the waiting list, 1 is waiting" in page
    answer = client.post(address(occasion), {"pool": f"{pool.pk}w"}, follow=True)
    assert "You are number 2 in the queue." in answer.content.decode()
    assert Registration.objects.get(person=ane).state == "queued"


def test_without_a_waiting_list_what_is_full_cannot_be_chosen(client, ane):
    occasion = make_occasion(ends_on=SOON, waiting_list=False)
    pool = make_pool(occasion, 1)
    fill(pool)
    page = client.get(address(occasion)).content.decode()
    assert "Full: every seat is taken." in page
    assert '<button class="button">Register' not in page
    for value in (pool.pk, f"{pool.pk}w"):
        assert client.post(address(occasion), {"pool": value, "wait": "on"}).status_code == 200
    assert not Registration.objects.filter(person=ane).exists()


def test_a_seat_gone_meanwhile_becomes_a_place_in_the_queue_where_that_is_ticked(
    client, occasion, ane
):
    pool = make_pool(occasion, 1)
    assert "put me on the waiting list" in client.get(address(occasion)).content.decode()
    fill(pool)
    client.post(address(occasion), {"pool": pool.pk, "wait": "on"})
    assert Registration.objects.get(person=ane).state == "queued"


def test_a_seat_without_limit_is_never_full_and_nothing_is_ticked(client, occasion, ane):
    make_pool(occasion, None)
    assert "put me on the waiting list" not in client.get(address(occasion)).content.decode()


def test_one_leaves_the_queue_in_one_click(client, occasion, ane):
    pool = make_pool(occasion, 1)
    fill(pool)
    mine = register(person=ane, pool=pool, wait=True)
    page = client.get(reverse("progress:place", args=[mine.pk])).content.decode()
    leave = reverse("progress:withdraw", args=[mine.pk])
    assert f'method="post" action="{leave}"' in page
    assert "You have left the waiting list" in client.post(leave, follow=True).content.decode()


def test_who_has_a_seat_waits_for_another_and_keeps_it(client, occasion, ane):
    mine = register(person=ane, pool=make_pool(occasion))
    full, free = make_pool(occasion, 1, name="Trondheim"), make_pool(occasion, name="Førde")
    fill(full)
    page = client.get(address(occasion)).content.decode()
    assert "You have a place" in page
    assert "move my place here" in page
    client.post(address(occasion), {"pool": f"{full.pk}w"})
    mine.refresh_from_db()
    assert mine.state == "confirmed"
    assert Registration.objects.get(person=ane, pool=full).state == "queued"
    client.post(address(occasion), {"pool": f"{free.pk}m"})
    mine.refresh_from_db()
    assert (mine.state, mine.pool) == ("confirmed", free)


def test_seats_kept_for_others_are_not_shown_as_free(client, occasion, ane):
    pool = make_pool(occasion, 2)
    town = Organisation.add_root(name="Oslo", kind="municipality")
    in_force = timezone.now() + timedelta(days=3)
    Guarantee.objects.create(pool=pool, organisation=town, seats=2, release_at=in_force)
    assert "Full: join the waiting list" in client.get(address(occasion)).content.decode()
    client.post(address(occasion), {"pool": f"{pool.pk}w"})
    assert Registration.objects.get(person=ane).state == "queued"


@pytest.mark.parametrize(("approver", "who"), [("manager", "manager"), ("organiser", "organiser")])
def test_before_one_asks_it_says_who_has_to_say_yes(client, ane, approver, who):
    occasion = make_occasion(ends_on=SOON, intake="approval", approver=approver)
    pool = make_pool(occasion, 1)
    page = client.get(address(occasion)).content.decode()
    assert f"{who} has to say yes" in page
    assert "Ask for a place" in page
    answer = client.post(address(occasion), {"pool": pool.pk}, follow=True)
    assert "Your request waits for a yes" in answer.content.decode()
    mine = Registration.objects.get(person=ane)
    client.post(reverse("progress:withdraw", args=[mine.pk]))
    mine.refresh_from_db()
    assert mine.state == "withdrawn"


def test_who_has_to_choose_anew_registers_by_choosing(client, occasion, ane):
    pool, other = make_pool(occasion), make_pool(occasion, name="Førde")
    mine = register(person=ane, pool=pool)
    cancel_venue(venue=pool.venue, by=None)
    where = reverse("progress:move", args=[mine.pk])
    assert client.get(address(occasion)).url == where
    client.post(address(occasion), {"pool": other.pk})
    mine.refresh_from_db()
    assert (mine.state, mine.pool) == ("confirmed", other)


def ask(occasion, kind: str, **fields):
    words = {"label": f"About {kind}", "why": f"Because of {kind}."}
    return ParticipantQuestion.objects.create(occasion=occasion, kind=kind, **words | fields)


def test_what_the_occasion_asks_stands_there_with_its_reason(client, occasion, ane):
    pool = make_pool(occasion)
    asked = [ask(occasion, kind) for kind in ("dietary", "access", "text", "yes-no")]
    asked.append(ask(occasion, "choice", choices=["Violin", "Cello"]))
    page = client.get(address(occasion)).content.decode()
    for question in asked:
        assert question.why in page
        assert f'aria-describedby="id_question_{question.pk}_helptext"' in page
    assert page.count("The answer is deleted 30 days after.") == 2
    said = ("No nuts", "", "A trio", "yes", "Cello")
    answers = {
        f"question_{question.pk}": value for question, value in zip(asked, said, strict=True)
    }
    client.post(address(occasion), {"pool": pool.pk} | answers)
    kept = ParticipantAnswer.objects.filter(registration__person=ane)
    assert [one.value for one in kept] == ["No nuts", "A trio", "yes", "Cello"]


def test_what_must_be_answered_is(client, occasion, ane):
    pool = make_pool(occasion)
    question = ask(occasion, "choice", choices=["Violin", "Cello"], required=True)
    field = f"question_{question.pk}"
    for value in ("", "Drum"):
        answer = client.post(address(occasion), {"pool": pool.pk, field: value})
        assert field in answer.context["form"].errors
    assert not Registration.objects.exists()
    client.post(address(occasion), {"pool": pool.pk, field: "Violin"})
    assert Registration.objects.get().state == "confirmed"


def test_moving_asks_nothing_again(client, occasion, ane):
    mine = register(person=ane, pool=make_pool(occasion))
    free = make_pool(occasion, name="Førde")
    ask(occasion, "text", required=True)
    client.post(address(occasion), {"pool": f"{free.pk}m"})
    mine.refresh_from_db()
    assert mine.pool == free


def test_registering_with_questions_costs_two_queries_more_and_stays_at_twelve(
    client, occasion, ane, django_assert_num_queries
):
    pool = make_pool(occasion, 100)
    question = ask(occasion, "dietary")
    for number in range(2):
        with django_assert_num_queries(12 + 2):  # and the transaction's begin and end
            client.post(address(occasion), {"pool": pool.pk, f"question_{question.pk}": "Nuts"})
        withdraw(registration=Registration.objects.live().get(person=ane))
        for other in range(9):
            register(person=make_person(f"{number} {other}"), pool=pool)


def test_my_page_and_the_courses_say_what_one_waits_for(client, occasion, ane):
    pool = make_pool(occasion, 1)
    bo = register(person=make_person("Bo Dahl"), pool=pool)
    with translation.override(occasion.course.locale.language_code):
        joins = gettext("Full: join the waiting list")
        waits = gettext("On the waiting list: number %(number)s")
        has = ngettext("You have a place", "You have %(number)s places", 1)
    assert joins in client.get(occasion.course.get_url()).content.decode()
    register(person=ane, pool=pool, wait=True)
    assert "On the waiting list: number 1" in client.get("/my/").content.decode()
    course = client.get(occasion.course.get_url()).content.decode()
    assert waits % {"number": 1} in course
    assert has not in course
    withdraw(registration=bo)
    assert "A seat is offered to you" in client.get("/my/").content.decode()
    assert "It is kept for you until" in client.get("/my/").content.decode()


def test_acc_s1_5_registering_as_observer_is_one_choice(client, occasion, ane):
    make_pool(occasion)
    observers = make_pool(occasion, 5, role="observer")
    assert "Oslo, observer" in client.get(address(occasion)).content.decode()
    client.post(address(occasion), {"pool": observers.pk})
    mine = Registration.objects.get(person=ane)
    assert (mine.state, mine.pool.role) == ("confirmed", "observer")
