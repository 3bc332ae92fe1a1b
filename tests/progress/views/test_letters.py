from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from progress.actions.register import register
from progress.actions.write_letter import write_letter
from progress.models import Letter, Message, OccasionStaff
from progress.reports.audit import audit
from tests.progress.desk import make_organiser
from tests.progress.offers import make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SOON = timezone.now() + timedelta(days=30)
LETTER = {"to": "seated", "subject": "Bring a recorder", "text": "And see https://example.org/map"}


@pytest.fixture
def occasion():
    return make_occasion(begins_on=SOON.date(), ends_on=SOON.date())


@pytest.fixture
def oslo(occasion):
    return make_pool(occasion, None)


@pytest.fixture
def liv(client, occasion):
    person = make_person("Liv Sand")
    OccasionStaff.objects.create(person=person, occasion=occasion)
    client.force_login(person)
    return person


@pytest.fixture(autouse=True)
def _audited():
    yield
    assert list(audit()) == []


def address(occasion, name="letters", *args) -> str:
    return reverse(f"progress:{name}", args=[occasion.pk, *args])


def test_it_is_looked_at_first_and_then_sent_once(client, occasion, oslo, liv):
    register(person=make_person("Bo Dahl"), pool=oslo)
    looked = client.post(address(occasion, "new_letter"), LETTER | {"preview": "1"})
    page = looked.content.decode()
    assert "1 person gets it as things are now." in page
    assert "Hello Liv" in page
    assert not Letter.objects.exists()
    sent = client.post(address(occasion, "new_letter"), LETTER | {"send": "1"})
    assert sent.url == address(occasion)
    assert Message.objects.filter(kind="letter").get().to == "bo.dahl@example.org"
    row = client.get(address(occasion)).context["rows"][0][0]
    assert (row.written, row.failed) == (1, 0)


def test_the_number_is_of_people_at_the_venue_and_in_the_role(client, occasion, oslo, liv):
    bergen = make_pool(occasion, None, name="Bergen")
    register(person=make_person("Bo Dahl"), pool=oslo)
    for name in ("Ane", "Siw"):
        register(person=make_person(name), pool=bergen)
    sent = LETTER | {"venue": bergen.venue_id, "preview": "1"}
    assert client.post(address(occasion, "new_letter"), sent).context["preview"].people == 2
    sent |= {"role": "observer"}
    assert client.post(address(occasion, "new_letter"), sent).context["preview"].people == 0


def test_what_was_written_is_still_there_when_it_is_changed(client, occasion, liv):
    form = client.post(address(occasion, "new_letter"), LETTER | {"edit": "1"})
    assert 'value="Bring a recorder"' in form.content.decode()


def test_a_set_time_is_in_the_occasion_s_zone_and_can_be_called_off(client, occasion, liv):
    occasion.timezone = "Atlantic/Reykjavik"
    occasion.save()
    sent = LETTER | {"send_at": f"{SOON:%Y-%m-%d}T08:30", "send": "1"}
    client.post(address(occasion, "new_letter"), sent)
    letter = Letter.objects.get()
    assert f"{letter.send_at.astimezone(occasion.zone):%H:%M}" == "08:30"
    assert "08:30" in client.get(address(occasion)).content.decode()
    off = address(occasion, "call_off_letter", letter.pk)
    assert client.get(off).status_code == 405
    for _ in range(2):
        client.post(off)
        letter.refresh_from_db()
        assert letter.cancelled_at is not None


@pytest.mark.parametrize(
    ("field", "value"),
    [("subject", " "), ("text", ""), ("to", "all"), ("send_at", "2020-01-01T10:00")],
)
def test_what_is_wrong_is_said_and_nothing_is_sent(client, occasion, liv, field, value):
    for button in ("preview", "send"):
        answer = client.post(address(occasion, "new_letter"), LETTER | {field: value, button: "1"})
        assert field in answer.context["form"].errors
    assert not Letter.objects.exists()


def test_what_was_sent_cannot_be_called_off(client, occasion, liv):
    letter = write_letter(occasion=occasion, by=liv, subject="Now", text="At once")
    said = client.post(address(occasion, "call_off_letter", letter.pk), follow=True)
    assert "was sent already" in said.content.decode()


def test_an_organiser_may_and_others_may_not(client, occasion):
    letter = write_letter(
        occasion=occasion, by=make_person("Liv Sand"), subject="S", text="T", send_at=SOON
    )
    urls = [address(occasion), address(occasion, "new_letter")]
    off = address(occasion, "call_off_letter", letter.pk)
    assert {client.get(url).status_code for url in urls} == {302}
    client.force_login(make_person())
    assert {client.get(url).status_code for url in urls} == {403}
    assert client.post(off).status_code == 403
    letter.refresh_from_db()
    assert letter.cancelled_at is None
    client.force_login(make_organiser())
    assert {client.get(url).status_code for url in urls} == {200}
    assert client.post(off).status_code == 302


def test_the_list_costs_the_same_at_one_and_at_thirty(
    client, occasion, liv, django_assert_num_queries
):
    write_letter(occasion=occasion, by=liv, subject="S", text="T")
    client.get(address(occasion))
    for _ in range(2):
        with django_assert_num_queries(9):
            client.get(address(occasion))
        for _number in range(29):
            write_letter(occasion=occasion, by=liv, subject="S", text="T")


def test_a_form_that_is_sent_twice_sends_one_letter(client, occasion, oslo, liv):
    register(person=make_person("Bo Dahl"), pool=oslo)
    later = {"send_at": f"{SOON:%Y-%m-%d}T08:30"}
    for said in (LETTER, LETTER, LETTER | later, LETTER | later, LETTER | {"text": "And a cup."}):
        client.post(address(occasion, "new_letter"), said | {"send": "1"})
    assert Letter.objects.count() == 3
    assert Message.objects.filter(kind="letter").count() == 2
    Letter.objects.update(created_at=timezone.now() - timedelta(minutes=11))
    client.post(address(occasion, "new_letter"), LETTER | {"send": "1"})
    assert Letter.objects.count() == 4
