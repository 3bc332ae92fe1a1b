"""Copies of pages on a learner's own device, for when there is no network."""

from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


def is_copy(request: HttpRequest) -> bool:
    """Asked for by the worker, to be kept: nobody reads it now."""
    return "X-Vidare-Copy" in request.headers


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The worker's script, at an address from which it may serve the pages of any course."""
    found = finders.find("progress/js/worker.js")
    if not isinstance(found, str):
        raise Http404
    script = Path(found).read_text(encoding="utf-8")
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer.headers["Service-Worker-Allowed"] = "/"
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@login_required
@require_safe
def copies(request: HttpRequest) -> HttpResponse:
    """What is read where a page is not on the device: the ones that are."""
    return render(request, "progress/learning/copies.html")
