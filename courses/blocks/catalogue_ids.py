from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class CatalogueIdBlock(blocks.CharBlock):
    """The name by which a catalogue file knows the thing. Filled in by itself when left empty."""

    def __init__(self, **kwargs):
        super().__init__(
            **{
                "required": False,
                "max_length": 80,
                "label": _("Id in catalogue files"),
                "help_text": _("Made by itself when left empty."),
                "validators": [validate_slug],
            }
            | kwargs
        )

    class Meta:
        icon = "key"
