"""What stands in the cells of the marks grid, and how cells become attempts again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.judged import Judged
from tournament_app.domain.marks import read_number, say_number
from tournament_app.domain.measured import Measured
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from tournament_app.domain.marks import Mark
    from tournament_app.domain.ranked_list import RankedList


@dataclass(frozen=True, slots=True)
class MarkCells:
    """The cells of one heat: a heading for each, and for the high jump the *heights* behind them."""

    rule: Measured | Judged | RankedList
    headings: tuple[str, ...]
    heights: tuple[str, ...] = ()

    def cells(self, mark: Mark) -> list[str]:
        """What stands in the cells of *mark*, one text a heading."""
        if not self.heights and not _by_height(self.rule):
            given = list(mark.attempts[: len(self.headings)])
            return [*given, *[""] * (len(self.headings) - len(given))]
        tries = {_height(text): text.split()[-1] for text in mark.attempts if not text.startswith("+")}
        jump_off = "".join(text[1:] for text in mark.attempts if text.startswith("+"))
        return [*(tries.get(height, "") for height in self.heights), jump_off]

    def attempts(self, cells: list[str]) -> tuple[str, ...]:
        """What is recorded where these texts stand in the cells."""
        if not _by_height(self.rule):
            return tuple(text.strip() for text in cells)
        *tries, jump_off = (text.strip().lower() for text in cells)
        made = [f"{height} {text}" for height, text in zip(self.heights, tries, strict=True) if text]
        return (*made, *(f"+{one}" for one in jump_off))

    def column(self, cells: list[str], attempt: str) -> int:
        """The cell a problem with the number of an *attempt* is about."""
        at = int(attempt) if attempt.isdigit() else 0
        if _by_height(self.rule):
            filled = [n for n, text in enumerate(cells[:-1]) if text.strip()]
            return filled[at] if at < len(filled) else len(cells) - 1
        return min(at, len(cells) - 1)


def cells_for(rule: Measured | Judged | RankedList, marks: Iterable[Mark], more: Iterable[str] = ()) -> MarkCells:
    """The cells of a heat with these *marks*; *more* are heights announced that nobody has tried yet."""
    if isinstance(rule, Judged):
        wide = len(rule.columns)
        one = wide == 1
        headings = [
            tr("J{n}", n=judge) if one else f"{judge}.{at}"
            for judge in range(1, rule.judges + 1)
            for at in range(1, wide + 1)
        ]
        return MarkCells(rule, tuple(headings))
    if not isinstance(rule, Measured):
        return MarkCells(rule, (tr("Marks"), tr("Time taken")))
    if rule.kind == "time":
        return MarkCells(rule, (tr("Time taken"), tr("Judges' place")))
    if rule.kind == "distance":
        return MarkCells(rule, tuple(str(n) for n in range(1, rule.attempts + 1)))
    tried = {_height(text) for mark in marks for text in mark.attempts if not text.startswith("+")}
    heights = sorted({height for height in (*tried, *map(_height, more)) if height}, key=_number)
    return MarkCells(rule, (*heights, tr("Jump-off")), tuple(heights))


def _by_height(rule: object) -> bool:
    return isinstance(rule, Measured) and rule.kind == "height"


def _height(text: str) -> str:
    """``1.8 xo`` or ``1,80`` → ``1.80``; empty if there is no height in it."""
    value = read_number((text.split() or [""])[0])
    return "" if value is None else say_number(value)


def _number(height: str) -> Fraction:
    value = read_number(height)
    assert value is not None  # _height made it
    return value
