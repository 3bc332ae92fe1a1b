from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from courses.reports.holes import NOTHING


def messages(request: HttpRequest | None, page: object, **extra: object) -> SafeString:
    """Fills the slot at the top of every page: what was done a moment ago."""
    said = get_messages(request) if request is not None else ()
    if not len(said):
        return NOTHING
    return render_to_string("courses/parts/messages.html", {"messages": said})
