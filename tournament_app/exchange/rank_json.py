"""Tables asked for in JSON: matches of one group or of several, a rule set, and what counts beside the matches.

``cli/ranking.py`` documents the form. What is read here becomes tallies of the domain; nothing is stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NoReturn

from tournament_app.domain.credit import Adjustment, Match, Sums, Tally, gave_up, values_of
from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.exchange.match_json import KEYS, Reader, first_of, sides, wrong
from tournament_app.exchange.rank_rules import ranking_of, scoring_of
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tournament_app.domain.credit import AdjustmentKind
    from tournament_app.domain.rules import Scoring
    from tournament_app.domain.standings import Ranking

ROWS = ("rows", "table", "participants", "standings")
COUNTING = ("deductions", "adjustments", "annulled", "lots")
"""What counts for a team and nobody would write for one that does not play; a list of positions may name others."""
ANNULLED, WITHDRAWN = ("annulled",), ("withdrawn", "did_not_complete")
BESIDE = ("deductions", "adjustments", "conduct", "positions", "weights", "lots", "cards", *ANNULLED, *WITHDRAWN)
TOP = frozenset(
    (*BESIDE, *ROWS, "rules", "rule", "change", "scoring", "teams", "matches", "groups", "group", "name", "carried")
) | {"across"}
COLUMNS = {
    "won": ("won", "W", "wins", "w"),
    "drawn": ("drawn", "D", "draws", "d"),
    "lost": ("lost", "L", "losses", "l"),
    "scored": ("for", "GF", "goals_for", "scored", "points_for"),
    "suffered": ("against", "GA", "goals_against", "conceded", "points_against"),
    "games_won": ("games_for", "sets_won", "games_won"),
    "games_lost": ("games_against", "sets_lost", "games_lost"),
    "points": ("points", "Pts", "pts"),
}
VALUES = ("points", "value", "position", "weight", "conduct", "amount", "deduct", "deduction", "deducted")
NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,9}|/[1-9]\d{0,8})?")
ADJUSTED: dict[str, AdjustmentKind] = {
    "deductions": "points",
    "adjustments": "points",
    "positions": "position",
    "conduct": "conduct",
    "weights": "weight",
}


@dataclass(frozen=True, slots=True)
class Group:
    """A group to be ranked: its name, its teams by entry, and what counts of it."""

    name: str
    names: Mapping[int, str]
    tally: Tally
    lots: tuple[int, ...] = ()


@dataclass(slots=True)
class Asked:
    """What a document asks for. *ignored*: keys that mean nothing here; *notes*: what looks like a slip."""

    ranking: Ranking
    groups: list[Group] = field(default_factory=list)
    across: dict[str, Any] = field(default_factory=dict)
    ignored: set[str] = field(default_factory=set)
    notes: list[Text] = field(default_factory=list)


class Stated(Tally):
    """Figures stated row by row instead of matches."""

    def __init__(self, sums: Mapping[int, Sums], adjustments: Iterable[Adjustment]) -> None:
        decided = tuple(adjustments)
        super().__init__(sums, (), (), decided, values_of(decided))
        self.sums.update(sums)
        for one in decided:
            if one.kind == "points":
                self.sums[one.entry].points += one.value
        self.over = True


def read(
    document: Any, rankings: Mapping[str, Ranking], scorings: Mapping[str, Scoring], rules: str | None = None
) -> Asked:
    """What *document* asks for by one of *rankings*, *rules* before what it names itself."""
    if isinstance(document, list):
        document = {"matches": document}
    if not isinstance(document, dict):
        wrong("JSON", Text("an object with the key matches, rows or groups is needed"))
    asked = Asked(ranking_of(document, rankings, rules))
    _known(document, TOP, "JSON", asked.ignored)
    number = iter(range(1, 1_000_000))
    for name, part, where in _groups(document):
        scoring = scoring_of(document, part, asked.ranking, scorings)
        asked.groups.append(_group(name, part, where, scoring, asked, number))
    if not asked.groups:
        wrong("groups", Text("there are no groups"))
    _all_known(document, {team for group in asked.groups for team in group.names.values()}, asked.notes)
    across = document.get("across")
    asked.across = across if isinstance(across, dict) else {"place": across} if across else {}
    return asked


def _all_known(part: Mapping[str, Any], teams: set[str], notes: list[Text]) -> None:
    """Refuse a deduction of a team nobody knows, most likely misspelt; note an annulment or a lot of one."""
    for key in COUNTING:
        for name, *_ in _by_team(part.get(key), key):
            if name not in teams and ADJUSTED.get(key):
                wrong(key, Text("“{team}” is not among the teams", team=name))
            if name not in teams:
                notes.append(Text("{where}: “{team}” is not among the teams", where=key, team=name))


def _groups(document: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Name, content and place of each group: under ``groups``, by the key ``group`` of matches and rows, or the one."""
    said = document.get("groups")
    if said is not None:
        if not isinstance(said, (dict, list)):
            wrong("groups", Text("must be an object"))
        items = said.items() if isinstance(said, dict) else ((_title(one, n), one) for n, one in enumerate(said, 1))
        for name, part in items:
            body = {"matches": part} if isinstance(part, list) else part
            if not isinstance(body, dict):
                wrong(f"groups.{name}", Text("must be an object"))
            yield str(name), {**_shared(document), **body}, f"groups.{name}."
        return
    named: dict[str, dict[str, Any]] = {}
    for item in _list(document, "matches", ""):
        if isinstance(item, dict) and item.get("group") is not None:
            named.setdefault(str(item["group"]), {}).setdefault("matches", []).append(item)
    if len(named) > 1:
        for name, part in sorted(named.items()):
            yield name, {**_shared(document), **part}, f"group {name}: "
    else:
        yield next(iter(named), ""), dict(document), ""


