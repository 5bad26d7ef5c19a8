"""Pictures of every screen on the sample, in both schemes and languages: for the README, and to look at in a review."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from tournament_app.gui.desk import Desk
    from tournament_app.store.store import Store

SIZE = (1366, 768)
LONGEST = 5.0
"""Seconds a screen may work beside the window before its picture is taken all the same."""


def screenshots(out: Path) -> list[Path]:
    """Write ``1-overview-light-vi.png`` … ``0-journal-dark-en.png`` into *out*; what they show is always the same."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from tournament_app.sample import make_sample

    out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    with tempfile.TemporaryDirectory() as folder:
        store = make_sample(Path(folder) / "giai-mau-xxv.giai")
        for language in ("vi", "en"):
            for scheme in ("light", "dark"):
                written += _pictures(store, out, scheme, language)
        store.close()
    return written


def _pictures(store: Store, out: Path, scheme: str, language: str) -> list[Path]:
    from PySide6.QtCore import QCoreApplication, QEvent

    from tournament_app.gui.application import make_app
    from tournament_app.gui.desk import Desk
    from tournament_app.gui.main_window import MainWindow
    from tournament_app.gui.pages import PAGES
    from tournament_app.gui.settings import Settings
    from tournament_app.sample import MOMENT

    settings = Settings(theme=scheme, language=language)
    app = make_app(settings)
    app.setCursorFlashTime(0)
    desk = Desk(store, settings, lambda: MOMENT)
    window = MainWindow(desk)
    window.resize(*SIZE)
    window.show()
    files = []
    for at, spec in enumerate(PAGES):
        window.show_page(spec.key)
        _settle(app, desk, window)
        file = out / f"{(at + 1) % 10}-{spec.key}-{scheme}-{language}.png"
        window.grab().save(str(file))
        files.append(file)
    window.close()
    window.deleteLater()
    desk.leave()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return files


def _settle(app: QApplication, desk: Desk, window: QWidget) -> None:
    """Let the screen finish what it does beside the window, the pages of a document too."""
    from tournament_app.gui.widgets.pages_view import PagesView

    until = time.monotonic() + LONGEST
    quiet = time.monotonic() + 0.3
    papers = [view for view in window.findChildren(PagesView) if view.isVisible()]

    def working() -> bool:
        return desk.busy or not all(view.is_drawn() for view in papers)

    while time.monotonic() < quiet or (working() and time.monotonic() < until):
        app.processEvents()
        time.sleep(0.01)
