"""What nobody could complete is not published: it stays a draft, and the editor is told why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, Revision

from courses.actions.leave_unpublished import leave_unpublished
from courses.forms.fields import as_validation_error
from courses.models.publishing import publish_due_modules
from courses.reports.unmeetable import reasons_to_stop
from courses.rules.unmeetable import Unmeetable


def stop_unmeetable(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Asked when the draft is saved already."""
    is_new = request.resolver_match is not None and request.resolver_match.url_name == "add"
    reasons = reasons_to_stop(page, is_new=is_new)
    if not reasons:
        return None
    if is_new:  # Wagtail has made the page as live as it is going to be
        Page.objects.filter(pk=page.pk).update(live=False, has_unpublished_changes=True)
    tell(request, page, reasons)
    return redirect("wagtailadmin_pages:edit", page.pk)


def stop_unmeetable_in_bulk(
    request: HttpRequest, action_type: str, objects: list, action: object
) -> HttpResponse | None:
    if action_type != "publish" or request.method != "POST":
        return None
    stopped = False
    for chosen in objects:
        if isinstance(chosen, Page):
            page = chosen.specific.get_latest_revision_as_object()
            if reasons := reasons_to_stop(page):
                tell(request, page, reasons)
                stopped = True
    return redirect("wagtailadmin_explore", objects[0].get_parent().pk) if stopped else None


def stop_unmeetable_at_its_time(page: Page, revision: Revision) -> bool:
    """Where a set time has come and nobody can be asked: the page stays as it is, and its history
    and its edit page say why. Modules whose time has come too go first."""
    publish_due_modules(page)
    reasons = reasons_to_stop(revision.as_object())
    if reasons:
        leave_unpublished(page=page, revision=revision, reasons=reasons)
    return bool(reasons)


def tell(request: HttpRequest, page: Page, reasons: list[Unmeetable]) -> None:
    said = [as_validation_error(reason).messages[0] for reason in reasons]
    messages.error(
        request,
        format_html(
            "{} <ul>{}</ul>",
            _("“%(title)s” is kept as a draft: nobody could complete the course.")
            % {"title": page.get_admin_display_title()},
            format_html_join("", "<li>{}</li>", ((one,) for one in said)),
        ),
    )