def _title(group: Any, n: int) -> str:
    return str(group.get("name") or group.get("group") or n) if isinstance(group, dict) else str(n)


def _shared(document: Mapping[str, Any]) -> dict[str, Any]:
    """What holds for the teams of every group, whoever they are."""
    return {key: document[key] for key in BESIDE if key in document}


def _group(
    name: str, part: Mapping[str, Any], where: str, scoring: Scoring, asked: Asked, number: Iterator[int]
) -> Group:
    _known(part, TOP, where or "JSON", asked.ignored)
    if (rows := first_of(part, ROWS)) is not None and "matches" not in part:
        return _stated(name, rows, part, where, number)
    matches = [*_list(part, "matches", where), *_list(part, "carried", where)]
    ids = {team: next(number) for team in _teams(part, matches, where)}
    if not ids:
        wrong(where or "JSON", Text("there are no matches"))
    reader = Reader(ids, asked.ranking, scoring)
    adjustments = list(_adjustments(part, ids, where))
    read_matches = []
    cards: dict[int, int] = {}
    for n, given in enumerate(matches, 1):
        place = f"{where}matches[{n}]"
        if given in matches[: n - 1]:
            text = Text("{where} is the same as a match before it; both count", where=place)
            asked.notes.append(text)
        match = reader.match(given, place)
        _known(given, KEYS, place, asked.ignored)
        if not given.get("annulled"):
            read_matches.append((match, bool(given.get("neutral"))))
            _add_cards(cards, given.get("cards"), match, ids, asked.ranking, place)
    _add_cards(cards, part.get("cards"), None, ids, asked.ranking, f"{where}cards")
    adjustments += [Adjustment(entry, "conduct", -cost) for entry, cost in cards.items()]
    withdrawn = [reader.entry(team, f"{where}withdrawn") for team in _list(part, first_key(part, WITHDRAWN), where)]
    counted = _tally(reader, read_matches, adjustments, withdrawn)
    return Group(name, {entry: team for team, entry in ids.items()}, counted, _lots(part, ids))


