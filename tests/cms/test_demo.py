"""The demo as it stands in the database."""

import datetime
import json

import pytest
from django.core.management import call_command
from django.db.models import Sum
from wagtail.models import Page

from cms.demo.files import CATALOGUE
from cms.demo.load import import_courses, load
from cms.models import NewsPage, StandardPage, User
from courses.actions.export_catalogue import export_catalogue
from courses.actions.make_package import make_package
from courses.models import (
    CoursePage,
    DatedCoursePage,
    ModulePage,
    Occasion,
    PackagePage,
    SeatPool,
)
from progress.models import (
    Certificate,
    Enrolment,
    Membership,
    OccasionStaff,
    Organisation,
    Registration,
    StepRecord,
    Transition,
)
from tests.courses.catalogue_files import bring

pytestmark = pytest.mark.usefixtures("demo")


def counts() -> dict[str, int]:
    models = (
        Page, User, Organisation, Membership, Registration, Transition, Enrolment, StepRecord,
        Certificate, Occasion,
    )  # fmt: skip
    return {model.__name__: model.objects.count() for model in models}


def towns_of_the_seminar():
    return SeatPool.objects.filter(
        venue__occasion__course__slug="nasjonalt-dialogseminar-2023",
        venue__kind="place",
        venue__cancelled_on=None,
    )


def test_loading_again_changes_nothing():
    before = counts()
    assert load() is False
    assert counts() == before


def test_the_audit_finds_nothing():
    call_command("audit")


def test_178_people_hold_the_seats_that_are_not_free_of_910():
    pools = towns_of_the_seminar()
    assert pools.aggregate(Sum("capacity"), Sum("taken")) == {
        "capacity__sum": 910,
        "taken__sum": 178,
    }
    held = Registration.objects.filter(pool__in=pools, state="confirmed")
    assert held.values("person").distinct().count() == 178
    assert Transition.objects.filter(registration__in=held).count() == 178


def test_the_digital_seats_and_the_group_take_no_seat_in_a_town():
    group = Registration.objects.get(group_name="Sunnfjord kommunegruppe")
    assert group.headcount == 12
    assert group.pool.capacity is None


def test_the_county_tour_has_eight_occasions_in_date_order():
    tour = Occasion.objects.filter(course__slug="erfaringsdelingssamlinger-fordypning-2022")
    days = [occasion.begins_on for occasion in tour]
    assert len(days) == 8
    assert days == sorted(days)


def test_norrbotten_has_fourteen_municipalities_with_a_manager_each():
    county = Organisation.objects.get(name="Norrbotten", kind="county")
    municipalities = county.get_children()
    assert municipalities.count() == 14
    assert {each.kind for each in municipalities} == {"municipality"}
    for municipality in municipalities:
        managers = Membership.objects.filter(
            role="manager", organisation__path__startswith=municipality.path
        )
        assert managers.exists(), municipality.name


def test_the_manager_has_a_school_with_more_than_five_teachers():
    mine = Membership.objects.get(person__email="manager@example.org")
    school = Membership.objects.filter(organisation=mine.organisation, role="teacher")
    assert school.count() > 5


def test_one_town_has_its_last_seat_and_another_is_full():
    pools = SeatPool.objects.filter(venue__occasion__course__slug="rum-for-rorelse")
    free = {
        pool.venue.slug: pool.capacity - pool.taken
        for pool in pools.filter(role="participant").exclude(capacity=None)
    }
    assert (free["lulea"], free["pitea"]) == (1, 0)
    assert free["kiruna"] > 5
    assert not Registration.objects.filter(
        occasion__course__slug="rum-for-rorelse", person__email="teacher@example.org"
    ).exists()


def test_enrolments_are_at_every_stage_and_completed_ones_have_a_certificate():
    assert Enrolment.objects.filter(percent__lt=10).exists()
    assert Enrolment.objects.filter(percent__range=(30, 70)).exists()
    done = Enrolment.objects.exclude(completed_at=None)
    assert done.count() > 8
    assert done.filter(certificates=None).count() == 0


def test_the_teacher_has_not_begun_the_rich_package():
    teacher = User.objects.get(email="teacher@example.org")
    assert teacher.enrolments.exclude(completed_at=None).exists()
    assert teacher.enrolments.filter(completed_at=None).exists()
    assert not teacher.enrolments.filter(course__slug="ljud-bild-och-berattelse").exists()


