"""The numbers before and after a venue is cancelled say how many people are told: each once, and
who is named in a registered group too."""

import re
from datetime import date

import pytest

from courses.models import Meeting
from progress.actions.cancel_venue import cancel_venue
from progress.actions.join_group import join_group
from progress.actions.register import register
from progress.models import Message, Organisation, Registration
from tests.progress.offers import NOW, make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "audited")]


@pytest.fixture
def occasion():
    occasion = make_occasion()
    Meeting.objects.create(occasion=occasion, day=date(2023, 4, 27))
    return occasion


def make_group(pool, leader, *names: str, headcount: int = 4):
    group = register(
        person=leader, pool=pool, headcount=headcount, group_name="Vi", wait=True, now=NOW
    )
    for name in names:
        person = Message._meta.get_field("person").related_model.objects.filter(name=name).first()
        join_group(registration=group, person=person or make_person(name), now=NOW)
    return group


def people_told(of) -> tuple[int, int]:
    """As the deed says, and as the mails say that it wrote."""
    before = set(Message.objects.values_list("pk", flat=True))
    done = of()
    new = Message.objects.exclude(pk__in=before)
    return done.told, new.values("person").distinct().count()


@pytest.fixture
def here(occasion):
    """Lea's group of four has all seats, with two names beside hers; Bo's group of four waits."""
    pool = make_pool(occasion, 4, kind="group", name="Egen gruppe")
    lea = make_person("Lea Leder")
    make_group(pool, lea, "Lea Leder", "Ane Berg", "Cia Ek")
    assert make_group(pool, make_person("Bo Dahl"), "Dag Fos", "Ane Berg").state == "queued"
    return pool


def test_where_all_choose(here):
    plan = cancel_venue(venue=here.venue, by=None, dry_run=True, now=NOW)
    done = people_told(lambda: cancel_venue(venue=here.venue, by=None, now=NOW))
    # Lea, Bo, Cia, Dag and, though she is named twice, Ane.
    assert (plan.told, *done) == (5, 5, 5)
    assert (plan.choosing, plan.choosing_people, plan.waiting) == (1, 4, 1)


def test_where_they_are_moved_and_leave_a_group_that_waited_there(occasion, here):
    there = make_pool(occasion, 4, kind="group", name="Hos naboen")
    make_group(there, make_person("Eva Full"))
    lea = Registration.objects.get(person__name="Lea Leder")
    assert make_group(there, lea.person, "Finn Dal").state == "queued"
    type(there).objects.filter(pk=there.pk).update(capacity=8)
    said = {"venue": here.venue, "by": None, "move_to": there.venue, "now": NOW}
    plan = cancel_venue(dry_run=True, **said)
    done = people_told(lambda: cancel_venue(**said))
    assert plan.moved == 1
    assert (plan.told, *done) == (6, 6, 6)
    assert Message.objects.get(kind="group_gone").person.name == "Finn Dal"


def test_who_is_named_in_a_group_that_waited_hears_of_it_though_its_leader_is_told_more(occasion):
    venue = {"kind": "group", "name": "Egen gruppe"}
    seats = make_pool(occasion, 2, **venue)
    queue = make_pool(occasion, 2, role="observer", **venue)
    lea = make_person("Lea Leder")
    make_group(seats, lea, headcount=2)
    make_group(queue, make_person("Eva Full"), headcount=2)
    assert make_group(queue, lea, "Ane Berg", headcount=2).state == "queued"
    plan = cancel_venue(venue=seats.venue, by=None, dry_run=True, now=NOW)
    done = people_told(lambda: cancel_venue(venue=seats.venue, by=None, now=NOW))
    assert (plan.told, *done) == (3, 3, 3)
    assert Message.objects.get(kind="cancelled").person.name == "Ane Berg"


def test_an_organisation_has_no_address_and_is_to_be_told(occasion):
    pool = make_pool(occasion, 3)
    register(person=make_person(), pool=pool, now=NOW)
    plan = cancel_venue(venue=pool.venue, by=None, dry_run=True, now=NOW)
    assert (plan.told, plan.without_address) == (1, 0)
    school = Organisation.add_root(name="Kulturskolen", kind="school")
    Registration.objects.update(person=None, organisation=school)
    plan = cancel_venue(venue=pool.venue, by=None, dry_run=True, now=NOW)
    assert (plan.told, plan.without_address) == (0, 1)
    Registration.objects.update(person=make_person("Bo Dahl"), organisation=None)
    Message.objects.update(person=Registration.objects.get().person)


def test_who_has_a_place_of_their_own_too_gets_one_mail_with_every_entry(occasion, here):
    """Ane is in Lea's group and in Bo's, which waits; Gro has a seat beside, and is in Lea's."""
    gro = make_person("Gro Hansen")
    observers = make_pool(occasion, 1, role="observer", kind="group", name="Egen gruppe")
    register(person=gro, pool=observers, headcount=1, group_name="Oss", now=NOW)
    join_group(registration=Registration.objects.get(person__name="Lea Leder"), person=gro, now=NOW)
    plan = cancel_venue(venue=here.venue, by=None, dry_run=True, now=NOW)
    before = set(Message.objects.values_list("pk", flat=True))
    done = cancel_venue(venue=here.venue, by=None, now=NOW)
    mails = Message.objects.exclude(pk__in=before)
    assert sorted(mails.values_list("person__name", "kind")) == [
        ("Ane Berg", "group_chooses"),
        ("Bo Dahl", "cancelled"),
        ("Cia Ek", "group_chooses"),
        ("Dag Fos", "cancelled"),
        ("Gro Hansen", "needs_choice"),
        ("Lea Leder", "needs_choice"),
    ]
    assert (plan.told, done.told) == (6, 6)
    # Her own entry and the group's leave her calendar by the same mail.
    assert len(set(re.findall(r"^UID:.*$", mails.get(person=gro).calendar, re.MULTILINE))) == 2
