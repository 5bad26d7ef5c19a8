"""What a result decides: the difference between two computations, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tournament_app.domain.formats import contest_label
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.event_state import event_state
from tournament_app.queries.matches import match_row
from tournament_app.queries.tournament import clock
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tournament_app.domain.outcome import Outcome
    from tournament_app.queries.event_state import EventState
    from tournament_app.store.rowlog import Reading


def decides(db: Reading, event_id: int, contest: str, outcome: Outcome | None) -> tuple[Text, ...]:
    """Everything that follows if *contest* ends in *outcome* (``None``: if its result is taken away)."""
    before = event_state(db, event_id)
    changed = {ref: o for ref, o in before.outcomes.items() if ref != contest}
    if outcome is not None:
        changed[contest] = outcome
    after = before.with_outcomes(changed)
    return (
        *_voided(before, after, contest),
        *_meetings(db, before, after),
        *_ranks(db, before, after, contest),
        *_places(db, before, after),
    )


def _voided(before: EventState, after: EventState, contest: str) -> Iterator[Text]:
    """Results that would belong to nobody any more."""
    assert before.resolved is not None
    assert after.resolved is not None
    for ref in after.resolved.stale:
        if ref not in before.resolved.stale and ref != contest and before.plan is not None:
            yield Text("The result of {match} would be void.", match=contest_label(before.plan, ref))


def _meetings(db: Reading, before: EventState, after: EventState) -> Iterator[Text]:
    """Matches whose sides become known or change."""
    assert before.plan is not None
    entries = entry_rows(db)
    for contest in before.plan.contests:
        for side, other in ((0, 1), (1, 0)):
            was, now = before.sides(contest.ref)[side], after.sides(contest.ref)[side]
            if was == now or now is None:
                continue
            rival = after.sides(contest.ref)[other]
            row = match_row(db, before.id, contest.ref)
            waiting = row.wait_b if side == 0 else row.wait_a
            when = (
                Text("{clock} {court}", clock=clock(row.start), court=row.court.name) if row.start and row.court else ""
            )
            yield Text(
                "{entry} goes to {match} against {rival} {when}",
                entry=entries[now].label,
                match=row.label,
                rival=entries[rival].label if rival is not None else waiting,
                when=when,
            )


def _ranks(db: Reading, before: EventState, after: EventState, contest: str) -> Iterator[Text]:
    """How the table of the group would stand."""
    group = next((c.group for c in before.plan.contests if c.ref == contest), "") if before.plan else ""
    if not group or group not in after.tables:
        return
    names = {entry_id: entry.label for entry_id, entry in entry_rows(db).items()}
    for row in after.tables[group]:
        reason = row.reason.text(names)
        yield Text("{rank}. {entry} – {reason}", rank=row.rank, entry=names[row.entry], reason=reason)


def _places(db: Reading, before: EventState, after: EventState) -> Iterator[Text]:
    """Final places decided or changed."""
    entries = entry_rows(db)
    assert before.resolved is not None
    assert after.resolved is not None
    for entry, place in sorted(after.resolved.places.items(), key=lambda item: item[1]):
        if before.resolved.places.get(entry) != place and place <= 3:
            yield Text("{entry}: place {place}", entry=entries[entry].label, place=place)
    for entry, place in before.resolved.places.items():
        if entry not in after.resolved.places and place <= 3:
            yield Text("{entry}: place {place} is open again", entry=entries[entry].label, place=place)
