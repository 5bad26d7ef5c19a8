"""What makes the window come sooner, done before anything of Qt is loaded.

PySide 6 carries the sources of its own checker of arguments inside a library and compiles them at every start, and it
reads the source of every module that is imported; Python compiles six functions for each dataclass. Together that takes
longer than reading the tournament, and none of it is needed to show a window.
``tests/gui/test_early.py`` notices when a newer PySide or Python does these things in another way.
"""

from __future__ import annotations

import atexit
import builtins
import dataclasses
import gc
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

from tournament_app import paths
from tournament_app.gui.compiled import Compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = "shibokensupport/signature/"
LATER = {
    *(f"{_PART}{name}.py" for name in ("errorhandler", "layout", "parser")),
    *(f"{_PART}lib/{name}.py" for name in ("enum_sig", "pyi_generator", "tool")),
}
"""What PySide needs to tell somebody who programs which arguments a function takes."""

_WHEN_ASKED = """
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    del globals()["__getattr__"]
    exec(compile({source!r}, {file!r}, "exec"), globals())
    return globals()[name]
"""
_compiled: list[Compiled] = []


def make_ready() -> None:
    """Collect no garbage until :func:`settled`, compile nothing twice, let PySide do nothing only a programmer needs.

    PySide reads the source of each module to learn whether it uses PySide and might switch one of its features
    (snake_case) on; no module here does.
    """
    gc.disable()
    compiled = Compiled(paths.user_cache() / "compiled.bin", builtins.compile)
    _compiled.append(compiled)
    atexit.register(_keep)

    def execute(text: str, *where: Any) -> None:
        exec(compiled(text), *where)  # noqa: S102 - what dataclasses itself would execute

    vars(dataclasses)["exec"] = execute
    with suppress(ImportError), _pyside_compiled(compiled):  # what is missing for a window, qt_check says in words
        import_module("shiboken6")  # brings the other
        import_module("shibokensupport.feature")._mod_uses_pyside = lambda _: True  # type: ignore[attr-defined]  # noqa: SLF001


@contextmanager
def _pyside_compiled(compiled: Compiled) -> Iterator[None]:
    """Meanwhile nothing is *compiled* twice, and each module of :data:`LATER` only when a name of it is first read."""
    compiler = builtins.compile

    def later(source: Any, file: Any, *words: Any, **named: Any) -> Any:
        if file in LATER:
            return compiler(_WHEN_ASKED.format(source=source, file=file), file, *words, **named)
        return compiled(source, file, *words, **named)

    builtins.compile = later  # type: ignore[assignment]
    try:
        yield
    finally:
        builtins.compile = compiler


def settled() -> None:
    """The window stands: what was made for it stays and is never looked at again; garbage is collected from now on."""
    _keep()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)  # a tournament is many objects that stay; few of them run in circles
    gc.enable()


def _keep() -> None:
    """Keep what the window needed; what comes later is compiled in the ordinary way, or every start would read it."""
    while _compiled:
        _compiled.pop().keep()
        vars(dataclasses).pop("exec", None)
