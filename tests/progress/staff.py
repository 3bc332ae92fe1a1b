"""A named cast: a county with two municipalities, a school in each, and those who work there."""

from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from courses.models import CoursePage
from progress.models import Certificate, Enrolment, Membership, Organisation, Profile

TODAY = date(2026, 11, 20)


@dataclass
class County:
    county: Organisation
    lulea: Organisation
    lulea_school: Organisation
    pitea: Organisation
    pitea_school: Organisation


def make_county() -> County:
    county = Organisation.add_root(name="Norrbotten", kind="county")
    lulea = county.add_child(name="Luleå", kind="municipality")
    lulea_school = lulea.add_child(name="Luleå kulturskola", kind="school")
    pitea = Organisation.objects.get(pk=county.pk).add_child(name="Piteå", kind="municipality")
    pitea_school = pitea.add_child(name="Piteå kulturskola", kind="school")
    return County(
        *Organisation.objects.filter(
            pk__in=[n.pk for n in (county, lulea, lulea_school, pitea, pitea_school)]
        )
    )


def make_member(
    name: str, *organisations: Organisation, role: str = "teacher", protected: bool = False
) -> Any:
    address = name.lower().replace(" ", ".") + "@example.org"
    person = get_user_model().objects.create_user(address, "a long passphrase", name=name)
    Profile.objects.create(person=person, language="sv", is_protected=protected)
    for organisation in organisations:
        Membership.objects.create(person=person, organisation=organisation, role=role)
    return person


def enrol(
    person: Any, course: CoursePage, *, minutes: int = 60, completed: datetime | None = None
) -> Enrolment:
    seen = completed or timezone.make_aware(datetime(2026, 11, 1, 12))
    return Enrolment.objects.create(
        person=person,
        course=course,
        translation_key=course.translation_key,
        minutes=minutes,
        percent=100 if completed else 50,
        completed_at=completed,
        started_at=seen,
        last_seen_at=seen,
    )


def certify(enrolment: Enrolment, number: str = "VID-1") -> Certificate:
    return Certificate.objects.create(
        number=number,
        person=enrolment.person,
        enrolment=enrolment,
        kind="completion",
        language="sv",
        data={},
    )


def make_cast() -> SimpleNamespace:
    """Anna and Bo at Luleå, Cia at Piteå, Didrik at both; a chief for each school, and a regional
    co-ordinator above; Ylva at Luleå has a protected identity."""
    county = make_county()
    return SimpleNamespace(
        county=county,
        anna=make_member("Anna Ås", county.lulea_school),
        bo=make_member("Bo Ek", county.lulea_school),
        cia=make_member("Cia Ö", county.pitea_school),
        didrik=make_member("Didrik Två", county.lulea_school, county.pitea_school),
        ylva=make_member("Ylva Skyddad", county.lulea_school, protected=True),
        chief=make_member("Luleå Chef", county.lulea_school, role="manager"),
        other_chief=make_member("Piteå Chef", county.pitea_school, role="manager"),
        coordinator=make_member("Regional Samordnare", county.county, role="manager"),
    )
