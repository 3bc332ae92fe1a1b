import pytest
from django.urls import reverse

from cms.models import User
from courses.rules.outline import plain_id
from progress.actions.start_course import start_course
from progress.models import Answer, Enrolment, StepRecord
from tests.progress.packages import choice, module, package, question, site, step, step_ids

pytestmark = pytest.mark.django_db

RIGHT, WRONG = choice("The group", correct=True), choice("The teacher", feedback="Not alone.")


@pytest.fixture
def course():
    site()
    return package()


@pytest.fixture
def teacher(client):
    person = User.objects.create_user("ada@example.org", "pw", name="Ada")
    client.force_login(person)
    return person


def door(name, page, id):
    return reverse(
        f"progress:{name}", args=[page.get_parent().translation_key, page.pk, plain_id(id)]
    )


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def test_nobody_reads_a_public_package_and_is_told_to_sign_in(client, course):
    page = module(course, step("Listen", questions=[question("single", choices=[RIGHT, WRONG])]))
    text = text_of(client.get(page.url))
    assert "Listen first." in text
    assert "disabled" in text
    assert "/accounts/login/" in text
    assert "<form class" not in text


def test_a_teacher_starts_marks_and_comes_back_to_the_exact_place(client, course, teacher):
    one, two = module(course, step("A"), step("B")), module(course, step("C"), step("D"))
    started = client.post(reverse("progress:start", args=[course.pk]), follow=True)
    assert started.redirect_chain[-1][0] == f"{one.url}#step-{step_ids(one)[0].replace('-', '')}"
    client.get(two.url)
    marked = client.post(door("mark", two, step_ids(two)[0]), {"page": two.url})
    assert marked["Location"] == f"{two.url}#after-{step_ids(two)[0].replace('-', '')}"
    text = text_of(client.get(two.url))
    assert "25" in text
    assert 'value="25"' in text
    place = client.post(door("here", two, step_ids(two)[1]))
    assert place.status_code == 204
    resumed = client.get(reverse("progress:resume", args=[course.translation_key]))
    assert resumed["Location"] == f"{two.url}#step-{step_ids(two)[1].replace('-', '')}"


def test_answers_are_judged_said_and_may_be_tried_again(client, course, teacher):
    asked = question("single", choices=[RIGHT, WRONG])
    page = module(course, step("Quiz", questions=[asked], pass_percent=100))
    start_course(person=teacher, course=course)
    url, name = door("answer", page, step_ids(page)[0]), "q-" + asked["id"].replace("-", "")
    empty = client.post(url, {"page": page.url}, follow=True)
    assert "notice--error" in text_of(empty)
    client.post(url, {"page": page.url, name: WRONG["id"].replace("-", "")})
    text = text_of(client.get(page.url))
    assert "Not alone." in text
    assert not StepRecord.objects.exists()
    client.post(url, {"page": page.url, name: RIGHT["id"].replace("-", "")})
    assert "feedback--right" in text_of(client.get(page.url))
    assert StepRecord.objects.get().how == "passed"
    assert Answer.objects.count() == 2


def test_a_module_out_of_order_says_which_comes_first(client, teacher):
    site()
    course = package(order="sequential")
    one, two = module(course, title="Puls"), module(course, title="Form")
    start_course(person=teacher, course=course)
    text = text_of(client.get(two.url))
    assert "Puls" in text
    assert "Listen first." not in text
    refused = client.post(door("mark", two, step_ids(two)[0]), {"page": two.url}, follow=True)
    assert "notice--error" in text_of(refused)
    assert not StepRecord.objects.exists()
    assert one.url in text


def test_modules_of_an_unpublished_course_do_not_answer(client, course, teacher):
    page = module(course)
    assert client.get(page.url).status_code == 200
    course.unpublish()
    assert client.get(page.url).status_code == 404


def test_an_archived_course_stays_open_to_those_with_a_record(client, course, teacher):
    page = module(course)
    course.archived_at = "2026-01-01T00:00:00Z"
    course.save(update_fields=["archived_at"])
    assert client.get(page.url).status_code == client.get(course.url).status_code == 404
    Enrolment.objects.create(
        person=teacher, course_id=course.pk, translation_key=course.translation_key
    )
    assert client.get(page.url).status_code == client.get(course.url).status_code == 200
    client.logout()
    assert client.get(page.url)["Location"].startswith("/accounts/login/")
