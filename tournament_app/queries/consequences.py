"""Everything that follows from a correction, in words, before it is made: two computations and their difference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tournament_app.domain.formats import contest_label, side_label
from tournament_app.domain.scoring import score_words
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.event_state import event_state, event_states
from tournament_app.queries.later import Choice, settle_later
from tournament_app.queries.matches import MatchRow, matches_by_key
from tournament_app.queries.printed import paper_words, still_true, touched_prints
from tournament_app.queries.results import event_awards
from tournament_app.queries.tournament import clock
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tournament_app.domain.ranking import Award
    from tournament_app.queries.event_state import EventState
    from tournament_app.queries.later import Settlement
    from tournament_app.queries.printed import PrintRow
    from tournament_app.store.rowlog import Reading

Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class LaterRow:
    """A result left behind: *choices* it may have, the safe one first, and the one it would get."""

    event_id: int
    contest: str
    label: Text | str
    number: int
    played: str
    now: str
    moves_to: Text | None
    choices: tuple[Choice, ...]
    choice: Choice

    @property
    def key(self) -> Key:
        """Event id and contest."""
        return self.event_id, self.contest


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows from an act: each line a sentence.

    *sides*: matches in which others meet than before. *matches*: those decided without play, or to be played after all.
    """

    sides: tuple[Text, ...] = ()
    matches: tuple[Text, ...] = ()
    results: tuple[LaterRow, ...] = ()
    ranks: tuple[Text, ...] = ()
    prizes: tuple[Text, ...] = ()
    slots: tuple[Text, ...] = ()
    prints: tuple[Text, ...] = ()
    running: bool = False
    """Whether a match called or being played is among those whose sides change."""

    @property
    def grave(self) -> bool:
        """Whether it touches more than what is still to come: a result, a prize, a print, a match under way."""
        return bool(self.results or self.prizes or self.prints or self.running)

    def __bool__(self) -> bool:
        """Whether anything follows at all."""
        return any((self.sides, self.matches, self.results, self.ranks, self.prizes, self.slots, self.prints))


LINES = ("sides", "matches", "results", "ranks", "prizes", "slots", "prints")


@dataclass(frozen=True)
class Before:
    """The tournament before an act that is only looked at."""

    states: dict[int, EventState]
    matches: Mapping[Key, MatchRow]
    prints: Mapping[int, tuple[PrintRow, ...]]
    """Event → papers that show its results as they are."""


def before(db: Reading) -> Before:
    """What :func:`consequences` compares with."""
    states = {id_: s for id_, s in event_states(db).items() if s.plan is not None}
    return Before(states, matches_by_key(db), still_true(db))


def consequences(was: Before, after: Reading, chosen: Mapping[Key, Choice] | None = None) -> Consequences:
    """What is different in *after*, where an act was done that left later results where they were (``later=None``).

    *chosen* are the choices made so far for those results; the others get the safe one.
    """
    parts = [Consequences()]
    for event_id, state in was.states.items():
        if not after.count("event", id=event_id):
            continue
        now = event_state(after, event_id)
        if now.plan is None or now.resolved == state.resolved:
            continue
        mine = {ref: choice for (id_, ref), choice in (chosen or {}).items() if id_ == event_id}
        parts.append(_event(was, after, now, settle_later(state, now, mine, otherwise="safe")))
    return Consequences(
        **{name: tuple(line for part in parts for line in getattr(part, name)) for name in LINES},
        running=any(part.running for part in parts),
    )


def _event(was: Before, after: Reading, now: EventState, done: Settlement) -> Consequences:
    state = was.states[now.id]
    names = _Names({id_: entry.label for id_, entry in entry_rows(after).items()})
    changed = [ref for ref in _refs(done.state) if _changed(state, done.state, ref)]
    touched = dict.fromkeys((*changed, *done.void, *done.moved, *done.moved.values()))
    prizes = tuple(_prizes(names, state, done.state))
    return Consequences(
        tuple(names.sides(state, done.state, ref) for ref in changed),
        tuple(_without_play(names, state, done.state)),
        tuple(_later(was, names, now, done, ref) for ref in done.choices),
        tuple(_ranks(names, state, done.state)),
        prizes,
        tuple(_slots(was, state.id, touched, done)),
        tuple(_printed(after, was, state.id, touched, prizes=bool(prizes))),
        any(m.status in ("called", "playing") for ref in changed if (m := was.matches.get((state.id, ref)))),
    )


def _printed(db: Reading, was: Before, event_id: int, contests: Mapping[str, None], *, prizes: bool) -> Iterator[Text]:
    """The papers printed already that would show the event as it no longer is."""
    prints = was.prints.get(event_id, ())
    if not prints:
        return
    matches = [match for ref in contests if (match := was.matches.get((event_id, ref))) is not None]
    for one in touched_prints(prints, event_id, matches, prizes=prizes):
        yield paper_words(db, one)


@dataclass(frozen=True)
class _Names:
    labels: Mapping[int, str]

    def of(self, entry: int | None) -> str:
        return self.labels.get(entry, "–") if entry is not None else "–"

    def sides(self, state: EventState, now: EventState, ref: str) -> Text:
        """Who meets in a contest instead of whom."""
        assert now.plan is not None
        contest = next(c for c in now.plan.contests if c.ref == ref)
        (was_a, was_b), (a, b) = _sides(state, ref), now.sides(ref)
        return Text(
            "{match}: {a} – {b} instead of {was_a} – {was_b}",
            match=contest_label(now.plan, ref),
            a=side_label(now.plan, contest.a) if a is None else self.of(a),
            b=side_label(now.plan, contest.b) if b is None else self.of(b),
            was_a=side_label(now.plan, contest.a) if was_a is None else self.of(was_a),
            was_b=side_label(now.plan, contest.b) if was_b is None else self.of(was_b),
        )


