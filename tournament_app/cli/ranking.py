"""``rank``: tables by any rule set from a small JSON of matches, for anyone who wants to check the program."""

from __future__ import annotations

import json
import sys
import tomllib
from argparse import RawDescriptionHelpFormatter
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tournament_app import paths
from tournament_app.cli.answer import Answer
from tournament_app.cli.verb import Verb
from tournament_app.domain.across import compared
from tournament_app.domain.mark_rules import RULES, rank_marks
from tournament_app.domain.medals import UnitRow, ranked
from tournament_app.domain.rules import Scoring
from tournament_app.domain.standings import Ranking, rows_of
from tournament_app.domain.swiss_criteria import SHORT
from tournament_app.domain.swiss_tiebreaks import MEASURES
from tournament_app.domain.tiebreaks import number_words
from tournament_app.errors import Unavailable, refuse
from tournament_app.exchange.json_text import read_json
from tournament_app.exchange.match_json import first_of
from tournament_app.exchange.match_shapes import our_shape
from tournament_app.exchange.rank_json import ROWS, read
from tournament_app.exchange.swiss_json import read_swiss
from tournament_app.queries.results import criteria_words
from tournament_app.words import LANGUAGES, Text, language, tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Mapping, Sequence

    from tournament_app.domain.standings import Standing
    from tournament_app.exchange.rank_json import Asked, Group
    from tournament_app.exchange.swiss_json import SwissAsked


OTHERS = {
    "medals": Text("Medal table: gold, then silver, then bronze"),
    "athletics_track": Text("Athletics, track: times"),
    "athletics_field": Text("Athletics, long and triple jump, throws: six attempts, the next best part those level"),
    "athletics_vertical": Text("Athletics, high jump and pole vault: failures part those level"),
    "swimming": Text("Swimming: times to the hundredth, dead heats share the place"),
    "judged": Text("Marks of a panel"),
    "judged_ranks": Text("Ranks given by a panel"),
    "quiz": Text("List of another program: marks, then time"),
}
"""What is ranked by no criteria of a table."""
MEDALS = (*ROWS, "medals", "teams", "medal_table")
UNITS = ("team", "name", "unit", "noc", "country", "nation", "delegation", "code")


def _arguments(parser: ArgumentParser) -> None:
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = paths.resource("cli", f"rank.{language()}.txt").read_text(encoding="utf-8")
    parser.add_argument("file", nargs="?", default="-", help=tr("JSON of the matches; - or nothing: standard input"))
    parser.add_argument("--rules", metavar=tr("NAME"), help=tr("the rule set; --list names them"))
    parser.add_argument("--list", action="store_true", help=tr("the rule sets and their criteria in order"))


def _rank(args: Namespace) -> Answer:
    rankings = catalogue("ranking", Ranking)
    if args.list:
        return _listed(rankings)
    document = _document(args.file)
    rules = args.rules or (document.get("rules") if isinstance(document, dict) else None)
    if ("play" in rules) if isinstance(rules, dict) else (isinstance(rules, str) and rules in RULES):
        with _understood():
            return _printed(rank_marks({"marks": document} if isinstance(document, list) else document, args.rules))
    if rules == "medals":
        return _printed(_medals(document))
    with _understood():
        document = our_shape(document)
        if (swiss := read_swiss(document, rankings, args.rules)) is not None:
            return _printed(_of_swiss(swiss))
        asked = read(document, rankings, catalogue("scoring", Scoring), args.rules)
    if asked.ignored:
        print(tr("Keys that mean nothing here: {keys}", keys=", ".join(sorted(asked.ignored))), file=sys.stderr)
    for note in asked.notes:
        print(note, file=sys.stderr)
    return _printed(_answered(asked))


@contextmanager
def _understood() -> Iterator[None]:
    """What stands where nobody foresaw it (a number for a list, say) is the document's fault: refused, no crash."""
    try:
        yield
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as error:
        text = Text("This cannot be understood as a table: {why}. The form is shown by: rank --help", why=str(error))
        raise refuse("bad_matches", text) from error


