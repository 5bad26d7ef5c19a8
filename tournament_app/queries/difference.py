"""What two states of one tournament differ in, the open one and a copy of it, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.queries.entries import entry_rows
from tournament_app.queries.history import ActRow, history_rows
from tournament_app.queries.matches import MatchRow, match_rows
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.store.rowlog import Reading

Match = tuple[str, str]
Entry = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """*common*: the last act both have; then the acts only one has, newest first, and what differs by them."""

    common: int
    acts_here: tuple[ActRow, ...]
    acts_there: tuple[ActRow, ...]
    results: tuple[Text, ...]
    entries: tuple[Text, ...]

    @property
    def same(self) -> bool:
        """Whether the two are the same."""
        return not (self.acts_here or self.acts_there)


def difference(here: Reading, there: Reading) -> Difference:
    """What the tournament *here* and its copy *there* differ in; they share all acts up to the first that differs."""
    common = _common(here, there)
    return Difference(
        common,
        history_rows(here, here.last_change - common),
        history_rows(there, there.last_change - common),
        _results(here, there),
        _entries(here, there),
    )


def _common(here: Reading, there: Reading) -> int:
    hashes = 'SELECT "id", "hash" FROM "audit" ORDER BY "id"'
    common = 0
    for one, other in zip(here.fetch(hashes), there.fetch(hashes), strict=False):
        if one != other:
            break
        common = int(one[0])
    return common


def _results(here: Reading, there: Reading) -> tuple[Text, ...]:
    """Matches whose result is not the same, by number."""
    mine, theirs = _matches(here), _matches(there)
    found = []
    for key in sorted(mine.keys() | theirs.keys(), key=lambda key: _number(mine.get(key) or theirs[key])):
        one, other = mine.get(key), theirs.get(key)
        if _outcome(one) == _outcome(other):
            continue
        match = one or other
        assert match is not None
        found.append(
            Text(
                "Match {n}, {event}, {a} – {b}: {here} here, {there} in the copy",
                n=match.number,
                event=match.event,
                a=match.name_a(),
                b=match.name_b(),
                here=_said(one),
                there=_said(other),
            )
        )
    return tuple(found)


def _number(match: MatchRow) -> int:
    return match.number


def _matches(db: Reading) -> dict[Match, MatchRow]:
    return {(match.event, match.contest): match for match in match_rows(db)}


def _outcome(match: MatchRow | None) -> object:
    return None if match is None or match.outcome is None else (match.outcome, match.name_a(), match.name_b())


def _said(match: MatchRow | None) -> Text:
    if match is None or match.outcome is None:
        return Text("no result")
    return Text("{score}", score=match.score) if match.score else Text("a result without a score")


def _entries(here: Reading, there: Reading) -> tuple[Text, ...]:
    """Entries only one has, or whose members are others."""
    mine, theirs = _entered(here), _entered(there)
    found = []
    for key in sorted(mine.keys() | theirs.keys()):
        one, other = mine.get(key), theirs.get(key)
        if one != other:
            event, unit, number = key
            nobody = Text("not entered")
            found.append(
                Text(
                    "{event}, {unit} {n}: {here} here, {there} in the copy",
                    event=event,
                    unit=unit,
                    n=number,
                    here=one or nobody,
                    there=other or nobody,
                )
            )
    return tuple(found)


def _entered(db: Reading) -> dict[Entry, str]:
    return {(row.event, row.unit, row.number): row.people or row.unit for row in entry_rows(db).values()}
