"""The record of a draw as it is printed: plain data, nothing to be looked up any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from tournament_app.queries.prints import DocumentHead, Edition, Side


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A draw number, where it stands (``Bảng A``, ``Nhánh trên``) and who has it.

    *listed* is its number in the list that was hashed, *step* when it was drawn, *how*: ``hạt giống``, ``máy bốc`` or
    who drew the ball; 0 and empty where nobody knows.
    """

    number: int
    place: str
    side: Side
    listed: int = 0
    step: int = 0
    how: str = ""


@dataclass(frozen=True, slots=True)
class DrawnEvent:
    """The draw of one event: how it is played, the number that repeats the draw, and what was drawn.

    *announced*: the hash of the list, what the hall gave and the seed made of both. Of a *public* draw, by the hall's
    number or by balls, somebody of the delegations signs the record too.
    """

    event: str
    method: str
    rows: tuple[DrawnRow, ...]
    repeat: str = ""
    remarks: tuple[str, ...] = ()
    announced: tuple[str, ...] = ()
    public: bool = False


@dataclass(frozen=True, slots=True)
class DrawRecordPrint:
    """The record of a draw meeting (biên bản bốc thăm, form 1.9). Empty fields leave dots to be written on."""

    head: DocumentHead
    edition: Edition
    events: tuple[DrawnEvent, ...]
    meeting: str = "Bốc thăm, xếp lịch thi đấu"
    started: datetime | None = None
    ended: datetime | None = None
    venue: str = ""
    present: tuple[str, ...] = ()
    chair: str = ""
    secretary: str = ""
    decisions: tuple[str, ...] = ()
