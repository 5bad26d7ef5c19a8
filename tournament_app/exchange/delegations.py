"""Delegations put together from the lines of their forms: who they send, into which entries, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tournament_app.domain.entries import EntryOf, Finding, Person, check_entries
from tournament_app.domain.people import match_key
from tournament_app.exchange.birth import Birth
from tournament_app.exchange.lines import FormProblem, Line, Wish
from tournament_app.exchange.sheets import address
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tournament_app.domain.rules import EntryLimits, EventRules

_UNKNOWN = Birth(None)
_ROLE = {"age_out_of_band": "birth", "birth_date_missing": "birth", "wrong_gender": "sex", "not_a_leader": "leader"}


@dataclass(frozen=True, slots=True)
class Source:
    """The sheet a line was read from; *order* is its place among all sheets read."""

    file: str
    sheet: str
    digest: str
    layout: str
    order: int


@dataclass(slots=True)
class Draft:
    """An athlete as far as the lines read so far tell; *wishes* carry the source of each."""

    line: Line
    source: Source
    wishes: list[tuple[Wish, Source]] = field(default_factory=list)

    def person(self, unit: str) -> Person:
        """The athlete as the rules of entry see him or her."""
        line, birth = self.line, self.line.birth or _UNKNOWN
        return Person(line.name, line.sex, birth.year, birth.date, line.leader, unit)

    def is_of(self, line: Line) -> bool:
        """Whether *line* of the same name speaks of this athlete: nothing known of birth and sex differs."""
        mine = self.line
        if {mine.sex, line.sex} == {"M", "F"}:
            return False
        if mine.birth is None or line.birth is None:
            return True
        if mine.birth.date and line.birth.date:
            return mine.birth.date == line.birth.date
        return mine.birth.year == line.birth.year

    def take(self, line: Line, source: Source) -> bool:
        """Learn what *line* adds; false if it adds nothing, so that it stands twice."""
        mine = self.line
        if mine.birth is None or (line.birth and line.birth.date and not mine.birth.date):
            mine.birth = line.birth
        mine.sex, mine.post, mine.note = mine.sex or line.sex, mine.post or line.post, mine.note or line.note
        mine.leader = mine.leader or line.leader
        new = [wish for wish in line.wishes if not any(_same(wish, known) for known, _ in self.wishes)]
        self.wishes += [(wish, source) for wish in new]
        return bool(new)


def _same(one: Wish, other: Wish) -> bool:
    return one.event == other.event and (one.number == other.number or None in (one.number, other.number))


@dataclass(slots=True)
class Delegation:
    """One delegation with all its forms."""

    unit: str
    sources: list[Source] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    problems: list[tuple[Source, FormProblem]] = field(default_factory=list)
    named: dict[str, list[Draft]] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    entries: list[tuple[str, int, tuple[int, ...]]] = field(default_factory=list)

    def add(self, line: Line, source: Source) -> None:
        """Take a line in; one that repeats what is known is a problem, not an athlete."""
        if not self.sources or self.sources[-1] is not source:
            self.sources.append(source)
        namesakes = self.named.setdefault(match_key(line.name), [])
        draft = next((draft for draft in namesakes if draft.is_of(line)), None)
        if draft is None:
            new = Draft(line, source, [(wish, source) for wish in _once(line.wishes)])
            self.drafts.append(new)
            namesakes.append(new)
        elif not draft.take(line, source):
            text = Text("stands here already, in row {row}", row=draft.line.row + 1)
            cell = address(*line.cell("name"))
            self.problems.append(
                (source, FormProblem("duplicate_row", self.unit, line.name, source.file, source.sheet, cell, text))
            )

    def enter(self, events: Sequence[EventRules]) -> None:
        """Put everybody into entries, now that all lines are in."""
        self.people = [draft.person(self.unit) for draft in self.drafts]
        self.entries = self._entries(events)

    def _entries(self, events: Sequence[EventRules]) -> list[tuple[str, int, tuple[int, ...]]]:
        """Event, number and members (places among the athletes) of each entry, by event, then number."""
        wishes: dict[str, list[tuple[int, Wish]]] = {}
        for at, draft in enumerate(self.drafts):
            for wish, _ in draft.wishes:
                wishes.setdefault(wish.event, []).append((at, wish))
        found = []
        for rules in events:
            if of := wishes.get(rules.code):
                numbered = _singles(of) if rules.members[1] == 1 else _shared(of, rules)
                found += [(rules.code, number, tuple(members)) for number, members in sorted(numbered.items())]
        return found


def _once(wishes: Sequence[Wish]) -> Sequence[Wish]:
    if len(wishes) < 2:
        return wishes
    kept: list[Wish] = []
    for wish in wishes:
        if not any(_same(wish, known) for known in kept):
            kept.append(wish)
    return kept


def _singles(wishes: list[tuple[int, Wish]]) -> dict[int, list[int]]:
    """Each athlete alone, under the number given if it is free, else the next free one."""
    numbered: dict[int, list[int]] = {}
    late = []
    for at, wish in wishes:
        if wish.number and wish.number not in numbered:
            numbered[wish.number] = [at]
        else:
            late.append(at)
    for at in late:
        numbered[_free(numbered)] = [at]
    return dict(numbered)


def _shared(wishes: list[tuple[int, Wish]], rules: EventRules) -> dict[int, list[int]]:
    """Pairs and teams by their number; who has none joins the first entry that lacks a member, else the first of all.

    Who belongs together is never guessed: several unnumbered pairs become one entry with too many members.
    """
    numbered: dict[int, list[int]] = {}
    for at, wish in wishes:
        if wish.number:
            numbered.setdefault(wish.number, []).append(at)
    given = sorted(numbered)
    fewest = rules.members[0]
    for at, wish in wishes:
        if not wish.number:
            room = next((n for n in given if len(numbered[n]) < fewest), None)
            numbered.setdefault(room or _free(dict.fromkeys(given)), []).append(at)
    return {number: sorted(dict.fromkeys(members)) for number, members in numbered.items()}


def _free(taken: Mapping[int, object]) -> int:
    return next(n for n in range(1, len(taken) + 2) if n not in taken)


def judged(
    delegations: Sequence[Delegation], events: Sequence[EventRules], limits: EntryLimits
) -> Iterator[tuple[Source, FormProblem]]:
    """What the rules of entry find wrong with all delegations, each finding at its cell."""
    people: list[Person] = []
    entries: list[EntryOf] = []
    for delegation in delegations:
        crowd = delegation.people
        people += crowd
        for event, number, members in delegation.entries:
            entries.append(EntryOf(event, delegation.unit, number, tuple([crowd[at] for at in members])))
    rules = {event.code: event for event in events}
    units = {delegation.unit: delegation for delegation in delegations}
    for finding in check_entries(entries, rules, limits, people):
        yield _placed(finding, units[finding.unit].named[match_key(finding.who)])


def _placed(finding: Finding, drafts: list[Draft]) -> tuple[Source, FormProblem]:
    """The finding at the cell of the fact that is wrong: birth, sex, leader, else the event, else the name."""
    draft = next((d for d in drafts if any(w.event == finding.event for w, _ in d.wishes)), drafts[0])
    source, cell = draft.source, draft.line.cell("name")
    if role := _ROLE.get(finding.kind):
        cell = draft.line.cell(role)
    elif finding.event:
        wishes = [(w, s) for w, s in draft.wishes if w.event == finding.event]
        wish, source = next(((w, s) for w, s in wishes if w.number == finding.number), wishes[0])
        cell = wish.cell
    return source, FormProblem(
        finding.kind, finding.unit, finding.who, source.file, source.sheet, address(*cell), finding.detail
    )
