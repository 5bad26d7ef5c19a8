"""Who may enter what: the checks of entries against the rules of events and the limits of the tournament.

One wrong fact about a person (birth, sex, not a leader) is one finding, however many entries it touches; it names all
their events. Findings come delegation by delegation, in the order in which entries and people are given.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.people import age, match_key
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from tournament_app.domain.rules import EntryLimits, EventRules


@dataclass(frozen=True, slots=True)
class Person:
    """An athlete of a delegation. *sex* is ``M``, ``F`` or empty; *birth_date* is ISO; both births may be unknown."""

    name: str
    sex: str
    birth_year: int | None
    birth_date: str | None
    leader: bool
    unit: str

    def is_same(self, other: Person) -> bool:
        """Whether both are one person by all that is known: name, sex, and date of birth or, lacking one, its year."""
        if match_key(self.name) != match_key(other.name) or {self.sex, other.sex} == {"M", "F"}:
            return False
        if self.birth_date and other.birth_date:
            return self.birth_date == other.birth_date
        return self.birth_year is not None and self.birth_year == other.birth_year


@dataclass(frozen=True, slots=True)
class EntryOf:
    """One entry: the *number*-th single, pair or team of a delegation in an event."""

    event: str
    unit: str
    number: int
    members: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the rules of entry say no to. *event* and *number* are empty where it is about a person alone."""

    kind: str
    unit: str
    who: str
    event: str
    number: int
    detail: Text


def check_entries(
    entries: Sequence[EntryOf],
    events: Mapping[str, EventRules],
    limits: EntryLimits,
    people: Sequence[Person] | None = None,
) -> Iterator[Finding]:
    """All findings. *people* are all athletes in the order of their forms; without them the members of the entries."""
    if people is None:
        people = tuple(dict.fromkeys(member for entry in entries for member in entry.members))
    entered = _entered(entries)
    yield from _births(people)
    yield from _ages(entered, events, limits)
    yield from _leaders(entered, events)
    for entry in entries:
        yield from check_size(entry, events[entry.event])
    yield from _sexes(entries, entered, events)
    yield from _too_many_events(entered, limits)
    yield from _too_many_entries(entries, limits)
    yield from same_person_two_units(people, entered)


def _entered(entries: Iterable[EntryOf]) -> dict[Person, list[EntryOf]]:
    entered: dict[Person, list[EntryOf]] = defaultdict(list)
    for entry in entries:
        for member in entry.members:
            entered[member].append(entry)
    return entered


def _about(person: Person, kind: str, entries: Sequence[EntryOf], detail: Text) -> Finding:
    return Finding(kind, person.unit, person.name, entries[0].event, entries[0].number, detail)


def _codes(entries: Iterable[EntryOf]) -> str:
    return ", ".join(dict.fromkeys(entry.event for entry in entries))


def _births(people: Iterable[Person]) -> Iterator[Finding]:
    for person in people:
        if person.birth_year is None:
            yield Finding("birth_date_missing", person.unit, person.name, "", 0, Text("no date or year of birth given"))


def in_band(rules: EventRules, birth_year: int, limits: EntryLimits) -> bool:
    """Whether somebody born in that year may enter; *play_down* lets an older athlete enter a younger band."""
    years = age(birth_year, limits.year)
    too_old = rules.age_max is not None and years > rules.age_max and not limits.play_down
    return not too_old and (rules.age_min is None or years >= rules.age_min)


def _ages(
    entered: Mapping[Person, Sequence[EntryOf]], events: Mapping[str, EventRules], limits: EntryLimits
) -> Iterator[Finding]:
    for person, entries in entered.items():
        year = person.birth_year
        if year is None:
            continue
        if wrong := [entry for entry in entries if not in_band(events[entry.event], year, limits)]:
            text = Text(
                "{event} takes {band}, is {age}",
                event=_codes(wrong),
                band=band_words(events[wrong[0].event]),
                age=age(year, limits.year),
            )
            yield _about(person, "age_out_of_band", wrong, text)


def band_words(rules: EventRules) -> Text:
    """The ages an event takes, in words."""
    if rules.age_min is not None and rules.age_max is not None:
        return Text("ages {low} to {high}", low=rules.age_min, high=rules.age_max)
    if rules.age_min is not None:
        return Text("age {low} and over", low=rules.age_min)
    return Text("age {high} and under", high=rules.age_max)


def _leaders(entered: Mapping[Person, Sequence[EntryOf]], events: Mapping[str, EventRules]) -> Iterator[Finding]:
    for person, entries in entered.items():
        wrong = [entry for entry in entries if events[entry.event].leaders_only]
        if wrong and not person.leader:
            yield _about(person, "not_a_leader", wrong, Text("{event} is for leaders", event=_codes(wrong)))


