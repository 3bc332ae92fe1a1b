"""A catalogue file that leaves an occasion or a venue out: whoever has a place there is told once,
and keeps it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from courses.models import Occasion, SeatPool, Venue
from progress.actions.join_group import join_group
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import Message, Profile, Registration
from progress.reports.audit import audit
from tests.courses.catalogue_files import bring, catalogue, dated, occasion, venue
from tests.progress.offers import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SOON = (timezone.localdate() + timedelta(days=40)).isoformat()


@pytest.fixture(autouse=True)
def _audited():
    yield
    assert list(audit()) == []


def day(id: str = "varen", *venues, **keys) -> dict:
    given = [{"day": SOON}] if "meetings" not in keys else keys.pop("meetings")
    return occasion(id, venues=list(venues), meetings=given, **keys)


def seats(slug: str) -> SeatPool:
    return SeatPool.objects.with_offer().get(venue__slug=slug)


def told(kind: str) -> list[str]:
    found = Message.objects.filter(kind=kind).order_by("to")
    return [to.partition("@")[0] for to in found.values_list("to", flat=True)]


BOTH = dated(
    title="Rytm",
    occasions=[
        day("varen", venue("umea", seats={"participant": 1}), venue("lulea")),
        day("hosten", venue("lulea-2")),
    ],
)
WITHOUT_SPRING = dated(title="Rytm", occasions=[day("hosten", venue("lulea-2"))])
WITHOUT_UMEA = dated(
    title="Rytm", occasions=[day("varen", venue("lulea")), day("hosten", venue("lulea-2"))]
)


@pytest.fixture
def places():
    """Ane has the seat in Umeå and Bo waits for it; Cia is in Luleå, and Disa another time."""
    bring(BOTH)
    Occasion.objects.update(state="open")
    made = {}
    for name, where in (("Ane", "umea"), ("Bo", "umea"), ("Cia", "lulea"), ("Disa", "lulea-2")):
        person = make_person(name)
        Profile.objects.create(person=person, language="en")
        made[name] = register(person=person, pool=seats(where), wait=True)
    return made


def states() -> list[str]:
    return list(Registration.objects.order_by("pk").values_list("state", flat=True))


def test_an_occasion_left_out_is_told_once_and_everybody_keeps_what_they_have(places):
    for _time in range(2):
        bring(WITHOUT_SPRING)
    assert Occasion.objects.get(slug="varen").archived_at
    assert told("taken_out") == ["ane", "bo", "cia"]
    assert states() == ["confirmed", "queued", "confirmed", "confirmed"]
    ane, bo = (Message.objects.get(kind="taken_out", registration=places[n]) for n in ("Ane", "Bo"))
    assert ane.subject == "No longer in the catalogue: Rytm"
    assert "You keep your place." in ane.text
    assert "You keep your place." not in bo.text
    assert "No seats are given out as things are." in bo.text
    assert ane.calendar == ""


def test_a_venue_left_out_is_told_to_its_people(places):
    bring(WITHOUT_UMEA)
    assert Venue.objects.get(slug="umea").archived_at
    assert told("taken_out") == ["ane", "bo"]


def test_named_again_it_is_back_with_its_people_and_the_free_seat_is_offered(places):
    bring(WITHOUT_SPRING)
    withdraw(registration=places["Ane"])
    assert states()[:2] == ["withdrawn", "queued"]
    bring(BOTH)
    assert told("put_back") == ["bo", "cia"]
    assert states()[:2] == ["withdrawn", "offered"]
    bring(BOTH)
    assert Message.objects.filter(kind="put_back").count() == 2


def test_a_venue_that_is_back_is_told_too(places):
    bring(WITHOUT_UMEA)
    bring(BOTH)
    assert told("put_back") == ["ane", "bo"]


def test_of_what_is_over_nobody_is_told(places):
    past = timezone.localdate() - timedelta(days=1)
    Occasion.objects.filter(slug="varen").update(begins_on=past, ends_on=past)
    bring(WITHOUT_SPRING)
    assert Occasion.objects.get(slug="varen").archived_at
    assert told("taken_out") == []


def test_the_people_of_a_group_are_told(places):
    pool = seats("lulea")
    Venue.objects.filter(pk=pool.venue.pk).update(kind="group")
    lea = make_person("Lea")
    group = register(person=lea, pool=seats("lulea"), headcount=3, group_name="Skellefteå")
    join_group(registration=group, person=make_person("Mats"))
    bring(WITHOUT_SPRING)
    assert told("taken_out") == ["ane", "bo", "cia", "lea", "mats"]


def test_nothing_happens_in_a_dry_run_but_the_words(places, tmp_path, capsys):
    file = tmp_path / "catalogue.json"
    file.write_bytes(catalogue(WITHOUT_SPRING))
    call_command("import_catalogue", str(file), dry_run=True)
    said = capsys.readouterr().out
    assert "removed rytm (sv) occasion varen" in said
    assert (
        "note rytm (sv) occasion varen leaves the catalogue and is archived: people have records "
        "of it. Seats taken: 2. Nobody's place is changed. "
        "Cancel it on the site if it does not take place"
    ) in said
    assert told("taken_out") == []
    assert Occasion.objects.get(slug="varen").archived_at is None


def test_the_note_names_a_venue_and_nothing_that_nobody_knows(places):
    [plan] = bring(WITHOUT_UMEA, dry_run=True)
    assert [note.partition(" leaves")[0] for note in plan.notes] == ["venue umea of occasion varen"]
    assert "Seats taken: 1." in plan.notes[0]
    bring(dated("annan", occasions=[day("a", venue("x")), day("b")]))
    [plan] = bring(dated("annan", occasions=[day("b")]), dry_run=True)
    assert plan.notes == []
