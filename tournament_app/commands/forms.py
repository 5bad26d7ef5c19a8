"""Taking registration forms in: what they would change, and the one command that changes it.

A form speaks for its whole delegation: an athlete or entry that a corrected form no longer names is taken out. Forms
of one delegation that arrive together are read as one. What a draw has fixed stays and is reported as kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from tournament_app.domain.people import match_key
from tournament_app.queries.entries import short_unit
from tournament_app.queries.fields import field_words, listed
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from tournament_app.store.rowlog import Rows


@dataclass(frozen=True, slots=True)
class FormAthlete:
    """An athlete as a form names him or her; *birth_date* is ISO where the form gave a whole date."""

    name: str
    sex: str
    birth_year: int | None
    birth_date: str | None
    leader: bool
    post: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[str, str | int | None]:
        """Who this is within the delegation: name and birth."""
        return match_key(self.name), self.birth_date or self.birth_year

    def values(self) -> dict[str, Any]:
        """The columns of the athlete's row."""
        return {
            "name": self.name,
            "key": match_key(self.name),
            "sex": self.sex,
            "birth_year": self.birth_year,
            "birth_date": self.birth_date,
            "leader": int(self.leader),
            "post": self.post,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class FormEntry:
    """An entry as a form gives it; *members* are positions in the form's athletes."""

    event: str
    number: int
    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FormNote:
    """A problem a form has, kept with the form so that it can be settled later."""

    kind: str
    who: str
    sheet: str
    cell: str
    detail: str


@dataclass(frozen=True, slots=True)
class DelegationForm:
    """All that one delegation's forms of this import say."""

    unit: str
    file: str
    digest: str
    layout: str
    athletes: tuple[FormAthlete, ...]
    entries: tuple[FormEntry, ...]
    notes: tuple[FormNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing an import would change. *kind*: ``kept`` is what a draw holds fast although the form says otherwise."""

    kind: Literal["added", "changed", "removed", "kept"]
    unit: str
    text: Text


@dataclass(frozen=True)
class ImportForms:
    """Bring the delegations of these forms to what the forms say."""

    forms: tuple[DelegationForm, ...] = field(repr=False)

    def words(self) -> Text:
        """What history shows."""
        return Text("Imported the forms of {n} delegations", n=len({match_key(f.unit) for f in self.forms}))

    def apply(self, rows: Rows) -> tuple[Difference, ...]:
        """What was changed, in the order of the forms."""
        return tuple(difference for form in self.forms for difference in _Delegation(rows, form).bring())


class _Delegation:
    """One delegation brought to what its form says."""

    def __init__(self, rows: Rows, form: DelegationForm) -> None:
        self.rows = rows
        self.form = form
        self.events = {row["code"]: row["id"] for row in rows.find("event")}
        self.codes = {event_id: code for code, event_id in self.events.items()}
        self.drawn = {row["event_id"] for row in rows.find("draw")}
        self.id = 0

    def bring(self) -> Iterator[Difference]:
        """Change what differs and say each difference."""
        row = self.rows.one("delegation", key=match_key(self.form.unit))
        if row is None:
            key = match_key(self.form.unit)
            self.id = self.rows.add(
                "delegation", name=self.form.unit, short_name=short_unit(self.form.unit), key=key, guest=0
            )
            yield self.say("added", Text("new delegation"))
        else:
            self.id = row["id"]
        ids, gone = yield from self.athletes()
        yield from self.entries(ids)
        yield from self.gone(gone)
        self.keep_form()

    def say(self, kind: Literal["added", "changed", "removed", "kept"], text: Text) -> Difference:
        return Difference(kind, self.form.unit, text)

    def athletes(self) -> Generator[Difference, None, tuple[list[int], list[dict[str, Any]]]]:
        """The ids of the form's athletes in its order, and the rows the form no longer names."""
        known = self.rows.find("athlete", delegation_id=self.id)
        ids: list[int] = []
        for athlete in self.form.athletes:
            row = _match(known, athlete)
            if row is None:
                ids.append(self.rows.add("athlete", delegation_id=self.id, **athlete.values()))
                yield self.say("added", Text("athlete {name}", name=athlete.name))
                continue
            known.remove(row)
            ids.append(row["id"])
            values = athlete.values()
            if changed := [name for name, value in values.items() if row[name] != value and name != "key"]:
                yield self.say(
                    "changed", Text("{name}: {what}", name=athlete.name, what=_changes(row, values, changed))
                )
            self.rows.change("athlete", row["id"], **values)
        return ids, known

    def entries(self, ids: Sequence[int]) -> Iterator[Difference]:
        """Entries added, with other members, or taken out."""
        known = {(e["event_id"], e["number"]): e for e in self.rows.find("entry", delegation_id=self.id)}
        for entry in self.form.entries:
            event_id, members = self.events[entry.event], [ids[i] for i in entry.members]
            row = known.pop((event_id, entry.number), None)
            label = Text("{event}, entry {number}", event=entry.event, number=entry.number)
            if row is None and event_id in self.drawn:
                yield self.say("kept", Text("{entry}: the event is drawn; enter it as a late entry", entry=label))
                continue
            if row is None:
                entry_id = self.rows.add(
                    "entry", event_id=event_id, delegation_id=self.id, number=entry.number, seed=None, state="entered"
                )
                yield self.say("added", label)
            else:
                entry_id = row["id"]
            yield from self.members(entry_id, members, label, new=row is None)
        for (event_id, number), row in known.items():
            label = Text("{event}, entry {number}", event=self.codes[event_id], number=number)
            if event_id in self.drawn:
                yield self.say("kept", Text("{entry}: the event is drawn; withdraw it instead", entry=label))
                continue
            for table in ("member", "withdrawal", "adjustment"):
                for part in self.rows.find(table, entry_id=row["id"]):
                    self.rows.remove(table, part["id"])
            self.rows.remove("entry", row["id"])
            yield self.say("removed", label)

    def members(self, entry_id: int, wanted: list[int], label: Text, *, new: bool) -> Iterator[Difference]:
        """The athletes of one entry."""
        have = sorted(self.rows.find("member", entry_id=entry_id), key=lambda m: m["position"])
        if [m["athlete_id"] for m in have] == wanted:
            return
        for member in have:
            self.rows.remove("member", member["id"])
        for position, athlete_id in enumerate(wanted):
            self.rows.add("member", entry_id=entry_id, athlete_id=athlete_id, position=position)
        if not new:
            yield self.say("changed", Text("{entry}: other members", entry=label))

    def gone(self, known: list[dict[str, Any]]) -> Iterator[Difference]:
        """Athletes the form no longer names; one whom a drawn entry still needs stays."""
        for row in known:
            if self.rows.count("member", athlete_id=row["id"]):
                yield self.say("kept", Text("athlete {name}: stands in a drawn event", name=row["name"]))
            else:
                self.rows.remove("athlete", row["id"])
                yield self.say("removed", Text("athlete {name}", name=row["name"]))

    def keep_form(self) -> None:
        """Remember the form and its problems, unless the very same form is remembered already."""
        for row in self.rows.find("form", delegation_id=self.id):
            if (row["file"], row["digest"]) == (self.form.file, self.form.digest):
                return  # what the organiser settled of it stays settled
            for problem in self.rows.find("form_problem", form_id=row["id"]):
                self.rows.remove("form_problem", problem["id"])
            self.rows.remove("form", row["id"])
        form_id = self.rows.add(
            "form",
            delegation_id=self.id,
            file=self.form.file,
            digest=self.form.digest,
            layout=self.form.layout,
            imported_at=self.rows.now,
        )
        notes = {(n.kind, n.who, n.sheet, n.cell, n.detail) for n in self.form.notes}
        for kind, who, sheet, cell, detail in sorted(notes):
            self.rows.add("form_problem", form_id=form_id, kind=kind, who=who, sheet=sheet, cell=cell, detail=detail)


def _match(known: list[dict[str, Any]], athlete: FormAthlete) -> dict[str, Any] | None:
    """The row of this athlete: same name and birth, or the only one of that name."""
    named = [row for row in known if row["key"] == match_key(athlete.name)]
    exact = [row for row in named if (row["birth_date"] or row["birth_year"]) == athlete.key[1]]
    if exact:
        return exact[0]
    return named[0] if len(named) == 1 else None


def _changes(row: dict[str, Any], values: dict[str, Any], changed: list[str]) -> Text | str:
    return listed(
        Text("{field} {old} → {new}", field=field_words(name), old=row[name] or "-", new=values[name] or "-")
        for name in changed
    )
