"""What goes on paper of a Swiss: the pairs of a round and the table with its tie-breaks (see ``prints``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tournament_app.queries.prints import DocumentHead, Edition, Side


@dataclass(frozen=True, slots=True)
class SwissBoard:
    """A board: White and Black with their points before the round, the score once played, when and where."""

    board: int
    white: Side
    white_points: str
    black: Side
    black_points: str
    score: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class SwissPrint:
    """The newest round of a Swiss event and the table; *byes* say who does not play it and what it gets.

    *caption* heads the table. *heads* are the columns of the tie-breaks in each row of *rows*, behind rank, side and
    points; *legend* says what they are.
    """

    head: DocumentHead
    edition: Edition
    event: str
    sport: str
    round: int
    last: int
    boards: tuple[SwissBoard, ...] = ()
    byes: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, Side, str, tuple[str, ...]], ...] = ()
    caption: str = ""
    legend: str = ""
    rule: str = ""
