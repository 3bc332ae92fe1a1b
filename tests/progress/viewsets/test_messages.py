import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from progress.models import Message, Profile
from tests.progress.mails import make_messages
from tests.progress.offers import NOW, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
INDEX = "messages:index"


@pytest.fixture
def admin(admin_client):
    return admin_client


@pytest.fixture
def as_editor(client):
    """Somebody in the admin, with these permissions and no others."""

    def sign_in(*codenames: str):
        editor = make_person("Eli Vik")
        wanted = ["access_admin", *codenames]
        editor.user_permissions.set(Permission.objects.filter(codename__in=wanted))
        client.force_login(editor)
        return client

    return sign_in


def page_of(client, **asked) -> str:
    return client.get(reverse(INDEX), asked).content.decode()


def test_it_says_what_failed_and_why(admin):
    make_messages(1, state="failed", error="550 no such user")
    page = page_of(admin)
    for part in ("Mail 0", "person0@example.org", "Failed", "550 no such user"):
        assert part in page
    assert reverse("messages:resend", args=[Message.objects.get().pk]) in page


def test_it_is_filtered_by_state_and_searched_by_address_and_subject(admin):
    make_messages(12)
    Message.objects.filter(subject="Mail 3").update(state="failed")
    failed = page_of(admin, state="failed")
    assert "person3@example.org" in failed
    assert "person4@example.org" not in failed
    assert "person4@example.org" in page_of(admin, q="PERSON4@")
    assert "person4@example.org" not in page_of(admin, q="Mail 5")


def test_one_is_looked_at_without_its_words_which_have_links_that_act(admin):
    [message] = make_messages(1, text="https://example.org/secret-link", state="failed")
    page = admin.get(reverse("messages:inspect", args=[message.pk])).content.decode()
    assert message.message_id.strip("<>") in page
    assert "secret-link" not in page


def test_what_is_known_of_one_is_named_in_the_readers_language(admin):
    [message] = make_messages(1, kind="registered")
    admin.cookies["django_language"] = "nn"
    page = admin.get(reverse("messages:inspect", args=[message.pk])).content.decode()
    for words in ("Emne", "Språk", "Du har ein plass", "Forsøk", "Neste forsøk", "Skriven"):
        assert words in page
    assert "Created at" not in page
    assert "Emne" in page_of(admin)


def test_nobody_writes_changes_or_deletes_one(admin):
    [message] = make_messages(1)
    for door in ("add", "edit", "delete", "copy"):
        path = f"{reverse(INDEX)}{door}/{message.pk}/"
        assert admin.get(path).status_code == 404
    assert admin.get(f"{reverse(INDEX)}new/").status_code == 404


def test_a_failed_one_is_sent_again_on_post_and_not_on_get(
    admin, django_capture_on_commit_callbacks
):
    [message] = make_messages(1, state="failed", error="refused", attempts=17)
    door = reverse("messages:resend", args=[message.pk])
    assert "refused" in admin.get(door).content.decode()
    assert Message.objects.get().state == "failed"
    with django_capture_on_commit_callbacks(execute=True):
        assert admin.post(door).status_code == 302
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == ("sent", 1, "")
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(door)
    assert [sent.extra_headers["Message-ID"] for sent in mail.outbox] == [message.message_id]


def test_all_failed_ones_are_sent_again_at_once(admin):
    make_messages(3, state="failed", attempts=17)
    Message.objects.filter(subject="Mail 0").update(state="sent", sent_at=NOW)
    door = reverse("messages:resend_all")
    assert "2 messages have failed" in admin.get(door).content.decode()
    assert admin.post(door).status_code == 302
    states = Message.objects.order_by("pk").values_list("state", "attempts")
    assert list(states) == [("sent", 17), ("waiting", 0), ("waiting", 0)]


def test_only_who_may_change_messages_sends_again(as_editor):
    [message] = make_messages(1, state="failed")
    editor = as_editor("view_message")
    assert editor.get(reverse(INDEX)).status_code == 200
    for door in (reverse("messages:resend", args=[message.pk]), reverse("messages:resend_all")):
        assert door not in page_of(editor)
        assert editor.post(door).status_code == 302
        assert Message.objects.get().state == "failed"


def test_who_may_see_no_messages_gets_no_list_and_no_warning(as_editor):
    make_messages(1, state="failed")
    editor = as_editor()
    assert editor.get(reverse(INDEX)).status_code == 302
    assert "could not be sent" not in editor.get(reverse("wagtailadmin_home")).content.decode()


def test_a_stranger_is_asked_to_sign_in(client):
    for door in (reverse(INDEX), reverse("messages:resend_all")):
        assert client.post(door).status_code == 302


def test_a_protected_identity_is_seen_by_who_keeps_the_profiles_alone(as_editor):
    [message] = make_messages(1, state="failed")
    Profile.objects.create(person=message.person, is_protected=True)
    editor = as_editor("view_message", "change_message")
    assert message.to not in page_of(editor)
    for door in ("inspect", "resend"):
        assert editor.get(reverse(f"messages:{door}", args=[message.pk])).status_code == 404
    editor.logout()


def test_who_keeps_the_profiles_sees_it(as_editor):
    [message] = make_messages(1, state="failed")
    Profile.objects.create(person=message.person, is_protected=True)
    assert message.to in page_of(as_editor("view_message", "change_profile"))


def test_the_dashboard_warns_while_some_have_failed(admin):
    home = reverse("wagtailadmin_home")
    assert "could not be sent" not in admin.get(home).content.decode()
    make_messages(2, state="failed")
    page = admin.get(home).content.decode()
    assert "2 messages could not be sent." in page
    assert f"{reverse(INDEX)}?state=failed" in page


def test_it_costs_the_same_at_one_row_and_at_thirty(admin):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            page_of(admin)
        return len(asked)

    make_messages(30, state="failed")
    cost()
    thirty = cost()
    Message.objects.filter(pk__in=Message.objects.values("pk")[1:]).delete()
    assert Message.objects.count() == 1
    assert cost() == thirty <= 12


def test_a_thousand_are_paged_and_sorted(admin):
    make_messages(1000)
    assert page_of(admin).count("@example.org</") <= 60
    assert "person999@example.org" in page_of(admin, ordering="-to")
    assert admin.get(reverse(INDEX), {"p": 20}).status_code == 200
