"""One verb of the command line, and the arguments many of them share."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from tournament_app.cli.answer import STATION
from tournament_app.errors import Unavailable, refuse
from tournament_app.queries.event_state import event_ids
from tournament_app.store.store import Store
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Iterator

    from tournament_app.cli.answer import Answer
    from tournament_app.store.rowlog import Reading
    from tournament_app.store.store import Actor, Command


@dataclass(frozen=True, slots=True)
class Verb:
    """*about* in a few words; ``None`` keeps the verb out of the help."""

    name: str
    about: Text | None
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], Answer]


def file_argument(parser: ArgumentParser) -> None:
    """The tournament's file (or the address of its server)."""
    parser.add_argument("file", help=tr("the tournament's file (.giai)"))
    parser.add_argument(
        "--as",
        dest="person",
        metavar=tr("NAME"),
        help=tr("who does it, where the roles are on; the PIN is asked for, or taken from GIAI_DAU_PIN"),
    )
    parser.add_argument("--pin-file", type=Path, help=tr("file whose first line is the PIN"))


def event_argument(parser: ArgumentParser, *, required: bool = False) -> None:
    """One event by its code."""
    parser.add_argument("--event", metavar=tr("CODE"), required=required, help=tr("only this event, CL-05 say"))


def count(text: str) -> int:
    """A whole number from 0, as an argument."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def where(args: Namespace) -> Path | str:
    """The path or address the user named."""
    return args.file if "://" in args.file else Path(args.file)


@contextmanager
def opened(args: Namespace) -> Iterator[Store]:
    """The tournament the user named, closed afterwards; a copy is made before the first act of weight.

    ``args.actor`` is who acts from then on: with ``--as`` the person who is signed in.
    """
    store = Store.open(where(args))
    store.before = partial(_copy_first, store)
    try:
        args.actor = STATION if getattr(args, "person", None) is None else _signed_in(store, args)
        yield store
    finally:
        store.close()


def _signed_in(store: Store, args: Namespace) -> Actor:
    """The person named with ``--as``; refuses a wrong PIN, or none where nobody can be asked for it."""
    from tournament_app.store.door import sign_in

    with store.reading() as db:
        if not db.find("access"):
            return replace(STATION, name=args.person)
    return sign_in(store, args.person, _pin(args), STATION.station)


def _pin(args: Namespace) -> str:
    if args.pin_file is not None:
        try:
            return str(args.pin_file.read_text(encoding="utf-8").partition("\n")[0].strip())
        except (OSError, UnicodeDecodeError) as error:
            raise refuse("no_pin", Text("The file {file} with the PIN cannot be read.", file=args.pin_file)) from error
    if "GIAI_DAU_PIN" in os.environ:
        return os.environ["GIAI_DAU_PIN"]
    if not sys.stdin.isatty():
        raise refuse("no_pin", Text("Give the PIN in GIAI_DAU_PIN or with --pin-file."))
    from getpass import getpass

    return getpass(tr("PIN of {who}: ", who=args.person))


def _copy_first(store: Store, command: Command) -> None:
    """A copy as it was before a draw or an import; if none can be made that is said, and the work goes on."""
    from tournament_app.store.copying import WEIGHTY

    if type(command).__name__ in WEIGHTY and isinstance(store.where, Path):
        from tournament_app.store.backup import backup

        store.before = None  # one copy is good for the whole verb
        try:
            backup(store)
        except Unavailable as no:
            print(no, file=sys.stderr)


def events_of(db: Reading, code: str | None) -> dict[str, int]:
    """The event with *code*, or all; refuses a code the tournament does not have."""
    known = event_ids(db)
    if code is None:
        return known
    code = next((one for one in known if one.casefold() == code.strip().casefold()), code)
    if code not in known:
        raise refuse(
            "no_such_event", Text("There is no event {code}. Events: {known}", code=code, known=", ".join(known))
        )
    return {code: known[code]}
