"""What makes the window come sooner, done before anything of Qt is loaded."""

from __future__ import annotations

import gc
from contextlib import suppress
from importlib import import_module


def make_ready() -> None:
    """Collect no garbage until :func:`settled`, and let PySide not read the source of each module that is imported.

    It does so to learn whether the module uses PySide and might switch one of its features (snake_case) on. No module
    here does, and reading 140 sources takes as long as reading the tournament.
    """
    gc.disable()
    with suppress(ImportError):  # what is missing for a window, qt_check says in words
        import_module("shiboken6")  # brings the other
        import_module("shibokensupport.feature")._mod_uses_pyside = lambda _: True  # type: ignore[attr-defined]  # noqa: SLF001


def settled() -> None:
    """The window stands: what was made for it stays and is never looked at again; garbage is collected from now on."""
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)  # a tournament is many objects that stay; few of them run in circles
    gc.enable()
