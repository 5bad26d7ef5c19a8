"""Marks: what was measured, judged or listed of an entry in a heat, as it was typed, and what orders them.

Numbers are exact: a time in seconds, a length, a judge's mark are all fractions read from the text as typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from tournament_app.domain.reasons import NOTHING, Reason
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tournament_app.errors import Problem

STATUSES = ("", "DNS", "DNF", "DSQ")
"""Took part; did not start; did not finish; disqualified."""
_NUMBER = re.compile(r"\d{1,9}([.,]\d{1,9})?")
_CLOCK = re.compile(r"(?:(\d{1,3})[:h])?(\d{1,3})[:'’](\d{1,2}(?:[.,]\d{1,9})?)(?:\"|''|”)?")
_SPOKEN = re.compile(
    r"(?:(\d{1,3})\s*(?:giờ|gio|h)\s*)?(?:(\d{1,3})\s*(?:phút|phut|p|m)\s*)?(\d+(?:[.,]\d+)?)\s*(?:giây|giay|s)"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What *entry* did in *heat*: its *attempts* as typed, and a *status* of ``STATUSES`` with a *note* why."""

    entry: int
    attempts: tuple[str, ...] = ()
    status: str = ""
    note: str = ""
    heat: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry in a ranking: its *place* (shared ones equal, the next skipped; ``None`` without a valid mark).

    *result* is what stands beside the name, ``10.23`` or ``DSQ``. *through*: ``Q`` by place or ``q`` by mark.
    """

    entry: int
    place: int | None
    result: str
    reason: Reason = NOTHING
    through: str = ""


class MarkRule(Protocol):
    """A rule for marks: what may be typed, when a mark is complete, and who is first."""

    def problems(self, mark: Mark) -> tuple[Problem, ...]:
        """What of *mark* cannot be; ``field`` is the number of the attempt from 0, or ``status``."""

    def complete(self, mark: Mark, marks: Sequence[Mark]) -> bool:
        """Whether nothing more is to come for *mark* among all *marks* of the heat."""

    def rank(self, marks: Sequence[Mark]) -> tuple[Ranked, ...]:
        """The ranking of *marks*, best first."""

    def words(self) -> Text:
        """The rule in a sentence."""


@dataclass(frozen=True, slots=True)
class Step:
    """One criterion: *values* gives, to those still level, what each has (the more the better), or nothing to say.

    *words* is what is shown of an entry by this criterion.
    """

    code: str
    name: Text
    values: Callable[[tuple[int, ...]], Mapping[int, Fraction] | None]
    words: Callable[[int], str]


# -------------------------------------------------------------------------------------------------------------- reading
def read_number(text: str) -> Fraction | None:
    """``8.42`` or ``8,42`` exactly; ``None`` for anything else."""
    text = text.strip()
    return Fraction(text.replace(",", ".")) if _NUMBER.fullmatch(text) else None


def read_time(text: str) -> Fraction | None:
    """Seconds of ``10.23``, ``1:02.35``, ``2:05:41``, ``12'35"`` or ``12 phút 35 giây``; ``None`` for anything else."""
    text = text.strip().lower()
    if found := _CLOCK.fullmatch(text) or _SPOKEN.fullmatch(text):
        hours, minutes, seconds = (Fraction((part or "0").replace(",", ".")) for part in found.groups())
        above = minutes >= 60 if found[1] else False
        return None if above or (seconds >= 60 and found[2]) else hours * 3600 + minutes * 60 + seconds
    return read_number(text)


def say_number(value: Fraction, places: int = 2) -> str:
    """*value* with *places* decimals, halves up: ``8.42``."""
    scale = 10**places
    whole = int(abs(value) * scale + Fraction(1, 2))
    sign = "-" if value < 0 and whole else ""
    return f"{sign}{whole // scale}" + (f".{whole % scale:0{places}d}" if places else "")


