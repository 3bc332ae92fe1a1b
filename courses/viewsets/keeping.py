"""What the screens of occasions and venues share."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from wagtail.permission_policies import ModelPermissionPolicy


class KeptForEverPolicy(ModelPermissionPolicy):
    """What people may have records of is cancelled or archived, never deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return super().user_has_any_permission(user, set(actions) - {"delete"})


class StartingFrom:
    """A create view that takes its parent from the address, and says what went wrong in a save."""

    parent: str

    def get_initial_form_instance(self) -> Any:
        given = self.request.GET.get(self.parent, "")
        parents = self.model._meta.get_field(self.parent).related_model.objects
        parent = parents.filter(pk=given).first() if given.isdigit() else None
        return self.model(**{self.parent: parent}) if parent else None


class SaysWhatFailed:
    """A save that a rule refuses at the last moment becomes an error on the form, not a 500."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
