"""Ranked lists: marks and the time taken, as another program gives them (the online quiz, cuộc thi trực tuyến)."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from tournament_app.domain.heats import Heats
from tournament_app.domain.marks import (
    Mark,
    Ranked,
    Step,
    in_order,
    read_number,
    read_time,
    say_number,
    say_time,
    without_place,
)
from tournament_app.domain.rules import _Data
from tournament_app.errors import Problem, refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class RankedList(_Data):
    """More marks first, then less time. *most*: the highest mark there is (empty: any); *places*: decimals shown."""

    most: str = ""
    places: int = 0
    heats: Heats = field(default_factory=Heats)

    def __post_init__(self) -> None:
        if isinstance(self.heats, dict):
            object.__setattr__(self, "heats", Heats.of(self.heats))
        if self.most and read_number(self.most) is None:
            raise refuse("not_number", Text("{text} is no number.", text=self.most), "marks.most")

    def problems(self, mark: Mark) -> tuple[Problem, ...]:
        """What of *mark* cannot be: marks first, then the time."""
        marks, time, *more = (*mark.attempts, "", "")[: max(2, len(mark.attempts))]
        found = []
        given, most = read_number(marks), read_number(self.most)
        if marks and given is None:
            found.append(Problem("mark", Text("{text} is no number.", text=marks), "0"))
        elif given is not None and most is not None and given > most:
            wrong = Text("{text} is no mark from 0 to {most}.", text=marks, most=self.most)
            found.append(Problem("mark", wrong, "0"))
        if time and read_time(time) is None:
            found.append(Problem("time", Text("{text} is no time. Type 10.23 or 1:02.35.", text=time), "1"))
        if more:
            found.append(Problem("attempts", Text("A line of the list has marks and a time."), "2"))
        return tuple(found)

    def complete(self, mark: Mark, marks: Sequence[Mark]) -> bool:  # noqa: ARG002 - each entry by itself
        """Whether there are marks."""
        return bool(mark.status or (mark.attempts and mark.attempts[0]))

    def rank(self, marks: Sequence[Mark]) -> tuple[Ranked, ...]:
        """The ranking of *marks*; no time counts as the longest."""
        took = [m for m in marks if not m.status and m.attempts]
        given = {m.entry: n for m in took if (n := read_number(m.attempts[0])) is not None}
        times = {m.entry: t for m in took if len(m.attempts) > 1 and (t := read_time(m.attempts[1])) is not None}
        slowest = max(times.values(), default=Fraction(0)) + 1
        said = {
            entry: " · ".join(
                filter(None, (say_number(n, self.places), say_time(times[entry], 0) if entry in times else ""))
            )
            for entry, n in given.items()
        }
        steps = (
            Step(
                "marks",
                Text("marks"),
                lambda level: {e: given[e] for e in level},
                lambda e: say_number(given[e], self.places),
            ),
            Step(
                "time",
                Text("time"),
                lambda level: {e: -(times.get(e, slowest)) for e in level},
                lambda e: say_time(times[e]) if e in times else "–",
            ),
        )
        rest = [mark for mark in marks if mark.entry not in given]
        return (*in_order(given, steps, said), *without_place(rest, over=lambda _: False))

    def words(self) -> Text:
        """The rule in a sentence."""
        return Text("By marks, then the shorter time; else the place is shared")
