"""What courses adds to the Wagtail admin. This file only wires."""

from collections.abc import Iterator

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permissions import register_permission_policy

from courses.actions.confirm_translation import UP_TO_DATE
from courses.actions.leave_unpublished import STOPPED
from courses.models import CoursePage, DatedCoursePage, Occasion, Venue
from courses.reports.stopped import NotPublished
from courses.views import translations
from courses.views.archive_course import archive_course
from courses.views.copy_course import CopyCourseView
from courses.views.make_package import MakePackageView
from courses.views.messages import messages as messages_slot
from courses.views.modules import keep_closed
from courses.views.publishing import (
    stop_unmeetable,
    stop_unmeetable_at_its_time,
    stop_unmeetable_in_bulk,
)
from courses.viewsets import CoursesGroup
from courses.viewsets.approving import ApprovingViewSet, page_viewsets
from courses.viewsets.keeping import KeptForEverPolicy
from courses.viewsets.pages import register_edit_pages

hooks.register("before_serve_page", keep_closed)
hooks.register("vidare_slot_messages", messages_slot)
hooks.register("before_publish_page", stop_unmeetable)
hooks.register("before_bulk_action", stop_unmeetable_in_bulk)
hooks.register("vidare_before_scheduled_publish", stop_unmeetable_at_its_time)
register_permission_policy(Occasion, KeptForEverPolicy(Occasion))
register_permission_policy(Venue, KeptForEverPolicy(Venue))
register_edit_pages()


@hooks.register("register_admin_viewset")
def courses_menu() -> CoursesGroup:
    return CoursesGroup()


@hooks.register("register_admin_viewset")
def approving() -> list[ApprovingViewSet]:
    return page_viewsets


@hooks.register("register_admin_urls")
def copy_course_url() -> list:
    return [path("vidare/copy/<id:pk>/", CopyCourseView.as_view(), name="vidare_copy_course")]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def copy_course_button(page: Page, user: Model, **kwargs: object) -> Iterator[Button]:
    if isinstance(page.specific_deferred, CoursePage):
        url = reverse("vidare_copy_course", args=[page.pk])
        yield Button(_("Copy for a new year"), url, icon_name="date", priority=35)


@hooks.register("register_admin_urls")
def make_package_url() -> list:
    return [path("vidare/package/<id:pk>/", MakePackageView.as_view(), name="vidare_make_package")]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def make_package_button(page: Page, user: Model, **kwargs: object) -> Iterator[Button]:
    if isinstance(page.specific_deferred, DatedCoursePage):
        url = reverse("vidare_make_package", args=[page.pk])
        yield Button(_("Make a package of this course"), url, icon_name="copy", priority=36)


@hooks.register("register_admin_urls")
def archive_course_url() -> list:
    return [path("vidare/archive/<id:pk>/", archive_course, name="vidare_archive_course")]


@hooks.register("register_page_header_buttons")
@hooks.register("register_page_listing_more_buttons")
def archive_course_button(page: Page, user: Model, **kwargs: object) -> Iterator[Button]:
    course = page.specific_deferred
    if isinstance(course, CoursePage) and page.permissions_for_user(user).can_publish():
        label = _("Archive") if course.archived_at is None else _("Bring back from the archive")
        url = reverse("vidare_archive_course", args=[page.pk])
        yield Button(label, url, icon_name="folder-inverse", priority=45)


@hooks.register("register_admin_urls")
def translation_urls() -> list:
    return [
        path(
            "vidare/translations/",
            translations.lagging_translations,
            name="vidare_lagging_translations",
        ),
        path(
            "vidare/translations/<id:pk>/",
            translations.translation_up_to_date,
            name="vidare_translation_up_to_date",
        ),
    ]


@hooks.register("register_reports_menu_item")
def lagging_translations_item() -> MenuItem:
    url = reverse("vidare_lagging_translations")
    return translations.LaggingMenuItem(
        _("Translations that lag"), url, icon_name="globe", order=850
    )


@hooks.register("register_log_actions")
def log_what_is_changed(actions: LogActionRegistry) -> None:
    actions.register_action("vidare.archive", gettext_lazy("Archive"), gettext_lazy("Archived"))
    actions.register_action(
        "vidare.restore",
        gettext_lazy("Bring back from the archive"),
        gettext_lazy("Brought back from the archive"),
    )
    actions.register_action(
        "vidare.occasion_state", gettext_lazy("Change the state"), gettext_lazy("State changed")
    )
    actions.register_action(
        "vidare.decide_venue", gettext_lazy("Decide the town"), gettext_lazy("Town decided")
    )
    actions.register_action(
        "vidare.cancel_venue", gettext_lazy("Cancel the venue"), gettext_lazy("Venue cancelled")
    )
    actions.register_action(
        UP_TO_DATE,
        gettext_lazy("The translation is up to date"),
        gettext_lazy("Translation said to be up to date"),
    )
    actions.register_action(STOPPED)(NotPublished)


@hooks.register("before_move_page")
def stay_in_the_language(
    request: HttpRequest, page: Page, destination: Page
) -> HttpResponse | None:
    """A course under another language's catalogue would be found by nobody who reads it."""
    if isinstance(page.specific, CoursePage) and page.locale_id != destination.locale_id:
        messages.error(
            request,
            _("This course is in another language than that catalogue. Translate it instead."),
        )
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("before_delete_page")
def keep_courses_with_occasions(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not _occasions_below([page]):
        return None
    _say_archive(request)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def keep_courses_with_occasions_in_bulk(
    request: HttpRequest, action_type: str, objects: list, action: object
) -> HttpResponse | None:
    pages = [thing for thing in objects if isinstance(thing, Page)]
    if action_type != "delete" or not _occasions_below(pages):
        return None
    _say_archive(request)
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


def _occasions_below(pages: list[Page]) -> bool:
    return any(
        Occasion.objects.filter(
            course__in=Page.objects.descendant_of(page, inclusive=True)
        ).exists()
        for page in pages
    )


def _say_archive(request: HttpRequest) -> None:
    messages.error(
        request,
        _("A course with occasions is not deleted. Unpublish or archive it: its history stays."),
    )
