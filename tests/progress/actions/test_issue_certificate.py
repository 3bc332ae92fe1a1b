import json

import pytest
from django.core import mail

from courses.models import Organiser
from progress.actions.issue_certificate import issue_certificate
from progress.actions.start_course import start_course
from progress.models import Certificate, Message, Profile
from progress.rules.certificate_numbers import normalise
from tests.progress.certificates import ENDED, complete, make_certificate, make_package
from tests.progress.offers import make_person
from tests.progress.packages import package

pytestmark = pytest.mark.django_db


def test_who_completes_gets_a_certificate_that_says_it_all():
    certificate = make_certificate(printed_name="Ane K. Berg")
    data = certificate.data
    assert normalise(certificate.number) == certificate.number == data["number"]
    assert certificate.issued_at == ENDED
    assert (data["holder"], data["kind"], data["language"]) == ("Ane K. Berg", "completion", "sv")
    assert data["course"]["title"] == "Rytm i grupp"
    assert data["course"]["outcomes"] == ["Du kan leda en rytmövning."]
    assert data["organisers"] == [
        {"name": "Region Exempel", "number": "232100-0000"},
        {"name": "Kulturskolan i Exempelstad", "number": ""},
    ]
    assert (data["from"], data["to"], data["issued"]) == ("2026-10-01", "2026-11-22", "2026-11-22")
    assert (data["minutes"], data["estimated"], data["forms"]) == (150, True, ["self-paced"])


def test_no_address_of_the_person_is_kept_in_it():
    assert "@" not in json.dumps(make_certificate().data)


def test_it_is_never_issued_twice():
    enrolment = complete()
    first = enrolment.certificates.get()
    assert issue_certificate(enrolment=enrolment) == first
    assert Certificate.objects.count() == 1


def test_it_says_the_same_when_all_around_it_has_changed():
    certificate = make_certificate()
    before = dict(certificate.data)
    course = certificate.enrolment.course.specific
    course.title = "Something else"
    course.save_revision().publish()
    certificate.person.name = "Another Name"
    certificate.person.save()
    Organiser.objects.filter(name="Region Exempel").update(name="Renamed")
    issue_certificate(enrolment=certificate.enrolment)
    certificate.refresh_from_db()
    assert certificate.data == before


def test_none_is_issued_before_completion():
    enrolment = start_course(person=make_person(), course=package())
    assert issue_certificate(enrolment=enrolment) is None


def test_none_is_issued_where_the_course_gives_none():
    enrolment = complete(make_package(certificate="none"))
    assert enrolment.completed_at is not None
    assert not enrolment.certificates.exists()
    assert not Message.objects.exists()


def test_a_course_may_give_a_certificate_of_attendance():
    assert complete(make_package(certificate="attendance")).certificates.get().kind == "attendance"


def test_the_title_is_in_the_language_of_the_certificate_and_the_original_is_kept():
    course = make_package()
    person = make_person()
    Profile.objects.create(person=person, language="nb")
    package("rytme", language="nb", title="Rytme i gruppe", translation_key=course.translation_key)
    said = complete(course, person).certificates.get().data
    assert (said["language"], said["course"]["title"]) == ("nb", "Rytme i gruppe")
    assert said["course"]["original_title"] == "Rytm i grupp"
    assert said["course"]["outcomes"] == ["Du kan leda en rytmövning."]
    assert len(said["organisers"]) == 2


def test_a_language_without_words_of_its_own_gives_way_to_the_course_s():
    assert make_certificate(language="se").language == "sv"


@pytest.mark.django_db(transaction=True)
def test_the_person_is_told_once_and_in_their_own_language():
    certificate = make_certificate(language="nn")
    message = Message.objects.get(certificate=certificate)
    assert (message.kind, message.language, message.state) == ("certificate", "nn", "sent")
    assert f"/certificates/{certificate.number}/" in message.text
    assert len(mail.outbox) == 1
