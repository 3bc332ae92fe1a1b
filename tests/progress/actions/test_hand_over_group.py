import pytest

from cms.models import User
from progress.actions.close_group import close_group
from progress.actions.hand_over_group import hand_over_group
from progress.actions.join_study_group import join_study_group
from progress.actions.leave_study_group import leave_study_group
from progress.actions.start_group import start_group
from progress.models import Message, Profile, SharedReflection
from progress.reports.audit import audit
from progress.rules.study_groups import CannotInGroup
from tests.progress.packages import site
from tests.progress.reflections import make_writers, share

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    site()
    return make_writers()


@pytest.fixture
def of_the_school(team):
    """A group that the chief started for the staff of the school; Anna leads it."""
    return start_group(
        course=team.course,
        name="The staff",
        started_by=team.chief,
        facilitator=team.anna,
        organisation=team.county.lulea_school,
    )


def test_a_member_leads_it_from_then_on_and_is_told_once(team):
    for _again in range(2):
        hand_over_group(group=team.group, to=team.bo, by=team.anna)
    team.group.refresh_from_db()
    assert team.group.facilitator == team.bo
    told = Message.objects.get(kind="group_handed_over")
    assert told.person == team.bo
    assert "Anna Ås" in told.text
    assert f"/groups/{team.group.pk}/" in told.text
    assert list(audit()) == []


def test_back_and_forth_each_is_told_each_time(team):
    for to, by in ((team.bo, team.anna), (team.anna, team.bo), (team.bo, team.anna)):
        hand_over_group(group=team.group, to=to, by=by)
    people = Message.objects.filter(kind="group_handed_over").order_by("pk")
    assert [one.person for one in people] == [team.bo, team.anna, team.bo]
    assert list(audit()) == []


def test_what_was_shared_with_the_old_one_is_shared_no_longer(team):
    join_study_group(group=team.group, person=team.cia)
    share(team, team.bo)
    hand_over_group(group=team.group, to=team.cia, by=team.anna)
    assert not SharedReflection.objects.exists()


def test_who_led_it_can_leave_it_then(team):
    group = hand_over_group(group=team.group, to=team.bo, by=team.anna)
    leave_study_group(group=group, person=team.anna)
    with pytest.raises(CannotInGroup, match="Hand it over first"):
        leave_study_group(group=group, person=team.bo)


def test_a_facilitator_hands_it_to_nobody_outside_the_group(team):
    join_study_group(group=team.group, person=team.cia)
    leave_study_group(group=team.group, person=team.cia)
    for person in (team.cia, team.didrik, team.chief):
        with pytest.raises(CannotInGroup, match="Choose somebody in the group"):
            hand_over_group(group=team.group, to=person, by=team.anna)


def test_an_account_that_is_closed_leads_nothing(team):
    team.bo.is_active = False
    team.bo.save()
    with pytest.raises(CannotInGroup, match="Choose somebody"):
        hand_over_group(group=team.group, to=team.bo, by=team.anna)


def test_the_manager_who_started_it_hands_it_to_anybody_of_the_staff_or_takes_it(
    team, of_the_school
):
    leave_study_group(group=of_the_school, person=team.didrik)
    for person in (team.didrik, team.chief, team.bo):
        hand_over_group(group=of_the_school, to=person, by=team.chief)
        of_the_school.refresh_from_db()
        assert of_the_school.facilitator == person
    for person in (team.ylva, team.cia):
        with pytest.raises(CannotInGroup, match="Choose somebody"):
            hand_over_group(group=of_the_school, to=person, by=team.chief)


def test_who_was_replaced_meanwhile_hands_nothing_over(team):
    join_study_group(group=team.group, person=team.cia)
    hand_over_group(group=team.group, to=team.bo, by=team.anna)
    with pytest.raises(CannotInGroup, match="Somebody else leads"):
        hand_over_group(group=team.group, to=team.cia, by=team.anna)


def test_a_closed_group_stays_with_who_led_it(team):
    close_group(group=team.group)
    with pytest.raises(CannotInGroup, match="closed"):
        hand_over_group(group=team.group, to=team.bo, by=team.anna)
    assert not Message.objects.filter(kind="group_handed_over").exists()


def test_one_with_protected_identity_hands_it_over_under_the_alias(team):
    Profile.objects.filter(person=team.ylva).update(alias="Teacher A")
    group = start_group(course=team.course, name="Hers", started_by=team.ylva)
    join_study_group(group=group, person=team.bo)
    ylva = User.objects.get(pk=team.ylva.pk)
    hand_over_group(group=group, to=team.bo, by=ylva)
    told = Message.objects.get(kind="group_handed_over")
    assert "Teacher A" in told.text
    assert "Ylva" not in told.text + told.html
