"""What one lets one's facilitator read: the door to change it, and the page where it is read."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from courses.rules.html import linkify_plain
from progress.actions.hold_enrolment import WayOf
from progress.actions.share_reflection import share_reflection
from progress.actions.unshare_reflection import unshare_reflection
from progress.models import StudyGroup
from progress.permissions import SignedInRequest, may_read_shared
from progress.reports.shared_reflections import shared_with, texts_of
from progress.rules.learning_errors import CannotLearn
from progress.views.learning import page_of_form, say, signed_in
from progress.views.saving import is_quiet, not_saved, saved
from progress.views.study_groups import in_group

LEAF = 50


@require_POST
@signed_in
def share(request: HttpRequest, key: uuid.UUID, module_id: int, step: str) -> HttpResponse:
    """The button names the readers that it spoke of; the other one takes it back."""
    way = WayOf(request.user.pk, key)
    question = request.POST.get("question", "")
    try:
        if "unshare" in request.POST:
            unshare_reflection(enrolment=way, question=question)
        else:
            readers = [int(one) for one in request.POST.get("share", "").split(".") if is_pk(one)]
            share_reflection(
                enrolment=way, module=module_id, step=step, question=question, readers=readers
            )
    except CannotLearn as error:
        if is_quiet(request):
            return not_saved(error, page_of_form(request))
        say(request, error)
    if is_quiet(request):
        return saved()
    return HttpResponseRedirect(f"{page_of_form(request)}#sharing-{question[:36]}")


def is_pk(text: str) -> bool:
    return text.isdecimal() and len(text) < 19


@require_safe
@in_group(may_read_shared)
def shared(request: SignedInRequest, group: StudyGroup) -> HttpResponse:
    found = shared_with(group, language=get_language() or "en")
    leaf = Paginator(found, LEAF).get_page(request.GET.get("page"))
    texts = texts_of(leaf.object_list)
    rows = [
        # linkify_plain has escaped it.
        {"shared": one, "text": SafeString(linkify_plain(str(texts.get(one.answer, ""))))}
        for one in leaf.object_list
    ]
    return render(
        request, "progress/groups/shared.html", {"group": group, "rows": rows, "leaf": leaf}
    )
