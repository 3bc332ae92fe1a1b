"""ACC-S4-4: two people take the last seat at the same time."""

from functools import partial

import pytest

from progress.actions.register import register
from progress.models import Registration
from progress.reports.audit import audit
from tests.progress.at_once import in_processes, in_threads
from tests.progress.offers import NOW, make_person, make_pool

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("at_once", [in_threads, lambda deeds: in_processes([[d] for d in deeds])])
def test_acc_s4_4_the_last_seat_is_one_seat_and_one_place_on_the_waiting_list(at_once):
    pool = make_pool(capacity=1)
    people = [make_person(name) for name in ("Ane Berg", "Bo Dahl")]
    outcomes = at_once(
        [partial(register, person=one, pool=pool, wait=True, now=NOW) for one in people]
    )
    assert outcomes == {"done": 2}
    states = Registration.objects.filter(pool=pool).values_list("state", flat=True)
    assert sorted(states) == ["confirmed", "queued"]
    pool.refresh_from_db()
    assert pool.taken == 1
    assert Registration.objects.waiting().numbered().get().queue_number == 1
    assert list(audit(now=NOW)) == []
