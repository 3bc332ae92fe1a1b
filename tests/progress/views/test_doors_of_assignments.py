"""Who may pass which door of what is handed in, as one table."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission

from progress.actions.join_study_group import join_study_group
from progress.actions.register import register
from progress.actions.start_course import start_course
from progress.actions.start_group import start_group
from progress.models import OccasionStaff
from tests.progress.assignments import attach, handed_in, make_class, named
from tests.progress.offers import make_course, make_occasion, make_person, make_pool
from tests.progress.packages import package, site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private", "in_english")]

WHO = (
    "bo",  # whose it is
    "didrik",  # another teacher, of the same group
    "anna",  # who leads the group
    "cia",  # who leads a group of another course, in which Bo is too
    "leader",  # of an occasion of the course where Bo has a place
    "other_leader",  # of one where he has none
    "chief",  # his manager
    "editor",  # of the course
    "other_editor",  # of another part of the site
    "stranger",
    "nobody",
)
LOG_IN = 302
DOORS = {
    ("GET", "reviews"): (403, 403, 200, 200, 200, 200, 403, 200, 200, 403, LOG_IN),
    ("GET", "review"): (404, 404, 200, 404, 200, 404, 404, 200, 404, 404, LOG_IN),
    ("GET", "the draft"): (404, 404, 404, 404, 404, 404, 404, 404, 404, 404, LOG_IN),
    ("POST", "return"): (404, 404, 302, 404, 302, 404, 404, 302, 404, 404, LOG_IN),
    ("POST", "approve"): (404, 404, 302, 404, 302, 404, 404, 302, 404, 404, LOG_IN),
    ("POST", "neither"): (404, 404, 404, 404, 404, 404, 404, 404, 404, 404, LOG_IN),
    ("GET", "approve"): (405,) * 11,
    ("GET", "file"): (200, 404, 200, 404, 200, 404, 404, 200, 404, 404, LOG_IN),
    ("GET", "file of the draft"): (200, 404, 404, 404, 404, 404, 404, 404, 404, 404, LOG_IN),
    ("GET", "assignment"): (302, 404, 404, 404, 404, 404, 404, 404, 404, 404, LOG_IN),
    ("GET", "hand in"): (405,) * 11,
}


@pytest.fixture
def team():
    team = make_class(make_course())
    site()
    join_study_group(group=team.group, person=team.didrik)
    other = package("other")
    join_study_group(group=start_group(course=other, name="O", started_by=team.cia), person=team.bo)
    pools = [make_pool(make_occasion(team.course, slug=slug, ends_on=None)) for slug in "ab"]
    register(person=team.bo, pool=pools[0], now=timezone.now() - timedelta(days=1))
    for name, pool in zip(("leader", "other_leader"), pools, strict=True):
        person = make_person(name)
        OccasionStaff.objects.create(person=person, occasion=pool.venue.occasion)
        setattr(team, name, person)
    for name, page in (("editor", team.course), ("other_editor", other)):
        person, group = make_person(name), Group.objects.create(name=name)
        person.groups.add(group)
        GroupPagePermission.objects.create(group=group, page=page, permission_type="change")
        setattr(team, name, person)
    team.stranger = make_person("stranger")
    team.file = attach(team)
    team.submission = handed_in(team)
    # What another is still writing.
    way = team.way
    team.way = start_course(person=team.didrik, course=team.course)
    team.draft_file = attach(team, named("draft.pdf"))
    team.way = way
    return team


def address(team, door):
    submission, draft = team.submission.pk, team.draft_file.submission_id
    answer = reverse("progress:answer_submission", args=[submission])
    return {
        "reviews": reverse("progress:reviews"),
        "review": reverse("progress:review", args=[submission]),
        "the draft": reverse("progress:review", args=[draft]),
        "return": answer,
        "approve": answer,
        "neither": answer,
        "file": reverse("progress:submission_file", args=[team.file.pk]),
        "file of the draft": reverse("progress:submission_file", args=[team.draft_file.pk]),
        "assignment": reverse("progress:assignment", args=[submission]),
        "hand in": reverse(
            "progress:hand_in", args=[team.course.translation_key, team.page.pk, team.plan]
        ),
    }[door]


def expected(door, who, status):
    """The draft is the other member's own."""
    if door == ("GET", "file of the draft"):
        return {"bo": 404, "didrik": 200}.get(who, status)
    return status


@pytest.mark.parametrize("who", WHO)
def test_the_doors(client, team, who):
    if who != "nobody":
        client.force_login(getattr(team, who))
    for door, statuses in DOORS.items():
        method, name = door
        if method == "POST" and name != "neither":
            team.submission.__class__.objects.filter(pk=team.submission.pk).update(
                state="handed_in", decided_at=None, decided_by=None
            )
            team.way.steps.all().delete()
            team.submission.messages.all().delete()
        said = {"answer": name, "comment": "Well done."} if method == "POST" else {}
        answer = getattr(client, method.lower())(address(team, name), said)
        wanted = expected(door, who, statuses[WHO.index(who)])
        assert answer.status_code == wanted, (door, who, answer.status_code)
        if wanted == 200:
            assert "no-store" in answer["Cache-Control"]


def test_a_facilitator_reads_it_no_longer_when_the_person_has_left_or_the_group_is_closed(
    client, team
):
    client.force_login(team.anna)
    where = address(team, "review")
    assert client.get(where).status_code == 200
    team.group.members.filter(person=team.bo).update(left_at=timezone.now())
    assert client.get(where).status_code == 404
    team.group.members.update(left_at=None)
    team.group.__class__.objects.filter(pk=team.group.pk).update(closed_at=timezone.now())
    assert client.get(where).status_code == 404
    assert client.get(address(team, "file")).status_code == 404
