"""What progress adds to courses' pages and to the Wagtail admin. This file only wires."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import register_permission_policy

from courses.viewsets.keeping import KeptForEverPolicy
from progress.actions.call_off_letter import CALLED_OFF
from progress.actions.record_export import EXPORTED
from progress.actions.resend_message import RESENT
from progress.models import Guarantee
from progress.views import (
    desk_buttons,
    feedback,
    group_slots,
    kept,
    learning_slots,
    outbox_panel,
    outline_slots,
    place_slots,
    private_pages,
    publishing,
    roles,
    signals,
    step_slots,
    support_buttons,
    translation_slots,
)
from progress.viewsets.guarantees import GuaranteeViewSet
from progress.viewsets.mail_texts import MailTextViewSet
from progress.viewsets.messages import MessageViewSet
from progress.viewsets.occasion_staff import OccasionStaffViewSet
from progress.viewsets.people import PeopleGroup
from progress.viewsets.people_choosers import organisation_chooser, person_chooser

register_permission_policy(Guarantee, KeptForEverPolicy(Guarantee))

hooks.register("vidare_slot_occasion_row", place_slots.occasion_row)
hooks.register("vidare_slot_course_aside", place_slots.course_aside)
hooks.register("vidare_slot_occasion_after", feedback.occasion_after)
hooks.register("vidare_slot_header_user", roles.header_user)

hooks.register("vidare_slot_step_questions", group_slots.joint_days)  # above what is asked
for slot in (
    learning_slots.course_aside,
    learning_slots.course_main,
    learning_slots.head,
    learning_slots.module_end,
    learning_slots.module_gate,
    learning_slots.module_top,
    outline_slots.outline_module,
    outline_slots.outline_step,
    step_slots.step_end,
    step_slots.step_questions,
    translation_slots.module_translation,
    translation_slots.outline_before,
    translation_slots.steps_before,
):
    hooks.register(f"vidare_slot_{slot.__name__}", slot)
hooks.register("vidare_slot_course_aside", group_slots.course_aside)  # below one's own way
for before in (
    kept.before_bulk_action,
    kept.before_delete_page,
    kept.before_delete_snippet,
    kept.before_delete_user,
    kept.before_edit_page,
    kept.before_move_page,
    kept.before_unpublish_page,
):
    hooks.register(before.__name__, before)
# Last: what stops a publication, or says why, comes before anybody has to choose.
hooks.register("before_publish_page", publishing.before_publish_page, order=100)
hooks.register("before_bulk_action", publishing.before_bulk_action, order=100)
for where in ("register_page_header_buttons", "register_page_listing_more_buttons"):
    hooks.register(where, publishing.history_button)
    hooks.register(where, signals.signals_button)
hooks.register("vidare_slot_module_editor", signals.module_editor)
hooks.register("construct_homepage_panels", outbox_panel.homepage_panels)
hooks.register("register_user_listing_buttons", support_buttons.user_buttons)
hooks.register("vidare_occasion_buttons", desk_buttons.occasion_buttons)
hooks.register("vidare_venue_buttons", desk_buttons.venue_buttons)
hooks.register("vidare_may_read_course", learning_slots.may_read_closed_course)
hooks.register("on_serve_page", private_pages.keep_private)


@hooks.register("register_admin_viewset")
def occasion_staff() -> OccasionStaffViewSet:
    return OccasionStaffViewSet("occasion_staff")


@hooks.register("register_admin_viewset")
def guarantees() -> GuaranteeViewSet:
    return GuaranteeViewSet("guarantees")


@hooks.register("register_admin_viewset")
def people_menu() -> list[ViewSet]:
    return [PeopleGroup(), person_chooser, organisation_chooser]


@hooks.register("register_admin_viewset")
def mails() -> list[ViewSet]:
    return [MailTextViewSet("mail_texts"), MessageViewSet("messages")]


@hooks.register("register_admin_urls")
def publishing_urls() -> list[URLPattern]:
    return [
        path(
            "vidare/publish/<id:page_id>/<id:revision_id>/",
            publishing.publish_choice,
            name="vidare_publish_choice",
        ),
        path("vidare/changes/<id:pk>/", publishing.history, name="vidare_content_changes"),
    ]


@hooks.register("register_admin_urls")
def signals_urls() -> list[URLPattern]:
    return [
        path("vidare/signals/<id:pk>/", signals.signals_page, name="vidare_signals"),
        path("vidare/signals/<id:pk>.json", signals.signals_data, name="vidare_signals_data"),
    ]


@hooks.register("register_log_actions")
def log_what_is_done(actions: LogActionRegistry) -> None:
    actions.register_action(
        EXPORTED,
        gettext_lazy("Take out a list of participants"),
        gettext_lazy("List of participants taken out"),
    )
    actions.register_action(RESENT, gettext_lazy("Send again"), gettext_lazy("Sent again"))
    actions.register_action(CALLED_OFF, gettext_lazy("Call off"), gettext_lazy("Called off"))
