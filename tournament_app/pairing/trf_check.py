"""What the engine does not see of a TRF file: players who contradict each other, and the lines of other programs.

The columns of a player's record 001 are those of FIDE's TRF16: start number 5-8, rounds of ten columns from 92 on.
"""

from __future__ import annotations

import re

from tournament_app.errors import refuse
from tournament_app.words import Text

Game = tuple[int, str, str]
NEW_LINE = re.compile(r"\r\n?|\n")
"""No other, such as NEL, which may be half a letter of a name in another coding."""
OTHER_COLOUR = {"w": "b", "b": "w"}
ANSWERS = {"1": "0", "0": "10", "=": "=", "+": "-", "-": "+-", "W": "L", "L": "WL", "D": "D"}
"""What the other side's result may be: both may lose, never both win."""


def check_players(text: str) -> None:
    """Refuse a number two players have, and a round of which two players say different things."""
    cards: dict[int, tuple[Game, ...]] = {}
    for line in NEW_LINE.split(text):
        if line.startswith("001") and (number := line[4:8].strip()).isdecimal():
            if int(number) in cards:
                raise refuse("bad_trf", Text("Two players of the TRF file have the number {n}.", n=number))
            cards[int(number)] = tuple(_rounds(line[91:]))
    for number, card in cards.items():
        for n, (opponent, colour, result) in enumerate(card):
            theirs = cards.get(opponent, ())[n : n + 1]
            if opponent in cards and not (theirs and _agree((number, colour, result), theirs[0])):
                text_ = Text(
                    "TRF: round {n} of player {a} and of player {b} do not agree.", n=n + 1, a=number, b=opponent
                )
                raise refuse("bad_trf", text_)


def _rounds(line: str) -> list[Game]:
    cells = [line[at : at + 10].ljust(8) for at in range(0, len(line), 10)]
    return [(int(opponent) if (opponent := c[:4].strip()).isdecimal() else 0, c[5], c[7].upper()) for c in cells]


def _agree(mine: Game, theirs: Game) -> bool:
    colours = OTHER_COLOUR.get(mine[1])
    return (
        theirs[0] == mine[0]
        and (colours is None or theirs[1] in (colours, "-", " "))
        and (mine[2] not in ANSWERS or theirs[2] in ANSWERS[mine[2]] or theirs[2] not in ANSWERS)
    )


def our_lines(text: str) -> str:
    """*text* with the forbidden pairs of other programs (XXP) as those of TRF26 (260), and their first colour (XXC)."""
    return "\n".join(_our_line(line) for line in NEW_LINE.split(text)) + "\n"


def _our_line(line: str) -> str:
    if line.startswith("XXP"):
        return "260   1 999 " + " ".join(f"{number:>4}" for number in re.findall(r"\d+", line[3:]))
    if line.startswith("XXC") and (first := re.search(r"\b(white|black)1\b", line, re.IGNORECASE)):
        return f"152 {first[1][0].upper()}"
    return line
