"""What the program remembers of its user on this machine. A broken file never stops it."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from tournament_app import paths

if TYPE_CHECKING:
    from pathlib import Path

log = logging.getLogger(__name__)
RECENT = 8


@dataclass
class Settings:
    """Language, scheme, files opened last, place of the window, columns of tables, and who sits here."""

    language: str = "vi"
    theme: str = "system"
    recent: list[str] = field(default_factory=list)
    geometry: str = ""
    name: str = ""
    role: str = "organiser"
    station: str = ""
    page: str = "overview"
    backup_folder: str = ""
    """A second folder that gets every copy too, a stick or a network drive."""
    backup_mark: str = ""
    """What it is known by when its drive has another letter, and where it lies below the root of its drive."""
    backup_inside: str = ""
    backup_results: int = 10
    """A copy after so many results, and after so many minutes in which anything was changed."""
    backup_minutes: int = 5
    sign_out_minutes: int = 0
    """While roles are on: sign out after so many minutes without a key; 0: never."""
    columns: dict[str, Any] = field(default_factory=dict)
    file: Path | None = field(default=None, compare=False)
    """Where they are written; ``None`` remembers nothing (tests, pictures)."""

    @classmethod
    def load(cls, file: Path | None = None) -> Settings:
        """The settings in *file*; what is broken or of the wrong kind is as if it had never been set."""
        import tomllib

        file = file or paths.settings_file()
        found: dict[str, Any] = {}
        try:
            found = tomllib.loads(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            pass
        except (OSError, ValueError):
            log.warning("the settings cannot be read; the program starts with its own", exc_info=True)
        made = cls(file=file)
        for each in fields(cls):
            value = found.get(each.name)
            if each.name != "file" and type(value) is type(getattr(made, each.name)):
                setattr(made, each.name, value)
        made.language = made.language if made.language in {"vi", "en"} else "vi"
        made.theme = made.theme if made.theme in {"system", "light", "dark"} else "system"
        made.backup_results, made.backup_minutes = max(1, made.backup_results), max(1, made.backup_minutes)
        made.recent = [str(path) for path in made.recent]
        tables: dict[str, Any] = made.columns
        made.columns = {name: table for name, table in tables.items() if isinstance(table, dict)}
        return made

    def opened(self, where: str) -> None:
        """Remember a tournament as the one opened last; the password of a server's address is left out."""
        where = without_password(where)
        self.recent = [where, *(path for path in self.recent if path != where)][:RECENT]
        self.save()

    def save(self) -> None:
        """Write the settings down, whole or not at all; a disk that says no is only noted in the log."""
        if self.file is None:
            return
        lines = [
            f"{each.name} = {_toml(getattr(self, each.name))}"
            for each in fields(self)
            if each.name not in {"file", "columns"}
        ]
        for name, table in self.columns.items():
            lines += ["", f"[columns.{json.dumps(name)}]", *(f"{key} = {_toml(value)}" for key, value in table.items())]
        try:
            part = self.file.with_suffix(".part")
            part.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
            part.replace(self.file)
        except OSError:
            log.warning("the settings could not be written", exc_info=True)


def without_password(where: str) -> str:
    """*where* as it may be written down."""
    scheme, mark, rest = where.partition("://")
    who, at, place = rest.rpartition("@")
    return f"{scheme}://{who.partition(':')[0]}{at}{place}" if mark else where


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {_toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)
