import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progress.rules.certificate_numbers import ALPHABET, NumberError, new_number, normalise

numbers = st.integers(0).map(lambda seed: new_number(random.Random(seed).randrange))


def exists(text):
    try:
        normalise(text)
    except NumberError:
        return False
    return True


def test_a_number_is_three_groups_of_five():
    number = new_number()
    assert [len(group) for group in number.split("-")] == [5, 5, 5]
    assert set(number) <= {*ALPHABET, "-"}
    assert new_number() != number


@given(number=numbers)
def test_as_printed_is_as_read(number):
    assert normalise(number) == number


@given(number=numbers)
def test_it_may_be_typed_carelessly(number):
    plain = number.replace("-", "")
    assert normalise(plain.lower()) == number
    assert normalise(f"  {number[:9]} {number[9:]} ") == number
    assert normalise(number.replace("0", "o").replace("1", "l")) == number
    assert normalise(number.replace("0", "O").replace("1", "i")) == number
    assert normalise(number.replace("-", "–")) == number


@given(number=numbers)
def test_every_single_changed_character_is_seen(number):
    plain = number.replace("-", "")
    for place, letter in enumerate(plain):
        for other in set(ALPHABET) - {letter}:
            assert not exists(plain[:place] + other + plain[place + 1 :])


@given(number=numbers)
def test_any_two_characters_swapped_are_seen(number):
    plain = number.replace("-", "")
    for first, second in combinations(range(len(plain)), 2):
        if plain[first] != plain[second]:
            swapped = list(plain)
            swapped[first], swapped[second] = swapped[second], swapped[first]
            assert not exists("".join(swapped))


@given(number=numbers, data=st.data())
def test_any_two_changed_characters_are_seen(number, data):
    plain = list(number.replace("-", ""))
    for place in data.draw(st.lists(st.integers(0, 14), min_size=2, max_size=2, unique=True)):
        plain[place] = data.draw(st.sampled_from(sorted(set(ALPHABET) - {plain[place]})))
    assert not exists("".join(plain))


@given(text=st.text())
def test_any_text_is_a_number_or_refused_by_our_own_error(text):
    if exists(text):
        assert normalise(normalise(text)) == normalise(text)


def test_a_wrong_length_is_told_apart_from_a_wrong_character():
    with pytest.raises(NumberError) as caught:
        normalise("7KQ2M")
    assert caught.value.params == {"needed": 15, "given": 5}
    with pytest.raises(NumberError) as caught:
        normalise("U" * 15)
    assert caught.value.code == "mistyped"
