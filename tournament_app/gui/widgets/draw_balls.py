"""A draw by hand on the screen of the hall: the next ball, the places it may take, the sheet as it fills."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from tournament_app.commands.balls import DrawByBalls, PutBallBack, TakeBall
from tournament_app.commands.draw_record import plan_of
from tournament_app.domain.balls import Ball, Urn
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
    from PySide6.QtGui import QResizeEvent

    from tournament_app.domain.rules import Format
    from tournament_app.gui.desk import Desk
    from tournament_app.queries.draw import DrawRow
    from tournament_app.store.store import Changes, Command, Done

ACROSS = 8
"""Places in one line of buttons."""


class DrawBalls(HallWindow):
    """Choose the entry whose ball came, then the number that came with it; Ctrl+Z takes the last ball back.

    Each ball is kept at once: whoever closes the window, or loses it, goes on where the urn stood.
    """

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
            others = [one for one in db.find("ball_draw", event_id=row.event_id) if one["digest"] != self.list.digest]
        self.plan = plan_of(self.list)
        self.urn = Urn(self.plan, self.list.listed, form)
        self.shown = desk.now().isoformat()
        self.balls: list[Ball] = []
        self._load()
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
        desk.changed.connect(self._heard)
        self._show()
        if self.balls:
            self.problem.setText(tr("{n} balls were drawn before; the draw goes on from there.", n=len(self.balls)))
        elif others:
            self.problem.setText(
                tr(
                    "{n} balls were drawn from another list or for another format. The first ball puts them away.",
                    n=len(others[0]["balls"]),
                )
            )

    def _load(self) -> None:
        """The balls as they are kept."""
        at = {entry.id: n for n, entry in enumerate(self.list.entries, 1)}
        with self.desk.reading() as db:
            row = db.one("ball_draw", event_id=self.event_id, digest=self.list.digest)
        self.balls = [Ball(at[entry], number, by) for entry, number, by in row["balls"]] if row else []
        self.shown = row["shown"] if row else self.shown

    def _heard(self, changes: Changes) -> None:
        """A ball was taken or put back, here or at another station."""
        before = self.balls
        if "ball_draw" in changes.tables and self.isVisible():
            self._load()
            if self.balls != before:
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
        entry, by = self.list.entries[chosen - 1].id, self.by.text().strip()
        ball = TakeBall(self.event_id, entry, place, by, self.form, self.list.digest, self.shown)
        if self._done(ball) is not None:
            self.by.clear()
            self.number.clear()

    def _done(self, command: Command) -> Done | None:
        """Do it and show the urn as it is then; what is refused is said here."""
        try:
            done = self.desk.try_run(command)
        except (Refused, Unavailable) as no:
            self.problem.setText(str(no))
            return None
        self.problem.setText("")
        self._load()
        self._show()
        return done

    def _typed(self) -> None:
        if self.number.text():
            self.take(int(self.number.text()))

    def back(self) -> None:
        """Put the last ball back into the urn."""
        if self.balls:
            ball = self.balls[-1]
            if self._done(PutBallBack(self.event_id)) is not None:
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

    def _fit(self) -> None:
        self.view.fit()
        self.view.mine = True  # all of it, however small: the hall looks at the whole sheet

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self._fit)
