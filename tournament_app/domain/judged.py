"""Judged events: a panel's marks, of a dance or of a piece at the arts festival (hội diễn).

A judge's mark is the sum of the criteria, each times its weight. The highest and lowest *drop* of the panel are left
out. Level entries are told apart by the sum of what was left out, then by the first judge (the head of the jury); or,
with ``ranks``, each judge ranks all, the lowest sum of ranks wins, then who has more of the better ranks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from tournament_app.domain.heats import Heats
from tournament_app.domain.marks import Mark, Ranked, Step, in_order, read_number, say_number, without_place
from tournament_app.domain.rules import _Data
from tournament_app.errors import Problem, refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class JudgedCriterion(_Data):
    """What a judge looks at (nội dung, kỹ thuật): its *name*, the highest mark and what it weighs."""

    name: str
    most: str = "10"
    weight: str = "1"


@dataclass(frozen=True, slots=True)
class Judged(_Data):
    """How a panel of *judges* marks: by *criteria* (none: one mark up to *most*), *drop* left out at either end.

    *method*: the ``average`` or the ``sum`` of the marks that count, or the sum of the judges' ``ranks``.
    """

    judges: int = 5
    criteria: tuple[JudgedCriterion, ...] = ()
    most: str = "10"
    drop: int = 1
    method: Literal["average", "sum", "ranks"] = "average"
    places: int = 2
    heats: Heats = field(default_factory=Heats)

    def __post_init__(self) -> None:
        if isinstance(self.heats, dict):
            object.__setattr__(self, "heats", Heats.of(self.heats))
        made = tuple(JudgedCriterion.of(c) if isinstance(c, dict) else c for c in self.criteria)
        object.__setattr__(self, "criteria", made)
        if not 1 <= self.judges <= 15:
            raise refuse("judges", Text("A panel has 1 to 15 judges."), "marks.judges")
        if self.method == "ranks":
            object.__setattr__(self, "drop", 0)
        if not 0 <= 2 * self.drop < self.judges:
            text = Text("Of {n} judges no {drop} marks at either end can be left out.", n=self.judges, drop=self.drop)
            raise refuse("drop", text, "marks.drop")
        if self.method not in ("average", "sum", "ranks"):
            raise refuse("method", Text("A panel is counted by average, by sum or by ranks."), "marks.method")
        for value in (self.most, *(each for c in made for each in (c.most, c.weight))):
            if read_number(value) is None:
                raise refuse("not_number", Text("{text} is no number.", text=value), "marks.criteria")

    @property
    def columns(self) -> tuple[JudgedCriterion, ...]:
        """What each judge types, from left to right."""
        return self.criteria or (JudgedCriterion("", self.most),)

    # --------------------------------------------------------------------------------------------------- what is typed
    def problems(self, mark: Mark) -> tuple[Problem, ...]:
        """What of *mark* cannot be: judge by judge, each by the criteria in order."""
        found = []
        for at, text in enumerate(mark.attempts):
            most = self.columns[at % len(self.columns)].most
            given = read_number(text)
            limit = read_number(most)
            if text and (given is None or limit is None or given > limit):
                wrong = Text("{text} is no mark from 0 to {most}.", text=text, most=most)
                found.append(Problem("mark", wrong, str(at)))
        if len(mark.attempts) > self.judges * len(self.columns):
            found.append(
                Problem("judges", Text("The panel has {n} judges.", n=self.judges), str(len(mark.attempts) - 1))
            )
        return tuple(found)

    def complete(self, mark: Mark, marks: Sequence[Mark]) -> bool:  # noqa: ARG002 - each entry by itself
        """Whether all judges have given all their marks."""
        return bool(mark.status) or len(self.by_judge(mark)) == self.judges

    def by_judge(self, mark: Mark) -> dict[int, Fraction]:
        """Judge (from 0) → the weighted sum of his or her marks; a judge who has not given all is left out."""
        wide = len(self.columns)
        sums = {}
        for judge in range(self.judges):
            given = [read_number(text) for text in mark.attempts[judge * wide : (judge + 1) * wide]]
            if len(given) == wide and None not in given:
                weighed = zip(given, self.columns, strict=True)
                sums[judge] = sum((Fraction(n or 0) * _weight(column) for n, column in weighed), Fraction(0))
        return sums

    # ----------------------------------------------------------------------------------------------------- who is first
    def rank(self, marks: Sequence[Mark]) -> tuple[Ranked, ...]:
        """The ranking of *marks* as far as all judges have given theirs."""
        by_judge = {m.entry: self.by_judge(m) for m in marks if not m.status}
        given = {entry: sums for entry, sums in by_judge.items() if len(sums) == self.judges}
        rows = self._by_ranks(given) if self.method == "ranks" else self._by_marks(given)
        rest = [mark for mark in marks if mark.entry not in given]
        return (*rows, *without_place(rest, over=lambda _: False))

    def _by_marks(self, given: Mapping[int, Mapping[int, Fraction]]) -> tuple[Ranked, ...]:
        total, left_out, head = {}, {}, {}
        for entry, sums in given.items():
            ordered = sorted(sums.values())
            counted = ordered[self.drop : len(ordered) - self.drop]
            total[entry] = sum(counted, Fraction(0)) / (len(counted) if self.method == "average" else 1)
            left_out[entry] = sum(ordered, Fraction(0)) - sum(counted, Fraction(0))
            head[entry] = sums[0]
        name = Text("average mark") if self.method == "average" else Text("sum of marks")
        steps = (
            self._step("total", name, total),
            self._step("left_out", Text("marks left out"), left_out),
            self._step("head", Text("mark of the first judge"), head),
        )
        return in_order(given, steps, {entry: say_number(value, self.places) for entry, value in total.items()})

    def _by_ranks(self, given: Mapping[int, Mapping[int, Fraction]]) -> tuple[Ranked, ...]:
        ranks = {
            entry: [1 + sum(other[judge] > mine[judge] for other in given.values()) for judge in range(self.judges)]
            for entry, mine in given.items()
        }
        sums = {entry: Fraction(sum(of)) for entry, of in ranks.items()}

        def better(at: int) -> Step:
            have = {entry: Fraction(sum(rank <= at for rank in of)) for entry, of in ranks.items()}
            name = Text("judges who ranked it {n} or better", n=at)
            return Step("majority", name, lambda level: {e: have[e] for e in level}, lambda e: str(have[e]))

        lowest = Step(
            "ranks",
            Text("sum of ranks"),
            lambda level: {e: -sums[e] for e in level},
            lambda e: str(sums[e]),
        )
        steps = (lowest, *(better(at) for at in range(1, len(given) + 1)))
        return in_order(given, steps, {entry: str(value) for entry, value in sums.items()})

    def _step(self, code: str, name: Text, of: Mapping[int, Fraction]) -> Step:
        return Step(code, name, lambda level: {e: of[e] for e in level}, lambda e: say_number(of[e], self.places))

    def words(self) -> Text:
        """The rule in a sentence."""
        if self.method == "ranks":
            return Text(
                "By the lowest sum of the judges' ranks, then more of the better ranks; else the place is shared"
            )
        how: dict[str, Any] = {"n": self.judges, "drop": self.drop}
        if self.method == "sum":
            return Text(
                "By the sum of {n} judges' marks without the {drop} highest and lowest, then the marks left out, "
                "then the first judge",
                **how,
            )
        return Text(
            "By the average of {n} judges' marks without the {drop} highest and lowest, then the marks left out, "
            "then the first judge",
            **how,
        )


def _weight(criterion: JudgedCriterion) -> Fraction:
    return Fraction(criterion.weight.replace(",", "."))
