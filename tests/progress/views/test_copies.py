"""What a device asks for to keep: it is read by nobody, and so nothing moves by it."""

import pytest
from django.urls import reverse

from cms.models import User
from progress.actions.start_course import start_course
from progress.models import Enrolment
from tests.progress.packages import module, package, site, step

pytestmark = pytest.mark.django_db

COPY = {"X-Vidare-Copy": "1"}


@pytest.fixture
def ada(client):
    site()
    person = User.objects.create_user("ada@example.org", "pw", name="Ada")
    client.force_login(person)
    return person


def test_a_copy_does_not_move_the_place_where_one_goes_on(client, ada):
    course = package()
    first, second = (module(course, step()) for _ in range(2))
    start_course(person=ada, course=course)
    client.get(first.url)
    assert "data-learning" in client.get(second.url, headers=COPY).content.decode()
    assert Enrolment.objects.get().at_module_id == first.pk
    client.get(second.url)
    assert Enrolment.objects.get().at_module_id == second.pk


def test_a_copy_has_the_steps_of_a_module_that_is_still_locked_and_the_server_keeps_the_lock(
    client, ada
):
    course = package(order="sequential")
    module(course, step())
    second = module(course, step("Later"))
    start_course(person=ada, course=course)
    assert "Listen first." not in client.get(second.url).content.decode()
    assert "Listen first." in client.get(second.url, headers=COPY).content.decode()
    assert "Listen first." not in client.get(second.url).content.decode()
    mark = reverse(
        "progress:mark",
        args=[course.translation_key, second.pk, second.steps.raw_data[0]["id"].replace("-", "")],
    )
    client.post(mark, {"page": second.url})
    assert not Enrolment.objects.get().steps.exists()


def test_the_worker_may_serve_the_pages_of_every_course(client):
    answer = client.get(reverse("progress:copies_worker"))
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert client.post(reverse("progress:copies_worker")).status_code == 405


def test_the_list_of_copies_is_for_who_is_signed_in(client, ada):
    assert client.get(reverse("progress:copies")).status_code == 200
    client.logout()
    assert client.get(reverse("progress:copies")).status_code == 302
