import pytest
from wagtail.models import Locale

from courses.models import CoursePage, Venue
from progress.actions.write_message import write_message, write_words
from progress.models import MailText, Message, Profile
from progress.reports.sample_mails import sample_mail
from tests.progress.offers import make_course, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return make_course()


@pytest.fixture
def ane():
    ane = make_person("Ane Berg")
    Profile.objects.create(person=ane, language="en")
    return ane


def write(person, kind: str = "letter", **fields) -> Message:
    """A letter needs the least: the rest of a mail is tried where it is written."""
    return write_message(**{"kind": kind, "key": "a:1", "person": person, "context": {}} | fields)


def in_language(course, code: str):
    """A translation of the course into a language of the site."""
    locale, _made = Locale.objects.get_or_create(language_code=code)
    page = make_course(f"seminar-{code}")
    CoursePage.objects.filter(pk=page.pk).update(
        locale=locale, translation_key=course.translation_key
    )
    return CoursePage.objects.get(pk=page.pk)


def test_they_stand_above_the_facts_as_text_and_as_markup(course):
    MailText.objects.create(
        course=course, kind="registered", text="Bring <b>a recorder</b>.\n\nhttps://example.org/map"
    )
    mail = sample_mail(kind="registered", language="en", course=course)
    assert mail.text.index("Bring <b>a recorder</b>.") < mail.text.index("You have a place")
    html = mail.html
    assert html.index("Bring &lt;b&gt;a recorder&lt;/b&gt;.") < html.index("You have a place")
    assert 'href="https://example.org/map"' in html


def test_they_are_of_this_kind_of_mail_and_this_course_alone(course):
    MailText.objects.create(course=course, kind="queued", text="Wait.")
    MailText.objects.create(course=make_course("another"), kind="registered", text="Sing.")
    mail = sample_mail(kind="registered", language="en", course=course)
    assert "Wait." not in mail.text
    assert "Sing." not in mail.text


def test_they_are_in_the_readers_language_where_the_translation_has_its_own(course):
    own = course.locale.language_code
    other = "nb" if own != "nb" else "sv"
    MailText.objects.create(course=course, kind="registered", text="Own words.")
    MailText.objects.create(
        course=in_language(course, other), kind="registered", text="Translated words."
    )

    def said(language: str, of) -> str:
        return MailText.objects.words(course=of, kind="registered", language=language)

    assert said(other, course) == "Translated words."
    assert said(own, course) == "Own words."
    assert said("en" if "en" not in (own, other) else "nn", course) == "Own words."


def test_they_cost_one_query_and_none_where_the_caller_has_them(course, django_assert_num_queries):
    MailText.objects.create(course=course, kind="registered", text="Own words.")

    def words(**known: str) -> str:
        context = {"course": course, "venue": Venue(places=["Oslo"]), **known}
        return write_words(kind="withdrawn", person=None, language="en", context=context)[1]

    with django_assert_num_queries(1):
        words()
    with django_assert_num_queries(0):
        assert "Found before." in words(own_words="Found before.")


def test_a_mail_to_an_address_without_a_person_greets_nobody():
    message = write(None, kind="certificate", to="kurs@example.org", language="en")
    assert (message.person, message.to, message.language) == (None, "kurs@example.org", "en")
    assert "Hello" not in message.text
    assert "Hello" not in message.html


@pytest.mark.parametrize("fields", [{"language": "en"}, {"to": "kurs@example.org"}])
def test_without_a_person_both_address_and_language_are_needed(fields):
    with pytest.raises(ValueError, match="needs a person"):
        write(None, kind="certificate", **fields)
    assert not Message.objects.exists()


def test_what_goes_into_a_calendar_is_kept_with_the_mail(ane):
    message = write(ane, kind="certificate", calendar="BEGIN:VCALENDAR", calendar_method="REQUEST")
    message.refresh_from_db()
    assert (message.calendar, message.calendar_method) == ("BEGIN:VCALENDAR", "REQUEST")
