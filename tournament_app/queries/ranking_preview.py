"""What another ranking rule would make of the tables of an event, or of a sample while nothing is played."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tournament_app.domain.formats import group_label
from tournament_app.domain.ranking_sample import MEMBERS, sample_outcomes
from tournament_app.domain.standings import table
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.event_state import settle
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tournament_app.domain.standings import Ranking, Standing
    from tournament_app.queries.event_state import EventState
    from tournament_app.store.rowlog import Reading

SAMPLE = Text("Sample table: A, B and C beat each other, all three beat D")


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """An entry by the rule tried: its *rank*, the one it has *before*, and the *reason*; *table* is its group."""

    table: Text
    name: str
    before: int
    rank: int
    points: str
    reason: Text


def ranking_preview(db: Reading, state: EventState, ranking: Ranking) -> tuple[PreviewRow, ...]:
    """Table by table, best first, as *ranking* puts them."""
    played = {group: rows for group, rows in state.tables.items() if any(row.played for row in rows)}
    if state.plan is None or not played:
        return _sample(state, ranking)
    names = {entry: row.label for entry, row in entry_rows(db).items()}
    after = settle(replace(state, ranking=ranking)).tables
    return tuple(
        row
        for group, rows in played.items()
        for row in _rows(group_label(state.plan, group), names, rows, after[group])
    )


def _sample(state: EventState, ranking: Ranking) -> tuple[PreviewRow, ...]:
    scoring = state.scoring["group"]
    outcomes = sample_outcomes(scoring)
    before, after = (table(MEMBERS, outcomes, rule, scoring) for rule in (state.ranking, ranking))
    return _rows(SAMPLE, dict(zip(MEMBERS, "ABCD", strict=True)), before, after)


def _rows(
    title: Text, names: Mapping[int, str], before: tuple[Standing, ...], after: tuple[Standing, ...]
) -> tuple[PreviewRow, ...]:
    ranks = {row.entry: row.rank for row in before}
    return tuple(
        PreviewRow(title, names[row.entry], ranks[row.entry], row.rank, str(row.points), row.reason.text(names))
        for row in after
    )
