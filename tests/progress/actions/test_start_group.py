"""Who starts a group, for whom, and who is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from progress.actions.start_course import start_course
from progress.actions.start_group import start_group
from progress.models import Enrolment, Membership, Message, Profile, StudyGroup
from progress.reports.audit import audit
from progress.rules.learning_errors import CannotLearn
from progress.rules.study_groups import CannotInGroup
from tests.progress.packages import module, package, step
from tests.progress.staff import make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def course():
    page = package()
    module(page, step("Talk", form="group"))
    return page


def names(group):
    return {one.person.name for one in group.members.select_related("person")}


def of_the_school(cast, course, **more):
    return start_group(
        course=course,
        name="Luleå",
        started_by=cast.chief,
        organisation=cast.county.lulea_school,
        **more,
    )


def test_a_teacher_leads_the_group_that_they_start_and_begins_the_course(cast, course):
    group = start_group(course=course, name="On Thursdays", started_by=cast.anna)
    assert (group.facilitator, names(group)) == (cast.anna, {"Anna Ås"})
    assert Enrolment.objects.get().person == cast.anna
    assert not Message.objects.exists()


def test_a_manager_starts_one_for_the_whole_staff_and_not_for_who_is_protected(cast, course):
    group = of_the_school(cast, course, facilitator=cast.bo)
    assert names(group) == {"Anna Ås", "Bo Ek", "Didrik Två"}
    assert group.facilitator == cast.bo
    begun = Enrolment.objects.filter(translation_key=course.translation_key)
    assert set(begun.values_list("person", flat=True)) == {
        cast.anna.pk,
        cast.bo.pk,
        cast.didrik.pk,
    }
    assert list(audit()) == []


def test_each_one_added_is_told_once_in_their_own_language(cast, course):
    Profile.objects.filter(person__in=[cast.anna, cast.bo]).update(language="en")
    of_the_school(cast, course, facilitator=cast.bo)
    of_the_school(cast, course, facilitator=cast.bo)
    told = Message.objects.filter(kind="group_started")
    assert {one.person_id for one in told} == {cast.anna.pk, cast.bo.pk, cast.didrik.pk}
    assert told.count() == 3
    annas, bos = told.get(person=cast.anna), told.get(person=cast.bo)
    assert annas.subject == "A group takes “Rytm i grupp” together"
    assert f"/groups/{StudyGroup.objects.get().pk}/" in annas.text
    assert "Luleå Chef has started the group “Luleå”" in annas.text
    assert "You lead it" not in annas.text
    assert "You lead it" in bos.text


def test_a_manager_who_leads_it_is_no_member_and_is_not_written_to(cast, course):
    group = of_the_school(cast, course)
    assert group.facilitator == cast.chief
    assert "Luleå Chef" not in names(group)
    assert not Message.objects.filter(person=cast.chief).exists()
    assert not Enrolment.objects.filter(person=cast.chief).exists()


def test_who_no_longer_works_there_or_cannot_sign_in_is_not_added(cast, course):
    left = Membership.objects.filter(person=cast.anna)
    left.update(valid_to=timezone.localdate() - timedelta(days=1))
    cast.bo.is_active = False
    cast.bo.save()
    assert names(of_the_school(cast, course)) == {"Didrik Två"}


def test_nobody_leads_it_who_does_not_work_there(cast, course):
    with pytest.raises(CannotInGroup, match="one of the teachers there"):
        of_the_school(cast, course, facilitator=cast.cia)
    with pytest.raises(CannotInGroup, match="one of the teachers there"):
        of_the_school(cast, course, facilitator=cast.ylva)
    assert not StudyGroup.objects.exists()
    assert not Enrolment.objects.exists()


def test_a_closed_course_takes_no_group(cast, course):
    course.archived_at = timezone.now()
    course.save(update_fields=["archived_at"])
    with pytest.raises(CannotLearn, match="closed"):
        start_group(course=course, name="On Thursdays", started_by=cast.anna)
    with pytest.raises(CannotLearn, match="closed"):
        of_the_school(cast, course)
    assert not StudyGroup.objects.exists()


def test_what_was_done_before_the_group_goes_on(cast, course):
    way = start_course(person=cast.anna, course=course)
    of_the_school(cast, course)
    assert Enrolment.objects.get(person=cast.anna).pk == way.pk


def test_a_mail_does_not_name_a_manager_whose_identity_is_protected(cast, course):
    Profile.objects.update_or_create(
        person=cast.chief, defaults={"is_protected": True, "alias": "K 7"}
    )
    cast.chief = type(cast.chief).objects.get(pk=cast.chief.pk)
    of_the_school(cast, course)
    texts = "".join(f"{one.subject}{one.text}{one.html}" for one in Message.objects.all())
    assert "K 7" in texts
    assert cast.chief.name not in texts
