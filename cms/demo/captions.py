"""Captions of the demo's film, in four languages; a cue lasts until the next one begins."""

CUES = (0.3, 3.2, 6.2, 10.2, 12.2, 14.9)  # seconds
CAPTIONS = {
    "sv": (
        "[Klockspel, stigande toner] En linje går ut för att se sig om.",
        "Den blir till kullar, och bakom dem kommer solen.",
        "[Paus, sedan fallande toner] Tre fåglar följer takten.",
        "Solen delar på sig: ett ljus åt var och en.",
        "[En sista ton klingar ut] Linjen går hem igen.",
    ),
    "nb": (
        "[Klokkespill, stigende toner] En linje går ut for å se seg om.",
        "Den blir til åser, og bak dem kommer sola.",
        "[Pause, så fallende toner] Tre fugler følger takten.",
        "Sola deler seg: ett lys til hver.",
        "[En siste tone klinger ut] Linjen går hjem igjen.",
    ),
    "nn": (
        "[Klokkespel, stigande tonar] Ei linje går ut for å sjå seg om.",
        "Ho blir til åsar, og bak dei kjem sola.",
        "[Pause, så fallande tonar] Tre fuglar følgjer takta.",
        "Sola deler seg: eitt lys til kvar.",
        "[Ein siste tone klingar ut] Linja går heim att.",
    ),
    "en": (
        "[Bells, rising notes] A line goes out to look around.",
        "It becomes hills, and from behind them comes the sun.",
        "[A rest, then falling notes] Three birds keep time.",
        "The sun parts: one light for each.",
        "[A last note fades] The line goes home again.",
    ),
}


def webvtt(lines: tuple[str, ...]) -> str:
    cues = zip(CUES, CUES[1:], lines, strict=False)
    return "WEBVTT\n" + "".join(
        f"\n{stamp(start)} --> {stamp(end)}\n{line}\n" for start, end, line in cues
    )


def stamp(seconds: float) -> str:
    return f"00:{int(seconds // 60):02d}:{seconds % 60:06.3f}"
