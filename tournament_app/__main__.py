"""The program's one entrance: arguments → settings → log → store → window or command line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tournament_app.errors import TournamentError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window, or one command of the command line when the first word names one. Returns the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and not _opens_window(words):
        from tournament_app import cli

        return cli.main(words)
    return _window(words)


def _opens_window(words: Sequence[str]) -> bool:
    """Whether these are no command: options of the window, or a tournament to show in it."""
    if {"-h", "--help", "--version"} & {*words}:
        return False
    before = ["", *words]
    word = next((word for at, word in enumerate(words) if word[0:1] != "-" and before[at] != "--lang"), None)
    if word is None or "." in word or "/" in word or "\\" in word:
        return True
    from tournament_app import cli

    return word not in {"help", *cli.names()} and Path(word).exists()


def _window(words: Sequence[str]) -> int:
    from tournament_app.gui.early import make_ready

    make_ready()
    from tournament_app.gui.qt_check import missing_libraries

    parser = argparse.ArgumentParser(prog="giai-dau")
    parser.add_argument("file", nargs="?", help="tournament (.giai) to open")
    parser.add_argument("--demo", action="store_true", help="open the sample tournament, in mid-Saturday")
    parser.add_argument("--lang", choices=("vi", "en"))
    args = parser.parse_args(words)
    if line := missing_libraries():
        print(line, file=sys.stderr)
        return 1
    from tournament_app.gui.app import run

    try:
        return run(args.file, demo=args.demo, language=args.lang)
    except TournamentError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
