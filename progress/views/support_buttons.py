"""Where an editor's list of users leads to what a person has begun."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from progress.models.accounts import Person
from progress.permissions import may_support


def user_buttons(user: Person, request_user: Person) -> Iterator[Button]:
    if may_support(request_user):
        url = reverse("progress:support", args=[user.pk])
        yield Button(_("Courses"), url, icon_name="list-ul", priority=50)
