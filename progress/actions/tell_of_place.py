from collections.abc import Sequence
from datetime import datetime

from courses.models import Venue
from progress.actions.record_messages import Gathered, record_messages
from progress.actions.write_about_place import write_about_place
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
    *, news: Sequence[tuple[str, Transition]], now: datetime, left: Venue | None = None
) -> None:
    """The same of many changes, each with the kind of its mail; as one mailing."""
    groups = {
        change.registration_id: (TO_MEMBERS[kind], change)
        for kind, change in news
        if kind in TO_MEMBERS and change.registration.group_name
    }
    gathered = Gathered()
    for kind, change in news:
        write_about_place(kind=kind, transition=change, now=now, left=left, gather=gathered)
    for member in GroupMember.objects.told_of(list(groups)) if groups else ():
        kind, change = groups[member.registration_id]
        write_about_place(
            kind=kind, transition=change, member=member, now=now, left=left, gather=gathered
        )
    record_messages(messages=gathered.messages)


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
