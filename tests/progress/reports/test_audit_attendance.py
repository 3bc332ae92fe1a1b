import pytest

from progress.actions.register import register
from progress.models import Attendance
from progress.reports.audit import audit
from tests.progress.meetings import make_day, make_meeting
from tests.progress.offers import NOW, make_person, make_pool

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fault", "invariant"),
    [
        ("occasion", "attendance_is_of_the_occasion"),
        ("venue", "attendance_is_at_the_venue"),
        ("long", "attendance_is_no_longer_than_the_meeting"),
        ("none", "attendance_is_no_longer_than_the_meeting"),
    ],
)
def test_each_fault_of_attendance_is_found(fault, invariant):
    day = make_day()
    place = register(person=make_person(), pool=make_pool(day[0]), now=NOW)
    meeting = {
        "occasion": lambda: make_day("annen")[1],
        "venue": lambda: make_meeting(day[0], make_pool(day[0], name="Bergen").venue),
    }.get(fault, lambda: day[1])()
    minutes = {"long": 181, "none": 0}.get(fault, 60)
    Attendance.objects.create(registration=place, meeting=meeting, minutes=minutes)
    assert invariant in {line.split(":")[0] for line in audit(now=NOW)}
