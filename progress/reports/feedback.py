from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from courses.models import Occasion
from progress.models import Feedback
from progress.reports.tables import Column


def feedback_of(occasion: Occasion) -> QuerySet[Feedback]:
    return Feedback.objects.filter(occasion=occasion)


COLUMNS: tuple[Column[Feedback], ...] = (
    Column("sent", _("Sent"), lambda row: row.created_at.replace(tzinfo=None)),
    Column("group", _("Group or organisation"), lambda row: row.group, width=30),
    Column("text", _("Views"), lambda row: row.text, width=80),
)
