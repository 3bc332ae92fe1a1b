import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from progress.actions.register import register
from progress.models import Membership, OccasionStaff, Organisation, Registration, Transition
from progress.permissions import may_approve
from progress.reports.audit import audit
from tests.progress.offers import make_course, make_occasion, make_pool
from tests.progress.staff import make_cast, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
SOON = timezone.localdate() + timedelta(days=60)
LIST = "/approvals/"


def asked_occasion(slug="seminar", title="Seminar", **fields):
    wanted = {"intake": "approval", "ends_on": SOON, "begins_on": SOON} | fields
    return make_occasion(make_course(slug, title=title), **wanted)


@pytest.fixture
def cast():
    cast = make_cast()
    cast.leader = make_member("Liv Leder")
    return cast


@pytest.fixture
def asked(cast):
    """Anna's, in an occasion that managers approve, and that Liv leads."""
    occasion = asked_occasion()
    OccasionStaff.objects.create(person=cast.leader, occasion=occasion)
    return register(person=cast.anna, pool=make_pool(occasion))


def door(registration) -> str:
    return reverse("progress:decide_approval", args=[registration.pk])


def approvers(registration, cast) -> set[str]:
    return {name for name, who in vars(cast).items() if name != "county" and may(who, registration)}


def may(who, registration) -> bool:
    return may_approve(who, registration)


def page(client, query="") -> str:
    return client.get(LIST + query).content.decode()


def test_managers_at_the_workplace_and_above_approve(cast, asked):
    assert approvers(asked, cast) == {"chief", "coordinator"}


def test_the_course_leader_approves_where_the_organiser_does(cast):
    occasion = asked_occasion(approver="organiser")
    OccasionStaff.objects.create(person=cast.leader, occasion=occasion)
    OccasionStaff.objects.create(person=cast.bo, occasion=occasion, role="facilitator")
    assert approvers(register(person=cast.anna, pool=make_pool(occasion)), cast) == {"leader"}


def test_the_course_leader_approves_where_there_is_no_manager(cast, asked):
    Membership.objects.filter(role="manager").delete()
    assert approvers(asked, cast) == {"leader"}
    own = Registration.objects.get(pk=asked.pk)
    own.workplace = None
    own.save()
    assert approvers(asked, cast) == {"leader"}


def test_nobody_says_yes_to_themselves(cast, asked):
    register(person=cast.coordinator, pool=asked.pool)
    mine = Registration.objects.get(person=cast.coordinator)
    # Above the county there is nobody, and the coordinator's own part does not count.
    assert approvers(mine, cast) == {"leader"}


def test_whose_part_has_ended_approves_no_more(cast, asked):
    ended = timezone.localdate()
    Membership.objects.filter(person=cast.chief).update(valid_to=ended)
    assert approvers(asked, cast) == {"coordinator"}


def test_one_click_says_yes_and_twice_is_told(client, cast, asked):
    client.force_login(cast.chief)
    assert "Anna Ås" in page(client)
    answer = client.post(f"{door(asked)}?search=anna", {"answer": "yes"}, follow=True)
    assert answer.redirect_chain[0][0] == "/approvals/?search=anna"
    assert "Anna Ås has a place: Seminar." in answer.content.decode()
    asked.refresh_from_db()
    assert asked.state == "confirmed"
    again = client.post(door(asked), {"answer": "no"}, follow=True).content.decode()
    assert "This has been answered already." in again
    assert "Nothing waits for you" in again
    assert Transition.objects.filter(registration=asked).count() == 2
    assert list(audit()) == []


def test_a_no_carries_its_reason(client, cast, asked):
    client.force_login(cast.chief)
    client.post(door(asked), {"answer": "no", "why": "  Too many\x00 are away that day. "})
    last = Transition.objects.filter(registration=asked).last()
    assert (last.to_state, last.why) == ("rejected", "Too many are away that day.")
    assert last.by.pk == cast.chief.pk
    assert list(audit()) == []


def test_where_it_is_full_who_is_approved_waits(client, cast):
    pool = make_pool(asked_occasion(), 1)
    register(person=cast.cia, pool=pool, approved=True)
    waits = register(person=cast.anna, pool=pool)
    client.force_login(cast.chief)
    answer = client.post(door(waits), {"answer": "yes"}, follow=True).content.decode()
    assert "Anna Ås is on the waiting list: Seminar." in answer


def test_what_has_lapsed_is_said(client, cast, asked):
    Registration.objects.filter(pk=asked.pk).update(approve_by=timezone.now())
    client.force_login(cast.chief)
    answer = client.post(door(asked), {"answer": "yes"}, follow=True).content.decode()
    assert "This request has lapsed." in answer


def test_other_peoples_requests_are_not_there(client, cast, asked):
    for who in (cast.other_chief, cast.leader):
        client.force_login(who)
        assert "Anna" not in page(client)
        assert client.post(door(asked), {"answer": "yes"}).status_code == 404
    client.force_login(cast.bo)
    assert client.get(LIST).status_code == 403
    assert client.post(door(asked), {"answer": "yes"}).status_code == 403
    client.logout()
    assert client.get(LIST).url.startswith("/accounts/login/")
    assert client.post(door(asked)).url.startswith("/accounts/login/")
    asked.refresh_from_db()
    assert asked.state == "queued"


