"""What a page or a step is written with: one block for each kind of content in the catalogue."""

from functools import reduce
from operator import or_

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

PREVIEW = "courses/blocks/preview.html"  # the page on which an editor sees a block beforehand

# The same elements as courses.rules.html lets through, so that the editor loses none of them.
RICH_TEXT_FEATURES = [
    "h3", "h4", "bold", "italic", "superscript", "subscript", "ol", "ul", "hr", "blockquote",
    "link", "document-link",
]  # fmt: skip


class ParagraphBlock(blocks.TextBlock):
    """Plain text; addresses in it become links when it is shown."""

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        description = _("Plain text without formatting.")
        template = "courses/blocks/paragraph.html"
        preview_template = PREVIEW
        preview_value = "We begin where the pupils are: what do they want to say on stage?"


def newest(model_label: str, *endings: str) -> Model | None:
    """What the library has to show, for a preview: its newest file with one of these endings."""
    files = apps.get_model(model_label).objects.order_by("-pk")
    if endings:
        wanted = (Q(file__iendswith=f".{ending}") for ending in endings)
        files = files.filter(reduce(or_, wanted))
    return files.first()


class RichBlock(blocks.RichTextBlock):
    class Meta:
        icon = "doc-full"
        label = _("Text")
        description = _("Text with headings, lists and links.")
        template = "courses/blocks/text.html"
        preview_template = PREVIEW
        features = RICH_TEXT_FEATURES
        preview_value = "<p>Listen <b>first</b>, then play. Take turns to lead:</p><ul><li>one beats</li><li>the others answer</li></ul>"  # noqa: E501


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        description = _("A heading inside the page.")
        template = "courses/blocks/heading.html"
        preview_template = PREVIEW
        preview_value = "Before the first rehearsal"


class QuoteBlock(blocks.StructBlock):
    quote = blocks.TextBlock(label=_("Quote"))
    source = blocks.CharBlock(label=_("Source"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        description = _("A quotation with its source.")
        template = "courses/blocks/quote.html"
        preview_template = PREVIEW
        preview_value = {
            "quote": "A child who creates is heard.",
            "source": "Working group",
        }


class LinkBlock(blocks.StructBlock):
    url = blocks.URLBlock(label=_("Address"))
    text = blocks.CharBlock(label=_("Link text"), required=False)

    class Meta:
        icon = "link"
        label = _("Link")
        description = _("A link that stands by itself.")
        template = "courses/blocks/link.html"
        preview_template = PREVIEW
        preview_value = {"url": "https://example.org/", "text": "More about the method"}


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        help_text=_("What the image tells. Leave empty only if it is mere decoration."),
    )
    credit = blocks.CharBlock(label=_("Credit"), required=False)

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("An image with alternative text and credit.")
        template = "courses/blocks/image.html"
        preview_template = PREVIEW

    def get_preview_value(self):
        image = newest("wagtailimages.Image")
        return self.normalize({"image": image, "alt": _("An example"), "credit": _("Photographer")})


class MediaBlock(blocks.StructBlock):
    """A recording: a file of the document library, or an https address; never both."""

    endings: tuple[str, ...] = ()

    file = DocumentChooserBlock(label=_("File"), required=False)
    url = blocks.URLBlock(label=_("Address"), required=False, help_text=_("Instead of a file."))
    title = blocks.CharBlock(label=_("Title"), required=False)

    def clean(self, value):
        value = super().clean(value)
        if bool(value.get("file")) == bool(value.get("url")):
            message = ValidationError(_("Choose a file or give an address."))
            raise blocks.StructBlockValidationError(block_errors={"file": message})
        return value

    def get_preview_value(self):
        file = newest("wagtaildocs.Document", *self.endings)
        words = {"title": _("An example"), "transcript": _("What is said in the recording.")}
        return self.normalize(words | {"file": file, "url": ""})


class VideoBlock(MediaBlock):
    endings = ("webm", "mp4")

    captions = DocumentChooserBlock(
        label=_("Captions"), required=False, help_text=_("A WebVTT file (.vtt).")
    )
    transcript = blocks.TextBlock(label=_("Transcript"), required=False)

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A film with captions and transcript.")
        template = "courses/blocks/video.html"
        preview_template = PREVIEW


class AudioBlock(MediaBlock):
    endings = ("wav", "mp3", "m4a", "ogg")

    transcript = blocks.TextBlock(label=_("Transcript"), required=False)

    class Meta:
        icon = "media"
        label = _("Audio")
        description = _("Sound with a transcript.")
        template = "courses/blocks/audio.html"
        preview_template = PREVIEW


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(label=_("Title"), required=False)

    class Meta:
        icon = "doc-full-inverse"
        label = _("Document")
        description = _("A file to download.")
        template = "courses/blocks/document.html"
        preview_template = PREVIEW

    def get_preview_value(self):
        document = newest("wagtaildocs.Document", "pdf")
        return self.normalize({"document": document, "title": _("An example")})


class ContentBlock(blocks.StreamBlock):
    paragraph = ParagraphBlock(group=_("Text"))
    text = RichBlock(group=_("Text"))
    heading = HeadingBlock(group=_("Text"))
    quote = QuoteBlock(group=_("Text"))
    link = LinkBlock(group=_("Text"))
    table = TableBlock(
        label=_("Table"),
        group=_("Text"),
        description=_("Rows and columns with a caption."),
        template="courses/blocks/table.html",
        preview_template=PREVIEW,
        preview_value={
            "data": [["Week", "Theme"], ["1", "Pulse"], ["2", "Call and answer"]],
            "first_row_is_table_header": True,
            "table_caption": "Plan of the term",
        },
    )
    image = ImageBlock(group=_("Media"))
    video = VideoBlock(group=_("Media"))
    audio = AudioBlock(group=_("Media"))
    document = DocumentBlock(group=_("Media"))

    class Meta:
        template = "courses/blocks/content.html"
        preview_template = PREVIEW
        required = False
