"""An editor says what a course asks for; what nobody could do is not published."""

import html
import json
import uuid
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from courses.actions.copy_course import copy_course
from courses.actions.export_catalogue import export_catalogue
from courses.actions.import_catalogue import import_catalogue
from courses.models import (
    DatedCoursePage,
    ModulePage,
    Occasion,
    PackagePage,
    SeatPool,
    Venue,
)
from courses.reports.outline import read_outline
from courses.rules.completion import AllModules, AnyOf, BeThere, OneStep, SomeModules
from courses.rules.outline import plain_id

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings):
    """What the screens say is read in the words of the source."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def package(catalogue):
    page = catalogue.add_child(instance=PackagePage(title="Rhythm", slug="steps", live=False))
    page.save_revision()
    return page


def module(course, slug, *titles, live=True, **fields):
    steps = [
        {"type": "step", "id": str(uuid.uuid4()), "value": {"title": title}} for title in titles
    ]
    page = course.add_child(
        instance=ModulePage(title=slug.title(), slug=slug, steps=steps, live=live, **fields)
    )
    revision = page.save_revision()
    if live:
        revision.publish()
    return page


def form(page, *rule, **changes):
    """What the editor's browser sends of a course; `rule` are (kind, value)."""
    none = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    relations = (
        "outcomes", "course_organisers", "course_priorities", "course_steering", "comments",
    )  # fmt: skip
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "visibility": "public",
            "certificate": "completion",
            "order": "free",
            "body": streamfield([]),
            "completion_rule": streamfield(list(rule)),
            **dict.fromkeys(relations, none),
            **changes,
        }
    )


def save(desk, page, data, *, publish=True):
    return desk.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        data | ({"action-publish": "1"} if publish else {}),
        follow=True,
    )


def listed(*values):
    data = {str(n): {"value": value, "order": n, "deleted": "", "id": ""}
            for n, value in enumerate(values)}  # fmt: skip
    return {"count": len(values), **data}


def some(*modules, number=""):
    return "some_modules", {"number": number, "modules": listed(*(one.pk for one in modules))}


def the_step(page, name):
    return "step", {"module": page.pk, "step": name, "uuid": ""}


def at(occasion, venue=""):
    return "occasion", {"occasion": occasion, "venue": venue, "percent": 80}


def any_of(*alternatives):
    return "any_of", listed(*(streamfield([one]) for one in alternatives))


def faults(response):
    """What stands at the rule's blocks, as the page gives it to its editor's script."""
    text = html.unescape(response.content.decode())
    return text.replace("\\u201c", "“").replace("\\u201d", "”")


def said(response):
    return [str(message) for message in response.context["messages"]]


def test_a_rule_is_published_and_read_as_it_was_written(desk, package):
    one, two = module(package, "one", "Listen", "Play"), module(package, "two", "Test")
    rule = [("all_modules", {}), any_of(some(one), the_step(two, "test"))]
    save(desk, package, form(package, *rule))
    page = PackagePage.objects.get(pk=package.pk)
    assert page.live
    assert read_outline(page).rule == (
        AllModules(),
        AnyOf(
            (
                (SomeModules(0, (plain_id(one.translation_key),)),),
                (
                    OneStep(
                        plain_id(two.translation_key),
                        plain_id(two.steps.raw_data[0]["id"]),
                        "Test",
                    ),
                ),
            )
        ),
    )
    shown = desk.get(reverse("wagtailadmin_pages:edit", args=[package.pk]))
    assert shown.status_code == 200


def test_a_step_that_is_not_there_is_refused_with_those_that_are(desk, package):
    one = module(package, "one", "Listen", "Play")
    response = save(desk, package, form(package, the_step(one, "Dance")))
    assert "There are: “Listen”, “Play”." in faults(response)
    assert not PackagePage.objects.get(pk=package.pk).live


def test_a_module_of_another_course_is_refused(desk, package, course):
    other = module(course, "other", "Listen")
    response = save(desk, package, form(package, some(other)))
    assert "“Other” is in another course" in faults(response)


