import uuid
from datetime import UTC, date, datetime

import pytest

from courses.models import Occasion
from progress.actions.delete_needs import delete_needs
from progress.models import ParticipantAnswer
from tests.progress.actions.test_letters import seat
from tests.progress.offers import NOW, make_occasion, make_person, make_pool

pytestmark = pytest.mark.django_db


def answer(registration, kind: str) -> ParticipantAnswer:
    return ParticipantAnswer.objects.create(
        registration=registration, question=uuid.uuid4(), kind=kind, label=kind, value="gluten"
    )


def kinds() -> list[str]:
    return sorted(ParticipantAnswer.objects.values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("zone", "last_kept", "deleted"),
    [
        ("Europe/Oslo", datetime(2023, 5, 26, 21, 59), datetime(2023, 5, 26, 22)),
        ("Pacific/Auckland", datetime(2023, 5, 26, 11, 59), datetime(2023, 5, 26, 12)),
    ],
)
def test_thirty_days_after_where_it_took_place(zone, last_kept, deleted):
    occasion = make_occasion(timezone=zone, ends_on=date(2023, 4, 27))
    ane = seat(make_person("Ane"), make_pool(occasion))
    for kind in ("dietary", "access", "text"):
        answer(ane, kind)
    assert delete_needs(now=last_kept.replace(tzinfo=UTC)) == 0
    assert delete_needs(now=deleted.replace(tzinfo=UTC)) == 2
    assert delete_needs(now=deleted.replace(tzinfo=UTC)) == 0
    assert kinds() == ["text"]


@pytest.mark.parametrize("state", ["withdrawn", "cancelled", "lapsed", "rejected"])
def test_at_once_where_the_place_was_given_up(state):
    answer(seat(make_person("Ane"), make_pool(), state), "dietary")
    assert delete_needs(now=NOW) == 1


@pytest.mark.parametrize("state", ["queued", "confirmed", "needs_choice"])
def test_not_while_it_is_to_come_or_has_no_date(state):
    answer(seat(make_person("Ane"), make_pool(make_occasion(ends_on=None)), state), "dietary")
    assert delete_needs(now=NOW) == 0


def test_at_once_where_it_is_finished_and_nobody_said_its_day():
    occasion = make_occasion(ends_on=None)
    answer(seat(make_person("Ane"), make_pool(occasion)), "access")
    for state, deleted in (("closed", 0), ("finished", 1)):
        Occasion.objects.update(state=state)
        assert delete_needs(now=NOW) == deleted
