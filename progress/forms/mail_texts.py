from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from courses.models import CoursePage
from progress.models import MailText
from progress.models.accounts import screen_languages
from progress.reports.sample_mails import kinds_written
from progress.rules.mail_kinds import LABELS, WITH_OWN_WORDS


def kinds_to_word() -> list[tuple[str, str]]:
    return [(kind, _(LABELS[kind])) for kind in WITH_OWN_WORDS]


def kinds_to_try() -> list[tuple[str, str]]:
    return [(kind, _(LABELS[kind])) for kind in kinds_written()]


def languages_to_try() -> list[tuple[str, str]]:
    names = dict(settings.LANGUAGES)
    return [(code, str(names.get(code, code))) for code in screen_languages()]


class MailTextForm(WagtailAdminModelForm):
    kind = forms.ChoiceField(label=gettext_lazy("Mail"), choices=kinds_to_word)

    class Meta:
        model = MailText
        fields = ["course", "kind", "text"]


class TryMailForm(forms.Form):
    """Which mail an editor wants to see."""

    course = forms.ModelChoiceField(
        label=gettext_lazy("Course"), queryset=CoursePage.objects.none()
    )
    kind = forms.ChoiceField(label=gettext_lazy("Mail"), choices=kinds_to_try)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=languages_to_try)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courses = CoursePage.objects.select_related("locale").order_by("title", "pk")
        self.fields["course"].queryset = courses  # type: ignore[attr-defined]
