"""Form fields for what the catalogue knows and Django's own fields do not."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from courses.rules.errors import RuleError
from courses.rules.partial_dates import format_day
from courses.rules.weekdays import weekday_name
from courses.rules.written_days import WeekdayError, read_day


def as_validation_error(error: RuleError) -> ValidationError:
    """The rule's sentence in the reader's language."""
    return ValidationError(_(error.message), code=error.code, params=_worded(error))


def _worded(error: RuleError) -> dict[str, object]:
    """The rule's values, with days and weekdays as the reader's language writes them."""
    language = get_language() or "en"
    words: dict[str, object] = {}
    for name, value in error.params.items():
        if isinstance(value, date):
            words[name] = format_day(value, language)
        elif isinstance(error, WeekdayError) and isinstance(value, int):
            words[name] = weekday_name(value, language)
        else:
            words[name] = value
    return words


class WrittenDayField(forms.CharField):
    """A day as people write it, with or without weekday and time; cleaned to the canonical text."""

    coarse = False  # whether a month, a year or a range will do
    timed = False  # whether a time may follow

    def __init__(self, *, coarse: bool = False, timed: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.coarse, self.timed = coarse, timed

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return ""
        try:
            day = read_day(text)
        except RuleError as error:
            raise as_validation_error(error) from error
        if "T" in day and not self.timed:
            raise ValidationError(_("Write the day without a time."), code="time")
        if len(day.partition("T")[0]) != 10 and not self.coarse:
            raise ValidationError(_("Write a whole date: day, month and year."), code="coarse")
        return day


class LinesField(forms.CharField):
    """A list of short texts, one on each line."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["rows"] = 3

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        if isinstance(value, list):
            return value
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)


class SeatsWidget(forms.MultiWidget):
    template_name = "courses/admin/seats_widget.html"

    def __init__(self, attrs: dict | None = None) -> None:
        offers = [
            ("none", gettext_lazy("Not offered")),
            ("limited", gettext_lazy("This many seats")),
            ("unlimited", gettext_lazy("Unlimited")),
        ]
        super().__init__(
            {
                "offer": forms.Select(choices=offers),
                "number": forms.NumberInput(attrs={"min": 0}),
            },
            attrs,
        )

    def decompress(self, value: Any) -> list:
        if value is None:
            return ["none", None]
        offered, capacity = value
        if not offered:
            return ["none", None]
        return ["unlimited", None] if capacity is None else ["limited", capacity]


class SeatsField(forms.MultiValueField):
    """The seats for a role as (offered, capacity); a capacity of None is unlimited."""

    widget = SeatsWidget

    def __init__(self, **kwargs: Any) -> None:
        choices = [("none", ""), ("limited", ""), ("unlimited", "")]
        fields = (
            forms.ChoiceField(choices=choices),
            forms.IntegerField(min_value=0, max_value=1_000_000, required=False),
        )
        super().__init__(fields, require_all_fields=False, required=False, **kwargs)

    def compress(self, values: list) -> tuple[bool, int | None]:
        offer, number = [*values, None, None][:2]
        if offer == "limited" and number is None:
            raise ValidationError(_("How many seats?"), code="number")
        return (offer not in ("none", None, ""), number if offer == "limited" else None)
