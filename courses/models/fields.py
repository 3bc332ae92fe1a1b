from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from courses.rules.errors import RuleError
from courses.rules.partial_dates import parse_partial


class BlocksField(StreamField):
    """A StreamField whose blocks stay out of migrations.

    Migrations see a JSONField: a historical model reads the raw list and loses nothing on save.
    (A StreamField without blocks would read as empty, and one save() would empty it for good.)
    """

    def deconstruct(self) -> tuple[str, str, list, dict[str, Any]]:
        name, _path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, "django.db.models.JSONField", [], kwargs | {"default": list}

    def clone(self) -> models.JSONField:
        """What migrations take a model's field as: the same as deconstruct() says."""
        _name, _path, args, kwargs = self.deconstruct()
        return models.JSONField(*args, **kwargs)


def validate_partial_date(text: str) -> None:
    try:
        parse_partial(text)
    except RuleError as error:
        raise ValidationError(
            _(error.message),
            code=error.code,
            params=error.params,
        ) from error


class PartialDateField(models.CharField):
    """A day, a month, a year, or a range of two of these, exactly as coarse as it is known."""

    default_validators = [validate_partial_date]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 21)
        super().__init__(*args, **kwargs)
