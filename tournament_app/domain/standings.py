"""Tables of groups: an ordered list of criteria parts the entries, and each rank says what decided it.

A criterion looks at all matches. A block (criteria in a list) looks at the matches between those level only, all of its
criteria in turn; *tied* says what happens to those still level: ``once`` they leave the block, ``again`` they start it
anew with the matches between them (UEFA, FIFA 2026), ``restart`` they start it anew as soon as anyone is placed (ITTF
3.7.5.3). *two*: whenever exactly two are level their match decides (BWF GCR 16.2.2). Lots come last and are data.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from tournament_app.domain import tiebreaks
from tournament_app.domain.credit import Tally, tally
from tournament_app.domain.reasons import Cut, Reason, reason_for
from tournament_app.domain.rules import _Data
from tournament_app.domain.tiebreaks import CRITERIA, Criterion
from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tournament_app.domain.outcome import Outcome
    from tournament_app.domain.rules import Scoring
    from tournament_app.domain.tiebreaks import Value

Step = str | tuple[str, ...]
Block = tuple[tuple[int, ...], Cut]  # entries nothing parts, and what parts them from the block above
TOP = Cut(None)


@dataclass(frozen=True, slots=True)
class Ranking(_Data):
    """A ranking rule set. Points may be written ``1``, ``0.5`` or ``"1/2"``.

    *win_close* and *loss_close* hold when the match went to its last possible game (volleyball 3-2-1-0). A loss without
    play is worth *loss_unplayed* (0 if not said), one by retirement or disqualification *loss_unfinished* (as any loss
    if not said). *unfinished*: ``complete`` credits the other side with what it still needed, ``delete`` strikes out
    all results of who did not finish (BWF GCR 16.2.5).
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
    unfinished: Literal["complete", "delete"] = "complete"
    tied: Literal["once", "again", "restart"] = "once"
    two: bool = False

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
        for name in ("win", "draw", "loss", "win_close", "loss_close", "loss_unplayed", "loss_unfinished"):
            if (value := getattr(self, name)) is not None:
                object.__setattr__(self, name, Fraction(str(value)))

    def data(self) -> dict[str, Any]:
        """The same rule as a plain dict, its points as text."""
        plain = super(Ranking, self).data()
        return {name: str(value) if isinstance(value, Fraction) else value for name, value in plain.items()}


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
) -> tuple[Standing, ...]:
    """The table of *members* in rank order; *lots* are entries in the order that lots put them, where rules end."""
    counted = tally(members, outcomes, ranking, scoring)
    blocks = _Order(counted, ranking, tuple(lots)).blocks()
    base = CRITERIA[next(step if isinstance(step, str) else step[0] for step in ranking.criteria)]
    rows: list[Standing] = []
    for index, (level, _) in enumerate(blocks):
        rows += [
            _row(
                counted, entry, len(rows) + 1, reason_for(counted, base, blocks, index, entry), settled=len(level) == 1
            )
            for entry in level
        ]
        first = len(rows) - len(level)
        rows[first:] = [replace(row, rank=first + 1) for row in rows[first:]]
    return tuple(rows)


def _row(counted: Tally, entry: int, rank: int, reason: Reason, *, settled: bool) -> Standing:
    results = Counter(line.result for line in counted.of(entry))
    return Standing(
        entry,
        rank,
        settled,
        results.total(),
        results[1],
        results[0],
        results[-1],
        tiebreaks.points(counted, entry),
        tiebreaks.games_won(counted, entry),
        tiebreaks.games_lost(counted, entry),
        tiebreaks.points_won(counted, entry),
        tiebreaks.points_lost(counted, entry),
        reason,
    )


@dataclass(frozen=True, slots=True)
class _Order:
    """The general algorithm (4.13 of the rules' notes): part those level by one step after the other."""

    counted: Tally
    ranking: Ranking
    lots: tuple[int, ...]

    def blocks(self) -> list[Block]:
        """Everybody, best first."""
        everybody = tuple(sorted(self.counted.members))
        if self.ranking.unfinished == "delete":
            return self._part(everybody, CRITERIA["completed"], self.counted, lambda level: self._from(level, 0))
        return self._from(everybody, 0)

    def _from(self, level: tuple[int, ...], step: int) -> list[Block]:
        """*level* parted by the criteria from *step* on."""
        if len(level) <= 1:
            return [(level, TOP)] if level else []
        if self.ranking.two and step and len(level) == 2:
            theirs = self.counted.among(level)
            return self._part(level, CRITERIA["wins"], theirs, lambda rest: self._step(rest, step), tied=True)
        return self._step(level, step)

    def _step(self, level: tuple[int, ...], step: int) -> list[Block]:
        if len(level) == 1:
            return [(level, TOP)]
        if step == len(self.ranking.criteria):
            return self._by_lots(level)
        this = self.ranking.criteria[step]
        if isinstance(this, str):
            return self._part(level, CRITERIA[this], self.counted, lambda rest: self._from(rest, step + 1))
        return self._block(level, step, this, self.counted.among(level), 0)

    def _block(self, level: tuple[int, ...], step: int, codes: tuple[str, ...], among: Tally, turn: int) -> list[Block]:
        """*level* parted by the matches *among* those level when the block began, from its *turn*-th criterion on."""
        smaller = len(level) < len(among.members)
        if smaller and (self.ranking.tied == "restart" or (self.ranking.tied == "again" and turn == len(codes))):
            return self._step(level, step)
        if len(level) == 1:
            return [(level, TOP)]
        if turn == len(codes):
            return self._from(level, step + 1)
        return self._part(
            level,
            CRITERIA[codes[turn]],
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
        values: dict[int, Value] = {entry: criterion.measure(within, entry) for entry in level}
        blocks: list[Block] = []
        for value in sorted(set(values.values()), reverse=True):
            part = deeper(tuple(entry for entry in level if values[entry] == value))
            if blocks:
                part[0] = (part[0][0], Cut(criterion, level, values, tied=tied))
            blocks += part
        return blocks

    def _by_lots(self, level: tuple[int, ...]) -> list[Block]:
        if not set(level) <= set(self.lots):
            return [(level, TOP)]
        drawn = sorted(level, key=self.lots.index)
        return [((entry,), Cut(None, level)) for index, entry in enumerate(drawn)]
