"""What a mail's links carry, signed: who may say what about which registration, without signing in.

A link is good for as long as the registration stands as it stood when the mail was written: its
last change is part of the link, so that what was answered cannot be answered again.
"""

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from progress.models.places import Registration, Transition

SALT = "vidare.places"
PERSON, APPROVER, GROUP = "p", "a", "g"


@dataclass(frozen=True)
class Link:
    registration: int
    change: int
    audience: str
    who: int | None

    @property
    def token(self) -> str:
        parts = [self.registration, self.change, self.audience, self.who]
        return signing.dumps(parts, salt=SALT)

    @property
    def path(self) -> str:
        return reverse("progress:answer_link", args=[self.token])


def link_of(transition: Transition, audience: str = PERSON, who: int | None = None) -> Link:
    person = transition.registration.person_id if who is None and audience == PERSON else who
    return Link(transition.registration_id, transition.pk, audience, person)


def read_link(token: str) -> Link | None:
    """None where nobody here wrote it."""
    try:
        return Link(*signing.loads(token, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def is_current(link: Link) -> bool:
    """Whether nothing has happened since."""
    last = Transition.objects.filter(registration=link.registration).order_by("-pk").first()
    return last is not None and last.pk == link.change


def join_token(registration: Registration) -> str:
    """For a group's own link, by which its people add themselves; good while the group is."""
    return signing.dumps([registration.pk], salt=SALT + ".group")


def join_path(registration: Registration) -> str:
    return reverse("progress:join_group", args=[join_token(registration)])


def read_join_token(token: str) -> int | None:
    try:
        return int(signing.loads(token, salt=SALT + ".group")[0])
    except (signing.BadSignature, TypeError, ValueError, IndexError):
        return None
