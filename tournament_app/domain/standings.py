"""The table of a group: ranks by an ordered rule set, and the reason for each rank.

A rule set is data (``db/catalogue/ranking``): what a match is worth, how matches not played count, and the criteria in
order. Each looks at ``all`` matches of the group or at those among the ``tied`` entries only. Sports-rules, section 4.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.domain.scoring import need, result_words
from tournament_app.domain.tiebreaks import CRITERIA, Criterion, Line, Value
from tournament_app.errors import refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tournament_app.domain.rules import Scoring

Unplayed = Literal["delete", "credit"]


@dataclass(frozen=True, slots=True)
class Step:
    """One criterion of a rule set. *tied*: only matches among the level entries count."""

    criterion: Criterion
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """A ranking rule set.

    *table* is what a match is worth by its games (``"2-1"`` → (2, 1), for volleyball) or by ``win``, ``draw``, ``loss``,
    ``walkover_loss``. *non_finisher*: ``delete`` all results of an entry that did not finish a match of the group (BWF
    GCR 16.2.5) or ``credit`` the rival with what it lacked (ITTF 3.7.5.1, FIVB 6.4). *pair_first*: whenever exactly two
    are level their own match decides (BWF 16.2.2). *restart*: once some are placed the rest begin again from the top
    (ITTF 3.7.5.3).
    """

    code: str
    name: str
    win: Fraction = Fraction(2)
    draw: Fraction = Fraction(1)
    loss: Fraction = Fraction(0)
    walkover_loss: Fraction = Fraction(0)
    by_games: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    non_finisher: Unplayed = "credit"
    pair_first: bool = False
    restart: bool = False
    steps: tuple[Step, ...] = ()

    @classmethod
    def of(cls, data: dict[str, Any]) -> Ranking:
        """The rule set a TOML file stands for; refuses criteria and keys it does not know."""
        known = {"code", "name", "points", "by_games", "non_finisher", "pair_first", "restart", "criteria"}
        if odd := sorted(set(data) - known):
            raise refuse("unknown_key", Text("{keys} is not a key of {rule}", keys=", ".join(odd), rule="ranking"))
        steps = []
        for word in data["criteria"]:
            name, _, scope = word.partition(":")
            if name not in CRITERIA or scope not in ("", "tied"):
                raise refuse("unknown_criterion", Text("{word} is no criterion; there are {known}.", word=word, known=", ".join(CRITERIA)))
            steps.append(Step(CRITERIA[name], scope == "tied"))
        worth = {key: Fraction(str(value)) for key, value in data.get("points", {}).items()}
        return cls(
            data["code"],
            data["name"],
            by_games={key: (won, lost) for key, (won, lost) in data.get("by_games", {}).items()},
            non_finisher=data.get("non_finisher", "credit"),
            pair_first=data.get("pair_first", False),
            restart=data.get("restart", False),
            steps=tuple(steps),
            **worth,
        )

    def words(self) -> tuple[Text, ...]:
        """The criteria in order, for people."""
        named = [Text("{criterion} among those level", criterion=s.criterion.name) if s.tied else s.criterion.name for s in self.steps]
        if self.pair_first:
            named.insert(1, Text("two level: their own match"))
        return (*named, Text("drawing lots"))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an entry stands above the next one: the deciding criterion, both values, and the next entry."""

    criterion: str
    name: Text
    other: int | None = None
    value: str = ""
    rival: str = ""

    def text(self, names: Mapping[int, str]) -> Text:
        """The reason as a sentence with the entries' *names*."""
        if self.other is None:
            return Text("")
        other = names.get(self.other, str(self.other))
        if self.criterion == "lots":
            return Text("above {other}: lots drawn", other=other)
        if self.criterion == "level":
            return Text("level with {other} by every rule", other=other)
        if self.criterion == "match":
            return Text("above {other}: level before, won their match {score}", other=other, score=self.value)
        return Text(
            "above {other}: {criterion} {value} to {rival}",
            other=other,
            criterion=self.name,
            value=self.value,
            rival=self.rival,
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """One line of a table. *settled* is false while the rules cannot part the entry from another of its rank."""

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
    """The table of a group, best first. *lots* are entries in the order lots put them; outcomes still played do not count."""
    over = [o for o in outcomes if o.over and o.a in members and o.b in members]
    lines = [line for outcome in _counted(over, ranking) for line in _lines(outcome, ranking, scoring)]
    blocks = _Order(ranking, scoring, lines, over, lots).blocks(sorted(members))
    reasons = _reasons(blocks)
    rows: list[Standing] = []
    for block, _ in blocks:
        rank = len(rows) + 1
        rows += [_row(entry, rank, len(block) == 1, lines, reasons[entry]) for entry in sorted(block)]
    return tuple(rows)


def _row(entry: int, rank: int, settled: bool, lines: list[Line], reason: Reason) -> Standing:  # noqa: FBT001
    own = [line for line in lines if line.entry == entry]
    won, lost = sum(line.won for line in own), sum(line.lost for line in own)
    return Standing(
        entry,
        rank,
        settled,
        len(own),
        won,
        len(own) - won - lost,
        lost,
        sum((line.points for line in own), Fraction(0)),
        sum(line.games_for for line in own),
        sum(line.games_against for line in own),
        sum(line.points_for for line in own),
        sum(line.points_against for line in own),
        reason,
    )


# ------------------------------------------------------------------------------------------- what a match is worth
def _counted(outcomes: Sequence[Outcome], ranking: Ranking) -> list[Outcome]:
    """The outcomes that count: under ``delete`` those of an entry that did not finish a match do not."""
    if ranking.non_finisher == "credit":
        return list(outcomes)
    gone: set[int] = set()
    for outcome in outcomes:
        if outcome.kind is Kind.BOTH_ABSENT:
            gone |= {outcome.a, outcome.b}
        elif outcome.kind is not Kind.PLAYED and outcome.loser is not None:
            gone.add(outcome.loser)
    return [outcome for outcome in outcomes if not gone & {outcome.a, outcome.b}]


def _lines(outcome: Outcome, ranking: Ranking, scoring: Scoring) -> tuple[Line, ...]:
    """Both sides of a match as the rule set counts them."""
    a, b = outcome.a, outcome.b
    if outcome.kind is Kind.BOTH_ABSENT:
        return tuple(Line(x, y, ranking.walkover_loss, won=False, lost=True) for x, y in ((a, b), (b, a)))
    games = outcome.games
    if outcome.kind is not Kind.PLAYED and scoring.kind == "games" and outcome.winner is not None:
        games = credited(games, scoring, 0 if outcome.winner == a else 1)
    if scoring.kind == "board":
        won = lost = up = down = 0
    else:
        won, lost = sum(x > y for x, y in games), sum(x < y for x, y in games)
        up, down = sum(x for x, _ in games), sum(y for _, y in games)
    worth_a, worth_b = _worth(outcome, ranking, won, lost)
    return (
        Line(a, b, worth_a, outcome.winner == a, outcome.winner == b, won, lost, up, down),
        Line(b, a, worth_b, outcome.winner == b, outcome.winner == a, lost, won, down, up),
    )


def credited(games: Sequence[tuple[int, int]], scoring: Scoring, winner: int) -> tuple[tuple[int, int], ...]:
    """A match broken off or not played, completed for *winner* (0 or 1) as if the other made no further point."""
    from tournament_app.domain.scoring import legal_game, limits, winner_side

    done: list[tuple[int, int]] = []
    for index, game in enumerate(games):
        if legal_game(scoring, index, game):
            done.append(game)
            continue
        lost = game[1 - winner]
        target, cap = limits(scoring, index)
        won = target if lost <= target - scoring.lead else lost + scoring.lead
        won = won if cap is None else min(won, cap)
        done.append((won, lost) if winner == 0 else (lost, won))
    while winner_side(scoring, done) is None and sum(_to(game, winner) for game in done) < need(scoring):
        target, _ = limits(scoring, len(done))
        done.append((target, 0) if winner == 0 else (0, target))
    return tuple(done)


def _to(game: tuple[int, int], side: int) -> bool:
    return game[side] > game[1 - side]


def _worth(outcome: Outcome, ranking: Ranking, won: int, lost: int) -> tuple[Fraction, Fraction]:
    """Table points of side a and side b."""
    if outcome.winner is None:
        return ranking.draw, ranking.draw
    high, low = max(won, lost), min(won, lost)
    best, rest = ranking.by_games.get(f"{high}-{low}", (ranking.win, ranking.loss))
    if outcome.kind in (Kind.WALKOVER, Kind.RETIRED, Kind.DISQUALIFIED):
        rest = ranking.walkover_loss
    pair = Fraction(best), Fraction(rest)
    return pair if outcome.winner == outcome.a else (pair[1], pair[0])


# ------------------------------------------------------------------------------------------------------ who stands where
Block = tuple[tuple[int, ...], "_Why | None"]


@dataclass(frozen=True, slots=True)
class _Why:
    """What parted a block from the one below it."""

    criterion: str
    name: Text
    values: Mapping[int, Value]


class _Order:
    """Splits the level entries by one criterion after the other (sports-rules 4.13)."""

    def __init__(
        self, ranking: Ranking, scoring: Scoring, lines: list[Line], outcomes: list[Outcome], lots: Sequence[int]
    ) -> None:
        self.ranking = ranking
        self.scoring = scoring
        self.lines = lines
        self.outcomes = outcomes
        self.lots = {entry: place for place, entry in enumerate(lots)}

    def blocks(self, members: Sequence[int]) -> list[Block]:
        """The entries in rank order, level ones together, each block with what parts it from the next."""
        return self._split(tuple(members), 0)

    def _split(self, level: tuple[int, ...], start: int) -> list[Block]:
        if len(level) == 1:
            return [(level, None)]
        if len(level) == 2 and start > 0 and self.ranking.pair_first and (pair := self._own_match(level)):
            return pair
        for at in range(start, len(self.ranking.steps)):
            step = self.ranking.steps[at]
            values = step.criterion.measure(level, self._seen(level) if step.tied else self.lines)
            if len(set(values.values())) > 1:
                return self._parted(level, values, step, at + 1)
        return self._by_lot(level)

    def _parted(self, level: tuple[int, ...], values: Mapping[int, Value], step: Step, after: int) -> list[Block]:
        why = _Why(step.criterion.code, step.criterion.name, values)
        first_tied = next((i for i, s in enumerate(self.ranking.steps) if s.tied), after)
        again = first_tied if self.ranking.restart and step.tied else after
        found: list[Block] = []
        for value in sorted(set(values.values()), reverse=True):
            part = tuple(entry for entry in level if values[entry] == value)
            inner = self._split(part, again)
            found += [*inner[:-1], (inner[-1][0], why)]
        return [*found[:-1], (found[-1][0], None)]

    def _seen(self, level: tuple[int, ...]) -> list[Line]:
        return [line for line in self.lines if line.entry in level and line.rival in level]

    def _own_match(self, pair: tuple[int, ...]) -> list[Block] | None:
        between = [line for line in self._seen(pair) if line.won]
        wins = Counter(line.entry for line in between)
        if wins[pair[0]] == wins[pair[1]]:
            return None
        first, second = sorted(pair, key=lambda entry: -wins[entry])
        games = [o for o in self.outcomes if {o.a, o.b} == set(pair)]
        score = "; ".join(_from(o, first, self.scoring) for o in games)
        return [((first,), _Why("match", Text("their own match"), {first: score, second: ""})), ((second,), None)]

    def _by_lot(self, level: tuple[int, ...]) -> list[Block]:
        drawn = [entry for entry in level if entry in self.lots]
        if len(drawn) < len(level):
            return [(level, None)]
        ordered = sorted(level, key=lambda entry: self.lots[entry])
        why = _Why("lots", Text("drawing lots"), dict.fromkeys(level, ""))
        return [*(((entry,), why) for entry in ordered[:-1]), ((ordered[-1],), None)]


def _from(outcome: Outcome, entry: int, scoring: Scoring) -> str:
    """The score of a match as *entry* sees it."""
    games = outcome.games if outcome.a == entry else tuple((y, x) for x, y in outcome.games)
    return result_words(scoring, games)


def _reasons(blocks: list[Block]) -> dict[int, Reason]:
    """For each entry why it stands above the next block, or with whom it is level."""
    reasons: dict[int, Reason] = {}
    for place, (block, why) in enumerate(blocks):
        below = blocks[place + 1][0][0] if place + 1 < len(blocks) else None
        for entry in block:
            if len(block) > 1:
                other = next(e for e in block if e != entry)
                reasons[entry] = Reason("level", Text("level"), other)
            elif why is None or below is None:
                reasons[entry] = Reason("", Text(""))
            else:
                reasons[entry] = Reason(
                    why.criterion, why.name, below, shown(why.values[entry]), shown(why.values.get(below, ""))
                )
    return reasons


def shown(value: Value) -> str:
    """A value of a criterion as people write it: whole numbers plain, halves with a comma, quotients as won/lost."""
    if isinstance(value, Fraction):
        return str(value.numerator) if value.denominator == 1 else f"{float(value):g}".replace(".", ",")
    return str(value)
