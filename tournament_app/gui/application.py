"""The Qt application: the program's type, colours and language, before any window is there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from tournament_app import paths, words
from tournament_app.gui import theme

if TYPE_CHECKING:
    from tournament_app.gui.settings import Settings


def make_app(settings: Settings) -> QApplication:
    """The Qt application in the program's type, the user's scheme and language; the one that is there, if there is."""
    there = QApplication.instance()
    app = there or QApplication([*sys.argv[:1], "-style", "Fusion"])  # without a QStyle in Python, which takes 4 ms
    assert isinstance(app, QApplication)
    app.setApplicationName(paths.APP)
    if there is not None:
        app.setStyle("Fusion")
    theme.load_fonts()
    app.setFont(theme.font())
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    words.set_language(settings.language)
    theme.follow(app, settings.theme)
    return app
