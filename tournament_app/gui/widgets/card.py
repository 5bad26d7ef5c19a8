"""A white card with a header line, as all screens are made of."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from tournament_app.gui.widgets.badge import Badge
from tournament_app.gui.widgets.label import Label


class Card(QFrame):
    """A card: title, badge and note in its header, *body* below; ``flush`` lets the body touch the edges (lists).

    ``card.box`` is the vertical layout below the header, ``card.header`` the horizontal one of the header
    (add pills or buttons there); a card may hold several sections (:meth:`section`).
    """

    def __init__(
        self, title: str = "", body: QWidget | None = None, *, flush: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(1, 1, 1, 1)
        self._outer.setSpacing(0)
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
        self._header(title)
        return self._body(flush=flush)

    def _header(self, title: str) -> tuple[Label, Badge, Label, QHBoxLayout]:
        bar = QFrame(self)
        bar.setProperty("kind", "card_header")
        bar.setFixedHeight(39)
        line = QHBoxLayout(bar)
        line.setContentsMargins(14, 0, 14, 0)
        line.setSpacing(8)
        heading, badge, note = Label(title, "heading"), Badge("", parent=bar), Label("", "muted")
        line.addWidget(heading)
        line.addWidget(badge)
        line.addStretch(1)
        line.addWidget(note)
        bar.setVisible(bool(title))
        self._outer.addWidget(bar)
        return heading, badge, note, line

    def _body(self, *, flush: bool) -> QVBoxLayout:
        holder = QWidget(self)
        holder.setProperty("kind", "plain")
        box = QVBoxLayout(holder)
        box.setContentsMargins(*((0, 0, 0, 0) if flush else (14, 12, 14, 14)))
        box.setSpacing(0 if flush else 8)
        self._outer.addWidget(holder, 1)
        return box
