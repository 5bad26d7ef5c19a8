"""The two tables of the people page: athletes and entries, each with what stands against it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.people import match_key, person_key
from tournament_app.gui.pages.people_forms import birth_words, sex_words
from tournament_app.gui.pages.problem_words import kind_words
from tournament_app.gui.table import Table
from tournament_app.gui.table_model import Column, number
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tournament_app.gui.settings import Settings
    from tournament_app.queries.entries import AthleteRow, EntryRow
    from tournament_app.queries.people import ProblemRow


@dataclass(frozen=True, slots=True)
class AthleteLine:
    """An athlete with what stands against him or her."""

    athlete: AthleteRow
    problems: tuple[ProblemRow, ...]

    @property
    def id(self) -> int:
        """The athlete's id."""
        return self.athlete.id


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry with its event's name and what stands against its members in that event."""

    entry: EntryRow
    event_name: str
    problems: tuple[ProblemRow, ...]

    @property
    def id(self) -> int:
        """The entry's id."""
        return self.entry.id


def athlete_lines(athletes: Iterable[AthleteRow], problems: Sequence[ProblemRow]) -> list[AthleteLine]:
    """The athletes, each with the problems that name him or her."""
    of: dict[tuple[int, str], list[ProblemRow]] = {}
    for problem in problems:
        of.setdefault((problem.delegation_id, match_key(problem.who)), []).append(problem)
    return [AthleteLine(a, tuple(of.get((a.delegation_id, match_key(a.name)), ()))) for a in athletes]


def entry_lines(
    entries: Iterable[EntryRow], events: Mapping[int, str], problems: Sequence[ProblemRow]
) -> list[EntryLine]:
    """The entries, each with the problems of its event that name one of its members."""
    of: dict[tuple[int, str], list[ProblemRow]] = {}
    for problem in problems:
        of.setdefault((problem.delegation_id, problem.event), []).append(problem)
    lines = []
    for entry in entries:
        keys = {match_key(name) for name in entry.members}
        here = of.get((entry.delegation_id, entry.event), ())
        lines.append(EntryLine(entry, events[entry.event_id], tuple(p for p in here if match_key(p.who) in keys)))
    return lines


def athlete_table(settings: Settings) -> Table:
    """Name, sex, birth, events and whether everything is in order."""
    columns = (
        Column(
            "name",
            tr("Full name"),
            lambda row: row.athlete.name,
            stretch=True,
            strong=True,
            order=lambda row: person_key(row.athlete.name),
        ),
        Column("unit", tr("Delegation"), lambda row: row.athlete.unit, width=180),
        Column("sex", tr("Sex"), lambda row: sex_words(row.athlete.sex), width=56),
        Column(
            "birth",
            tr("Born"),
            lambda row: birth_words(row.athlete),
            width=106,
            order=lambda row: row.athlete.birth_date or str(row.athlete.birth_year or ""),
        ),
        Column(
            "leader", tr("Lead."), lambda row: row.athlete.leader, width=52, order=lambda row: not row.athlete.leader
        ),
        Column("events", tr("Events"), lambda row: ", ".join(row.athlete.events), width=104),
        _standing(),
    )
    return Table("people.athletes", columns, settings)


def entry_table(settings: Settings) -> Table:
    """Event, number, members, delegation, seed and whether everything is in order."""
    columns = (
        Column("event", tr("Event"), lambda row: f"{row.entry.event} {row.event_name}", width=140),
        number("number", tr("No."), lambda row: row.entry.number, width=48),
        Column("members", tr("Members"), lambda row: row.entry.people, stretch=True),
        Column("unit", tr("Delegation"), lambda row: row.entry.unit, width=150),
        number("seed", tr("Seed"), lambda row: row.entry.seed, width=60),
        _standing(),
    )
    return Table("people.entries", columns, settings)


def _standing() -> Column:
    return Column(
        "standing",
        tr("State"),
        _words,
        width=120,
        badge=lambda row: "warning" if row.problems or _words(row) == tr("Withdrew") else "ok",
        tip=lambda row: "\n".join(" · ".join(filter(None, (p.detail, p.where))) for p in row.problems),
    )


def _words(row: AthleteLine | EntryLine) -> str:
    if isinstance(row, EntryLine) and row.entry.state == "withdrawn":
        return tr("Withdrew")
    if not row.problems:
        return tr("Eligible")
    first = kind_words(row.problems[0].kind)
    return f"{first} +{len(row.problems) - 1}" if len(row.problems) > 1 else first
