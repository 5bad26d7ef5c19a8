"""Why an entry stands where it stands, as a sentence that names the deciding criterion and its values.

The domain knows entries by id only, so a reason keeps ids; whoever shows it gives the names.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tournament_app.domain.tiebreaks import number_words
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tournament_app.domain.credit import Tally
    from tournament_app.domain.tiebreaks import Criterion, Value


@dataclass(frozen=True, slots=True)
class Cut:
    """What parted entries that were *level*: the criterion and its *values*.

    Without a criterion it was lots (or it is the top of a table). *tied*: only the matches between those level were
    looked at.
    """

    criterion: Criterion | None
    level: tuple[int, ...] = ()
    values: Mapping[int, Value] = field(default_factory=dict)
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """The reason of a rank: *code* of the criterion that decided, or ``lots``, ``open`` or empty; *template* says it.

    ``{other}`` in *template* stands for the entries *others*, *values* are the entry's and the other's.
    """

    code: str
    template: Text
    others: tuple[int, ...] = ()
    values: tuple[Value, ...] = ()

    def text(self, names: Mapping[int, str]) -> Text:
        """The sentence with the *names* of the entries."""
        return _named(self.template, ", ".join(names[entry] for entry in self.others))

    def say(self, names: Mapping[int, str], code: str = "en") -> str:
        """The sentence in the language *code*."""
        return self.text(names).say(code)


NOTHING = Reason("", Text(""))


def _named(text: Text, other: str) -> Text:
    """*text* and the sentences within it with the name of the *other*."""
    inner = {name: _named(value, other) for name, value in text.values.items() if isinstance(value, Text)}
    return text.filled(**inner, other=other)


def reason_for(
    counted: Tally, base: Criterion, blocks: Sequence[tuple[tuple[int, ...], Cut]], index: int, entry: int
) -> Reason:
    """Why *entry* stands in block *index*: above the next one, the last below the one before; or who is level.

    *base* is the first criterion of the rule set, which says what those parted by a later one have in common.
    """
    level = blocks[index][0]
    if not counted.matches and not counted.absent and not counted.adjustments:
        return NOTHING
    if len(level) > 1:
        others = tuple(other for other in level if other != entry)
        if counted.over:
            return Reason("lots", Text("Level with {other} by every rule: lots decide"), others)
        return Reason("open", Text("Level with {other} so far"), others)
    if len(blocks) == 1:
        return NOTHING
    above = index < len(blocks) - 1
    (other, *_), cut = (
        (blocks[index + 1][0], blocks[index + 1][1]) if above else (blocks[index - 1][0], blocks[index][1])
    )
    return _with_adjustments(counted, entry, _parted(counted, base, (entry, other), cut, above=above))


def _with_adjustments(counted: Tally, entry: int, reason: Reason) -> Reason:
    """*reason* with what the organiser added or deducted, and why."""
    for one in counted.adjusted(entry, "points"):
        points = number_words(one.value, signed=True)
        text = (
            Text("{reason} ({points} points: {why})", reason=reason.template, points=points, why=one.reason)
            if one.reason
            else Text("{reason} (after {points} points)", reason=reason.template, points=points)
        )
        reason = replace(reason, template=text)
    return reason


def _parted(counted: Tally, base: Criterion, pair: tuple[int, int], cut: Cut, *, above: bool) -> Reason:
    """Why the first of *pair* stands above (or below) the second."""
    entry, other = pair
    if cut.criterion is None:
        return Reason("lots", Text("Above {other} by lots") if above else Text("Below {other} by lots"), (other,))
    code, values = cut.criterion.code, (cut.values[entry], cut.values[other])
    if code == "completed":
        text = _struck_out(counted, pair, above=above)
        return Reason(code, text, (other,), values)
    mine, theirs = (cut.criterion.words(value) for value in values)
    if code == base.code and not cut.tied:
        first = (
            Text("Above {other}: {what} {mine} to {theirs}")
            if above
            else Text("Below {other}: {what} {mine} to {theirs}")
        )
        return Reason(code, first.filled(mine=mine, theirs=theirs, what=base.name), (other,), values)
    level = _level(counted, base, entry, cut)
    if score := _their_match(counted, entry, other, cut):
        match = (
            Text("Above {other}: {level}, won their match {score}")
            if above
            else Text("Below {other}: {level}, lost their match {score}")
        )
        return Reason("match", match.filled(level=level, score=score), (other,), values)
    what = Text("{what} in the matches between them", what=cut.criterion.name) if cut.tied else cut.criterion.name
    text = (
        Text("Above {other}: {level}; {what} {mine} to {theirs}")
        if above
        else Text("Below {other}: {level}; {what} {mine} to {theirs}")
    )
    return Reason(code, text.filled(level=level, what=what, mine=mine, theirs=theirs), (other,), values)


def _struck_out(counted: Tally, pair: tuple[int, int], *, above: bool) -> Text:
    """That the results of the second of *pair*, or of the first if it is below, do not count."""
    annulled = counted.adjusted(pair[1] if above else pair[0], "annulled")
    if above:
        return (
            Text("Above {other}, whose results are annulled")
            if annulled
            else Text("Above {other}, who did not finish every match")
        )
    if annulled and annulled[0].reason:
        return Text("All results annulled: {why}", why=annulled[0].reason)
    return Text("All results annulled") if annulled else Text("Did not finish every match: results struck out")


def _level(counted: Tally, base: Criterion, entry: int, cut: Cut) -> Text:
    """What those that were level had in common: ``level on wins (2)``."""
    value, n = base.words(base.measure(counted, entry)), len(cut.level)
    if n == 2:
        return Text("level on {name} ({value})", value=value, name=base.name)
    return Text("{n} level on {name} ({value})", n=n, value=value, name=base.name)


def _their_match(counted: Tally, entry: int, other: int, cut: Cut) -> str:
    """The score of the one match that decided between just these two, as *entry* sees it."""
    if not cut.tied or len(cut.level) != 2:
        return ""
    if len(counted.between(entry, other)) != 1:
        return ""
    (line,) = (line for line in counted.of(entry) if line.opponent == other)
    return line.score if line.result else ""