def test_an_occasion_that_is_not_there_is_refused_with_those_that_are(desk, course, venue):
    course.unpublish()
    response = save(desk, course, form(course, at("autumn")))
    assert "“autumn” is not there. There are: spring." in faults(response)
    response = save(desk, course, form(course, at("spring", "oslo")))
    assert "“oslo” is not there. There are: forde." in faults(response)
    save(desk, course, form(course, at("spring", "forde")))
    page = DatedCoursePage.objects.get(pk=course.pk)
    assert page.live
    assert read_outline(page).rule == (BeThere("spring", "forde", 80),)


@pytest.mark.parametrize("number", ["", "2"])
def test_a_chosen_draft_module_stops_the_publishing_and_is_named(desk, package, number):
    one, two = module(package, "one", "Listen"), module(package, "two", "Play", live=False)
    response = save(desk, package, form(package, some(one, two, number=number), subtitle="New"))
    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[package.pk])
    assert any("“Two” is asked for, and is a draft" in one for one in said(response))
    page = PackagePage.objects.get(pk=package.pk)
    assert not page.live
    assert page.get_latest_revision_as_object().subtitle == "New"
    assert "“Two” is asked for, and is a draft" in response.content.decode()  # and in the panel
    two.save_revision().publish()
    save(desk, package, form(package, some(one, two, number=number)))
    assert PackagePage.objects.get(pk=package.pk).live


def test_a_required_draft_module_stops_the_first_publishing_only(desk, package):
    module(package, "one", "Listen")
    two = module(package, "two", "Play", live=False)
    assert any("“Two”" in one for one in said(save(desk, package, form(package))))
    two.save_revision().publish()
    save(desk, package, form(package))
    module(package, "three", "Later", live=False)
    response = save(desk, package, form(package, subtitle="Mended"))
    page = PackagePage.objects.get(pk=package.pk)
    assert (page.live, page.subtitle) == (True, "Mended")
    assert not any("kept as a draft" in one for one in said(response))


def test_a_new_page_that_is_stopped_is_a_draft(desk, catalogue):
    new = PackagePage(title="Empty", slug="empty")
    response = desk.post(
        reverse("wagtailadmin_pages:add", args=["courses", "packagepage", catalogue.pk]),
        form(new) | {"action-publish": "1"},
        follow=True,
    )
    page = PackagePage.objects.get(slug="empty")
    assert not page.live
    assert any("Nothing is asked for" in one for one in said(response))


def test_a_live_course_keeps_what_it_was_when_a_new_rule_is_stopped(desk, package):
    one = module(package, "one", "Listen")
    save(desk, package, form(package))
    response = save(
        desk, package, form(package, ("some_modules", {"number": 4, "modules": listed()}))
    )
    assert any("Modules asked for: 4. Published: only 1." in one for one in said(response))
    page = PackagePage.objects.get(pk=package.pk)
    assert (page.live, list(page.completion_rule), one.live) == (True, [], True)
    assert page.has_unpublished_changes


def test_a_step_taken_out_of_a_module_that_the_rule_asks_for_stops_the_module(desk, package):
    one = module(package, "one", "Listen", "Play")
    save(desk, package, form(package, the_step(one, "Play")))
    kept = one.steps.raw_data[0]
    step = {
        "title": "Listen", "part": "", "form": "individual", "minutes": "", "required": "on",
        "content": streamfield([]), "questions": streamfield([]), "pass_percent": "0", "id": "l",
    }  # fmt: skip
    data = {
        "title": one.title, "slug": one.slug, "role": "normal", "required": "on", "summary": "",
        "steps": streamfield([("step", step)]), "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
    }  # fmt: skip
    data = nested_form_data(data) | {"steps-0-id": kept["id"]}
    response = save(desk, one, data)
    assert any("“Play” is asked for, and is not in the module" in x for x in said(response))
    assert len(ModulePage.objects.get(pk=one.pk).steps) == 2


