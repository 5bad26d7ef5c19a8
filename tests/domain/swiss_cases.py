"""Cards as text, published cases, and random Swiss tournaments."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tournament_app.domain.swiss import Cards, Field, Mark, Round

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from tournament_app.domain.swiss import Card, Pairing

GOLDEN = Path(__file__).parents[1] / "golden"
PLAYED = re.compile(r"(\d+)([wb])(.)")


def card(text: str) -> Card:
    """``31b1 H 2w=``: Black against 31 and won, half a point, White against 2 and drawn."""
    rounds = []
    for word in text.split():
        played = PLAYED.fullmatch(word)
        rounds.append(
            Round(Mark(played[3]), int(played[1]), "w" if played[2] == "w" else "b") if played else Round(Mark(word))
        )
    return tuple(rounds)


def cards(players: list[str]) -> Cards:
    """The cards of players 1, 2, …"""
    return {number: card(text) for number, text in enumerate(players, 1)}


def golden(name: str) -> dict[str, Any]:
    """A file of published facts."""
    made: dict[str, Any] = json.loads((GOLDEN / name).read_text(encoding="utf-8"))
    return made


def field_of(players: list[str], rounds: int, absent: tuple[int, ...] = (), **more: Any) -> Field:
    """The state before the next round, entries in order of their numbers."""
    made = cards(players)
    return Field(made, tuple(made), frozenset(absent), rounds, **more)


def after(field: Field, pairing: Pairing, dice: Random, missing: float = 0.04) -> Cards:
    """The cards after a round played at random; a game in twenty-five is forfeited."""
    new = {entry: Round(dice.choice((Mark.ZERO, Mark.HALF))) for entry in field.absent}
    if pairing.bye is not None:
        new[pairing.bye] = Round(Mark.PAIRING_BYE)
    for white, black in pairing.pairs:
        drawn = dice.random()
        marks = "10" if drawn < 0.4 else "01" if drawn < 0.7 else "=="
        if dice.random() < missing:
            marks = dice.choice(("+-", "-+"))
        new[white], new[black] = Round(Mark(marks[0]), black, "w"), Round(Mark(marks[1]), white, "b")
    return {entry: (*rounds, new[entry]) for entry, rounds in field.cards.items()}


def tournaments(
    pair: Callable[[Field], Pairing], dice: Random, sizes: tuple[int, ...], rounds: int, units: int = 6
) -> Iterator[tuple[Field, Pairing, Cards]]:
    """Random tournaments without end, round by round; a twentieth is absent, also in round 1."""
    while True:
        so_far: Cards = dict.fromkeys(range(1, dice.choice(sizes) + 1), ())
        unit = {entry: dice.randrange(units) for entry in so_far}
        for _ in range(rounds):
            absent = frozenset(entry for entry in so_far if dice.random() < 0.05)
            field = Field(so_far, tuple(so_far), absent, rounds, unit, dice.choice(("w", "b")))
            pairing = pair(field)
            so_far = after(field, pairing, dice)
            yield field, pairing, so_far
