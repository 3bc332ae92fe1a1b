import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from progress.actions.answer_step import answer_step
from progress.actions.hand_in import hand_in
from progress.actions.keep_answers import keep_answers
from progress.actions.mark_step import mark_step
from progress.actions.register import register
from progress.actions.remove_file import remove_file
from progress.actions.start_course import start_course
from progress.models import Answer, Message, OccasionStaff, StepRecord, Submission, SubmissionFile
from progress.models.handed_in_files import kept_files
from progress.reports.audit import audit
from progress.reports.records import people_with_records
from progress.rules.drafts import WrittenElsewhere
from progress.rules.handed_in_files import FileRefused
from progress.rules.learning_errors import CannotLearn
from tests.progress.assignments import PDF, attach, handed_in, make_class, named
from tests.progress.offers import make_course, make_occasion, make_pool
from tests.progress.packages import module, question, step, step_ids

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private", "in_english")]


@pytest.fixture
def team():
    yield make_class()
    assert list(audit()) == []


def place(team) -> dict:
    return {"enrolment": team.way, "module": team.page, "step": team.plan}


def refused(act, **what) -> str:
    with pytest.raises(CannotLearn) as caught:
        act(**what)
    return caught.value.code


def test_what_is_handed_in_waits_with_its_text_its_files_and_the_revision(team):
    attach(team)
    submission = handed_in(team, "  Pulse, then song.\n")
    assert (submission.state, submission.number, submission.text) == (
        "handed_in",
        1,
        "Pulse, then song.",
    )
    assert submission.revision == team.page.live_revision_id
    assert [one.name for one in submission.files.all()] == ["plan.pdf"]
    assert not StepRecord.objects.exists()


def test_the_facilitator_is_told_once_and_nobody_else(team):
    submission = handed_in(team)
    message = Message.objects.get()
    assert (message.person, message.submission) == (team.anna, submission)
    assert message.kind == "submission_handed_in"
    assert "Bo Ek" in message.subject
    assert f"/reviews/{submission.pk}/" in message.text


def test_a_protected_identity_stands_under_its_alias_in_the_mail(team):
    team.bo.profile.is_protected, team.bo.profile.alias = True, "Deltagare 7"
    team.bo.profile.save()
    handed_in(team)
    message = Message.objects.get()
    assert "Deltagare 7" in message.subject
    assert "Bo" not in message.subject + message.text + message.html


def test_without_a_group_the_course_leaders_are_told_and_without_them_nobody(team):
    team.group.members.update(left_at=timezone.now())
    handed_in(team)
    assert not Message.objects.exists()


def test_what_is_handed_in_cannot_be_handed_in_or_changed_again(team):
    submission = handed_in(team)
    for act, more in ((hand_in, {"answers": {team.asked: "More"}}), (remove_file, {"file": 1})):
        assert refused(act, **place(team), **more) == "handed-in"
    with pytest.raises(CannotLearn, match="You can change it if it is returned"):
        attach(team)
    submission.refresh_from_db()
    assert submission.text == "Pulse, then song."


def test_the_same_save_sent_again_is_handed_in_once(team):
    uid = uuid.uuid4()
    handed_in(team, uid=uid)
    again = hand_in(**place(team), answers={team.asked: "Pulse, then song."}, uid=uid)
    assert again is None
    assert Submission.objects.count() == Message.objects.count() == 1


@pytest.mark.parametrize(
    ("accepts", "said"),
    [
        ("both", "Write something or attach"),
        ("text", "Write something"),
        ("files", "Attach a file"),
    ],
)
def test_nothing_cannot_be_handed_in_and_the_error_says_what_is_missing(accepts, said):
    team = make_class()
    set_accepts(team, accepts)
    with pytest.raises(CannotLearn, match=said):
        handed_in(team, " " if accepts != "files" else "A text that is not asked for")
    assert not Submission.objects.exists()


def set_accepts(team, accepts):
    value = team.page.steps.raw_data[0]["value"]["questions"][0]["value"]
    value["accepts"] = accepts
    team.page.save_revision().publish()


