import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.models import GroupPagePermission, Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.models import User
from courses.models import ModulePage
from progress.models import ContentChange, Enrolment
from tests.progress.edits import begun_package, committed, draft, with_new, work
from tests.progress.packages import module, site, step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def begun():
    site()
    return begun_package()


def address(page, revision) -> str:
    return reverse("vidare_publish_choice", args=[page.pk, revision.pk])


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def group(name: str, *permissions: str) -> Group:
    found = Group.objects.create(name=name)
    found.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in permissions:
        GroupPagePermission.objects.create(
            group=found,
            page=Page.objects.get(depth=1),
            permission=Permission.objects.get(
                codename=codename, content_type__app_label="wagtailcore"
            ),
        )
    return found


def sign_in(client, *permissions: str) -> User:
    who = User.objects.create_user("writer@example.org", "pw", name="Writer")
    who.groups.add(group("Writers", *permissions))
    client.force_login(who)
    return who


def form_of(page: ModulePage, steps: list[dict]) -> dict:
    """What the edit page sends."""
    sent = [
        (
            "step",
            {
                "title": one["value"]["title"],
                "form": "individual",
                "minutes": "10",
                "required": "on",
                "content": streamfield([("paragraph", rich_text("<p>Listen.</p>"))]),
                "questions": streamfield([]),
                "pass_percent": "0",
            },
        )
        for one in steps
    ]
    data = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "role": page.role,
            "required": "on",
            "summary": page.summary,
            "steps": streamfield(sent),
            "comments": {
                "TOTAL_FORMS": "0",
                "INITIAL_FORMS": "0",
                "MIN_NUM_FORMS": "0",
                "MAX_NUM_FORMS": "",
            },
        }
    )
    for number, one in enumerate(steps):
        data[f"steps-{number}-id"] = one["id"]
    return data


def test_publishing_in_the_editor_keeps_what_is_written_and_asks(client, begun):
    client.force_login(begun.editor)
    data = form_of(begun.first, [*begun.first.steps.raw_data, step("New")])
    url = reverse("wagtailadmin_pages:edit", args=[begun.first.pk])
    asked = client.post(url, {**data, "action-publish": "1"})
    page = ModulePage.objects.get(pk=begun.first.pk)
    revision = page.latest_revision
    assert asked["Location"] == address(page, revision), asked.content[:2000]
    assert len(page.steps) == 2
    assert len(revision.as_object().steps) == 3
    text = text_of(client.get(asked["Location"]))
    assert "2 people have begun this module" in text
    assert "1 person has completed the course" in text
    assert "<dd>New</dd>" in text
    with committed():
        done = client.post(asked["Location"], {"choice": "again", "reason": "New law."})
    assert done["Location"] == reverse("vidare_content_changes", args=[begun.course.pk])
    assert len(ModulePage.objects.get(pk=page.pk).steps) == 3
    assert begun.way(begun.fia).version == 2
    told = text_of(client.get(done["Location"]))
    assert "New law." in told
    assert "Edda" in told
    again = client.post(asked["Location"], {"choice": "again", "reason": "Once more."})
    assert again.status_code == 302
    assert ContentChange.objects.count() == 1
    assert begun.way(begun.fia).version == 2


def test_a_change_of_words_is_published_as_usual(client, begun):
    client.force_login(begun.editor)
    steps = [*begun.first.steps.raw_data]
    steps[0]["value"]["title"] = "Better words"
    url = reverse("wagtailadmin_pages:edit", args=[begun.first.pk])
    client.post(url, {**form_of(begun.first, steps), "action-publish": "1"})
    assert ModulePage.objects.get(pk=begun.first.pk).steps[0].value["title"] == "Better words"
    assert not ContentChange.objects.exists()


def test_without_a_reason_nothing_is_published(client, begun):
    client.force_login(begun.editor)
    revision = with_new(begun.first, step("New"))
    answer = client.post(address(begun.first, revision), {"choice": "keep", "reason": " "})
    assert "This field is required" in text_of(answer)
    assert not ContentChange.objects.exists()
    assert len(ModulePage.objects.get(pk=begun.first.pk).steps) == 2


def test_a_draft_that_was_changed_since_is_looked_at_again(client, begun):
    client.force_login(begun.editor)
    old = with_new(begun.first, step("New"))
    with_new(begun.first, step("Else"))
    answer = client.post(address(begun.first, old), {"choice": "keep", "reason": "Why not."})
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[begun.first.pk])
    assert not ContentChange.objects.exists()


def test_who_may_not_publish_may_not_choose(client, begun):
    url = address(begun.first, with_new(begun.first, step("New")))
    assert "/login/" in client.post(url, {"choice": "keep", "reason": "Mine."})["Location"]
    client.force_login(begun.mia)
    assert client.post(url, {"choice": "keep", "reason": "Mine."}).status_code == 302
    sign_in(client, "change_page")
    answer = client.post(url, {"choice": "keep", "reason": "Mine."})
    assert "admin" in answer["Location"]
    assert client.put(url).status_code in (302, 405)
    assert not ContentChange.objects.exists()
    assert len(ModulePage.objects.get(pk=begun.first.pk).steps) == 2


