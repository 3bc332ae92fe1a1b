import re

import pytest
from django.contrib.auth.models import Permission
from django.core import mail

from cms.models import SignUp, User
from progress.models import Membership, OccasionStaff, Organisation, Profile
from tests.progress.offers import make_occasion

pytestmark = pytest.mark.django_db

PASSWORD = "onward and onward"
ANNA = {"name": "Anna Ås", "email": "Anna@example.org", "language": "nb", "password": PASSWORD}


@pytest.fixture(autouse=True)
def _on_commit_at_once(monkeypatch):
    """The test's own transaction never commits: what waits for that happens at once."""
    from django.db import transaction

    monkeypatch.setattr(transaction, "on_commit", lambda then, **how: then())


@pytest.fixture
def anna():
    return User.objects.create_user("anna@example.org", PASSWORD, name="Anna Ås")


def link_in(message) -> str:
    return re.search(r"https?://[^/\s]+(/accounts/\S+)", message.body).group(1)


def sign_in(client, email="anna@example.org", password=PASSWORD, **more):
    return client.post("/accounts/login/", {"username": email, "password": password, **more})


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


# Signing up


def test_no_account_stands_before_the_address_is_confirmed(client):
    client.post("/accounts/signup/", ANNA)
    assert not User.objects.exists()
    assert not is_signed_in(client)
    assert sign_in(client).status_code == 200


def test_a_link_confirms_the_address_and_the_account_is_there(client):
    client.post("/accounts/signup/", ANNA)
    client.post(link_in(mail.outbox[0]))
    anna = User.objects.get(email="anna@example.org")
    assert anna.email_confirmed_at
    assert anna.profile.language == "nb"
    assert sign_in(client).status_code == 302


def test_opening_the_link_confirms_nothing_for_a_mail_scanner_opens_it_too(client):
    client.post("/accounts/signup/", ANNA)
    page = client.get(link_in(mail.outbox[0]))
    assert "<button" in page.content.decode()
    assert not User.objects.exists()


def test_a_link_works_once_and_a_wrong_one_never(client):
    client.post("/accounts/signup/", ANNA)
    link = link_in(mail.outbox[0])
    client.post(link)
    assert client.post(link).status_code == 410
    assert client.get("/accounts/confirm/wrong/").status_code == 410


def test_a_link_is_too_old_after_its_days(client, settings):
    client.post("/accounts/signup/", ANNA)
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert client.post(link_in(mail.outbox[0])).status_code == 410


def test_who_signs_up_last_has_the_only_link_that_works(client):
    """Nobody lays down a password for another's address and waits for them to confirm it."""
    client.post("/accounts/signup/", ANNA | {"password": "a thief's own password"})
    client.post("/accounts/signup/", ANNA)
    thief, anna = (link_in(message) for message in mail.outbox)
    assert client.post(thief).status_code == 410
    client.post(anna)
    assert User.objects.get().check_password(PASSWORD)


def test_an_address_that_has_an_account_gets_word_and_the_page_says_the_same(client, anna):
    known = client.post("/accounts/signup/", ANNA)
    unknown = client.post("/accounts/signup/", ANNA | {"email": "ny@example.org"})
    assert known.url == unknown.url
    assert [message.to for message in mail.outbox] == [["anna@example.org"], ["ny@example.org"]]
    assert "/accounts/login/" in mail.outbox[0].body
    assert not SignUp.objects.filter(email="anna@example.org").exists()


def test_who_was_imported_while_the_link_was_on_its_way_keeps_one_account(client):
    client.post("/accounts/signup/", ANNA)
    imported = User.objects.create(email="anna@example.org", name="Anna", password="!")
    client.post(link_in(mail.outbox[0]))
    assert User.objects.get() == imported
    assert sign_in(client).status_code == 302


def test_the_link_is_sent_again_to_who_asks(client):
    client.post("/accounts/signup/", ANNA)
    client.post("/accounts/confirm/again/", {"email": "anna@example.org"})
    client.post("/accounts/confirm/again/", {"email": "nobody@example.org"})
    assert len(mail.outbox) == 2
    client.post(link_in(mail.outbox[1]))
    assert User.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "12345678"},
        {"password": "anna@example.org"},
        {"email": "no address"},
        {"name": "Anna 19800101-1234"},
        {"name": ""},
        {"language": "fi"},
    ],
)
def test_a_sign_up_that_will_not_do_sends_nothing(client, wrong):
    page = client.post("/accounts/signup/", ANNA | wrong)
    assert page.status_code == 200
    assert "summary-error" in page.content.decode()
    assert not mail.outbox


def test_mails_are_in_the_persons_language_as_text_and_html(client):
    client.post("/accounts/signup/", ANNA)
    message = mail.outbox[0]
    html = message.alternatives[0]
    assert html.mimetype == "text/html"
    assert 'lang="nb"' in html.content
    assert link_in(message) in html.content


def test_a_stranger_cannot_fill_somebodys_mailbox(client):
    for _ in range(10):
        client.post("/accounts/signup/", ANNA)
        client.post("/accounts/password/", {"email": "anna@example.org"})
    assert len(mail.outbox) <= 4


