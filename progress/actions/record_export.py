from wagtail.log_actions import log

from courses.models import Occasion
from progress.models.accounts import Person

EXPORTED = "vidare.export_participants"


def record_export(*, occasion: Occasion, by: Person, rows: int) -> None:
    """A file with what people need beside their names was taken out: by whom, and when (R-21)."""
    log(instance=occasion, action=EXPORTED, user=by, data={"rows": rows})
