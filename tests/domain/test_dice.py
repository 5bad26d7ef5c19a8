"""The random numbers of a draw are frozen: printed records must stay true for ever."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from tournament_app.domain.dice import Dice


def test_frozen_numbers() -> None:
    dice = Dice("Bốc thăm 2024")
    assert [dice.below(1000) for _ in range(12)] == [156, 208, 938, 940, 409, 631, 418, 533, 11, 722, 826, 969]
    assert Dice("7").shuffled(range(10)) == [7, 5, 3, 9, 8, 1, 2, 6, 4, 0]


def test_a_word_is_the_hash_of_seed_and_counter() -> None:
    blocks = b"".join(sha256("Đ".encode() + n.to_bytes(8, "big")).digest() for n in range(2))
    dice = Dice("Đ")
    assert [dice.below(1 << 32) for _ in range(16)] == [
        int.from_bytes(blocks[i : i + 4], "big") for i in range(0, 64, 4)
    ]


def test_words_past_the_last_multiple_are_thrown_away() -> None:
    n = (1 << 31) + 1
    raw, dice = Dice("r"), Dice("r")
    fair = [word for word in (raw.below(1 << 32) for _ in range(40)) if word < n]
    assert len(fair) < 40
    assert [dice.below(n) for _ in fair] == fair


def test_numbers_are_evenly_spread() -> None:
    dice = Dice("even")
    seen = Counter(dice.below(6) for _ in range(6000))
    assert sum((seen[face] - 1000) ** 2 / 1000 for face in range(6)) < 11.07  # chi-square, 5 degrees, 95 %


@given(st.text(), st.lists(st.integers()))
def test_a_shuffle_keeps_everybody_and_can_be_repeated(seed: str, items: list[int]) -> None:
    assert sorted(Dice(seed).shuffled(items)) == sorted(items)
    assert Dice(seed).shuffled(items) == Dice(seed).shuffled(items)
