from django.db import models
from django.utils.translation import gettext_lazy as _


class CatalogueFile(models.Model):
    """Which file beside a catalogue became which image or document: imported once, found again."""

    path = models.CharField(_("path"), max_length=500)
    digest = models.CharField(max_length=64)
    image = models.ForeignKey(
        "wagtailimages.Image", models.CASCADE, null=True, blank=True, related_name="+"
    )
    document = models.ForeignKey(
        "wagtaildocs.Document", models.CASCADE, null=True, blank=True, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("catalogue file")
        verbose_name_plural = _("catalogue files")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(image=None) ^ models.Q(document=None),
                name="catalogue_file_is_image_or_document",
            )
        ]

    def __str__(self) -> str:
        return self.path
