"""Pages that editors wrote come out as a catalogue too, in words that another site understands."""

import json

import pytest
from wagtail.models import Site

from courses.models import CoursePage, ModulePage
from courses.rules.catalogue.checking import check_catalogue
from tests.courses import cases
from tests.courses.catalogue_files import bring, changes, dated, export, package, step

pytestmark = pytest.mark.django_db


def rewritten(html: str) -> str:
    """What an export says of a text that an editor wrote with this markup."""
    page = cases.course("eget", "Eget", "nb")
    page.body = json.dumps([{"type": "text", "value": html}])
    page.save_revision().publish()
    (course,) = export("eget")
    return course["content"][0]["html"]


def test_a_link_to_a_page_of_the_site_becomes_a_whole_address():
    target = cases.course("annet", "Annet", "nb")
    Site.objects.filter(is_default_site=True).update(hostname="kurs.example.org", port=443)
    Site.clear_site_root_paths_cache()
    written = rewritten(f'<p><a linktype="page" id="{target.pk}">Annet</a></p>')
    assert 'href="https://kurs.example.org/' in written
    assert "linktype" not in written


def test_a_link_to_a_page_that_is_gone_leaves_its_words():
    assert "Borte" in rewritten('<p><a linktype="page" id="4711">Borte</a></p>')


def test_steps_that_have_no_id_yet_get_one_from_their_titles():
    parent = cases.course("eget", "Eget", "nb")
    module = ModulePage(title="Modul", slug="modul", locale=parent.locale)
    parent.add_child(instance=module)
    module.steps = [("step", {"title": "Lytt først"}), ("step", {"title": "Lytt først"})]
    module.save_revision().publish()
    (course,) = export("eget")
    assert [each["id"] for each in course["modules"][0]["steps"]] == ["lytt-frst", "lytt-frst-2"]


def test_the_real_cases_as_editors_made_them_are_sound_and_come_in_again_unchanged():
    for make in (cases.county_tour, cases.guidance_round, cases.hybrid_seminar):
        make()
    courses = export()
    assert not check_catalogue({"format": "catalogue/1", "courses": courses}).faults
    assert not changes(bring(*courses))


def test_a_course_that_is_not_live_or_is_archived_is_exported_by_its_id_alone():
    bring(dated("a"), package("b"))
    CoursePage.objects.get(slug="a").specific.unpublish()
    assert [course["id"] for course in export()] == ["b"]
    assert [course["id"] for course in export("a")] == ["a"]


def test_a_step_without_content_is_exported_as_its_title_alone():
    bring(package("b"))
    assert export("b")[0]["modules"][0]["steps"] == [step()]
