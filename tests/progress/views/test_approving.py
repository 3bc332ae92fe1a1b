"""Whoever approves the last task of a workflow is a person, and is asked as an editor is."""

import json

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import GroupApprovalTask, GroupPagePermission, Workflow, WorkflowTask

from cms.models import User
from courses.models import ModulePage
from progress.models import ContentChange
from progress.reports.audit import audit
from tests.progress.edits import begun_package, committed, with_new
from tests.progress.packages import module, package, site, step
from tests.progress.views.test_publishing import form_of, group, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def begun():
    site()
    return begun_package()


def approver(name: str = "Moderators") -> User:
    who = User.objects.create_user(f"{name.lower()}@example.org", "pw", name=name)
    who.groups.add(group(f"{name} of courses", "change_page", "publish_page"))
    return who


def workflow_of(*groups: Group) -> Workflow:
    made = Workflow.objects.create(name="Two look at it")
    for place, one in enumerate(groups):
        task = GroupApprovalTask.objects.create(name=f"Task of {one.name}")
        task.groups.add(one)
        WorkflowTask.objects.create(workflow=made, task=task, sort_order=place)
    return made


def start(page: ModulePage, by: User, *people: User):
    page = ModulePage.objects.get(pk=page.pk)
    workflow_of(*(who.groups.get() for who in people)).start(page, by)
    return page


def list_door(page: ModulePage, action: str = "approve") -> str:
    state = ModulePage.objects.get(pk=page.pk).current_workflow_task_state
    return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])


def live_steps(page: ModulePage) -> int:
    return len(ModulePage.objects.get(pk=page.pk).steps)


def test_who_approves_from_the_list_chooses_and_then_it_is_published(client, begun):
    moa = approver()
    revision = with_new(begun.first, step("New"))
    start(begun.first, begun.editor, moa)
    client.force_login(moa)
    asked = client.post(list_door(begun.first), {"comment": "Good."})
    assert asked["Location"].startswith(
        reverse("vidare_publish_choice", args=[begun.first.pk, revision.pk]) + "?task="
    )
    assert live_steps(begun.first) == 2
    text = text_of(client.get(asked["Location"]))
    assert "2 people have begun this module" in text
    assert "Approve and publish" in text
    with committed():
        client.post(asked["Location"], {"choice": "again", "reason": "New law."})
    page = ModulePage.objects.get(pk=begun.first.pk)
    assert len(page.steps) == 3
    assert not page.workflow_in_progress
    change = ContentChange.objects.get()
    assert (change.choice, change.reason, change.by) == ("again", "New law.", moa)
    assert begun.way(begun.fia).version == 2
    state = page.workflow_states.get()
    assert state.status == "approved"
    assert state.task_states.get().comment == "Good."
    twice = client.post(asked["Location"], {"choice": "again", "reason": "Once more."})
    assert twice.status_code == 302
    assert ContentChange.objects.count() == 1
    assert list(audit()) == []


def test_the_dashboards_own_script_is_sent_to_the_choice(client, begun):
    moa = approver()
    with_new(begun.first, step("New"))
    start(begun.first, begun.editor, moa)
    client.force_login(moa)
    answer = client.post(list_door(begun.first), headers={"x-requested-with": "XMLHttpRequest"})
    told = json.loads(answer.content)
    assert told["step"] == "success"
    assert "/vidare/publish/" in told["redirect"]
    assert live_steps(begun.first) == 2


def test_who_approves_in_the_editor_loses_nothing_of_what_the_form_says(client, begun):
    moa = approver()
    with_new(begun.first, step("New"))
    page = start(begun.first, begun.editor, moa)
    client.force_login(moa)
    steps = [*page.latest_revision.as_object().steps.raw_data, step("By the moderator")]
    sent = form_of(begun.first, steps) | {
        "action-workflow-action": "1",
        "workflow-action-name": "approve",
        "workflow-action-extra-data": json.dumps({"comment": "With one more."}),
    }
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    asked = client.post(edit, sent)
    assert "/vidare/publish/" in asked["Location"]
    page = ModulePage.objects.get(pk=page.pk)
    assert len(page.steps) == 2
    assert page.workflow_in_progress
    assert len(page.latest_revision.as_object().steps) == 4
    with committed():
        client.post(asked["Location"], {"choice": "midway", "reason": "Two more."})
    assert live_steps(page) == 4
    assert ContentChange.objects.get().by == moa
    assert ModulePage.objects.get(pk=page.pk).workflow_states.get().status == "approved"


def test_where_nobody_has_to_be_asked_an_approval_publishes_as_ever(client, begun):
    moa = approver()
    page = ModulePage.objects.get(pk=begun.first.pk)
    page.title = "Other words"
    page.save_revision()
    start(begun.first, begun.editor, moa)
    client.force_login(moa)
    sent = form_of(page, page.steps.raw_data) | {
        "title": "Better words",
        "action-workflow-action": "1",
        "workflow-action-name": "approve",
    }
    client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)
    page.refresh_from_db()
    assert page.title == "Better words"
    assert not ContentChange.objects.exists()
    page.title = "By the list"
    page.save_revision()
    start(page, begun.editor, approver("Second"))
    client.force_login(User.objects.get(name="Second"))
    client.post(list_door(page))
    page.refresh_from_db()
    assert page.title == "By the list"


def test_only_the_last_of_several_approvals_asks(client, begun):
    first, second = approver("First"), approver("Second")
    with_new(begun.first, step("New"))
    start(begun.first, begun.editor, first, second)
    client.force_login(first)
    assert "/vidare/publish/" not in client.post(list_door(begun.first))["Location"]
    client.force_login(second)
    assert "/vidare/publish/" in client.post(list_door(begun.first))["Location"]
    assert live_steps(begun.first) == 2


def test_the_choice_of_an_approval_is_for_who_may_approve(client, begun):
    moa, other = approver(), approver("Other")
    with_new(begun.first, step("New"))
    start(begun.first, begun.editor, moa)
    client.force_login(moa)
    asked = client.post(list_door(begun.first))["Location"]
    GroupPagePermission.objects.filter(group=other.groups.get()).delete()
    for stranger in (other, None):
        client.force_login(stranger) if stranger else client.logout()
        answer = client.post(asked, {"choice": "keep", "reason": "Mine."})
        assert answer.status_code in (302, 403)
        assert live_steps(begun.first) == 2
    assert not ContentChange.objects.exists()


def test_a_rejection_asks_nothing(client, begun):
    moa = approver()
    with_new(begun.first, step("New"))
    start(begun.first, begun.editor, moa)
    client.force_login(moa)
    client.post(list_door(begun.first, "reject"), {"comment": "No."})
    page = ModulePage.objects.get(pk=begun.first.pk)
    assert page.workflow_states.get().status == "needs_changes"
    assert len(page.steps) == 2


def test_what_nobody_could_do_is_not_approved(client):
    site()
    moa = approver()
    course = package()
    page = module(course, step("A"))
    draft = ModulePage.objects.get(pk=page.pk)
    draft.steps = []
    draft.save_revision()
    start(page, moa, moa)
    client.force_login(moa)
    answer = client.post(list_door(page), follow=True)
    assert "nobody could complete the course" in text_of(answer)
    page = ModulePage.objects.get(pk=page.pk)
    assert len(page.steps) == 1
    assert page.workflow_in_progress
