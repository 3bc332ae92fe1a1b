"""A file makes the site's courses what it says; the same file again changes nothing."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from wagtail.models import Locale, Page, PageLogEntry, ReferenceIndex, Revision
from wagtail.search.backends import get_search_backend

from courses.models import CataloguePage, CoursePage, DatedCoursePage, ModulePage, PackagePage
from courses.rules.catalogue.faults import CatalogueError
from tests.courses.catalogue_files import (
    bring,
    changes,
    dated,
    export,
    faults,
    module,
    occasion,
    package,
    step,
    venue,
)  # fmt: skip

pytestmark = pytest.mark.django_db


def everything() -> dict[str, list]:
    """Every row of every table, as the database has it."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = {}
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows


def test_a_course_is_published_under_the_catalogue_of_its_language():
    bring(dated("rytm", "nb", title="Rytme", summary="Kort"))
    page = DatedCoursePage.objects.get(slug="rytm")
    assert (page.title, page.summary, page.live) == ("Rytme", "Kort", True)
    assert page.get_parent().specific_class is CataloguePage
    assert page.locale.language_code == page.get_parent().locale.language_code == "nb"


def test_a_catalogue_and_its_locale_are_made_where_there_are_none():
    bring(dated("rytm", "se"))
    made = CataloguePage.objects.get(locale__language_code="se")
    assert made.live
    assert made.get_parent().locale == Locale.objects.get(language_code="se")


def test_an_existing_catalogue_is_used():
    bring(dated("a"))
    bring(dated("b"))
    assert CataloguePage.objects.count() == 1
    assert CataloguePage.objects.get().get_children().count() == 2


def test_the_second_import_of_the_same_file_changes_no_row():
    courses = [
        dated("rytm", topics=["dans"], organisers=["Regionen"],
              occasions=[occasion(venues=[venue(areas=["Viken"], seats={"participant": 3})])]),
        package("spela", "nb", content=["Hej", {"html": "<p>Du</p>"}]),
    ]  # fmt: skip
    bring(*courses)
    before = everything()
    assert not changes(bring(*courses))
    assert everything() == before


def test_an_export_can_be_imported_and_changes_nothing():
    bring(dated("rytm", modules=[module()], occasions=[occasion(closes="2026-03-01")]))
    before = everything()
    assert not changes(bring(*export("rytm")))
    assert everything() == before


def test_a_dry_run_says_what_would_change_and_changes_nothing():
    bring(dated("rytm", summary="Gammal", occasions=[occasion("a"), occasion("b")]))
    before = everything()
    plans = bring(
        dated("rytm", summary="Ny", occasions=[occasion("b", note="Ny"), occasion("c")]),
        package("spela"),
        dry_run=True,
    )
    assert changes(plans) == [
        ("updated", "course", "rytm", "summary"),
        ("updated", "occasion", "b", "note"),
        ("created", "occasion", "c"),
        ("removed", "occasion", "a"),
        ("created", "course", "spela"),
        ("created", "module", "grunden"),
    ]
    assert everything() == before


def test_five_faults_of_different_kinds_are_all_named_and_nothing_is_changed():
    bring(dated("rytm"))
    before = everything()
    broken = [
        dated("rytm", title="Ny titel"),
        dated("a", published="2023-02-30"),
        dated("b", occasions=[occasion(timezone="Europe/Umea")]),
        package("c", "sv", module(content=1)),
        dated("d", translation_of="finns-inte"),
        dated("e", content=[{"image": "borta.jpg", "alt": ""}]),
    ]
    assert [fault.split(": ")[0] for fault in faults(*broken)] == [
        "courses[1].published",
        "courses[2].occasions[0].timezone",
        "courses[3].modules[0].content",
        "courses[4].translation_of",
        "courses[5].content[0].image",
    ]
    with pytest.raises(CatalogueError):
        bring(*broken)
    assert everything() == before


def test_what_fails_while_it_is_written_leaves_nothing_behind(monkeypatch):
    def fail(**_keys):
        raise RuntimeError

    before = everything()
    monkeypatch.setattr("courses.actions.import_catalogue.index_pages", fail)
    with pytest.raises(RuntimeError):
        bring(dated("rytm", occasions=[occasion()]))
    assert everything() == before


def test_courses_that_the_file_does_not_name_are_left_alone():
    bring(dated("a"), dated("b"))
    assert not changes(bring(dated("b")))
    assert CoursePage.objects.live().count() == 2


def test_a_course_keeps_its_kind():
    bring(dated("rytm"))
    (fault,) = faults(package("rytm"))
    assert fault.startswith("courses[0].kind: ")


