from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from courses.rules.changes import MeetingThen
from progress.actions.record_messages import Gathered, record_messages
from progress.actions.write_about_place import calendar_about, write_about_place
from progress.models import GroupMember, State, Transition
from progress.rules.mail_kinds import TO_MEMBERS

# Of several places of one person, the mail is about the first by this.
FIRST = (State.CONFIRMED, State.OFFERED, State.QUEUED, State.NEEDS_CHOICE)


@dataclass(frozen=True)
class News:
    """What one registration's people are told, and of which change; its state when it came.

    `gone` has the meetings that leave their calendars, by id, as they stood there.
    """

    kind: str
    transition: Transition
    state: str
    key: str = ""
    gone: Mapping[int, MeetingThen] = field(default_factory=dict)


@dataclass(frozen=True)
class _About:
    news: News
    kind: str
    member: GroupMember | None

    @property
    def rank(self) -> tuple[int, bool]:
        """One's own place before that of a group to which one added one's name."""
        return FIRST.index(State(self.news.state)), self.member is not None


def tell_people(
    *,
    news: Sequence[News],
    now: datetime,
    words: dict[str, object] | None = None,
    meetings: list[int] | None = None,
) -> int:
    """Tells everybody of one thing that happened to an occasion: whoever has a place in it, and
    whoever added their name to a registered group. Each once; says how many.

    Who has several places is told of the first of them; the mail's calendar entries are of all.
    Registrations are read with their place and their person.
    """
    by_person: dict[int | None, list[_About]] = {}
    for about in sorted(_everybody(news), key=lambda one: one.rank):
        by_person.setdefault(_person_id(about), []).append(about)
    gathered = Gathered()
    for first, *others in by_person.values():
        write_about_place(
            kind=first.kind,
            transition=first.news.transition,
            member=first.member,
            now=now,
            words=words,
            key=first.news.key,
            meetings=meetings,
            gone=first.news.gone,
            more_calendar="".join(_entries(other, now, meetings) for other in others),
            gather=gathered,
        )
    record_messages(messages=gathered.messages)
    return len(by_person)


def _everybody(news: Sequence[News]) -> list[_About]:
    """One query more, where any of them is a group."""
    found = [
        _About(one, one.kind, None)
        for one in news
        if one.transition.registration.person_id is not None
    ]
    groups = {
        one.transition.registration_id: one
        for one in news
        if one.kind in TO_MEMBERS and one.transition.registration.group_name
    }
    members = GroupMember.objects.told_of(list(groups)) if groups else []
    for member in members:
        one = groups[member.registration_id]
        found.append(_About(one, TO_MEMBERS[one.kind], member))
    return found


def _person_id(about: _About) -> int | None:
    registration = about.news.transition.registration
    return registration.person_id if about.member is None else about.member.person_id


def _entries(about: _About, now: datetime, meetings: list[int] | None) -> str:
    return calendar_about(
        kind=about.kind,
        transition=about.news.transition,
        member=about.member,
        now=now,
        meetings=meetings,
        gone=about.news.gone,
    )
