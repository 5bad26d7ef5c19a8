"""A bug does not stop the program: one report per traceback, and what to do about it.

The hooks fire on any thread, so they only emit a queued signal; the dialog comes on the interface thread.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from tournament_app import paths
from tournament_app.errors import TournamentError
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.label import Label
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

log = logging.getLogger(__name__)


class Crashes(QObject):
    """Hears of every exception nobody caught, and shows each different one once."""

    _raised = Signal(str)
    trouble = Signal(object)
    """A :class:`TournamentError` that came up while a page was filled, a torn page say: no bug, but to be said."""

    def __init__(self, save_copy: Callable[[], object], window: Callable[[], QWidget | None]) -> None:
        super().__init__()
        self._save_copy, self._window = save_copy, window
        self.seen: set[str] = set()
        self.dialog: CrashDialog | None = None
        self._native: Any = None
        self._raised.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over the hooks of the process, and let a native crash leave its trace beside the log."""
        sys.excepthook = self._on_exception
        threading.excepthook = lambda raised: self._on_exception(
            raised.exc_type, raised.exc_value or raised.exc_type(), raised.exc_traceback
        )
        self._native = (paths.user_data() / "native-crash.log").open("a", encoding="utf-8")
        faulthandler.enable(self._native)

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        if self._native is not None:
            faulthandler.disable()
            self._native.close()
            self._native = None

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, TournamentError):
            log.warning("trouble while something was shown", exc_info=(kind, error, trace))
            self.trouble.emit(error)
            return
        log.error("a bug", exc_info=(kind, error, trace))
        self._raised.emit("".join(traceback.format_exception(kind, error, trace)))

    def _show(self, trace: str) -> None:
        if trace in self.seen:
            return
        self.seen.add(trace)
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.add(trace)
            return
        self.dialog = CrashDialog(report(trace), self._save_copy, self._window())
        self.dialog.open()


def report(trace: str) -> str:
    """The report somebody can send: when, what program, what machine, and the traceback."""
    import platform

    from tournament_app import __version__

    when = datetime.now().astimezone().isoformat(timespec="seconds")
    return f"{when}\n{paths.APP} {__version__} · Python {platform.python_version()} · {platform.platform()}\n\n{trace}"


class CrashDialog(QDialog):
    """What happened, what was kept, and four ways on."""

    def __init__(self, text: str, save_copy: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Something went wrong"))
        self.resize(640, 380)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.addWidget(Label(tr("Something went wrong in the program"), "title"))
        kept = tr("Everything done before is saved. You can go on; the report helps to mend this.")
        box.addWidget(Label(kept, "muted", wrap=True))
        from PySide6.QtWidgets import QPlainTextEdit

        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Report"))
        box.addWidget(self.text, 1)
        line = QHBoxLayout()
        for words, kind, act in (
            (tr("Copy report"), "secondary", self._copy),
            (tr("Save a copy of the tournament…"), "secondary", save_copy),
            (tr("Quit"), "quiet", QApplication.quit),
            (tr("Go on"), "primary", self.accept),
        ):
            button = Button(words, kind)
            button.clicked.connect(lambda _=False, act=act: act())
            line.addWidget(button)
        box.addLayout(line)

    def add(self, trace: str) -> None:
        """One more traceback below the first."""
        self.text.appendPlainText("\n" + trace)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