def test_an_imported_page_is_one_that_wagtail_can_edit_go_back_to_and_move():
    bring(package("spela", "sv", module("a"), module("b"), topics=["dans"], outcomes=["Leda"]))
    page = PackagePage.objects.get(slug="spela")
    again = page.get_latest_revision_as_object()
    assert [topic.name for topic in again.topics.all()] == ["dans"]
    assert again.outcomes.get().text == "Leda"
    again.full_clean()
    again.save_revision().publish()
    assert [child.slug for child in page.get_children()] == ["a", "b"]
    assert not any(Page.find_problems())
    page.add_child(instance=ModulePage(title="C", slug="c", locale=page.locale))
    page.refresh_from_db()
    assert page.numchild == 3


def test_every_module_passes_the_editors_own_checks():
    asked = {"id": "q", "kind": "number", "prompt": "Hur många?", "answers": [3, "2,5"]}
    content = [
        "Text", {"heading": "H"}, {"html": "<p>x</p>"}, {"quote": "Q"}, {"table": [["a"], ["b"]]},
        {"link": "https://example.org/"}, {"video": "https://example.org/film"},
    ]  # fmt: skip
    bring(package("spela", "sv", module("a", step("s", questions=[asked], content=content))))
    steps = ModulePage.objects.get().steps
    try:
        steps.stream_block.clean(steps)
    except ValidationError as error:
        pytest.fail(str(error.as_json_data()))


def test_a_page_has_one_revision_and_its_log():
    bring(dated("rytm"))
    bring(dated("rytm", summary="Ny"))
    page = CoursePage.objects.get(slug="rytm")
    assert Revision.objects.for_instance(page.specific).count() == 2
    assert page.live_revision == page.latest_revision
    actions = PageLogEntry.objects.filter(page=page.pk).order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "wagtail.create", "wagtail.publish", "wagtail.publish",
    ]  # fmt: skip


def test_what_is_imported_is_found_by_search_and_by_reference():
    bring(dated("rytm", title="Puls och samspel", organisers=["Regionen"], topics=["djembe"]))
    search = get_search_backend().search
    assert [page.slug for page in search("samspel", DatedCoursePage)] == ["rytm"]
    assert [page.slug for page in search("djembe", DatedCoursePage)] == ["rytm"]
    assert ReferenceIndex.objects.filter(model_path="course_organisers.item.organiser").exists()


def test_a_page_that_an_editor_took_from_the_site_stays_away_with_its_new_words():
    bring(dated("rytm"))
    CoursePage.objects.get(slug="rytm").specific.unpublish()
    (plan,) = bring(dated("rytm", summary="Ny"))
    page = CoursePage.objects.get(slug="rytm")
    assert (page.live, page.summary) == (False, "Ny")
    assert plan.notes == ["was unpublished by an editor, and stays so"]
    assert not changes(bring(dated("rytm", summary="Ny")))


def test_an_editors_unpublished_draft_stays_in_the_history_and_is_told_of():
    bring(dated("rytm"))
    page = DatedCoursePage.objects.get(slug="rytm")
    page.title = "Utkast"
    page.save_revision()
    (plan,) = bring(dated("rytm", summary="Ny"))
    page.refresh_from_db()
    assert (page.title, page.summary, page.has_unpublished_changes) == ("Kurs rytm", "Ny", False)
    assert [r.as_object().title for r in page.revisions.order_by("pk")][1] == "Utkast"
    assert "has changes that an editor has not published" in plan.notes[0]


def test_an_editors_draft_of_an_unchanged_course_is_not_touched():
    bring(dated("rytm"))
    page = DatedCoursePage.objects.get(slug="rytm")
    page.title = "Utkast"
    page.save_revision()
    bring(dated("rytm"))
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "Utkast"


def test_markup_that_attacks_comes_through_as_plain_text_and_links():
    vectors = [
        "<script>x()</script>", "<img src=x onerror=x()>", "<a href='javascript:x()'>a</a>",
        "<svg/onload=alert(1)>", "<iframe src='//example.org'></iframe>",
        "<p style='background:url(x)'>a</p>", "<math><mi//xlink:href='data:x,y'>", "<embed id=1>",
        "<a linktype='page' id='1'>a</a>", "<p onclick=x()>a</p>", "<<script>script>alert(1)",
    ]  # fmt: skip
    asked = step(content=[{"html": vector} for vector in vectors])
    bring(package("spela", "sv", module("a", asked), content=[{"html": v} for v in vectors]))
    stored = json.dumps(list(CoursePage.objects.get().body.raw_data)) + json.dumps(
        list(ModulePage.objects.get().steps.raw_data)
    )
    for sign in ("<script", "onerror", "javascript:", "<svg", "<iframe", "style=", "<embed",
                 "onclick", "linktype"):  # fmt: skip
        assert sign not in stored
