from datetime import datetime

from courses.models import Venue
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
