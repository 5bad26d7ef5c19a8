"""The tables of the import wizard: every problem with its place, and everything that would change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.gui.pages.problem_words import kind_words
from tournament_app.gui.table import Table
from tournament_app.gui.table_model import Column
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from tournament_app.commands.forms import Difference
    from tournament_app.exchange.lines import FormProblem
    from tournament_app.gui.settings import Settings

SIGNS = {
    "added": ("+", Text("new"), "ok"),
    "changed": ("~", Text("changed"), "primary"),
    "removed": ("-", Text("taken out"), "live"),
    "kept": ("=", Text("kept"), "warning"),
}
UNREAD = ("unreadable_file", "other_file")
"""Kinds that mean a whole file is missing from the import."""


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem at its place in the list, which is its id."""

    id: int
    it: FormProblem


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A difference at its place in the list, which is its id."""

    id: int
    it: Difference


def problem_table(settings: Settings) -> Table:
    """Kind, delegation, who, what, and file, sheet and cell."""
    columns = (
        Column("kind", tr("Problem"), lambda row: kind_words(row.it.kind), 136, badge=_role),
        Column("unit", tr("Delegation"), lambda row: row.it.unit, 120),
        Column("who", tr("Who"), lambda row: row.it.who, 128, strong=True),
        Column("detail", tr("What"), lambda row: str(row.it.detail), stretch=True),
        Column("file", tr("File"), lambda row: row.it.file, 112),
        Column("sheet", tr("Sheet"), lambda row: row.it.sheet, 84),
        Column("cell", tr("Cell"), lambda row: row.it.cell, 64),
    )
    return Table("import.problems", columns, settings)


def difference_table(settings: Settings) -> Table:
    """What is new (+), other (~), gone (-), and held fast by a draw (=), delegation by delegation."""
    columns = (
        Column("kind", tr("Change"), _sign, 110, badge=lambda row: SIGNS[row.it.kind][2]),
        Column("unit", tr("Delegation"), lambda row: row.it.unit, 240),
        Column("text", tr("What"), lambda row: str(row.it.text), stretch=True),
    )
    return Table("import.differences", columns, settings)


def _sign(row: DifferenceLine) -> str:
    sign, words, _ = SIGNS[row.it.kind]
    return f"{sign} {words}"


def _role(row: ProblemLine) -> str:
    return "live" if row.it.kind in UNREAD else "warning"
