"""The formats of the catalogue: a name, the numbers of entries it is made for, and what it consists of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tournament_app import paths
from tournament_app.domain.formats import check_plan, plan_for
from tournament_app.domain.rules import Format
from tournament_app.errors import refuse
from tournament_app.store.shape import Section, read_toml
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.domain.plan import Plan


OTHERWISE = {"single_elimination": "knockout", "single_knockout": "knockout", "double_knockout": "double_elimination"}
"""Formats as others call them."""


@dataclass(frozen=True, slots=True)
class NamedFormat:
    """A format for *fewest* to *most* entries."""

    code: str
    name: str
    fewest: int
    most: int
    format: Format

    def plan(self, entries: int) -> Plan:
        """Its plan, checked; refuses a number of entries it is not made for."""
        if not self.fewest <= entries <= self.most:
            raise refuse(
                "entries_out_of_range",
                Text(
                    "{name} is made for {fewest} to {most} entries, not {n}",
                    name=self.name,
                    fewest=self.fewest,
                    most=self.most,
                    n=entries,
                ),
                "entries",
            )
        plan = plan_for(self.format, entries)
        check_plan(plan)
        return plan


def read_format(file: Path) -> NamedFormat:
    """The format of one file; refuses, with the file and key, what is wrong in it."""
    section = Section(file, read_toml(file))
    section.known("code", "name", "entries", "format")
    fewest, most = section.take("entries", tuple[int, int])
    rules: Format = section.table("format").rule(Format)
    named = NamedFormat(section.take("code", str), section.take("name", str), fewest, most, rules)
    section.made(lambda _: (named.plan(fewest), named.plan(most)))
    return named


def format_files(catalogue: Path | None = None) -> dict[str, Path]:
    """Code → file of every format of the catalogue."""
    folder = catalogue or paths.database("catalogue")
    return {file.stem: file for file in sorted(folder.joinpath("formats").glob("*.toml"))}


def named_format(code: str) -> NamedFormat:
    """The format *code* of the catalogue, or that of a file; refuses a name nobody knows."""
    files = format_files()
    plain = re.sub(r"[\s-]+", "_", code.strip().lower())
    file = files.get(OTHERWISE.get(plain, plain)) or Path(code)
    if file not in files.values() and not (file.suffix == ".toml" and file.is_file()):
        text = Text("No format is called {code}; there are: {names}", code=code, names=", ".join(files))
        raise refuse("unknown_format", text, "format")
    return read_format(file)
