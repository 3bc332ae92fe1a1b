"""A manager withdraws their people's places, several at once, after looking them through."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Occasion
from progress.actions.register import register
from progress.models import Message, Registration
from progress.reports.audit import audit
from tests.progress.offers import make_course, make_occasion, make_pool
from tests.progress.staff import make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SOON = timezone.localdate() + timedelta(days=60)
DOOR = "/staff/places/withdraw/"
LIST = "/reports/places/"


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def pool():
    return make_pool(make_occasion(ends_on=SOON, begins_on=SOON, state="open"), 2)


@pytest.fixture
def places(cast, pool):
    """Anna and Bo have the two seats, and Cia of another school waits."""
    return [register(person=who, pool=pool, wait=True) for who in (cast.anna, cast.bo, cast.cia)]


@pytest.fixture
def chief(client, cast):
    client.force_login(cast.chief)
    return cast.chief


@pytest.fixture(autouse=True)
def _audited():
    yield
    assert list(audit()) == []


def chosen(*places) -> dict:
    return {"place": [place.pk for place in places]}


def states() -> list[str]:
    return list(Registration.objects.order_by("pk").values_list("state", flat=True))


def test_those_chosen_are_looked_through_and_then_withdrawn(client, cast, places, chief):
    anna, bo, _cia = places
    page = client.get(LIST).content.decode()
    for place in (anna, bo):
        assert f'name="place" value="{place.pk}" form="withdraw"' in page
    page = client.get(DOOR, chosen(anna, bo)).content.decode()
    assert "Withdraw these 2 places?" in page
    assert "Anna Ås" in page
    assert "Bo Ek" in page
    assert states() == ["confirmed", "confirmed", "queued"]
    answer = client.post(DOOR, chosen(anna, bo), follow=True)
    assert answer.redirect_chain == [(LIST, 302)]
    assert "2 places are withdrawn, and their people are told." in answer.content.decode()
    assert states() == ["withdrawn", "withdrawn", "offered"]
    last = anna.transitions.last()
    assert (last.by.pk, last.why) == (chief.pk, "withdrawn by a manager")


def test_each_is_told_that_it_was_done_for_them(client, cast, places, chief):
    client.post(DOOR, chosen(*places[:2]))
    told = Message.objects.filter(kind="withdrawn").order_by("pk")
    assert [message.person for message in told] == [cast.anna, cast.bo]
    client.force_login(cast.bo)
    client.post(reverse("progress:withdraw", args=[places[1].pk]))
    assert Message.objects.filter(kind="withdrawn").count() == 2
    page = client.get(reverse("progress:place", args=[places[1].pk])).content.decode()
    assert "Your place was withdrawn" in page
    assert "You have withdrawn" not in page


def test_the_mail_says_who_did_it(client, cast, pool, places, chief):
    for who in (cast.anna, cast.bo):
        who.profile.language = "en"
        who.profile.save()
    client.post(DOOR, chosen(places[0]))
    client.force_login(cast.bo)
    client.post(reverse("progress:withdraw", args=[places[1].pk]))
    by_chief, by_bo = Message.objects.filter(kind="withdrawn").order_by("pk")
    assert by_chief.subject == "Your place was withdrawn: Seminar"
    assert "It was done for you." in by_chief.text
    assert by_bo.subject == "You have withdrawn: Seminar"
    assert "It was done for you." not in by_bo.text


def test_done_twice_it_is_done_once(client, cast, places, chief):
    for _time in range(2):
        client.post(DOOR, chosen(places[0]))
    assert Message.objects.filter(kind="withdrawn").count() == 1
    assert places[0].transitions.count() == 2
    page = client.get(DOOR, chosen(places[0])).content.decode()
    assert "Yes, withdraw" not in page


def test_one_that_is_over_keeps_back_no_other(client, cast, places, chief):
    past = make_pool(make_occasion(make_course("later"), ends_on=SOON, begins_on=SOON))
    late = register(person=cast.anna, pool=past)
    day = timezone.localdate() - timedelta(days=2)
    Occasion.objects.filter(pk=past.venue.occasion_id).update(begins_on=day, ends_on=day)
    answer = client.post(DOOR, chosen(late, places[1]), follow=True)
    page = answer.content.decode()
    assert "1 place is withdrawn, and its person is told." in page
    assert "Anna Ås is not withdrawn. This is over." in page
    late.refresh_from_db()
    assert late.state == "confirmed"


def test_a_wait_and_a_group_are_withdrawn_too(client, cast, pool, places, chief):
    waits = register(person=cast.didrik, pool=pool, wait=True)
    group = make_pool(pool.venue.occasion, None, kind="group", name="Egen gruppe")
    mine = register(person=cast.didrik, pool=group, headcount=5, group_name="Luleå", wait=True)
    page = client.get(DOOR, chosen(waits, mine)).content.decode()
    assert "Luleå (5)" in page
    client.post(DOOR, chosen(waits, mine))
    for place in (waits, mine):
        place.refresh_from_db()
        assert place.state == "withdrawn"


def test_nobody_elses_and_none_of_who_is_protected(client, cast, pool, places):
    protected = register(person=cast.ylva, pool=pool, wait=True)
    anna, _bo, cia = places
    assert client.get(DOOR, chosen(anna)).url.startswith("/accounts/login/")
    client.force_login(cast.bo)
    assert client.post(DOOR, chosen(anna)).status_code == 403
    client.force_login(cast.chief)
    for others in ((cia,), (anna, cia), (protected,)):
        assert client.get(DOOR, chosen(*others)).status_code == 404
        assert client.post(DOOR, chosen(*others)).status_code == 404
    assert client.put(DOOR).status_code == 405
    client.force_login(cast.other_chief)
    assert client.post(DOOR, chosen(anna)).status_code == 404
    assert states() == ["confirmed", "confirmed", "queued", "queued"]
    client.force_login(cast.coordinator)
    assert client.get(DOOR, chosen(anna, cia)).status_code == 200


@pytest.mark.parametrize("asked", [{}, {"place": "x"}, {"place": list(range(1, 60))}])
def test_without_anybody_or_with_too_many_it_asks_to_choose(client, chief, asked):
    for send in (client.get, client.post):
        answer = send(DOOR, asked, follow=True)
        assert answer.redirect_chain == [(LIST, 302)]
        assert "Choose whose places to withdraw" in answer.content.decode()


def test_a_place_for_another_school_is_the_other_managers(client, cast, pool):
    place = register(person=cast.didrik, pool=pool, workplace=cast.county.pitea_school)
    client.force_login(cast.chief)
    assert 'name="place"' not in client.get(LIST).content.decode()
    assert client.post(DOOR, chosen(place)).status_code == 404


def test_looking_through_costs_the_same_for_one_and_for_thirty(
    client, cast, pool, places, chief, django_assert_num_queries, django_assert_max_num_queries
):
    client.get(DOOR, chosen(places[0]))
    with django_assert_max_num_queries(14) as few:
        client.get(DOOR, chosen(places[0]))
    more = []
    for number in range(29):
        occasion = make_occasion(make_course(f"c{number}"), ends_on=SOON, begins_on=SOON)
        more.append(register(person=cast.anna, pool=make_pool(occasion)))
    with django_assert_num_queries(len(few)):
        client.get(DOOR, chosen(places[0], *more))
