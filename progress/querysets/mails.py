"""The outbox, letters, and what editors say in mails."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

M = TypeVar("M", bound=models.Model)


class MessageQuerySet(models.QuerySet[M]):
    def due(self, now: datetime) -> "MessageQuerySet[M]":
        """That wait, and not for a later try."""
        return self.filter(Q(next_try_at=None) | Q(next_try_at__lte=now), state="waiting").order_by(
            "created_at", "pk"
        )

    def failed(self) -> "MessageQuerySet[M]":
        return self.filter(state="failed")


class LetterQuerySet(models.QuerySet[M]):
    def due(self, now: datetime) -> "LetterQuerySet[M]":
        return self.filter(send_at__lte=now, sent_at=None, cancelled_at=None)


class MailTextQuerySet(models.QuerySet[M]):
    def words(self, *, course: Any, kind: str, language: str) -> str:
        """An editor's own words in the reader's language, else in the course's own. One query."""
        texts = self.filter(kind=kind, course__translation_key=course.translation_key)
        own = ""
        for locale, code, text in texts.values_list(
            "course__locale", "course__locale__language_code", "text"
        ):
            if code == language:
                return str(text)
            if locale == course.locale_id:
                own = text
        return own
