from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from progress.actions.grow_organisations import grow_organisations
from progress.models import Membership, Profile
from progress.models.accounts import (
    email_field,
    name_fields,
    new_account,
    screen_languages,
    set_name,
)
from progress.rules.people import Path, join_path
from progress.rules.people_file import Fault, PersonRow, read_people

T = TypeVar("T")
BATCH = 500  # SQLite takes no more than so many values in one question


class PeopleFileError(ValueError):
    """All that is wrong with a people file; nothing of it was written."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(map(str, faults)))


@dataclass
class PeopleImport:
    """What an import changed, or would change: paths of organisations, addresses of people."""

    rows: int = 0
    new_organisations: list[str] = field(default_factory=list)
    changed_organisations: list[str] = field(default_factory=list)
    new_people: list[str] = field(default_factory=list)
    changed_people: list[str] = field(default_factory=list)
    new_memberships: list[str] = field(default_factory=list)
    reopened_memberships: list[str] = field(default_factory=list)
    repeated_lines: list[int] = field(default_factory=list)


def import_people(
    *, data: bytes, separator: str | None = None, dry_run: bool = False
) -> PeopleImport:
    """Makes and updates accounts, profiles, organisations and memberships: all or nothing.

    Nobody is taken out: a membership ends in the admin. One that has ended and stands in the file
    is opened again. Raises PeopleFileError.
    """
    languages = screen_languages()
    rows, faults = read_people(data, languages=languages, separator=separator)
    if faults:
        raise PeopleFileError(faults)
    done = PeopleImport(rows=len(rows))
    with transaction.atomic():
        kinds: dict[Path, str] = {}
        for row in rows:
            if row.organisation:
                kinds[row.organisation] = row.kind or kinds.get(row.organisation, "")
        growth = grow_organisations(kinds=kinds)
        done.new_organisations = [join_path(path) for path in growth.made]
        done.changed_organisations = [join_path(path) for path in growth.changed]
        people = _write_people(rows, done)
        _write_memberships(rows, people, growth.ids, done)
        if dry_run:
            transaction.set_rollback(True)
    return done


def _write_people(rows: Sequence[PersonRow], done: PeopleImport) -> dict[str, Any]:
    model = get_user_model()
    said: dict[str, PersonRow] = {}
    languages: dict[str, str] = {}
    for row in rows:
        said.setdefault(row.email, row)
        languages[row.email] = row.language or languages.get(row.email, "")
    people: dict[str, Any] = {}
    for emails in _batches(said):
        found = model._default_manager.annotate(folded_email=Lower(email_field()))
        for person in found.filter(folded_email__in=emails):
            people[person.folded_email] = person
    renamed = [people[row.email] for row in said.values() if row.email in people
               and set_name(people[row.email], row.name)]  # fmt: skip
    model._default_manager.bulk_update(renamed, name_fields(), batch_size=BATCH)
    fresh = {row.email: new_account(row.email, row.name)
             for row in said.values() if row.email not in people}  # fmt: skip
    model._default_manager.bulk_create(fresh.values(), batch_size=BATCH)
    people |= fresh
    changed = {getattr(person, email_field()).lower() for person in renamed}
    changed |= _write_profiles(people, languages)
    done.new_people = list(fresh)
    done.changed_people = [email for email in said if email in changed - fresh.keys()]
    return people


def _write_profiles(people: dict[str, Any], languages: dict[str, str]) -> set[str]:
    """Makes the profiles that are missing; the addresses whose language became another."""
    email_of = {person.pk: email for email, person in people.items()}
    profiles = {
        profile.person_id: profile
        for ids in _batches(email_of)
        for profile in Profile.objects.filter(person__in=ids)
    }
    changed = []
    for profile in profiles.values():
        language = languages[email_of[profile.person_id]]
        if language and language != profile.language:
            profile.language = language
            changed.append(profile)
    Profile.objects.bulk_update(changed, ["language"], batch_size=BATCH)
    Profile.objects.bulk_create(
        [
            Profile(person_id=pk, language=languages[email] or settings.LANGUAGE_CODE)
            for pk, email in email_of.items()
            if pk not in profiles
        ],
        batch_size=BATCH,
    )
    return {email_of[profile.person_id] for profile in changed}


def _write_memberships(
    rows: Sequence[PersonRow],
    people: dict[str, Any],
    organisations: dict[Path, int],
    done: PeopleImport,
) -> None:
    today = timezone.localdate()
    there = {
        (membership.person_id, membership.organisation_id, membership.role): membership
        for ids in _batches(person.pk for person in people.values())
        for membership in Membership.objects.filter(person__in=ids)
    }
    fresh: list[Membership] = []
    reopened: list[Membership] = []
    seen: set[tuple[int, int, str]] = set()
    for row in rows:
        person = people[row.email].pk
        organisation = organisations.get(row.organisation, 0)
        key = (person, organisation, row.role)
        if key in seen:
            done.repeated_lines.append(row.line)
            continue
        seen.add(key)
        if not organisation:
            continue
        label = f"{row.email} – {join_path(row.organisation)} ({row.role})"
        membership = there.get(key)
        if membership is None:
            membership = Membership(person_id=person, organisation_id=organisation, role=row.role)
            fresh.append(membership)
            done.new_memberships.append(label)
        elif _has_ended(membership, today):
            membership.valid_to = None
            reopened.append(membership)
            done.reopened_memberships.append(label)
    Membership.objects.bulk_create(fresh, batch_size=BATCH)
    Membership.objects.bulk_update(reopened, ["valid_to"], batch_size=BATCH)


def _has_ended(membership: Membership, today: date) -> bool:
    return membership.valid_to is not None and membership.valid_to <= today


def _batches(values: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(values)
    while batch := list(islice(rest, BATCH)):
        yield batch
