"""Pictures and sounds in the site's library, for tests of questions that show or play them."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image as Pillow
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.models import Image


def picture(title: str = "Bow") -> Image:
    made = get_image_model()(title=title, width=40, height=30)
    made.file.save(f"{title.lower()}.png", ContentFile(png(title)), save=False)
    made.save()
    return made


def png(title: str) -> bytes:
    target = BytesIO()
    Pillow.new("RGB", (40, 30), (len(title) * 9 % 256, 90, 90)).save(target, "PNG")
    return target.getvalue()


def sound(title: str = "Violin", ending: str = "mp3"):
    made = get_document_model()(title=title)
    made.file.save(f"{title.lower()}.{ending}", ContentFile(b"ID3" + title.encode()), save=False)
    made.save()
    return made


def shows(image: Image, alt: str) -> list[dict]:
    """The stored media of a part that is a picture."""
    return [{"type": "image", "id": "", "value": {"image": image.pk, "alt": alt}}]


def plays(document) -> list[dict]:
    return [{"type": "sound", "id": "", "value": document.pk}]
