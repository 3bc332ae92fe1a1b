from django.db.models import F

from courses.models import Occasion
from courses.rules.errors import RuleError, gettext_noop


class ChangedMeanwhileError(RuleError):
    """Another editor saved the occasion since this one read it. `current` is its version now."""

    def __init__(self, current: int) -> None:
        self.current = current
        super().__init__(
            "changed_meanwhile",
            gettext_noop(
                "Somebody else changed this occasion after you opened it. Nothing of yours is "
                "saved yet. Open it in another tab, compare, and save again to keep yours."
            ),
        )


def claim_edit(*, occasion_id: int, read: int | None) -> None:
    """Claim the next version for who read this one; None asks nothing. Call it after the touch.

    Raises ChangedMeanwhileError.
    """
    occasions = Occasion.objects.filter(pk=occasion_id)
    if read is not None:
        current = occasions.values_list("edit_version", flat=True).get()
        if current != read:
            raise ChangedMeanwhileError(current)
    occasions.update(edit_version=F("edit_version") + 1)
