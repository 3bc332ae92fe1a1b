"""What progress adds to courses' pages and to the Wagtail admin. This file only wires."""

from wagtail import hooks

from progress.views import place_slots
from progress.viewsets.occasion_staff import OccasionStaffViewSet

hooks.register("vidare_slot_occasion_row", place_slots.occasion_row)
hooks.register("vidare_slot_course_aside", place_slots.course_aside)


@hooks.register("register_admin_viewset")
def occasion_staff() -> OccasionStaffViewSet:
    return OccasionStaffViewSet("occasion_staff")
