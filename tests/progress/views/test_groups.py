"""A registered group is a number of people; who wants to adds their own name."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from progress.actions.join_group import join_group
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import GroupMember, Registration
from progress.models.links import join_path
from tests.progress.offers import make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SOON = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def pool():
    occasion = make_occasion(ends_on=SOON, begins_on=SOON)
    return make_pool(occasion, None, kind="group", name="Egen gruppe")


@pytest.fixture
def group(pool):
    leader = make_person("Lea Leder")
    return register(person=leader, pool=pool, headcount=2, group_name="Sunnfjord kommunegruppe")


def test_acc_s4_6_a_group_is_twelve_people_and_no_names_until_they_add_themselves(client, pool):
    client.force_login(leader := make_person("Lea Leder"))
    said = {"pool": pool.pk, "group_name": "Sunnfjord kommunegruppe", "headcount": "12"}
    client.post(reverse("progress:register", args=[pool.venue.occasion_id]), said)
    group = Registration.objects.get(person=leader)
    where = reverse("progress:place", args=[group.pk])
    page = client.get(where).content.decode()
    assert "People: 12, added by name: 0." in page
    assert join_path(group).partition(":")[0] in page  # after it the second, and the signature
    pool.refresh_from_db()
    assert pool.taken == 12
    client.force_login(make_person())
    client.post(join_path(group))
    client.force_login(leader)
    assert "People: 12, added by name: 1." in client.get(where).content.decode()
    pool.refresh_from_db()
    assert (pool.taken, Registration.objects.count()) == (12, 1)


def test_the_address_asks_before_it_adds_and_adds_once(client, group):
    where = join_path(group)
    assert "/accounts/login/" in client.get(where).url
    assert "/accounts/login/" in client.post(where).url
    client.force_login(make_person())
    page = client.get(where).content.decode()
    assert "Sunnfjord kommunegruppe" in page
    assert "Lea Leder" not in page
    assert not GroupMember.objects.exists()
    for _time in range(2):
        assert client.post(where).status_code == 302
    assert GroupMember.objects.count() == 1
    assert "Your name is added to the group" in client.get(where).content.decode()
    assert client.put(where).status_code == 405


def test_no_more_names_than_people(client, group):
    for name in ("Ane Berg", "Bo Dahl", "Cia Ek"):
        client.force_login(make_person(name))
        page = client.post(join_path(group), follow=True).content.decode()
    assert "The group has all its names already (2)." in page
    assert GroupMember.objects.count() == 2


def test_a_group_that_is_no_more_takes_no_names(client, group):
    withdraw(registration=group)
    client.force_login(make_person())
    assert "not registered any more" in client.post(join_path(group)).content.decode()
    assert not GroupMember.objects.exists()


def test_an_address_that_nobody_wrote_is_not_found(client, group):
    client.force_login(make_person())
    assert client.get(join_path(group)[:-4] + "/").status_code == 404


def test_ones_own_name_is_taken_out_after_a_question(client, group):
    ane = make_person()
    join_group(registration=group, person=ane)
    there = reverse("progress:group_place", args=[group.pk])
    leaving = reverse("progress:leave_group", args=[group.pk])
    client.force_login(ane)
    assert leaving in client.get(there).content.decode()
    page = client.get(leaving).content.decode()
    assert "Take your name out of Sunnfjord kommunegruppe?" in page
    assert "Lea Leder" not in page
    assert GroupMember.objects.count() == 1
    left, again = (client.post(leaving, follow=True) for _time in range(2))
    assert left.redirect_chain == again.redirect_chain == [("/my/", 302)]
    assert "Your name is taken out of Sunnfjord kommunegruppe." in left.content.decode()
    assert not GroupMember.objects.exists()
    assert client.get(there).status_code == 404
    assert "Add my name" in client.get(join_path(group)).content.decode()
    client.post(join_path(group))
    assert client.get(there).status_code == 200


def test_only_a_name_that_is_there_is_taken_out(client, group):
    join_group(registration=group, person=make_person())
    leaving = reverse("progress:leave_group", args=[group.pk])
    assert "/accounts/login/" in client.post(leaving).url
    for person in (make_person("Bo Dahl"), group.person):
        client.force_login(person)
        assert client.get(leaving).status_code == client.post(leaving).status_code == 404
    assert client.put(leaving).status_code == 405
    assert GroupMember.objects.count() == 1


def test_of_a_group_that_is_no_more_nothing_is_taken_out(client, group):
    ane = make_person()
    join_group(registration=group, person=ane)
    withdraw(registration=group)
    client.force_login(ane)
    leaving = reverse("progress:leave_group", args=[group.pk])
    assert (
        leaving not in client.get(reverse("progress:group_place", args=[group.pk])).content.decode()
    )
    assert "nothing to take your name out of" in client.get(leaving).content.decode()
    assert "not registered any more" in client.post(leaving).content.decode()
    assert GroupMember.objects.count() == 1


def test_whoever_registered_the_group_reads_that_its_times_stay(client, group):
    join_group(registration=group, person=group.person)
    client.force_login(group.person)
    leaving = reverse("progress:leave_group", args=[group.pk])
    assert "its times stay in your calendar" in client.get(leaving).content.decode()
    client.post(leaving)
    assert not GroupMember.objects.exists()
    assert client.get(reverse("progress:place", args=[group.pk])).status_code == 200
