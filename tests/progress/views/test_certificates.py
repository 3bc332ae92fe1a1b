import pytest
from django.urls import reverse
from django.utils import timezone

from progress.models import Certificate
from progress.rules.certificate_numbers import ALPHABET, new_number
from tests.progress.certificates import make_certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    return make_certificate(language="en")


def page(number: str, ending: str = "/") -> str:
    return f"/certificates/{number}{ending}"


def changed(number: str) -> str:
    other = next(letter for letter in ALPHABET if letter != number[2])
    return number[:2] + other + number[3:]


def test_anybody_sees_that_it_is_valid_and_what_it_says(client, certificate):
    response = client.get(page(certificate.number), headers={"accept-language": "en"})
    assert response.status_code == 200
    for words in ("This certificate is valid", "Ane Berg", "Rytm i grupp", "Region Exempel"):
        assert words in response.text
    assert "@example.org" not in response.text
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("ending", ["/", ".pdf"])
def test_a_changed_digit_says_that_there_is_none_and_helps(client, certificate, ending):
    response = client.get(
        page(changed(certificate.number), ending), headers={"accept-language": "en"}
    )
    assert response.status_code == 404
    assert "There is no certificate with this number" in response.text
    assert 'name="number"' in response.text


def test_a_number_that_is_well_formed_and_not_ours_says_the_same(client, certificate):
    response = client.get(page(new_number()), headers={"accept-language": "en"})
    assert response.status_code == 404
    assert "There is no certificate with this number" in response.text


def test_a_careless_number_leads_to_the_certificate(client, certificate):
    careless = certificate.number.replace("-", "").lower()
    assert client.get(page(careless))["Location"] == page(certificate.number)


def test_the_form_leads_to_the_certificate_or_says_what_is_wrong(client, certificate):
    form = reverse("progress:certificates")
    assert client.get(form).status_code == 200
    found = client.get(form, {"number": f" {certificate.number.lower()} "})
    assert found["Location"] == page(certificate.number)
    wrong = client.get(form, {"number": "7KQ2M"}, headers={"accept-language": "en"})
    assert "has 15 characters; this has 5" in wrong.text


def test_a_revoked_one_says_so_and_is_not_printed_any_more(client, certificate):
    Certificate.objects.update(revoked_at=timezone.now(), revoked_why="Secret reason")
    response = client.get(page(certificate.number), headers={"accept-language": "en"})
    assert response.status_code == 200
    assert "This certificate was revoked" in response.text
    assert "Secret reason" not in response.text
    assert client.get(page(certificate.number, ".pdf")).status_code == 410
    assert client.get(page(certificate.number, ".json")).json()["status"] == "revoked"


def test_one_that_was_replaced_leads_to_the_one_that_is_valid(client, certificate):
    newer = Certificate.objects.create(
        number=new_number(),
        enrolment=certificate.enrolment,
        kind="attendance",
        language="en",
        data=certificate.data,
    )
    Certificate.objects.filter(pk=certificate.pk).update(successor=newer)
    response = client.get(page(certificate.number), headers={"accept-language": "en"})
    assert "This certificate was replaced by another" in response.text
    assert page(newer.number) in response.text
    assert client.get(page(certificate.number, ".json")).json()["successor"] == newer.number


def test_the_paper_is_for_whoever_has_the_number(client, certificate):
    response = client.get(page(certificate.number, ".pdf"))
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert certificate.number in response["Content-Disposition"]
    assert response.content.startswith(b"%PDF")


def test_machines_get_the_documented_shape(client, certificate):
    response = client.get(page(certificate.number, ".json"))
    record = response.json()
    assert list(record) == ["format", "number", "status", "address", "certificate"]
    assert (record["format"], record["status"]) == ("certificate-status/1", "valid")
    assert record["address"].endswith(page(certificate.number))
    assert set(record["certificate"]) == {
        "kind", "language", "issued", "holder", "course", "organisers", "from", "to", "forms",
        "place", "minutes", "estimated",
    }  # fmt: skip
    assert response["Access-Control-Allow-Origin"] == "*"
    unknown = client.get(page(changed(certificate.number), ".json"))
    assert (unknown.status_code, unknown.json()["status"]) == (404, "unknown")


@pytest.mark.parametrize("later", [False, True])
def test_of_a_protected_person_it_says_validity_and_nothing_else(client, later):
    certificate = make_certificate(language="en", is_protected=not later)
    profile = certificate.person.profile
    profile.is_protected = True
    profile.save()
    response = client.get(page(certificate.number), headers={"accept-language": "en"})
    assert "This certificate is valid" in response.text
    for words in ("Ane Berg", "Rytm i grupp", "Region Exempel", ".pdf"):
        assert words not in response.text
    assert "certificate" not in client.get(page(certificate.number, ".json")).json()
    assert client.get(page(certificate.number, ".pdf")).status_code == 403
    client.force_login(certificate.person)
    assert client.get(page(certificate.number, ".pdf")).status_code == 200
    assert ".pdf" in client.get(page(certificate.number)).text


def test_it_is_still_valid_when_the_person_is_no_more(client, certificate):
    Certificate.objects.update(person=None)
    assert client.get(page(certificate.number)).status_code == 200
    assert client.get(page(certificate.number, ".pdf")).status_code == 200


def test_only_reading_is_possible(client, certificate):
    for ending in ("/", ".pdf", ".json"):
        assert client.post(page(certificate.number, ending)).status_code == 405
    assert client.post("/certificates/").status_code == 405


@pytest.mark.parametrize("number", ["x", "%2e%2e", "ÅÄÖ", "'or 1=1", "<script>", "a" * 300])
def test_any_other_word_in_the_address_is_answered_kindly(client, number):
    for ending in ("/", ".pdf", ".json"):
        response = client.get(page(number, ending))
        assert response.status_code == 404
        assert b"<script>alert" not in response.content


def test_a_check_takes_few_queries(client, certificate, django_assert_max_num_queries):
    client.get(page(certificate.number))
    with django_assert_max_num_queries(12):
        client.get(page(certificate.number))
