"""What a copy and the open tournament differ in, shown before the copy is restored into a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.label import Label
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tournament_app.queries.difference import Difference

MOST = 200
"""Lines of one kind that are shown; who needs more compares the two files."""


class RestoreDialog(QDialog):
    """Accepted: restore the copy into the file *into* and open it. Nothing is overwritten."""

    def __init__(
        self, found: Difference, at: str, into: Path, elsewhere: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._other = elsewhere
        self.setWindowTitle(tr("Restore a copy"))
        self.resize(720, 460)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(12)
        box.addWidget(Label(tr("The copy of {at} and the open tournament", at=at), "title"))
        self.head = Label(head(found), "muted", wrap=True)
        box.addWidget(self.head)
        self.text = QPlainTextEdit("\n".join(lines(found)))
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("What differs"))
        box.addWidget(self.text, 1)
        kept = tr(
            "It becomes the file {file}, beside the open one, and is opened. The open one stays as it is.",
            file=into.name,
        )
        box.addWidget(Label(kept, "small", wrap=True))
        line = QHBoxLayout()
        line.addStretch(1)
        for words, kind, act in (
            (tr("Cancel"), "quiet", self.reject),
            (tr("Another name…"), "secondary", self._elsewhere),
            (tr("Restore and open"), "primary", self.accept),
        ):
            button = Button(words, kind)
            button.clicked.connect(lambda _=False, act=act: act())
            line.addWidget(button)
        box.addLayout(line)

    def _elsewhere(self) -> None:
        self.reject()
        self._other()


def head(found: Difference) -> str:
    """How the two stand to each other, in a sentence."""
    if found.same:
        return tr("They are the same: {n} acts.", n=found.common)
    if not found.acts_there:
        return tr(
            "The open tournament has {n} acts that the copy lacks; {results} results and {entries} entries differ.",
            n=len(found.acts_here),
            results=len(found.results),
            entries=len(found.entries),
        )
    return tr(
        "They part after act {common}: {n} acts only here, {m} only in the copy; {results} results and {entries} "
        "entries differ.",
        common=found.common,
        n=len(found.acts_here),
        m=len(found.acts_there),
        results=len(found.results),
        entries=len(found.entries),
    )


def lines(found: Difference) -> list[str]:
    """All that differs, part by part."""
    parts = (
        (tr("Results"), [str(text) for text in found.results]),
        (tr("Entries"), [str(text) for text in found.entries]),
        (tr("Only in the open tournament"), [f"{act.id}  {act.words}" for act in found.acts_here]),
        (tr("Only in the copy"), [f"{act.id}  {act.words}" for act in found.acts_there]),
    )
    return [line for title, rows in parts if rows for line in _part(title, rows)]


def _part(title: str, rows: Sequence[str]) -> list[str]:
    more = [tr("and {n} more rows", n=len(rows) - MOST)] if len(rows) > MOST else []
    return [f"{title} ({len(rows)})", *(f"    {row}" for row in rows[:MOST]), *more, ""]
