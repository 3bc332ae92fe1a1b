from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from courses.models import Venue
from progress.actions.record_messages import Gathered, record_messages
from progress.actions.write_about_place import calendar_about, write_about_place
from progress.models import GroupMember, Message, Transition
from progress.rules.mail_kinds import TO_MEMBERS


def tell_of_place(
    *,
    kind: str,
    transition: Transition,
    language: str = "",
    now: datetime | None = None,
    words: dict[str, object] | None = None,
    left: Venue | None = None,
    more_calendar: str = "",
) -> Message | None:
    """Writes to the person about their registration, and to everybody who added themselves to it,
    where it is a group's. Answers with the person's message; None where there is no address.

    The parameters are those of `write_about_place`.
    """
    message = write_about_place(
        kind=kind,
        transition=transition,
        language=language,
        now=now,
        words=words,
        left=left,
        more_calendar=more_calendar,
    )
    tell_group(kind=kind, transition=transition, now=now, words=words, left=left)
    return message


def tell_of_places(
    *,
    news: Sequence[tuple[str, Transition]],
    now: datetime,
    left: Venue | None = None,
    to_members: Sequence[tuple[str, Transition]] = (),
) -> None:
    """The same of many changes, each with the kind of its mail; as one mailing. `to_members` are
    changes of groups of which only those who added themselves are told.

    Who is told of a place of their own, or of one group, is told of no other group beside it: the
    entries of the others go with that mail.
    """
    own = {change.registration.person_id for _kind, change in news}
    first: dict[int, _ToMember] = {}
    more: dict[int | None, str] = defaultdict(str)
    for about in _to_members([*news, *to_members]):
        person = about.member.person_id
        if person not in own and first.setdefault(person, about) is about:
            continue
        more[person] += calendar_about(
            kind=about.kind, transition=about.change, member=about.member, now=now, left=left
        )
    gathered = Gathered()
    for kind, change in news:
        write_about_place(
            kind=kind,
            transition=change,
            now=now,
            left=left,
            more_calendar=more.pop(change.registration.person_id, ""),
            gather=gathered,
        )
    for person, about in first.items():
        write_about_place(
            kind=about.kind,
            transition=about.change,
            member=about.member,
            now=now,
            left=left,
            more_calendar=more[person],
            gather=gathered,
        )
    record_messages(messages=gathered.messages)


@dataclass(frozen=True)
class _ToMember:
    kind: str
    change: Transition
    member: GroupMember


def _to_members(news: Sequence[tuple[str, Transition]]) -> list[_ToMember]:
    """In the order of the news. One query, where any of them is a group."""
    groups = {
        change.registration_id: (TO_MEMBERS[kind], change)
        for kind, change in news
        if kind in TO_MEMBERS and change.registration.group_name
    }
    order = list(groups)
    found = [
        _ToMember(*groups[member.registration_id], member)
        for member in (GroupMember.objects.told_of(order) if order else ())
    ]
    return sorted(found, key=lambda about: order.index(about.member.registration_id))


def tell_group(
    *,
    kind: str,
    transition: Transition,
    now: datetime | None = None,
    words: dict[str, object] | None = None,
    left: Venue | None = None,
) -> int:
    """The members of a registered group alone; says how many. None but a group costs a query."""
    for_members = TO_MEMBERS.get(kind)
    if for_members is None or not transition.registration.group_name:
        return 0
    members = GroupMember.objects.told_of([transition.registration])
    told = [
        write_about_place(
            kind=for_members, transition=transition, member=member, now=now, words=words, left=left
        )
        for member in members
    ]
    return len(told)
