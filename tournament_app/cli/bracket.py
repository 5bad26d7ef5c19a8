"""``bracket``: the plan of a format for a number of entries, for anyone who wants to check the program."""

from __future__ import annotations

from argparse import RawDescriptionHelpFormatter
from typing import TYPE_CHECKING

from tournament_app import paths
from tournament_app.cli.answer import Answer, columns
from tournament_app.cli.verb import Verb
from tournament_app.domain.formats import contest_label, describe, group_label, side_label
from tournament_app.errors import refuse
from tournament_app.store.named_formats import format_files, named_format, read_format
from tournament_app.words import Text, language, tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from tournament_app.domain.plan import Plan
    from tournament_app.store.named_formats import NamedFormat


def _arguments(parser: ArgumentParser) -> None:
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = paths.resource("cli", f"bracket.{language()}.txt").read_text(encoding="utf-8")
    parser.add_argument(
        "--format", metavar=tr("NAME"), help=tr("the format, or a TOML file with one; --list names them")
    )
    parser.add_argument("--entries", metavar="N", type=int, help=tr("the number of entries"))
    parser.add_argument("--list", action="store_true", help=tr("the formats and the numbers of entries they allow"))


def _bracket(args: Namespace) -> Answer:
    if args.list:
        return _listed()
    if args.format is None or args.entries is None:
        raise refuse("nothing_asked", Text("Say which format, and for how many entries; --list names the formats."))
    named = named_format(args.format)
    plan = named.plan(args.entries)
    return Answer(_data(named, plan), _lines(named, plan))


def _listed() -> Answer:
    named = [read_format(file) for file in format_files().values()]
    data = [{"code": n.code, "name": n.name, "entries": [n.fewest, n.most], "format": n.format.data()} for n in named]
    return Answer(data, columns([(n.code, f"{n.fewest}-{n.most}", n.name) for n in named]))


def _data(named: NamedFormat, plan: Plan) -> dict[str, object]:
    return {
        "format": named.code,
        "name": named.name,
        "words": str(describe(plan)),
        "plan": plan.data(),
        "labels": {contest.ref: str(contest_label(plan, contest.ref)) for contest in plan.contests},
    }


def _lines(named: NamedFormat, plan: Plan) -> list[str]:
    lines = [tr("{name}: {entries} entries, {n} matches", name=named.name, entries=plan.size, n=len(plan.contests))]
    lines.append(str(describe(plan)))
    lines += [f"{group_label(plan, group)}: {', '.join(plan.members(group))}" for group in plan.tables]
    matches = [
        (number, c.ref, contest_label(plan, c.ref), f"{c.a} - {c.b}", _sides(plan, c.a, c.b))
        for number, c in enumerate(plan.contests, 1)
    ]
    lines += ["", *columns(matches, ("#", tr("Match"), "", "", ""))] if matches else []
    places = [(place, ref, side_label(plan, ref)) for place, ref in plan.places]
    return [*lines, "", *columns(places, (tr("Final place"), "", ""))]


def _sides(plan: Plan, a: str, b: str) -> str:
    return f"{side_label(plan, a)} - {side_label(plan, b)}"


VERBS = (Verb("bracket", Text("the matches and places of a format, for any number of entries"), _arguments, _bracket),)
