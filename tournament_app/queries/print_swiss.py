"""The pairs of the newest round of a Swiss and its table as they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tournament_app.domain.swiss import Mark, points_words
from tournament_app.domain.swiss_criteria import SHORT
from tournament_app.queries.event_state import event_states
from tournament_app.queries.print_bracket import when
from tournament_app.queries.print_head import entry_side, print_edition, print_head, score_text
from tournament_app.queries.prints import Side
from tournament_app.queries.prints_swiss import SwissBoard, SwissPrint
from tournament_app.queries.swiss import BoardRow, RoundRow, swiss_event, swiss_field
from tournament_app.queries.tournament import sport_rows

if TYPE_CHECKING:
    from datetime import datetime

    from tournament_app.domain.swiss import Field
    from tournament_app.queries.entries import EntryRow
    from tournament_app.queries.event_state import EventState
    from tournament_app.queries.print_options import PrintOptions
    from tournament_app.store.rowlog import Reading

BYES = {
    Mark.PAIRING_BYE: "nghỉ (miễn đấu), được 1 ván thắng",
    Mark.FULL: "xin nghỉ, được trọn điểm",
    Mark.HALF: "xin nghỉ, được nửa điểm",
    Mark.ZERO: "vắng mặt, không điểm",
}


def swiss_prints(db: Reading, options: PrintOptions, now: datetime) -> tuple[SwissPrint, ...]:
    """One print for each Swiss event that is drawn, or for the one chosen."""
    return tuple(
        swiss_print(db, state, options, now)
        for state in event_states(db).values()
        if state.plan is not None and state.plan.rounds and options.event in (None, state.id)
    )


def swiss_print(db: Reading, state: EventState, options: PrintOptions, now: datetime) -> SwissPrint:
    """The newest round and the table of one event."""
    event = swiss_event(db, state.id)
    assert event is not None  # swiss_prints asked
    newest = event.rounds[-1] if event.rounds else None
    field = swiss_field(db, state, newest.number) if newest else None
    return SwissPrint(
        print_head(db, options, now),
        print_edition(db, now),
        state.rules.name,
        sport_rows(db)[state.rules.sport].name,
        newest.number if newest else 0,
        event.last,
        tuple(_board(db, field, row) for row in newest.boards) if newest and field else (),
        tuple(f"{row.entry.full}: {BYES[row.mark]}" for row in (newest.byes if newest else ())),
        tuple(SHORT[code] for code in event.heads),
        tuple(
            (str(row.standing.rank), entry_side(row.entry), row.points, tuple(row.figures.values()))
            for row in event.table
        ),
        _caption(newest),
        "; ".join(f"{SHORT[code]}: {name.say('vi')}" for code, name in event.heads.items()),
        state.ranking.name,
    )


def _caption(newest: RoundRow | None) -> str:
    """What the table is: of a round that is over, or on the way; byes of a round count as soon as it is paired."""
    if newest is None:
        return "Danh sách"
    if not newest.open:
        return f"Bảng điểm sau ván {newest.number}"
    if newest.open == len(newest.boards) and not newest.byes and newest.number > 1:
        return f"Bảng điểm sau ván {newest.number - 1}"
    return f"Bảng điểm tạm tính, ván {newest.number} chưa xong"


def _board(db: Reading, field: Field, row: BoardRow) -> SwissBoard:
    white, white_points = _side(field, row.match.side_a)
    black, black_points = _side(field, row.match.side_b)
    score = score_text(db, row.match)
    return SwissBoard(row.board, white, white_points, black, black_points, score, when(db, row.match))


def _side(field: Field, entry: EntryRow | None) -> tuple[Side, str]:
    return (entry_side(entry), points_words(field.points(entry.id))) if entry else (Side(), "")