def test_only_a_post_with_an_answer_decides(client, cast, asked):
    client.force_login(cast.chief)
    assert client.get(door(asked)).status_code == 405
    assert client.post(LIST).status_code == 405
    assert client.post(door(asked), {"answer": "maybe"}).status_code == 404
    assert client.post(door(asked)).status_code == 404
    assert Transition.objects.filter(registration=asked).count() == 1


def test_an_alias_hides_the_name_from_all_but_ones_own_manager(client, cast):
    cast.ylva.profile.alias = "Lärka"
    cast.ylva.profile.save()
    at_manager, at_leader = asked_occasion("a", "A"), asked_occasion("b", "B", approver="organiser")
    OccasionStaff.objects.create(person=cast.leader, occasion=at_leader)
    for occasion in (at_manager, at_leader):
        register(person=cast.ylva, pool=make_pool(occasion))
    client.force_login(cast.chief)
    assert "Ylva Skyddad" in page(client)
    client.force_login(cast.leader)
    seen = page(client)
    assert "Lärka" in seen
    assert "Ylva" not in seen
    assert "Luleå" not in seen
    assert "Nobody is found" in page(client, "?search=ylva")
    answer = client.post(
        door(Registration.objects.get(occasion=at_leader)), {"answer": "yes"}, follow=True
    ).content.decode()
    assert "Lärka has a place: B." in answer
    assert "Ylva" not in answer


def test_no_file_has_whose_identity_is_protected(client, cast, asked):
    register(person=cast.ylva, pool=asked.pool)
    client.force_login(cast.chief)
    assert "without those whose identity is protected" in page(client)
    words = client.get("/approvals.csv").getvalue().decode()
    assert "Anna" in words
    assert "Ylva" not in words


def many(cast, number: int, first: int = 0) -> None:
    """They ask, a minute between them."""
    pool = make_pool(asked_occasion("many", "Many"), None)
    now = timezone.now()
    model = type(cast.anna)
    people = model.objects.bulk_create(
        model(email=f"p{n}@example.org", name=f"Person {n:04}") for n in range(first, number)
    )
    school = Organisation.objects.get(name="Luleå kulturskola")
    made = Registration.objects.bulk_create(
        Registration(
            person=person,
            occasion=pool.venue.occasion,
            pool=pool,
            state="queued",
            workplace=school,
            created_at=now,
            approve_by=now + timedelta(days=7, minutes=-n),
        )
        for n, person in enumerate(people)
    )
    Transition.objects.bulk_create(
        Transition(registration=one, to_state="queued", pool=pool) for one in made
    )


def test_a_thousand_hold_paged_searched_sorted_and_exported(client, cast):
    many(cast, 1000)
    client.force_login(cast.chief)
    client.get(LIST)
    first = client.get(LIST)
    assert len(first.context["rows"]) == 50
    assert first.context["rows"][0].name == "Person 0999"  # what lapses first
    assert client.get(f"{LIST}?sort=name&page=20").context["rows"][-1].name == "Person 0999"
    found = client.get(f"{LIST}?search=person+0123").context["rows"]
    assert [row.name for row in found] == ["Person 0123"]
    text = client.get("/approvals.csv?sort=-name").getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 1001
    assert rows[1][0] == "Person 0999"
    sheet = load_workbook(io.BytesIO(client.get("/approvals.xlsx?sort=-name").getvalue())).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [row[0] for row in rows[1:]]


def test_the_list_costs_the_same_at_one_and_at_thirty_rows(
    client, cast, django_assert_num_queries, django_assert_max_num_queries
):
    register(person=cast.anna, pool=make_pool(asked_occasion()))
    client.force_login(cast.chief)
    client.get(LIST)
    with django_assert_max_num_queries(14) as few:
        client.get(LIST)
    many(cast, 30)
    with django_assert_num_queries(len(few)):
        assert len(client.get(LIST).context["rows"]) == 31


def test_the_menu_leads_there_for_who_manages_or_leads(client, cast):
    pages = {}
    for name in ("chief", "anna"):
        client.force_login(getattr(cast, name))
        pages[name] = client.get("/my/").content.decode()
    assert f'href="{LIST}"' in pages["chief"]
    assert f'href="{LIST}"' not in pages["anna"]


def test_who_leads_an_occasion_and_asks_for_a_place_in_it_is_written_to_by_nobody(cast):
    """Their own yes is none: the contact of the course is asked."""
    occasion = asked_occasion(approver="organiser")
    OccasionStaff.objects.create(person=cast.leader, occasion=occasion)
    mine = register(person=cast.leader, pool=make_pool(occasion))
    assert approvers(mine, cast) == set()
    assert mine.messages.get(kind="approval_asked").to == "kurs@example.org"
