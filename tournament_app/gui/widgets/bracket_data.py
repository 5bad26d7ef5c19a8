"""What the bracket view draws: the boxes of the knockout and the cross tables of the groups, as frozen data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast

from tournament_app.domain.bracket import Bracket, BracketBox, brackets
from tournament_app.domain.formats import group_label, side_label
from tournament_app.domain.outcome import Kind
from tournament_app.domain.scoring import halves
from tournament_app.gui.widgets.match_words import STATUS, short_contest, short_time
from tournament_app.queries.carried import carried_contests
from tournament_app.queries.entries import EntryRow, entry_rows
from tournament_app.queries.event_state import EventState, event_state
from tournament_app.queries.matches import MatchRow, matches_by_key
from tournament_app.queries.tournament import TournamentRow, tournament_row
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from fractions import Fraction

    from tournament_app.domain.outcome import Outcome
    from tournament_app.domain.plan import Contest, Plan
    from tournament_app.domain.rules import Scoring
    from tournament_app.domain.standings import Standing
    from tournament_app.store.rowlog import Reading

Look = Literal["plain", "live", "stale", "bye"]
PART = 0.9
"""The room above each further part of a format, for its name and headings."""
LOST = {Kind.WALKOVER: Text("absent"), Kind.RETIRED: Text("retired"), Kind.DISQUALIFIED: Text("disqualified")}


@dataclass(frozen=True, slots=True)
class Line:
    """One side of a box: who stands there (or will), seed, what the side has of the score, and whether it won."""

    entry: int | None
    text: str
    seed: int | None = None
    score: str = ""
    won: bool = False
    muted: bool = False
    full: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A contest of the knockout, or an entry that is free (*contest* empty); *column* and *y* are the geometry's."""

    contest: str
    column: int
    y: float
    header: str
    lines: tuple[Line, Line]
    look: Look = "plain"


@dataclass(frozen=True, slots=True)
class Cell:
    """One meeting of a cross table: its contest, the score of the row's entry, or when it is, against which row."""

    contest: str
    text: str
    live: bool = False
    won: bool = False
    against: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """An entry of a group: its meetings (``None`` with itself), points, rank, and why it has this rank."""

    line: Line
    cells: tuple[Cell | None, ...]
    points: str
    rank: str
    reason: str


@dataclass(frozen=True, slots=True)
class Group:
    """The cross table of one group; without *rounds* its columns are its rows, else the rounds it has so far."""

    name: str
    rows: tuple[Row, ...]
    rounds: int = 0

    @property
    def columns(self) -> int:
        """How many columns of meetings it has."""
        return self.rounds or len(self.rows)


@dataclass(frozen=True, slots=True)
class Canvas:
    """Everything of an event that is drawn; *edges* are indexes of boxes (feeding, fed).

    *titles* are the columns' headings and, before each further part, its name: column, y of the line of text, words.
    """

    event_id: int
    boxes: tuple[Box, ...] = ()
    edges: tuple[tuple[int, int], ...] = ()
    headings: tuple[str, ...] = ()
    height: float = 0.0
    groups: tuple[Group, ...] = ()
    titles: tuple[tuple[int, float, str], ...] = ()

    def path(self, entry: int) -> tuple[int, ...]:
        """The boxes in which *entry* stands."""
        return tuple(at for at, box in enumerate(self.boxes) if any(line.entry == entry for line in box.lines))


def event_canvas(db: Reading, event_id: int, state: EventState | None = None) -> Canvas:
    """The canvas of an event; *state* shows it otherwise than it is (a draw half revealed). Empty without a draw."""
    as_is = state is None
    state = state or event_state(db, event_id)
    if state.plan is None or state.resolved is None:
        return Canvas(event_id)
    build = _Builder(db, state, as_is=as_is)
    return plan_canvas(event_id, state.plan, build.box, build.group)


