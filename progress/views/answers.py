"""What a mail's link leads to, without signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from progress.models.links import read_link


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    link = read_link(token)
    return render(request, "progress/places/answer_unknown.html", {"link": link}, status=404)
