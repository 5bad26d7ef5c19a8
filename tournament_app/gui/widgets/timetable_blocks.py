"""One day of the timetable as the view draws it: courts, blocks, and where each block lies. No Qt painting here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRectF

from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Key = tuple[int, str]
"""A match: the id of its event and its reference in the event's plan."""


@dataclass(frozen=True, slots=True)
class ViewCourt:
    """A column. Where *boards* is more than 1, matches that run together are drawn as one pile.

    A *sport* other than 0 takes only blocks of that sport.
    """

    id: int
    name: str
    boards: int = 1
    sport: int = 0


@dataclass(frozen=True, slots=True)
class ViewBlock:
    """A match on *court* (its id) from *start*, in minutes from midnight of the tournament's first day.

    *sport* is its colour, 1 to 6. *clash* is ``rest`` (hatched: an athlete rests too short) or ``hard`` (it cannot be
    played as it stands); *why* says it in a sentence, shown as a tip and spoken. *event_name* names it within a pile.
    """

    key: Key
    court: int
    start: int
    minutes: int
    title: str
    lines: tuple[str, ...] = ()
    sport: int = 1
    state: Literal["planned", "live", "done"] = "planned"
    clash: Literal["", "rest", "hard"] = ""
    pinned: bool = False
    why: str = ""
    event_name: str = ""


@dataclass(frozen=True, slots=True)
class Pile:
    """What is drawn, chosen and moved as one: a match, or those that start together in a hall of many boards."""

    blocks: tuple[ViewBlock, ...]
    lane: int = 0
    lanes: int = 1

    @property
    def first(self) -> ViewBlock:
        """The match that stands for all."""
        return self.blocks[0]

    @property
    def keys(self) -> tuple[Key, ...]:
        """The matches in it."""
        return tuple(block.key for block in self.blocks)

    @property
    def court(self) -> int:
        """The id of its court."""
        return self.first.court

    @property
    def start(self) -> int:
        """Its first minute."""
        return self.first.start

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return max(block.minutes for block in self.blocks)

    @property
    def title(self) -> str:
        """The match, or how many matches."""
        return self.first.title if len(self.blocks) == 1 else tr("{n} boards", n=len(self.blocks))

    @property
    def lines(self) -> tuple[str, ...]:
        """The sides of the match, or the events in a pile."""
        if len(self.blocks) == 1:
            return self.first.lines
        return tuple(dict.fromkeys(block.event_name or block.title for block in self.blocks))

    @property
    def state(self) -> str:
        """``live`` as long as one match runs, ``done`` when all are over, else ``planned``."""
        states = {block.state for block in self.blocks}
        return "live" if "live" in states else "done" if states == {"done"} else "planned"

    @property
    def clash(self) -> str:
        """The worst clash in it."""
        return max((block.clash for block in self.blocks), key=("", "rest", "hard").index)

    @property
    def pinned(self) -> bool:
        """Whether all of it is pinned."""
        return all(block.pinned for block in self.blocks)

    @property
    def why(self) -> str:
        """What is wrong with it, a sentence a line."""
        return "\n".join(dict.fromkeys(block.why for block in self.blocks if block.why))


def clock(minute: int) -> str:
    """The time of day of *minute*, ``07:30``."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def spoken(pile: Pile, court: str) -> str:
    """*pile* as a screen reader says it: when, where, who, and everything its look tells."""
    words = [clock(pile.start), court, pile.title, *pile.lines]
    states = {"live": tr("being played"), "done": tr("over")}
    clashes = {"rest": tr("rest too short"), "hard": tr("clash")}
    words += [states[pile.state]] if pile.state in states else []
    words += [clashes[pile.clash]] if pile.clash else []
    words += [tr("pinned")] if pile.pinned else []
    return ", ".join([*words, *pile.why.splitlines()])


def piled(courts: Sequence[ViewCourt], blocks: Iterable[ViewBlock]) -> list[Pile]:
    """The piles of all courts, court by court and in order of time; those that overlap stand side by side."""
    boards = {court.id: court.boards for court in courts}
    together: defaultdict[tuple[object, ...], list[ViewBlock]] = defaultdict(list)
    for block in sorted(blocks, key=lambda b: (b.start, b.key)):
        if block.court in boards:
            alone = block.key if boards[block.court] == 1 else None
            together[block.court, block.start, block.minutes, block.sport, alone].append(block)
    piles: list[Pile] = []
    for court in courts:
        piles += _side_by_side([Pile(tuple(group)) for group in together.values() if group[0].court == court.id])
    return piles


def _side_by_side(piles: Sequence[Pile]) -> list[Pile]:
    """The same piles of one court, each with its lane among those it overlaps."""
    placed: list[Pile] = []
    cluster: list[tuple[Pile, int]] = []
    ends: list[int] = []

    def close() -> None:
        placed.extend(Pile(pile.blocks, lane, len(ends)) for pile, lane in cluster)
        cluster.clear()
        ends.clear()

    for pile in piles:
        if ends and max(ends) <= pile.start:
            close()
        lane = next((n for n, end in enumerate(ends) if end <= pile.start), len(ends))
        ends[lane : lane + 1] = [pile.start + pile.minutes]
        cluster.append((pile, lane))
    close()
    return placed


@dataclass(frozen=True, slots=True)
class Scale:
    """From minutes and courts to pixels of the sheet, whose first row is *start* and which has *columns* courts."""

    start: int
    end: int
    columns: int
    column: float
    minute: float

    @property
    def height(self) -> float:
        """The length of the day."""
        return (self.end - self.start) * self.minute

    def y(self, minute: int) -> float:
        """Where *minute* lies."""
        return (minute - self.start) * self.minute

    def rect(self, column: int, start: int, minutes: int, lane: int = 0, lanes: int = 1) -> QRectF:
        """The place of a block in the *column*-th court."""
        width = (self.column - 4) / lanes
        left = column * self.column + 2 + lane * width
        gap = 2 if lane < lanes - 1 else 0
        return QRectF(left, self.y(start) + 1, width - gap, max(minutes * self.minute - 2, 6))

    def column_at(self, x: float) -> int:
        """The court under *x*, the nearest one outside."""
        return min(max(int(x // self.column), 0), self.columns - 1)

    def minute_at(self, y: float, grid: int) -> int:
        """The minute at *y*, on the *grid* from midnight."""
        return round((self.start + y / self.minute) / grid) * grid
