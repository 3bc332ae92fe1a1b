from django.http import Http404, HttpRequest, HttpResponse


def answer(request: HttpRequest, token: str) -> HttpResponse:
    raise Http404  # the page is being written
