from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from progress.rules.certificate_numbers import NumberError, normalise


class NumberForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("Certificate number"),
        max_length=60,
        help_text=gettext_lazy("Fifteen letters and digits, such as 7KQ2M-9X4TB-C3HWP."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_number(self) -> str:
        try:
            return normalise(self.cleaned_data["number"])
        except NumberError as error:
            raise forms.ValidationError(
                _(error.message), code=error.code, params=error.params
            ) from error
