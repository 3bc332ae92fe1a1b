import csv
import io
import time
from datetime import timedelta

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import GroupMember, Membership, Organisation, Registration
from progress.reports.audit import audit
from tests.progress.desk import answer, make_desk, make_organiser, protect, take_thousand
from tests.progress.offers import make_course, make_occasion, make_person, make_pool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def desk(client):
    desk = make_desk()
    client.force_login(desk.liv)
    return desk


def names(client, desk, **asked) -> list[str]:
    rows = client.get(desk.address("participants"), asked).context["rows"]
    return [row.group or row.name for row in rows]


def csv_rows(client, desk, **asked) -> list[list[str]]:
    response = client.get(f"/leading/{desk.occasion.pk}.csv", asked)
    return list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def test_a_row_says_who_where_for_whom_and_what_they_need(client, desk):
    bo = make_person("Bo Dahl")
    school = Organisation.add_root(name="Kulturskolen", kind="school")
    Membership.objects.create(person=bo, organisation=school)
    answer(register(person=bo, pool=desk.oslo), "Vegetarian")
    page = client.get(desk.address("participants")).content.decode()
    for words in ("Bo Dahl", "bo.dahl@example.org", "Kulturskolen", "Oslo", "Vegetarian",
                  "Participant", "Registered"):  # fmt: skip
        assert words in page


def test_each_view_has_those_in_that_state_and_says_how_many(client, desk):
    full = make_pool(desk.occasion, 1, name="Bergen")
    register(person=make_person("Has Place"), pool=full)
    for name in ("First", "Second"):
        register(person=make_person(name), pool=full, wait=True)
    withdraw(registration=register(person=make_person("Gone"), pool=desk.oslo))
    Registration.objects.create(
        person=make_person("Asks"), occasion=desk.occasion, pool=full, state="queued",
        approve_by=timezone.now() + timedelta(days=3),
    )  # fmt: skip
    Registration.objects.create(
        person=make_person("Chooses"), occasion=desk.occasion, pool=full, state="needs_choice"
    )
    assert names(client, desk) == ["Has Place"]
    assert names(client, desk, view="waiting") == ["First", "Second"]
    assert names(client, desk, view="approving") == ["Asks"]
    assert names(client, desk, view="choosing") == ["Chooses"]
    assert names(client, desk, view="ended") == ["Gone"]
    views = client.get(desk.address("participants")).context["views"]
    assert [view["number"] for view in views] == [1, 2, 1, 1, 1]


def test_who_waits_stands_with_their_number_also_where_others_are_filtered_away(client, desk):
    full = make_pool(desk.occasion, 1, name="Bergen")
    for name in ("Has Place", "First", "Second"):
        register(person=make_person(name), pool=full, wait=True)
    rows = client.get(desk.address("participants"), {"view": "waiting", "search": "second"})
    assert [row.place_in_queue for row in rows.context["rows"]] == [2]


def test_a_protected_identity_stands_under_its_alias_and_is_in_no_file(client, desk):
    bo = make_person("Bo Dahl")
    protect(bo)
    register(person=bo, pool=desk.oslo)
    register(person=make_person("Ane Berg"), pool=desk.oslo)
    page = client.get(desk.address("participants")).content.decode()
    assert "Linerle" in page
    assert "Bo Dahl" not in page
    assert "bo.dahl" not in page
    assert names(client, desk, search="dahl") == []
    assert names(client, desk, search="linerle") == ["Linerle"]
    rows = csv_rows(client, desk)
    assert [row[0] for row in rows[1:]] == [
        "Ane Berg", "1 person with protected identity is left out.",
    ]  # fmt: skip


def test_the_files_have_the_rows_of_the_screen_in_its_order(client, desk):
    for name in ("Bo Dahl", "Ane Berg", "Siw Lie"):
        answer(register(person=make_person(name), pool=desk.oslo), "Vegan")
    register(person=make_person("Uno"), pool=make_pool(desk.occasion, None, role="observer"))
    asked = {"sort": "-name", "role": "participant"}
    assert names(client, desk, **asked) == ["Siw Lie", "Bo Dahl", "Ane Berg"]
    rows = csv_rows(client, desk, **asked)
    assert [row[0] for row in rows[1:]] == names(client, desk, **asked)
    assert rows[1][rows[0].index("Needs and answers")] == "Dietary: Vegan"
    response = client.get(f"/leading/{desk.occasion.pk}.xlsx", asked)
    sheet = load_workbook(io.BytesIO(response.getvalue())).active
    assert [[str(cell.value or "") for cell in row][:2] for row in sheet.iter_rows()] == [
        row[:2] for row in rows
    ]


def test_who_takes_out_needs_beside_names_is_in_the_log(client, desk):
    register(person=make_person("Ane Berg"), pool=desk.oslo)
    csv_rows(client, desk)
    assert not ModelLogEntry.objects.exists()
    answer(Registration.objects.get(), "Vegan")
    csv_rows(client, desk)
    entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.user, entry.data) == (
        "vidare.export_participants", desk.liv, {"rows": 1},
    )  # fmt: skip


