import pytest

from progress.models import Membership, Organisation, Profile
from tests.progress.staff import make_cast

pytestmark = pytest.mark.django_db
GOOD = {"name": "Anna Ny-Ås", "printed_name": "Anna Maria Ny-Ås", "language": "nb"}


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def anna(client, cast):
    client.force_login(cast.anna)
    return cast.anna


def text(response) -> str:
    return response.content.decode()


def schools_of(person) -> set[str]:
    from django.utils import timezone

    valid = Membership.objects.filter(person=person).valid_on(timezone.localdate())
    return set(valid.values_list("organisation__name", flat=True))


@pytest.mark.parametrize("door", ["", "join/", "leave/1/"])
def test_nobody_is_asked_to_sign_in(client, db, door):
    assert client.get(f"/my/profile/{door}").url.startswith("/accounts/login/")


@pytest.mark.parametrize("door", ["join/", "leave/1/"])
def test_looking_changes_nothing(client, anna, door):
    assert client.get(f"/my/profile/{door}").status_code == 405


def test_a_profile_is_made_when_it_is_first_looked_at(client, anna):
    Profile.objects.all().delete()
    assert client.get("/my/profile/").status_code == 200
    assert Profile.objects.get().person == anna


def test_one_changes_name_printed_name_and_language(client, anna):
    response = client.post("/my/profile/", GOOD)
    anna.refresh_from_db()
    assert (anna.name, anna.profile.printed_name, anna.profile.language) == tuple(GOOD.values())
    assert response.cookies["django_language"].value == "nb"
    assert 'lang="nb"' in text(client.get("/my/profile/"))


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "Anna 800101-1234"}, {"printed_name": "01018012345"},
              {"language": "fi"}, {"name": "x" * 201}],
)  # fmt: skip
def test_what_will_not_do_is_told_and_changes_nothing(client, anna, wrong):
    page = client.post("/my/profile/", GOOD | wrong)
    assert "summary-error" in text(page)
    anna.refresh_from_db()
    assert anna.name == "Anna Ås"


def test_nobody_protects_or_unprotects_themself(client, cast):
    client.force_login(cast.ylva)
    client.post("/my/profile/", GOOD | {"is_protected": "", "alias": "x"})
    cast.ylva.profile.refresh_from_db()
    assert cast.ylva.profile.is_protected
    assert cast.ylva.profile.alias == ""


def test_a_school_is_found_by_its_municipality_in_whatever_case(client, anna):
    page = text(client.get("/my/profile/", {"q": "PITEÅ"}))
    assert "Piteå kulturskola" in page
    page = text(client.get("/my/profile/", {"q": "norrbotten kulturskola"}))
    assert "Piteå kulturskola" in page


def test_one_may_belong_to_two_schools(client, cast, anna):
    client.post("/my/profile/join/", {"organisation": cast.county.pitea_school.pk})
    client.post("/my/profile/join/", {"organisation": cast.county.pitea_school.pk})
    assert schools_of(anna) == {"Luleå kulturskola", "Piteå kulturskola"}


def test_one_joins_as_a_teacher_whatever_is_asked(client, cast, anna):
    client.post(
        "/my/profile/join/", {"organisation": cast.county.pitea_school.pk, "role": "manager"}
    )
    assert set(anna.memberships.values_list("role", flat=True)) == {"teacher"}


@pytest.mark.parametrize("what", ["", "x", "999999"])
def test_there_is_no_joining_what_is_not_there(client, anna, what):
    assert client.post("/my/profile/join/", {"organisation": what}).status_code == 404


def test_what_is_no_more_cannot_be_joined(client, cast, anna):
    Organisation.objects.filter(name="Piteå kulturskola").update(valid_to="2020-01-01")
    response = client.post("/my/profile/join/", {"organisation": cast.county.pitea_school.pk})
    assert response.status_code == 404


def test_one_leaves_a_school_and_the_record_stays(client, anna):
    membership = anna.memberships.get()
    client.post(f"/my/profile/leave/{membership.pk}/")
    assert schools_of(anna) == set()
    assert Membership.objects.filter(pk=membership.pk).exists()


def test_who_left_may_come_back(client, cast, anna):
    client.post(f"/my/profile/leave/{anna.memberships.get().pk}/")
    client.post("/my/profile/join/", {"organisation": cast.county.lulea_school.pk})
    assert schools_of(anna) == {"Luleå kulturskola"}


def test_a_school_joined_today_by_mistake_is_as_if_never(client, cast, anna):
    client.post("/my/profile/join/", {"organisation": cast.county.pitea_school.pk})
    membership = anna.memberships.get(organisation=cast.county.pitea_school)
    client.post(f"/my/profile/leave/{membership.pk}/")
    assert not Membership.objects.filter(pk=membership.pk).exists()


def test_nobody_leaves_for_another(client, cast, anna):
    others = cast.bo.memberships.get()
    assert client.post(f"/my/profile/leave/{others.pk}/").status_code == 404
    assert schools_of(cast.bo) == {"Luleå kulturskola"}


def test_a_managers_part_is_not_ones_own_to_give_up(client, cast):
    client.force_login(cast.chief)
    assert client.post(f"/my/profile/leave/{cast.chief.memberships.get().pk}/").status_code == 404


def test_the_page_costs_the_same_however_much_is_found(
    client, cast, anna, django_assert_num_queries, django_assert_max_num_queries
):
    client.get("/my/profile/?q=piteå")
    with django_assert_max_num_queries(14) as few:
        client.get("/my/profile/?q=piteå")
    pitea = Organisation.objects.get(pk=cast.county.pitea.pk)
    for number in range(30):
        school = pitea.add_child(name=f"Skola {number}", kind="school")
        Membership.objects.create(person=anna, organisation=school)
    with django_assert_num_queries(len(few)):
        client.get("/my/profile/?q=piteå")
