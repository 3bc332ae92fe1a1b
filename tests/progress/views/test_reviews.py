"""The list of what was handed in, and the page on which it is answered."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from progress.actions.approve_submission import approve_submission
from progress.actions.join_study_group import join_study_group
from progress.actions.return_submission import return_submission
from progress.models import Submission
from progress.reports.audit import audit
from tests.progress.assignments import attach, handed_in, make_class
from tests.progress.packages import site
from tests.progress.staff import make_member
from tests.progress.views.test_learning_queries import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private", "in_english")]
LIST = reverse("progress:reviews")


@pytest.fixture
def team(client):
    team = make_class()
    site()
    client.force_login(team.anna)
    yield team
    assert list(audit()) == []


def by(team, person, text="Words", days=0) -> Submission:
    team.way = join_study_group(group=team.group, person=person).person.enrolments.get()
    return handed_in(team, text, now=timezone.now() - timedelta(days=days))


def page(client, where=LIST, **asked) -> str:
    answer = client.get(where, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def names(client, **asked) -> list[str]:
    return [row.name for row in client.get(LIST, asked).context["rows"]]


def test_what_waits_stands_there_the_longest_waiting_first(client, team):
    by(team, team.cia, days=1)
    by(team, team.bo, days=3)
    by(team, team.didrik, days=2)
    assert names(client) == ["Bo Ek", "Didrik Två", "Cia Ö"]
    assert "3 wait to be read" in page(client)
    assert names(client, sort="name") == ["Bo Ek", "Cia Ö", "Didrik Två"]
    assert names(client, sort="-handed-in") == ["Cia Ö", "Didrik Två", "Bo Ek"]


def test_it_is_searched_and_filtered_by_course_group_and_state(client, team):
    first = by(team, team.bo)
    by(team, team.cia)
    assert names(client, search="cia") == ["Cia Ö"]
    assert names(client, course=str(team.course.translation_key), group=team.group.pk) != []
    assert names(client, course="no-course") == ["Bo Ek", "Cia Ö"]
    approve_submission(submission=first, by=team.anna)
    assert names(client) == ["Cia Ö"]
    assert names(client, state="approved") == ["Bo Ek"]
    assert names(client, state="returned") == []
    team.group.members.filter(person=team.cia).update(left_at=timezone.now())
    assert names(client) == []


def test_a_protected_identity_stands_under_its_alias_and_is_not_found_by_name(client, team):
    team.ylva.profile.alias = "Deltagare 7"
    team.ylva.profile.save()
    submission = by(team, team.ylva)
    assert names(client) == ["Deltagare 7"]
    assert names(client, search="Ylva") == []
    for where in (LIST, reverse("progress:review", args=[submission.pk])):
        assert "Ylva" not in page(client, where)


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_takes_as_many_queries_at_one_row_as_at_thirty(client, team, rows):
    for number in range(rows):
        by(team, make_member(f"Person {number}", team.county.lulea_school))
    client.get(LIST)
    assert queries(lambda: client.get(LIST)) == 10
    assert len(names(client)) == rows


def test_beside_the_work_stand_the_question_the_files_and_earlier_rounds(client, team):
    attach(team)
    first = handed_in(team, "Pulse <b>first</b>")
    return_submission(submission=first, by=team.anna, comment="Say <i>more</i>")
    second = handed_in(team, "https://example.org/song")
    shown = page(client, reverse("progress:review", args=[second.pk]))
    for words in (
        "Plan three lessons.",
        '<a href="https://example.org/song"',
        "Pulse &lt;b&gt;first&lt;/b&gt;",
        "Say &lt;i&gt;more&lt;/i&gt;",
        "plan.pdf",
        "Round 1, handed in",
    ):
        assert words in shown


def answered(client, submission, **said):
    where = reverse("progress:answer_submission", args=[submission.pk])
    return client.post(where, said)


def test_a_return_without_a_comment_is_said_at_the_field_and_changes_nothing(client, team):
    submission = handed_in(team)
    answer = answered(client, submission, answer="return", comment="  ")
    assert answer.status_code == 422
    assert "Write a comment that says what is to be done" in answer.content.decode()
    submission.refresh_from_db()
    assert submission.state == "handed_in"


def test_approved_it_leaves_the_list_and_the_list_says_so(client, team):
    submission = handed_in(team)
    answer = answered(client, submission, answer="approve", comment="")
    assert answer.url == LIST
    assert "Approved: Bo Ek" in page(client)
    assert names(client) == []
    shown = page(client, reverse("progress:review", args=[submission.pk]))
    assert "by Anna Ås" in shown
    assert "Return with a comment</button>" not in shown


def test_who_comes_second_is_told_what_the_first_answered(client, team):
    submission = handed_in(team)
    return_submission(submission=submission, by=team.chief, comment="More")
    answer = answered(client, submission, answer="approve")
    assert answer.url == reverse("progress:review", args=[submission.pk])
    assert "This was returned with a comment meanwhile." in page(client, answer.url)


def test_who_may_review_has_the_list_in_the_menu(client, team):
    assert f'href="{LIST}"' in page(client, reverse("progress:my"))
    client.force_login(team.bo)
    assert f'href="{LIST}"' not in page(client, reverse("progress:my"))


def test_the_group_leads_to_what_its_members_handed_in_for_who_leads_it(client, team):
    by(team, team.cia)
    where = reverse("progress:group", args=[team.group.pk])
    assert f'href="{LIST}?group={team.group.pk}"' in page(client, where)
    assert names(client, group=team.group.pk) == ["Cia Ö"]
    client.force_login(team.bo)
    assert LIST not in page(client, where)