def test_a_text_written_elsewhere_meanwhile_is_not_handed_in_over(team):
    keep_answers(**place(team), answers={team.asked: "From the phone"})
    with pytest.raises(WrittenElsewhere):
        handed_in(team, "From the computer", based_on={team.asked: 0})
    assert not Submission.objects.exists()


def test_the_text_stays_to_go_on_from_and_a_reflection_beside_it_is_saved(team):
    handed_in(team, thought="The refrain.")
    kept = {str(one.question.hex): one for one in Answer.objects.all()}
    assert (kept[team.asked].attempt, kept[team.asked].value) == (0, "Pulse, then song.")
    assert (kept[team.thought].attempt, kept[team.thought].value) == (1, "The refrain.")


def test_such_a_step_is_neither_marked_nor_answered(team):
    assert refused(mark_step, **place(team)) == "step-is-assigned"
    assert refused(answer_step, **place(team), answers={team.asked: "x"}) == "step-is-assigned"


def test_nothing_is_handed_in_for_another_step(team):
    what = place(team) | {"step": team.read, "answers": {}}
    assert refused(hand_in, **what) == "no-assignment"


def test_a_file_is_kept_outside_what_everybody_may_read_under_a_name_nobody_can_guess(
    team, settings
):
    file = attach(team, named("../../Bo's plan.PDF"))
    assert file.name == "Bo's plan.PDF"
    assert file.file.name.startswith("submissions/")
    assert "plan" not in file.file.name
    assert not file.file.path.startswith(str(settings.MEDIA_ROOT) + "/")
    assert file.file.read() == PDF


def test_a_file_that_is_refused_leaves_nothing_behind(team):
    for bad in (named("page.html", b"<script>"), named("plan.pdf", b"<html>"), named("a.pdf", b"")):
        with pytest.raises(FileRefused):
            attach(team, bad)
    attach(team)
    attach(team)
    with pytest.raises(FileRefused, match="No more than 2"):
        attach(team)
    stored = kept_files().listdir("submissions")[1]
    assert len(stored) == SubmissionFile.objects.count() == 2


def test_a_file_taken_away_is_gone_from_the_disk_after_the_commit(
    team, django_capture_on_commit_callbacks
):
    file = attach(team)
    with django_capture_on_commit_callbacks(execute=True):
        remove_file(**place(team), file=file.pk)
    assert not SubmissionFile.objects.exists()
    assert not kept_files().exists(file.file.name)
    assert refused(remove_file, **place(team), file=file.pk) == "file-gone"


def test_a_module_with_no_more_than_a_file_attached_to_it_is_kept(team):
    assert people_with_records([team.page]) == 0
    attach(team)
    assert people_with_records([team.page]) == 1


def test_a_file_of_somebody_else_cannot_be_taken_away(team):
    file = attach(team)
    other = {"enrolment": team.group.members.get(person=team.anna).person, "file": file.pk}
    way = team.way.__class__.objects.get(person=other["enrolment"])
    what = {"enrolment": way, "module": team.page, "step": team.plan, "file": file.pk}
    assert refused(remove_file, **what) == "file-gone"


def test_the_leaders_of_the_occasion_are_told_where_there_is_no_group(team):
    course = make_course()
    asked = question("assignment", "Try it.", accepts="text", files=1)
    page = module(course, step("Try", questions=[asked]))
    pool = make_pool(make_occasion(course, ends_on=None))
    register(person=team.bo, pool=pool, now=timezone.now() - timedelta(days=1))
    OccasionStaff.objects.create(person=team.cia, occasion=pool.venue.occasion)
    OccasionStaff.objects.create(
        person=team.didrik, occasion=pool.venue.occasion, role="facilitator"
    )
    OccasionStaff.objects.create(person=team.bo, occasion=pool.venue.occasion)
    hand_in(
        enrolment=start_course(person=team.bo, course=course),
        module=page,
        step=step_ids(page)[0],
        answers={asked["id"]: "It went well"},
    )
    told = Message.objects.filter(kind="submission_handed_in")
    assert [one.person for one in told] == [team.cia]
