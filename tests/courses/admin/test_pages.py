"""An editor writes, copies and keeps courses."""

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page

from courses.blocks import ContentBlock, QuestionsBlock, StepBlock
from courses.models import (
    CataloguePage,
    CoursePage,
    CourseSteering,
    DatedCoursePage,
    ModulePage,
    Occasion,
    PackagePage,
    SteeringDocument,
)


def names(block):
    return [pytest.param(child, id=name) for name, child in block.child_blocks.items()]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "block",
    [*names(ContentBlock()), *names(QuestionsBlock()), pytest.param(StepBlock(), id="step")],
)
def test_every_block_shows_what_it_looks_like(desk, block):
    assert block.is_previewable
    response = desk.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    assert "<main" in response.content.decode()


@pytest.mark.parametrize("model", [CataloguePage, DatedCoursePage, PackagePage, ModulePage])
def test_every_page_type_has_a_preview(desk, catalogue, course, model):
    if model is CataloguePage:
        page = catalogue
    elif model is ModulePage:
        page = course.add_child(instance=ModulePage(title="Module", slug="module"))
    else:
        page = catalogue.add_child(instance=model(title="New", slug="new"))
    page.save_revision()
    response = desk.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert response.status_code == 200


def test_next_years_edition_has_the_modules_and_no_dates(desk, course):
    course.add_child(instance=ModulePage(title="Before", slug="before"))
    Occasion.objects.create(course=course, slug="spring")
    before = CoursePage.objects.filter(pk=course.pk).values().get()
    response = desk.post(
        reverse("vidare_copy_course", args=[course.pk]),
        {"title": "Rhythm", "edition": "2027", "slug": "rhythm-2027"},
    )
    copy = DatedCoursePage.objects.get(slug="rhythm-2027")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[copy.pk])
    assert not copy.live
    assert (copy.series, copy.edition) == ("rhythm", "2027")
    assert copy.translation_key != course.translation_key
    assert [page.slug for page in copy.get_children()] == ["before"]
    assert not copy.occasions.exists()
    after = CoursePage.objects.filter(pk=course.pk).values().get()
    assert after == before
    assert course.occasions.count() == 1


def test_a_copy_with_an_id_that_is_taken_is_refused(desk, course):
    response = desk.post(
        reverse("vidare_copy_course", args=[course.pk]),
        {"title": "Rhythm", "edition": "2027", "slug": "rhythm"},
    )
    assert response.context["form"].errors["slug"]
    assert CoursePage.objects.count() == 1


def test_an_ended_steering_document_warns_and_does_not_refuse(desk, course):
    document = SteeringDocument.objects.create(title="Culture strategy", years="2020/2023")
    CourseSteering.objects.create(page=course, document=document)
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).content.decode()
    assert "Culture strategy" in page
    assert "2023" in page
    assert "vidare-notices" in page


def test_a_course_stays_in_its_language(desk, course, catalogue):
    nb = Locale.objects.create(language_code="nb")
    other = catalogue.copy_for_translation(nb, copy_parents=True)
    desk.post(reverse("wagtailadmin_pages:move_confirm", args=[course.pk, other.pk]))
    course.refresh_from_db()
    assert course.get_parent().pk == catalogue.pk


@pytest.mark.parametrize("which", ["course", "catalogue"])
def test_a_course_with_occasions_is_not_deleted_and_the_editor_is_told(
    desk, course, catalogue, which
):
    Occasion.objects.create(course=course, slug="spring")
    page = course if which == "course" else catalogue
    response = desk.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), follow=True)
    assert response.status_code == 200
    assert Page.objects.filter(pk=course.pk).exists()
    assert [message.level_tag for message in response.context["messages"]]


def test_the_id_stays_once_the_course_was_published(desk, course):
    course.save_revision().publish()
    form = desk.get(reverse("wagtailadmin_pages:edit", args=[course.pk])).context["form"]
    assert form.fields["slug"].disabled


@pytest.mark.parametrize("model", ["organiser", "area", "priorityarea", "steeringdocument"])
def test_what_courses_refer_to_has_its_lists(desk, model):
    assert desk.get(f"/admin/snippets/courses/{model}/").status_code == 200
