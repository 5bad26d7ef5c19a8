"""Parts of the schedule page: the legend of sports, lists of long sentences, and the forms that shift and place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QWidget

from tournament_app.commands.schedule import MoveMatch, ShiftSchedule
from tournament_app.errors import refuse
from tournament_app.gui.form import ChoiceField, Form, NumberField, TextField
from tournament_app.gui.theme import font, theme, token
from tournament_app.gui.widgets.timetable_view import MATCH_MIME
from tournament_app.queries.tournament import DAY, clock
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from tournament_app.gui.desk import Desk
    from tournament_app.queries.matches import MatchRow
    from tournament_app.queries.tournament import CourtRow

TIME = re.compile(r"(\d{1,2})\s*(?:[:hHg.]\s*(\d{2})?)?")


class Legend(QWidget):
    """Which colour is which sport; the words say it, the colour helps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sports: tuple[tuple[int, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_sports(self, sports: Sequence[tuple[int, str]]) -> None:
        """Show these: the number of the colour, 1 to 6, and the sport's name."""
        self._sports = tuple(sports)
        self.setAccessibleName(", ".join(name for _, name in sports))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(sum(metrics.horizontalAdvance(name) + 30 for _, name in self._sports), 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(9))
        x = 6.0
        for number, name in self._sports:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(token(f"sport_{number}"))
            painter.drawRoundedRect(QRectF(x, 6, 11, 11), 3, 3)
            painter.setPen(token("text"))
            width = painter.fontMetrics().horizontalAdvance(name)
            painter.drawText(QRectF(x + 16, 0, width + 6, 22), int(Qt.AlignmentFlag.AlignVCenter), name)
            x += width + 30


class Sentences(QListWidget):
    """Sentences one below the other, as long as they are; ``chosen(key)`` on a click, an arrow or Enter."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setSpacing(2)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(Qt.ItemDataRole.UserRole)))
        self.itemActivated.connect(lambda item: self.opened.emit(item.data(Qt.ItemDataRole.UserRole)))

    def set_lines(self, lines: Sequence[tuple[Any, str]]) -> None:
        """Show these keys with their sentences; the one that was chosen stays chosen."""
        if lines == self.lines():
            return
        row, place = self.currentRow(), self.verticalScrollBar().value()
        self.clear()
        for key, words in lines:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setToolTip(words)
            self.addItem(item)
        self.setCurrentRow(min(max(row, 0), self.count() - 1))
        self.verticalScrollBar().setValue(place)

    def lines(self) -> list[tuple[Any, str]]:
        """What is shown."""
        return [(item.data(Qt.ItemDataRole.UserRole), item.text()) for item in map(self.item, range(self.count()))]

    @property
    def key(self) -> Any:
        """The key of the line the user is on."""
        item = self.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if self.currentRow() >= 0 else None


class Unplaced(Sentences):
    """Matches without a place: dragged into the timetable, or Enter says where.

    *carried* has the minutes and the number of the sport of each, for who takes it.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.carried: dict[Any, tuple[int, int]] = {}
        self.setDragEnabled(True)

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        data = QMimeData()
        for item in items[:1]:
            event, contest = item.data(Qt.ItemDataRole.UserRole)
            minutes, sport = self.carried[event, contest]
            data.setData(MATCH_MIME, f"{event}\t{contest}\t{minutes}\t{sport}".encode())
        return data

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.key is not None:
            self.opened.emit(self.key)
        else:
            super().keyPressEvent(event)


def read_time(words: str, day: int) -> int:
    """A time of *day* as people write it (``7:30``, ``7h30``, ``7``) in minutes of the tournament; refuses others."""
    found = TIME.fullmatch(words.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if hour > 23 or minute > 59:
        raise refuse("time", Text("Write the time as 07:30."), "time")
    return day * DAY + hour * 60 + minute


def shift_form(desk: Desk, day: int, start: int, courts: Sequence[CourtRow], parent: QWidget) -> Form:
    """Move what has not begun from a time on: the rest of the day, on one court or on all."""
    choices = ((0, tr("All courts")), *((court.id, f"{court.name} · {court.venue}") for court in courts))

    def act(values: dict[str, Any]) -> Any:
        if not values["minutes"]:
            raise refuse("no_shift", Text("Say by how many minutes."), "minutes")
        where = (values["court"],) if values["court"] else ()
        return desk.try_run(ShiftSchedule(read_time(values["time"], day), values["minutes"], where, (day + 1) * DAY))

    return Form(
        tr("Move the schedule"),
        (
            TextField("time", tr("From"), clock(start)),
            NumberField("minutes", tr("By minutes"), 15, tr("Negative: earlier."), least=-600, most=600),
            ChoiceField("court", tr("Court"), 0, choices=choices),
        ),
        act,
        confirm=tr("Move"),
        intro=tr("Moves the matches of this day that have not begun. Pinned, called and played ones stay."),
        parent=parent,
    )


def place_form(
    desk: Desk,
    match: MatchRow,
    days: Sequence[tuple[int, str]],
    courts: Sequence[CourtRow],
    when: tuple[int, int],
    parent: QWidget,
) -> Form:
    """Put one match on a court at a time; *when* is the day and minute offered first."""
    fitting = [court for court in courts if court.sport == match.sport] or list(courts)

    def act(values: dict[str, Any]) -> Any:
        return desk.try_run(
            MoveMatch(match.event_id, match.contest, values["court"], read_time(values["time"], values["day"]))
        )

    return Form(
        tr("Place match {n}", n=match.number),
        (
            ChoiceField("day", tr("Day"), when[0], choices=tuple(days)),
            TextField("time", tr("At"), clock(when[1])),
            ChoiceField("court", tr("Court"), choices=tuple((c.id, f"{c.name} · {c.venue}") for c in fitting)),
        ),
        act,
        confirm=tr("Put there"),
        intro=f"{match.event_name} · {match.label}\n{match.name_a()} – {match.name_b()}",
        parent=parent,
    )
