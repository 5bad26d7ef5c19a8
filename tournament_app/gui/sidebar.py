"""The side bar: the ten screens, and at its foot which day of the tournament it is."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from tournament_app.gui.icons import pixmap
from tournament_app.gui.pages import PAGES, PageSpec
from tournament_app.gui.theme import font, token
from tournament_app.gui.widgets.label import Label, Rule

WIDE, NARROW = 196, 56


class _Entry(QAbstractButton):
    """One screen: icon, words, and the keys that open it."""

    def __init__(self, spec: PageSpec, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.spec, self.keys, self.short = spec, keys, False
        self.setText(str(spec.label))
        self.setAccessibleName(f"{spec.label} ({keys})")
        self.setToolTip(f"{spec.title} ({keys})")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(36 if self.short else 176, 34)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.rect()
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(token("sidebar_selection" if self.isChecked() else "sidebar_line"))
            painter.drawRoundedRect(area, 7, 7)
        if self.hasFocus():
            painter.setPen(QPen(token("sidebar_text"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -2, -2), 6, 6)
        ink = "on_sidebar" if self.isChecked() else "sidebar_text"
        painter.drawPixmap(10, 9, pixmap(self.spec.icon, ink, 16, self.devicePixelRatioF()))
        if not self.short:
            self._words(painter, area, ink)
        painter.end()

    def _words(self, painter: QPainter, area: QRect, ink: str) -> None:
        weight = font().Weight.Bold if self.isChecked() else font().Weight.Normal
        painter.setFont(font(8))
        painter.setPen(token("sidebar_muted"))
        right = area.adjusted(0, 0, -10, 0)
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self.keys)
        room = right.width() - painter.fontMetrics().horizontalAdvance(self.keys) - 40
        painter.setFont(font(10, weight))
        painter.setPen(token(ink))
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        painter.drawText(area.adjusted(34, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words)


class SideBar(QFrame):
    """The screens from top to bottom; ``chosen(key)`` on a click. In a narrow window only the icons are left."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "sidebar")
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 14, 10, 24)
        box.setSpacing(2)
        self._name, self._edition = Label("", "brand"), Label("")
        for label in (self._name, self._edition):
            label.setContentsMargins(10, 0, 0, 0)
            label.setMinimumWidth(1)
            box.addWidget(label)
        box.addSpacing(12)
        self._group = QButtonGroup(self)
        for at, spec in enumerate(PAGES):
            entry = _Entry(spec, f"Alt+{(at + 1) % 10}", self)
            entry.clicked.connect(lambda _=False, key=spec.key: self.chosen.emit(key))
            self._group.addButton(entry, at)
            box.addWidget(entry)
        box.addStretch(1)
        self._rule = Rule("sidebar_rule")
        self._foot = Label("", wrap=True)
        self._foot.setContentsMargins(10, 8, 0, 0)
        box.addWidget(self._rule)
        box.addWidget(self._foot)
        self.set_narrow(narrow=False)

    def set_tournament(self, name: str, edition: str) -> None:
        """The two lines at the top."""
        for label, text in ((self._name, name), (self._edition, edition)):
            label.ensurePolished()
            label.setText(label.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, WIDE - 40))
        self._name.setToolTip(f"{name}\n{edition}".strip())

    def set_foot(self, text: str) -> None:
        """The lines at the foot: day, date, matches done."""
        self._foot.setText(text)

    def choose(self, key: str) -> None:
        """Mark the screen that is shown."""
        for entry in self._group.buttons():
            if isinstance(entry, _Entry) and entry.spec.key == key:
                entry.setChecked(True)

    def set_narrow(self, *, narrow: bool) -> None:
        """Only icons, or icons and words."""
        self.setFixedWidth(NARROW if narrow else WIDE)
        for widget in (self._name, self._edition, self._rule, self._foot):
            widget.setVisible(not narrow)
        for entry in self._group.buttons():
            if isinstance(entry, _Entry):
                entry.short = narrow
                entry.updateGeometry()
