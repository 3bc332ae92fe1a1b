"""Before an editor publishes what others have begun: for how many it counts, and the choice."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page, Revision

from courses.models import CoursePage, ModulePage
from courses.rules.outline import Step
from courses.views.approving import APPROVE, approval_of
from progress.actions.publish_change import publish_change
from progress.actions.weigh_change import Weighed, blocks_of, weigh_change
from progress.forms.publishing import PublishChoiceForm
from progress.reports.content_changes import change_rows, content_changes

CHOSEN = "_vidare_chosen"
ON_A_PAGE = 50


def before_publish_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The draft is saved when Wagtail asks; what is written is not lost on the way."""
    if getattr(request, CHOSEN, False) or not isinstance(page, ModulePage):
        return None
    live = ModulePage.objects.filter(pk=page.pk, live=True).first()
    revision = page.latest_revision
    if live is None or revision is None:
        return None
    weighed = weigh(live, revision)
    if weighed is None or not weighed.asks:
        return None
    url = reverse("vidare_publish_choice", args=[page.pk, revision.pk])
    if approval := approval_of(request):
        sent = {"task": approval.task_state, "comment": approval.comment}
        url = f"{url}?{urlencode(sent)}"
    return redirect(url)


def before_bulk_action(
    request: HttpRequest, action_type: str, objects: list, action: object
) -> HttpResponse | None:
    """Of many pages at once none is published where one has to be chosen for."""
    if action_type != "publish" or request.method != "POST":
        return None
    pages = [one for one in objects if isinstance(one, Page)]
    waits = [page for page in pages if _has_to_be_chosen_for(page)]
    if not waits:
        return None
    said = _(
        "“%(title)s” has been begun. Publish it by itself, and choose what is asked of those who "
        "have. Nothing is published yet."
    )
    for page in waits:
        messages.warning(request, said % {"title": page.get_admin_display_title()})
    return redirect("wagtailadmin_explore", waits[0].get_parent().pk)


def _has_to_be_chosen_for(page: Page) -> bool:
    live = ModulePage.objects.filter(pk=page.pk, live=True).first()
    if live is None or live.latest_revision is None:
        return False
    weighed = weigh(live, live.latest_revision)
    return weighed is not None and weighed.asks


def weigh(live: ModulePage, revision: Revision) -> Weighed | None:
    return weigh_change(module=live, old=live.steps.raw_data, new=blocks_of(revision))


@require_http_methods(["GET", "POST"])
def publish_choice(request: HttpRequest, page_id: int, revision_id: int) -> HttpResponse:
    live = get_object_or_404(ModulePage, pk=page_id)
    revision = get_object_or_404(live.revisions, pk=revision_id)
    if live.live_revision_id == revision.pk:
        messages.success(request, _("This is live already."))
        return redirect("wagtailadmin_explore", live.get_parent().pk)
    check_permission(request, live)
    if live.latest_revision_id != revision.pk:
        messages.warning(
            request, _("The draft was changed since. Look at it again, and then publish it.")
        )
        return redirect("wagtailadmin_pages:edit", live.pk)
    form = PublishChoiceForm(request.POST or None)
    if form.is_valid():
        return publish(request, live, revision, form)
    weighed = weigh(live, revision) if live.live else None
    if weighed is None or not weighed.asks:
        messages.warning(request, _("Nobody has to be asked any more. Publish it as usual."))
        return redirect("wagtailadmin_pages:edit", live.pk)
    goes_live = revision.as_object().go_live_at
    context = {
        "form": form,
        "module": live,
        "approves": "task" in request.GET,
        "weighed": weighed,
        "new": named(weighed.new, weighed.diff.new),
        "gone": named(weighed.old, weighed.diff.gone),
        "changed": named(weighed.new, weighed.diff.changed),
        "goes_live": goes_live if goes_live and goes_live > timezone.now() else None,
    }
    return render(request, "progress/admin/publish_choice.html", context)


def check_permission(request: HttpRequest, live: ModulePage) -> None:
    """To publish; or, in a workflow, to approve the task that publishes."""
    lock = live.get_lock()
    if lock is not None and lock.for_user(request.user):
        raise PermissionDenied
    if "task" not in request.GET:
        if not live.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        return
    state = live.current_workflow_task_state
    if state is None or str(state.pk) != request.GET["task"]:
        raise PermissionDenied
    actions = live.current_workflow_task.get_actions(live, request.user)
    if APPROVE not in [name for name, *_ in actions]:
        raise PermissionDenied


def approve(request: HttpRequest, live: ModulePage) -> None:
    live.current_workflow_task.on_action(
        live.current_workflow_task_state,
        request.user,
        APPROVE,
        comment=request.GET.get("comment", ""),
    )


def publish(
    request: HttpRequest, live: ModulePage, revision: Revision, form: PublishChoiceForm
) -> HttpResponse:
    """Whoever else has a say before a page is published, or after, is asked here as well."""
    setattr(request, CHOSEN, True)
    draft = revision.as_object()
    for ask in hooks.get_hooks("before_publish_page"):
        if (answer := ask(request, draft)) is not None:
            return answer
    publish_change(
        module=live,
        revision=revision,
        by=request.user,
        publish=partial(approve, request, live) if "task" in request.GET else None,
        **form.cleaned_data,
    )
    published = ModulePage.objects.get(pk=live.pk)
    if "task" not in request.GET:  # Wagtail tells nobody of an approval by these
        for tell in hooks.get_hooks("after_publish_page"):
            if (answer := tell(request, published)) is not None:
                return answer
    said = (
        _("Page '%(page_title)s' has been published.")
        if published.live_revision_id == revision.pk
        else _("This version of '%(page_title)s' will go live at the time that you set.")
    )
    messages.success(request, said % {"page_title": published.get_admin_display_title()})
    course = published.get_parent()
    if course.permissions_for_user(request.user).can_edit():
        return redirect("vidare_content_changes", course.pk)
    return redirect("wagtailadmin_home")


def named(steps: tuple[Step, ...], ids: tuple[str, ...]) -> list[Step]:
    return [step for step in steps if step.id in ids]


@require_GET
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change of a course's modules that people had begun."""
    course = get_object_or_404(CoursePage, pk=pk)
    if not course.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    page = Paginator(content_changes(course), ON_A_PAGE).get_page(request.GET.get("p"))
    context = {"course": course, "rows": change_rows(list(page)), "page": page}
    return render(request, "progress/admin/content_changes.html", context)


def history_button(page: Page, user: object, **kwargs: object) -> Iterator[Button]:
    if (
        isinstance(page.specific_deferred, CoursePage)
        and page.permissions_for_user(user).can_edit()
    ):
        url = reverse("vidare_content_changes", args=[page.pk])
        yield Button(_("Changes of what people have begun"), url, icon_name="history", priority=50)