def test_many_pages_published_at_once_are_stopped_too(desk, package):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = desk.post(f"{url}?id={package.pk}", {"include_descendants": ""}, follow=True)
    assert any("Nothing is asked for" in one for one in said(response))
    assert not Page.objects.get(pk=package.pk).live


def test_a_past_session_as_the_only_way(desk, course, venue):
    course.unpublish()
    Occasion.objects.update(ends_on=date(2020, 1, 1))
    response = save(desk, course, form(course, at("spring")))
    assert any("“spring” is asked for, and is over" in one for one in said(response))
    mine = module(course, "alone", "Read")
    save(desk, course, form(course, any_of(at("spring"), some(mine))))
    assert DatedCoursePage.objects.get(pk=course.pk).live


def test_no_seats_and_no_venue_left(desk, course, venue):
    course.unpublish()
    SeatPool.objects.update(taken=0, capacity=0)
    response = save(desk, course, form(course, at("spring")))
    assert any("has no seats" in one for one in said(response))
    Venue.objects.update(cancelled_on=date(2026, 1, 1))
    response = save(desk, course, form(course, at("spring", "forde")))
    assert any("all its venues are cancelled" in one for one in said(response))


def test_a_course_that_was_open_when_it_was_published_can_be_mended_when_it_is_over(
    desk, course, venue
):
    course.unpublish()
    save(desk, course, form(course, at("spring")))
    Occasion.objects.update(ends_on=date(2020, 1, 1))
    save(desk, course, form(course, at("spring"), subtitle="Thank you"))
    assert DatedCoursePage.objects.get(pk=course.pk).subtitle == "Thank you"


def test_next_years_edition_asks_for_its_own_modules(desk, package):
    one, two = module(package, "one", "Listen"), module(package, "two", "Test")
    save(desk, package, form(package, any_of(some(one), the_step(two, "Test"))))
    copy = copy_course(
        course=PackagePage.objects.get(pk=package.pk), title="R", slug="r-2", edition="2"
    )
    mine = [plain_id(each.translation_key) for each in copy.get_children().order_by("path")]
    for page in (PackagePage.objects.get(pk=copy.pk), copy.get_latest_revision_as_object()):
        [rule] = read_outline(page).rule
        assert [rule.alternatives[0][0].keys, rule.alternatives[1][0].module] == [
            (mine[0],),
            mine[1],
        ]


@pytest.mark.parametrize(
    ("rule", "exported"),
    [
        ([], {"modules": 1}),
        ([("all_modules", {}), ("attendance", {"percent": 60})], {"attendance_percent": 60}),
        ([("some_modules", {"number": 2, "modules": []})], {"modules": 2}),
        ([("attendance", {"percent": 60})], None),
        ([("occasion", {"occasion": "x", "venue": "", "percent": 60})], None),
    ],
)
def test_the_catalogue_file_says_what_it_has_words_for(package, rule, exported):
    package.completion_modules = 1
    package.completion_rule = package.completion_rule.stream_block.to_python(
        [{"type": kind, "value": value} for kind, value in rule]
    )
    package.save()
    [made] = export_catalogue(ids=["steps"])["courses"]
    assert made.get("completion") == exported


def test_a_file_that_says_something_else_takes_the_rules_place(package, tmp_path):
    module(package, "one", "Listen")
    rule = [{"type": "occasion", "value": {"occasion": "x", "venue": "", "percent": 60}}]
    package.completion_rule = package.completion_rule.stream_block.to_python(rule)
    package.save_revision().publish()
    file = export_catalogue(ids=["steps"])
    import_catalogue(data=json.dumps(file).encode(), folder=tmp_path)
    assert PackagePage.objects.get(pk=package.pk).completion_rule
    file["courses"][0]["completion"] = {"modules": 1}
    import_catalogue(data=json.dumps(file).encode(), folder=tmp_path)
    page = PackagePage.objects.get(pk=package.pk)
    assert (list(page.completion_rule), page.completion_modules) == ([], 1)
    assert export_catalogue(ids=["steps"]) == file
