"""The tie-breaks of a Swiss by the codes of a ranking rule: their names; ``swiss_tiebreaks`` works them out.

Outside a Swiss a code that is only here has no value (0 for all), and those that a table of matches knows too
(Buchholz, Sonneborn-Berger, Koya, wins) are counted from its matches.
"""

from __future__ import annotations

from tournament_app.words import Text

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
