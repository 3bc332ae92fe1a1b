from django.http import Http404, HttpRequest, HttpResponse


def waiting(request: HttpRequest) -> HttpResponse:
    raise Http404  # the page is being written
