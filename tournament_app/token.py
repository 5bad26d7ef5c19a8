"""How long work says how far it is and learns that nobody wants it any more. No Qt: the command line uses it too."""

from __future__ import annotations

import time
from threading import Event
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


class Cancelled(Exception):  # noqa: N818 - it is no error: somebody asked for it
    """The work was called off; whatever it had begun is not kept."""


class Token:
    """Handed to long work, which calls :meth:`report` at each step."""

    def __init__(self, watch: Callable[[int, int, Any], None] | None = None) -> None:
        self._watch = watch
        self._cancelled = Event()
        self._started = time.monotonic()

    def report(self, done: int, total: int, doing: Any = "") -> None:
        """*done* of *total* steps lie behind; *doing* says what comes now. Raises :class:`Cancelled` if called off."""
        self.check()
        if self._watch is not None:
            self._watch(done, total, doing)

    def check(self) -> None:
        """Stop here if the work was called off: raises :class:`Cancelled`."""
        if self._cancelled.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Call the work off; it stops at its next report. From any thread."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody called it off."""
        return self._cancelled.is_set()

    def seconds_left(self, done: int, total: int) -> float | None:
        """How long it will still take at the pace so far; ``None`` before the first step is done."""
        if done <= 0 or total <= 0:
            return None
        return (time.monotonic() - self._started) / done * max(0, total - done)
