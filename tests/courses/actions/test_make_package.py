"""A course that has been held becomes a package: a draft, with what it had to show."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone, translation
from wagtail.documents import get_document_model
from wagtail.models import Page, PageViewRestriction

from courses.actions.make_package import make_package
from courses.blocks import StepsBlock
from courses.models import (
    CoursePage,
    DatedCoursePage,
    ModulePage,
    Occasion,
    Organiser,
    PackagePage,
    Topic,
)
from courses.models.organisers import CourseOrganiser
from courses.reports.unmeetable import stopped_course
from courses.rules.package_parts import NothingToTakeOverError, NotOverError
from courses.views.publishing import reasons_to_stop
from tests.courses.cases import course as make_course
from tests.courses.cases import hybrid_seminar

RECORDING = "https://example.org/opptak"


@pytest.fixture(autouse=True)
def in_english(settings):
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def seminar(db):
    page = hybrid_seminar()
    page.occasions.update(state="finished", recording=RECORDING, title="27 April")
    return page


def body(page: CoursePage, *blocks: tuple[str, object]) -> None:
    page.body = page.body.stream_block.to_python(
        [{"type": kind, "value": value} for kind, value in blocks]
    )
    page.save()


def rule(page: CoursePage, *blocks: tuple[str, object]) -> None:
    page.completion_rule = page.completion_rule.stream_block.to_python(
        [{"type": kind, "value": value} for kind, value in blocks]
    )
    page.save()


def module(parent, slug: str, *, seen: bool = True, **fields) -> ModulePage:
    steps = [{"type": "step", "value": {"title": f"In {slug}", "minutes": 10, "questions": []}}]
    made = ModulePage(title=slug.title(), slug=slug, live=seen, **fields)
    made.steps = made.steps.stream_block.to_python(steps)
    page = parent.add_child(instance=made)
    page.refresh_from_db()
    return page


def made_of(page: DatedCoursePage, **given):
    values = {"title": "Seminar – package", "slug": "seminar-package"}
    values["occasions"] = list(Occasion.objects.filter(course=page))
    return make_package(course=DatedCoursePage.objects.get(pk=page.pk), **values | given)


def modules(package) -> list[ModulePage]:
    return list(ModulePage.objects.child_of(package).order_by("path"))


def codes(made) -> list[str]:
    return [one.code for one in made.left]


def test_the_recording_is_a_module_with_the_minutes_of_its_meetings(seminar):
    made = made_of(seminar)
    watch, closing = modules(made.page)
    [step] = watch.steps
    assert step.value["minutes"] == 270
    [film] = step.value["content"]
    assert (film.block_type, film.value["url"]) == ("video", RECORDING)
    assert "27 April" in film.value["title"]
    assert closing.role == "closing"
    [asked] = closing.steps[0].value["questions"]
    assert asked.block_type == "reflection"


def test_it_is_a_draft_and_the_course_stays_as_it_was(seminar):
    before = Page.objects.filter(pk=seminar.pk).values().get()
    made = made_of(seminar)
    assert not made.page.live
    assert not any(page.live for page in modules(made.page))
    assert made.page.translation_key != seminar.translation_key
    assert made.page.get_latest_revision_as_object().slug == "seminar-package"
    assert Page.objects.filter(pk=seminar.pk).values().get() == before
    assert Occasion.objects.filter(course__slug="seminar-package").count() == 0


def test_what_the_course_says_of_itself_is_taken_over(seminar):
    seminar.summary, seminar.audience, seminar.contact_name = "Together.", ["manager"], "The office"
    seminar.certificate = "attendance"
    seminar.outcomes = [seminar.outcomes.model(text="know how")]
    seminar.course_organisers = [
        CourseOrganiser(organiser=Organiser.objects.create(name=name), sort_order=place)
        for place, name in enumerate(["Second-named", "A first"])
    ]
    seminar.topics.add(Topic.objects.create(name="cooperation", slug="cooperation"))
    seminar.save()
    package = PackagePage.objects.get(pk=made_of(seminar).page.pk)
    assert (package.summary, package.audience) == ("Together.", ["manager"])
    assert (package.contact_name, package.certificate) == ("The office", "completion")
    assert package.is_free
    assert [row.text for row in package.outcomes.all()] == ["know how"]
    assert [str(row) for row in package.course_organisers.all()] == ["Second-named", "A first"]
    assert [topic.name for topic in package.topics.all()] == ["cooperation"]
    assert (package.series, package.edition, package.published_on) == ("", "", None)


def test_papers_become_steps_and_leave_the_page(seminar):
    paper = get_document_model().objects.create(
        title="Slides", file=ContentFile(b"%PDF-1.7", "slides.pdf")
    )
    body(
        seminar,
        ("paragraph", "Welcome."),
        ("heading", "To read"),
        ("document", {"document": paper.pk, "title": ""}),
        ("link", {"url": "https://example.org/report", "text": "The report"}),
    )
    package = PackagePage.objects.get(pk=made_of(seminar).page.pk)
    assert [block.block_type for block in package.body] == ["paragraph"]
    steps = modules(package)[1].steps
    assert [step.value["title"] for step in steps] == ["Slides", "The report"]
    assert {step.value["part"] for step in steps} == {"To read"}
    assert steps[0].value["content"][0].value["document"] == paper


def test_the_course_s_own_modules_go_along_with_their_steps(seminar):
    module(seminar, "before", role="intro")
    after = module(seminar, "after")
    module(seminar, "unfinished", seen=False)
    made = made_of(seminar)
    names = [page.slug for page in modules(made.page)]
    assert (names[0], names[-2]) == ("before", "after")
    assert "unfinished" not in names
    assert "never_published" in codes(made)
    copied = modules(made.page)[-2]
    assert copied.translation_key != after.translation_key
    assert [step.id for step in copied.steps] == [step.id for step in after.steps]


def test_only_the_recordings_that_are_chosen_come_along(seminar):
    Occasion.objects.create(
        course=seminar, slug="second", state="finished", recording="https://example.org/2"
    )
    Occasion.objects.create(course=seminar, slug="third", state="finished")
    both = made_of(seminar)
    assert len(modules(both.page)) == 3
    assert "no_recording" in codes(both)
    one = made_of(seminar, slug="one", occasions=list(seminar.occasions.filter(slug="second")))
    [watch, _closing] = modules(one.page)
    assert watch.steps[0].value["content"][0].value["url"] == "https://example.org/2"
    assert watch.steps[0].value["minutes"] is None


def test_two_recordings_without_names_have_an_id_each(seminar):
    seminar.occasions.update(title="")
    Occasion.objects.create(course=seminar, slug="b", state="finished", recording=RECORDING + "2")
    slugs = [page.slug for page in modules(made_of(seminar).page)]
    assert len(set(slugs)) == 3


def test_presence_is_not_asked_for_and_the_editor_is_told(seminar):
    rule(seminar, ("attendance", {"percent": 75}))
    made = made_of(seminar)
    assert not made.page.completion_rule
    assert "completion" in codes(made)


def test_a_rule_on_modules_means_those_of_the_package(seminar):
    after = module(seminar, "after")
    rule(seminar, ("some_modules", {"number": 1, "modules": [after.pk]}))
    made = made_of(seminar)
    [copied] = [page for page in modules(made.page) if page.slug == "after"]
    [asked] = PackagePage.objects.get(pk=made.page.pk).completion_rule
    assert [page.pk for page in asked.value["modules"]] == [copied.pk]
    assert "completion" not in codes(made)


def test_a_price_and_who_may_see_it_are_told_of(seminar):
    seminar.price_amount = 500
    seminar.save()
    PageViewRestriction.objects.create(page=seminar, restriction_type="login")
    made = made_of(seminar)
    assert made.page.price_amount is None
    assert {"price", "closed"} <= set(codes(made))


def test_every_block_is_one_that_the_editor_can_save(seminar):
    body(seminar, ("link", {"url": "https://example.org/report", "text": ""}))
    for page in modules(made_of(seminar).page):
        StepsBlock().clean(page.steps)
        page.full_clean()


def test_it_is_published_once_its_modules_are(seminar):
    package = PackagePage.objects.get(pk=made_of(seminar).page.pk)
    assert [reason.code for reason in stopped_course(package, is_live=False)].count(
        "draft_module"
    ) == 2
    for page in modules(package):
        assert reasons_to_stop(page) == []
        page.get_latest_revision().publish()
    assert reasons_to_stop(package.get_latest_revision_as_object()) == []


def test_words_are_in_the_language_of_the_course(seminar):
    translated = modules(made_of(seminar).page)[-1].title
    swedish = make_course("kurs", "Kurs", "sv")
    Occasion.objects.create(course=swedish, slug="o", state="finished", recording=RECORDING)
    assert modules(made_of(swedish, slug="paket").page)[-1].locale.language_code == "sv"
    with translation.override("nb"):
        assert translated == translation.gettext("To finish")


def test_a_course_that_is_not_over_is_no_package_yet(seminar):
    tomorrow = timezone.localdate() + timedelta(days=1)
    seminar.occasions.update(state="open", ends_on=tomorrow)
    with pytest.raises(NotOverError):
        made_of(seminar)
    seminar.occasions.update(ends_on=date(2023, 4, 27), state="cancelled")
    with pytest.raises(NotOverError):
        made_of(seminar)


def test_without_recording_or_papers_there_is_nothing_to_make_it_of(seminar):
    seminar.occasions.update(recording="")
    pages = Page.objects.count()
    with pytest.raises(NothingToTakeOverError, match="recording"):
        made_of(seminar)
    assert Page.objects.count() == pages
