"""The help of each screen, and the sheet of its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QTextBrowser, QVBoxLayout, QWidget

from tournament_app import paths
from tournament_app.gui.widgets.key_hint import KeyHint
from tournament_app.gui.widgets.label import Label
from tournament_app.words import language, tr

if TYPE_CHECKING:
    from collections.abc import Iterable


def help_text(topic: str, code: str) -> str:
    """The page *topic* in the language *code* as Markdown, in the other one if it is not written yet."""
    for folder in (code, "vi", "en"):
        file = paths.resource("help", folder, f"{topic}.md")
        if file.is_file():
            return file.read_text(encoding="utf-8")
    return tr("No help is written for this screen yet.")


class HelpWindow(QDialog):
    """A page of help beside the window; it may stay open while somebody works."""

    def __init__(self, topic: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(tr("Help"))
        self.resize(560, 560)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.browser = QTextBrowser()
        self.browser.setOpenExternalLinks(True)
        self.browser.setMarkdown(help_text(topic, language()))
        box.addWidget(self.browser)


class KeySheet(QDialog):
    """The keys that work here: those of the screen first, those of the window below."""

    def __init__(self, groups: Iterable[tuple[str, Iterable[tuple[str, str]]]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys"))
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 20, 24, 20)
        grid.setHorizontalSpacing(24)
        row = 0
        for title, keys in groups:
            grid.addWidget(Label(title, "heading"), row, 0, 1, 2)
            for at, (key, words) in enumerate(keys):
                grid.addWidget(KeyHint(key), row + 1 + at // 2, at % 2 * 2)
                grid.addWidget(Label(words), row + 1 + at // 2, at % 2 * 2 + 1)
            row = grid.rowCount()
