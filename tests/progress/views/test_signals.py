"""The numbers beside steps and questions: a table, and the lines that the page editor asks for."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from cms.models import User
from courses.rules.outline import plain_id
from tests.progress.edits import with_new
from tests.progress.packages import choice, module, package, question, site, step
from tests.progress.signals import answer, do, people, ways

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def page():
    """Twelve have read; eleven of them have answered, six with the right choice."""
    site()
    asked = question("single", "Who leads?", choices=[choice("One", correct=True), choice("Two")])
    page = module(package(), step("Read"), step("Test", questions=[asked]))
    one, two = [block["id"] for block in page.steps.raw_data]
    found = ways(page, people(12))
    do(found, page, one)
    answer(found[:6], page, two, asked["id"], 1.0)
    answer(found[6:11], page, two, asked["id"], 0.0, 1.0)
    return page


def writer(client, *permissions: str) -> User:
    who = User.objects.create_user("writer@example.org", "pw", name="Writer")
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in permissions:
        found = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
        root = Page.objects.get(depth=1)
        GroupPagePermission.objects.create(group=group, page=root, permission=found)
    who.groups.add(group)
    client.force_login(who)
    return who


def addresses(page) -> list[str]:
    return [reverse(f"vidare_{name}", args=[page.pk]) for name in ("signals", "signals_data")]


def table(client, page, **query: str) -> list[list[str]]:
    rows = client.get(addresses(page)[0], query).context["rows"]
    return [
        [row.title, row.reached, row.done, row.stopped, row.right, row.attempts] for row in rows
    ]


def test_nobody_is_sent_to_sign_in(client, page):
    assert all("/login/" in client.get(address).url for address in addresses(page))


@pytest.mark.parametrize("permissions", [(), ("add_page",)])
def test_who_may_not_edit_the_module_is_sent_away(client, page, permissions):
    writer(client, *permissions)
    for address in addresses(page):
        assert client.get(address).url == reverse("wagtailadmin_home")


def test_it_is_only_read(client, page):
    writer(client, "change_page")
    assert [client.post(address).status_code for address in addresses(page)] == [405, 405]


def test_a_module_that_is_not_there_is_not_found(client, page):
    writer(client, "change_page")
    page.pk = 0
    assert [client.get(address).status_code for address in addresses(page)] == [404, 404]


def test_the_table_has_each_step_before_its_questions(client, page):
    writer(client, "change_page")
    few = "fewer than 5"
    assert table(client, page) == [
        ["Read", "10–14", "10–14", few, "", ""],
        ["Test", "10–14", few, few, "55%", "1"],
        ["Who leads?", "10–14", "10–14", few, "55%", "1"],
    ]


def test_the_table_is_sorted_by_what_it_shows(client, page):
    writer(client, "change_page")
    assert [row[0] for row in table(client, page, sort="-done")] == ["Read", "Who leads?", "Test"]
    assert [row[0] for row in table(client, page, sort="done")] == ["Test", "Read", "Who leads?"]
    shown = client.get(addresses(page)[0], {"sort": "-done"}).content.decode()
    assert shown.count("aria-sort=") == 1
    assert "Who leads? (Test)" in " ".join(shown.split())
    assert [row[0] for row in table(client, page, sort="no-such")] == ["Read", "Test", "Who leads?"]


def test_the_editor_gets_a_line_for_each_block(client, page):
    writer(client, "change_page")
    answered = client.get(addresses(page)[1])
    assert "no-store" in answered["Cache-Control"]  # as all that the admin answers
    lines = answered.json()["lines"]
    asked = page.steps.raw_data[1]["value"]["questions"][0]["id"]
    assert lines[plain_id(asked)] == (
        "Reached by: 10–14 · Answered by: 10–14 · Stopped here: fewer than 5 · "
        "Right at first try: 55% · Attempts, median: 1"
    )
    assert len(lines) == 3
    assert answered.json()["said"] == ""


def test_of_fewer_than_five_there_is_no_line_and_no_number(client, page):
    writer(client, "change_page")
    other = module(page.get_parent().specific, step("Alone"))
    do(ways(page, people(4, first=20)), other, other.steps.raw_data[0]["id"])
    answered = client.get(addresses(other)[1]).json()
    assert answered["lines"] == {}
    assert "Fewer than five" in answered["said"]
    assert table(client, other) == [["Alone", "fewer than 5", "", "", "", ""]]


def test_the_page_editor_asks_for_the_lines_and_leads_to_the_table(client, page):
    writer(client, "change_page")
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    table_address, lines_address = addresses(page)
    assert f'data-vidare-signals="{lines_address}"' in shown
    assert shown.count(f'href="{table_address}"') >= 2
    course = page.get_parent()
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).content.decode()
    assert "data-vidare-signals" not in edit


def test_a_module_that_is_not_saved_yet_has_none(client, page):
    writer(client, "change_page", "add_page")
    add = reverse("wagtailadmin_pages:add", args=["courses", "modulepage", page.get_parent().pk])
    assert "data-vidare-signals" not in client.get(add).content.decode()


def test_the_numbers_are_kept_for_a_while_and_not_for_other_steps(client, page):
    writer(client, "change_page")
    before = table(client, page)
    do(ways(page, people(10, first=20)), page, page.steps.raw_data[0]["id"])
    assert table(client, page) == before
    with_new(page, step("New"))
    assert table(client, page)[0][:3] == ["Read", "20–24", "20–24"]
