"""A thin bar that fills, with words above it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from tournament_app.gui.widgets.label import Label


class Progress(QWidget):
    """*done* of *total* as a bar, its name at the left and the count at the right."""

    def __init__(self, name: str, done: int = 0, total: int = 0, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "plain")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        line = QHBoxLayout()
        self._name, self._note = Label(name), Label("", "muted")
        line.addWidget(self._name, 1)
        line.addWidget(self._note)
        box.addLayout(line)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(name)
        box.addWidget(self._bar)
        self.set(done, total, note)

    def set(self, done: int, total: int, note: str = "") -> None:
        """Show *done* of *total*; *note* stands at the right, ``done/total`` if empty."""
        self._bar.setRange(0, max(1, total))
        self._bar.setValue(min(done, max(1, total)))
        self._note.setText(note or f"{done}/{total}")
