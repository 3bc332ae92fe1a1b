"""Pictures, sounds and films that are asked about, and those that are answered with."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from courses.blocks.content import AudioBlock, ImageBlock, VideoBlock
from courses.rules.catalogue.files import BY_KIND, extension

PLAYABLE = BY_KIND["audio"] | BY_KIND["video"]  # a .webm or .mp4 may be sound alone


class AlternativeTextBlock(blocks.CharBlock):
    def __init__(self, **kwargs):
        words = _(
            "What the picture shows, for who does not see it. Say what is there, and leave out "
            "what would give the answer away."
        )
        super().__init__(**{"label": _("Alternative text"), "help_text": words} | kwargs)


class AskedImageBlock(ImageBlock):
    alt = AlternativeTextBlock()


class PromptMediaBlock(blocks.StreamBlock):
    """What a question is about. Its recordings have captions and transcripts as content has."""

    image = AskedImageBlock()
    audio = AudioBlock()
    video = VideoBlock()

    class Meta:
        required = False
        max_num = 1
        icon = "media"
        label = _("Picture, sound or film")
        help_text = _("What is asked about, if it is more than words. One at most.")


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alt = AlternativeTextBlock()

    class Meta:
        icon = "image"
        label = _("Image")
        label_format = "{alt}"


class SoundBlock(DocumentChooserBlock):
    def clean(self, value):
        value = super().clean(value)
        if value and extension(value.filename) not in PLAYABLE:
            endings = ", ".join(sorted(PLAYABLE))
            raise ValidationError(
                _("No player can play this file. Choose one that ends in %(endings)s."),
                params={"endings": endings},
            )
        return value

    class Meta:
        icon = "media"
        label = _("Audio")


class PartMediaBlock(blocks.StreamBlock):
    """One picture or one sound, in place of words or beside them."""

    image = PictureBlock()
    sound = SoundBlock()

    class Meta:
        required = False
        max_num = 1
        icon = "media"
        label = _("Picture or sound")
        help_text = _("Instead of the text, or beside it. One at most.")


class PartBlock(blocks.StructBlock):
    """A part of a question, which is told by words, by a picture or by a sound.

    `said_by` are the names of its text and of its media, for each of its sides.
    """

    said_by = (("text", "media"),)

    def clean(self, value):
        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        empty = [text for text, media in self.said_by if not (value[text] or value[media])]
        if empty:
            error = ValidationError(_("Write a text, or choose a picture or a sound."))
            raise blocks.StructBlockValidationError(block_errors=dict.fromkeys(empty, error))
        return value
