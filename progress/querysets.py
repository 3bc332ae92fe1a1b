"""Reads over what people do with the offer, as chainable words."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Replace, Substr
from treebeard.mp_tree import MP_NodeQuerySet

from progress.rules.lives import LIVE, SEATED
from progress.rules.people import spellings
from progress.rules.seals import seal_of

M = TypeVar("M", bound=models.Model)


def plain_uuid(field: str) -> Replace:
    """A UUID column as 32 hexadecimal digits, as rules know steps and questions."""
    return Replace(Cast(field, CharField()), Value("-"), Value(""))


class RegistrationQuerySet(models.QuerySet[M]):
    def live(self) -> "RegistrationQuerySet[M]":
        return self.filter(state__in=LIVE)

    def of(self, person_id: int | None) -> "RegistrationQuerySet[M]":
        """Somebody's own, and those of groups to which they added their name. Annotates member_id:
        of their name in the group, None of what is their own."""
        own = self.model._default_manager.filter(person=person_id).order_by()
        group_members: Any = self.model._meta.get_field("group_members")
        members = group_members.related_model._default_manager
        named = members.filter(person=person_id).order_by()
        mine = own.values("pk").union(named.values("registration"))
        return self.filter(
            pk__in=mine
        ).annotate(  # type: ignore[return-value]
            member_id=Case(
                When(person=person_id, then=None),
                default=Subquery(named.filter(registration=OuterRef("pk")).values("pk")[:1]),
            )
        )

    def seated(self) -> "RegistrationQuerySet[M]":
        """Those that hold a seat: offered and confirmed."""
        return self.filter(state__in=SEATED)

    def confirmed(self) -> "RegistrationQuerySet[M]":
        return self.filter(state="confirmed")

    def with_place(self) -> "RegistrationQuerySet[M]":
        """With the pool, the venue, the occasion and the course, as the pages on places show it."""
        return self.select_related("pool__venue__occasion__course", "workplace").defer(
            "pool__venue__occasion__course__body"
        )

    def coming_up(self, day: date) -> "RegistrationQuerySet[M]":
        """Of occasions that are not over, the next one first; undated ones last."""
        return self.filter(Q(occasion__ends_on=None) | Q(occasion__ends_on__gte=day)).order_by(
            F("occasion__begins_on").asc(nulls_last=True), "pk"
        )

    def waiting(self) -> "RegistrationQuerySet[M]":
        """In the queue for a seat, in its order; not who is still to be approved."""
        return self.filter(state="queued", approve_by=None).order_by("created_at", "pk")

    def numbered(self) -> "RegistrationQuerySet[M]":
        """Annotates queue_number: 1 for the head of its queue, 0 for what is in none."""
        ahead = (
            self.model._default_manager.waiting()  # type: ignore[attr-defined]
            .filter(
                Q(created_at__lt=OuterRef("created_at"))
                | Q(created_at=OuterRef("created_at"), pk__lte=OuterRef("pk")),
                pool=OuterRef("pool"),
            )
            .order_by()
            .values("pool")
            .annotate(number=Count("pk"))
            .values("number")
        )
        return self.annotate(  # type: ignore[return-value]
            queue_number=Case(
                When(state="queued", approve_by=None, then=Subquery(ahead)), default=0
            )
        )

    def to_approve(self) -> "RegistrationQuerySet[M]":
        return self.filter(state="queued", approve_by__isnull=False).order_by("approve_by", "pk")

    def to_choose(self) -> "RegistrationQuerySet[M]":
        return self.filter(state="needs_choice")

    def written_to(
        self, *, to: str, venue: int | None = None, role: str = ""
    ) -> "RegistrationQuerySet[M]":
        """Whom a letter goes to: Letter.To, at a venue or all, in a role or all."""
        found = {
            "seated": self.confirmed,
            "waiting": self.waiting,
            "needs_choice": self.to_choose,
        }[to]()
        if venue is not None:
            found = found.filter(pool__venue=venue)
        if role:
            found = found.filter(pool__role=role)
        return found.filter(person__isnull=False).order_by("created_at", "pk")


class GroupMemberQuerySet(models.QuerySet[M]):
    def told_of(self, registrations: Iterable[Any]) -> "GroupMemberQuerySet[M]":
        """Who is told of what happens to these groups, beside the person who registered each."""
        return (
            self.filter(registration__in=registrations)
            .exclude(person=F("registration__person"))
            .select_related("person__profile")
            .order_by("pk")
        )


class GuaranteeQuerySet(models.QuerySet[M]):
    def in_force(self, now: datetime) -> "GuaranteeQuerySet[M]":
        return self.filter(release_at__gt=now, released_at=None)


# A path is compared as a range: LIKE would read the whole table on SQLite. The digits and capitals
# of a path sort alike in every collation, and no branch has so many children as to pass the end.
def under(field: str, paths: Iterable[str]) -> Q:
    """The organisations at these paths and below; none where there is no path."""
    wanted = Q(pk__in=[])
    for path in paths:
        wanted |= Q(**{f"{field}__gte": path, f"{field}__lte": f"{path}ZZZZZ"})
    return wanted


STEP, LONGEST = 4, 255  # of an organisation's path: characters for a level, and in all


def above(field: str, path: str) -> Q:
    """The organisation at the path of an outer query, and those above it: by their index."""
    starts = range(STEP, LONGEST, STEP)
    return Q(**{f"{field}__in": [Substr(OuterRef(path), 1, end) for end in starts]})


def highest(paths: Iterable[str]) -> list[str]:
    """Those of these paths that lie below none of the others."""
    tops: list[str] = []
    for path in sorted(paths):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    return tops


class OrganisationQuerySet(MP_NodeQuerySet[M]):
    def valid_on(self, day: date) -> "OrganisationQuerySet[M]":
        """Half-open: valid_to is the first day on which it is no more."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_to=None) | Q(valid_to__gt=day),
        )

    def under(self, paths: Iterable[str]) -> "OrganisationQuerySet[M]":
        return self.filter(under("path", paths))

    def named(self, word: str) -> "OrganisationQuerySet[M]":
        """Whose name holds the word, whatever its case (which SQLite knows of ASCII alone)."""
        wanted = Q()
        for spelling in spellings(word):
            wanted |= Q(name__icontains=spelling)
        return self.filter(wanted)

    def tops(self, most: int) -> list[str]:
        """Their paths, without those that lie below another of them."""
        return highest(self.order_by("path")[:most].values_list("path", flat=True))


