import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from progress.models import MailText, Message, Registration
from progress.reports.sample_mails import kinds_written, sample_mail
from tests.progress.offers import make_course, make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
PREVIEW = "mail_texts:preview"


@pytest.fixture
def admin(admin_client):
    return admin_client


@pytest.fixture
def course():
    return make_course()


def test_an_editor_writes_their_own_words_once_for_each_mail(admin, course):
    add = reverse("mail_texts:add")
    page = admin.get(add).content.decode()
    assert "You have a place" in page
    assert "A letter from the course leader" not in page
    asked = {"course": course.pk, "kind": "registered", "text": "Bring a recorder."}
    assert admin.post(add, asked).status_code == 302
    assert MailText.objects.get().text == "Bring a recorder."
    again = admin.post(add, asked)
    assert again.status_code == 200
    assert again.context["form"].errors
    assert MailText.objects.count() == 1
    index = admin.get(reverse("mail_texts:index")).content.decode()
    assert "Seminar" in index
    assert reverse(PREVIEW) in index


def test_the_edit_screen_leads_to_that_mail(admin, course):
    text = MailText.objects.create(course=course, kind="registered", text="Bring a recorder.")
    page = admin.get(reverse("mail_texts:edit", args=[text.pk])).content.decode()
    assert f"?course={course.pk}&amp;kind=registered" in page


def test_the_preview_shows_subject_frame_and_text_with_the_own_words(admin, course):
    make_pool(make_occasion(course), name="Førde")
    MailText.objects.create(course=course, kind="registered", text="Bring <b>a recorder</b>.")
    asked = {"course": course.pk, "kind": "registered", "language": "en"}
    page = admin.get(reverse(PREVIEW), asked).content.decode()
    assert "You have a place: Seminar" in page
    assert "Bring &lt;b&gt;a recorder&lt;/b&gt;." in page
    assert "Førde" in page
    frame = reverse("mail_texts:preview_html", args=[course.pk, "registered", "en"])
    assert f'src="{frame}"' in page
    assert "sandbox" in page
    answer = admin.get(frame)
    assert "Bring &lt;b&gt;a recorder&lt;/b&gt;." in answer.content.decode()
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("language", ["sv", "nb", "nn", "en"])
@pytest.mark.parametrize("has_occasion", [True, False])
def test_every_kind_that_is_written_can_be_seen(course, language, has_occasion):
    if has_occasion:
        make_pool(make_occasion(course))
    kinds = kinds_written()
    assert {"registered", "withdrawn", "letter", "certificate"} <= set(kinds)
    for kind in kinds:
        mail = sample_mail(kind=kind, language=language, course=course)
        assert mail.subject
        assert mail.text.strip()
        greeting, _gap, words = mail.text.partition("\n\n")
        assert greeting.strip()
        assert not words.strip()[0].islower()  # words of an organisation's own may stand above it
        assert f'<html lang="{language}">' in mail.html


@pytest.mark.parametrize("kind", ["joined", "group_left", "group_chooses", "group_gone"])
def test_a_mail_about_a_group_names_one(course, kind):
    mail = sample_mail(kind=kind, language="nn", course=course)
    assert "amnet på gruppa" in mail.text
    assert "  har" not in mail.text
    assert "Plassen din, og" not in mail.text


def test_looking_at_a_mail_writes_nothing(admin, course):
    for kind in kinds_written():
        asked = {"course": course.pk, "kind": kind, "language": "sv"}
        assert admin.get(reverse(PREVIEW), asked).status_code == 200
    assert not Message.objects.exists()
    assert not Registration.objects.exists()


def test_what_is_no_mail_has_no_page(admin, course):
    frame = reverse("mail_texts:preview_html", args=[course.pk, "nonsense", "en"])
    assert admin.get(frame).status_code == 404
    assert admin.get(frame.replace(f"/{course.pk}/", "/0/")).status_code == 404
    assert admin.post(reverse(PREVIEW)).status_code == 405


@pytest.mark.parametrize(("codenames", "status"), [([], 302), (["add_mailtext"], 200)])
def test_only_who_writes_texts_sees_the_mails(client, course, codenames, status):
    editor = make_person("Eli Vik")
    allowed = Permission.objects.filter(codename__in=["access_admin", *codenames])
    editor.user_permissions.set(allowed)
    client.force_login(editor)
    frame = reverse("mail_texts:preview_html", args=[course.pk, "registered", "en"])
    for door in (reverse(PREVIEW), frame, reverse("mail_texts:index")):
        assert client.get(door).status_code == status


def test_the_list_costs_the_same_at_one_and_at_thirty_rows(admin, django_assert_max_num_queries):
    for number in range(30):
        MailText.objects.create(course=make_course(f"c{number}"), kind="queued", text="Wait.")
        if number in (0, 29):
            admin.get(reverse("mail_texts:index"))
            with django_assert_max_num_queries(12):
                admin.get(reverse("mail_texts:index"))
