"""An assignment on the module's page: writing, attaching, handing in, and what came of it."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext, override

from progress.actions.approve_submission import approve_submission
from progress.actions.return_submission import return_submission
from progress.models import Answer, Submission, SubmissionFile
from progress.reports.audit import audit
from progress.views.saving import device_key
from tests.progress.assignments import PDF, attach, handed_in, make_class, named
from tests.progress.packages import module, question, site, step
from tests.progress.views.test_learning_queries import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private", "in_english")]


@pytest.fixture
def team(client):
    team = make_class(instructions="At most a page.")
    site()
    client.force_login(team.bo)
    team.url = reverse(
        "progress:hand_in", args=[team.course.translation_key, team.page.pk, team.plan]
    )
    yield team
    assert list(audit()) == []


def sv(words: str, **given: object) -> str:
    """The module is read in Swedish."""
    with override("sv"):
        return gettext(words) % given if given else gettext(words)


def page(client, team) -> str:
    return client.get(team.page.url).content.decode()


def send(client, team, files=(), **said):
    data = {f"q-{team.asked}": said.pop("text", "Pulse <b>first</b>"), "page": team.page.url}
    return client.post(team.url, data | said | ({"file": list(files)} if files else {}))


def upload(name="plan.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def test_the_page_has_one_form_for_text_files_and_handing_in(client, team):
    shown = page(client, team)
    assert "Plan three lessons." in shown
    assert "At most a page." in shown
    assert f">{sv('Hand in')}<" in shown
    assert "Bifoga filer, högst 2" in shown
    assert 'enctype="multipart/form-data"' in shown
    assert sv("Mark as done without writing") not in shown


def test_without_a_script_text_and_file_are_handed_in_at_once(client, team):
    answer = send(client, team, [upload()])
    assert answer.status_code == 302
    assert answer.url.endswith(f"#after-{team.plan}")
    submission = Submission.objects.get()
    assert (submission.state, submission.files.get().name) == ("handed_in", "plan.pdf")
    shown = page(client, team)
    assert sv("Handed in %(day)s, waiting to be read", day="").split(",")[1] in shown
    assert "Pulse &lt;b&gt;first&lt;/b&gt;" in shown
    assert f">{sv('Hand in')}<" not in shown.split('class="handed-in"')[1].split("step__end")[0]


def test_without_a_script_attaching_and_taking_away_keep_what_is_written(client, team):
    send(client, team, [upload(), upload("two.pdf")], attach="1")
    assert Answer.objects.get(question=team.asked).value == "Pulse <b>first</b>"
    shown = page(client, team)
    assert "plan.pdf" in shown
    assert "two.pdf" in shown
    assert 'type="file"' not in shown  # no more than two
    send(client, team, remove=str(SubmissionFile.objects.first().pk), text="More")
    assert SubmissionFile.objects.get().name == "two.pdf"
    assert Answer.objects.get(question=team.asked).value == "More"


def test_what_is_refused_is_said_and_the_text_is_kept(client, team):
    send(client, team, [upload("page.html", b"<script>")])
    shown = page(client, team)
    said = sv("“%(name)s” cannot be attached. Save it as one of these: %(endings)s.")
    assert said.partition("%(endings)s")[0] % {"name": "page.html"} in shown
    assert "Pulse &lt;b&gt;first" in shown
    assert not Submission.objects.filter(state="handed_in").exists()
    send(client, team, attach="1")
    assert sv("Choose a file first.") in page(client, team)
    send(client, team, text="")
    assert sv("Write something or attach a file first, and then hand it in.") in page(client, team)


def quiet(client, team, files=(), **said):
    more = {"quiet": "1", "person": device_key(team.bo.pk)}
    answer = send(client, team, files, **more, **said)
    return answer.status_code, json.loads(answer.content)


def test_the_script_gets_the_list_of_files_and_errors_that_name_the_mend(client, team):
    status, said = quiet(client, team, [upload()], attach="1")
    assert (status, said["saved"]) == (200, True)
    assert "plan.pdf" in said["files"]
    assert sv("Remove") in said["files"]
    pk = SubmissionFile.objects.get().pk
    assert not Answer.objects.exists()  # the text is kept by saves of its own
    status, said = quiet(client, team, [upload("song.mp3", b"<html>")], attach="1")
    assert (status, said["saved"]) == (422, False)
    assert said["error"] == sv(
        "“%(name)s” is not what its name says. Open it, save it as .%(ending)s, and choose that.",
        name="song.mp3",
        ending="mp3",
    )
    status, said = quiet(client, team, remove=str(pk))
    assert "plan.pdf" not in said["files"]


def test_handed_in_once_when_the_same_save_comes_twice(client, team):
    uid = "0" * 31 + "1"
    for _ in range(2):
        status, said = quiet(client, team, uid=uid, **{f"v-{team.asked}": "0"})
        assert (status, said["saved"]) == (200, True)
    assert Submission.objects.count() == 1


def test_nothing_handed_in_and_then_a_file_attached_is_no_save_seen_before(client, team):
    uid = "0" * 31 + "2"
    assert quiet(client, team, uid=uid, text="")[0] == 422
    quiet(client, team, [upload()], attach="1")
    assert quiet(client, team, uid=uid, text="")[0] == 200
    assert Submission.objects.get().state == "handed_in"


def test_of_another_person_on_the_same_device_nothing_is_taken(client, team):
    answer = send(client, team, [upload()], attach="1", quiet="1", person=device_key(team.anna.pk))
    assert answer.status_code == 401
    assert not SubmissionFile.objects.exists()


def test_returned_the_comment_is_shown_and_it_goes_on_from_the_text(client, team):
    attach(team)
    submission = handed_in(team, "Pulse <b>first</b>")
    return_submission(
        submission=submission,
        by=team.anna,
        comment="Say <script>more</script>\n\nhttps://example.org/",
    )
    shown = page(client, team)
    assert sv("Returned with a comment %(day)s", day="").strip() in shown
    assert "Say &lt;script&gt;more&lt;/script&gt;" in shown
    assert '<a href="https://example.org/"' in shown
    assert sv("Hand in anew") in shown
    assert "Pulse &lt;b&gt;first&lt;/b&gt;</textarea>" in shown
    again = handed_in(team, "And then the song")
    approve_submission(submission=again, by=team.anna, comment="Good.")
    shown = page(client, team)
    assert sv("Approved %(day)s", day="").strip() in shown
    assert "Good." in shown
    assert sv("Earlier rounds") in shown
    assert f">{sv('Hand in')}<" not in shown.split('class="handed-in"')[1].split("step__end")[0]


def test_beside_what_waits_reflections_are_still_written(client, team):
    handed_in(team, thought="The refrain")
    shown = page(client, team)
    assert "The refrain</textarea>" in shown
    client.post(
        team.url,
        {"keep": "1", "only": team.thought, f"q-{team.thought}": "The bridge", "page": "/"},
    )
    kept = Answer.objects.get(question=team.thought, attempt=0)
    assert kept.value == "The bridge"
    assert Answer.objects.get(question=team.asked).value == "Pulse, then song."


def test_a_file_is_given_to_be_downloaded_and_never_shown(client, team):
    file = attach(team, named("Älvens ljud.txt", b"<script>alert(1)</script>"))
    answer = client.get(reverse("progress:submission_file", args=[file.pk]))
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"


def test_a_file_that_is_gone_from_the_disk_is_not_found(client, team):
    file = attach(team)
    file.file.storage.delete(file.file.name)
    assert client.get(reverse("progress:submission_file", args=[file.pk])).status_code == 404
    file.delete()


def test_why_am_i_not_done_says_that_it_waits_or_was_returned(client, team):
    def said():
        return client.get(
            reverse("progress:why", args=[team.course.translation_key])
        ).content.decode()

    submission = handed_in(team)
    assert "handed in, waits for approval" in said()
    return_submission(submission=submission, by=team.anna, comment="More")
    assert "returned with a comment: to be handed in anew" in said()
    attach(team)
    assert "returned with a comment: to be handed in anew" in said()


def test_from_the_mail_it_leads_to_the_step(client, team):
    submission = handed_in(team)
    answer = client.get(reverse("progress:assignment", args=[submission.pk]))
    assert answer.url == f"{team.page.url}#step-{team.plan}"


def test_a_page_with_an_assignment_takes_one_query_more_than_one_with_a_question(client, team):
    other = module(team.course, step("A", questions=[question("reflection")]), step("B"))
    attach(team)
    return_submission(submission=handed_in(team), by=team.anna, comment="More")
    attach(team)
    handed_in(team)
    for where in (other.url, team.page.url) * 2:
        client.get(where)
    client.get(other.url)
    asked = queries(lambda: client.get(other.url))
    client.get(team.page.url)
    assert queries(lambda: client.get(team.page.url)) == asked + 1
