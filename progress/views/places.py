from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from progress.models import Registration


@login_required
def place(request: HttpRequest, registration_id: int) -> HttpResponse:
    """One's own registration: what it is, when and where, and how to withdraw from it."""
    registration = get_object_or_404(
        Registration.objects.filter(person=request.user).select_related(
            "pool__venue__occasion__course"
        ),
        pk=registration_id,
    )
    return render(request, "progress/place.html", {"registration": registration})
