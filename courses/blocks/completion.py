"""What a course asks for, as data: the blocks of its rule."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class AttendanceBlock(blocks.StructBlock):
    percent = blocks.IntegerBlock(label=_("Percent of the time"), min_value=1, max_value=100)

    class Meta:
        icon = "group"
        label = _("Attendance")


class CompletionBlock(blocks.StreamBlock):
    attendance = AttendanceBlock()

    class Meta:
        required = False
