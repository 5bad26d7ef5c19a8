"""Measured events: the time of a race, the best of several throws or jumps, the height cleared.

World Athletics Technical Rules: 19.24 (times are read to 1/1000 s and rounded up), 21 (ties on the track), 25.22 (best
mark, then second best), 26.8 (fewest failures at the height last cleared, then in all up to it, then a jump-off for
first place). Simple events of a village fair (a weight lifted once, a distance) are the same with one attempt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

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

_TRIES = re.compile(r"(?:[o]|x{1,3}|x{1,2}[o]|x{0,2}-{1,2}|x{0,2}r)")
_HEIGHT = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*[ :=]\s*([oxr-]{1,3})")
_JUMP_OFF = re.compile(r"\+[oxr-]")
NOT_VALID = ("x", "-", "p", "r")
"""A failure, an attempt passed (twice), retired from the competition."""


@dataclass(frozen=True, slots=True)
class Measured(_Data):
    """What is measured: a ``time`` (less is better), a ``distance`` or any other number (more is), or a ``height``.

    *unit* stands behind a number (m, kg, lần). A distance is the best of *attempts*; with more than three, those after
    the third are for the *best* of them only (0: for all). *thousandths*: times equal to 1/100 s are told apart by
    1/1000 s where it was read (athletics; not in swimming). A time may be followed by the judges' place among equals.
    """

    kind: Literal["time", "distance", "height"] = "time"
    unit: str = ""
    places: int = 2
    attempts: int = 1
    best: int = 0
    thousandths: bool = True
    heats: Heats = field(default_factory=Heats)

    def __post_init__(self) -> None:
        if isinstance(self.heats, dict):
            object.__setattr__(self, "heats", Heats.of(self.heats))
        if self.kind not in ("time", "distance", "height"):
            raise refuse("measured_kind", Text("What is measured is a time, a distance or a height."), "marks.kind")
        if not 1 <= self.attempts <= 20:
            raise refuse("attempts", Text("An event has 1 to 20 attempts."), "marks.attempts")

    # --------------------------------------------------------------------------------------------------- what is typed
    def problems(self, mark: Mark) -> tuple[Problem, ...]:
        """What of *mark* cannot be."""
        if self.kind == "time":
            return _time_problems(mark.attempts)
        if self.kind == "height":
            return _height_problems(mark.attempts)
        found = [
            Problem("mark", Text("{text} is no mark. Type a number, x, - or r.", text=text), str(at))
            for at, text in enumerate(mark.attempts)
            if text.lower() not in ("", *NOT_VALID) and read_number(text) is None
        ]
        if len(mark.attempts) > self.attempts:
            text = Text("There are {n} attempts in this event.", n=self.attempts)
            found.append(Problem("attempts", text, str(self.attempts)))
        return tuple(found)

    def complete(self, mark: Mark, marks: Sequence[Mark]) -> bool:
        """Whether nothing more is to come for *mark* among all *marks* of the heat."""
        if mark.status:
            return True
        made = [text.lower() for text in mark.attempts]
        if self.kind == "time":
            return bool(made and made[0])
        if self.kind == "height":
            return _out(_heights(mark))
        if "r" in made:
            return True
        typed = sum(bool(text) for text in made)
        if self.attempts <= 3 or not self.best:
            return typed >= self.attempts
        if typed < 3 or not all(map(_after_three, marks)):
            return False
        return typed >= self.attempts or mark.entry not in self.goes_on(marks)

    def goes_on(self, marks: Sequence[Mark]) -> frozenset[int]:
        """Those who have the attempts after the third: the *best* so far, all of them who are level there."""
        first = self._by_distance([Mark(m.entry, m.attempts[:3]) for m in marks if not m.status])
        return frozenset(row.entry for row in first if (row.place or 0) <= (self.best or len(first)))

    # ----------------------------------------------------------------------------------------------------- who is first
    def rank(self, marks: Sequence[Mark]) -> tuple[Ranked, ...]:
        """The ranking of *marks*, best first; those without a valid mark stand last without a place."""
        by = {"time": self._by_time, "distance": self._by_distance, "height": self._by_height}[self.kind]
        rows = by([mark for mark in marks if not mark.status])
        placed = {row.entry for row in rows}
        rest = [mark for mark in marks if mark.entry not in placed]
        return (*rows, *without_place(rest, over=lambda mark: self.complete(mark, marks)))

    def _by_time(self, marks: Sequence[Mark]) -> tuple[Ranked, ...]:
        times = {m.entry: time for m in marks if m.attempts and (time := read_time(m.attempts[0])) is not None}
        scale = 10**self.places
        shown = {entry: Fraction(-(-time * scale // 1), scale) for entry, time in times.items()}
        said = {entry: say_time(time, self.places) for entry, time in times.items()}
        exact = {m.entry: _decimals(m.attempts[0]) > self.places for m in marks if m.entry in times}
        judged = {
            m.entry: (m.heat, int(m.attempts[1]))
            for m in marks
            if m.entry in times and len(m.attempts) > 1 and m.attempts[1].isdigit()
        }

        def photo(level: tuple[int, ...]) -> dict[int, Fraction] | None:
            read = self.thousandths and all(exact[entry] for entry in level)
            return {entry: -times[entry] for entry in level} if read else None

        def by_judges(level: tuple[int, ...]) -> dict[int, Fraction] | None:
            seen = all(entry in judged for entry in level) and len({judged[entry][0] for entry in level}) == 1
            return {entry: Fraction(-judged[entry][1]) for entry in level} if seen else None

        steps = (
            Step("time", Text("time"), lambda level: {e: -shown[e] for e in level}, said.__getitem__),
            Step("photo", Text("time to 1/1000 s"), photo, lambda e: say_time(times[e], 3)),
            Step("judges", Text("judges' order"), by_judges, lambda e: str(judged[e][1])),
        )
        return in_order(times, steps, said)

    def _by_distance(self, marks: Sequence[Mark]) -> tuple[Ranked, ...]:
        made = {
            m.entry: sorted((n for a in m.attempts if (n := read_number(a)) is not None), reverse=True) for m in marks
        }
        made = {entry: marks for entry, marks in made.items() if marks}
        said = {entry: self._say(marks[0]) for entry, marks in made.items()}
        longest = max(map(len, made.values()), default=0)

        def step(at: int) -> Step:
            def nth(entry: int) -> Fraction:
                return made[entry][at] if at < len(made[entry]) else Fraction(-1)

            name = Text("best mark") if at == 0 else Text("mark no. {n}", n=at + 1)
            return Step(
                "best" if at == 0 else "next_best",
                name,
                lambda level: {entry: nth(entry) for entry in level},
                lambda entry: self._say(nth(entry)) if nth(entry) >= 0 else "–",
            )

        return in_order(made, [step(at) for at in range(longest)], said)

    def _by_height(self, marks: Sequence[Mark]) -> tuple[Ranked, ...]:
        tries = {m.entry: _heights(m) for m in marks}
        cleared = {e: max((h for h, t in heights if t.endswith("o")), default=None) for e, heights in tries.items()}
        best = {entry: height for entry, height in cleared.items() if height is not None}
        said = {entry: self._say(height) for entry, height in best.items()}
        at_last = {e: sum(t.count("x") for h, t in tries[e] if h == best[e]) for e in best}
        in_all = {e: sum(t.count("x") for h, t in tries[e] if h <= best[e]) for e in best}
        extra = {m.entry: tuple(a[1:].lower() == "o" for a in m.attempts if a.startswith("+")) for m in marks}

        def jump_off(level: tuple[int, ...]) -> dict[int, Fraction] | None:
            rounds = max(len(extra[entry]) for entry in level)
            return {
                entry: Fraction(sum(won << (rounds - at) for at, won in enumerate(extra[entry], 1))) for entry in level
            }

        steps = (
            Step("height", Text("height"), lambda level: {e: best[e] for e in level}, said.__getitem__),
            Step(
                "failures_last",
                Text("failures at the last height"),
                lambda level: {e: Fraction(-at_last[e]) for e in level},
                lambda e: str(at_last[e]),
            ),
            Step(
                "failures_all",
                Text("failures in all"),
                lambda level: {e: Fraction(-in_all[e]) for e in level},
                lambda e: str(in_all[e]),
            ),
            Step(
                "jump_off",
                Text("jump-off"),
                jump_off,
                lambda e: "".join("o" if won else "x" for won in extra[e]) or "–",
            ),
        )
        return in_order(best, steps, said)

    def _say(self, value: Fraction) -> str:
        return f"{say_number(value, self.places)} {self.unit}".rstrip()

    def words(self) -> Text:
        """The rule in a sentence."""
        if self.kind == "time":
            if not self.thousandths:
                return Text("By time to 1/100 s; equal times share the place")
            return Text("By time to 1/100 s, 1/1000 s where it was read, the judges' order; else the place is shared")
        if self.kind == "height":
            return Text("By height, failures at it, failures up to it, jump-off; else the place is shared")
        return Text("By the best mark, then the second best and so on; else the place is shared")


def _after_three(mark: Mark) -> bool:
    """Whether the first three attempts are over for somebody."""
    return bool(mark.status) or sum(map(bool, mark.attempts)) >= 3 or "r" in map(str.lower, mark.attempts)


def _decimals(text: str) -> int:
    return len(text.replace(",", ".").partition(".")[2].rstrip("\"'”"))


def _time_problems(attempts: tuple[str, ...]) -> tuple[Problem, ...]:
    found = []
    if attempts and attempts[0] and read_time(attempts[0]) is None:
        text = Text("{text} is no time. Type 10.23 or 1:02.35.", text=attempts[0])
        found.append(Problem("time", text, "0"))
    if len(attempts) > 1 and attempts[1] and not (attempts[1].isdigit() and int(attempts[1])):
        text = Text("{text} is no place. The judges' place is a number from 1.", text=attempts[1])
        found.append(Problem("place", text, "1"))
    if len(attempts) > 2:
        found.append(Problem("attempts", Text("A time has one figure, and the judges' place."), "2"))
    return tuple(found)


def _heights(mark: Mark) -> tuple[tuple[Fraction, str], ...]:
    """The heights of *mark* in order with what was tried there: (1.95, ``xo``)."""
    found = {}
    for text in mark.attempts:
        if read := _HEIGHT.fullmatch(text.strip().lower()):
            found[Fraction(read[1].replace(",", "."))] = read[2]
    return tuple(sorted(found.items()))


def _out(heights: Sequence[tuple[Fraction, str]]) -> bool:
    """Whether somebody has no attempt left: three failures in a row, or retired."""
    tries = "".join(t for _, t in heights).replace("-", "")
    return "r" in tries or tries.endswith("xxx")


def _height_problems(attempts: tuple[str, ...]) -> tuple[Problem, ...]:
    found = []
    for at, text in enumerate(attempts):
        said = text.strip().lower()
        read = _HEIGHT.fullmatch(said)
        if said and not _JUMP_OFF.fullmatch(said) and not (read and _TRIES.fullmatch(read[2])):
            wrong = Text("{text} is no attempt. Type o, xo, xxo, xxx, - or r at each height.", text=text)
            found.append(Problem("tries", wrong, str(at)))
    heights = _heights(Mark(0, attempts))
    out = next((n for n in range(1, len(heights) + 1) if _out(heights[:n])), len(heights))
    if not found and out < len(heights):
        wrong = Text("Out at {height}: nothing can follow.", height=say_number(heights[out - 1][0]))
        found.append(Problem("out", wrong, str(len(attempts) - 1)))
    return tuple(found)
