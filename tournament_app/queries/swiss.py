"""A Swiss event as its desk sees it: rounds, boards, who is where, tie-breaks, and what the next round depends on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tournament_app.domain.dice import Dice
from tournament_app.domain.swiss import Field, Pairing, absentees, board_reasons, cards_of
from tournament_app.domain.swiss_table import crosstable, figures, worth_by
from tournament_app.domain.tiebreaks import CRITERIA, number_words
from tournament_app.queries.entries import EntryRow, entry_rows
from tournament_app.queries.event_state import EventState, event_state, swiss_cards
from tournament_app.queries.matches import MatchRow, matches_by_key

if TYPE_CHECKING:
    from tournament_app.domain.standings import Standing
    from tournament_app.domain.swiss import Mark
    from tournament_app.store.rowlog import Reading
    from tournament_app.words import Text


@dataclass(frozen=True, slots=True)
class ByeRow:
    """An entry that does not play a round: *mark* says what it gets for it."""

    entry: EntryRow
    mark: Mark


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A board of a round: its number, its match, and why these two meet."""

    board: int
    match: MatchRow
    reason: Text


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round that is paired: its boards, and who does not play it. *open*: matches that are not over."""

    number: int
    boards: tuple[BoardRow, ...]
    byes: tuple[ByeRow, ...]
    open: int


@dataclass(frozen=True, slots=True)
class SwissRow:
    """A row of the table: *figures* are the tie-breaks of the rule, code → as it is printed."""

    standing: Standing
    entry: EntryRow
    points: str
    figures: dict[str, str]
    reason: Text


@dataclass(frozen=True, slots=True)
class SwissEvent:
    """A Swiss event that is drawn.

    *rounds* of *last* are paired. *heads*: code of each tie-break → its name. *asked*: byes of the round to come.
    """

    event_id: int
    name: str
    last: int
    rounds: tuple[RoundRow, ...] = ()
    table: tuple[SwissRow, ...] = ()
    heads: dict[str, Text] = field(default_factory=dict)
    asked: tuple[ByeRow, ...] = ()

    @property
    def next(self) -> int | None:
        """The round to pair next, ``None`` after the last."""
        return len(self.rounds) + 1 if len(self.rounds) < self.last else None

    @property
    def open(self) -> int:
        """Matches of the newest round that are not over."""
        return self.rounds[-1].open if self.rounds else 0


def swiss_group(state: EventState) -> str | None:
    """The group of an event that is paired round by round, ``None`` if it has none."""
    return next(iter(state.plan.rounds), None) if state.plan else None


def paired_rounds(state: EventState) -> int:
    """How many rounds are paired."""
    return max((contest.round for contest in state.plan.contests), default=0) if state.plan else 0


def swiss_field(db: Reading, state: EventState, before: int | None = None) -> Field:
    """What the pairing of the next round depends on, or that of round *before*.

    The colour of the first board is by lot, from the seed of the draw.
    """
    assert state.plan is not None
    assert state.resolved is not None
    number = paired_rounds(state) + 1 if before is None else before
    cards = cards_of(state.plan.contests, state.numbers, state.resolved.counted, state.byes, number - 1)
    entries = entry_rows(db)
    return Field(
        cards,
        tuple(state.numbers[draw_number] for draw_number in sorted(state.numbers)),
        absentees(state.byes, number) | (state.gone & frozenset(cards)),
        next(iter(state.plan.rounds.values())),
        {entry: entries[entry].delegation_id for entry in cards},
        "w" if Dice(f"{state.seed} colour").below(2) else "b",
        worth_by(state.ranking),
    )


def swiss_event(db: Reading, event_id: int) -> SwissEvent | None:
    """A Swiss event round by round; ``None`` for an event of another format or not drawn."""
    state = event_state(db, event_id)
    group = swiss_group(state)
    if group is None or state.plan is None or state.resolved is None:
        return None
    last = state.plan.rounds[group]
    number = paired_rounds(state) + 1
    entries = entry_rows(db)
    table = crosstable(swiss_cards(state, state.resolved.counted), last, state.ranking)
    rows = []
    for standing in state.tables.get(group, ()):
        values = figures(table, state.ranking, standing.entry)
        names = {each: row.label for each, row in entries.items()}
        rows.append(
            SwissRow(
                standing,
                entries[standing.entry],
                number_words(standing.points),
                {code: number_words(value) for code, value in values.items()},
                standing.reason.text(names),
            )
        )
    return SwissEvent(
        event_id,
        state.rules.name,
        last,
        tuple(_round(db, state, turn) for turn in range(1, number)),
        tuple(rows),
        {code: CRITERIA[code].name for code in (rows[0].figures if rows else ())},
        _byes(state, entries, number),
    )


def _round(db: Reading, state: EventState, number: int) -> RoundRow:
    assert state.plan is not None
    matches = matches_by_key(db)
    rows = [matches[state.id, contest.ref] for contest in state.plan.contests if contest.round == number]
    pairs = tuple((row.side_a.id, row.side_b.id) for row in rows if row.side_a and row.side_b)
    reasons = board_reasons(swiss_field(db, state, number), Pairing(pairs))
    boards = tuple(BoardRow(at, row, why) for at, (row, why) in enumerate(zip(rows, reasons, strict=True), 1))
    return RoundRow(
        number, boards, _byes(state, entry_rows(db), number), sum(row.status not in ("done", "stale") for row in rows)
    )


def _byes(state: EventState, entries: dict[int, EntryRow], number: int) -> tuple[ByeRow, ...]:
    return tuple(
        ByeRow(entries[entry], mark)
        for (entry, of), mark in sorted(state.byes.items())
        if of == number and entry in entries
    )
