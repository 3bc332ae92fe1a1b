"""Addresses without a language lead to the visitor's own, or else to what there is."""

import pytest

from courses.models import ModulePage
from tests.courses import cases

pytestmark = pytest.mark.django_db


def asking(client, address: str, language: str = "nb"):
    return client.get(address, headers={"accept-language": language})


def test_the_catalogue_keeps_what_the_address_asks(client):
    cases.catalogue("nb")
    answer = asking(client, "/courses/?kind=dated")
    assert answer.status_code == 302
    assert answer.url == "/nb/kurs/?kind=dated"
    assert "Accept-Language" in answer["Vary"]


def test_a_course_and_its_module_are_found_by_their_ids(client):
    page = cases.course("klang", "Klang")
    page.add_child(instance=ModulePage(title="Høre", slug="hore", locale=page.locale))
    assert asking(client, "/courses/klang/").url == "/nb/kurs/klang/"
    assert asking(client, "/courses/klang/hore/").url == "/nb/kurs/klang/hore/"


def test_a_course_in_no_language_of_the_visitor_is_still_shown(client):
    cases.course("klang", "Klang")
    assert asking(client, "/courses/klang/", "sv").url == "/nb/kurs/klang/"


@pytest.mark.parametrize("address", ["/courses/", "/courses/klang/", "/courses/klang/hore/"])
def test_what_is_not_there_is_not_found(client, address):
    assert asking(client, address).status_code == 404
