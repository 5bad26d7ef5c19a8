"""What surrounds a match on the score desk: the table of its group and what comes next on its court."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.label import Label
from tournament_app.queries.event_state import event_state
from tournament_app.queries.heats import round_rows
from tournament_app.queries.history import match_history
from tournament_app.queries.matches import MatchRow, match_rows
from tournament_app.queries.print_head import venue_time
from tournament_app.queries.results import StandingRow, criteria_words, standing_rows
from tournament_app.queries.tournament import clock
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.queries.heats import HeatRow
    from tournament_app.queries.history import ActRow
    from tournament_app.store.rowlog import Reading

MOST_RANKED = 14
"""Lines of a ranking that fit beside a heat."""
MOST = 8
"""Matches of a round that are shown around the one being played."""


class Surroundings(Card):
    """The group's table (or the round's matches), the order in which ties are broken, and the court's next match."""

    def __init__(self) -> None:
        super().__init__(tr("Group"))
        self._table = QWidget()
        self._table.setProperty("kind", "plain")
        self._grid = QGridLayout(self._table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._why = Label("", "small", wrap=True)
        self.box.addWidget(self._table)
        self.box.addWidget(self._why)
        self._next = Label("", wrap=True)
        self.section(tr("Next on this court")).addWidget(self._next)
        self._past = Label("", "small", wrap=True)
        self.section(tr("History of this match")).addWidget(self._past)

    def show_match(self, db: Reading, match: MatchRow) -> None:
        """Fill for *match*."""
        if match.heat is not None:
            self.title = tr("Ranking")
            self._heat(db, match.event_id, match.heat)
        elif match.group:
            self.title = tr("Group {group}", group=match.group)
            rows = standing_rows(db, match.event_id).get(match.group, ())
            self._standings(rows)
            order = " → ".join(str(word) for word in criteria_words(event_state(db, match.event_id).ranking))
            reasons = [f"{r.standing.rank}. {r.reason}" for r in rows if str(r.reason)]
            self._why.setText("\n".join((*reasons, tr("In this order: {criteria}.", criteria=order))))
        else:
            self.title = tr("Round")
            self._round([m for m in match_rows(db) if m.event_id == match.event_id and m.stage != "group"], match)
            self._why.setText("")
        self._why.setVisible(bool(self._why.text()))
        self._next.setText(_following(db, match))
        acts = match_history(db, match.event_id, match.contest)
        lines = [_told(act, venue_time(db, datetime.fromisoformat(act.at))) for act in acts[:MOST]]
        self._past.setText("\n".join(lines) or tr("No result yet."))

    def _standings(self, rows: tuple[StandingRow, ...]) -> None:
        head = ("#", tr("Side"), tr("P"), tr("W"), tr("±G"), tr("±P"))
        self._fill(
            head,
            [
                (
                    str(r.standing.rank),
                    r.entry.label,
                    str(r.standing.played),
                    str(r.standing.won),
                    _signed(r.standing.games_for - r.standing.games_against),
                    _signed(r.standing.points_for - r.standing.points_against),
                )
                for r in rows
            ],
            bold=1,
        )

    def _heat(self, db: Reading, event_id: int, heat: HeatRow) -> None:
        """The heat as it stands, then the reasons, and in a round of several heats all of them together."""
        rows = round_rows(db, event_state(db, event_id), heat.round)
        several = len(rows) > len(heat.ranking)
        shown = (rows if several else heat.ranking)[:MOST_RANKED]
        lines = [
            (
                str(row.place or "–"),
                row.entry.people if len(row.entry.members) == 1 else row.entry.label,
                f"{row.result} {row.through}".strip(),
            )
            for row in shown
        ]
        self._fill(("#", tr("All heats") if several else tr("This heat"), ""), lines, bold=0)
        self._why.setText("\n".join(f"{row.place}. {row.reason}" for row in shown[:5] if row.place and str(row.reason)))

    def _round(self, rows: list[MatchRow], match: MatchRow) -> None:
        near = [m for m in rows if m.contest[:2] == match.contest[:2]] or rows
        at = [m.key for m in near].index(match.key) if match in near else 0
        first = max(0, min(at - 3, len(near) - MOST))
        lines = [(str(m.number), f"{m.name_a()} – {m.name_b()}", m.score) for m in near[first : first + MOST]]
        self._fill(("#", tr("Match"), ""), lines, bold=at - first + 1)

    def _fill(self, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], bold: int) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for column, text in enumerate(head):
            self._grid.addWidget(Label(text, "small"), 0, column)
        for line, row in enumerate(rows, 1):
            for column, text in enumerate(row):
                label = Label(text, "strong" if line == bold and column else "", wrap=column == 1)
                if column > 1:
                    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self._grid.addWidget(label, line, column)
        self._grid.setColumnStretch(1, 1)


def _told(act: ActRow, at: datetime) -> str:
    """When, who and what, marked where it was taken back."""
    said = f"{at:%H:%M %d/%m} · {act.actor or act.station or act.role}: {act.words}"
    return f"{said} ({tr('Undone')})" if act.undone else said


def _signed(value: int) -> str:
    return f"+{value}" if value > 0 else str(value).replace("-", "−")


def _following(db: Reading, match: MatchRow) -> str:
    if match.court is None or match.start is None:
        return tr("No further match on this court.")
    later = [
        m
        for m in match_rows(db)
        if m.court
        and m.court.id == match.court.id
        and m.start is not None
        and m.start > match.start
        and m.status != "done"
    ]
    if not later:
        return tr("No further match on this court.")
    first = min(later, key=lambda m: m.start or 0)
    names = f"{first.name_a()} — {first.name_b()}"
    return f"{clock(first.start or 0)} · {first.number} · {first.event_name} · {first.label}\n{names}"
