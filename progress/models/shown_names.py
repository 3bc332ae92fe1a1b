from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from progress.models.accounts import name_of


def shown_name(person: Any) -> str:
    """The name; of a protected identity the alias. Select the profile with the person."""
    profile = getattr(person, "profile", None)
    if profile is not None and profile.is_protected:
        return profile.alias or _("Protected identity")
    return name_of(person)


# For a mail, which is written in its reader's language.
shown_name_lazy = lazy(shown_name, str)
