"""The demo's melody, twelve notes on a bell made of sines, and three short ones to tell apart."""

import math
from array import array
from functools import cache

RATE = 48_000
# Semitones above A, and how many beats each note lasts: up, a rest, down, and home again.
NOTES = [
    (3, 1), (5, 1), (7, 1), (10, 1), (12, 2), (15, 2),
    (14, 1), (12, 1), (10, 1), (7, 1), (5, 2), (3, 2),
]  # fmt: skip
BEAT = 0.9
REST_AFTER = 6
# Their names must not say which of them rises: an address is seen by who answers.
MOTIFS = {
    "melodi-a.mp3": (15, 12, 10, 7, 3),
    "melodi-b.mp3": (3, 5, 7, 10, 15),
    "melodi-c.mp3": (3, 7, 12, 7, 3),
}


def seconds() -> float:
    return 15.0


def motif(semitones: tuple[int, ...]) -> bytes:
    """As melody(), of notes half a second apart."""
    samples = array("d", bytes(8 * int(RATE * (1 + 0.5 * len(semitones)))))
    for number, semitone in enumerate(semitones):
        strike(samples, 0.05 + 0.5 * number, 440 * 2 ** (semitone / 12 - 1))
    return levelled(samples)


@cache
def melody() -> bytes:
    """Signed 16-bit mono samples, 48,000 a second, for 15 seconds."""
    samples = array("d", bytes(8 * int(RATE * seconds())))
    at = 0.2
    beat = BEAT * (seconds() - 1.4) / (BEAT * (sum(length for _, length in NOTES) + 1))
    for number, (semitone, length) in enumerate(NOTES, 1):
        strike(samples, at, 440 * 2 ** (semitone / 12 - 1))
        at += beat * (length + (number == REST_AFTER))
    return levelled(samples)


def levelled(samples: array) -> bytes:
    peak = max(map(abs, samples))
    return array("h", (int(sample / peak * 22_000) for sample in samples)).tobytes()


def strike(samples: array, at: float, frequency: float) -> None:
    """A bell: the note, an octave and a twelfth above it, each dying sooner than the one below."""
    first = int(at * RATE)
    for partial, loudness, decay in ((1, 1.0, 1.6), (2, 0.4, 0.8), (3.01, 0.18, 0.4)):
        step = 2 * math.pi * frequency * partial / RATE
        for n in range(min(int(RATE * decay * 2), len(samples) - first)):
            fade = math.exp(-n / (RATE * decay / 3)) * min(1.0, n / 240)
            samples[first + n] += loudness * fade * math.sin(step * n)
