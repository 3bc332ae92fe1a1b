"""Who may pass which door of learning: each acts on the visitor's own way, and on no one else's."""

import pytest
from django.urls import reverse

from cms.models import User
from courses.rules.outline import plain_id
from progress.actions.start_course import start_course
from progress.models import Answer, Enrolment, StepRecord
from tests.progress.packages import module, package, question, site, step, step_ids

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    site()
    quiz = step("Quiz", questions=[question("short", answers=["ja"])])
    return module(package(), step("Read"), quiz)


@pytest.fixture
def other(page):
    """Somebody else who has begun the course."""
    person = User.objects.create_user("other@example.org", "pw", name="Other")
    return start_course(person=person, course=page.get_parent())


def visit(client, who, page):
    if who == "nobody":
        return
    person = User.objects.create_user(f"{who}@example.org", "pw", name=who)
    client.force_login(person)
    if who == "learner":
        start_course(person=person, course=page.get_parent())


def door(name, page):
    key = page.get_parent().translation_key
    read, quiz = (plain_id(id) for id in step_ids(page))
    return {
        "start": reverse("progress:start", args=[page.get_parent().pk]),
        "resume": reverse("progress:resume", args=[key]),
        "mark": reverse("progress:mark", args=[key, page.pk, read]),
        "answer": reverse("progress:answer", args=[key, page.pk, quiz]),
        "here": reverse("progress:here", args=[key, page.pk, read]),
        "no step": reverse("progress:mark", args=[key, page.pk, "f" * 32]),
        "no module": reverse("progress:mark", args=[key, 10**6, read]),
        "my": reverse("progress:my"),
    }[name]


POST = {"start", "mark", "answer", "here", "no step", "no module"}

# door, who, status, where it leads ("page": back to the form's page), steps done afterwards
TABLE = [
    ("start", "nobody", 302, "/accounts/login/", 0),
    ("start", "stranger", 302, "/my/learning/", 0),
    ("start", "learner", 302, "/my/learning/", 0),
    ("resume", "nobody", 302, "/accounts/login/", 0),
    ("resume", "stranger", 404, "", 0),
    ("resume", "learner", 302, "page", 0),
    ("mark", "nobody", 302, "/accounts/login/", 0),
    ("mark", "stranger", 302, "page", 0),
    ("mark", "learner", 302, "page", 1),
    ("answer", "nobody", 302, "/accounts/login/", 0),
    ("answer", "stranger", 302, "page", 0),
    ("answer", "learner", 302, "page", 1),
    ("here", "nobody", 302, "/accounts/login/", 0),
    ("here", "stranger", 404, "", 0),
    ("here", "learner", 204, "", 0),
    ("no step", "learner", 302, "page", 0),
    ("no module", "learner", 302, "page", 0),
    ("my", "nobody", 302, "/accounts/login/", 0),
    ("my", "stranger", 200, "", 0),
]


@pytest.mark.parametrize(("name", "who", "status", "leads", "done"), TABLE)
def test_a_door_acts_on_the_visitors_own_way(client, page, other, name, who, status, leads, done):
    visit(client, who, page)
    quiz = page.steps.raw_data[1]["value"]["questions"][0]["id"]
    sent = {"page": page.url, f"q-{plain_id(quiz)}": "Ja"}
    for _twice in range(2):
        url = door(name, page)
        answer = client.post(url, sent) if name in POST else client.get(url)
        assert answer.status_code == status
        assert answer.get("Location", "").startswith(page.url if leads == "page" else leads)
    assert StepRecord.objects.filter(enrolment__person__email=f"{who}@example.org").count() == done
    assert not StepRecord.objects.filter(enrolment=other).exists()
    assert not Answer.objects.filter(enrolment=other).exists()
    assert Enrolment.objects.get(pk=other.pk).at_module_id is None


@pytest.mark.parametrize("name", ["start", "mark", "answer", "here"])
def test_a_door_that_changes_something_is_no_link(client, page, name):
    visit(client, "learner", page)
    assert client.get(door(name, page)).status_code == 405


def test_a_form_cannot_send_its_visitor_to_another_site(client, page):
    visit(client, "learner", page)
    for evil in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        answer = client.post(door("mark", page), {"page": evil})
        assert answer["Location"].startswith("/my/#")


def test_what_is_done_in_one_language_is_done_in_the_other(client, page):
    visit(client, "learner", page)
    course = page.get_parent()
    english = package("rhythm", language="en", translation_key=course.translation_key)
    theirs = module(english, *page.steps.raw_data, slug="one", translation_key=page.translation_key)
    read = plain_id(step_ids(page)[0])
    url = reverse("progress:mark", args=[course.translation_key, theirs.pk, read])
    client.post(url, {"page": page.url})
    assert "badge--done" in client.get(page.url).content.decode()
    record = StepRecord.objects.get()
    assert (record.module_id, record.revision) == (theirs.pk, theirs.live_revision_id)