def _tally(
    reader: Reader, matches: list[tuple[Match | Outcome, bool]], adjustments: list[Adjustment], withdrawn: list[int]
) -> Tally:
    """All that counts; who has *withdrawn* loses what was not played, or all is deleted where the rule does that."""
    absent = {one.entry for one in adjustments if one.kind == "annulled"}
    met = {frozenset(match_sides(match)) for match, _ in matches}
    for out in withdrawn:
        for other in reader.ids.values():
            if other != out and frozenset((out, other)) not in met:
                met.add(frozenset((out, other)))
                both = other in withdrawn
                kind = Kind.BOTH_ABSENT if both else Kind.WALKOVER
                matches.append((Outcome(out, other, kind, (), None if both else other), False))
    if reader.ranking.unfinished == "delete":
        absent.update(withdrawn)
        absent.update(out for match, _ in matches if isinstance(match, Outcome) for out in gave_up(match))
    counted = [
        reader.counted(match, neutral=neutral) for match, neutral in matches if not absent & set(match_sides(match))
    ]
    return Tally(reader.ids.values(), counted, absent, adjustments, values_of(adjustments))


def first_key(part: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """The first of *keys* that is there, else the first of all."""
    return next((key for key in keys if part.get(key) is not None), keys[0])


def match_sides(match: Match | Outcome) -> tuple[int, int]:
    """The two entries that met."""
    return match.a, match.b


def _teams(part: Mapping[str, Any], matches: list[Any], where: str) -> list[str]:
    """The names of the teams, as listed or as they come up in the matches."""
    listed = _list(part, "teams", where)
    names = [str(one.get("name") or one.get("team")) if isinstance(one, dict) else str(one) for one in listed]
    if names:
        return list(dict.fromkeys(names))
    met = [name for n, match in enumerate(matches, 1) for name in sides(match, f"{where}matches[{n}]")]
    out = [str(name) for name in _list(part, first_key(part, WITHDRAWN), where)]
    return list(dict.fromkeys([*met, *out]))


def _adjustments(part: Mapping[str, Any], ids: Mapping[str, int], where: str) -> Iterator[Adjustment]:
    """Deductions, annulled teams, conduct, positions and weights of the teams of this group."""
    for key, kind in ADJUSTED.items():
        for name, value, reason in _by_team(part.get(key), f"{where}{key}"):
            if name in ids:
                number = _exact(value, f"{where}{key}.{name}")
                yield Adjustment(ids[name], kind, number if key != "deductions" or number < 0 else -number, reason)
    for name, _, reason in _by_team(first_of(part, ANNULLED), f"{where}annulled"):
        if name in ids:
            yield Adjustment(ids[name], "annulled", 0, reason)
    for one in _list(part, "teams", where):
        for key, kind in (("position", "position"), ("conduct", "conduct"), ("weight", "weight"), ("points", "points")):
            if isinstance(one, dict) and one.get(key) is not None:
                name = str(one.get("name") or one.get("team"))
                yield Adjustment(ids[name], kind, _exact(one[key], f"{where}teams.{name}.{key}"))


def _by_team(said: Any, where: str) -> Iterator[tuple[str, Any, str]]:
    """(team, value, reason) of ``{"A": 3}``, ``["A"]`` or ``[{"team": "A", "points": 3, "reason": "…"}]``."""
    if said is None:
        return
    items = said.items() if isinstance(said, dict) else ((None, one) for one in said) if isinstance(said, list) else ()
    if not isinstance(said, (dict, list)):
        wrong(where, Text("must be a list"))
    for name, one in items:
        if isinstance(one, dict):
            value = first_of(one, VALUES)
            if value is None and where.rsplit(".", 1)[-1] in ADJUSTED:
                wrong(where, Text("say how many: an object with team and points"))
            yield str(name or one.get("team") or one.get("name")), value or 0, str(one.get("reason") or "")
        elif isinstance(one, list) and len(one) == 2 and name is None:
            yield str(one[0]), one[1], ""
        elif name is None:
            yield str(one), 0, ""
        else:
            yield str(name), one, ""


def _exact(said: Any, where: str) -> int | Fraction:
    """A number, exact: 3, 0.5 or ``"1/2"``."""
    if isinstance(said, bool) or not NUMBER.fullmatch(str(said)):
        wrong(where, Text("“{said}” is no number", said=said))
    value = Fraction(str(said))
    return int(value) if value.denominator == 1 else value


def _add_cards(
    cards: dict[int, int], said: Any, match: Match | Outcome | None, ids: Mapping[str, int], rule: Ranking, where: str
) -> None:
    """Add the conduct points that *said* costs: two lists of a match (home, away), or a list by team."""
    if not said:
        return
    pair = match_sides(match) if match else ()
    if isinstance(said, list):
        if len(said) != 2 or not pair:
            _bad_cards(said, where)
        each = dict(zip(pair, said, strict=True))
    elif isinstance(said, dict):
        each = {}
        for name, one in said.items():
            at = {"home": 0, "a": 0, "away": 1, "b": 1}.get(name) if pair and name not in ids else None
            if at is None and name not in ids:
                continue
            each[ids[name] if at is None else pair[at]] = one
    else:
        _bad_cards(said, where)
    for entry, one in each.items():
        cards[entry] = cards.get(entry, 0) + _cost(one, rule, where)


def _cost(said: Any, rule: Ranking, where: str) -> int:
    """Conduct points of yellow cards, second yellows, reds, and yellows followed by a red."""
    if isinstance(said, dict):
        kinds = (
            ("yellow", "Y"),
            ("second_yellow", "indirect_red", "2Y"),
            ("red", "direct_red", "R"),
            ("yellow_red", "YR"),
        )
        said = [first_of(said, keys) or 0 for keys in kinds]
    if not isinstance(said, list) or len(said) > 4 or not all(isinstance(n, int) and n >= 0 for n in said):
        _bad_cards(said, where)
    return sum(n * cost for n, cost in zip(said, rule.cards, strict=False))


def _bad_cards(said: Any, where: str) -> NoReturn:
    wrong(where, Text("“{said}” are no cards; write [[yellow, second yellow, red, yellow and red], [...]]", said=said))


def _stated(name: str, rows: Any, part: Mapping[str, Any], where: str, number: Iterator[int]) -> Group:
    """A group whose figures are stated row by row."""
    if isinstance(rows, dict):
        rows = [{**figures, "team": team} if isinstance(figures, dict) else None for team, figures in rows.items()]
    if not isinstance(rows, list) or not rows:
        wrong(f"{where}rows", Text("must be a list"))
    sums: dict[int, Sums] = {}
    ids: dict[str, int] = {}
    for n, row in enumerate(rows, 1):
        if not isinstance(row, dict) or first_of(row, ("team", "name")) is None:
            wrong(f"{where}rows[{n}]", Text("a row is an object with the key team"))
        team = str(first_of(row, ("team", "name")))
        if team in ids:
            wrong(f"{where}rows[{n}]", Text("{team} stands in the table twice", team=team))
        entry = ids[team] = next(number)
        one = sums[entry] = Sums()
        for field_name, keys in COLUMNS.items():
            value = _exact(first_of(row, keys) or 0, f"{where}rows[{n}].{keys[0]}")
            if field_name != "points" and not (isinstance(value, int) and value >= 0):
                wrong(f"{where}rows[{n}].{keys[0]}", Text("“{said}” is no whole number from 0", said=value))
            setattr(one, field_name, value)
    adjustments = list(_adjustments({**part, "teams": rows_with(rows)}, ids, where))
    return Group(name, {entry: team for team, entry in ids.items()}, Stated(sums, adjustments), _lots(part, ids))


def rows_with(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with what they say beside their figures: position, conduct, weight."""
    return [{key: row.get(key) for key in ("name", "team", "position", "conduct", "weight")} for row in rows]


def _lots(part: Mapping[str, Any], ids: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(ids[name] for name, *_ in _by_team(part.get("lots"), "lots") if name in ids)


def _list(part: Mapping[str, Any], key: str, where: str) -> list[Any]:
    said = part.get(key)
    if said is not None and not isinstance(said, list):
        wrong(f"{where}{key}", Text("must be a list"))
    return said or []


def _known(given: Mapping[str, Any], keys: frozenset[str], where: str, ignored: set[str]) -> None:
    """Note keys that mean nothing; refuse one that is most likely misspelt."""
    for key in given:
        if key in keys:
            continue
        if close := get_close_matches(key, keys, 1, 0.8):
            wrong(where, Text("there is no key “{key}”; did you mean “{other}”?", key=key, other=close[0]))
        ignored.add(key)
