"""The line at the bottom: what was saved when, the last backup that was verified, and who sits here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from tournament_app.gui.theme import token
from tournament_app.gui.widgets.label import Label
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from datetime import datetime

    from tournament_app.gui.desk import Desk

ROLES = {
    "organiser": Text("Organiser"),
    "referee": Text("Referee"),
    "secretary": Text("Secretariat"),
    "viewer": Text("Viewer"),
}


def backup_words(verified: datetime | None, places: int) -> str:
    """When the newest verified copy was made, and where it lies."""
    if verified is None:
        return tr("No verified backup yet")
    if places > 1:
        return tr("Backup verified {time}, here and on the stick", time=f"{verified:%H:%M}")
    return tr("Backup verified {time}", time=f"{verified:%H:%M}")


class _Dot(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(8, 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(token("ok"))
        painter.setBrush(token("ok"))
        painter.drawEllipse(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class StatusLine(QFrame):
    """Saved, verified backup, notes of the moment; at the right the local server and the role."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "status")
        self.setFixedHeight(28)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 0, 16, 0)
        line.setSpacing(18)
        self._saved, self._backup, self._note = Label(), Label(), Label()
        self._server, self._role = Label(), Label()
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(_Dot())
        first.addWidget(self._saved)
        line.addLayout(first)
        for label in (self._backup, self._note):
            line.addWidget(label)
        line.addStretch(1)
        for label in (self._server, self._role):
            line.addWidget(label)

    def refresh(self, desk: Desk) -> None:
        """Show what holds now."""
        saved = desk.saved_at
        self._saved.setText(tr("Saved {time}", time=f"{saved:%H:%M:%S}") if saved else tr("Everything is saved"))
        verified = desk.verified_backup()
        self._backup.setText(backup_words(verified, desk.copier.places))
        role = str(ROLES.get(desk.actor.role, desk.actor.role))
        self._role.setText(" · ".join(filter(None, (role, desk.actor.name, desk.actor.station))))

    def set_note(self, text: str) -> None:
        """What a page wants to be seen at the bottom."""
        self._note.setText(text)

    def set_server(self, text: str) -> None:
        """Whether the local server runs."""
        self._server.setText(text)
