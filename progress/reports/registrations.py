"""Who is registered for an occasion, in any state: found, sorted and counted for its desk."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy

from courses.models import Occasion, SeatRole
from progress.models import GroupMember, Registration, State
from progress.models.accounts import matching, name_fields
from progress.rules.lives import LIVE, SEATED

VIEWS: dict[str, Any] = {
    "placed": gettext_lazy("With a place"),
    "waiting": gettext_lazy("Waiting list"),
    "approving": gettext_lazy("To approve"),
    "choosing": gettext_lazy("To choose anew"),
    "ended": gettext_lazy("Ended"),
}
SHOWN = {
    "placed": Q(state__in=SEATED),
    "waiting": Q(state=State.QUEUED, approve_by=None),
    "approving": Q(state=State.QUEUED, approve_by__isnull=False),
    "choosing": Q(state=State.NEEDS_CHOICE),
    "ended": ~Q(state__in=LIVE),
}
# In the order in which each is dealt with, where nobody asked for another.
ORDERS = {
    "placed": ("shown_name", "pk"),
    "waiting": ("pool__venue__sort_order", "pool", "created_at", "pk"),
    "approving": ("approve_by", "pk"),
    "choosing": ("created_at", "pk"),
    "ended": ("-created_at", "-pk"),
}
SORTED_BY = ("name", "role", "venue", "organisation", "people", "registered", "state")
PROTECTED = Q(person__profile__is_protected=True)
# Not the opposite of that: who has no profile would be neither.
BY_NAME = Q(person__profile=None) | Q(person__profile__is_protected=False)


@dataclass(frozen=True)
class Wanted:
    view: str = "placed"
    venue: int | None = None
    role: str = ""
    search: str = ""
    sort: str = ""  # "-name" is the other way round


def registrations(occasion: Occasion, wanted: Wanted) -> QuerySet[Any]:
    """Those whom the filters leave, sorted. Nobody is found by the name that an alias hides."""
    found = Registration.objects.filter(SHOWN[wanted.view], occasion=occasion)
    if wanted.venue is not None:
        found = found.filter(pool__venue=wanted.venue)
    if wanted.role:
        found = found.filter(pool__role=wanted.role)
    if wanted.search:
        found = found.filter(_matching(wanted.search))
    named: QuerySet[Any] = found.annotate(
        shown_name=Case(
            When(PROTECTED, then=Lower("person__profile__alias")),
            When(person=None, then=Lower("organisation__name")),
            default=Lower(f"person__{name_fields()[-1]}"),
        ),
        role_order=Case(
            *(When(pool__role=role, then=number) for number, role in enumerate(SeatRole.values))
        ),
    )
    return named.order_by(*_order(wanted))


def _matching(search: str) -> Q:
    hidden = PROTECTED & Q(person__profile__alias__icontains=search)
    of_all = Q(group_name__icontains=search) | Q(organisation__name__icontains=search)
    open_names = matching(search, "person__") | Q(workplace__name__icontains=search)
    return hidden | of_all | (BY_NAME & open_names)


def _order(wanted: Wanted) -> list[Any]:
    key, backwards = wanted.sort.removeprefix("-"), wanted.sort.startswith("-")
    fields = {
        "name": ("shown_name",),
        "role": ("role_order",),
        "venue": ("pool__venue__sort_order", "pool__venue"),
        "organisation": ("workplace__name",),
        "people": ("headcount",),
        "registered": ("created_at",),
        "state": ("state",),
    }.get(key)
    if fields is None:
        return list(ORDERS[wanted.view])
    # Of two protected ones nothing may tell where they work, their place in the list neither.
    if key == "organisation":
        place: Any = Case(When(PROTECTED, then=None), default=F("workplace__name"))
        return [
            place.desc(nulls_last=True) if backwards else place.asc(nulls_last=True),
            *ORDERS["placed"],
        ]
    ways = [F(name).desc() if backwards else F(name).asc() for name in fields]
    return [*ways, *ORDERS["placed"]]


@dataclass(frozen=True)
class Totals:
    """Of an occasion: registrations in each view, and people who have a place."""

    views: dict[str, int]
    people: int
    roles: dict[str, int]
    groups: int
    group_people: int
    named: int


def totals(occasion: Occasion) -> Totals:
    """Two queries. Observers are counted apart, and people named of groups beside those reached."""
    mine = Registration.objects.filter(occasion=occasion)
    placed, of_group = SHOWN["placed"], ~Q(group_name="")
    counted = mine.aggregate(
        **{view: Count("pk", filter=shown) for view, shown in SHOWN.items()},
        **{
            f"people_{role}": Sum("headcount", filter=placed & Q(pool__role=role), default=0)
            for role in SeatRole.values
        },
        groups=Count("pk", filter=placed & of_group),
        group_people=Sum("headcount", filter=placed & of_group, default=0),
    )
    named = GroupMember.objects.filter(
        registration__occasion=occasion, registration__state__in=SEATED
    ).count()
    roles = {
        str(role.label): counted[f"people_{role.value}"]
        for role in SeatRole
        if counted[f"people_{role.value}"]
    }
    return Totals(
        views={view: counted[view] for view in SHOWN},
        people=sum(roles.values()),
        roles=roles,
        groups=counted["groups"],
        group_people=counted["group_people"],
        named=named,
    )
