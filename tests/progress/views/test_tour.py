import csv
import io
from datetime import date, timedelta

import pytest
from django.db.models import Sum
from django.utils import timezone

from progress.actions.add_by_hand import add_by_hand
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import Membership, OccasionStaff, Organisation, Registration
from progress.reports.audit import audit
from progress.reports.tour import tour_rows
from tests.progress.desk import make_organiser
from tests.progress.offers import make_course, make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
KINDS = ("school", "upper-secondary", "folk-high-school", "higher-education", "voluntary")
SOON = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def tour():
    """Three gatherings; of each of five kinds of organisation some people, in each role."""
    course = make_course("samlinger", title="Samlinger 2022")
    schools = {kind: Organisation.add_root(name=kind.title(), kind=kind) for kind in KINDS}
    occasions, organiser = [], make_person("Liv Lien")
    for number, town in enumerate(("Tromsø", "Bodø", "Oslo")):
        occasion = make_occasion(
            course, slug=f"s{number}", title=town, begins_on=SOON, ends_on=SOON
        )
        occasions.append(occasion)
        for place, role in enumerate(("participant", "observer", "contributor")):
            pool = make_pool(occasion, None, role=role, name=town)
            for many, kind in enumerate(KINDS):
                for n in range(many + place + number):
                    person = make_person(f"{town} {role} {kind} {n}")
                    Membership.objects.create(person=person, organisation=schools[kind])
                    add_by_hand(person=person, pool=pool, by=organiser, tell=False)
    add_by_hand(person=make_person("Has No School"), pool=pool, by=organiser, tell=False)
    withdraw(registration=Registration.objects.earliest("pk"))
    group = make_pool(occasions[0], None, name="Gruppe", kind="group")
    register(person=make_person("Per Vik"), pool=group, headcount=7, group_name="Fjord")
    return course, occasions


def address(course, file="") -> str:
    return f"/leading/courses/{course.translation_key}{file or '/'}"


def test_acc_s1_6_the_numbers_of_the_tour_reconcile(client, tour):
    course, occasions = tour
    rows = tour_rows(occasions)
    confirmed = Registration.objects.confirmed()
    total = rows[-1]
    assert (total.occasion, total.kind) == (None, None)
    assert total.registrations == confirmed.count()
    for role, number in (
        ("participant", total.participants),
        ("observer", total.observers),
        ("contributor", total.contributors),
    ):
        people = confirmed.filter(pool__role=role).aggregate(n=Sum("headcount"))["n"]
        assert number == people
    assert total.all == total.participants + total.contributors
    for occasion in (*occasions, None):
        own = [row for row in rows if row.occasion == occasion]
        *parts, whole = own
        assert {row.kind for row in parts} >= set(KINDS)
        for name in ("participants", "observers", "contributors", "all", "registrations"):
            assert sum(getattr(row, name) for row in parts) == getattr(whole, name)
        for row in parts:
            if occasion is not None and row.kind:
                here = confirmed.filter(occasion=occasion, workplace__kind=row.kind)
                assert row.registrations == here.count()
    for kind in KINDS:
        own = [row for row in rows if row.kind == kind]
        assert sum(row.participants for row in own[:-1]) == own[-1].participants
    client.force_login(make_organiser())
    lines = list(csv.reader(io.StringIO(client.get(address(course, ".csv")).getvalue().decode())))
    assert [int(cell) for cell in lines[-1][3:]] == [
        total.participants, total.contributors, total.all, total.observers, total.registrations,
    ]  # fmt: skip
    assert len(lines) == len(rows) + 1
    assert client.get(address(course, ".xlsx")).getvalue()[:2] == b"PK"
    assert str(total.participants) in client.get(address(course)).content.decode()
    assert list(audit()) == []


def test_a_leader_sees_their_own_gatherings_and_nobody_else_any(client, tour):
    course, occasions = tour
    assert client.get(address(course)).status_code == 302
    liv = make_person("Liv Sand")
    client.force_login(liv)
    assert client.get(address(course)).status_code == 403
    OccasionStaff.objects.create(person=liv, occasion=occasions[1])
    OccasionStaff.objects.create(person=liv, occasion=occasions[1], role="facilitator")
    groups = client.get(address(course)).context["groups"]
    assert [group[0].session for group in groups] == ["Bodø"]
    assert client.post(address(course)).status_code == 405


def test_a_course_without_occasions_says_so(client):
    client.force_login(make_organiser())
    page = client.get(address(make_course("tom", published_on=date(2023, 1, 1))))
    assert "No occasions yet" in page.content.decode()


def test_it_costs_the_same_at_three_gatherings_and_at_thirty(
    client, tour, django_assert_num_queries
):
    client.force_login(make_organiser())
    client.get(address(tour[0]))
    with django_assert_num_queries(7):
        client.get(address(tour[0]))
    for number in range(27):
        make_pool(make_occasion(tour[0], slug=f"n{number}", title=f"N {number}"), name="X")
    with django_assert_num_queries(7):
        client.get(address(tour[0]))