def test_needs_are_counted_without_names(client, desk):
    for name, value in (("Ane", "Vegan"), ("Bo", "vegan."), ("Cia", "No nuts")):
        answer(register(person=make_person(name), pool=desk.oslo), value)
    gone = register(person=make_person("Gone"), pool=desk.oslo)
    answer(gone, "Anything", kind="choice")
    withdraw(registration=gone)
    counts = client.get(desk.address("participants")).context["needs"]
    assert [(row.value, row.people) for row in counts] == [("Vegan", 2), ("No nuts", 1)]
    text = client.get(desk.address("need_counts", "csv")).getvalue().decode()
    assert "Dietary,Vegan,2" in text
    assert "Ane" not in text


def test_acc_s1_5_observers_are_counted_apart(client, desk):
    observers = make_pool(desk.occasion, 5, role="observer")
    register(person=make_person("Ane"), pool=desk.oslo)
    for name in ("Bo", "Cia"):
        register(person=make_person(name), pool=observers)
    totals = client.get(desk.address("participants")).context["totals"]
    assert (totals.people, totals.roles) == (3, {"Participant": 1, "Observer": 2})
    assert names(client, desk, role="observer") == ["Bo", "Cia"]


def test_acc_s4_6_a_group_reaches_twelve_and_names_those_who_added_themselves(client, desk):
    pool = make_pool(desk.occasion, None, kind="group", name="Gruppe")
    group = register(
        person=make_person("Ane"), pool=pool, headcount=12, group_name="Sunnfjord kommunegruppe"
    )
    totals = client.get(desk.address("participants")).context["totals"]
    assert (totals.group_people, totals.named) == (12, 0)
    assert "0 named" in client.get(desk.address("participants")).content.decode()
    GroupMember.objects.create(registration=group, person=make_person("Bo"))
    totals = client.get(desk.address("participants")).context["totals"]
    assert (totals.group_people, totals.named) == (12, 1)


def test_the_list_is_for_who_leads_or_organises_it(client, desk):
    doors = [
        desk.address("participants"), desk.address("print_participants"),
        f"/leading/{desk.occasion.pk}.csv", desk.address("need_counts", "xlsx"),
    ]  # fmt: skip
    other = make_person("Other Leader")
    other.leads.create(occasion=make_occasion(make_course("annet")))
    off = make_organiser("Off Duty")
    off.is_active = False
    off.save()
    for who, status in ((desk.liv, 200), (desk.eva, 200), (desk.kari, 403), (other, 403)):
        client.force_login(who)
        assert [client.get(door).status_code for door in doors] == [status] * 4
        assert {client.post(door).status_code for door in doors} == {405}
    for who in (None, off):
        client.logout()
        if who:
            client.force_login(who)
        assert {client.get(door).status_code for door in doors} == {302}


def test_an_organiser_finds_every_occasion_by_search(client, desk):
    make_occasion(make_course("annet", title="Dans i Førde"), ends_on=desk.occasion.ends_on)
    client.force_login(desk.eva)
    assert len(client.get("/leading/").context["rows"]) == 2
    found = client.get("/leading/", {"search": "FØRDE"}).context["rows"]
    assert [str(one.course) for one in found] == ["Dans i Førde"]
    client.force_login(desk.liv)
    assert list(client.get("/leading/").context["rows"]) == [desk.occasion]


@pytest.mark.parametrize(("view", "queries"), [("placed", 13), ("waiting", 14)])
def test_a_list_costs_the_same_at_one_and_at_thirty_rows(
    client, desk, django_assert_num_queries, view, queries
):
    pool = make_pool(desk.occasion, 100 if view == "placed" else 1, name="Bergen")
    if view == "waiting":
        register(person=make_person("Has Place"), pool=pool)
    client.get(desk.address("participants"))
    for number in range(30):
        held = register(person=make_person(f"P {number}"), pool=pool, wait=True)
        answer(held, "Vegan")
        if number in (0, 29):
            with django_assert_num_queries(queries):
                client.get(desk.address("participants"), {"view": view})


def test_a_thousand_rows_are_paged_searched_sorted_and_exported(client):
    desk = make_desk(capacity=1000)
    take_thousand(desk.oslo)
    client.force_login(desk.liv)
    began = time.perf_counter()
    context = client.get(desk.address("participants")).context
    took = time.perf_counter() - began
    print(f"\nthe list at 1,000 rows: {took * 1000:.0f} ms")
    assert (len(context["rows"]), context["leaf"].paginator.num_pages) == (50, 20)
    assert context["rows"][0].name == "Person 0000"
    assert names(client, desk, page="20")[-1] == "Person 0999"
    assert names(client, desk, sort="-name")[0] == "Person 0999"
    assert names(client, desk, sort="registered")[0] == "Person 0999"
    assert names(client, desk, search="0777") == ["Person 0777"]
    assert len(csv_rows(client, desk)) == 1001
    assert len(csv_rows(client, desk, search="077")) == 12
    response = client.get(f"/leading/{desk.occasion.pk}.xlsx")
    assert load_workbook(io.BytesIO(response.getvalue())).active.max_row == 1001
    assert client.get(desk.address("print_participants")).context["participants"].people == 1000
    assert list(audit()) == []
