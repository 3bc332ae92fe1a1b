"""The button and the form by which an editor makes a package of a course that has been held."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import translation
from wagtail.models import GroupPagePermission, Page

from courses.models import Occasion, PackagePage


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def held(course):
    return Occasion.objects.create(
        course=course, slug="spring", state="finished", recording="https://example.org/film"
    )


@pytest.fixture
def address(course):
    return reverse("vidare_make_package", args=[course.pk])


def send(client, address, *occasions, **changes):
    data = {"title": "Rhythm – paket", "slug": "rhythm-paket"} | changes
    return client.post(address, data | {"occasions": [one.pk for one in occasions]}, follow=True)


def said(response) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def test_the_button_stands_at_dated_courses_alone(desk, course, catalogue, address):
    package = catalogue.add_child(instance=PackagePage(title="Steps", slug="steps"))
    edit = [
        desk.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        for page in (course, package)
    ]
    assert [address in text for text in edit] == [True, False]
    assert "Make a package of this course" in edit[0]


def test_the_form_has_a_title_an_id_and_every_recording(desk, held, address):
    form = desk.get(address).context["form"]
    assert form.initial["title"] == "Rhythm – paket"
    assert form.initial["slug"] == "rhythm-paket"
    assert form.initial["occasions"] == [held]


def test_the_draft_is_made_and_the_editor_is_led_to_it(desk, editor, held, address):
    response = send(desk, address, held)
    package = PackagePage.objects.get()
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[package.pk])
    assert (package.slug, package.live, package.owner) == ("rhythm-paket", False, editor)
    assert "is made, as a draft" in said(response)
    assert "Captions and transcript" in said(response)


def test_twice_needs_another_id_and_the_form_proposes_one(desk, held, address):
    send(desk, address, held)
    assert send(desk, address, held).context["form"].errors["slug"]
    assert desk.get(address).context["form"].initial["slug"] == "rhythm-paket-2"
    assert PackagePage.objects.count() == 1


def test_with_nothing_chosen_and_no_papers_the_form_says_what_to_do(desk, held, address):
    response = send(desk, address)
    assert "recording" in str(response.context["form"].non_field_errors())
    assert not PackagePage.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"recording": ""}, "There is nothing yet"), ({"state": "open"}, "No occasion")],
)
def test_a_course_that_cannot_be_one_yet_says_why(desk, course, held, address, changes, words):
    Occasion.objects.update(**changes)
    response = desk.get(address, follow=True)
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[course.pk])
    assert words in said(response)
    send(desk, address, held)
    assert not PackagePage.objects.exists()


def writer(*permissions: str):
    person = get_user_model().objects.create_user("writer@example.org", "pw", name="Writer")
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in permissions:
        found = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
        root = Page.objects.get(depth=1)
        GroupPagePermission.objects.create(group=group, page=root, permission=found)
    person.groups.add(group)
    return person


def test_nobody_and_who_may_only_change_pages_are_sent_away(client, held, address):
    assert "/login/" in client.get(address).url
    client.force_login(writer("change_page"))
    for answer in (client.get(address), client.post(address, {})):
        assert (answer.status_code, answer.url) == (302, reverse("wagtailadmin_home"))
    assert not PackagePage.objects.exists()


def test_who_may_add_pages_makes_one(client, held, address):
    client.force_login(writer("add_page"))
    assert client.get(address).status_code == 200
    send(client, address, held)
    assert PackagePage.objects.get().owner.email == "writer@example.org"