def plan_canvas(
    event_id: int, plan: Plan, box_of: Callable[[BracketBox], Box], group_of: Callable[[str], Group]
) -> Canvas:
    """The canvas of *plan*: its parts below each other, what stands in boxes and groups is said by the two makers."""
    first, *more = brackets(plan) or (Bracket(),)
    boxes, edges, titles, height = list(first.boxes), list(first.edges), [], first.height
    for part in more:
        edges += [(feeding + len(boxes), fed + len(boxes)) for feeding, fed in part.edges]
        boxes += [replace(box, y=box.y + height + PART) for box in part.boxes]
        titles += [(0, height + PART - 0.75, str(part.title))]
        titles += [(at, height + PART - 0.45, str(words)) for at, words in enumerate(part.headings)]
        height += part.height + PART
    return Canvas(
        event_id,
        tuple(map(box_of, boxes)),
        tuple(edges),
        tuple(_headings(first, several=bool(more))),
        height,
        tuple(map(group_of, plan.tables)),
        tuple(titles),
    )


def _headings(bracket: Bracket, *, several: bool) -> Iterator[str]:
    """Above each column of the first part its round, and before the first the name of the part if there are others."""
    for at, words in enumerate(bracket.headings):
        yield f"{bracket.title} · {words}" if several and not at else str(words)


