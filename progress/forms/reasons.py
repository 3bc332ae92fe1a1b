"""Why, where one may say it beside an answer, and need not."""

from django.http import HttpRequest

LONGEST = 300


def read_reason(request: HttpRequest) -> str:
    """As much as is kept. PostgreSQL has no NUL."""
    return request.POST.get("why", "").replace("\x00", "").strip()[:LONGEST]
