"""The same commands and queries without a window: a whole tournament from a terminal."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING, Any

from tournament_app import __version__
from tournament_app.cli import bracket, changing, making, pairing, playing, ranking, reading
from tournament_app.cli.speech import speak
from tournament_app.errors import Refused, TournamentError
from tournament_app.words import LANGUAGES, set_language, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.cli.answer import Answer

VERBS = (*making.VERBS, *playing.VERBS, *changing.VERBS, *reading.VERBS, *ranking.VERBS, *bracket.VERBS, *pairing.VERBS)


def parser() -> argparse.ArgumentParser:
    """The command line: one verb, the tournament's file, what the verb needs."""
    speak()
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help=tr("answer in JSON, for machines"))
    common.add_argument("--lang", choices=LANGUAGES, help=tr("language of the answer"))
    top = argparse.ArgumentParser(
        prog="giai-dau",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description=tr("Runs a multi-sport tournament."),
        epilog="\n".join(
            (
                tr("Without a command the window opens:"),
                tr("  giai-dau                  what was open last, or the start page"),
                tr("  giai-dau giai.giai        that tournament"),
                tr("  giai-dau --demo           the sample tournament, in mid-Saturday"),
                tr("giai-dau COMMAND --help says more of a command."),
            )
        ),
    )
    top.add_argument("--version", action="version", version=__version__, help=tr("say the version and stop"))
    top.add_argument("--lang", choices=LANGUAGES, help=tr("language of the answer"))
    verbs = top.add_subparsers(dest="verb", required=True, metavar=tr("COMMAND"), title=tr("commands"))
    for verb in VERBS:
        about = None if verb.about is None else tr_about(verb.about)
        shown: dict[str, Any] = {} if about is None else {"help": about}  # a verb without words is for developers
        one = verbs.add_parser(verb.name, parents=[common], description=about, **shown)
        verb.arguments(one)
        one.set_defaults(run=verb.run)
    return top


def tr_about(about: Any) -> str:
    """What a verb does, in the language of the interface (percent signs doubled for argparse)."""
    return str(about).replace("%", "%%")


def names() -> frozenset[str]:
    """The verbs the command line knows."""
    return frozenset(verb.name for verb in VERBS)


def main(argv: Sequence[str]) -> int:
    """Run one command; 0 only when it is done."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    for word, after in zip(argv, [*argv[1:], ""], strict=True):  # before the parser, whose help speaks it too
        code = after if word == "--lang" else word.removeprefix("--lang=")
        if code != word and code in LANGUAGES:
            set_language(code)
    args = parser().parse_args(_asked(argv))
    try:
        answer: Answer = args.run(args)
    except KeyboardInterrupt:
        print(tr("Stopped. What was done before is kept, nothing is half done."), file=sys.stderr)
        return 130
    except TournamentError as error:
        print(report(error, as_json=args.json), file=sys.stdout if args.json else sys.stderr)
        return 1
    text = json.dumps(answer.data, ensure_ascii=False, indent=1) if args.json else "\n".join(answer.lines)
    try:
        print(text, flush=True)
    except BrokenPipeError:  # whoever reads has seen enough (head, less); what was to be done is done
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0 if answer.done else 1


def _asked(argv: Sequence[str]) -> list[str]:
    """``help VERB`` is ``VERB --help``."""
    verb = next((word for word in argv if word == "help" or word in names()), "")
    return [*(word for word in argv if word != "help"), "--help"] if verb == "help" else list(argv)


def report(error: TournamentError, *, as_json: bool) -> str:
    """An error for a machine or for a person."""
    if not as_json:
        return str(error)
    if isinstance(error, Refused):
        problems = [{"code": p.code, "text": str(p.text), "field": p.field} for p in error.problems]
    else:
        problems = [{"code": getattr(error, "code", "error"), "text": str(error), "field": ""}]
    return json.dumps({"error": problems}, ensure_ascii=False, indent=1)
