import pytest

from courses.models import CoursePage, ModulePage, Occasion
from tests.courses.actions.test_import_modules import steps
from tests.courses.catalogue_files import (
    bring,
    changes,
    dated,
    export,
    faults,
    module,
    occasion,
    package,
)

pytestmark = pytest.mark.django_db


def test_the_same_id_in_another_language_is_a_translation_with_the_same_steps():
    bring(package("spela", "sv", module("a")), package("spela", "nb", module("a")))
    sv, nb = CoursePage.objects.order_by("pk")
    assert sv.translation_key == nb.translation_key
    assert len(set(ModulePage.objects.values_list("translation_key", flat=True))) == 1
    assert steps("spela", "sv") == steps("spela", "nb")


def test_translation_of_names_a_course_of_another_id():
    bring(
        package("gjer-det", "nn", module("a"), translation_of="gor-det"),
        package("gor-det", "sv", module("a")),
    )
    assert len(set(CoursePage.objects.values_list("translation_key", flat=True))) == 1
    assert steps("gjer-det", "nn") == steps("gor-det", "sv")
    assert export("gjer-det")[0]["translation_of"] == "gor-det"
    assert "translation_of" not in export("gor-det")[0]


def test_a_translation_may_come_in_a_later_file_and_with_other_modules():
    bring(package("spela", "sv", module("a"), module("b")))
    bring(package("spela-nn", "nn", module("b"), module("c"), translation_of="spela"))
    assert steps("spela-nn", "nn")["b/lyssna"] == steps("spela")["b/lyssna"]
    bring(package("spela", "sv", module("a"), module("b"), module("c")))
    assert steps("spela-nn", "nn")["c/lyssna"] == steps("spela")["c/lyssna"]
    keys = ModulePage.objects.filter(slug="c").values_list("translation_key", flat=True)
    assert len(set(keys)) == 1


def test_a_translation_shows_the_occasions_of_its_original():
    bring(dated("rytm", "sv", occasions=[occasion()]), dated("rytm", "en"))
    made = Occasion.objects.get()
    assert made.course.locale.language_code == "sv"
    assert (
        Occasion.objects.of(
            CoursePage.objects.get(locale__language_code="en").translation_key
        ).get()
        == made
    )


def test_the_one_with_occasions_is_the_original_wherever_it_stands_in_the_file():
    bring(dated("rytm", "en"), dated("rytm", "sv", occasions=[occasion()]))
    assert Occasion.objects.get().course.locale.language_code == "sv"
    assert not changes(bring(dated("rytm", "en"), dated("rytm", "sv", occasions=[occasion()])))


def test_occasions_on_a_translation_are_refused():
    (fault,) = faults(
        dated("rytm", occasions=[occasion()]), dated("rytm", "nb", occasions=[occasion()])
    )
    assert fault.startswith("courses[1].occasions: a translation shows the occasions")


@pytest.mark.parametrize(
    ("courses", "place"),
    [
        ([dated("a", translation_of="b")], "courses[0].translation_of"),
        ([dated("a", translation_of="a")], "courses[0].translation_of"),
        ([dated("a"), dated("b", "nb", translation_of="a"), dated("c", "nn", translation_of="b")],
         "courses[2].translation_of"),
        ([dated("a"), dated("b", "sv", translation_of="a")], "courses[1].language"),
        ([dated("a"), package("a", "nb")], "courses[1].kind"),
        ([dated("a"), dated("b"), dated("a", "nb", translation_of="b")], "courses[2].id"),
    ],
)  # fmt: skip
def test_translations_that_do_not_fit_are_refused(courses, place):
    assert place in [fault.split(": ")[0] for fault in faults(*courses)]


def test_a_course_of_its_own_does_not_become_a_translation():
    bring(dated("a"), dated("b", "nb"))
    (fault,) = faults(dated("b", "nb", translation_of="a"))
    assert fault.startswith("courses[0].translation_of: “b” is a course of its own")
