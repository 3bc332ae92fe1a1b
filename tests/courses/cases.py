"""Three of the real cases, as editors would have made them: a tour, a round and a seminar."""

from datetime import UTC, date, datetime
from typing import Any

from wagtail.models import Locale, Page, Site

from courses.models import (
    Area,
    CataloguePage,
    DatedCoursePage,
    Meeting,
    Milestone,
    Occasion,
    SeatPool,
    Venue,
)

OSLO = "Europe/Oslo"
TOUR = [
    (["Innlandet"], date(2022, 10, 24), ["Gjøvik"]),
    (["Trøndelag"], date(2022, 10, 25), ["Trondheim", "Stjørdal"]),
    (["Vestfold og Telemark"], date(2022, 10, 27), ["Porsgrunn"]),
    (["Møre og Romsdal"], date(2022, 10, 28), ["Ålesund"]),
    (["Vestland"], date(2022, 11, 4), ["Bergen"]),
    (["Viken"], date(2022, 11, 7), ["Bærum"]),
    (["Rogaland"], date(2022, 11, 8), ["Stavanger", "Sandnes"]),
    (["Nordland", "Troms og Finnmark", "Svalbard"], date(2022, 11, 9), []),
]
OPEN_TOWNS = [("Førde", 150, 31), ("Oslo", 460, 92), ("Trondheim", 300, 55)]
CANCELLED_TOWNS = ["Tromsø", "Bodø", "Hamar", "Kristiansand", "Ålesund", "Bergen", "Stavanger"]


def catalogue(language: str = "nb") -> CataloguePage:
    """Under a home of its language that the default site's root stands beside."""
    locale, _ = Locale.objects.get_or_create(language_code=language)
    found = CataloguePage.objects.filter(locale=locale).first()
    if found:
        return found
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=Page(title="Vidare", slug=f"home-{language}", locale=locale))
    if not Site.objects.filter(root_page__title="Vidare").exists():
        Site.objects.update_or_create(
            is_default_site=True, defaults={"root_page": home, "hostname": "localhost"}
        )
    else:
        first = Site.objects.get(is_default_site=True).root_page
        home.translation_key = first.translation_key
        home.save()
    return home.add_child(instance=CataloguePage(title="Kurs", slug="kurs", locale=locale))


def course(slug: str, title: str, language: str = "nb", **fields: Any) -> DatedCoursePage:
    parent = catalogue(language)
    return parent.add_child(
        instance=DatedCoursePage(slug=slug, title=title, locale=parent.locale, **fields)
    )


def venue(
    occasion: Occasion, slug: str, capacity: int | None, taken: int = 0, **fields: Any
) -> Venue:
    made = Venue.objects.create(occasion=occasion, slug=slug, **fields)
    SeatPool.objects.create(venue=made, capacity=capacity, taken=taken)
    return made


def county_tour() -> DatedCoursePage:
    page = course("erfaringsdeling-2022", "Fylkesvise erfaringsdelingssamlinger")
    for number, (areas, day, places) in enumerate(TOUR):
        occasion = Occasion.objects.create(
            course=page,
            slug=f"samling-{number}",
            timezone=OSLO,
            state="announced",
            note="Oppdateres med mer info innen kort tid.",
            begins_on=day,
            ends_on=day,
            sort_order=len(TOUR) - number,
        )
        Meeting.objects.create(occasion=occasion, day=day)
        online = not places
        where = venue(
            occasion,
            f"sted-{number}",
            None,
            kind="online" if online else "place",
            name="Nettsamling" if online else "",
            places=places,
        )
        where.areas.set([Area.objects.get_or_create(name=name)[0] for name in areas])
    return page


def guidance_round() -> DatedCoursePage:
    page = course("veiledning", "Veiledning i kulturskoleutvikling")
    occasion = Occasion.objects.create(
        course=page,
        slug="runde-2",
        timezone=OSLO,
        intake="application",
        applicants="organisation",
        opens_at=datetime(2018, 6, 14, 22, tzinfo=UTC),
        closes_at=datetime(2018, 10, 1, 22, tzinfo=UTC),
        answers_at=datetime(2018, 10, 31, 23, tzinfo=UTC),
        round_number=2,
    )
    Milestone.objects.create(occasion=occasion, label="Veiledning", when="2019-01/2020-06")
    Milestone.objects.create(occasion=occasion, label="Avtalemøte", when="2019-01")
    return page


def hybrid_seminar() -> DatedCoursePage:
    page = course("dialogseminar", "Nasjonalt dialogseminar", price_amount=0, price_currency="NOK")
    day = date(2023, 4, 27)
    occasion = Occasion.objects.create(
        course=page,
        slug="seminar",
        timezone=OSLO,
        closes_at=datetime(2023, 4, 21, 22, tzinfo=UTC),
        begins_on=day,
        ends_on=day,
    )
    Meeting.objects.create(
        occasion=occasion,
        starts_at=datetime(2023, 4, 27, 8, tzinfo=UTC),
        ends_at=datetime(2023, 4, 27, 12, 30, tzinfo=UTC),
    )
    for town, capacity, taken in OPEN_TOWNS:
        venue(occasion, town.lower().replace("ø", "o"), capacity, taken, places=[town])
    for number, town in enumerate(CANCELLED_TOWNS):
        venue(
            occasion,
            f"avlyst-{number}",
            100,
            places=[town],
            cancelled_on=date(2023, 4, 19),
            cancelled_note="Arrangørene beklager.",
        )
    venue(occasion, "digitalt", None, 40, kind="online", name="Digitalt")
    venue(occasion, "egen-gruppe", None, kind="group")
    return page
