"""What an organiser chooses before a document is printed; each document looks at the choices that concern it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from tournament_app.queries.prints import Paper, Standard

By = Literal["court", "venue", "time"]
Fill = Literal["names", "results", "blank"]


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """Choices of a print; ``None`` is "all" (for *day*: the day of the print, or the first one of play).

    *day* counts from 0, *venue* and *event* are ids, *contest* one match of that event. *fill*: match sheets with
    ``names`` to be written on, with ``results`` too, or ``blank``. *each*: a certificate for each ``athlete``, or one
    for an ``entry`` (pair, team) together. *lists*: participants by ``delegation`` or by ``event``.
    """

    day: int | None = None
    venue: int | None = None
    event: int | None = None
    contest: str = ""
    by: By = "court"
    lists: Literal["delegation", "event"] = "delegation"
    paper: Paper | None = None
    standard: Standard = "party"
    each: Literal["athlete", "entry"] = "athlete"
    fill: Fill = "names"
    per_page: Literal[1, 2] = 1
    page_each: bool = False
