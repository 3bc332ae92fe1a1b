"""A person's own page: what goes on, what comes up, what is done. Seven queries, however much."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import F, Min, Q, Sum
from django.utils import timezone

from courses.models import CoursePage, Meeting, OccasionState
from progress.models import Certificate, Enrolment, Registration, StepRecord, StudyGroup
from progress.models.times import in_words
from progress.rules.offers import Moment


@dataclass(frozen=True)
class MyGroup:
    """Colleagues who take the course together; the next day that they have planned."""

    pk: int
    name: str
    next_day: date | None


@dataclass
class MyCourse:
    """A way through a course, with the page of it that the person reads: in their language."""

    enrolment: Enrolment
    page: CoursePage
    certificates: list[Certificate] = field(default_factory=list)
    groups: list[MyGroup] = field(default_factory=list)

    @property
    def url(self) -> str:
        return (self.page.get_url() or "") if self.page.live else ""

    @property
    def kind(self) -> str:
        return "package" if hasattr(self.page, "packagepage") else "dated"


@dataclass
class MyPlace:
    """One's own, or the group's to which one added one's name."""

    registration: Registration
    page: CoursePage
    is_member: bool = False
    times: list[str] = field(default_factory=list)

    @property
    def until(self) -> Moment | None:
        """Until when an offer stands, or somebody has to say yes."""
        at = self.registration.hold_until or self.registration.approve_by
        zone = self.registration.pool.venue.occasion.zone
        return Moment(at.astimezone(zone), has_time=True) if at is not None else None

    @property
    def join_url(self) -> str:
        """For those with a confirmed seat only, and not where it was called off."""
        venue = self.registration.pool.venue
        is_mine = self.registration.state == "confirmed" and venue.cancelled_on is None
        return venue.join_url if is_mine and not self.is_postponed else ""

    @property
    def is_postponed(self) -> bool:
        """Its old times hold no more."""
        return self.registration.pool.venue.occasion.state == OccasionState.POSTPONED


@dataclass
class MyPage:
    going_on: list[MyCourse]
    coming_up: list[MyPlace]
    done: list[MyCourse]
    minutes_this_year: int
    year: int

    @property
    def is_empty(self) -> bool:
        return not (self.going_on or self.coming_up or self.done)


def read_my_page(*, person_id: int, language: str, today: date) -> MyPage:
    enrolments = list(
        Enrolment.objects.filter(Q(is_current=True) | Q(completed_at__isnull=False))
        .filter(person_id=person_id)
        .select_related("course__packagepage")
        .defer("course__body")
    )
    places = list(
        Registration.objects.of(person_id).live().numbered().with_place().coming_up(today)
    )
    pages = pages_in(
        language,
        [one.course for one in enrolments] + [one.pool.venue.occasion.course for one in places],
    )
    certificates = defaultdict(list)
    for certificate in Certificate.objects.filter(
        enrolment__person_id=person_id, successor=None
    ).order_by("pk"):
        certificates[certificate.enrolment_id].append(certificate)
    groups = groups_by_course(person_id, today)
    mine = [
        MyCourse(
            one,
            pages[one.translation_key],
            certificates[one.pk],
            groups[one.translation_key] if one.is_current else [],
        )
        for one in enrolments
    ]
    return MyPage(
        going_on=[one for one in mine if one.enrolment.completed_at is None],
        coming_up=_with_times(places, pages, language),
        done=[
            one
            for one in sorted(mine, key=lambda one: str(one.enrolment.completed_at), reverse=True)
            if one.enrolment.completed_at is not None
        ],
        minutes_this_year=minutes_in(person_id, today.year),
        year=today.year,
    )


def groups_by_course(person_id: int, today: date) -> dict[uuid.UUID, list[MyGroup]]:
    """The open groups that somebody is a member of, the soonest first. One query."""
    ahead = Q(joint_steps__confirmed_at=None, joint_steps__planned_on__gte=today)
    rows = (
        StudyGroup.objects.filter(closed_at=None, members__person=person_id, members__left_at=None)
        .annotate(next_day=Min("joint_steps__planned_on", filter=ahead))
        .order_by(F("next_day").asc(nulls_last=True), "pk")
        .values_list("course_key", "pk", "name", "next_day")
    )
    found: dict[uuid.UUID, list[MyGroup]] = defaultdict(list)
    for key, *group in rows:
        found[key].append(MyGroup(*group))
    return found


def pages_in(language: str, courses: Iterable[CoursePage]) -> dict[uuid.UUID, CoursePage]:
    """By translation key: the live page in this language, else the one that the record hangs on."""
    found: dict[uuid.UUID, CoursePage] = {}
    for course in courses:
        found.setdefault(course.translation_key, course)
    for page in (
        CoursePage.objects.live()
        .filter(translation_key__in=list(found), locale__language_code=language)
        .select_related("packagepage")
        .defer("body")
    ):
        found[page.translation_key] = page
    return found


def _with_times(
    places: list[Any], pages: dict[uuid.UUID, CoursePage], language: str
) -> list[MyPlace]:
    meetings = defaultdict(list)
    occasions = {one.occasion_id for one in places}
    if occasions:
        for meeting in Meeting.objects.current().filter(occasion__in=occasions):
            meetings[meeting.occasion_id].append(meeting)
    mine = []
    for one in places:
        occasion = one.pool.venue.occasion
        place = MyPlace(one, pages[occasion.course.translation_key], one.member_id is not None)
        if not place.is_postponed:
            place.times = [
                in_words(meeting, occasion.zone, language)
                for meeting in meetings[one.occasion_id]
                if meeting.venue_id in (None, one.pool.venue_id)
            ]
        mine.append(place)
    return mine


def minutes_in(person_id: int, year: int) -> int:
    """Planned minutes of the steps done that year, in the site's own time zone.

    What was carried over into a new version has the time at which it was done, and counts once.
    """
    zone = timezone.get_default_timezone()
    begins = datetime(year, 1, 1, tzinfo=zone)
    ends = datetime(year + 1, 1, 1, tzinfo=zone)
    done = StepRecord.objects.filter(
        Q(done_at__gte=begins, done_at__lt=ends), enrolment__person_id=person_id
    )
    once = done.order_by().values("step", "done_at", "minutes").distinct()
    summed = once.aggregate(minutes=Sum("minutes"))
    return summed["minutes"] or 0