def say_time(seconds: Fraction, places: int = 2) -> str:
    """A time as result lists have it, rounded **up** to *places* decimals (World Athletics TR 19): ``1:02.35``."""
    scale = 10**places
    whole = -(-seconds * scale // 1)
    minutes, rest = divmod(int(whole), 60 * scale)
    text = say_number(Fraction(rest, scale), places)
    if not minutes:
        return text
    hours, minutes = divmod(minutes, 60)
    text = text if rest >= 10 * scale else f"0{text}"
    return f"{hours}:{minutes:02d}:{text}" if hours else f"{minutes}:{text}"


# ------------------------------------------------------------------------------------------------------------- ordering
def in_order(entries: Iterable[int], steps: Sequence[Step], results: Mapping[int, str]) -> tuple[Ranked, ...]:
    """*entries* ranked by *steps*, one after the other among those still level; each with what decided its place."""
    blocks: list[tuple[tuple[int, ...], Step | None]] = [(tuple(entries), None)]
    for step in steps:
        blocks = [part for block, cut in blocks for part in _split(block, cut, step)]
    rows: list[Ranked] = []
    place = 1
    for index, (block, cut) in enumerate(blocks):
        for entry in block:
            others = tuple(other for other in block if other != entry)
            reason = _shared(others) if others else _parted(blocks, index, entry, cut)
            rows.append(Ranked(entry, place, results[entry], reason))
        place += len(block)
    return tuple(rows)


def _split(block: tuple[int, ...], cut: Step | None, step: Step) -> list[tuple[tuple[int, ...], Step | None]]:
    """*block* parted by *step*; each part with the step that stands between it and the part above."""
    values = step.values(block) if len(block) > 1 else None
    if values is None:
        return [(block, cut)]
    levels = sorted(set(values.values()), reverse=True)
    parts = [tuple(entry for entry in block if values[entry] == level) for level in levels]
    return [(part, step if at else cut) for at, part in enumerate(parts)]


def _shared(others: tuple[int, ...]) -> Reason:
    return Reason("shared", Text("Level with {other} by every rule: the place is shared"), others)


def _parted(blocks: Sequence[tuple[tuple[int, ...], Step | None]], index: int, entry: int, cut: Step | None) -> Reason:
    """Why *entry* stands above the next block, or the last one below that before it."""
    if index + 1 < len(blocks):
        (other, *_), step = blocks[index + 1]
        text = Text("Ahead of {other}: {what} {mine}, there {theirs}")
    else:
        other, step = (blocks[index - 1][0][0] if index else entry), cut
        text = Text("Behind {other}: {what} {mine}, there {theirs}")
    if step is None:
        return NOTHING
    said = text.filled(what=step.name, mine=step.words(entry), theirs=step.words(other))
    return Reason(step.code, said, (other,))


WITHOUT = {
    "DNS": Text("Did not start"),
    "DNF": Text("Did not finish"),
    "DSQ": Text("Disqualified"),
    "NM": Text("No valid mark"),
    "": Text("No mark yet"),
}
"""Why an entry has no place."""


def without_place(marks: Iterable[Mark], *, over: Callable[[Mark], bool]) -> tuple[Ranked, ...]:
    """The entries that have no place, in the order of result lists: no valid mark, DNF, DSQ, DNS, not yet."""
    order = ("NM", "DNF", "DSQ", "DNS", "")
    found = []
    for mark in marks:
        code = mark.status or ("NM" if mark.attempts and over(mark) else "")
        why = WITHOUT[code]
        text = Text("{what}: {why}", what=why, why=mark.note) if mark.note else why
        found.append(Ranked(mark.entry, None, code, Reason(code or "open", text)))
    return tuple(sorted(found, key=lambda row: order.index("NM" if row.result == "NM" else row.result)))


def through(rows: Iterable[Ranked], codes: Mapping[int, str]) -> tuple[Ranked, ...]:
    """*rows* with who goes on and how."""
    return tuple(replace(row, through=codes.get(row.entry, "")) for row in rows)
