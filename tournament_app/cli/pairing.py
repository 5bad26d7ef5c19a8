"""``pair``: the next round of a TRF file, for anyone who wants to check the pairings of the program."""

from __future__ import annotations

import codecs
import sys
from argparse import RawDescriptionHelpFormatter
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tournament_app import paths
from tournament_app.cli.answer import Answer, columns
from tournament_app.cli.verb import Verb
from tournament_app.errors import Refused, Unavailable
from tournament_app.words import Text, language, tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from tournament_app.pairing.dutch import PairedFile


def _arguments(parser: ArgumentParser) -> None:
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = paths.resource("cli", f"pair.{language()}.txt").read_text(encoding="utf-8")
    parser.add_argument("file", nargs="?", default="-", help=tr("TRF file; - or nothing: standard input"))
    parser.add_argument(
        "--system", choices=("dutch",), default="dutch", help=tr("dutch: the FIDE (Dutch) system of 2026")
    )
    parser.add_argument(
        "--top-colour",
        choices=("w", "b"),
        default="w",
        help=tr("colour of the first board in round 1, where the file says none"),
    )


def _pair(args: Namespace) -> Answer:
    found = _paired(_bytes(args.file), args.top_colour)
    pairs = [[white, black] for white, black in found.pairs]
    rows: list[tuple[object, ...]] = [(at, white, black) for at, (white, black) in enumerate(found.pairs, 1)]
    if found.bye is not None:
        rows.append((len(rows) + 1, found.bye, tr("bye")))
    lines = [
        tr("Round {round}, {n} boards", round=found.round, n=len(pairs)),
        *columns(rows, (tr("Board"), tr("White"), tr("Black"))),
    ]
    return Answer({"system": args.system, "round": found.round, "pairs": pairs, "bye": found.bye}, lines)


def _paired(content: bytes, first: Literal["w", "b"]) -> PairedFile:
    """The columns of TRF are characters in UTF-8, and bytes in the older code pages."""
    from tournament_app.pairing.dutch import dutch_file

    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return dutch_file(content.decode("utf-16", "replace"), first)
    try:
        return dutch_file(content.decode("utf-8-sig"), first)
    except UnicodeDecodeError:
        return dutch_file(content.decode("latin-1"), first)
    except Refused:
        if content.isascii():
            raise
        return dutch_file(content.decode("latin-1"), first)


def _bytes(file: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise Unavailable(Text("{file} cannot be read: {why}", file=file, why=error.strerror or "")) from error


VERBS = (Verb("pair", Text("pairs the next round of a Swiss given as a TRF file"), _arguments, _pair),)
