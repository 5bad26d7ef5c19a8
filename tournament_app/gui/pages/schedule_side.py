"""Beside the timetable: what is wrong with it, its figures, and the matches without a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from tournament_app.gui.pages.schedule_parts import Sentences, Unplaced
from tournament_app.gui.widgets.badge import Badge
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.key_hint import KeyHint
from tournament_app.gui.widgets.label import Label, Rule
from tournament_app.gui.widgets.match_words import short_time
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tournament_app.queries.matches import MatchRow
    from tournament_app.queries.timetable import ClashRow, ScheduleFigures
    from tournament_app.queries.tournament import TournamentRow

FIGURES = (
    ("placed", Text("Matches placed")),
    ("ends", Text("Expected end")),
    ("bound", Text("Earliest possible end")),
    ("rest", Text("Shortest rest")),
    ("use", Text("Court use")),
)


class ScheduleSide(Card):
    """The check of the schedule. ``match_wanted(event, contest)`` when a clash or a waiting match is chosen."""

    match_wanted = Signal(int, str)
    place_wanted = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Schedule check"), flush=True, parent=parent)
        self._check()
        self._figures()
        self._waiting()
        self.box.addStretch(1)

    def _part(self, rule: Rule | None = None) -> QVBoxLayout:
        """A further part of the card, below a thin line."""
        if rule is not None:
            self.box.addWidget(rule)
        part = QVBoxLayout()
        part.setContentsMargins(14, 12, 14, 12)
        part.setSpacing(8)
        self.box.addLayout(part)
        return part

    def _check(self) -> None:
        part = self._first = self._part()
        badges = QHBoxLayout()
        badges.setSpacing(6)
        self.hard, self.soft = Badge("", parent=self), Badge("", parent=self)
        badges.addWidget(self.hard)
        badges.addWidget(self.soft)
        badges.addStretch(1)
        part.addLayout(badges)
        self.clashes = Sentences(tr("Clashes"))
        for signal in (self.clashes.chosen, self.clashes.opened):
            signal.connect(lambda key: self.match_wanted.emit(*key[0]) if key else None)
        part.addWidget(self.clashes)
        self.warnings = Label("", "muted", wrap=True)
        part.addWidget(self.warnings)

    def _figures(self) -> None:
        part = self._part(Rule(parent=self))
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        self.values: dict[str, Label] = {}
        for at, (key, words) in enumerate(FIGURES):
            value = Label("", "strong")
            grid.addWidget(Label(str(words)), at, 0)
            grid.addWidget(value, at, 1, Qt.AlignmentFlag.AlignRight)
            self.values[key] = value
        part.addLayout(grid)

    def _waiting(self) -> None:
        part = self._last = self._part(Rule(parent=self))
        self.waiting_title = Label(tr("Not placed ({n})", n=0), "heading")
        part.addWidget(self.waiting_title)
        self.waiting = Unplaced(tr("Matches without a place"))
        self.waiting.opened.connect(lambda key: self.place_wanted.emit(*key))
        part.addWidget(self.waiting)
        for key, words in (
            ("Enter", tr("pick up, arrows, Enter")),
            ("Space", tr("pin")),
            ("Delete", tr("take out")),
        ):
            part.addWidget(KeyHint(key, text=words))

    # ---------------------------------------------------------------------------------------------------- what is seen
    def show_clashes(self, clashes: Sequence[ClashRow], warnings: Sequence[Text]) -> None:
        """Say what is wrong, the hard clashes first, and below it what the load warns of."""
        hard = sum(clash.hard for clash in clashes)
        self.hard.set(tr("{n} impossible", n=hard) if hard else "", "live")
        soft = len(clashes) - hard
        none = tr("No clash ✓") if not clashes else ""
        self.soft.set(tr("{n} to look at", n=soft) if soft else none, "warning" if soft else "ok")
        self.clashes.set_lines([(clash.keys, str(clash.clash.text)) for clash in clashes if clash.keys])
        self.clashes.setVisible(bool(clashes))
        self._share()
        self.warnings.setText("\n".join(str(text) for text in warnings))
        self.warnings.setVisible(bool(warnings))

    def show_figures(self, figures: ScheduleFigures, tournament: TournamentRow) -> None:
        """Say how much stands and when it ends."""

        def moment(minute: int | None) -> str:
            return "–" if minute is None else short_time(minute, tournament)

        self.values["placed"].setText(f"{figures.placed}/{figures.total}")
        self.values["ends"].setText(moment(figures.ends))
        self.values["bound"].setText(moment(figures.bound))
        self.values["rest"].setText("–" if figures.rest is None else tr("{n} min", n=figures.rest))
        self.values["use"].setText("–" if figures.use is None else f"{figures.use}%")

    def show_waiting(
        self, matches: Sequence[MatchRow], reasons: Mapping[tuple[int, str], Text], sports: Mapping[str, int]
    ) -> None:
        """The matches without a place; *reasons* say why the placer left them."""
        self.waiting_title.setText(tr("Not placed ({n})", n=len(matches)))
        self.waiting.carried = {match.key: (match.minutes, sports.get(match.sport, 1)) for match in matches}
        lines = []
        for match in matches:
            words = f"{match.number} · {match.event_name} · {match.label}\n{match.name_a()} – {match.name_b()}"
            lines.append((match.key, f"{words}\n{reasons[match.key]}" if match.key in reasons else words))
        self.waiting.set_lines(lines)
        self.waiting.setVisible(bool(matches))
        self._share()

    def _share(self) -> None:
        """The lists that have something in them share the height."""
        self.box.setStretchFactor(self._first, 30 * min(self.clashes.count(), 4))
        self.box.setStretchFactor(self._last, 30 * min(self.waiting.count(), 4))