def _refs(state: EventState) -> list[str]:
    return [contest.ref for contest in state.plan.contests] if state.plan else []


def _sides(state: EventState, ref: str) -> tuple[int | None, int | None]:
    return state.resolved.sides.get(ref, (None, None)) if state.resolved else (None, None)


def _changed(state: EventState, now: EventState, ref: str) -> bool:
    """Whether somebody who stood in a contest does not stand there any more."""
    return any(one is not None and one not in now.sides(ref) for one in _sides(state, ref))


def _later(was: Before, names: _Names, now: EventState, done: Settlement, ref: str) -> LaterRow:
    """A result *now* leaves behind: one that was there, or one that an undo brings back."""
    choices, choice = done.choices[ref]
    outcome, match = now.outcomes[ref], was.matches.get((now.id, ref))
    a, b = _sides(done.state, ref)
    assert now.plan is not None
    stage = next((contest.stage for contest in now.plan.contests if contest.ref == ref), None)
    score = score_words(outcome.games, now.scoring.get(stage or ""), outcome.detail)
    to = done.moved.get(ref)
    return LaterRow(
        now.id,
        ref,
        match.label if match else ref,
        match.number if match else 0,
        f"{names.of(outcome.a)} – {names.of(outcome.b)}  {score}".rstrip(),
        f"{names.of(a)} – {names.of(b)}",
        contest_label(done.state.plan, to) if to and done.state.plan else None,
        choices,
        choice or "void",
    )


def _without_play(names: _Names, state: EventState, now: EventState) -> Iterator[Text]:
    """What a withdrawal decides, and what is to be played after all when it is taken back."""
    for ref in _refs(now):
        o, was = now.live(ref), state.live(ref)
        match = contest_label(now.plan, ref) if now.plan else ref
        if now.passed(ref) and not state.passed(ref) and now.resolved and ref in now.resolved.struck:
            yield Text("{match} counts for nobody.", match=match)
        elif o is not None and o.over and ref not in now.outcomes and o != was:
            yield Text("{match}: {entry} wins without play.", match=match, entry=names.of(o.winner))
        elif (
            o is None and not now.passed(ref) and (state.passed(ref) or (was is not None and ref not in state.outcomes))
        ):
            yield Text("{match} is to be played.", match=match)


def _ranks(names: _Names, state: EventState, now: EventState) -> Iterator[Text]:
    """Ranks of groups and final places that are others."""
    for group, rows in now.tables.items():
        old = {row.entry: row.rank for row in state.tables.get(group, ())}
        for row in rows:
            if old.get(row.entry, row.rank) != row.rank:
                yield Text(
                    "Group {group}: {entry} {was} → {now}",
                    group=group,
                    entry=names.of(row.entry),
                    was=old[row.entry],
                    now=row.rank,
                )
    places = (state.resolved.places if state.resolved else {}), (now.resolved.places if now.resolved else {})
    for entry in sorted({*places[0], *places[1]}, key=lambda one: (places[1].get(one, 9999), one)):
        old_place, place = (of.get(entry) for of in places)
        if old_place is not None and old_place != place:
            said = Text("open") if place is None else place
            yield Text("Final place of {entry}: {was} → {now}", entry=names.of(entry), was=old_place, now=said)


PRIZES = {
    "first": Text("First prize"),
    "second": Text("Second prize"),
    "third": Text("Third prize"),
    "consolation": Text("Consolation prize"),
}


def _prizes(names: _Names, state: EventState, now: EventState) -> Iterator[Text]:
    """Prizes and their medals that go to somebody else or are open again."""
    old, new = ({award.entry: award for award in event_awards(one)} for one in (state, now))
    for entry in (*old, *(one for one in new if one not in old)):
        was, is_ = _prize(old.get(entry)), _prize(new.get(entry))
        if entry in old and was != is_:
            yield Text("{entry}: {now} instead of {was}", entry=names.of(entry), now=is_, was=was)
        elif entry not in old and old:
            yield Text("{entry}: {now}", entry=names.of(entry), now=is_)


def _prize(award: Award | None) -> Text:
    return Text("no prize yet") if award is None else PRIZES[award.prize]


def _slots(was: Before, event_id: int, refs: Mapping[str, None], done: Settlement) -> Iterator[Text]:
    """Places in the schedule that are touched, those called or being played first."""
    matches = [match for ref in refs if (match := was.matches.get((event_id, ref))) is not None]
    for match in sorted(matches, key=lambda m: (m.status not in ("called", "playing"), m.start or 0)):
        when = _when(match)
        label = match.label
        if match.status == "playing":
            yield Text("{match} is being played now. {when}", match=label, when=when)
        elif match.status == "called":
            yield Text("{match} was called already. {when}", match=label, when=when)
        elif match.contest in done.void and when:
            yield Text("{match} had its time ({when}): it needs a new one to be played again.", match=label, when=when)
        elif match.contest not in done.moved and when:
            yield Text("{match} keeps its time ({when}).", match=label, when=when)


def _when(match: MatchRow) -> Text | str:
    if match.start is None or match.court is None:
        return ""
    return Text("{clock} {court}", clock=clock(match.start), court=match.court.name)
