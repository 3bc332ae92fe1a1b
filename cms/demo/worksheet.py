"""The demo's printable worksheet, in four languages."""

import datetime

import typst

WORDS = {
    "sv": (
        "Fem ljud",
        "Samla fem ljud som hör hemma i rummet. Rita, skriv eller klistra in.",
        "Ljud",
        "Var hörs det?",
        "Vad berättar det?",
        "I vilken ordning ska de höras, och vem bestämde?",
    ),
    "nb": (
        "Fem lyder",
        "Samle fem lyder som hører hjemme i rommet. Tegn, skriv eller lim inn.",
        "Lyd",
        "Hvor høres den?",
        "Hva forteller den?",
        "I hvilken rekkefølge skal de høres, og hvem bestemte?",
    ),
    "nn": (
        "Fem lydar",
        "Samle fem lydar som høyrer heime i rommet. Teikn, skriv eller lim inn.",
        "Lyd",
        "Kvar kan vi høyre han?",
        "Kva fortel han?",
        "I kva rekkjefølgje skal dei høyrast, og kven bestemte?",
    ),
    "en": (
        "Five sounds",
        "Collect five sounds that belong in the room. Draw, write or paste.",
        "Sound",
        "Where is it heard?",
        "What does it tell?",
        "In which order shall they be heard, and who decided?",
    ),
}
PAGE = """
#set document(title: "{title}", date: datetime(year: 2026, month: 8, day: 17))
#set page(paper: "a4", margin: 22mm)
#set text(font: "Libertinus Serif", size: 12pt, lang: "{language}")
#show heading: set text(fill: rgb("#0d4a4a"), size: 26pt)
= {title}
#v(2mm)
{lead}
#v(4mm)
#table(
  columns: (22mm, 1fr, 1fr), rows: (auto, 26mm, 26mm, 26mm, 26mm, 26mm),
  stroke: 0.6pt + rgb("#6f8083"), inset: 3mm,
  table.header([*{sound}*], [*{where}*], [*{tells}*]),
  ..range(5).map(n => ([#text(size: 20pt, fill: rgb("#c75c0a"))[#(n + 1)]], [], [])).flatten()
)
#v(4mm)
{order}
#v(1fr)
#line(length: 100%, stroke: 0.6pt + rgb("#6f8083"))
"""


def worksheet(language: str) -> bytes:
    title, lead, sound, where, tells, order = WORDS[language]
    source = PAGE.format(
        title=title,
        language=language,
        lead=lead,
        sound=sound,
        where=where,
        tells=tells,
        order=order,
    )
    made = int(datetime.datetime(2026, 8, 17, tzinfo=datetime.UTC).timestamp())
    return typst.compile(
        source.encode(),
        pdf_standards=["ua-1"],
        timestamp=made,
        ignore_system_fonts=True,
    )
