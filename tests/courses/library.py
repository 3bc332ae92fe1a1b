"""Pictures and sounds in the site's library, for tests of questions that show or play them."""

from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.documents.models import Document
from wagtail.images import get_image_model
from wagtail.images.models import Image


def picture(title: str = "Bow") -> Image:
    file = ImageFile(png(title), name=f"{title.lower()}.png")
    return get_image_model().objects.create(title=title, file=file)


def png(title: str) -> BytesIO:
    target = BytesIO()
    Pillow.new("RGB", (40, 30), (len(title) * 9 % 256, 90, 90)).save(target, "PNG")
    return target


def sound(title: str = "Violin", ending: str = "mp3") -> Document:
    file = ContentFile(b"ID3" + title.encode(), name=f"{title.lower()}.{ending}")
    return get_document_model().objects.create(title=title, file=file)


def shows(image: Image, alt: str) -> list[dict]:
    """The stored media of a part that is a picture."""
    return [{"type": "image", "id": "", "value": {"image": image.pk, "alt": alt}}]


def plays(document: Document) -> list[dict]:
    return [{"type": "sound", "id": "", "value": document.pk}]