def test_the_leader_has_occasions_with_participants():
    led = OccasionStaff.objects.filter(person__email="leader@example.org")
    assert Registration.objects.filter(occasion__staff__in=led).count() > 10


def test_the_rich_package_is_one_course_in_four_languages():
    pages = PackagePage.objects.filter(slug="ljud-bild-och-berattelse")
    assert len({page.translation_key for page in pages}) == 1
    assert {page.locale.language_code for page in pages} == {"sv", "nb", "nn", "en"}
    steps = {
        tuple(str(step.id) for module in page.get_children().specific() for step in module.steps)
        for page in pages
    }
    assert len(steps) == 1


def test_the_region_page_tells_when_it_was_last_updated():
    page = StandardPage.objects.get(slug="sa-arbetar-vi")
    moment = page.last_published_at.astimezone(datetime.timezone(datetime.timedelta(hours=2)))
    assert moment.strftime("%Y-%m-%d %H:%M") == "2023-07-03 09:43"


def test_the_news_tells_of_the_cancellation_on_its_day():
    news = NewsPage.objects.get(slug="sju-moteplasser-avlyst")
    assert news.date == datetime.date(2023, 4, 19)
    assert (news.author, news.photo_credit) == ("Redaksjonen", "Vidare")


def test_what_was_imported_is_what_is_exported(capsys):
    imported = json.loads(CATALOGUE.read_text(encoding="utf-8"))["courses"]
    call_command("export_catalogue", *{course["id"] for course in imported})
    exported = json.loads(capsys.readouterr().out)["courses"]

    def by_id(courses):
        return {(course["id"], course["language"]): course for course in courses}

    assert by_id(exported) == by_id(imported)


def test_passwords_are_for_development_alone():
    assert not User.objects.get(email="teacher@example.org").has_usable_password()


def test_every_course_has_its_catalogue_of_its_language():
    for course in CoursePage.objects.select_related("locale"):
        assert course.get_parent().locale_id == course.locale_id, course.slug


def test_the_recording_of_the_seminar_is_a_package_in_one_step():
    """SYS-087: the recording is "reusable as a self-paced package"."""
    seminar = DatedCoursePage.objects.get(slug="nasjonalt-dialogseminar-2023")
    made = make_package(
        course=seminar,
        title="Dialogseminaret – pakke",
        slug="dialogseminaret-pakke",
        occasions=list(seminar.occasions.all()),
    )
    watch, closing = ModulePage.objects.child_of(made.page).order_by("path")
    [step] = watch.steps
    [film] = step.value["content"]
    assert film.value["url"] == "https://example.org/opptak/dialogseminar-2023"
    assert (step.value["minutes"], closing.role) == (270, "closing")
    assert [str(row) for row in made.page.course_organisers.all()] == [
        "Utdanningsdirektoratet",
        "KS",
        "Norsk kulturskoleråd",
    ]
    assert not made.page.live
    call_command("audit")


@pytest.mark.parametrize(
    ("module", "question", "kind", "choices"),
    [
        ("lyssna-in-ljudet", "vilken-stiger", "sound", 3),
        ("bild-for-bild", "vilken-bild", "image", 4),
    ],
)
def test_a_question_is_answered_with_sounds_and_one_with_pictures_in_every_language(
    module, question, kind, choices
):
    asked = [
        block.value
        for page in ModulePage.objects.filter(slug=module)
        for step in page.steps
        for block in step.value["questions"]
        if block.value["id"] == question
    ]
    assert len(asked) == 4
    for one in asked:
        media = [choice["media"][0] for choice in one["choices"]]
        assert [(child.block_type, bool(child.value)) for child in media] == [
            (kind, True)
        ] * choices
        assert sum(choice["correct"] for choice in one["choices"]) == 1


def test_its_files_and_its_export_brought_in_again_leave_the_assignment():
    def module() -> ModulePage:
        return ModulePage.objects.get(slug="mellan-traffarna", locale__language_code="sv")

    before = module().steps.raw_data[-1]
    (asked,) = before["value"]["questions"]
    assert asked["type"] == "assignment"
    assert "Bifoga gärna" in asked["value"]["instructions"]
    import_courses()
    assert module().steps.raw_data[-1] == before
    (course,) = export_catalogue(ids=["leda-blandad-ensemble"])["courses"]
    course["modules"][0]["steps"][-1]["title"] = "Din plan"
    bring(course)
    after = module().steps.raw_data[-1]
    assert after == {**before, "value": {**before["value"], "title": "Din plan"}}
