"""Django's own way of signing in; the account is read by a prepared query, once for every page."""

from django.contrib.auth.backends import ModelBackend
from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet

from cms.models import User
from courses.reports.prepared import Prepared

FIELDS = [field.attname for field in User._meta.concrete_fields]


def _account(pk: int) -> QuerySet:
    return User.objects.filter(pk=pk).values_list(*FIELDS)


ACCOUNT = Prepared(_account, int)


class AccountBackend(ModelBackend):
    def get_user(self, user_id: int) -> User | None:
        row = ACCOUNT.row(user_id)
        if row is None:
            return None
        user = User.from_db(DEFAULT_DB_ALIAS, FIELDS, row)
        return user if self.user_can_authenticate(user) else None
