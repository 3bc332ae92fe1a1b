"""Who may pass every door of places, desks, approvals and staff, as one table.

A door that is not in the table fails: whoever makes one says here who may pass it.
"""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from courses.models import Meeting, ParticipantQuestion
from progress import urls
from progress.actions.join_group import join_group
from progress.actions.register import register
from progress.models import Letter, Membership, OccasionStaff, Organisation, Registration
from progress.models.calendars import CalendarKey
from progress.models.links import join_token, link_of
from progress.reports.audit import audit
from tests.progress.offers import make_course, make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

WHO = ("teacher", "other teacher", "manager", "other manager", "leader", "editor", "stranger")
OURS = ("places/", "my/places/", "my/groups/", "my/calendar/", "calendar/", "approvals",
        "leading", "staff/", "reports/places", "feedback/")  # fmt: skip
IN = 302  # a stranger is sent to sign in; after a change one is sent on
EVERYONE = (200,) * 7
SIGNED_IN = (200,) * 6 + (IN,)
OWN = (200, 404, 404, 404, 404, 404, IN)
OWN_DEED = (302, 404, 404, 404, 404, 404, IN)
MANAGERS = (403, 403, 200, 200, 403, 403, IN)
APPROVERS = (403, 403, 200, 200, 200, 403, IN)
DESK = (403, 403, 403, 403, 200, 200, IN)
DESK_DEED = (403, 403, 403, 403, 302, 302, IN)
ORGANISERS = (403, 403, 403, 403, 403, 200, IN)
ORGANISERS_DEED = (403, 403, 403, 403, 403, 302, IN)

# By name, or by address where it has none: how it is asked, and what each gets.
DOORS = {
    "answer_link": ("GET", EVERYONE),  # whoever has the mail
    "register": ("GET", SIGNED_IN),
    "place": ("GET", OWN),
    "withdraw": ("GET", OWN),
    "accept_offer": ("POST", OWN_DEED),
    "place_answers": ("GET", OWN),
    "move": ("GET", OWN),
    "hand_over": ("GET", OWN),
    "join_group": ("GET", SIGNED_IN),  # whoever the group has sent its link
    "group_place": ("GET", OWN),
    "leave_group": ("GET", OWN),
    "renew_calendar": ("POST", (302,) * 7),
    "calendar": ("GET", EVERYONE),  # whoever has the secret address
    "approvals": ("GET", APPROVERS),
    "approvals.<file:file>": ("GET", APPROVERS),
    "decide_approval": ("POST", (403, 403, 302, 404, 404, 403, IN)),
    "leading": ("GET", SIGNED_IN),
    "leading.<file:file>": ("GET", SIGNED_IN),
    "participants": ("GET", DESK),
    "leading/<id:occasion_id>.<file:file>": ("GET", DESK),
    "need_counts": ("GET", DESK),
    "print_participants": ("GET", DESK),
    "add_by_hand": ("GET", ORGANISERS),
    "desk_place": ("GET", DESK),
    "desk_answer": ("POST", DESK_DEED),
    "desk_move": ("GET", ORGANISERS),
    "desk_withdraw": ("GET", ORGANISERS),
    "attendance": ("GET", DESK),
    "leading/<id:occasion_id>/attendance.<file:file>": ("GET", DESK),
    "attendance_meeting": ("GET", DESK),
    "walk_in": ("GET", DESK),
    "close_occasion": ("GET", DESK),
    "mailings": ("GET", DESK),
    "letters": ("GET", DESK),
    "new_letter": ("GET", DESK),
    "call_off_letter": ("POST", DESK_DEED),
    "feedback_list": ("GET", DESK),
    "leading/<id:occasion_id>/feedback.<file:file>": ("GET", DESK),
    "feedback": ("GET", EVERYONE),  # of what is over, and says nobody's name
    "feedback_thanks": ("GET", EVERYONE),
    "tour": ("GET", DESK),
    "leading/courses/<uuid:key>.<file:file>": ("GET", DESK),
    "changes": ("GET", ORGANISERS),
    "cancel_occasion": ("GET", ORGANISERS),
    "postpone_occasion": ("GET", ORGANISERS),
    "decide_venue": ("GET", ORGANISERS),
    "cancel_venue": ("GET", ORGANISERS),
    "venue_cancelled": ("GET", ORGANISERS),
    "register_staff": ("GET", MANAGERS),
    "withdraw_staff": ("GET", (403, 403, 302, 302, 403, 403, IN)),  # nobody chosen: the list again
    "swap_place": ("GET", (403, 403, 200, 404, 403, 403, IN)),
    "reports_places": ("GET", MANAGERS),
    "reports/places.<file:file>": ("GET", MANAGERS),
}
OF_THE_PAST = ("feedback", "feedback_thanks")
DECIDING = ("decide_approval", "desk_answer")
ROUTES = {
    pattern.name or str(pattern.pattern): str(pattern.pattern)
    for pattern in urls.urlpatterns
    if str(pattern.pattern).startswith(OURS)
}


