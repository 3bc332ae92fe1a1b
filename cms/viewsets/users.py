from typing import Any

from django.utils.functional import cached_property
from wagtail.users.views import users

from cms.forms.users import UserCreationForm, UserEditForm


class UserIndex(users.IndexView):
    @cached_property
    def search_fields(self) -> set[str]:
        return {"name", "email"}


class UserViewSet(users.UserViewSet):
    index_view_class = UserIndex

    def get_form_class(self, for_update: bool = False) -> type[Any]:
        return UserEditForm if for_update else UserCreationForm
