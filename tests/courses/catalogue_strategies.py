"""Courses that an importer accepts, with every key of the format, for property tests."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from courses.rules.deadlines import DeadlineError, closing_instant, local_instant, opening_instant
from courses.rules.questions import fold_short

IMAGES = ["bild.png", "bilder/kör.png"]
DOCUMENTS, VIDEOS, AUDIOS, CAPTIONS = ["blad.pdf"], ["film.webm"], ["ljud.mp3"], ["text.vtt"]
ZONES = [
    "Europe/Stockholm", "Europe/Oslo", "Europe/Helsinki", "America/Sao_Paulo", "Asia/Kathmandu",
    "Pacific/Apia", "Australia/Lord_Howe", "UTC",
]  # fmt: skip
LANGUAGES = ["sv", "nb", "nn", "en", "se", "fi"]

letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
text = st.text(letters, max_size=20) | st.sampled_from(["å ä ö", "<b>&amp;", " ", "a\nb", "🎺"])
title = st.text(letters, min_size=1, max_size=20)
name = title.filter(lambda words: words.strip())
slug = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)
markup = text | st.sampled_from(
    [
        "<p>Hej <b>du</b></p>",
        "<script>x()</script>a",
        "<h3>a</h3><ul><li>b",
        "<a href='javascript:x'>",
    ]
)
address = st.sampled_from(["https://example.org/", "http://example.org/å?b=1#c", "https://[::1]/x"])
day = st.dates().map(lambda value: value.isoformat())
clock = st.datetimes(datetime(1930, 1, 1), datetime(2100, 1, 1)).map(
    lambda value: value.isoformat(timespec="minutes")[:16]
)
deadline = st.dates(datetime(1930, 1, 1).date(), datetime(2100, 1, 1).date()).map(str) | clock


def some(**keys: st.SearchStrategy) -> st.SearchStrategy[dict[str, Any]]:
    """Any of these keys, and none of the others."""
    return st.fixed_dictionaries({}, optional=keys)


def record(needed: dict[str, st.SearchStrategy], **keys: st.SearchStrategy) -> st.SearchStrategy:
    return st.fixed_dictionaries(needed, optional=keys)


def few(items: st.SearchStrategy, **limits: Any) -> st.SearchStrategy[list]:
    return st.lists(items, **{"max_size": 3} | limits)


def named(things: st.SearchStrategy, **limits: Any) -> st.SearchStrategy[list]:
    return few(things, unique_by=lambda thing: thing["id"], **limits)


@st.composite
def partials(draw: st.DrawFn) -> str:
    first, last = sorted(draw(st.tuples(st.dates(), st.dates())))
    lengths = draw(st.tuples(st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10])))
    start = first.isoformat()[: lengths[0]]
    return f"{start}/{last.isoformat()[: lengths[1]]}" if draw(st.booleans()) else start


partial = partials()
content = few(
    text
    | record({"heading": text})
    | record({"html": markup})
    | record({"quote": text}, source=text)
    | record({"link": address}, text=text)
    | record({"image": st.sampled_from(IMAGES), "alt": text}, credit=text)
    | record(
        {"video": st.sampled_from(VIDEOS) | st.just("https://example.org/film")},
        title=text, captions=st.sampled_from(CAPTIONS), transcript=text,
    )
    | record(
        {"audio": st.sampled_from(AUDIOS) | st.just("https://example.org/ljud")},
        title=text, transcript=text,
    )
    | record({"document": st.sampled_from(DOCUMENTS)}, title=text)
    | record({"table": few(few(text))}, caption=text, header=st.booleans())
)  # fmt: skip


@st.composite
def choices(draw: st.DrawFn, right: int | None) -> list[dict]:
    made = draw(few(record({"text": text}, feedback=text), min_size=2))
    marked = {0} if right == 1 else draw(st.sets(st.integers(0, len(made) - 1), min_size=1))
    for place, choice in enumerate(made):
        if place in marked or draw(st.booleans()):
            choice["correct"] = place in marked
        if draw(st.booleans()):
            choice["id"] = f"val-{place}"
    return made


def pairs() -> st.SearchStrategy[list[dict]]:
    return few(
        record({"text": name, "match": name}, feedback=text),
        min_size=2,
        unique_by=lambda pair: fold_short(pair["match"]),
    )


def things() -> st.SearchStrategy[list[dict]]:
    return few(
        record({"text": name}, feedback=text),
        min_size=2,
        unique_by=lambda thing: fold_short(thing["text"]),
    )


numbers = st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9)
question = st.one_of(
    record({"id": slug, "kind": st.just("single"), "prompt": title, "choices": choices(1)}),
    record({"id": slug, "kind": st.just("multiple"), "prompt": title, "choices": choices(None)}),
    record(
        {"id": slug, "kind": st.just("number"), "prompt": title}
        | {"answers": few(numbers | st.sampled_from(["2,5", "3"]), min_size=1)},
        tolerance=st.floats(0, 100) | st.integers(0, 9),
    ),
    record(
        {"id": slug, "kind": st.just("short"), "prompt": title}
        | {"answers": few(name | numbers, min_size=1)}
    ),
    record({"id": slug, "kind": st.just("matching"), "prompt": title, "choices": pairs()}),
    record({"id": slug, "kind": st.just("ordering"), "prompt": title, "choices": things()}),
    record({"id": slug, "kind": st.just("reflection"), "prompt": title}),
)
step = record(
    {"id": slug, "title": title},
    part=text,
    form=st.sampled_from(["individual", "group", "practice", "follow-up"]),
    minutes=st.integers(0, 1000),
    required=st.booleans(),
    content=content,
    questions=named(question),
    pass_percent=st.integers(0, 100),
)
module = record(
    {"id": slug, "title": title, "steps": named(step, min_size=1)},
    role=st.sampled_from(["intro", "normal", "closing"]),
    required=st.booleans(),
    summary=text,
)


@st.composite
def meetings(draw: st.DrawFn, zone: str) -> list[dict]:
    made = []
    for place in range(draw(st.integers(0, 2))):
        meeting = draw(some(title=text, counts=st.booleans()))
        if draw(st.booleans()):
            meeting["id"] = f"m{place}"
        start = draw(clock.filter(lambda words: exists(words, zone)))
        end = datetime.fromisoformat(start) + timedelta(minutes=draw(st.integers(121, 5000)))
        if draw(st.booleans()) and exists(words := end.isoformat()[:16], zone):
            meeting |= {"start": start, "end": words}
        else:
            meeting |= draw(record({"day": day}) | record({"when": partial}))
        made.append(meeting)
    return made


def exists(words: str, zone: str) -> bool:
    try:
        local_instant(datetime.fromisoformat(words), zone)
    except DeadlineError:
        return False
    return True


@st.composite
def occasions(draw: st.DrawFn) -> dict:
    zone = draw(st.sampled_from(ZONES))
    moment = deadline.filter(lambda words: "T" not in words or exists(words, zone))
    made = draw(
        record(
            {"id": slug, "timezone": st.just(zone)},
            title=text,
            state=st.sampled_from(
                ["announced", "open", "closed", "postponed", "cancelled", "finished"]
            ),
            intake=st.sampled_from(["direct", "approval", "application"]),
            applicants=st.sampled_from(["person", "organisation"]),
            opens=moment,
            closes=moment,
            answers=moment,
            round=some(number=st.integers(1, 99), label=text),
            note=text,
            meetings=meetings(zone),
            venues=named(venues(zone)),
            milestones=few(record({"label": text, "when": partial})),
            recording=address,
        )
    )
    if {"opens", "closes"} <= made.keys():
        opens, closes = opening_instant(made["opens"], zone), closing_instant(made["closes"], zone)
        if closes <= opens:
            del made["opens"]
    return made


@st.composite
def venues(draw: st.DrawFn, zone: str) -> dict:
    capacity = st.none() | st.integers(0, 10**6)
    return draw(
        record(
            {"id": slug, "kind": st.sampled_from(["place", "online", "group"])},
            name=text,
            places=few(text),
            address=text,
            areas=few(name),
            note=text,
            join_url=address,
            cancelled=day,
            cancelled_note=text,
            seats=some(participant=capacity, observer=capacity, contributor=capacity),
            meetings=meetings(zone),
        )
    )


common: dict[str, st.SearchStrategy] = {
    "subtitle": text,
    "summary": text,
    "content": content,
    "published": day,
    "updated": deadline,
    "visibility": st.sampled_from(["public", "invited"]),
    "organisers": few(name, unique=True),
    "topics": few(name, unique=True),
    "priority_areas": few(name, unique=True),
    "audience": few(st.sampled_from(["teacher", "manager", "voluntary", "everyone"]), unique=True),
    "audience_text": text,
    "outcomes": few(text),
    "steering_documents": few(
        record({"title": text}, years=partial, url=address, articles=few(text))
    ),
    "series": record({"id": slug, "edition": text}),
    "recurrence": st.sampled_from(["term", "year", "two-years"]),
    "contact": some(name=text, email=st.just("kurs@example.org"), phone=text),
    "price": record(
        {
            "amount": st.integers(0, 10**6) | st.integers(0, 10**6).map(lambda cents: cents / 100),
            "currency": st.sampled_from(["SEK", "NOK", "DKK", "EUR"]),
        },
        note=text,
    ),
    "certificate": st.sampled_from(["none", "attendance", "completion"]),
    "completion": some(attendance_percent=st.integers(0, 100), modules=st.integers(1, 9)),
}


def package(**fixed: Any) -> st.SearchStrategy[dict]:
    needed = {"title": title, "modules": named(module)}
    needed |= {key: st.just(value) for key, value in fixed.items()}
    order = st.sampled_from(["free", "sequential", "intro-first"])
    weeks = st.integers(1, 52)
    return record(
        {"kind": st.just("package")} | needed, **common, order=order, suggested_weeks=weeks
    ).map(meetable)


def dated(*, original: bool = True, **fixed: Any) -> st.SearchStrategy[dict]:
    needed = {"title": title} | {key: st.just(value) for key, value in fixed.items()}
    parts = {"modules": named(module)} | ({"occasions": named(occasions())} if original else {})
    return record({"kind": st.just("dated")} | needed, **common, **parts).map(meetable)


def meetable(course: dict) -> dict:
    """It asks for no more modules than somebody could do."""
    asked = course.get("completion", {})
    there = sum(bool(module.get("steps")) for module in course.get("modules", ()))
    if asked.get("modules", 0) > there:
        rest = {key: value for key, value in asked.items() if key != "modules"}
        return course | {"completion": rest | ({"modules": there} if there else {})}
    return course


@st.composite
def catalogues(draw: st.DrawFn) -> list[dict]:
    """A few courses, some with translations, in any order."""
    courses = []
    for id in draw(st.lists(slug, unique=True, min_size=1, max_size=2)):
        first, *others = draw(st.permutations(LANGUAGES))[: draw(st.integers(1, 3))]
        is_package = draw(st.booleans())
        make = package if is_package else dated
        courses.append(draw(make(id=id, language=first)))
        for language in others:
            named = {"id": id} if draw(st.booleans()) else {"translation_of": id}
            named = {"id": f"{id}-i-{language}"} | named
            kind = package if is_package else lambda **keys: dated(original=False, **keys)
            courses.append(draw(kind(language=language, **named)))
    return courses