def check_size(entry: EntryOf, rules: EventRules) -> Iterator[Finding]:
    """Whether an entry has too few or too many members; an entry without any is nobody's and is left alone."""
    fewest, most = rules.members
    have = len(entry.members)
    if 0 < have < fewest:
        text = Text(
            "{event} entry {n} has {have} of {need} members", event=entry.event, n=entry.number, have=have, need=fewest
        )
        yield Finding("pair_incomplete", entry.unit, entry.members[0].name, entry.event, entry.number, text)
    if have > most:
        text = Text(
            "{event} entry {n} has {have} members, at most {most}",
            event=entry.event,
            n=entry.number,
            have=have,
            most=most,
        )
        yield Finding("pair_too_many", entry.unit, entry.members[most].name, entry.event, entry.number, text)


def _sexes(
    entries: Iterable[EntryOf], entered: Mapping[Person, Sequence[EntryOf]], events: Mapping[str, EventRules]
) -> Iterator[Finding]:
    """Members of a sex the event does not take, or of whom it takes fewer; each person once, naming all such events.

    Of two men in a mixed pair one is wrong: the one whom other events or the name (Thị, Văn) speak against, else the
    last.
    """
    wrong: dict[Person, list[EntryOf]] = {}
    for person, of in entered.items():
        if barred := [entry for entry in of if _bars(events[entry.event], person.sex)]:
            wrong[person] = barred
    mixed = {code for code, rules in events.items() if rules.men and rules.women and not rules.is_team}
    for entry in entries:
        if entry.event in mixed and len(entry.members) > 1:
            for person in _surplus(entry, events[entry.event], wrong):
                wrong.setdefault(person, []).append(entry)
    for person, of in wrong.items():
        text = Text("{event} takes {who}", event=_codes(of), who=_sides(events[of[0].event]))
        yield _about(person, "wrong_gender", of, text)


def _bars(rules: EventRules, sex: str) -> bool:
    return (sex == "M" and not rules.men and rules.women > 0) or (sex == "F" and not rules.women and rules.men > 0)


def _surplus(entry: EntryOf, rules: EventRules, wrong: Mapping[Person, Sequence[EntryOf]]) -> Iterator[Person]:
    if len(entry.members) > rules.members[1]:
        return
    for sex, room in (("M", rules.men), ("F", rules.women)):
        of_sex = [person for person in entry.members if person.sex == sex]
        if len(of_sex) > room:  # the sort is stable: the last stays last
            yield from sorted(of_sex, key=lambda person: (person in wrong, _name_says_other(person)))[room:]


def _name_says_other(person: Person) -> bool:
    return ("thị" if person.sex == "M" else "văn") in person.name.casefold().split(" ")[1:-1]


def _sides(rules: EventRules) -> Text:
    if rules.men and rules.women:
        return Text("{men} men and {women} women", men=rules.men, women=rules.women)
    return Text("men only") if rules.men else Text("women only")


def _too_many_events(entered: Mapping[Person, Sequence[EntryOf]], limits: EntryLimits) -> Iterator[Finding]:
    most = limits.max_events_per_athlete
    for person, entries in entered.items():
        if len(entries) == 1:
            continue
        times = Counter(entry.event for entry in entries)
        if most is not None and len(times) > most:
            yield _about(
                person, "too_many_events", entries, Text("{n} events, more than {most}", n=len(times), most=most)
            )
        for event, n in times.items():
            if n > 1:
                text = Text("stands in {n} entries of {event}", n=n, event=event)
                yield _about(person, "twice_in_event", [e for e in entries if e.event == event][1:], text)


def _too_many_entries(entries: Iterable[EntryOf], limits: EntryLimits) -> Iterator[Finding]:
    """One finding per delegation and event, at the first entry beyond the limit."""
    most = limits.max_entries_per_delegation
    of: dict[tuple[str, str], list[EntryOf]] = defaultdict(list)
    for entry in entries:
        of[match_key(entry.unit), entry.event].append(entry)
    for (_, event), several in of.items():
        if most is not None and len(several) > most:
            entry = sorted(several, key=lambda e: e.number)[most]
            who = entry.members[0].name if entry.members else ""
            text = Text("{n} entries in {event}, at most {most}", n=len(several), event=event, most=most)
            yield Finding("too_many_entries", entry.unit, who, event, entry.number, text)


def same_person_two_units(people: Sequence[Person], entered: Mapping[Person, Sequence[EntryOf]]) -> Iterator[Finding]:
    """People whom several delegations name, told to each delegation but the one the person rather belongs to.

    That is the one with more entries of the person; with as many, the one in whose form the person stands further from
    the end (late additions stand there); then the one that comes first.
    """
    named: dict[str, list[Person]] = defaultdict(list)
    from_end: dict[Person, int] = {}
    behind: Counter[str] = Counter()
    for person in reversed(people):
        unit = match_key(person.unit)
        from_end[person] = behind[unit]
        behind[unit] += 1
    for person in people:
        named[match_key(person.name)].append(person)
    for several in named.values():
        if len(several) == 1:
            continue
        ranked = sorted(several, key=lambda p: (-len(entered.get(p, ())), -from_end[p]))
        for at, person in enumerate(ranked):
            home = next(
                (p for p in ranked[:at] if person.is_same(p) and match_key(p.unit) != match_key(person.unit)), None
            )
            if home is not None:
                text = Text("the same name and birth in {unit}", unit=home.unit)
                yield Finding("same_person_two_units", person.unit, person.name, "", 0, text)
