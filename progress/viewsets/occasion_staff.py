from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet

from progress.forms.occasion_staff import OccasionStaffForm
from progress.models import OccasionStaff


class OccasionStaffIndexView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return OccasionStaff.objects.select_related("person", "occasion__course").order_by(
            "-occasion__begins_on", "occasion", "pk"
        )


class OccasionStaffViewSet(ModelViewSet):
    """Who leads which occasion: they see its participants at /leading/."""

    model = OccasionStaff
    icon = "user"
    menu_label = _("Course leaders")
    menu_hook = "register_vidare_courses_menu_item"
    add_to_reference_index = False
    inspect_view_enabled = False
    copy_view_enabled = False
    index_view_class = OccasionStaffIndexView
    list_display = (
        "person",
        Column("occasion", label=_("Occasion"), accessor="occasion"),
        Column("role", label=_("Role"), accessor="get_role_display"),
    )
    list_filter = ("role",)
    search_fields = ("person__email", "occasion__title", "occasion__course__title")
    panels = (FieldPanel("occasion"), FieldPanel("address"), FieldPanel("role"))

    def get_form_class(self, for_update: bool = False) -> type[OccasionStaffForm]:
        return OccasionStaffForm
