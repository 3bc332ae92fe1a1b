"""The page behind a mail's link: good once, without signing in, and a GET changes nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from progress.actions.cancel_venue import cancel_venue
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import Membership, Organisation, Profile, Registration, Transition
from progress.models.links import APPROVER, link_of
from tests.progress.offers import make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SOON = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def occasion():
    return make_occasion(ends_on=SOON, begins_on=SOON)


def link_to(registration, audience="p", who=None) -> str:
    last = Transition.objects.filter(registration=registration).latest("pk")
    return link_of(last, audience, who).path


@pytest.fixture
def offered(occasion):
    """Ane waited for the one seat in Oslo that Bo gave back."""
    pool = make_pool(occasion, 1)
    bo = register(person=make_person("Bo Dahl"), pool=pool)
    ane = register(person=make_person(), pool=pool, wait=True)
    withdraw(registration=bo)
    ane.refresh_from_db()
    assert ane.state == "offered"
    return ane


@pytest.fixture
def choosing(occasion):
    """Ane's venue is cancelled. Førde has seats, Trondheim has none, and there is an online one."""
    pool = make_pool(occasion)
    make_pool(occasion, 5, name="Førde")
    full = make_pool(occasion, 1, name="Trondheim")
    make_pool(occasion, None, name="Nett", kind="online", join_url="https://meet.example.org/x")
    register(person=make_person("Bo Dahl"), pool=full)
    ane = register(person=make_person(), pool=pool)
    cancel_venue(venue=pool.venue, by=None, note="Too few.")
    ane.refresh_from_db()
    assert ane.state == "needs_choice"
    return ane


def test_a_scanner_that_opens_the_link_changes_nothing(client, offered):
    where = link_to(offered)
    for ask in ("", "?do=accept", "?do=withdraw"):
        answer = client.get(where + ask)
        assert answer.status_code == 200
        client.head(where + ask)
    assert client.put(where).status_code == 405
    offered.refresh_from_db()
    assert offered.state == "offered"


def test_the_page_is_kept_nowhere_and_found_by_nobody(client, offered):
    headers = client.get(link_to(offered)).headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_an_offer_is_accepted_once_without_signing_in(client, offered):
    where = link_to(offered)
    assert "Yes, I take the seat" in client.get(where).content.decode()
    page = client.post(where, {"answer": "accept"}).content.decode()
    assert "You have a place" in page
    offered.refresh_from_db()
    assert offered.state == "confirmed"
    again = client.post(where, {"answer": "withdraw"}).content.decode()
    assert "This is answered already" in again
    assert "You have a place" in again
    offered.refresh_from_db()
    assert offered.state == "confirmed"
    assert reverse("progress:place", args=[offered.pk]) in again


def test_an_offer_that_is_declined_goes_to_the_next(client, offered):
    cia = register(person=make_person("Cia Ek"), pool=offered.pool, wait=True)
    client.post(link_to(offered), {"answer": "withdraw"})
    offered.refresh_from_db()
    cia.refresh_from_db()
    assert (offered.state, cia.state) == ("withdrawn", "offered")


def test_an_offer_whose_time_is_up_is_not_accepted(client, offered):
    Registration.objects.filter(pk=offered.pk).update(
        hold_until=timezone.now() - timedelta(seconds=1)
    )
    page = client.post(link_to(offered), {"answer": "accept"}).content.decode()
    assert "The offer has lapsed" in page
    offered.refresh_from_db()
    assert offered.state == "offered"


def test_what_the_mails_link_was_about_is_the_first_button(client, offered):
    where = link_to(offered)
    first = client.get(f"{where}?do=withdraw").content.decode()
    assert first.index("No, give it to the next") < first.index("Yes, I take the seat")
    first = client.get(f"{where}?do=nonsense").content.decode()
    assert first.index("Yes, I take the seat") < first.index("No, give it to the next")


@pytest.mark.parametrize("answer", ["", "yes", "venue", "nonsense"])
def test_only_what_fits_can_be_said(client, offered, answer):
    assert client.post(link_to(offered), {"answer": answer}).status_code == 200
    offered.refresh_from_db()
    assert offered.state == "offered"


def test_a_link_that_nobody_wrote_is_not_found(client, offered):
    where = link_to(offered)
    for broken in (where[:-3] + "/", where.replace("answer/", "answer/x"), where[:20] + "a/"):
        answer = client.get(broken)
        assert answer.status_code == 404
        assert "This link leads nowhere" in answer.content.decode()
        assert client.post(broken, {"answer": "accept"}).status_code == 404


