"""Registration forms of delegations: files in, athletes, entries and problems out. Nothing is silently dropped."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tournament_app.commands.forms import FormAthlete, FormEntry
from tournament_app.domain.people import clean_text, match_key
from tournament_app.errors import Unavailable
from tournament_app.exchange.columns import Recognition, recognise
from tournament_app.exchange.delegations import Delegation, Source, judged
from tournament_app.exchange.event_names import names_of
from tournament_app.exchange.lines import FormProblem, read_lines
from tournament_app.exchange.sheets import TABLES, WORKBOOKS, read_file
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tournament_app.domain.rules import EntryLimits, EventRules
    from tournament_app.exchange.sheets import Sheet
    from tournament_app.token import Token

__all__ = ["Form", "FormAthlete", "FormEntry", "FormProblem", "FormSet", "SheetRead", "read_forms"]

_NO_FORMS = (".doc", ".docx", ".pdf", ".rtf", ".odt", ".jpg", ".jpeg", ".png", ".zip", ".rar")


@dataclass(frozen=True, slots=True)
class Form:
    """All that the forms of one delegation say; *file* is the first of its *files*."""

    file: str
    unit: str
    layout: str
    digest: str
    athletes: tuple[FormAthlete, ...]
    entries: tuple[FormEntry, ...]
    recognition: Recognition
    files: tuple[str, ...] = ()

    def members(self, entry: FormEntry) -> tuple[str, ...]:
        """The names of the members of one of its entries."""
        return tuple(self.athletes[at].name for at in entry.members)


@dataclass(frozen=True, slots=True)
class SheetRead:
    """What was recognised of one sheet, for a person to check; its *key* names it in corrections."""

    file: str
    sheet: str
    recognition: Recognition
    athletes: int
    head: tuple[list[Any], ...] = field(default=(), repr=False)

    @property
    def key(self) -> str:
        """How corrections name this sheet: the file alone means each of its sheets."""
        return f"{self.file}#{self.sheet}" if self.sheet else self.file


@dataclass(frozen=True, slots=True)
class FormSet:
    """The forms of an import, one per delegation, with every problem found."""

    forms: tuple[Form, ...]
    problems: tuple[FormProblem, ...]
    sheets: tuple[SheetRead, ...] = ()

    @property
    def units(self) -> int:
        """How many delegations there are."""
        return len(self.forms)

    @property
    def athletes(self) -> int:
        """How many athletes there are; one whom two delegations name counts in each."""
        return sum(len(form.athletes) for form in self.forms)

    @property
    def entries(self) -> int:
        """How many entries there are, complete or not."""
        return sum(len(form.entries) for form in self.forms)


def read_forms(
    paths: Sequence[Path],
    events: Sequence[EventRules],
    limits: EntryLimits,
    *,
    corrections: Mapping[str, Recognition] | None = None,
    token: Token | None = None,
) -> FormSet:
    """Read forms: files, or folders with all forms below them, named relative to the folder.

    *corrections* replace what was recognised of a sheet, by :attr:`SheetRead.key` or by the file. Raises
    :class:`Unavailable` if a path does not exist or no form lies in a folder; a file that cannot be read is a problem.
    """
    files = _files(paths)
    reader = _Forms(events, limits, corrections or {})
    for done, (name, path) in enumerate(files):
        if token is not None:
            token.report(done, len(files), name)
        reader.file(name, path)
    return reader.result()


def _files(paths: Sequence[Path]) -> list[tuple[str, Path]]:
    """Each file and the name it is reported by."""
    files: list[tuple[str, Path]] = []
    for path in map(Path, paths):
        if path.is_dir():
            below = sorted(file for file in path.rglob("*") if _may_be_form(file))
            if not below:
                text = Text(
                    "In {folder} lies no form (.xlsx, .xls, .ods, .csv). Choose another folder.", folder=path.name
                )
                raise Unavailable(text, "no_forms")
            files += [(file.relative_to(path).as_posix(), file) for file in below]
        elif path.exists():
            files.append((path.name, path))
        else:
            raise Unavailable(Text("{file} is not there. Choose the form again.", file=str(path)), "no_forms")
    return files


def _may_be_form(file: Path) -> bool:
    hidden = file.name.startswith(("~$", "."))  # ~$ is what Excel leaves beside a file it has open
    return not hidden and file.is_file() and file.suffix.lower() in (*WORKBOOKS, *TABLES[:2], *_NO_FORMS)


class _Forms:
    """Reads file after file into delegations."""

    def __init__(
        self, events: Sequence[EventRules], limits: EntryLimits, corrections: Mapping[str, Recognition]
    ) -> None:
        self.events, self.limits, self.corrections = events, limits, corrections
        self.names = names_of(events)
        self.delegations: dict[str, Delegation] = {}
        self.recognitions: dict[Source, Recognition] = {}
        self.problems: list[tuple[int, FormProblem]] = []
        self.sheets: list[SheetRead] = []
        self.order = 0

    def file(self, name: str, path: Path) -> None:
        """Read one file; what cannot be read becomes a problem."""
        self.order += 1
        if path.suffix.lower() in _NO_FORMS:
            self._problem("other_file", name, "", Text("{file} is no table. Ask for it as .xlsx.", file=name))
            return
        try:
            content = read_file(path)
        except Unavailable as error:
            self._problem("unreadable_file", name, "", error.reason)
            return
        sheets = [sheet for sheet in content.sheets if not sheet.is_empty()]
        read = [self._sheet(name, path.stem, sheet, content.digest) for sheet in sheets]
        if not any(read):
            text = Text("In {file} no athlete was found: no column of names with rows below it.", file=name)
            self._problem("unreadable_file", name, "", text)
            return
        for sheet, ok in zip(sheets, read, strict=True):
            if not ok:
                text = Text("In the sheet {sheet} no athlete was found.", sheet=sheet.name)
                self._problem("unread_sheet", name, sheet.name, text)

    def _sheet(self, file: str, stem: str, sheet: Sheet, digest: str) -> bool:
        """Read one sheet into its delegations; false if it holds no athlete."""
        form = self.corrections.get(f"{file}#{sheet.name}") or self.corrections.get(file)
        form = form or recognise(sheet, self.names, stem)
        if form is None or form.at("name") is None:
            return False
        reading = read_lines(sheet, form, self.names, self.limits.year, file)
        self.order += 1
        source = Source(file, sheet.name, digest, form.layout, self.order)
        self.recognitions[source] = form
        self.sheets.append(SheetRead(file, sheet.name, form, len(reading.lines), sheet.rows[:30]))
        units: dict[str, Delegation] = {}
        for line in reading.lines:
            delegation = units.get(line.unit) or units.setdefault(line.unit, self._delegation(line.unit or stem))
            delegation.add(line, source)
        for problem in reading.problems:
            unit = self._delegation(problem.unit or stem).unit if reading.lines else problem.unit
            self.problems.append((self.order, _of_unit(problem, unit)))
        return bool(reading.lines)

    def _delegation(self, unit: str) -> Delegation:
        return self.delegations.setdefault(match_key(unit), Delegation(clean_text(unit)))

    def _problem(self, kind: str, file: str, sheet: str, detail: Text) -> None:
        self.problems.append((self.order, FormProblem(kind, "", "", file, sheet, "", detail)))

    def result(self) -> FormSet:
        """The delegations as forms, and all problems in the order of the files and of the cells in them."""
        delegations = [delegation for delegation in self.delegations.values() if delegation.drafts]
        for delegation in delegations:
            delegation.enter(self.events)
        problems = list(self.problems)
        problems += [(source.order, problem) for d in delegations for source, problem in d.problems]
        problems += [(source.order, problem) for source, problem in judged(delegations, self.events, self.limits)]
        problems.sort(key=lambda item: (item[0], _row(item[1].cell)))
        forms = tuple(self._form(delegation) for delegation in delegations)
        return FormSet(forms, tuple(problem for _, problem in problems), tuple(self.sheets))

    def _form(self, delegation: Delegation) -> Form:
        first = delegation.sources[0]
        digests = tuple(dict.fromkeys(source.digest for source in delegation.sources))
        digest = digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
        athletes = tuple(
            FormAthlete(p.name, p.sex, p.birth_year, p.birth_date, p.leader, draft.line.post, draft.line.note)
            for p, draft in zip(delegation.people, delegation.drafts, strict=True)
        )
        entries = tuple(FormEntry(*entry) for entry in delegation.entries)
        files = tuple(dict.fromkeys(source.file for source in delegation.sources))
        return Form(
            first.file, delegation.unit, first.layout, digest, athletes, entries, self.recognitions[first], files
        )


def _of_unit(problem: FormProblem, unit: str) -> FormProblem:
    return FormProblem(problem.kind, unit, problem.who, problem.file, problem.sheet, problem.cell, problem.detail)


def _row(cell: str) -> int:
    return int("".join(letter for letter in cell if letter.isdecimal()) or 0)
