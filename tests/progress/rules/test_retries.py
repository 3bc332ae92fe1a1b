from datetime import timedelta

from progress.rules.retries import PAUSES, pause_after


def test_the_first_try_again_is_soon_and_each_later_one_no_sooner():
    pauses = [pause_after(attempts) for attempts in range(1, len(PAUSES) + 1)]
    assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=5)]
    assert pauses == sorted(pauses)


def test_it_ends_after_some_four_days():
    assert pause_after(len(PAUSES) + 1) is None
    assert timedelta(days=4) <= sum(PAUSES, timedelta()) <= timedelta(days=5)
