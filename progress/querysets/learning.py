"""Ways through courses, what was done on them, and certificates."""

from typing import Any, TypeVar

from django.db import models
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Replace

from progress.rules.seals import seal_of

M = TypeVar("M", bound=models.Model)


def plain_uuid(field: str) -> Replace:
    """A UUID column as 32 hexadecimal digits, as rules know steps and questions."""
    return Replace(Cast(field, CharField()), Value("-"), Value(""))


class EnrolmentQuerySet(models.QuerySet[M]):
    def current(self) -> "EnrolmentQuerySet[M]":
        """By the version that is asked for now: of one person and course at most one."""
        return self.filter(is_current=True)

    def completed(self) -> "EnrolmentQuerySet[M]":
        return self.exclude(completed_at=None)

    def going_on(self) -> "EnrolmentQuerySet[M]":
        return self.filter(completed_at=None)


class StepRecordQuerySet(models.QuerySet[M]):
    def plain(self) -> "models.QuerySet[M, tuple[str, int]]":
        """(step, minutes), the step's id as 32 hexadecimal digits."""
        return self.values_list(plain_uuid("step"), "minutes")


class CertificateQuerySet(models.QuerySet[M]):
    def seal(self, *, data: dict[str, Any], **fields: Any) -> M:
        """Creates one whose seal will tell whether what it says was changed."""
        return self.create(data=data, seal=seal_of(data), **fields)
