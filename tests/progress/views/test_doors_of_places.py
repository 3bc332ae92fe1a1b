"""Who may pass which door of places, as one table."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from progress.actions.register import register
from progress.models import Membership, OccasionStaff, Organisation, Registration
from progress.models.links import join_path, link_of
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
    ("GET", "move"): (200, 404, 404, 404, 404, LOG_IN),
    ("GET", "hand over"): (200, 404, 404, 404, 404, LOG_IN),
    ("POST", "accept"): (302, 404, 404, 404, 404, LOG_IN),
    ("GET", "link"): (200, 200, 200, 200, 200, 200),
    ("GET", "join"): (200, 200, 200, 200, 200, LOG_IN),
    ("GET", "leading"): (200, 200, 200, 200, 200, LOG_IN),
    ("GET", "participants"): (403, 403, 403, 200, 200, LOG_IN),
    ("GET", "list to print"): (403, 403, 403, 200, 200, LOG_IN),
    ("GET", "list as a file"): (403, 403, 403, 200, 200, LOG_IN),
    ("GET", "needs as a file"): (403, 403, 403, 200, 200, LOG_IN),
    ("GET", "history"): (403, 403, 403, 200, 200, LOG_IN),
    ("GET", "add by hand"): (403, 403, 403, 403, 200, LOG_IN),
    ("GET", "move somebody"): (403, 403, 403, 403, 200, LOG_IN),
    ("GET", "withdraw somebody"): (403, 403, 403, 403, 200, LOG_IN),
    ("GET", "changes"): (403, 403, 403, 403, 200, LOG_IN),
    ("GET", "cancel the venue"): (403, 403, 403, 403, 200, LOG_IN),
    ("GET", "cancel the occasion"): (403, 403, 403, 403, 200, LOG_IN),
    ("GET", "postpone the occasion"): (403, 403, 403, 403, 200, LOG_IN),
    ("GET", "withdraw colleagues"): (403, 403, 200, 403, 403, LOG_IN),
    ("POST", "withdraw colleagues"): (403, 403, 302, 403, 403, LOG_IN),
    ("GET", "group's page"): (404, 404, 404, 404, 404, LOG_IN),
    ("GET", "leave the group"): (404, 404, 404, 404, 404, LOG_IN),
    ("POST", "leave the group"): (404, 404, 404, 404, 404, LOG_IN),
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
    editors.permissions.add(Permission.objects.get(codename="change_occasion"))
    people["editor"].groups.add(editors)
    return register(person=people["teacher"], pool=make_pool(occasion))


def address(door: str, place: Registration) -> str:
    return {
        "register": reverse("progress:register", args=[place.occasion_id]),
        "place": reverse("progress:place", args=[place.pk]),
        "withdraw": reverse("progress:withdraw", args=[place.pk]),
        "move": reverse("progress:move", args=[place.pk]),
        "hand over": reverse("progress:hand_over", args=[place.pk]),
        "accept": reverse("progress:accept_offer", args=[place.pk]),
        "link": link_of(place.transitions.latest("pk")).path,
        "join": join_path(place),
        "withdraw colleagues": reverse("progress:withdraw_staff") + f"?place={place.pk}",
        "group's page": reverse("progress:group_place", args=[place.pk]),
        "leave the group": reverse("progress:leave_group", args=[place.pk]),
        "leading": reverse("progress:leading"),
        "participants": reverse("progress:participants", args=[place.occasion_id]),
        "list to print": reverse("progress:print_participants", args=[place.occasion_id]),
        "list as a file": f"/leading/{place.occasion_id}.csv",
        "needs as a file": reverse("progress:need_counts", args=[place.occasion_id, "xlsx"]),
        "history": reverse("progress:desk_place", args=[place.occasion_id, place.pk]),
        "add by hand": reverse("progress:add_by_hand", args=[place.occasion_id]),
        "move somebody": reverse("progress:desk_move", args=[place.occasion_id, place.pk]),
        "withdraw somebody": reverse("progress:desk_withdraw", args=[place.occasion_id, place.pk]),
        "changes": reverse("progress:changes", args=[place.occasion_id]),
        "cancel the venue": reverse(
            "progress:cancel_venue", args=[place.occasion_id, place.pool.venue_id]
        ),
        "cancel the occasion": reverse("progress:cancel_occasion", args=[place.occasion_id]),
        "postpone the occasion": reverse("progress:postpone_occasion", args=[place.occasion_id]),
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
    answer = ask(
        address(door, place), {"pool": place.pool_id, "place": place.pk} if method == "POST" else {}
    )
    if expected == 404 and answer.status_code == 302:  # the language is tried in front of it
        answer = client.get(answer.url)
    assert answer.status_code == expected
    if expected == LOG_IN and (who == "stranger" or "staff" in door):
        assert "/login/" in answer.url or answer.url == "/admin/"
    place.refresh_from_db()
    withdrawn = (method, door, who) in (
        ("POST", "withdraw", "teacher"),
        ("POST", "withdraw colleagues", "manager"),
    )
    assert place.state == ("withdrawn" if withdrawn else "confirmed")
