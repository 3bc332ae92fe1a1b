"""What an organiser changes for everybody: first a look at whom it is about, then a yes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from courses.actions.claim_edit import ChangedMeanwhileError
from courses.actions.decide_venue import decide_venue
from courses.models import Occasion, Venue
from courses.rules.errors import RuleError
from courses.rules.occasion_states import NEXT
from progress.actions.cancel_occasion import cancel_occasion
from progress.actions.cancel_venue import Cancelled, cancel_venue
from progress.actions.change_as_read import change_as_read
from progress.actions.postpone_occasion import postpone_occasion
from progress.forms.desk_changes import CancelVenueForm, ChangeForm, DecideForm, NoteForm
from progress.forms.sentences import sentence
from progress.permissions import SignedInRequest, may_organise_occasion
from progress.reports.changes import (
    OF_ALL,
    WITH_PLACE,
    people_registered,
    people_to_tell,
    venue_numbers,
)
from progress.reports.mailings import mailings_of
from progress.rules.cancelled_venues import may_cancel_venue
from progress.rules.offers import Refusal
from progress.rules.telling import tells_of_changes
from progress.views.desk import at_desk, at_table

require_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@at_desk(may_organise_occasion)
def changes(request: SignedInRequest, occasion: Occasion) -> HttpResponse:
    context = at_table(occasion, "changes") | {
        "venues": venue_numbers(occasion),
        "may_postpone": "postponed" in NEXT[occasion.state],
        "may_cancel": "cancelled" in NEXT[occasion.state],
        "is_off": _cannot_cancel(occasion) is not None,
        "mailings": mailings_of(occasion),
    }
    return render(request, "progress/desk/changes.html", context)


@require_form
@at_desk(may_organise_occasion)
def decide(request: SignedInRequest, occasion: Occasion, venue_id: int) -> HttpResponse:
    """Which town it is. Everybody registered there is told once."""
    venue = get_object_or_404(Venue, pk=venue_id, occasion=occasion)
    if not venue.is_undecided or venue.cancelled_on is not None:
        return redirect("progress:changes", occasion.pk)
    form = DecideForm(request.POST or None, occasion=occasion, venue=venue)
    today = timezone.now().astimezone(occasion.zone).date()
    tells = tells_of_changes(state=occasion.state, ends_on=occasion.ends_on, today=today)
    told = people_to_tell(occasion, WITH_PLACE | {"queued"}, venue=venue.pk) if tells else 0
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        decided = _try(
            form,
            occasion,
            lambda: decide_venue(
                venue=venue, place=said["place"], address=said["address"], by=request.user
            ),
        )
        if decided is not None:
            words = ngettext(
                "It is in %(place)s. %(told)s person is told.",
                "It is in %(place)s. %(told)s people are told.",
                told,
            )
            messages.success(request, words % {"place": said["place"], "told": told})
            return redirect("progress:changes", occasion.pk)
    context = at_table(occasion) | {"venue": venue, "form": form, "told": told, "tells": tells}
    return render(request, "progress/desk/decide.html", context)


@require_form
@at_desk(may_organise_occasion)
def cancel_one(request: SignedInRequest, occasion: Occasion, venue_id: int) -> HttpResponse:
    """The numbers, a note and a choice; the numbers of that choice, and a yes; and it is done."""
    venue = get_object_or_404(Venue, pk=venue_id, occasion=occasion)
    if venue.cancelled_on is not None:
        return redirect("progress:venue_cancelled", occasion.pk, venue.pk)
    if refusal := _cannot_cancel(occasion):
        messages.error(request, sentence(refusal))
        return redirect("progress:changes", occasion.pk)
    others = list(Venue.objects.running().filter(occasion=occasion).exclude(pk=venue.pk))
    form = CancelVenueForm(request.POST or None, occasion=occasion, others=others)
    page, move_to = "cancel_venue", None
    if request.method == "POST" and form.is_valid():
        move_to, note = form.venue, form.cleaned_data["note"]
        page = "cancel_venue_sure"
        if _is_new(form, occasion) and "sure" in request.POST:
            outcome = _try(
                form,
                occasion,
                lambda: cancel_venue(venue=venue, by=request.user, note=note, move_to=move_to),
            )
            if outcome is not None:
                messages.success(request, _what_happened(outcome))
            venue.refresh_from_db(fields=["cancelled_on"])
            # By this request, or by the same one sent twice while the first was at work.
            if venue.cancelled_on is not None:
                return redirect("progress:venue_cancelled", occasion.pk, venue.pk)
    context = at_table(occasion) | {
        "venue": venue,
        "form": form,
        "move_to": move_to,
        "outcome": cancel_venue(venue=venue, by=request.user, move_to=move_to, dry_run=True),
    }
    return render(request, f"progress/desk/{page}.html", context)


@require_safe
@at_desk(may_organise_occasion)
def venue_cancelled(request: SignedInRequest, occasion: Occasion, venue_id: int) -> HttpResponse:
    """It is done: who is left to choose."""
    venue = get_object_or_404(Venue, pk=venue_id, occasion=occasion, cancelled_on__isnull=False)
    left = people_registered(occasion, {"needs_choice"}, venue=venue.pk)
    context = at_table(occasion) | {
        "venue": venue,
        "left": left,
        "mailings": mailings_of(occasion),
    }
    return render(request, "progress/desk/venue_cancelled.html", context)


@require_form
@at_desk(may_organise_occasion)
def cancel_all(request: SignedInRequest, occasion: Occasion) -> HttpResponse:
    return _put_off(
        request,
        occasion,
        "cancelled",
        told=people_to_tell(occasion, OF_ALL),
        change=lambda note: cancel_occasion(occasion=occasion, by=request.user, note=note),
    )


@require_form
@at_desk(may_organise_occasion)
def postpone(request: SignedInRequest, occasion: Occasion) -> HttpResponse:
    return _put_off(
        request,
        occasion,
        "postponed",
        told=people_to_tell(occasion, WITH_PLACE | {"queued"}),
        change=lambda note: postpone_occasion(occasion=occasion, by=request.user, note=note),
    )


def _put_off(
    request: SignedInRequest,
    occasion: Occasion,
    state: str,
    *,
    told: int,
    change: Callable[[str], int],
) -> HttpResponse:
    """Cancels or postpones the occasion: a note, then a yes."""
    if state not in NEXT[occasion.state]:
        return redirect("progress:changes", occasion.pk)
    form = NoteForm(request.POST or None, occasion=occasion)
    page = "put_off"
    if request.method == "POST" and form.is_valid():
        page = "put_off_sure"
        note = form.cleaned_data["note"]
        is_sure = _is_new(form, occasion) and "sure" in request.POST
        if is_sure and _try(form, occasion, lambda: change(note)) is None:
            if state == occasion.state:  # the same one, sent twice while the first was at work
                return redirect("progress:changes", occasion.pk)
        elif is_sure:
            words = {
                "cancelled": ngettext(
                    "The occasion is cancelled. %(told)s person is told.",
                    "The occasion is cancelled. %(told)s people are told.",
                    told,
                ),
                "postponed": ngettext(
                    "The occasion is postponed. %(told)s person is told.",
                    "The occasion is postponed. %(told)s people are told.",
                    told,
                ),
            }[state]
            messages.success(request, words % {"told": told})
            return redirect("progress:changes", occasion.pk)
    context = at_table(occasion) | {
        "form": form,
        "told": told,
        "state": state,
    }
    return render(request, f"progress/desk/{page}.html", context)


def _try(form: ChangeForm, occasion: Occasion, change: Callable[[], Any]) -> Any:
    """What the change answers with; None where it was refused, and the form says why."""
    read = form.cleaned_data["edit_version"]
    try:
        return change_as_read(occasion_id=occasion.pk, read=read, change=change)
    except ChangedMeanwhileError:
        form.add_error(None, _changed())
    except RuleError as error:
        form.add_error(None, sentence(error))
    occasion.refresh_from_db()
    return None


def _cannot_cancel(occasion: Occasion) -> Refusal | None:
    today = timezone.now().astimezone(occasion.zone).date()
    return may_cancel_venue(occasion.state, occasion.ends_on, today)


def _is_new(form: ChangeForm, occasion: Occasion) -> bool:
    """Whether the occasion is still as it was when the form was opened. Else it says so."""
    is_new = bool(form.cleaned_data["edit_version"] == occasion.edit_version)
    if not is_new:
        form.add_error(None, _changed())
    return is_new


def _changed() -> str:
    return _("Somebody else changed this occasion after you opened it. Nothing was done.")


def _what_happened(outcome: Cancelled) -> str:
    words = [
        ngettext(
            "%(number)s registration is moved.",
            "%(number)s registrations are moved.",
            outcome.moved,
        )
        % {"number": outcome.moved},
        ngettext(
            "%(number)s is asked to choose anew.",
            "%(number)s are asked to choose anew.",
            outcome.choosing,
        )
        % {"number": outcome.choosing},
        ngettext("%(number)s waits no more.", "%(number)s wait no more.", outcome.waiting)
        % {"number": outcome.waiting},
    ]
    numbers = (outcome.moved, outcome.choosing, outcome.waiting)
    said = [word for word, number in zip(words, numbers, strict=True) if number]
    told = ngettext(
        "%(number)s person is told by mail.", "%(number)s people are told by mail.", outcome.told
    )
    if outcome.told:
        said.append(told % {"number": outcome.told})
    return " ".join([_("The venue is cancelled."), *said])
