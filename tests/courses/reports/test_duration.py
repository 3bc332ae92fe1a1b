import pytest
from django.utils.translation import override

from courses.reports.duration import duration


@pytest.mark.parametrize(
    ("minutes", "said"), [(150, "2 h 30 min"), (60, "1 h"), (45, "45 min"), (0, ""), (None, "")]
)
def test_hours_are_of_sixty_minutes(minutes, said):
    with override("en"):
        assert duration(minutes) == said


def test_hours_are_named_as_the_language_does():
    with override("sv"):
        assert duration(150) == "2 tim 30 min"