def test_the_history_is_for_who_may_edit_the_course(client, begun):
    url = reverse("vidare_content_changes", args=[begun.course.pk])
    client.force_login(begun.mia)
    assert client.get(url).status_code == 302
    sign_in(client, "change_page")
    assert client.get(url).status_code == 200


def test_the_history_costs_the_same_with_one_change_and_with_thirty(
    client, begun, django_assert_max_num_queries, django_assert_num_queries
):
    client.force_login(begun.editor)
    url = reverse("vidare_content_changes", args=[begun.course.pk])

    def write(number: int) -> None:
        for _ in range(number):
            ContentChange.objects.create(
                course=begun.course,
                course_key=begun.course.translation_key,
                module=begun.first,
                module_key=begun.first.translation_key,
                choice="keep",
                reason="So it is",
                by=begun.editor,
            )

    write(1)
    client.get(url)
    with django_assert_max_num_queries(40) as counted:
        client.get(url)
    write(29)
    with django_assert_num_queries(len(counted.captured_queries)):
        assert text_of(client.get(url)).count("So it is") == 30


def in_language_of(page, words: str) -> str:
    with translation.override(page.locale.language_code):
        return gettext(words)


def test_who_has_finished_sees_what_is_new_since(client, begun):
    with committed():
        with_new(begun.first, step("Fresh")).publish()
    client.force_login(begun.fia)
    page = text_of(client.get(begun.first.url))
    new = in_language_of(begun.first, "New since you finished")
    # At the step, and in the outline at it and at its module.
    assert page.count(new) == 3
    assert new in text_of(client.get(begun.course.url))
    beside = text_of(client.get(begun.second.url))
    assert beside.count(new) == 1  # in the outline, at the other module
    client.force_login(begun.mia)
    assert new not in text_of(client.get(begun.first.url))


def test_a_module_that_came_since_is_new_to_who_has_finished(client, begun):
    with committed():
        third = module(begun.course, step("Fresh"), step("Fresher"))
    change = ContentChange.objects.get()
    assert (change.choice, change.reason, change.finished) == ("midway", "new module", 1)
    client.force_login(begun.fia)
    page = text_of(client.get(third.url))
    new = in_language_of(third, "New since you finished")
    assert page.count(new) == 5
    assert new in text_of(client.get(begun.course.url))
    client.force_login(begun.mia)
    assert new not in text_of(client.get(third.url))
    with committed():
        ModulePage.objects.get(pk=third.pk).save_revision().publish()
    assert ContentChange.objects.count() == 1


def test_who_is_not_asked_for_a_step_is_told_why_and_not_that_it_was_passed(client, begun):
    client.force_login(begun.editor)
    with committed():
        client.post(
            address(begun.first, with_new(begun.first, step("New", pass_percent=80))),
            {"choice": "keep", "reason": "A small thing."},
        )
    client.force_login(begun.mia)
    text = text_of(client.get(begun.first.url))
    why = "Not asked of you: it came after you had done the module"
    assert text.count(in_language_of(begun.first, why)) == 1
    assert in_language_of(begun.first, "Passed") not in text


def test_done_by_an_older_version_stays_on_the_own_page_and_is_asked_for_again(client, begun):
    client.force_login(begun.editor)
    with committed():
        client.post(
            address(begun.first, with_new(begun.first, step("New"))),
            {"choice": "again", "reason": "New law."},
        )
    client.force_login(begun.fia)
    text = text_of(client.get("/my/"))
    assert "An earlier version" in text
    assert "Continue where you left off" in text
    begun.first.refresh_from_db()
    with committed():
        work(begun.fia, begun.course, [(begun.first, n) for n in range(3)])
    assert Enrolment.objects.completed().filter(person=begun.fia).count() == 2
    text = text_of(client.get("/my/"))
    assert text.count("Completed on") == 2
    assert text.count("An earlier version") == 1


def test_of_many_at_once_none_is_published_where_one_has_to_be_chosen_for(client, begun):
    client.force_login(begun.editor)
    new, words = (
        with_new(begun.first, step("New")),
        draft(begun.second, *begun.second.steps.raw_data, title="Other words"),
    )
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    def publish(*pages: ModulePage) -> str:
        ids = "&".join(f"id={page.pk}" for page in pages)
        with committed():
            return text_of(client.post(f"{many}?{ids}&next=/admin/", {}, follow=True))

    title = begun.first.get_admin_display_title()
    assert f"“{title}” has been begun." in publish(begun.first, begun.second)
    live = dict(ModulePage.objects.values_list("pk", "live_revision_id"))
    assert new.pk not in live.values()
    assert words.pk not in live.values()
    assert "has been begun" not in publish(begun.second)
    begun.second.refresh_from_db()
    assert begun.second.live_revision_id == words.pk
    assert not ContentChange.objects.exists()