class MembershipQuerySet(models.QuerySet[M]):
    def valid_on(self, day: date) -> "MembershipQuerySet[M]":
        """Half-open: valid_to is the first day on which it is no more."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_to=None) | Q(valid_to__gt=day),
        )

    def managers(self) -> "MembershipQuerySet[M]":
        return self.filter(role="manager")

    def teachers(self) -> "MembershipQuerySet[M]":
        return self.filter(role="teacher")

    def under(self, paths: Iterable[str]) -> "MembershipQuerySet[M]":
        """At these organisations and below."""
        return self.filter(under("organisation__path", paths))

    def colleagues_of(self, person: Any, *, on: date) -> "MembershipQuerySet[M]":
        """Of others, that day, in an organisation where the person is too."""
        own = type(self)(self.model, using=self.db).filter(person=person).valid_on(on)
        return (
            self.valid_on(on)
            .filter(organisation__in=own.values("organisation"))
            .exclude(person=person)
        )

    def paths_managed_by(self, manager: Any, on: date) -> list[str]:
        """The tops of what somebody manages on a day, none below another. One query."""
        managed = type(self)(self.model, using=self.db).filter(person=manager)
        managed = managed.managers().valid_on(on)
        return highest(managed.values_list("organisation__path", flat=True))

    def visible_to(self, manager: Any, *, on: date) -> "MembershipQuerySet[M]":
        """Of that day, in the organisations that somebody manages, and below. Nobody else's."""
        return self.valid_on(on).under(self.paths_managed_by(manager, on))


class EnrolmentQuerySet(models.QuerySet[M]):
    def current(self) -> "EnrolmentQuerySet[M]":
        """By the version that is asked for now: of one person and course at most one."""
        return self.filter(is_current=True)

    def completed(self) -> "EnrolmentQuerySet[M]":
        return self.exclude(completed_at=None)

    def going_on(self) -> "EnrolmentQuerySet[M]":
        return self.filter(completed_at=None)


class StepRecordQuerySet(models.QuerySet[M]):
    def plain(self) -> "models.QuerySet[M, tuple[str, int]]":
        """(step, minutes), the step's id as 32 hexadecimal digits."""
        return self.values_list(plain_uuid("step"), "minutes")


class CertificateQuerySet(models.QuerySet[M]):
    def seal(self, *, data: dict[str, Any], **fields: Any) -> M:
        """Creates one whose seal will tell whether what it says was changed."""
        return self.create(data=data, seal=seal_of(data), **fields)


class MessageQuerySet(models.QuerySet[M]):
    def due(self, now: datetime) -> "MessageQuerySet[M]":
        """That wait, and not for a later try."""
        return self.filter(Q(next_try_at=None) | Q(next_try_at__lte=now), state="waiting").order_by(
            "created_at", "pk"
        )

    def failed(self) -> "MessageQuerySet[M]":
        return self.filter(state="failed")


class LetterQuerySet(models.QuerySet[M]):
    def due(self, now: datetime) -> "LetterQuerySet[M]":
        return self.filter(send_at__lte=now, sent_at=None, cancelled_at=None)


class MailTextQuerySet(models.QuerySet[M]):
    def words(self, *, course: Any, kind: str, language: str) -> str:
        """An editor's own words in the reader's language, else in the course's own. One query."""
        texts = self.filter(kind=kind, course__translation_key=course.translation_key)
        own = ""
        for locale, code, text in texts.values_list(
            "course__locale", "course__locale__language_code", "text"
        ):
            if code == language:
                return str(text)
            if locale == course.locale_id:
                own = text
        return own
