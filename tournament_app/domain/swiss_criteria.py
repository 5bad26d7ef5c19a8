"""The tie-breaks of a Swiss by the codes of a ranking rule: what part of FIDE C.07 each stands for.

Outside a Swiss a code that is only here has no value (0 for all), and those that a table of matches knows too
(Buchholz, Sonneborn-Berger, Koya, wins) are counted from its matches.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tournament_app.domain import swiss_tiebreaks as tb
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from tournament_app.domain.swiss_tiebreaks import Crosstable

    Measure = Callable[[Crosstable, int], int | Fraction]

SWISS_ONLY: dict[str, Text] = {
    "direct_encounter": Text("direct encounter"),
    "buchholz_cut_1": Text("Buchholz without the lowest"),
    "buchholz_cut_2": Text("Buchholz without the two lowest"),
    "buchholz_median_1": Text("median Buchholz"),
    "buchholz_median_2": Text("median Buchholz 2"),
    "fore_buchholz": Text("Fore Buchholz"),
    "average_buchholz": Text("mean Buchholz of the opponents"),
    "sonneborn_berger_cut_1": Text("Sonneborn-Berger without the lowest"),
    "progressive": Text("progressive score"),
    "progressive_cut_1": Text("progressive score without the first round"),
    "games_won_played": Text("games won over the board"),
    "black_games": Text("games with Black"),
}
"""Code → name of the criteria that only a Swiss has."""

SHORT = {
    "buchholz": "BH",
    "buchholz_cut_1": "BH-C1",
    "buchholz_cut_2": "BH-C2",
    "buchholz_median_1": "BH-M1",
    "buchholz_median_2": "BH-M2",
    "fore_buchholz": "FB",
    "average_buchholz": "AOB",
    "sonneborn_berger": "SB",
    "sonneborn_berger_cut_1": "SB-C1",
    "progressive": "PS",
    "progressive_cut_1": "PS-C1",
    "koya": "KS",
    "wins": "WIN",
    "games_won_played": "WON",
    "black_games": "BPG",
    "black_wins": "BWG",
}
"""The letters of FIDE for the tie-breaks of one entry, as they head a column."""

MEASURES: dict[str, Measure] = {
    "buchholz": tb.buchholz,
    "buchholz_cut_1": partial(tb.buchholz, low=1),
    "buchholz_cut_2": partial(tb.buchholz, low=2),
    "buchholz_median_1": partial(tb.buchholz, low=1, high=1),
    "buchholz_median_2": partial(tb.buchholz, low=2, high=2),
    "fore_buchholz": tb.fore_buchholz,
    "average_buchholz": tb.average_buchholz,
    "sonneborn_berger": tb.sonneborn_berger,
    "sonneborn_berger_cut_1": partial(tb.sonneborn_berger, low=1),
    "progressive": tb.progressive,
    "progressive_cut_1": partial(tb.progressive, low=1),
    "koya": tb.koya,
    "wins": tb.wins,
    "games_won_played": tb.games_won,
    "black_games": tb.black_games,
    "black_wins": tb.black_wins,
}
"""Code → the tie-break of one entry; ``direct_encounter`` is one of a whole level and stands apart."""