def catalogue(kind: str, rule: type[Any]) -> dict[str, Any]:
    """The rules of one *kind* that come with the program, by code."""
    files = sorted(paths.database("catalogue", kind).glob("*.toml"))
    return {file.stem: rule.of(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files}


def _document(file: str) -> Any:
    name = tr("the standard input") if file == "-" else file
    try:
        content = _standard_input() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise Unavailable(Text("{file} cannot be read: {why}", file=name, why=error.strerror or "")) from error
    return read_json(content, name)


def _standard_input() -> bytes:
    buffer = getattr(sys.stdin, "buffer", None)  # a stream of text only, when somebody else runs the program
    return buffer.read() if buffer else sys.stdin.read().encode()


def _answered(asked: Asked) -> Any:
    tables = {group.name: _table(asked.ranking, group) for group in asked.groups}
    if len(asked.groups) == 1 and not asked.across:
        return _rows(tables[asked.groups[0].name], asked.groups[0])
    answer: dict[str, Any] = {
        "groups": {group.name: _rows(tables[group.name], group) for group in asked.groups},
    }
    if asked.across:
        answer["across"] = _across(asked, tables)
    return answer


def _table(ranking: Ranking, group: Group) -> tuple[Standing, ...]:
    return rows_of(group.tally, ranking, group.lots)


def _across(asked: Asked, tables: Mapping[str, Sequence[Standing]]) -> list[dict[str, Any]]:
    """Those in one place of their groups, compared; *take* of them go on."""
    place, how = asked.across.get("place", 3), asked.across.get("how", "normalised")
    if not isinstance(place, int) or place < 1 or how not in ("plain", "normalised", "drop_last"):
        raise refuse("bad_matches", Text("across: place is a whole number, how is plain, normalised or drop_last"))
    take = asked.across.get("take")
    if not (take is None or (type(take) is int and take >= 0)):
        raise refuse("bad_matches", Text("across: take is a whole number: how many of them go on"))
    if not any(len(group.names) >= place for group in asked.groups):
        raise refuse("bad_matches", Text("across: no group has a place {n}", n=place))
    names = {entry: name for group in asked.groups for entry, name in group.names.items()}
    home = {entry: group.name for group in asked.groups for entry in group.names}
    size = min((len(group.names) for group in asked.groups), default=0)
    tallies = [
        group.tally.only([row.entry for row in tables[group.name][:size]]) if how == "drop_last" else group.tally
        for group in asked.groups
    ]
    candidates = [rows[place - 1].entry for rows in tables.values() if len(rows) >= place]
    lots = tuple(entry for group in asked.groups for entry in group.lots)
    rows = compared(tallies, candidates, asked.ranking, how, lots)
    return [
        {
            **_row(row, names),
            "group": home[row.entry],
            **({"through": n <= take} if isinstance(take, int) else {}),
        }
        for n, row in enumerate(rows, 1)
    ]


def _rows(rows: Sequence[Standing], group: Group) -> list[dict[str, Any]]:
    return [_row(row, group.names) for row in rows]


def _row(row: Standing, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "rank": row.rank,
        "team": names[row.entry],
        "settled": row.settled,
        "played": row.played,
        "won": row.won,
        "drawn": row.drawn,
        "lost": row.lost,
        "points": _number(row.points),
        "games_for": row.games_for,
        "games_against": row.games_against,
        "points_for": row.points_for,
        "points_against": row.points_against,
        "decided_by": row.reason.code,
        **{f"reason_{code}": row.reason.say(names, code) for code in LANGUAGES},
    }


def _of_swiss(asked: SwissAsked) -> list[dict[str, Any]]:
    """The rows of a Swiss with every tie-break by the letters of FIDE, exact."""
    return [
        {
            **_row(row, asked.names),
            "tiebreaks": {
                SHORT[code]: _number(Fraction(measure(asked.table, row.entry))) for code, measure in MEASURES.items()
            },
        }
        for row in asked.rows
    ]


def _number(value: Fraction) -> int | str:
    return int(value) if value.denominator == 1 else str(value)


def _medals(document: Any) -> list[dict[str, Any]]:
    """A medal table: gold, then silver, then bronze; equal ones share the rank and the next skips."""
    rows = next((document[key] for key in MEDALS if key in document), None) if isinstance(document, dict) else document
    if isinstance(rows, dict):
        rows = [[unit, *one] if isinstance(one, list) else {**_row_of(one), "team": unit} for unit, one in rows.items()]
    if not isinstance(rows, list) or not rows:
        raise refuse("bad_matches", Text("There are no rows: write rows with team, gold, silver and bronze."))
    units: dict[str, UnitRow] = {}
    for n, row in enumerate(rows, 1):
        unit, *medals = (
            [first_of(row, UNITS), *(row.get(medal, 0) for medal in ("gold", "silver", "bronze"))]
            if isinstance(row, dict)
            else row
            if isinstance(row, list) and row
            else [None]
        )
        if not isinstance(unit, str) or len(medals) < 3 or not all(type(k) is int and k >= 0 for k in medals[:3]):
            raise refuse("bad_matches", Text("rows[{n}]: write team, gold, silver and bronze", n=n))
        if unit in units:
            raise refuse("bad_matches", Text("rows[{n}]: {team} stands in the table twice", n=n, team=unit))
        units[unit] = UnitRow(0, unit, *medals[:3])
    return [
        {"rank": row.rank, "team": row.unit, "gold": row.gold, "silver": row.silver, "bronze": row.bronze}
        for row in ranked(list(units.values()), "medals")
    ]


def _row_of(one: Any) -> dict[str, Any]:
    return one if isinstance(one, dict) else {}


def _listed(rankings: Mapping[str, Ranking]) -> Answer:
    data = [
        {
            "name": code,
            "title": rule.name,
            "source": rule.source,
            "win": number_words(rule.win),
            "draw": number_words(rule.draw),
            "loss": number_words(rule.loss),
            "criteria": rule.data()["criteria"],
            "words": [str(text) for text in criteria_words(rule)],
        }
        for code, rule in rankings.items()
    ]
    return _printed([*data, *({"name": code, "title": str(title)} for code, title in OTHERS.items())])


def _printed(data: Any) -> Answer:
    return Answer(data, json.dumps(data, ensure_ascii=False, indent=1).splitlines())


VERBS = (Verb("rank", Text("ranks a table of matches given as JSON, with the reason of each rank"), _arguments, _rank),)
