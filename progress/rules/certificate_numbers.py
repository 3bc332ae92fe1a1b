"""Numbers of certificates: "7KQ2M-9X4TB-C3HWP". Not to be guessed, hard to mistype.

Thirteen random characters of Crockford's alphabet (65 bits; no I, L, O or U) and two check
characters of a Reed–Solomon code over GF(32). Its distance is three: any one or two characters
changed, and so any two swapped, give a number that does not exist.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Callable, Sequence

from courses.rules.errors import RuleError, gettext_noop

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("OIL", "011")
RANDOM, CHECKS, GROUP = 13, 2, 5
LENGTH = RANDOM + CHECKS

# x⁵ + x² + 1 is primitive: the powers of x run through all 31 symbols but zero.
_POWERS = [1]
while len(_POWERS) < 31:
    _POWERS.append((_POWERS[-1] << 1) ^ (0x25 if _POWERS[-1] & 16 else 0))
_LOGARITHMS = {symbol: power for power, symbol in enumerate(_POWERS)}


class NumberError(RuleError):
    """No certificate can have this number."""


def new_number(pick: Callable[[int], int] = secrets.randbelow) -> str:
    symbols = [pick(len(ALPHABET)) for _ in range(RANDOM)]
    return _written([*symbols, *_checks(symbols)])


def normalise(text: str) -> str:
    """As it is printed, from what somebody typed: lower case, spaces, O for 0, I or L for 1.

    Raises NumberError where a character is wrong, missing or too many.
    """
    plain = unicodedata.normalize("NFKC", text).upper()
    plain = "".join(letter for letter in plain if letter.isalnum()).translate(MISREAD)
    if len(plain) != LENGTH:
        raise NumberError(
            "length",
            gettext_noop("A certificate's number has %(needed)s characters; this has %(given)s."),
            needed=LENGTH,
            given=len(plain),
        )
    symbols = [ALPHABET.find(letter) for letter in plain]
    if -1 in symbols or symbols[RANDOM:] != _checks(symbols[:RANDOM]):
        raise NumberError(
            "mistyped",
            gettext_noop("No certificate has this number. Is one of its characters mistyped?"),
        )
    return _written(symbols)


def _checks(symbols: Sequence[int]) -> list[int]:
    """The remainder of the number by (x - a)(x - a²), a being the field's generator."""
    first, second = _POWERS[1] ^ _POWERS[2], _POWERS[3]
    high = low = 0
    for symbol in symbols:
        head = symbol ^ high
        high, low = low ^ _times(head, first), _times(head, second)
    return [high, low]


def _times(one: int, other: int) -> int:
    if not one or not other:
        return 0
    return _POWERS[(_LOGARITHMS[one] + _LOGARITHMS[other]) % 31]


def _written(symbols: Sequence[int]) -> str:
    letters = "".join(ALPHABET[symbol] for symbol in symbols)
    return "-".join(letters[start : start + GROUP] for start in range(0, LENGTH, GROUP))
