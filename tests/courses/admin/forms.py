"""What an editor's browser would send of the forms of occasions and venues."""

from typing import Any

Data = dict[str, Any]


def rows(name: str, *given: Data) -> Data:
    """Those with an id first, as they stand in a form."""
    kept = sum("id" in row for row in given)
    data: Data = {f"{name}-TOTAL_FORMS": len(given), f"{name}-INITIAL_FORMS": kept}
    for number, row in enumerate(given):
        data |= {f"{name}-{number}-{key}": value for key, value in row.items()}
    return data


def occasion_form(
    course: Any, *meetings: Data, milestones: Any = (), questions: Any = (), **changes: Any
) -> Data:
    return {
        "course": course.pk,
        "title": "",
        "timezone": "Europe/Oslo",
        "intake": "direct",
        "applicants": "person",
        "offer_hours": 72,
        "approver": "manager",
        "approval_days": 14,
        **rows("meetings", *meetings),
        **rows("milestones", *milestones),
        **rows("questions", *questions),
        **changes,
    }


def venue_form(occasion: Any, seats: int, **changes: Any) -> Data:
    return {
        "occasion": occasion.pk,
        "kind": "place",
        "places": "Førde",
        "participant_offer": "limited",
        "participant_number": seats,
        "observer_offer": "none",
        "contributor_offer": "none",
        **changes,
    }


def errors(response: Any) -> dict[str, list[str]]:
    return {field: list(found) for field, found in response.context["form"].errors.items()}
