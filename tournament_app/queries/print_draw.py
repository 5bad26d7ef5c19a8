"""The record of the draw meeting as it is printed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from tournament_app.domain.bracket import knockout_lines
from tournament_app.domain.formats import describe
from tournament_app.domain.protocol import in_fours
from tournament_app.queries.draw import said
from tournament_app.queries.entries import entry_rows
from tournament_app.queries.event_state import EventState, event_states
from tournament_app.queries.heats import heats_in_words
from tournament_app.queries.print_head import entry_side, print_edition, print_head, venue_time
from tournament_app.queries.prints_draw import DrawnEvent, DrawnRow, DrawRecordPrint
from tournament_app.queries.tournament import sport_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tournament_app.queries.print_options import PrintOptions
    from tournament_app.store.rowlog import Reading


def draw_print(db: Reading, options: PrintOptions, now: datetime) -> DrawRecordPrint:
    """What was drawn in each event (or the one chosen); who was there and who signs is left to be written."""
    states = [s for s in event_states(db).values() if s.plan is not None and options.event in (None, s.id)]
    return DrawRecordPrint(
        print_head(db, options, now), print_edition(db, now), tuple(_event(db, state) for state in states)
    )


def _event(db: Reading, state: EventState) -> DrawnEvent:
    assert state.plan is not None  # draw_print asked
    entries = entry_rows(db)
    record: dict[str, Any] = dict(state.record)
    listed = {(unit, number): n for n, unit, number, *_ in record["entries"]}
    moved = {entry for change in record["by_hand"] for entry in change["entries"]}
    steps = {number: (at, how) for at, (how, _, number) in enumerate(record["steps"], 1)}
    balls = {number: (by, forced) for _, number, by, forced in record.get("balls", ())}
    rows = tuple(
        DrawnRow(
            number,
            _place(state, number),
            entry_side(entries[entry]),
            listed.get((entries[entry].unit, entries[entry].number), 0),
            steps.get(number, (0, ""))[0],
            "Đổi chỗ tay" if entry in moved else _how(steps.get(number, (0, ""))[1], *balls.get(number, ("", 0))),
        )
        for number, entry in sorted(state.numbers.items())
    )
    changes = tuple(_change(db, change) for change in record["by_hand"])
    sport = sport_rows(db)[state.rules.sport].name
    return DrawnEvent(
        f"{sport} - {state.rules.name} ({len(rows)} suất)",
        f"{_method(state)}.",
        rows,
        _repeat(state.seed, record),
        (
            *filter(None, (said(record.get("separation", ""), "vi"),)),
            *(said(proof, "vi") for proof in record.get("proofs", ())),
            *changes,
        ),
        tuple(_announced(db, state.seed, record)),
        record.get("method") in {"hall", "balls"},
    )


def _how(how: str, by: str, forced: int) -> str:
    """``Hạt giống``, ``Máy bốc``; of a ball who drew it, or that one place was left."""
    if how != "ball":
        return {"seed": f"Hạt giống{f' · {by}' if by else ''}", "lot": "Máy bốc"}.get(how, "")
    return by or ("Chỗ còn lại" if forced else "Rút thăm")


def _repeat(seed: str, record: dict[str, Any]) -> str:
    if record.get("method") == "balls":
        return f"rút thăm bằng tay, {len(record['balls'])} lá thăm ({record['code']})"
    return f"mã {record['code']}, mã gieo như trên" if record.get("hall") else f"{seed} ({record['code']})"


def _announced(db: Reading, seed: str, record: dict[str, Any]) -> Iterator[str]:
    """The steps of a public draw in the order the hall saw them."""
    if record.get("hash"):
        shown = record.get("shown")
        at = f", công bố lúc {venue_time(db, datetime.fromisoformat(shown)):%H:%M ngày %d/%m/%Y}" if shown else ""
        yield f"Mã băm SHA-256 của danh sách (STT danh sách ở bảng dưới){at}: {in_fours(record['hash'])}"
    if record.get("hall"):
        yield f"Hội trường đọc: {' · '.join(record['hall'])}"
        yield f"Mã gieo = SHA-256 của mã băm và số hội trường đọc: {in_fours(seed)}"


def _method(state: EventState) -> str:
    """How the event is played out."""
    assert state.plan is not None
    if state.meet is not None:
        return heats_in_words(state.meet.plan, len(state.numbers)).say("vi")
    return describe(state.plan).say("vi")


def _place(state: EventState, number: int) -> str:
    """``Bảng A``, or the half of the draw; of an event of heats the heat and the lane."""
    assert state.plan is not None
    for n, heat in enumerate(state.meet.plan.first if state.meet else (), 1):
        for lane, drawn in heat:
            if drawn == number:
                return f"Đợt {n}, đường {lane}"
    group = next((name for name, numbers in state.plan.groups.items() if number in numbers), "")
    if group:
        return f"Bảng {group}" if len(state.plan.groups) > 1 else "Vòng tròn"
    lines = knockout_lines(state.plan)
    if str(number) not in lines:
        return "Vào thẳng vòng sau"
    return "Nhánh trên" if lines.index(str(number)) < len(lines) / 2 else "Nhánh dưới"


def _change(db: Reading, change: dict[str, Any]) -> str:
    entries = entry_rows(db)
    a, b = (entries[entry].full if entry in entries else f"suất {entry}" for entry in change["entries"])
    at = venue_time(db, datetime.fromisoformat(change["at"]))
    return f"Đổi chỗ bằng tay lúc {at:%H:%M ngày %d/%m/%Y}: {a} và {b}."
