"""A white card with a header line, as all screens are made of."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tournament_app.gui.widgets.badge import Badge
from tournament_app.gui.widgets.label import Label, ShortLabel

_ALL = 10_000
"""Against the 1 of the empty rest of a card."""


class Card(QFrame):
    """A card: title, badge and note in its header, *body* below; ``flush`` lets the body touch the edges (lists).

    ``card.box`` is the vertical layout below the header, ``card.header`` the horizontal one of the header
    (add pills or buttons there); a card may hold several sections (:meth:`section`). A body that holds a table, a list
    or a stretch grows; one that holds only words and buttons keeps its height, and what is left stays empty below.
    """

    def __init__(
        self, title: str = "", body: QWidget | None = None, *, flush: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(1, 1, 1, 1)
        self._outer.setSpacing(0)
        self._outer.addStretch(1)
        self._title, self._badge, self._note, self.header = self._header(title)
        self.box = self._body(flush=flush)
        if body is not None:
            self.box.addWidget(body)

    @property
    def title(self) -> str:
        """The words of the header."""
        return self._title.text()

    @title.setter
    def title(self, text: str) -> None:
        self._title.setText(text)
        bar = self._title.parentWidget()
        if bar is not None:
            bar.setVisible(bool(text))

    @property
    def note(self) -> str:
        """The muted words at the right of the header."""
        return self._note.text()

    @note.setter
    def note(self, text: str) -> None:
        self._note.setText(text)

    def set_badge(self, text: str, role: str = "neutral") -> None:
        """The pill beside the title; none without text."""
        self._badge.set(text, role)

    def section(self, title: str, *, flush: bool = False) -> QVBoxLayout:
        """A further header line with a body below it; returns the body's layout."""
        self._header(title, "card_section")
        return self._body(flush=flush)

    def _header(self, title: str, kind: str = "card_header") -> tuple[ShortLabel, Badge, Label, QHBoxLayout]:
        bar = QFrame(self)
        bar.setProperty("kind", kind)
        bar.setFixedHeight(39)
        line = QHBoxLayout(bar)
        line.setContentsMargins(14, 0, 14, 0)
        line.setSpacing(8)
        heading, badge, note = ShortLabel(title, "heading"), Badge("", parent=bar), Label("", "muted")
        line.addWidget(heading)
        line.addWidget(badge)
        line.addStretch(1)
        line.addWidget(note)
        bar.setVisible(bool(title))
        self._outer.insertWidget(self._outer.count() - 1, bar)
        return heading, badge, note, line

    def _body(self, *, flush: bool) -> QVBoxLayout:
        holder = _Body(self)
        box = QVBoxLayout(holder)
        box.setContentsMargins(*((0, 0, 0, 0) if flush else (14, 12, 14, 14)))
        box.setSpacing(0 if flush else 8)
        self._outer.insertWidget(self._outer.count() - 1, holder)
        return box


class _Body(QWidget):
    """What stands below a header: as high as it needs, or all the height there is if something in it can grow."""

    def __init__(self, card: Card) -> None:
        super().__init__(card)
        self.setProperty("kind", "plain")

    def event(self, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.Resize}:
            self._claim()
        return super().event(event)

    def _claim(self) -> None:
        box, card = self.layout(), self.parentWidget()
        outer = card.layout() if card is not None else None
        if box is not None and isinstance(outer, QVBoxLayout):
            factor = _ALL if box.expandingDirections() & Qt.Orientation.Vertical else 0
            if outer.stretch(outer.indexOf(self)) != factor:
                outer.setStretchFactor(self, factor)