def test_an_answer_needs_the_pages_own_form(offered):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(link_to(offered), {"answer": "accept"}).status_code == 403


def test_the_three_choices_of_a_cancelled_venue_stand_there(client, choosing):
    page = client.get(link_to(choosing)).content.decode()
    for words in ("Førde", "Go to this venue instead", "Take part digitally", "Withdraw"):
        assert words in page
    assert "Full: join the waiting list, nobody is waiting yet" in page
    assert "meet.example.org" not in page
    choosing.refresh_from_db()
    assert choosing.state == "needs_choice"


@pytest.mark.parametrize(
    ("answer", "venue", "how", "state"),
    [
        ("venue", "førde", "m", "confirmed"),
        ("venue", "trondheim", "w", "queued"),
        ("digital", "nett", "m", "confirmed"),
        ("withdraw", "oslo", "", "withdrawn"),
    ],
)
def test_each_choice_is_one_click_and_good_once(client, choosing, answer, venue, how, state):
    pool = choosing.occasion.venues.get(slug=venue).pools.get()
    where = link_to(choosing)
    client.post(where, {"answer": answer, "pool": f"{pool.pk}{how}"})
    choosing.refresh_from_db()
    assert (choosing.state, choosing.pool) == (state, pool)
    assert "answered already" in client.post(where, {"answer": "withdraw"}).content.decode()
    choosing.refresh_from_db()
    assert choosing.state == state


@pytest.mark.parametrize("pool", ["", "0m", "x", "99999m"])
def test_a_choice_that_is_none_leaves_it_to_be_chosen(client, choosing, pool):
    page = client.post(link_to(choosing), {"answer": "venue", "pool": pool}).content.decode()
    assert 'role="alert"' in page
    choosing.refresh_from_db()
    assert choosing.state == "needs_choice"


@pytest.fixture
def asking():
    """Ane asks; her school's head and a course leader elsewhere know of it."""
    occasion = make_occasion(ends_on=SOON, begins_on=SOON, intake="approval")
    school = Organisation.add_root(name="Kulturskolen", kind="school")
    ane, head = make_person(), make_person("Hege Head")
    Membership.objects.create(person=ane, organisation=school)
    Membership.objects.create(person=head, organisation=school, role="manager")
    return register(person=ane, pool=make_pool(occasion)), head


@pytest.mark.parametrize(("answer", "state"), [("yes", "confirmed"), ("no", "rejected")])
def test_who_approves_answers_once_by_the_link(client, asking, answer, state):
    registration, head = asking
    where = link_to(registration, APPROVER, head.pk)
    assert "Ane Berg asks for a place" in client.get(f"{where}?do=no").content.decode()
    client.post(where, {"answer": answer, "why": "The school is closed that day."})
    registration.refresh_from_db()
    assert registration.state == state
    last = Transition.objects.filter(registration=registration).latest("pk")
    assert last.by == head
    other = "no" if answer == "yes" else "yes"
    assert "answered already" in client.post(where, {"answer": other}).content.decode()
    registration.refresh_from_db()
    assert registration.state == state


def test_who_no_longer_manages_cannot_answer_by_an_old_link(client, asking):
    registration, head = asking
    where = link_to(registration, APPROVER, head.pk)
    Membership.objects.filter(person=head).delete()
    assert client.post(where, {"answer": "yes"}).status_code == 404
    registration.refresh_from_db()
    assert registration.state == "queued"


@pytest.mark.parametrize("of_the_head", [False, True])
def test_who_has_the_link_reads_an_alias(client, asking, of_the_head):
    registration, head = asking
    Profile.objects.update_or_create(
        person=registration.person, defaults={"is_protected": True, "alias": "Alias 7"}
    )
    where = link_to(registration, APPROVER, head.pk if of_the_head else None)
    page = client.get(where).content.decode()
    assert "Alias 7 asks for a place" in page
    assert "Ane Berg" not in page
    assert "Kulturskolen" not in page


def test_the_person_cannot_say_yes_to_themselves(client, asking):
    registration, _head = asking
    page = client.post(link_to(registration), {"answer": "yes"}).content.decode()
    assert "Ane Berg" not in page
    registration.refresh_from_db()
    assert registration.state == "queued"
