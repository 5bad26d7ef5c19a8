"""Tables of groups: an ordered list of criteria parts the entries, and each rank says what decided it.

A criterion looks at all matches. A block (criteria in a list) looks at the matches between those level only, all of its
criteria in turn; *tied* says what happens to those still level: ``once`` they leave the block, ``again`` they start it
anew with the matches between them (UEFA, FIFA 2026), ``restart`` they start it anew as soon as anyone is placed (ITTF
3.7.5.3), ``top`` they start at the first criterion anew as soon as anyone is placed (pickleball). *two* criteria on,
whenever exactly two are level their match decides (BWF GCR 16.2.2: 1; ATP: 2; 0 never). Lots come last and are data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from tournament_app.domain.credit import Tally, tally
from tournament_app.domain.reasons import Cut, Reason, reason_for
from tournament_app.domain.rules import _Data
from tournament_app.domain.tiebreaks import CRITERIA, Criterion
from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from tournament_app.domain.credit import Adjustment
    from tournament_app.domain.outcome import Outcome
    from tournament_app.domain.rules import Scoring
    from tournament_app.domain.tiebreaks import Value

Step = str | tuple[str, ...]
Block = tuple[tuple[int, ...], Cut]  # entries nothing parts, and what parts them from the block above
TOP = Cut(None)
WORTHS = ("win", "draw", "loss", "win_close", "loss_close", "loss_unplayed", "loss_unfinished")


@dataclass(frozen=True, slots=True)
class Ranking(_Data):
    """A ranking rule set. Points may be written ``1``, ``0.5`` or ``"1/2"``.

    *win_close* and *loss_close* hold when the match went to its last possible game (volleyball 3-2-1-0). A loss without
    play is worth *loss_unplayed* (0 if not said), one by retirement or disqualification *loss_unfinished* (as any loss
    if not said). *unfinished*: ``complete`` credits the other side with what it still needed, ``delete`` strikes out
    all results of who did not finish (BWF GCR 16.2.5), ``straight`` is a win in straight sets whose games do not count
    (ATP 4.01 C.4). *cards*: conduct points that a yellow card, a second yellow, a red and a yellow followed by a red
    cost.
    *source*: the rule it is taken from. *scoring*: the scoring rule it goes with. *unplayed*: the text of FIDE C.07 by
    which the unplayed rounds of a Swiss count.
    """

    code: str
    name: str
    criteria: tuple[Step, ...]
    win: Fraction = Fraction(1)
    draw: Fraction = Fraction(0)
    loss: Fraction = Fraction(0)
    win_close: Fraction = field(default=None)  # type: ignore[assignment]
    loss_close: Fraction = field(default=None)  # type: ignore[assignment]
    loss_unplayed: Fraction = Fraction(0)
    loss_unfinished: Fraction | None = None
    unfinished: Literal["complete", "delete", "straight"] = "complete"
    tied: Literal["once", "again", "restart", "top"] = "once"
    two: int = 0
    cards: tuple[int, int, int, int] = (1, 3, 4, 5)
    source: str = ""
    scoring: str = ""
    unplayed: Literal["2024", "2026"] = "2026"

    def __post_init__(self) -> None:
        steps = tuple(step if isinstance(step, str) else tuple(step) for step in self.criteria)
        object.__setattr__(self, "criteria", steps)
        codes = [code for step in steps for code in ((step,) if isinstance(step, str) else step)]
        if not codes:
            raise refuse("no_criterion", Text("A ranking needs at least one criterion."))
        if odd := sorted(set(codes) - set(CRITERIA)):
            raise refuse("unknown_criterion", Text("{codes} is no criterion of a ranking.", codes=", ".join(odd)))
        for name, otherwise in (("win_close", self.win), ("loss_close", self.loss)):
            if getattr(self, name) is None:
                object.__setattr__(self, name, otherwise)
        for name in WORTHS:
            if (value := getattr(self, name)) is not None:
                object.__setattr__(self, name, Fraction(str(value)))

    def data(self) -> dict[str, Any]:
        """The same rule as a plain dict, its points as text."""
        plain = super(Ranking, self).data()
        return {name: str(value) if isinstance(value, Fraction) else value for name, value in plain.items()}

    def worths(self) -> dict[str, int | Fraction]:
        """The points by name, as whole numbers where they are."""
        values = {name: getattr(self, name) for name in WORTHS}
        return {
            name: int(value) if value.denominator == 1 else value for name, value in values.items() if value is not None
        }

    @property
    def first(self) -> str:
        """The criterion that comes first, on which those parted by a later one are level."""
        return self.criteria[0] if isinstance(self.criteria[0], str) else self.criteria[0][0]


@dataclass(frozen=True, slots=True)
class Standing:
    """A row of a table. Equal *rank* is shared by those no rule can part: they are not *settled* until lots are drawn.

    *points* are those of the rule set, exact; *games_for* and the like are what the rule credits.
    """

    entry: int
    rank: int
    settled: bool
    played: int
    won: int
    drawn: int
    lost: int
    points: Fraction
    games_for: int
    games_against: int
    points_for: int
    points_against: int
    reason: Reason


def table(
    members: Sequence[int],
    outcomes: Iterable[Outcome],
    ranking: Ranking,
    scoring: Scoring,
    lots: Sequence[int] = (),
    adjustments: Iterable[Adjustment] = (),
) -> tuple[Standing, ...]:
    """The table of *members* in rank order; *lots* are entries in the order that lots put them, where rules end.

    *adjustments* are what counts beside the matches: deductions, annulled entries, conduct, positions.
    """
    return rows_of(tally(members, outcomes, ranking, scoring, adjustments), ranking, lots)


def rows_of(
    counted: Tally, ranking: Ranking, lots: Sequence[int] = (), measures: Mapping[str, Criterion] = CRITERIA
) -> tuple[Standing, ...]:
    """The table of what *counted* holds: the way in for who adds up otherwise (groups compared, a Swiss, the CLI).

    *measures* replace the criteria of the same code.
    """
    blocks = Order(counted, ranking, tuple(lots), measures).blocks()
    base = measures[ranking.first]
    rows: list[Standing] = []
    for index, (level, _) in enumerate(blocks):
        rank = len(rows) + 1
        for entry in level:
            reason = reason_for(counted, base, blocks, index, entry)
            rows.append(_row(counted, entry, rank, reason, settled=len(level) == 1))
    return tuple(rows)


def _row(counted: Tally, entry: int, rank: int, reason: Reason, *, settled: bool) -> Standing:
    sums = counted.sums[entry]
    return Standing(
        entry,
        rank,
        settled,
        sums.played,
        sums.won,
        sums.drawn,
        sums.lost,
        Fraction(sums.points),
        sums.games_won,
        sums.games_lost,
        sums.scored,
        sums.suffered,
        reason,
    )


@dataclass(frozen=True, slots=True)
class Order:
    """The general algorithm (4.13 of the rules' notes): part those level by one step after the other.

    *measures* replaces the criteria by others of the same code. *placed*: the entries of each rank placed so far.
    """

    counted: Tally
    ranking: Ranking
    lots: tuple[int, ...]
    measures: Mapping[str, Criterion]
    placed: list[tuple[int, ...]] = field(default_factory=list)

    def blocks(self) -> list[Block]:
        """Everybody, best first."""
        everybody = tuple(sorted(self.counted.members))
        if self.counted.absent:
            return self._part(everybody, CRITERIA["completed"], self.counted, lambda level: self._from(level, 0))
        return self._from(everybody, 0)

    def _done(self, level: tuple[int, ...]) -> list[Block]:
        """Nothing parts *level* any more."""
        self.placed.append(level)
        return [(level, TOP)] if level else []

    def _from(self, level: tuple[int, ...], step: int) -> list[Block]:
        """*level* parted by the criteria from *step* on."""
        if self.ranking.two and step >= self.ranking.two and len(level) == 2:
            theirs = self.counted.among(level)
            return self._part(level, CRITERIA["wins"], theirs, lambda rest: self._step(rest, step), tied=True)
        return self._step(level, step)

    def _step(self, level: tuple[int, ...], step: int) -> list[Block]:
        if len(level) <= 1:
            return self._done(level)
        if step == len(self.ranking.criteria):
            return self._by_lots(level)
        this = self.ranking.criteria[step]
        if isinstance(this, str):
            return self._part(level, self.measures[this], self.counted, lambda rest: self._after(level, rest, step + 1))
        return self._block(level, step, this, self.counted.among(level), 0)

    def _after(self, level: tuple[int, ...], rest: tuple[int, ...], step: int) -> list[Block]:
        """What is left of *level* goes on at *step*, or at the top if the rule says so and it got smaller."""
        return self._from(rest, 0 if self.ranking.tied == "top" and len(rest) < len(level) else step)

    def _block(self, level: tuple[int, ...], step: int, codes: tuple[str, ...], among: Tally, turn: int) -> list[Block]:
        """*level* parted by the matches *among* those level when the block began, from its *turn*-th criterion on."""
        tied = self.ranking.tied
        smaller = len(level) < len(among.members)
        if smaller and (tied == "restart" or (tied == "again" and turn == len(codes))):
            return self._step(level, step)
        if smaller and tied == "top":
            return self._from(level, 0)
        if len(level) == 1:
            return self._done(level)
        if turn == len(codes):
            return self._from(level, step + 1)
        return self._part(
            level,
            self.measures[codes[turn]],
            among,
            lambda rest: self._block(rest, step, codes, among, turn + 1),
            tied=True,
        )

    def _part(
        self,
        level: tuple[int, ...],
        criterion: Criterion,
        within: Tally,
        deeper: Callable[[tuple[int, ...]], list[Block]],
        *,
        tied: bool = False,
    ) -> list[Block]:
        """*level* parted by one criterion, each part then *deeper*."""
        within.above = self.placed[-1] if self.placed else ()
        values: dict[int, Value] = {entry: criterion.measure(within, entry) for entry in level}
        blocks: list[Block] = []
        for _, same in groupby(sorted(level, key=values.__getitem__, reverse=True), values.__getitem__):
            part = deeper(tuple(sorted(same)))
            if blocks:
                part[0] = (part[0][0], Cut(criterion, level, values, tied=tied))
            blocks += part
        return blocks

    def _by_lots(self, level: tuple[int, ...]) -> list[Block]:
        if not set(level) <= set(self.lots):
            return self._done(level)
        drawn = sorted(level, key=self.lots.index)
        self.placed.extend((entry,) for entry in drawn)
        return [((entry,), Cut(None, level)) for entry in drawn]
