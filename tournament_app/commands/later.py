"""What becomes of results that a change upstream leaves behind: written with the change, in the same act."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from tournament_app.domain.formats import contest_label
from tournament_app.errors import refuse
from tournament_app.queries.event_state import event_ids, event_state
from tournament_app.queries.fields import listed
from tournament_app.queries.later import Later, settle_later
from tournament_app.queries.matches import matches_by_key
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from tournament_app.queries.event_state import EventState
    from tournament_app.queries.later import Settlement
    from tournament_app.store.rowlog import Rows


@contextmanager
def settling(
    rows: Rows, later: Collection[Later] | None, *, event_id: int | None = None, voids: bool = False
) -> Iterator[None]:
    """What is written in the ``with`` may leave results behind: those get what *later* chose for them.

    Without a choice they are deleted if *voids* agrees to that, else all of it is refused with their list. *later* of
    ``None`` leaves them where they are, counting for nobody: for a look at what would follow. Without *event_id* every
    event is looked at.
    """
    if later is None:
        yield
        return
    ids = event_ids(rows).values() if event_id is None else (event_id,)
    before = {id_: event_state(rows, id_) for id_ in ids}
    yield
    touched = {(table, id_) for table, id_, *_ in rows.changes}
    for id_, was in before.items():
        if touched and was.plan is not None and rows.count("event", id=id_):
            now = event_state(rows, id_)
            if now.plan is not None and now.resolved != was.resolved:
                _write(rows, was, now, [one for one in later if one.event_id == id_], voids=voids)


def _write(rows: Rows, before: EventState, after: EventState, later: Collection[Later], *, voids: bool) -> None:
    chosen = {one.contest: one.choice for one in later}
    done = settle_later(before, after, chosen, otherwise="void" if voids else None)
    if done.left:
        raise refuse("voids_results", _left(rows, before, done))
    reasons = {one.contest: one.reason.strip() for one in later}
    if without := [ref for ref in done.kept if not reasons.get(ref)]:
        raise refuse(
            "no_reason",
            Text(
                "Say why the result of {match} stands although other sides would meet there.",
                match=_label(before, without[0]),
            ),
            "reason",
        )
    results = {row["contest"]: row for row in rows.find("result", event_id=before.id)}
    for ref in (*done.void, *done.moved):
        rows.remove("result", results[ref]["id"])
        unpin(rows, before.id, ref)
        for call in rows.find("call", event_id=before.id, contest=ref):
            rows.remove("call", call["id"])
    for ref, to in done.moved.items():
        rows.add("result", **{name: value for name, value in results[ref].items() if name != "id"} | {"contest": to})
    for ref, (a, b) in done.kept.items():
        unpin(rows, before.id, ref)
        rows.add("pinned_sides", event_id=before.id, contest=ref, a=a, b=b, reason=reasons[ref], at=rows.now)


def unpin(rows: Rows, event_id: int, contest: str) -> None:
    """Whoever the results bring to *contest* meets there again."""
    row = rows.one("pinned_sides", event_id=event_id, contest=contest)
    if row is not None:
        rows.remove("pinned_sides", row["id"])


def _left(rows: Rows, before: EventState, done: Settlement) -> Text:
    known = matches_by_key(rows)
    found = {ref: known.get((before.id, ref)) for ref in done.left}
    return Text(
        "This would take the sides from matches already played: {matches}. Say for each whether its result is void, "
        "kept or moved, or cancel.",
        matches=listed(
            Text("{n} ({match})", n=match.number, match=match.label) if match else ref for ref, match in found.items()
        ),
    )


def _label(state: EventState, ref: str) -> Text | str:
    known = state.plan is not None and any(contest.ref == ref for contest in state.plan.contests)
    return contest_label(state.plan, ref) if known and state.plan is not None else ref
