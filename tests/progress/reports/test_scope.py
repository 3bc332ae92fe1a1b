from datetime import timedelta

import pytest

from progress.models import Membership, Organisation
from progress.reports.scope import scope_of
from tests.progress.staff import TODAY, make_cast, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


def seen_by(manager) -> set[str]:
    return {person.name for person in scope_of(manager, TODAY).people()}


def test_a_manager_sees_their_own_school_and_nobody_elses(cast):
    assert seen_by(cast.chief) == {"Anna Ås", "Bo Ek", "Didrik Två", "Luleå Chef"}
    assert seen_by(cast.other_chief) == {"Cia Ö", "Didrik Två", "Piteå Chef"}


def test_a_coordinator_sees_all_below_the_county(cast):
    assert len(seen_by(cast.coordinator)) == 7


def test_a_teacher_sees_nobody(cast):
    assert seen_by(cast.anna) == set()


def test_a_protected_identity_is_counted_and_not_listed(cast):
    scope = scope_of(cast.chief, TODAY)
    assert "Ylva Skyddad" not in seen_by(cast.chief)
    assert scope.count_protected() == 1


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "sees"),
    [
        (None, None, True),
        (TODAY, None, True),
        (TODAY + timedelta(days=1), None, False),
        (None, TODAY, False),
        (None, TODAY + timedelta(days=1), True),
    ],
)
def test_a_managers_part_begins_and_ends_on_its_day(cast, valid_from, valid_to, sees):
    Membership.objects.filter(person=cast.chief).update(valid_from=valid_from, valid_to=valid_to)
    assert bool(seen_by(cast.chief)) is sees


def test_who_has_left_the_school_is_no_longer_seen(cast):
    Membership.objects.filter(person=cast.anna).update(valid_to=TODAY)
    assert "Anna Ås" not in seen_by(cast.chief)


def test_a_neighbour_whose_path_begins_alike_stays_outside(cast):
    """Paths are compared as ranges: the twelfth municipality is not below the first."""
    county = Organisation.objects.get(name="Norrbotten")
    for number in range(12):
        school = county.add_child(name=f"Kommun {number}", kind="municipality")
        make_member(f"Lärare {number}", school)
        county.refresh_from_db()
    assert seen_by(cast.chief) == {"Anna Ås", "Bo Ek", "Didrik Två", "Luleå Chef"}


def test_nobody_is_counted_twice_by_two_parts_above_one_another(cast):
    Membership.objects.create(
        person=cast.coordinator, organisation=cast.county.lulea, role="manager"
    )
    assert len(scope_of(cast.coordinator, TODAY).paths) == 1


def test_asking_for_anothers_organisation_gives_nothing(cast):
    scope = scope_of(cast.chief, TODAY).below(cast.county.pitea_school)
    assert not scope.people()


def test_the_word_of_the_queryset_says_the_same(cast):
    visible = Membership.objects.visible_to(cast.chief, on=TODAY)
    assert {m.organisation.name for m in visible} == {"Luleå kulturskola"}
