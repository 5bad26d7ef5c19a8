"""The tie-breaks of chess on random tournaments: ours, gacrux and tiebreak-core say the same, value by value."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

import pytest
from gacrux.tiebreak import tiebreak
from gacrux.trf2json import trf2json
from tiebreak_core import GameRecord, PlayerTiebreakData, calculate_all_strict

from tests.domain.swiss_cases import tournaments
from tournament_app.domain import swiss_tiebreaks as tb
from tournament_app.domain.swiss import Field, Mark, points
from tournament_app.domain.swiss_tiebreaks import Crosstable, buchholz, sonneborn_berger
from tournament_app.pairing import pair
from tournament_app.pairing.trf import trf_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tournament_app.domain.swiss import Card

ROUNDS = 5
OURS = {
    "buchholz": ("BH", buchholz),
    "buchholz_cut1": ("BH/C1", partial(buchholz, low=1)),
    "buchholz_cut2": ("BH/C2", partial(buchholz, low=2)),
    "median_buchholz": ("BH/M1", partial(buchholz, low=1, high=1)),
    "sonneborn_berger": ("SB", sonneborn_berger),
    "sonneborn_berger_cut1": ("SB/C1", partial(sonneborn_berger, low=1)),
    "fore_buchholz": ("FB", tb.fore_buchholz),
    "progressive": ("PS", tb.progressive),
    "progressive_cut1": ("PS/C1", partial(tb.progressive, low=1)),
    "wins": ("WIN", tb.wins),
    "won": ("WON", tb.games_won),
    "games_black": ("BPG", tb.black_games),
    "wins_black": ("BWG", tb.black_wins),
    "koya": ("KS", tb.koya),
}
KINDS = {
    Mark.FORFEIT_WIN: "forfeit_win",
    Mark.FORFEIT_LOSS: "forfeit_loss",
    Mark.HALF: "requested_bye",
    Mark.ZERO: "requested_bye",
    Mark.PAIRING_BYE: "pairing_bye",
}


def finished(seed: int, how_many: int) -> Iterator[Field]:
    """Tournaments at their end."""
    played = tournaments(partial(pair, system="house"), random.Random(seed), (9, 14), ROUNDS)
    for field, _, cards in islice(played, how_many * ROUNDS):
        if field.round == ROUNDS:
            yield replace(field, cards=cards, absent=frozenset())


def by_gacrux(field: Field, edition: str) -> dict[str, dict[int, Fraction]]:
    reader = trf2json()
    day = "2026/02/28" if edition == "2024" else "2026/03/01"
    reader.parse_file(f"042 {day}\n" + trf_of(field), 0)
    tournament: dict[str, Any] = reader.get_tournament(1)
    engine = tiebreak(tournament, ROUNDS, {"swiss": True, "experimental": []})
    engine.find_tmversion(tournament)
    found = {}
    for position, (code, _) in enumerate(OURS.values(), 1):
        engine.compute_single_tiebreak(engine.parse_tiebreak(position, code))
        found[code] = {cid: Fraction(str(each["tiebreakDetails"][-1]["val"])) for cid, each in engine.cmps.items()}
    return found


def record(number: int, card: Card) -> PlayerTiebreakData:
    games = [
        GameRecord(
            each.opponent or -1,
            0,
            float(points((each,))),
            "black" if each.colour == "b" else "white",
            at,
            KINDS.get(each.mark, "played"),
        )
        for at, each in enumerate(card, 1)
    ]
    return PlayerTiebreakData(number, 0, float(points(card)), games)


@pytest.mark.parametrize("edition", ["2024", "2026"])
def test_three_programs_agree(edition: tb.Edition) -> None:
    """tiebreak-core alone takes a forfeited game for none in the last round of the Fore Buchholz and in Koya's."""
    compared = 0
    for field in finished(3 if edition == "2024" else 4, 12):
        table = Crosstable(field.cards, ROUNDS, edition=edition)
        theirs = by_gacrux(field, edition)
        players = {entry: record(entry, card) for entry, card in field.cards.items()}
        forfeited = any(card[-1].mark in (Mark.FORFEIT_WIN, Mark.FORFEIT_LOSS) for card in field.cards.values())
        names = [name for name in OURS if name != "koya" and not (name == "fore_buchholz" and forfeited)]
        for entry in field.cards:
            values = calculate_all_strict(players[entry], players, names, ROUNDS, f"fide-{edition}")
            for name, (code, measure) in OURS.items():
                ours = measure(table, entry)
                assert ours == theirs[code][field.numbers[entry]], (name, entry)
                if name in values:
                    assert ours == Fraction(values[name]), (name, entry)
                compared += 1
    assert compared > 1000
