"""Who has which place in the demo: through the same actions as on the site, at the time it was."""

import csv
import datetime
import io
from collections.abc import Iterable
from itertools import islice, product
from zoneinfo import ZoneInfo

from django.utils import timezone

from cms.models import User
from courses.models import AskedKind, Intake, Occasion, ParticipantQuestion, SeatPool
from progress.actions.import_people import import_people
from progress.actions.register import register
from progress.actions.withdraw import withdraw
from progress.models import Membership, OccasionStaff, Organisation, Registration

SEMINAR = "nasjonalt-dialogseminar-2023"
# 910 seats in the three towns, 732 of them free: 178 people hold the others.
SEMINAR_SEATS = {"forde": 31, "oslo": 92, "trondheim": 55}
FIRST_NAMES = (
    "Arnhild", "Bergljot", "Dagrun", "Eivind", "Frøydis", "Gudbrand", "Herbjørg", "Ivar",
    "Jorid", "Kolbjørn", "Målfrid", "Njål", "Oddny", "Ragna", "Steinar", "Torgunn",
)  # fmt: skip
LAST_NAMES = (
    "Bjørkeløv", "Dueurt", "Einerbusk", "Fiskelauk", "Geitrams", "Heimsol", "Isranunkel",
    "Korsnebb", "Linerlesund", "Mosehumle", "Revebjelle", "Skjærpiplerke",
)  # fmt: skip


def make_places() -> None:
    seat_the_seminar()
    seat_what_is_open()
    make_staff()


def pool_of(course: str, venue: str, role: str = "participant") -> SeatPool:
    return SeatPool.objects.select_related("venue__occasion").get(
        venue__occasion__course__slug=course, venue__slug=venue, role=role
    )


def seat(
    people: Iterable[User],
    course: str,
    venue: str,
    when: datetime.datetime,
    **more: object,
) -> list[Registration]:
    """Each some minutes after the one before, and without a letter."""
    pool = pool_of(course, venue)
    return [
        register(
            person=person,
            pool=pool,
            now=when + datetime.timedelta(minutes=7 * number),
            tell=False,
            **more,
        )
        for number, person in enumerate(people)
    ]


def seat_the_seminar() -> None:
    people = seminar_people(sum(SEMINAR_SEATS.values()) + 4)
    day = datetime.datetime(2023, 3, 20, 8, tzinfo=ZoneInfo("Europe/Oslo"))
    queue = iter(people)
    for number, (venue, taken) in enumerate(SEMINAR_SEATS.items()):
        seat(islice(queue, taken), SEMINAR, venue, day + datetime.timedelta(days=number))
    later = datetime.datetime(2023, 4, 20, 12, tzinfo=ZoneInfo("Europe/Oslo"))
    seat(islice(queue, 3), SEMINAR, "digitalt", later)
    group = {"headcount": 12, "group_name": "Sunnfjord kommunegruppe"}
    seat(queue, SEMINAR, "egen-gruppe", later, **group)


def seminar_people(count: int) -> list[User]:
    """People whose names are put together for the demo; they cannot sign in."""
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(["email", "name", "language", "organisation", "kind", "role"])
    emails = [f"deltaker-{number:03}@example.org" for number in range(1, count + 1)]
    names = islice(product(LAST_NAMES, FIRST_NAMES), count)
    for email, (last, first) in zip(emails, names, strict=True):
        rows.writerow([email, f"{first} {last}", "nb", "", "", ""])
    import_people(data=table.getvalue().encode())
    found = User.objects.in_bulk(emails, field_name="email")
    return [found[email] for email in emails]


def seat_what_is_open() -> None:
    now = timezone.now().replace(minute=0, second=0, microsecond=0)

    def ago(days: int) -> datetime.datetime:
        return now - datetime.timedelta(days=days)

    teacher = User.objects.get(email="teacher@example.org")
    others = teachers_of("Norrbotten", but=["teacher@example.org", "leader@example.org"])
    managers = list(
        User.objects.filter(memberships__role=Membership.Role.MANAGER)
        .exclude(email="coordinator@example.org")
        .filter(memberships__organisation__path__startswith=county_path("Norrbotten"))
        .order_by("pk")
    )
    # One seat is left in Luleå, none in Piteå.
    seat(others[:11], "rum-for-rorelse", "lulea", ago(12))
    seat(others[11:19], "rum-for-rorelse", "pitea", ago(11))
    kiruna = seat(others[19:23], "rum-for-rorelse", "kiruna", ago(9))
    seat(others[23:27], "rum-for-rorelse", "digitalt", ago(8))
    # One of those who wait for Piteå takes part digitally, should no seat come free.
    seat([others[24], *others[27:29]], "rum-for-rorelse", "pitea", ago(6), wait=True)
    withdraw(registration=kiruna[-1], now=ago(3), tell=False)
    seat([teacher, *others[2:20:3]], "leda-blandad-ensemble", "boden", ago(60))
    seat(managers[:9], "ledartraff-norrbotten", "lulea", ago(5))
    seat(managers[9:12], "ledartraff-norrbotten", "digitalt", ago(4))
    norwegians = teachers_of("Trøndelag") + teachers_of("Nordland")
    seat(norwegians[:4], "samspill-pa-tvers", "trondheim", ago(20))
    seat(norwegians[4:6], "samspill-pa-tvers", "bodo", ago(19))
    ask_for_places(others, ago(2))
    for course, people in (
        (
            "kulturskolepedagogdagen",
            [teacher, *others[5:9], *teachers_of("Västra Götaland")],
        ),
        ("kulturskolekonferens-norrbotten", others[::4]),
    ):
        occasion = coming_edition(course)
        venue = occasion.venues.all()[0].slug
        seat(people, occasion.course.slug, venue, ago(4), approved=True)


def ask_for_places(people: list[User], when: datetime.datetime) -> None:
    """The conference asks for a manager's yes, and what people eat; three wait for theirs."""
    occasion = coming_edition("kulturskolekonferens-norrbotten")
    Occasion.objects.filter(pk=occasion.pk).update(intake=Intake.APPROVAL)
    ParticipantQuestion.objects.create(
        occasion=occasion,
        kind=AskedKind.DIETARY,
        why="Lunch och middag ingår: köket planerar efter svaren.",
    )
    asking = [one for place, one in enumerate(people) if place % 4][:3]
    seat(asking, occasion.course.slug, occasion.venues.all()[0].slug, when)


def coming_edition(series: str) -> Occasion:
    return (
        Occasion.objects.select_related("course")
        .filter(course__slug__startswith=f"{series}-", ends_on__gt=timezone.localdate())
        .latest("ends_on")
    )


def county_path(name: str) -> str:
    return Organisation.objects.get(name=name, depth=1).path


def teachers_of(county: str, but: Iterable[str] = ()) -> list[User]:
    return list(
        User.objects.filter(
            memberships__role=Membership.Role.TEACHER,
            memberships__organisation__path__startswith=county_path(county),
        )
        .exclude(email__in=list(but))
        .distinct()
        .order_by("pk")
    )


def make_staff() -> None:
    leader = User.objects.get(email="leader@example.org")
    for course in ("leda-blandad-ensemble", "rum-for-rorelse"):
        for occasion in Occasion.objects.filter(course__slug=course):
            OccasionStaff.objects.get_or_create(person=leader, occasion=occasion)
