"""Django's sessions in the database, read by a prepared query: one is read for every page."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from courses.reports.prepared import Prepared


def _session(key: str, now: datetime) -> QuerySet:
    found = Session.objects.filter(session_key=key, expire_date__gt=now)
    return found.values_list("session_data")


SESSION = Prepared(_session, str, datetime)


class SessionStore(db.SessionStore):
    def load(self) -> dict[str, Any]:
        row = SESSION.row(self.session_key, timezone.now()) if self.session_key else None
        return self.decode(row[0]) if row else super().load()
