"""What the page's own script is told of a save: JSON, and "saved" only once it is."""

import uuid
from collections.abc import Mapping

from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _

from courses.rules.errors import RuleError
from courses.rules.outline import plain_id
from progress.rules.drafts import NoLongerAsked, WrittenElsewhere


def is_quiet(request: HttpRequest) -> bool:
    return "quiet" in request.POST


def device_key(person_id: int) -> str:
    """By what a device keeps one person's unsent work apart from another's."""
    return salted_hmac("vidare.device", str(person_id)).hexdigest()[:20]


def is_of_another(request: HttpRequest) -> bool:
    """Written by one person, and sent when another is signed in: it is not taken for theirs."""
    sent = request.POST.get("person")
    return bool(sent) and not constant_time_compare(sent, device_key(request.user.pk))


def saved(versions: Mapping[str, int] | None = None) -> JsonResponse:
    return JsonResponse(
        {"saved": True, "version": dict(versions or {}), "at": timezone.now().isoformat()}
    )


def signed_out() -> JsonResponse:
    return JsonResponse({"saved": False, "signed_out": True}, status=401)


def not_saved(error: RuleError, page: str) -> JsonResponse:
    """Why, in the language of the page; and both texts, where two have written in one place."""
    with override(get_language_from_path(page)):
        answer = {"saved": False, "code": error.code, "error": _(error.message) % error.params}
    if isinstance(error, WrittenElsewhere):
        answer["version"] = error.versions
        answer["conflicts"] = {
            id: {"mine": one.mine, "theirs": one.theirs, "version": one.version}
            for id, one in error.conflicts.items()
        }
        return JsonResponse(answer, status=409)
    if isinstance(error, NoLongerAsked):
        answer |= {"version": error.versions, "gone": list(error.gone)}
    return JsonResponse(answer, status=422)


def read_uid(sent: QueryDict) -> uuid.UUID | None:
    try:
        return uuid.UUID(sent.get("uid", ""))
    except ValueError:
        return None


def read_versions(sent: QueryDict) -> dict[str, int] | None:
    """What the writer had before them, by question; None where the form does not say."""
    found = {
        plain_id(name.removeprefix("v-")): int(sent[name][:10])
        for name in sent
        if name.startswith("v-") and sent[name][:10].isdecimal()
    }
    return found or None


def read_number(text: str) -> int:
    return int(text[:10]) if text[:10].isdecimal() else 0
