from typing import Any

from django.conf import settings
from django.db import transaction

from progress.models import Profile
from progress.models.accounts import name_fields, set_name


def update_profile(
    *,
    person: Any,
    name: str | None = None,
    printed_name: str | None = None,
    language: str | None = None,
) -> Profile:
    """Makes the profile where there is none, and changes what is given."""
    with transaction.atomic():
        profile, _made = Profile.objects.get_or_create(
            person=person, defaults={"language": language or settings.LANGUAGE_CODE}
        )
        if name and set_name(person, name):
            person.save(update_fields=name_fields())
        if printed_name is not None:
            profile.printed_name = printed_name
        if language:
            profile.language = language
        profile.save(update_fields=["printed_name", "language"])
    return profile
