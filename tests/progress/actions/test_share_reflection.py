import pytest

from progress.actions.close_group import close_group
from progress.actions.join_study_group import join_study_group
from progress.actions.leave_study_group import leave_study_group
from progress.actions.start_group import start_group
from progress.actions.unshare_reflection import unshare_reflection
from progress.models import SharedReflection
from progress.rules.learning_errors import CannotLearn
from tests.progress.packages import site
from tests.progress.reflections import make_writers, share, way_of, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    site()
    return make_writers()


def shared() -> int:
    return SharedReflection.objects.count()


def test_shared_twice_is_shared_once_and_taken_back_twice_is_taken_back(team):
    share(team, team.bo)
    share(team, team.bo)
    assert shared() == 1
    for _again in range(2):
        unshare_reflection(enrolment=way_of(team, team.bo), question=team.heard)
        assert shared() == 0


def test_nothing_is_shared_before_something_is_saved(team):
    join_study_group(group=team.group, person=team.cia)
    with pytest.raises(CannotLearn, match="Save what you have written first"):
        share(team, team.cia)


@pytest.mark.parametrize("question", ["quiz", "listen", "other"])
def test_what_is_no_reflection_of_the_step_is_refused(team, question):
    with pytest.raises(CannotLearn, match="no such reflection"):
        share(team, team.bo, question=getattr(team, question, "0" * 32))
    assert shared() == 0


def test_who_leads_the_group_or_is_in_none_has_nobody_to_share_with(team):
    for person in (team.anna, team.cia):
        if person == team.cia:
            join_study_group(group=team.group, person=person)
        write(team, person, "Something.")
    leave_study_group(group=team.group, person=team.cia)
    for person in (team.anna, team.cia):
        with pytest.raises(CannotLearn, match="no group"):
            share(team, person)


def test_it_is_shared_with_those_whom_the_person_saw_named_or_not_at_all(team):
    with pytest.raises(CannotLearn, match="Somebody else leads your group now"):
        share(team, team.bo, readers=[team.cia.pk])
    share(team, team.bo, readers=[team.anna.pk])
    assert shared() == 1


def test_leaving_the_group_ends_it_and_coming_back_does_not_bring_it_back(team):
    share(team, team.bo)
    leave_study_group(group=team.group, person=team.bo)
    assert shared() == 0
    join_study_group(group=team.group, person=team.bo)
    assert shared() == 0


def test_closing_the_group_ends_it_for_all(team):
    join_study_group(group=team.group, person=team.cia)
    write(team, team.cia, "Golvet.")
    share(team, team.bo)
    share(team, team.cia)
    close_group(group=team.group)
    assert shared() == 0


def test_the_leader_of_another_group_reads_nothing_that_was_shared_before(team):
    share(team, team.bo)
    join_study_group(group=team.group, person=team.bo)  # already in it: nothing changes
    assert shared() == 1
    other = start_group(course=team.course, name="Another", started_by=team.cia)
    join_study_group(group=other, person=team.bo)
    assert shared() == 0


def test_a_manager_who_starts_one_for_the_staff_reads_nothing_that_was_shared_before(team):
    share(team, team.bo)
    school = team.county.lulea_school
    start_group(course=team.course, name="All", started_by=team.chief, organisation=school)
    assert shared() == 0


def test_who_leaves_a_group_twice_keeps_what_is_shared_in_another(team):
    other = start_group(course=team.course, name="Another", started_by=team.cia)
    join_study_group(group=other, person=team.bo)
    leave_study_group(group=team.group, person=team.bo)
    share(team, team.bo)
    leave_study_group(group=team.group, person=team.bo)
    assert shared() == 1
