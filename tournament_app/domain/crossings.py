"""Crossings: on which lines of the knockout those who come from the groups stand."""

from __future__ import annotations

from itertools import combinations, islice
from typing import TYPE_CHECKING

from tournament_app.domain.groups import group_names
from tournament_app.domain.lines import bye_lines, line_order, meeting, sheet_size
from tournament_app.domain.plan import Across
from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.domain.rules import Format

# (groups, qualifiers of each) → the lines of the knockout. Two of a group meet again only in the final.
CROSSINGS: dict[tuple[int, int], str] = {
    (2, 2): "A#1 B#2  B#1 A#2",
    (4, 2): "A#1 B#2  C#1 D#2  B#1 A#2  D#1 C#2",  # Euro 1996 to 2004, 2012
    (8, 2): "A#1 B#2  C#1 D#2  E#1 F#2  G#1 H#2  B#1 A#2  D#1 C#2  F#1 E#2  H#1 G#2",  # World Cup 2006 to 2022
    (2, 4): "A#1 B#4  B#2 A#3  B#1 A#4  A#2 B#3",  # handball
}


def knockout_sides(rules: Format, groups: Sequence[str], qualifiers: int, more: Sequence[str] = ()) -> list[str | None]:
    """The lines of the knockout after *groups*: as the organiser wrote them, by the table, or as late apart as can be.

    *more* are the others who go on: direct entries, best thirds.
    """
    if rules.crossing:
        return written(rules.crossing)
    table = CROSSINGS.get((len(groups), qualifiers))
    if table and not more and groups[0] == "A":
        return list(table.split())
    return _apart(groups, qualifiers, more)


def written(crossing: Sequence[str]) -> list[str | None]:
    """The lines an organiser wrote; refuses a number of lines no knockout has."""
    lines = [None if word == "-" else word for word in " ".join(crossing).split()]
    if len(lines) < 2 or sheet_size(len(lines)) != len(lines):
        text = Text("A crossing has 2, 4, 8, 16 … lines, with - for a bye; this one has {n}", n=len(lines))
        raise refuse("crossing", text, "crossing")
    if any(a is None and b is None for a, b in zip(lines[::2], lines[1::2], strict=True)):
        raise refuse("crossing", Text("Two byes of the crossing stand against each other"), "crossing")
    return lines


def across(rules: Format, groups: int) -> tuple[Across, ...]:
    """The comparison of those ranked behind the qualifiers, if some of them go on."""
    if not rules.best_next:
        return ()
    rank = rules.qualifiers + 1
    slots = sorted(word.partition("@")[2] for word in " ".join(rules.crossing).split() if word.startswith(f"#{rank}@"))
    rows = [row.split() for row in rules.allocation if row.strip()]
    table = {row[0]: tuple(row[-1]) for row in rows}
    sets = set(map("".join, combinations(islice(group_names(), groups), rules.best_next)))
    whole = set(table) == sets and all("".join(sorted(order)) == groups_on for groups_on, order in table.items())
    if bool(slots) != bool(rows) or (slots and not (whole and len(set(slots)) == rules.best_next)):
        text = Text("The table of allocation needs a row for each {n} of the {m} groups", n=rules.best_next, m=groups)
        raise refuse("allocation", text, "allocation")
    return (Across(rank, rules.best_next, rules.compare, tuple(slots), table),)


def _apart(groups: Sequence[str], qualifiers: int, more: Sequence[str]) -> list[str | None]:
    """The lines of the knockout after any number of groups.

    Direct entries and group winners take the seed lines in order, and the byes with them; then each rank in turn goes
    where it meets those of its own group latest, which puts every runner-up into the half opposite its winner. Those
    compared across groups take what is left.
    """
    entries = len(groups) * qualifiers + len(more)
    byes = bye_lines(entries)
    free = [line for line in line_order(sheet_size(entries)) if line not in byes]
    taken: dict[int, str] = {free.pop(0): side for side in more if side.isdigit()}
    for rank in range(1, qualifiers + 1):
        for group in groups:
            own = [line for line, ref in taken.items() if ref.startswith(f"{group}#")]
            line = max(free, key=lambda line: min((meeting(line, mate) for mate in own), default=0))
            free.remove(line)
            taken[line] = f"{group}#{rank}"
    taken |= zip(free, (side for side in more if not side.isdigit()), strict=True)
    return [taken.get(line) for line in range(1, sheet_size(entries) + 1)]
