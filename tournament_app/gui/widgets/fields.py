"""Fields for figures and days. Qt sets their text at the very edge, whatever the style sheet says."""

from __future__ import annotations

from PySide6.QtWidgets import QDateEdit, QSpinBox, QTimeEdit, QWidget

INSET = 6


class NumberBox(QSpinBox):
    """A whole number from *least* to *most*."""

    def __init__(self, value: int = 0, least: int = 0, most: int = 9999, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(least, most)
        self.setValue(value)
        self.lineEdit().setTextMargins(INSET, 0, 0, 0)


class DayBox(QDateEdit):
    """A day, written 26/10/2024."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("dd/MM/yyyy")
        self.lineEdit().setTextMargins(INSET, 0, 0, 0)


class TimeBox(QTimeEdit):
    """A time of the day, written 07:30."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDisplayFormat("HH:mm")
        self.lineEdit().setTextMargins(INSET, 0, 0, 0)
