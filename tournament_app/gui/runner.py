"""Long work off the interface thread: how far it is, what it does, how long it will take, and a way to call it off."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QThread, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from tournament_app.errors import TournamentError
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.label import Label
from tournament_app.token import Cancelled, Token
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable


class Job(QThread):
    """One piece of long work: *work* is called with a :class:`Token` on a thread of its own.

    ``finished_with(value)``, ``failed(TournamentError)`` or ``cancelled()`` comes on the interface thread, one of them
    once; a bug in the work goes to the crash report like any other. ``progress(done, total, doing)`` comes before.
    """

    progress = Signal(int, int, str)
    finished_with = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    def __init__(self, work: Callable[[Token], Any], name: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.token = Token(lambda done, total, doing: self.progress.emit(done, total, str(doing)))
        self._work = work

    def run(self) -> None:
        try:
            value = self._work(self.token)
        except Cancelled:
            self.cancelled.emit()
        except TournamentError as error:
            self.failed.emit(error)
        except Exception:  # noqa: BLE001 - whatever it is, it is a bug and is reported as one
            sys.excepthook(*sys.exc_info())
            self.cancelled.emit()
        else:
            self.finished_with.emit(value)


class JobBar(QFrame):
    """The line above the page while work runs; goes by itself when the work is over."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("banner", "info")
        self.job = job
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 18, 6, 6)
        line.setSpacing(12)
        self._words = Label(job.name, "strong")
        self._doing = Label("", "muted")
        self._doing.setMinimumWidth(1)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(200)
        self._bar.setAccessibleName(job.name)
        self.cancel = Button(tr("Cancel"), "secondary")
        self.cancel.clicked.connect(self._cancel)
        for widget, stretch in ((self._words, 0), (self._doing, 1), (self._bar, 0), (self.cancel, 0)):
            line.addWidget(widget, stretch)
        job.progress.connect(self._report)
        for signal in (job.finished_with, job.failed, job.cancelled):
            signal.connect(self.deleteLater, Qt.ConnectionType.QueuedConnection)

    @property
    def text(self) -> str:
        """What the line says besides its name."""
        return self._doing.text()

    def _report(self, done: int, total: int, doing: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        left = self.job.token.seconds_left(done, total)
        self._doing.setText(" · ".join(filter(None, (doing, f"{done}/{total}" if total else "", remaining(left)))))

    def _cancel(self) -> None:
        self.job.token.cancel()
        self.cancel.setEnabled(False)
        self._doing.setText(tr("Stopping…"))


def remaining(seconds: float | None) -> str:
    """Time left in words, rounded as people round."""
    if seconds is None:
        return ""
    if seconds < 60:
        return tr("about {n} s left", n=max(1, round(seconds)))
    return tr("about {n} min left", n=round(seconds / 60))
