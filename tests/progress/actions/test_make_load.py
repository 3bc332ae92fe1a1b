import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from courses.models import CoursePage, ModulePage
from progress.models import Enrolment, Membership, Organisation

pytestmark = pytest.mark.django_db


def test_a_load_has_the_size_that_was_asked_for(capsys):
    call_command("make_load", organisations=12, teachers=40, courses=4, modules=2)
    assert "12 schools, 40 teachers, 4 courses, 120 enrolments" in capsys.readouterr().out
    assert Organisation.objects.filter(kind="school").count() == 12
    assert Membership.objects.filter(role="teacher").count() == 40
    assert CoursePage.objects.live().count() == 4
    assert ModulePage.objects.count() == 8
    assert Enrolment.objects.exclude(completed_at=None).count() == 80


def test_the_trees_of_organisations_and_pages_are_sound():
    call_command("make_load", organisations=25, teachers=1, courses=2, modules=1)
    assert Organisation.find_problems() == ([], [], [], [], [])
    assert CoursePage.find_problems() == ([], [], [], [], [])


def test_a_second_load_is_refused_and_nothing_is_written():
    sizes = {"organisations": 1, "teachers": 1, "courses": 1, "modules": 1}
    call_command("make_load", **sizes)
    with pytest.raises(CommandError, match="has a load"):
        call_command("make_load", **sizes)
    assert Enrolment.objects.count() == 1
