from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courses.models import Occasion
from progress.permissions import SignedInRequest
from progress.reports.mailings import mailings_of
from progress.views.desk import at_desk


@require_safe
@at_desk()
def mailings(request: SignedInRequest, occasion: Occasion) -> HttpResponse:
    """The part of a desk's page that says how many mails are sent, for its script."""
    context = {"mailings": mailings_of(occasion)}
    return render(request, "progress/desk/mailing_rows.html", context)
