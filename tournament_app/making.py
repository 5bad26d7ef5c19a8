"""Making a tournament: from a template into a new file, and the delegations' forms into it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tournament_app.commands.forms import DelegationForm, Difference, FormNote, ImportForms
from tournament_app.commands.tournament import CreateTournament
from tournament_app.domain.people import match_key
from tournament_app.domain.rules import EventRules
from tournament_app.queries.tournament import sport_rows, tournament_row
from tournament_app.store.catalogue import load_template
from tournament_app.store.store import Actor, Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from tournament_app.exchange.columns import Recognition
    from tournament_app.exchange.forms import Form, FormSet
    from tournament_app.token import Token


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import found and changed; *applied* is false for a dry run and when a form could not be read."""

    forms: FormSet
    differences: tuple[Difference, ...]
    applied: bool


@contextmanager
def new_tournament(where: Path | str, template: str, actor: Actor) -> Iterator[Store]:
    """A new tournament from a template of the catalogue, open until the end of the ``with``."""
    store = create_tournament(where, template, actor)
    try:
        yield store
    finally:
        store.close()


def create_tournament(where: Path | str, template: str, actor: Actor) -> Store:
    """A new tournament from a template; the template is read before anything is written."""
    command = CreateTournament(load_template(template))
    store = Store.create(where)
    store.run(command, actor)
    return store


def read_for(
    store: Store,
    paths: Sequence[Path],
    corrections: Mapping[str, Recognition] | None = None,
    token: Token | None = None,
) -> FormSet:
    """The forms read by the rules of this tournament."""
    from tournament_app.exchange.forms import read_forms

    with store.reading() as db:
        rules = [EventRules.of(row["rules"]) for row in db.find("event")]
        sports = sport_rows(db)
        limits = tournament_row(db).limits
    events = [replace(event, sport=sports[event.sport].name) for event in rules]  # people write names, not codes
    return read_forms(paths, events, limits, corrections=corrections, token=token)


def import_forms(
    store: Store, paths: Sequence[Path], actor: Actor, *, dry_run: bool = False, skip_unreadable: bool = False
) -> Taken:
    """Take forms in. If one cannot be read nothing is changed, unless the caller says to skip it."""
    return take_in(store, read_for(store, paths), actor, dry_run=dry_run, skip_unreadable=skip_unreadable)


def take_in(
    store: Store, forms: FormSet, actor: Actor, *, dry_run: bool = False, skip_unreadable: bool = False
) -> Taken:
    """Bring the tournament to what *forms* say, or only tell the differences."""
    command = ImportForms(delegation_forms(forms))
    unreadable = any(problem.kind == "unreadable_file" for problem in forms.problems)
    if dry_run or (unreadable and not skip_unreadable):
        return Taken(forms, store.preview(command), applied=False)
    return Taken(forms, store.run(command, actor).value, applied=True)


def delegation_forms(forms: FormSet) -> tuple[DelegationForm, ...]:
    """The forms of an import as the command takes them, each with the problems found in its files."""
    return tuple(
        DelegationForm(form.unit, form.file, form.digest, form.layout, form.athletes, form.entries, _notes(forms, form))
        for form in forms.forms
    )


def _notes(forms: FormSet, form: Form) -> tuple[FormNote, ...]:
    key = match_key(form.unit)
    return tuple(
        FormNote(p.kind, p.who, p.sheet, p.cell, p.detail.say("vi"))
        for p in forms.problems
        if p.file in form.files and match_key(p.unit) == key
    )
