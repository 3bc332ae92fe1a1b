"""What the screens of occasions and venues share."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.widgets.button import Button
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
            # As where the form itself says no: Wagtail tells of both above the form.
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class ButtonsFromAbove:
    """An edit view whose header has buttons of the apps above, which yield them from a hook.

    They register a function (thing, user) under the hook's name.
    """

    buttons_hook = ""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [
            *super().header_more_buttons,
            *(
                button
                for offer in hooks.get_hooks(self.buttons_hook)
                for button in offer(self.object, self.request.user)
            ),
        ]