# Signing in and out


def test_one_signs_in_by_address_in_whatever_case(client, anna):
    assert sign_in(client, "ANNA@example.org").status_code == 302
    assert is_signed_in(client)


def test_a_wrong_password_and_an_unknown_address_are_told_alike(client, anna):
    wrong = sign_in(client, password="wrong").content.decode()
    unknown = sign_in(client, "nobody@example.org").content.decode()
    sentence = re.compile(r"summary-error.*?</ul>", re.DOTALL)
    assert sentence.search(wrong).group() == sentence.search(unknown).group()


def test_after_many_wrong_passwords_the_right_one_waits_too(client, anna):
    for _ in range(8):
        sign_in(client, password="wrong")
    assert sign_in(client).status_code == 200
    assert not is_signed_in(client)


def test_another_person_at_the_same_place_can_still_sign_in(client, anna):
    for _ in range(8):
        sign_in(client, "bo@example.org", "wrong")
    assert sign_in(client).status_code == 302


def test_signing_out_is_a_button(client, anna):
    client.force_login(anna)
    assert client.get("/accounts/logout/").status_code == 405
    client.post("/accounts/logout/")
    assert not is_signed_in(client)


def test_the_language_of_the_profile_is_active_after_sign_in(client, anna):
    Profile.objects.create(person=anna, language="nn")
    sign_in(client)
    assert client.cookies["django_language"].value == "nn"
    assert 'lang="nn"' in client.get("/my/profile/").content.decode()


def test_who_comes_from_a_page_in_a_language_signs_in_in_it(client):
    assert 'lang="nb"' in client.get("/accounts/login/?next=/nb/kurs/").content.decode()


def test_the_menu_of_languages_keeps_the_choice(client):
    response = client.get("/accounts/language/nn/?next=/accounts/login/")
    assert response.url == "/accounts/login/"
    assert 'lang="nn"' in client.get("/accounts/login/").content.decode()
    assert client.get("/accounts/language/xx/?next=//evil.example").url == "/accounts/landing/"


# Landing


def test_each_lands_where_they_belong(client, anna):
    client.force_login(anna)
    assert client.get("/accounts/landing/").url == "/my/"
    school = Organisation.add_root(name="Skolan", kind="school")
    Membership.objects.create(person=anna, organisation=school, role="manager")
    assert client.get("/accounts/landing/").url == "/reports/"
    OccasionStaff.objects.create(person=anna, occasion=make_occasion())
    assert client.get("/accounts/landing/").url == "/leading/"
    anna.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert client.get("/accounts/landing/").url == "/admin/"


def test_where_one_wanted_to_go_is_gone_to_if_it_is_here(client, anna):
    assert sign_in(client, next="/my/profile/").url == "/my/profile/"
    assert client.get("/accounts/landing/?next=/my/profile/").url == "/my/profile/"
    assert client.get("/accounts/landing/?next=https://evil.example/").url == "/my/"


def test_nobody_lands_without_signing_in(client):
    assert client.get("/accounts/landing/").url.startswith("/accounts/login/")


# Passwords


def test_who_was_imported_sets_a_password_by_the_link(client):
    User.objects.create(email="anna@example.org", name="Anna Ås", password="!imported")
    client.post("/accounts/password/", {"email": "anna@example.org"})
    page = client.get(link_in(mail.outbox[0]), follow=True)
    client.post(page.request["PATH_INFO"], {"new_password1": PASSWORD, "new_password2": PASSWORD})
    anna = User.objects.get()
    assert anna.check_password(PASSWORD)
    assert anna.email_confirmed_at


def test_the_page_does_not_tell_who_has_an_account(client, anna):
    known = client.post("/accounts/password/", {"email": "anna@example.org"})
    unknown = client.post("/accounts/password/", {"email": "nobody@example.org"})
    assert known.url == unknown.url
    assert len(mail.outbox) == 1


def test_an_account_that_was_closed_gets_no_link(client, anna):
    User.objects.update(is_active=False)
    client.post("/accounts/password/", {"email": "anna@example.org"})
    assert not mail.outbox


def test_a_used_link_offers_a_new_one(client, anna):
    client.post("/accounts/password/", {"email": "anna@example.org"})
    link = link_in(mail.outbox[0])
    anna.set_password("another one")
    anna.save()
    assert "/accounts/password/" in client.get(link, follow=True).content.decode()


def test_the_password_is_changed_by_who_knows_the_old_one(client, anna):
    client.force_login(anna)
    new = {"new_password1": "more and more onward", "new_password2": "more and more onward"}
    client.post("/accounts/password/change/", {"old_password": "wrong"} | new)
    assert User.objects.get().check_password(PASSWORD)
    response = client.post("/accounts/password/change/", {"old_password": PASSWORD} | new)
    assert response.url == "/my/profile/"
    assert is_signed_in(client)


def test_no_link_that_opens_an_account_is_kept_in_the_database(client, anna):
    from progress.models import Message

    client.post("/accounts/password/", {"email": "anna@example.org"})
    assert not Message.objects.exists()
