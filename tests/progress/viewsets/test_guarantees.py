from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from progress.actions.register import register
from progress.models import Guarantee
from progress.reports.audit import audit
from tests.progress.offers import make_course, make_occasion, make_person, make_pool
from tests.progress.staff import make_county, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ADD = "/admin/guarantees/new/"
LIST = "/admin/guarantees/"
DAY = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def county():
    return make_county()


@pytest.fixture
def pool():
    return make_pool(make_occasion(begins_on=DAY, ends_on=DAY), 10)


@pytest.fixture
def editor(client):
    person = make_person("Eva Editor")
    editors = Group.objects.get(name="Editors")
    editors.permissions.add(
        *Permission.objects.filter(codename__endswith="_guarantee"),
        Permission.objects.get(codename="access_admin"),
    )
    person.groups.add(editors)
    client.force_login(person)
    return person


def asked(pool, organisation, seats=3, on=DAY) -> dict:
    return {
        "pool": pool.pk, "organisation": organisation.pk, "seats": seats,
        "release_on": on.isoformat(),
    }  # fmt: skip


def door(name, guarantee) -> str:
    return reverse(f"guarantees:{name}", args=[guarantee.pk])


def test_seats_are_kept_changed_and_released(client, editor, pool, county):
    assert client.post(ADD, asked(pool, county.lulea)).status_code == 302
    guarantee = Guarantee.objects.get()
    assert guarantee.release_at.astimezone(pool.venue.occasion.zone).date() == DAY
    register(person=make_member("Own", county.lulea_school), pool=pool)
    page = client.get(LIST).content.decode()
    assert "Luleå" in page
    assert f"Kept until {DAY.isoformat()}" in page
    assert "Release now" in page
    edit = client.get(door("edit", guarantee)).content.decode()
    assert DAY.isoformat() in edit
    earlier = asked(pool, county.pitea, 2, DAY - timedelta(days=1))
    assert client.post(door("edit", guarantee), earlier).status_code == 302
    guarantee.refresh_from_db()
    assert (guarantee.seats, guarantee.organisation) == (2, county.lulea)
    assert client.get(door("release", guarantee)).status_code == 200
    guarantee.refresh_from_db()
    assert guarantee.released_at is None
    assert client.post(door("release", guarantee)).status_code == 302
    again = client.post(door("release", guarantee), follow=True).content.decode()
    assert "The seats were released already." in again
    assert client.post(ADD, asked(pool, county.lulea, 1)).status_code == 302  # anew
    guarantee.refresh_from_db()
    assert (guarantee.seats, guarantee.released_at) == (1, None)
    assert list(audit()) == []


@pytest.mark.parametrize(
    ("seats", "day", "field", "said"),
    [
        (11, DAY, "seats", "Seats in all: 10. Kept for others: 0."),
        (0, DAY, "seats", "Ensure this value is greater than or equal to 1."),
        (1, DAY - timedelta(days=60), "release_on", "Choose a day that is still to come."),
        (1, date.min, "release_on", "Choose a day that is still to come."),
    ],
)
def test_what_cannot_be_promised_stands_beside_its_field(
    client, editor, pool, county, seats, day, field, said
):
    answer = client.post(ADD, asked(pool, county.lulea, seats, day))
    assert answer.context["form"].errors == {field: [said]}
    assert not Guarantee.objects.exists()


def test_an_organisation_above_or_below_another_is_refused_with_its_name(
    client, editor, pool, county
):
    client.post(ADD, asked(pool, county.lulea))
    answer = client.post(ADD, asked(pool, county.lulea_school))
    said = "Seats are kept for Luleå already, which is above or below."
    assert answer.context["form"].errors == {"organisation": [said]}
    answer = client.post(ADD, asked(pool, county.lulea))
    said = "It has seats here already: change those."
    assert answer.context["form"].errors == {"organisation": [said]}
    assert Guarantee.objects.count() == 1


def test_only_limited_seats_of_what_is_not_over_are_to_choose_from(client, editor, pool):
    past = timezone.localdate() - timedelta(days=1)
    make_pool(pool.venue.occasion, None, name="Digitalt")
    make_pool(make_occasion(make_course("over"), ends_on=past), 5)
    choices = client.get(ADD).context["form"].fields["pool"].queryset
    assert list(choices) == [pool]


def test_nothing_is_deleted_here(client, editor, pool, county):
    client.post(ADD, asked(pool, county.lulea))
    guarantee = Guarantee.objects.get()
    assert client.post(f"{LIST}delete/{guarantee.pk}/").status_code == 404
    assert Guarantee.objects.exists()


def test_only_who_may_change_them_comes_in(client, pool, county):
    guarantee = Guarantee.objects.create(
        pool=pool, organisation=county.lulea, seats=1, release_at=timezone.now() + timedelta(1)
    )
    doors = [LIST, ADD, door("edit", guarantee), door("release", guarantee)]
    assert {client.get(one).status_code for one in doors} == {302}
    client.force_login(make_member("Chef", county.lulea, role="manager"))
    assert {client.get(one).status_code for one in doors} == {302}
    client.post(door("release", guarantee))
    guarantee.refresh_from_db()
    assert guarantee.released_at is None


def test_it_stands_in_the_menu_and_costs_the_same_at_one_and_at_thirty_rows(
    client, editor, pool, county, django_assert_num_queries, django_assert_max_num_queries
):
    client.post(ADD, asked(pool, county.lulea, 1))
    assert f'{LIST}"' in client.get(reverse("wagtailadmin_home")).text
    client.get(LIST)
    with django_assert_max_num_queries(16) as few:
        client.get(LIST)
    cost = len(few)  # what follows makes requests, which forget it
    for number in range(29):
        other = make_pool(pool.venue.occasion, 5, name=f"Ort {number}")
        client.post(ADD, asked(other, county.lulea, 1))
    with django_assert_num_queries(cost):
        client.get(LIST)
    assert Guarantee.objects.count() == 30