@pytest.fixture
def world():
    """The teacher has a place, and asked for two: of the manager, and of the organiser."""
    people = {who: make_person(who) for who in WHO if who != "stranger"}
    school, other = (Organisation.add_root(name=name, kind="school") for name in ("Ett", "Två"))
    Membership.objects.create(person=people["teacher"], organisation=school)
    Membership.objects.create(person=people["manager"], organisation=school, role="manager")
    Membership.objects.create(person=people["other manager"], organisation=other, role="manager")
    people["editor"].user_permissions.add(Permission.objects.get(codename="change_occasion"))
    soon = timezone.localdate() + timedelta(days=30)
    asked = {"begins_on": soon, "ends_on": soon}
    occasions = [
        make_occasion(**asked),
        make_occasion(make_course("to-manager"), intake="approval", **asked),
        make_occasion(
            make_course("to-organiser"), intake="approval", approver="organiser", **asked
        ),
    ]
    for occasion in occasions:
        OccasionStaff.objects.create(person=people["leader"], occasion=occasion)
    ParticipantQuestion.objects.create(occasion=occasions[0], kind="dietary", why="Lunch")
    place, of_manager, of_organiser = (
        register(person=people["teacher"], pool=make_pool(occasion)) for occasion in occasions
    )
    group = register(
        person=people["other teacher"],
        pool=make_pool(occasions[0], None, kind="group", name="Gruppe"),
        headcount=3,
        group_name="Fjord",
    )
    join_group(registration=group, person=people["teacher"])
    return SimpleNamespace(
        people=people,
        place=place,
        of_manager=of_manager,
        of_organiser=of_organiser,
        group=group,
        key=CalendarKey.objects.create(person=people["teacher"]).key,
        meeting=Meeting.objects.create(occasion=occasions[0], day=soon),
        letter=Letter.objects.create(
            occasion=occasions[0],
            subject="Hei",
            text="Velkommen.",
            by=people["leader"],
            send_at=timezone.now() + timedelta(days=1),
        ),
        past=make_occasion(make_course("past"), ends_on=timezone.localdate() - timedelta(days=1)),
        cancelled=make_pool(occasions[0], name="Vest", cancelled_on=timezone.localdate()),
        undecided=make_pool(occasions[0], places=["Bodø", "Fauske"], name="Nord"),
    )


def address(door: str, world: SimpleNamespace) -> str:
    place = {
        "decide_approval": world.of_manager,
        "desk_answer": world.of_organiser,
        "group_place": world.group,
        "leave_group": world.group,
    }.get(door, world.place)
    venue = {"decide_venue": world.undecided, "venue_cancelled": world.cancelled}.get(
        door, place.pool
    )
    token = link_of(world.place.transitions.get()).token
    values = {
        "occasion_id": world.past.pk if door in OF_THE_PAST else place.occasion_id,
        "registration_id": place.pk,
        "venue_id": venue.venue_id,
        "token": join_token(world.group) if door == "join_group" else token,
        "key": world.key if door == "calendar" else place.occasion.course.translation_key,
        "meeting_id": world.meeting.pk,
        "letter_id": world.letter.pk,
        "file": "csv",
    }
    return "/" + re.sub(r"<\w+:(\w+)>", lambda found: str(values[found[1]]), ROUTES[door])


def test_every_door_of_these_is_in_the_table():
    assert set(DOORS) == set(ROUTES)


@pytest.mark.parametrize("door", DOORS)
def test_each_door_opens_to_whom_it_should(client, world, door):
    method, row = DOORS[door]
    where, decided = address(door, world), False
    for who, expected in zip(WHO, row, strict=True):
        client.logout()
        if who != "stranger":
            client.force_login(world.people[who])
        before = states()
        answer = client.post(where, {"answer": "no"}) if method == "POST" else client.get(where)
        if expected == 404 and answer.status_code == 302:  # the language is tried in front of it
            answer = client.get(answer.url)
        assert answer.status_code == expected, who
        if who == "stranger" and expected == IN:
            assert answer.url.startswith("/accounts/login/?next=")
        # Only who may decide changes anything, and only the first of them.
        decides = door in DECIDING and expected == 302 and who != "stranger" and not decided
        assert (states() != before) is decides, who
        decided = decided or decides
    assert list(audit()) == []


def states() -> list[tuple]:
    return list(Registration.objects.order_by("pk").values_list("pk", "state", "approve_by"))
