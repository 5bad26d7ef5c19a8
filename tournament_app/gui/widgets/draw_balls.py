"""A draw by hand on the screen of the hall: the next ball, the places it may take, the sheet as it fills."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tournament_app.commands.balls import DrawByBalls
from tournament_app.domain.balls import Ball, Urn
from tournament_app.domain.formats import plan_for
from tournament_app.errors import Refused, Unavailable
from tournament_app.gui.widgets.bracket_data import event_canvas
from tournament_app.gui.widgets.bracket_view import BracketView
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.hall_window import LARGE, MIDDLE, SMALL, HallWindow, large
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.list_rows import ListItem, ListRows
from tournament_app.queries.draw_list import draw_list
from tournament_app.queries.event_state import event_state, settle
from tournament_app.words import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from tournament_app.domain.rules import Format
    from tournament_app.gui.desk import Desk
    from tournament_app.queries.draw import DrawRow

ACROSS = 8
"""Places in one line of buttons."""


class DrawBalls(HallWindow):
    """Choose the entry whose ball came, then the number that came with it; Ctrl+Z takes the last ball back."""

    drawn = Signal(str)

    def __init__(self, desk: Desk, row: DrawRow, form: Format, parent: QWidget | None = None) -> None:
        keys = (
            ("Enter", tr("take the ball")),
            ("Ctrl+Z", tr("last ball back")),
            ("F2", tr("the urn")),
            ("F11", tr("whole screen")),
            ("Esc", tr("close")),
        )
        super().__init__(row.name, keys, parent)
        self.desk, self.event_id, self.form = desk, row.event_id, form
        with desk.reading() as db:
            self.list = draw_list(db, row.event_id, form)
        self.shown = desk.now().isoformat()
        self.plan = plan_for(form, len(self.list.entries))
        self.urn = Urn(self.plan, self.list.listed, form)
        self.balls: list[Ball] = []
        self._sure = False
        body = QHBoxLayout()
        body.setSpacing(16)
        self.waiting = ListRows(tr("Balls in the urn"))
        self.waiting.set_scale(1.25)
        self.waiting.chosen.connect(lambda _: self._offer())
        self.waiting.opened.connect(lambda _: self.number.setFocus())
        self.left = Card(tr("Balls in the urn"), self.waiting, flush=True)
        self.left.setFixedWidth(360)
        body.addWidget(self.left)
        body.addLayout(self._right(), 1)
        self.box.addLayout(body, 1)
        for field in (self.number, self.by, self.waiting):
            field.installEventFilter(self)
        self._show()

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(8)
        self.who = large("", LARGE, bold=True)
        self.hint = large("", SMALL, "muted")
        self.places = QGridLayout()
        self.places.setSpacing(8)
        self.number, self.by = QLineEdit(), QLineEdit()
        self.number.setValidator(QIntValidator(1, self.urn.size, self))
        self.number.setPlaceholderText(tr("Number drawn"))
        self.number.setAccessibleName(tr("Number drawn"))
        self.number.setFixedWidth(200)
        self.by.setPlaceholderText(tr("Drawn by (may stay empty)"))
        self.by.setAccessibleName(tr("Drawn by"))
        for field in (self.number, self.by):
            field.setStyleSheet(f"font-size: {MIDDLE}pt; padding: 6px;")
            field.returnPressed.connect(self._typed)
        self.keep = Button(tr("Keep the draw"), "primary")
        self.keep.setStyleSheet(f"font-size: {MIDDLE}pt; padding: 8px 20px;")
        self.keep.clicked.connect(self.finish)
        line = QHBoxLayout()
        for widget, stretch in ((self.number, 0), (self.by, 1), (self.keep, 0)):
            line.addWidget(widget, stretch)
        self.problem = Label("", "problem", wrap=True)
        self.view = BracketView()
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.tools.hide()
        right.addWidget(self.who)
        right.addWidget(self.hint)
        right.addLayout(self.places)
        right.addLayout(line)
        right.addWidget(self.problem)
        right.addWidget(Card("", self.view, flush=True), 1)
        return right

    # ---------------------------------------------------------------------------------------------------- what is seen
    @property
    def held(self) -> dict[int, int]:
        """Draw number → number in the list, so far."""
        return {ball.number: ball.entry for ball in self.balls}

    def _show(self) -> None:
        held, entries = self.held, self.list.entries
        self.count.setText(tr("{n} of {m} balls", n=len(self.balls), m=self.urn.size))
        waiting = self.urn.next(held)
        items = [
            ListItem(
                n,
                entries[n - 1].label,
                entries[n - 1].people,
                tr("seed {n}", n=entries[n - 1].seed) if n in self.urn.seeds else "",
            )
            for n in waiting
        ]
        self.waiting.set_items(items)
        self._picture({number: entries[n - 1].id for number, n in held.items()})
        self.keep.setVisible(not waiting)
        self.number.setVisible(bool(waiting))
        self.by.setVisible(bool(waiting))
        if waiting:
            self.waiting.choose(waiting[0])
            self.waiting.setFocus()
        else:
            self.keep.setFocus()
        self._offer()

    def _offer(self) -> None:
        """The chosen entry in large letters, and a button for every place it may take."""
        while (item := self.places.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        chosen = self.waiting.key
        if chosen is None:
            self.offered: tuple[int, ...] = ()
            self.who.setText(tr("All balls are drawn."))
            self.hint.setText(tr("“Keep the draw” writes it into the record, ball by ball."))
            return
        entry = self.list.entries[chosen - 1]
        held = self.held
        self.offered = self.urn.places(held, chosen)
        self.who.setText(f"{entry.label} · {entry.people}" if entry.people else entry.label)
        free = self.urn.size - len(held)
        if len(self.offered) == 1:
            self.hint.setText(
                tr("Only number {n} is left for this ball: any other would bring mates together.", n=self.offered[0])
            )
        else:
            self.hint.setText(
                tr("May take {n} of the {m} free numbers; delegations stay apart.", n=len(self.offered), m=free)
            )
        for at, place in enumerate(self.offered):
            button = Button(str(place), "secondary")
            button.setStyleSheet(f"font-size: {SMALL}pt; min-height: 32px;")
            button.setAccessibleName(tr("number {n}", n=place))
            button.clicked.connect(lambda _=False, place=place: self.take(place))
            self.places.addWidget(button, at // ACROSS, at % ACROSS)
        self.number.setText(str(self.offered[0]) if len(self.offered) == 1 else "")

    def _picture(self, numbers: dict[int, int]) -> None:
        with self.desk.reading() as db:
            state = event_state(db, self.event_id)
            bare = replace(state, plan=self.plan, numbers=numbers, record={}, outcomes={}, lots={}, pins={})
            canvas = event_canvas(db, self.event_id, settle(bare))
        if self.plan.groups:  # the knockout behind the groups says nothing yet
            canvas = replace(canvas, boxes=(), edges=(), headings=(), titles=())
        self.view.set_canvas(canvas)
        self._fit()
        if self.balls:
            self.view.light_up(self.list.entries[self.balls[-1].entry - 1].id)

    # ---------------------------------------------------------------------------------------------------- what is done
    def take(self, place: int) -> None:
        """The chosen entry takes the number *place*, if it may."""
        chosen = self.waiting.key
        if chosen is None or place not in self.offered:
            self.problem.setText(
                tr("Number {n} is taken, or would leave no fair place for the balls still to come.", n=place)
            )
            return
        self.balls.append(Ball(chosen, place, self.by.text().strip()))
        self.by.clear()
        self.number.clear()
        self.problem.setText("")
        self._sure = False
        self._show()

    def _typed(self) -> None:
        if self.number.text():
            self.take(int(self.number.text()))

    def back(self) -> None:
        """Put the last ball back into the urn."""
        if self.balls:
            ball = self.balls.pop()
            self._show()
            self.waiting.choose(ball.entry)

    def finish(self) -> None:
        """Keep the draw with all its balls."""
        ids = [entry.id for entry in self.list.entries]
        balls = tuple((ids[ball.entry - 1], ball.number, ball.by) for ball in self.balls)
        try:
            done = self.desk.try_run(DrawByBalls(self.event_id, balls, self.form, self.list.digest, self.shown))
        except (Refused, Unavailable) as no:
            self.problem.setText(str(no))
            return
        self.balls = []
        self.close()
        self.drawn.emit(str(done.value))

    # --------------------------------------------------------------------------------------------------------------- Qt
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z takes back the ball, not the letters of a field."""
        if isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Undo):
            if event.type() == QEvent.Type.KeyPress:
                self.back()
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.back()
        elif event.key() == Qt.Key.Key_F2:
            self.waiting.setFocus()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.balls and not self._sure:
            self._sure = True
            self.problem.setText(tr("{n} balls are not kept yet. Esc again throws them away.", n=len(self.balls)))
            event.ignore()
            return
        super().closeEvent(event)

    def _fit(self) -> None:
        self.view.fit()
        self.view.mine = True  # all of it, however small: the hall looks at the whole sheet

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self._fit)