class _Builder:
    """Turns one event as it stands into boxes and tables."""

    def __init__(self, db: Reading, state: EventState, *, as_is: bool) -> None:
        assert state.plan is not None
        self.state, self.plan, self.as_is = state, state.plan, as_is
        self.entries: dict[int, EntryRow] = entry_rows(db)
        self.matches = matches_by_key(db)
        self.tournament: TournamentRow = tournament_row(db)
        self.names = {entry_id: entry.label for entry_id, entry in self.entries.items()}

    def box(self, box: BracketBox) -> Box:
        if box.bye:
            entry = self._entry_of(box.a_side)
            line = self._known(entry, box.a_side, won=entry is not None)
            return Box("", box.column, box.y, "", (line, Line(None, tr("bye"))), "bye")
        match = self.matches.get(
            (self.state.id, box.ref)
        )  # none while balls are drawn: the plan is not the event's yet
        outcome = self.state.live(box.ref)
        scores = self._scores(box.ref, outcome)
        sides = self.state.sides(box.ref)
        lines = tuple(
            self._known(entry, side, score, won=outcome is not None and outcome.over and outcome.winner == entry)
            for entry, side, score in zip(sides, (box.a_side, box.b_side), scores, strict=True)
        )
        header = self._header(match) if match else ""
        look = self._look(match) if match else "plain"
        return Box(box.ref, box.column, box.y, header, (lines[0], lines[1]), look)

    def group(self, name: str) -> Group:
        members = [(side, self._entry_of(side)) for side in self.plan.members(name)]
        contests = [c for c in self.plan.contests if c.group == name]
        rounds = max((c.round for c in contests), default=1) if name in self.plan.rounds else 0
        assert self.state.resolved is not None
        table = cast("tuple[Standing, ...]", self.state.resolved.tables.get(name, ()))
        standings = {row.entry: row for row in table}
        begun = any(row.played for row in standings.values())
        rows = []
        order = [side for side, _ in members]
        for side, entry in members:
            if rounds:
                cells: tuple[Cell | None, ...] = tuple(
                    self._round(contests, turn, side, order) for turn in range(1, rounds + 1)
                )
            else:
                cells = tuple(self._pair(name, contests, side, at, order) for at in range(len(order)))
            standing = standings.get(entry) if entry is not None and begun else None
            rows.append(self._row(self._known(entry, side), cells, standing))
        return Group(str(group_label(self.plan, name)), tuple(rows), rounds)

    def _pair(self, group: str, contests: Sequence[Contest], side: str, at: int, order: list[str]) -> Cell | None:
        """The meeting of *side* with the one at *at*, a carried one too; of several legs that which names it first."""
        if order[at] == side:
            return None
        here = [c for c in contests if (c.a, c.b) == (side, order[at])]
        here = here or [c for c in contests if (c.b, c.a) == (side, order[at])]
        here = here or carried_contests(self.state, group, side, order[at])
        return self._cell(here[-1].ref if here else "", self._entry_of(side), at)

    def _round(self, contests: Sequence[Contest], turn: int, side: str, order: list[str]) -> Cell:
        """The meeting of *side* in a round of a Swiss, after the number of the other in the list."""
        for contest in contests:
            if contest.round == turn and side in (contest.a, contest.b):
                at = order.index(contest.b if contest.a == side else contest.a)
                cell = self._cell(contest.ref, self._entry_of(side), at)
                return replace(cell, text=f"{at + 1} {cell.text}".strip())
        return Cell("", "")

    def _row(self, line: Line, cells: tuple[Cell | None, ...], standing: Standing | None) -> Row:
        if standing is None:
            return Row(line, cells, "", "", "")
        reason = str(standing.reason.text(self.names))
        return Row(line, cells, _figure(standing.points), str(standing.rank), reason)

    def _cell(self, ref: str, entry: int | None, at: int) -> Cell:
        if not ref:
            return Cell("", "")
        match = self.matches.get((self.state.id, ref))
        outcome = self.state.live(ref)
        if outcome is None or entry is None:
            start = match.start if match and self.as_is else None
            when = short_time(start, self.tournament) if start is not None else ""
            return Cell(ref, when, against=at)
        first, second = self._scores(ref, outcome)
        if self.state.sides(ref)[0] != entry:
            first, second = second, first
        won = outcome.over and outcome.winner == entry
        if outcome.kind in LOST:
            return Cell(ref, f"✓ {first}".strip() if won else first, won=won, against=at)
        return Cell(ref, f"{first}–{second}", live=not outcome.over, won=won, against=at)

    def _entry_of(self, side: str) -> int | None:
        assert self.state.resolved is not None
        coming = self.state.resolved.known.get(side)
        return coming.entry if coming else None

    def _known(self, entry: int | None, side: str, score: str = "", *, won: bool = False) -> Line:
        if entry is None:
            return Line(None, self._awaited(side), muted=True)
        row = self.entries[entry]
        return Line(entry, row.label, row.seed, score, won, full=row.full)

    def _awaited(self, side: str) -> str:
        """Who is waited for; the line that joins the boxes says whose winner, the loser comes from elsewhere."""
        if side.startswith("W:"):
            return tr("waiting")
        if side.startswith("L:"):
            return tr("Loser of {contest}", contest=short_contest(self.matches[self.state.id, side[2:]]))
        return str(side_label(self.plan, side))

    def _scores(self, ref: str, outcome: Outcome | None) -> tuple[str, str]:
        """What stands at the end of either line: games, points of a single game, or why it was lost."""
        if outcome is None:
            return "", ""
        a, b = score_pair(self.state.scoring_at(ref), outcome)
        if outcome.kind in LOST and outcome.winner is not None:
            lost = str(LOST[outcome.kind])
            a, b = (a, lost) if outcome.winner == outcome.a else (lost, b)
        return (a, b) if self.state.sides(ref)[0] == outcome.a else (b, a)

    def _header(self, match: MatchRow) -> str:
        if not self.as_is:
            return short_contest(match)
        if match.status == "done" and self.state.passed(match.contest):
            return " · ".join((short_contest(match), tr("not played")))
        when = short_time(match.start, self.tournament) if match.start is not None else ""
        if match.status in {"playing", "called", "stale"}:
            when = str(STATUS[match.status])
        return " · ".join(filter(None, (short_contest(match), when, match.court.name if match.court else "")))

    def _look(self, match: MatchRow) -> Look:
        if not self.as_is:
            return "plain"
        return "live" if match.status == "playing" else "stale" if match.status == "stale" else "plain"


def score_pair(scoring: Scoring, outcome: Outcome) -> tuple[str, str]:
    """The score in one figure a side: games won, the points of a match of one game, or points of a board."""
    if not outcome.games:
        return "", ""
    if scoring.kind == "goals" or (scoring.kind == "games" and scoring.best_of == 1):
        return str(outcome.games[-1][0]), str(outcome.games[-1][1])
    a, b = halves(scoring, outcome.games)
    return (_half(a), _half(b)) if scoring.kind == "board" else (str(a // 2), str(b // 2))


def _half(halves_won: int) -> str:
    whole, half = divmod(halves_won, 2)
    return ("½" if not whole else f"{whole}½") if half else str(whole)


def _figure(points: Fraction) -> str:
    return f"{float(points):g}".replace(".", ",")
