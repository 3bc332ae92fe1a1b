import pytest
from django.contrib.auth.models import Permission

from progress.models import Membership, Organisation, Profile
from tests.progress.staff import make_cast, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def keeper(client, cast):
    """Keeps organisations and memberships, but not the profiles."""
    person = make_member("Registrator Ek")
    codes = ["access_admin"]
    for model in ("organisation", "membership"):
        codes += [f"{verb}_{model}" for verb in ("add", "change", "delete")]
    person.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client.force_login(person)
    return client


def text(response) -> str:
    return response.content.decode()


DOORS = (
    "/admin/organisations/", "/admin/organisations/new/", "/admin/memberships/",
    "/admin/memberships/new/", "/admin/profiles/", "/admin/profiles/new/",
    "/admin/person_chooser/", "/admin/organisation_chooser/",
)  # fmt: skip


@pytest.mark.parametrize("who", ["anna", "chief", "coordinator"])
def test_teachers_and_managers_do_not_come_in(client, cast, who):
    client.force_login(getattr(cast, who))
    assert {client.get(door).status_code for door in DOORS} == {302}


def test_an_administrator_passes_all_doors(admin_client, cast):
    assert {admin_client.get(door).status_code for door in DOORS} == {200}


def test_who_keeps_no_profiles_comes_to_none(keeper):
    assert keeper.get("/admin/profiles/").status_code == 302


def test_the_tree_is_listed_in_its_order_and_set_in(keeper):
    page = text(keeper.get("/admin/organisations/"))
    assert page.index("Norrbotten") < page.index("\u2003Luleå") < page.index("\u2003\u2003Luleå k")


def test_an_organisation_is_found_in_whatever_case(keeper):
    page = text(keeper.get("/admin/organisations/?q=LULEÅ"))
    assert "Luleå kulturskola" in page
    assert "Piteå kulturskola" not in page


def test_one_is_added_below_another(keeper, cast):
    form = {"name": "Gammelstads musikskola", "kind": "school", "parent": cast.county.lulea.pk}
    assert keeper.post("/admin/organisations/new/", form).status_code == 302
    added = Organisation.objects.get(name="Gammelstads musikskola")
    assert added.get_parent().name == "Luleå"
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_one_is_moved_with_all_below_it(keeper, cast):
    lulea = cast.county.lulea
    form = {"name": "Luleå", "kind": "municipality", "parent": cast.county.pitea.pk}
    keeper.post(f"/admin/organisations/edit/{lulea.pk}/", form)
    school = Organisation.objects.get(name="Luleå kulturskola")
    assert [node.name for node in school.get_ancestors()] == ["Norrbotten", "Piteå", "Luleå"]
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_one_can_be_moved_to_the_top(keeper, cast):
    form = {"name": "Luleå", "kind": "municipality", "parent": ""}
    keeper.post(f"/admin/organisations/edit/{cast.county.lulea.pk}/", form)
    assert Organisation.objects.get(name="Luleå").depth == 1


@pytest.mark.parametrize("below", ["lulea", "lulea_school"])
def test_none_is_moved_below_itself(keeper, cast, below):
    form = {"name": "Luleå", "kind": "municipality", "parent": getattr(cast.county, below).pk}
    page = keeper.post(f"/admin/organisations/edit/{cast.county.lulea.pk}/", form)
    assert "parent" in page.context["form"].errors


def test_one_with_records_stays_and_says_why(keeper, cast):
    school = cast.county.lulea_school
    page = keeper.post(f"/admin/organisations/delete/{school.pk}/", follow=True)
    assert Organisation.objects.filter(pk=school.pk).exists()
    assert "Luleå kulturskola" in text(page)
    assert any("Luleå kulturskola" in str(said) for said in page.context["messages"])


def test_one_without_records_may_go(keeper, cast):
    empty = Organisation.objects.get(pk=cast.county.county.pk).add_child(name="Tom", kind="other")
    keeper.post(f"/admin/organisations/delete/{empty.pk}/")
    assert not Organisation.objects.filter(name="Tom").exists()
    assert Organisation.find_problems() == ([], [], [], [], [])


def test_a_manager_is_made_here(keeper, cast):
    form = {"person": cast.anna.pk, "organisation": cast.county.lulea.pk, "role": "manager"}
    assert keeper.post("/admin/memberships/new/", form).status_code == 302
    assert Membership.objects.filter(person=cast.anna, role="manager").exists()


def test_a_membership_that_ends_before_it_begins_is_refused(keeper, cast):
    form = {
        "person": cast.anna.pk, "organisation": cast.county.lulea.pk, "role": "manager",
        "valid_from": "2026-12-01", "valid_to": "2026-11-01",
    }  # fmt: skip
    page = keeper.post("/admin/memberships/new/", form)
    assert "valid_to" in page.context["form"].errors


@pytest.mark.parametrize("door", ["/admin/memberships/", "/admin/person_chooser/results/?q=Ylva"])
def test_a_protected_identity_is_seen_by_who_keeps_the_profiles_alone(
    keeper, admin_client, cast, door
):
    assert "Ylva Skyddad" not in text(keeper.get(door))
    assert "Ylva Skyddad" in text(admin_client.get(door))


def test_a_person_is_found_by_name_and_by_address(keeper):
    for words in ("ÅS anna", "anna.ås@", "anna"):
        assert "Anna Ås" in text(keeper.get("/admin/person_chooser/results/", {"q": words}))


def test_an_organisation_is_found_by_its_municipality(keeper):
    page = text(keeper.get("/admin/organisation_chooser/results/", {"q": "piteå"}))
    assert "Piteå kulturskola" in page


def test_a_protected_identity_needs_an_alias(admin_client, cast):
    profile = Profile.objects.get(person=cast.bo)
    form = {"person": cast.bo.pk, "printed_name": "", "language": "sv", "is_protected": "on"}
    page = admin_client.post(f"/admin/profiles/edit/{profile.pk}/", form)
    assert "alias" in page.context["form"].errors
    admin_client.post(f"/admin/profiles/edit/{profile.pk}/", form | {"alias": "B."})
    profile.refresh_from_db()
    assert profile.is_protected


@pytest.mark.parametrize(
    "door", ["/admin/organisations/", "/admin/memberships/", "/admin/profiles/"]
)
def test_a_listing_costs_the_same_at_one_and_at_thirty_rows(
    admin_client, cast, door, django_assert_num_queries, django_assert_max_num_queries
):
    admin_client.get(door)
    with django_assert_max_num_queries(25) as few:
        admin_client.get(door)
    county = Organisation.objects.get(pk=cast.county.county.pk)
    for number in range(30):
        make_member(f"Lärare {number}", county.add_child(name=f"Skola {number}", kind="school"))
    with django_assert_num_queries(len(few)):
        admin_client.get(door)


@pytest.mark.parametrize(
    ("path", "heads"),
    [
        ("/admin/organisations/", ("Namn", "Høyrer til", "Gyldig frå")),
        ("/admin/memberships/", ("E-postadresse", "Rolle", "Gyldig frå")),
        ("/admin/profiles/", ("E-postadresse", "Adressesperre")),
    ],
)
def test_a_listing_is_headed_in_the_readers_language(admin_client, cast, path, heads):
    admin_client.cookies["django_language"] = "nn"
    page = text(admin_client.get(path))
    for head in heads:
        assert head in page
    assert "Gäller" not in page
    assert "Tree name" not in page
