"""The public draw on the second screen: the steps of the draw one after the other, called out in large letters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from tournament_app.gui.widgets.bracket_data import Canvas, event_canvas
from tournament_app.gui.widgets.bracket_view import BracketView
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.key_hint import KeyHint
from tournament_app.gui.widgets.label import Label
from tournament_app.queries.draw import draw_record
from tournament_app.queries.event_state import event_state, settle
from tournament_app.words import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from tournament_app.domain.plan import Plan
    from tournament_app.gui.desk import Desk
    from tournament_app.queries.draw import Placed

AUTO_MS = 2500


class DrawShow(QMainWindow):
    """Reveals a draw that is made: Space the next step, Backspace one back, A by itself, End all, F11, Esc."""

    def __init__(self, desk: Desk, event_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        with desk.reading() as db:
            state = event_state(db, event_id)
            record = draw_record(db, event_id)
            assert record is not None
            assert state.plan is not None
            self.placed = record.placed
            self.plan: Plan = state.plan
            bare = replace(state, outcomes={}, lots={})
            numbers = [
                {placed.number: placed.entry.id for placed in self.placed[:n]} for n in range(len(self.placed) + 1)
            ]
            self._canvases: list[Canvas] = [
                event_canvas(db, event_id, settle(replace(bare, numbers=known))) for known in numbers
            ]
        if self.plan.groups:  # the knockout behind the groups says nothing yet
            self._canvases = [replace(canvas, boxes=(), edges=(), headings=()) for canvas in self._canvases]
        self.shown = 0
        self.setWindowTitle(tr("Public draw"))
        self.resize(1280, 720)
        self._build(state.rules.name, record.code)
        self._timer = QTimer(self)
        self._timer.setInterval(AUTO_MS)
        self._timer.timeout.connect(self.next)
        self._show()

    def _build(self, name: str, code: str) -> None:
        page = QWidget()
        page.setProperty("kind", "window")
        box = QVBoxLayout(page)
        box.setContentsMargins(24, 20, 24, 16)
        box.setSpacing(12)
        head = QHBoxLayout()
        title = Label(name, "number")
        head.addWidget(title)
        head.addStretch(1)
        self.count = Label("", "muted")
        head.addWidget(self.count)
        box.addLayout(head)
        self.who, self.where = Label("", wrap=True), Label("", "muted", wrap=True)
        self.who.setStyleSheet("font-size: 30pt; font-weight: 700;")
        self.where.setStyleSheet("font-size: 18pt;")
        for label in (self.who, self.where):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.addWidget(label)
        self.view = BracketView()
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.tools.hide()
        box.addWidget(Card("", self.view, flush=True), 1)
        keys = QHBoxLayout()
        for cap, words in (
            ("Space", tr("next")),
            ("⌫", tr("back")),
            ("A", tr("by itself")),
            ("End", tr("all")),
            ("Esc", tr("close")),
        ):
            keys.addWidget(KeyHint(cap, text=words))
        keys.addStretch(1)
        keys.addWidget(Label(tr("draw code {code}", code=code), "muted"))
        box.addLayout(keys)
        self.setCentralWidget(page)

    # -------------------------------------------------------------------------------------------------------- the steps
    def next(self) -> None:
        """Reveal one more placement."""
        self._to(self.shown + 1)

    def back(self) -> None:
        """Hide the last one again."""
        self._to(self.shown - 1)

    def _to(self, step: int) -> None:
        self.shown = min(max(step, 0), len(self.placed))
        if self.shown == len(self.placed):
            self._timer.stop()
        self._show()

    def _show(self) -> None:
        total = len(self.placed)
        self.count.setText(f"{self.shown}/{total}")
        self.view.set_canvas(self._canvases[self.shown])
        self._fit()
        if not self.shown:
            self.who.setText(tr("{n} entries are drawn", n=total))
            self.where.setText(tr("Space reveals the first one"))
            return
        step = self.placed[self.shown - 1]
        self.who.setText(step.entry.label)
        people = step.entry.people if 0 < len(step.entry.members) <= 2 else ""
        self.where.setText(" · ".join(filter(None, (people, self._place(step)))))
        self.view.light_up(step.entry.id)

    def _place(self, step: Placed) -> str:
        """Where the entry has come to, as it is called out."""
        seed = tr("seed {n}", n=step.entry.seed) if step.how == "seed" else ""
        for name, numbers in self.plan.groups.items():
            if step.number in numbers:
                where = tr("group {group}, number {n}", group=name, n=numbers.index(step.number) + 1)
                return " · ".join(
                    filter(None, (seed, where if len(self.plan.groups) > 1 else tr("number {n}", n=step.number)))
                )
        return " · ".join(filter(None, (seed, tr("line {n} of the sheet", n=step.number))))

    # --------------------------------------------------------------------------------------------------------------- Qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Return}:
            self.next()
        elif key in {Qt.Key.Key_Backspace, Qt.Key.Key_Left, Qt.Key.Key_PageUp}:
            self.back()
        elif key == Qt.Key.Key_A:
            self._timer.stop() if self._timer.isActive() else self._timer.start()
        elif key in {Qt.Key.Key_End, Qt.Key.Key_Home}:
            self._to(len(self.placed) if key == Qt.Key.Key_End else 0)
        elif key == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self.view.fit()
        self.view.mine = True  # all of it, however small: the hall looks at the whole sheet

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self._fit)
