"""Who may pass which door of places, as one table."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from progress.actions.register import register
from progress.models import Membership, OccasionStaff, Organisation, Registration
from tests.progress.offers import make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

WHO = ("teacher", "other teacher", "manager", "leader", "editor", "stranger")
LOG_IN = 302
# What each gets: the status, where a 302 of an admin page or for a stranger leads to signing in.
DOORS = {
    ("GET", "register"): (200, 200, 200, 200, 200, LOG_IN),
    ("POST", "register"): (302, 302, 302, 302, 302, LOG_IN),
    ("GET", "place"): (200, 404, 404, 404, 404, LOG_IN),
    ("GET", "withdraw"): (200, 404, 404, 404, 404, LOG_IN),
    ("POST", "withdraw"): (302, 404, 404, 404, 404, LOG_IN),
    ("GET", "leading"): (200, 200, 200, 200, 200, LOG_IN),
    ("GET", "participants"): (403, 403, 403, 200, 403, LOG_IN),
    ("GET", "staff"): (LOG_IN, LOG_IN, LOG_IN, LOG_IN, 200, LOG_IN),
    ("GET", "add staff"): (LOG_IN, LOG_IN, LOG_IN, LOG_IN, 200, LOG_IN),
}


@pytest.fixture
def place():
    """The teacher's, in an occasion that the leader leads, at the school that the manager heads."""
    people = {who: make_person(who) for who in WHO if who != "stranger"}
    soon = timezone.localdate() + timedelta(days=30)
    occasion = make_occasion(ends_on=soon, begins_on=soon)
    school = Organisation.add_root(name="Kulturskolen", kind="school")
    Membership.objects.create(person=people["teacher"], organisation=school)
    Membership.objects.create(person=people["manager"], organisation=school, role="manager")
    OccasionStaff.objects.create(person=people["leader"], occasion=occasion)
    editors = Group.objects.get(name="Editors")
    names = ("view_occasionstaff", "add_occasionstaff", "change_occasionstaff")
    editors.permissions.add(*Permission.objects.filter(codename__in=names))
    people["editor"].groups.add(editors)
    return register(person=people["teacher"], pool=make_pool(occasion))


def address(door: str, place: Registration) -> str:
    return {
        "register": reverse("progress:register", args=[place.occasion_id]),
        "place": reverse("progress:place", args=[place.pk]),
        "withdraw": reverse("progress:withdraw", args=[place.pk]),
        "leading": reverse("progress:leading"),
        "participants": reverse("progress:participants", args=[place.occasion_id]),
        "staff": reverse("occasion_staff:index"),
        "add staff": reverse("occasion_staff:add"),
    }[door]


@pytest.mark.parametrize(
    ("method", "door", "who", "expected"),
    [
        (method, door, who, expected)
        for (method, door), row in DOORS.items()
        for who, expected in zip(WHO, row, strict=True)
    ],
)
def test_each_door_opens_to_whom_it_should(client, place, method, door, who, expected):
    if who != "stranger":
        client.force_login(Membership.person.field.related_model.objects.get(name=who))
    ask = client.post if method == "POST" else client.get
    answer = ask(address(door, place), {"pool": place.pool_id} if method == "POST" else {})
    if expected == 404 and answer.status_code == 302:  # the language is tried in front of it
        answer = client.get(answer.url)
    assert answer.status_code == expected
    if who == "stranger" or (expected == LOG_IN and "staff" in door):
        assert "/login/" in answer.url or answer.url == "/admin/"
    place.refresh_from_db()
    withdrawn = (method, door, who) == ("POST", "withdraw", "teacher")
    assert place.state == ("withdrawn" if withdrawn else "confirmed")
