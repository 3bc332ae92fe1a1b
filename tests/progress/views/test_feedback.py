import json
import uuid
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document

from courses.models import Occasion
from progress.models import Feedback, OccasionStaff
from progress.rules.feedback import takes_views
from tests.progress.offers import make_course, make_occasion, make_person, make_pool
from tests.progress.packages import site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = date(2023, 4, 28)


@pytest.fixture
def occasion():
    occasion = make_occasion(
        make_course(
            published_on=date(2023, 1, 1),
            body=[
                {
                    "type": "video",
                    "value": {"title": "The seminar", "url": "https://example.org/film.mp4"},
                }
            ],
        ),
        begins_on=date(2023, 4, 27),
        recording="https://example.org/recording",
    )
    make_pool(occasion)
    return occasion


def form(occasion) -> str:
    return reverse("progress:feedback", args=[occasion.pk])


def test_acc_s4_7_the_recording_and_the_form_are_reached_without_login(client, occasion):
    site()
    page = occasion.course
    captions = Document.objects.create(
        title="Captions",
        file=ContentFile(b"WEBVTT\n\n00:00.000 --> 00:02.000\nHei.\n", "opptak.vtt"),
    )
    film = {"url": "https://example.org/opptak.mp4", "title": "Opptak", "captions": captions.pk}
    page.body = json.dumps([{"type": "video", "id": str(uuid.uuid4()), "value": film}])
    page.save_revision().publish()
    shown = client.get(page.get_url()).content.decode()
    assert 'href="https://example.org/recording"' in shown
    assert '<source src="https://example.org/opptak.mp4">' in shown
    assert f'<track kind="captions" src="{captions.url}"' in shown
    assert b"".join(client.get(captions.url).streaming_content).startswith(b"WEBVTT")
    assert f'href="{form(occasion)}"' in shown
    assert client.get(form(occasion)).status_code == 200
    sent = {"text": "More song, <b>please</b>.", "group": "Kulturskolen i Bø"}
    thanks = client.post(form(occasion), sent, follow=True)
    assert "Thank you" in thanks.content.decode()
    kept = Feedback.objects.get()
    assert (kept.text, kept.group) == (sent["text"], sent["group"])
    liv = make_person("Liv Sand")
    OccasionStaff.objects.create(person=liv, occasion=occasion)
    client.force_login(liv)
    read = client.get(reverse("progress:feedback_list", args=[occasion.pk])).content.decode()
    assert "More song, &lt;b&gt;please&lt;/b&gt;." in read


@pytest.mark.parametrize(
    ("state", "ends_on", "taken"),
    [
        ("open", date(2023, 4, 27), True),
        ("open", TODAY, False),
        ("finished", TODAY, True),
        ("finished", None, True),
        ("closed", None, False),
        ("cancelled", date(2023, 4, 27), False),
        ("postponed", date(2023, 4, 27), False),
    ],
)
def test_views_are_taken_in_once_it_is_over(state, ends_on, taken):
    assert takes_views(state, ends_on, TODAY) is taken


def test_before_it_is_over_there_is_no_form(client, occasion):
    Occasion.objects.update(ends_on=date(2099, 1, 1))
    assert client.get(form(occasion), follow=True).status_code == 404
    assert client.post(form(occasion), {"text": "x"}).status_code == 404
    assert not Feedback.objects.exists()


def test_a_program_that_fills_in_every_field_is_thanked_and_forgotten(client, occasion):
    sent = {"text": "Buy", "website": "https://example.org/"}
    assert client.post(form(occasion), sent).status_code == 302
    assert not Feedback.objects.exists()


@pytest.mark.parametrize("text", ["", "  ", "x" * 5001])
def test_empty_or_endless_views_are_not_kept(client, occasion, text):
    assert "text" in client.post(form(occasion), {"text": text}).context["form"].errors
    assert not Feedback.objects.exists()


def test_after_five_from_one_place_the_next_waits(client, occasion):
    for _ in range(5):
        assert client.post(form(occasion), {"text": "Good"}).status_code == 302
    said = client.post(form(occasion), {"text": "Good"})
    assert "Wait a while" in said.content.decode()
    assert Feedback.objects.count() == 5
    assert client.post(form(occasion), {"text": "Good"}, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_the_list_is_for_the_desk_and_a_file(client, occasion):
    url = reverse("progress:feedback_list", args=[occasion.pk])
    assert client.get(url).status_code == 302
    client.force_login(make_person())
    assert client.get(url).status_code == 403
    liv = make_person("Liv Sand")
    OccasionStaff.objects.create(person=liv, occasion=occasion)
    client.force_login(liv)
    assert "No views yet" in client.get(url).content.decode()
    Feedback.objects.create(occasion=occasion, text="=1+1", group="Bø")
    lines = client.get(f"/leading/{occasion.pk}/feedback.csv").getvalue().decode()
    assert "'=1+1" in lines
    assert client.post(url).status_code == 405


def test_the_list_costs_the_same_at_one_and_at_thirty(client, occasion, django_assert_num_queries):
    liv = make_person("Liv Sand")
    OccasionStaff.objects.create(person=liv, occasion=occasion)
    client.force_login(liv)
    url = reverse("progress:feedback_list", args=[occasion.pk])
    Feedback.objects.create(occasion=occasion, text="One")
    client.get(url)
    for _ in range(2):
        with django_assert_num_queries(8):
            client.get(url)
        for number in range(29):
            Feedback.objects.create(occasion=occasion, text=str(number))
