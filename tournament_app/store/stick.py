"""The second place of copies: a folder on a stick, named once and known again by a mark wherever it is put in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.store import places
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MARK = "giai-dau-sao-luu.txt"
"""The file that says which folder this is: words for people, and at the end the mark."""


@dataclass(frozen=True, slots=True)
class Stick:
    """Where the folder was when it was named, its mark, and its place below the root of its drive."""

    folder: Path
    mark: str = ""
    inside: str = ""


def name_stick(folder: Path) -> Stick:
    """Take *folder* for the second place: it is made if need be and marked; :class:`Unavailable` if it cannot be."""
    import secrets

    try:
        folder.mkdir(parents=True, exist_ok=True)
        mark = mark_of(folder)
        if not mark:
            mark = secrets.token_hex(8)
            words = tr(
                "Copies of tournaments lie in this folder, which the program knows by this file. Please keep it."
            )
            (folder / MARK).write_text(f"{words}\n{mark}\n", encoding="utf-8", newline="\n")
    except OSError as error:
        from tournament_app.store.backup import no_copy

        raise no_copy(error, folder) from error
    inside = folder.absolute().relative_to(places.volume_of(folder))
    return Stick(folder, mark, inside.as_posix())


def mark_of(folder: Path) -> str:
    """The mark of a folder, empty if it has none or is not there."""
    try:
        lines = (folder / MARK).read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return ""
    return lines[-1] if lines else ""


def find_stick(stick: Stick, volumes: Iterable[Path] | None = None) -> Path | None:
    """The folder where it is now, under whatever letter; ``None`` while the stick is not in.

    An empty folder in its place, as a mount point without its stick is, is not taken for it.
    """
    if not stick.mark:
        return stick.folder if stick.folder.is_dir() else None
    for folder in (stick.folder, *(root / stick.inside for root in volumes or places.volumes())):
        if mark_of(folder) == stick.mark:
            return folder
    return None
