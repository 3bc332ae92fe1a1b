"""Anybody can check a certificate by its number, without signing in."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from progress.forms.certificates import NumberForm
from progress.models import Certificate
from progress.models.addresses import base_url
from progress.reports.certificate_pdf import certificate_pdf
from progress.reports.certificates import (
    facts,
    find_certificate,
    is_protected,
    kind_and_deed,
    public_record,
    status,
)
from progress.rules.certificate_numbers import NumberError, normalise


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """The number, typed from a paper."""
    form = NumberForm(request.GET if "number" in request.GET else None)
    if form.is_valid():
        return redirect("progress:certificate", form.cleaned_data["number"])
    return render(request, "progress/certificates/check.html", {"form": form})


@require_safe
@never_cache
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    form = NumberForm({"number": number})
    if not form.is_valid():
        return _unknown(request, form)
    canonical = form.cleaned_data["number"]
    if canonical != number:
        return redirect("progress:certificate", canonical)
    found = find_certificate(canonical)
    if found is None:
        form.add_error("number", _("No certificate has this number."))
        return _unknown(request, form)
    return _shown(request, found)


@require_safe
@never_cache
def certificate_as_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """For whoever has the number, as on the paper; of a protected person for the holder alone."""
    found = _find(number)
    if found is None:
        return certificate(request, number)
    if is_protected(found) and found.person_id != request.user.pk:
        raise PermissionDenied
    if status(found) != "valid":
        return _shown(request, found, code=410)
    pdf = certificate_pdf(found, address_of(found))
    return _private(
        HttpResponse(
            pdf,
            content_type="application/pdf",
            headers={"Content-Disposition": f'inline; filename="{found.number}.pdf"'},
        )
    )


@require_safe
@never_cache
def certificate_as_json(request: HttpRequest, number: str) -> HttpResponse:
    found = _find(number)
    if found is None:
        record = {"format": "certificate-status/1", "number": number, "status": "unknown"}
        return _open(JsonResponse(record, status=404))
    return _open(JsonResponse(public_record(found, address_of(found))))


def address_of(found: Certificate) -> str:
    return base_url() + reverse("progress:certificate", args=[found.number])


def _find(number: str) -> Certificate | None:
    try:
        return find_certificate(normalise(number))
    except NumberError:
        return None


def _shown(request: HttpRequest, found: Certificate, code: int = 200) -> HttpResponse:
    language = get_language() or found.language
    kind, deed = kind_and_deed(found.data)
    context = {
        "certificate": found,
        "data": found.data,
        "status": status(found),
        "protected": is_protected(found),
        "is_holder": request.user.is_authenticated and found.person_id == request.user.pk,
        "kind": kind,
        "deed": deed,
        "facts": facts(found.data, language),
    }
    return _private(render(request, "progress/certificates/certificate.html", context, status=code))


def _unknown(request: HttpRequest, form: NumberForm) -> HttpResponse:
    response = render(request, "progress/certificates/unknown.html", {"form": form}, status=404)
    # Or LocaleMiddleware would send the visitor on to /sv/certificates/…, where nothing is.
    request.urlconf = "progress.urls"
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    """Search engines have no business with people's names."""
    response["X-Robots-Tag"] = "noindex"
    return response


def _open(response: HttpResponse) -> HttpResponse:
    """A page of another site may ask."""
    response["Access-Control-Allow-Origin"] = "*"
    return _private(response)
