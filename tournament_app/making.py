"""Making a tournament: from a template into a new file, and the delegations' forms into it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tournament_app.commands.forms import DelegationForm, Difference, FormAthlete, FormEntry, FormNote, ImportForms
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
    from tournament_app.exchange.forms import FormSet
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
    """The forms of an import as the command takes them: one per delegation, several files of one joined."""
    joined: dict[str, DelegationForm] = {}
    for form in forms.forms:
        key = match_key(form.unit)
        notes = tuple(
            FormNote(p.kind, p.who, p.sheet, p.cell, p.detail.say("vi"))
            for p in forms.problems
            if p.file in form.files and match_key(p.unit) == key
        )
        athletes = tuple(
            FormAthlete(a.name, a.sex, a.birth_year, a.birth_date, a.leader, a.post, a.note) for a in form.athletes
        )
        entries = tuple(FormEntry(e.event, e.number, e.members) for e in form.entries)
        new = DelegationForm(form.unit, form.file, form.digest, form.layout, athletes, entries, notes)
        joined[key] = _join(joined[key], new) if key in joined else new
    return tuple(joined.values())


def _join(one: DelegationForm, other: DelegationForm) -> DelegationForm:
    """Two files of one delegation as one form; an athlete who stands in both is one athlete."""
    athletes = list(one.athletes)
    at = {athlete.key: i for i, athlete in enumerate(athletes)}
    moved = []
    for athlete in other.athletes:
        if athlete.key not in at:
            at[athlete.key] = len(athletes)
            athletes.append(athlete)
        moved.append(at[athlete.key])
    known = {(entry.event, entry.number): entry for entry in one.entries}
    for entry in other.entries:
        members = tuple(moved[i] for i in entry.members)
        number = entry.number
        while (entry.event, number) in known and set(known[entry.event, number].members) != set(members):
            number += 1
        known[entry.event, number] = FormEntry(entry.event, number, members)
    return DelegationForm(
        one.unit,
        f"{one.file}; {other.file}",
        one.digest + other.digest,
        one.layout,
        tuple(athletes),
        tuple(known.values()),
        one.notes + other.notes,
    )
