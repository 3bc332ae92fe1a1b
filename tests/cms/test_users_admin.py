import pytest

from cms.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return User.objects.create_user("anna@example.org", "a long passphrase", name="Anna Ås")


def test_a_user_is_added_by_name_and_address_and_sets_a_password_by_the_link(admin_client):
    admin_client.post("/admin/users/new/", {"name": "Ny Person", "email": "Ny@Example.org"})
    new = User.objects.get(email="ny@example.org")
    assert new.name == "Ny Person"
    assert not new.has_usable_password()


def test_a_user_is_changed_and_can_be_made_inactive(admin_client, anna):
    form = {"name": "Anna Ny", "email": "anna@example.org"}
    assert admin_client.post(f"/admin/users/edit/{anna.pk}/", form).status_code == 302
    anna.refresh_from_db()
    assert (anna.name, anna.is_active) == ("Anna Ny", False)
    assert anna.check_password("a long passphrase")


def test_an_address_is_one_persons_whatever_its_case(admin_client, anna):
    page = admin_client.post("/admin/users/new/", {"name": "X", "email": "ANNA@example.org"})
    assert "email" in page.context["form"].errors


@pytest.mark.parametrize(
    "door", ["", "?q=anna", "new/", "edit/{pk}/", "delete/{pk}/", "history/{pk}/"]
)
def test_no_page_of_users_fails(admin_client, anna, door):
    assert admin_client.get("/admin/users/" + door.format(pk=anna.pk)).status_code == 200


def test_a_user_is_found_by_name(admin_client, anna):
    assert "Anna Ås" in admin_client.get("/admin/users/?q=anna").content.decode()


def test_ones_own_name_is_changed_on_ones_account_in_the_admin(admin_client, admin_user):
    page = admin_client.get("/admin/account/").content.decode()
    assert "name_email-name" in page
    assert "first_name" not in page


def test_the_admin_is_signed_in_to_on_the_sites_own_page(client, anna):
    assert client.get("/admin/").url == "/accounts/login/?next=/admin/"
    client.force_login(anna)
    refused = client.get("/admin/", follow=True)
    assert refused.redirect_chain[-1][0] == "/my/"
