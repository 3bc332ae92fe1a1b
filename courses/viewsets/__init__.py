from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup

from courses.viewsets.occasions import OccasionViewSet
from courses.viewsets.references import (
    AreaViewSet,
    OrganiserViewSet,
    PriorityAreaViewSet,
    SteeringDocumentViewSet,
)
from courses.viewsets.venues import VenueViewSet


class CoursesGroup(ViewSetGroup):
    """The menu “Courses”."""

    menu_label = _("Courses")
    menu_icon = "calendar-alt"
    menu_order = 150
    submenu_hook = "register_vidare_courses_menu_item"  # apps above add theirs to it
    items = (
        OccasionViewSet("occasions"),
        VenueViewSet("venues"),
        OrganiserViewSet(),
        SteeringDocumentViewSet(),
        PriorityAreaViewSet(),
        AreaViewSet(),
    )
