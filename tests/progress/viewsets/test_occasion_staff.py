import pytest
from django.urls import reverse

from progress.models import OccasionStaff
from tests.progress.offers import make_occasion, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
ADD = "occasion_staff:add"


@pytest.fixture
def admin(admin_client):
    return admin_client


def test_a_leader_is_named_by_the_address_of_an_account(admin):
    liv, occasion = make_person("Liv Sand"), make_occasion()
    asked = {"occasion": occasion.pk, "address": "Liv.Sand@example.org", "role": "leader"}
    assert admin.post(reverse(ADD), asked).status_code == 302
    assert OccasionStaff.objects.get().person == liv
    page = admin.get(reverse("occasion_staff:index")).content.decode()
    assert "Liv Sand" in page
    assert "Seminar" in page


def test_an_address_that_nobody_has_is_an_error_on_the_form(admin):
    asked = {"occasion": make_occasion().pk, "address": "ingen@example.org", "role": "leader"}
    answer = admin.post(reverse(ADD), asked)
    assert answer.context["form"].errors == {"address": ["Nobody here has that address."]}
    assert not OccasionStaff.objects.exists()


def test_who_leads_it_already_is_an_error_and_not_a_500(admin):
    liv, occasion = make_person("Liv Sand"), make_occasion()
    OccasionStaff.objects.create(person=liv, occasion=occasion)
    asked = {"occasion": occasion.pk, "address": "liv.sand@example.org", "role": "leader"}
    answer = admin.post(reverse(ADD), asked)
    assert answer.status_code == 200
    assert OccasionStaff.objects.count() == 1


def test_a_leader_is_changed_and_taken_away(admin):
    staff = OccasionStaff.objects.create(person=make_person("Liv Sand"), occasion=make_occasion())
    edit = reverse("occasion_staff:edit", args=[staff.pk])
    assert "liv.sand@example.org" in admin.get(edit).content.decode()
    asked = {
        "occasion": staff.occasion_id,
        "address": "liv.sand@example.org",
        "role": "facilitator",
    }
    assert admin.post(edit, asked).status_code == 302
    staff.refresh_from_db()
    assert staff.role == "facilitator"
    admin.post(reverse("occasion_staff:delete", args=[staff.pk]))
    assert not OccasionStaff.objects.exists()


def test_it_stands_in_the_menu_of_courses(admin):
    assert reverse("occasion_staff:index") in admin.get(reverse("wagtailadmin_home")).text


def test_the_list_costs_the_same_at_one_and_at_thirty_rows(admin, django_assert_max_num_queries):
    occasion = make_occasion()
    for number in range(30):
        OccasionStaff.objects.create(person=make_person(f"Liv {number}"), occasion=occasion)
        if number in (0, 29):
            admin.get(reverse("occasion_staff:index"))
            with django_assert_max_num_queries(15):
                admin.get(reverse("occasion_staff:index"))
