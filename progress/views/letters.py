"""Letters to the people of an occasion: written, looked at, sent or set for a time, called off."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.models import Occasion, Venue
from progress.actions.call_off_letter import call_off_letter
from progress.actions.write_letter import write_letter
from progress.forms.letters import LetterForm
from progress.forms.sentences import sentence
from progress.models import Letter
from progress.permissions import SignedInRequest
from progress.reports.letters import letters_of, preview_letter
from progress.reports.mailings import mailings_of
from progress.rules.letters import CannotCallOffLetter, CannotWriteLetter
from progress.views.desk import at_desk, at_table

LEAF = 50


@require_safe
@at_desk()
def letters(request: SignedInRequest, occasion: Occasion) -> HttpResponse:
    leaf = Paginator(letters_of(occasion), LEAF).get_page(request.GET.get("page"))
    context = at_table(occasion, "letters") | {
        "leaf": leaf,
        "rows": [(one, one.send_at.astimezone(occasion.zone)) for one in leaf.object_list],
        "mailings": mailings_of(occasion),
    }
    return render(request, "progress/desk/letters.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk()
def new_letter(request: SignedInRequest, occasion: Occasion) -> HttpResponse:
    """First the form, then the mail as it will be read, and only then it is sent."""
    venues = list(Venue.objects.current().filter(occasion=occasion))
    given = request.POST if request.method == "POST" else None
    form = LetterForm(given, venues=venues, zone=occasion.zone)
    context = at_table(occasion) | {"form": form, "zone": occasion.zone.key}
    if given is None or not form.is_valid() or "edit" in given:
        return render(request, "progress/desk/new_letter.html", context)
    said = form.cleaned_data
    if "send" in given:
        try:
            letter = write_letter(
                occasion=occasion,
                by=request.user,
                **{name: said[name] for name in ("subject", "text", "venue", "role", "to")},
                send_at=said["send_at"],
            )
        except CannotWriteLetter as refusal:
            form.refuse(refusal)
            return render(request, "progress/desk/new_letter.html", context)
        messages.success(
            request, _("The letter is sent.") if letter.sent_at else _("The letter is scheduled.")
        )
        return redirect("progress:letters", occasion.pk)
    context["preview"] = preview_letter(
        occasion=occasion, by=request.user, language=get_language() or "en", said=said
    )
    context["said"] = said
    return render(request, "progress/desk/letter_preview.html", context)


@require_POST
@at_desk()
def call_off(request: SignedInRequest, occasion: Occasion, letter_id: int) -> HttpResponse:
    letter = get_object_or_404(Letter, pk=letter_id, occasion=occasion)
    try:
        call_off_letter(letter=letter, by=request.user)
    except CannotCallOffLetter as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("The letter is called off: nobody gets it."))
    return redirect("progress:letters", occasion.pk)
