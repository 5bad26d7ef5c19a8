"""The check of a draw (kiểm tra bốc thăm): the record is worked out again, and what differs is said line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tournament_app.domain.balls import Ball, Urn
from tournament_app.domain.draw import draw, draw_code, swap
from tournament_app.domain.formats import plan_for
from tournament_app.domain.protocol import canonical_list, in_fours, list_hash, public_seed
from tournament_app.domain.rules import Format
from tournament_app.errors import Refused
from tournament_app.queries.draw_list import listed
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.event_state import event_state
from tournament_app.queries.heats import heats_again
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tournament_app.domain.draw import DrawEntry
    from tournament_app.queries.event_state import EventState
    from tournament_app.store.rowlog import Reading


@dataclass(frozen=True, slots=True)
class DrawCheck:
    """Whether a draw *agrees* with its record; *words* for the banner, and every difference there is."""

    agrees: bool
    words: Text
    differences: tuple[Text, ...] = ()


def check_draw(db: Reading, event_id: int) -> DrawCheck:
    """Hash the list of the record, make the seed and draw again, apply the changes by hand, compare with the file."""
    state = event_state(db, event_id)
    if state.plan is None:
        return DrawCheck(False, Text("This event is not drawn yet."))
    record: dict[str, Any] = dict(state.record)
    names = {n: f"{people or unit} ({unit})" for n, unit, _, people, _ in record["entries"]}
    found = _announced(state, record)
    again, refused = _again(state, record)
    if refused is not None:
        found.append(refused)
    found += [
        Text("Number {n}: drawn again it is {again}, in the record {kept}", n=n, again=a, kept=b)
        for n, a, b in _apart(again, dict(record["numbers"]), names)
    ]
    found += _moved_since(db, state, record)
    if found:
        words = Text("The draw does not agree with its record, {n} differences: {first}", n=len(found), first=found[0])
        return DrawCheck(False, words, tuple(found))
    if record.get("method") == "balls":
        words = Text("All {n} balls could come as recorded, and the places are theirs.", n=len(again))
    else:
        words = Text(
            "Drawn again from the seed {seed}: the same {n} places come out. Changes by hand, all in the record: {m}",
            seed=state.seed if len(state.seed) < 64 else in_fours(state.seed[:16]),
            n=len(again),
            m=len(record["by_hand"]),
        )
    return DrawCheck(True, words)


def _announced(state: EventState, record: Mapping[str, Any]) -> list[Text]:
    """What differs in what the hall was shown: the list's hash, the seed made of it, the code."""
    found = []
    if "hash" in record:
        digest = list_hash(canonical_list(record["event"], record["format"], record["entries"]))
        if digest != record["hash"]:
            text = Text(
                "The list of the record has the hash {digest}, but {shown} was shown",
                digest=in_fours(digest[:16]),
                shown=in_fours(record["hash"][:16]),
            )
            found.append(text)
        if record.get("hall") and public_seed(record["hash"], record["hall"]) != state.seed:
            found.append(Text("The hash and what the hall gave do not make the seed of the record"))
    if draw_code(state.seed, _listed(record)) != record["code"]:
        found.append(Text("The list of entries in the record does not give the code {code}.", code=record["code"]))
    return found


def _listed(record: Mapping[str, Any]) -> list[DrawEntry]:
    return listed(record["entries"], Format.of(record["format"]))


def _again(state: EventState, record: Mapping[str, Any]) -> tuple[dict[int, int], Text | None]:
    """Draw number → number in the list, drawn again; what the rules refuse instead."""
    assert state.plan is not None  # check_draw asked
    entries, form = _listed(record), Format.of(record["format"])
    plan = plan_for(form, len(entries)) if record.get("late") else state.plan
    try:
        if state.meet is not None:
            return heats_again(state.meet.plan, entries), None
        if record.get("method") == "balls":
            balls = [Ball(entry, number, by) for entry, number, by, _ in record["balls"]]
            return Urn(plan, entries, form).replay(balls), None
        return draw(plan, entries, form, state.seed).numbers, None
    except Refused as no:
        return {}, no.problems[0].text


def _moved_since(db: Reading, state: EventState, record: Mapping[str, Any]) -> list[Text]:
    """Where the places in the file are not those of the record with its changes by hand."""
    rows: Sequence[Any] = record["entries"]
    ids = {(e.unit, e.number): e.id for e in entry_rows(db).values() if e.event_id == state.id}
    now = {number: ids.get((rows[n - 1][1], rows[n - 1][2]), -n) for number, n in record["numbers"]}
    for change in sorted((*record["by_hand"], *record.get("late", ())), key=lambda one: str(one["at"])):
        now = _changed(now, change)
    names = {entry.id: entry.full for entry in entry_rows(db).values()}
    names |= {-n: f"{people or unit} ({unit})" for n, unit, _, people, _ in rows}
    return [
        Text("Number {n}: by the record it is {kept}, in the file {now}; changed from outside", n=n, kept=a, now=b)
        for n, a, b in _apart(now, state.numbers, names)
    ]


def _changed(now: dict[int, int], change: Mapping[str, Any]) -> dict[int, int]:
    """The places after an exchange by hand, or after a late entry took a free line or that of one that withdrew."""
    if "entries" in change:
        return swap(now, *change["entries"])
    if "instead_of" in change:
        return {n: change["entry"] if entry == change["instead_of"] else entry for n, entry in now.items()}
    return {n + (n >= change["number"]): entry for n, entry in now.items()} | {change["number"]: change["entry"]}


def _apart(one: Mapping[int, int], other: Mapping[int, int], names: Mapping[int, str]) -> list[tuple[int, str, str]]:
    """The numbers that are held by different entries, with the name of each."""
    numbers = sorted({*one, *other})
    return [
        (n, names.get(one.get(n, 0), "-"), names.get(other.get(n, 0), "-"))
        for n in numbers
        if one.get(n) != other.get(n)
    ]
