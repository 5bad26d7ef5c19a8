"""What makes the window come sooner, done before anything of Qt is loaded.

PySide 6 carries the sources of its own checker of arguments inside a library and compiles them at every start, and it
reads the source of every module that is imported. Both take as long as reading the tournament; neither is needed to
show a window. ``tests/gui/test_early.py`` notices when a newer PySide does these things in another way.
"""

from __future__ import annotations

import builtins
import gc
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

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


def make_ready() -> None:
    """Collect no garbage until :func:`settled`, and let PySide do nothing that only a programmer needs.

    It reads the source of each module to learn whether it uses PySide and might switch one of its features
    (snake_case) on; no module here does.
    """
    gc.disable()
    with suppress(ImportError), _compiled_when_asked():  # what is missing for a window, qt_check says in words
        import_module("shiboken6")  # brings the other
        import_module("shibokensupport.feature")._mod_uses_pyside = lambda _: True  # type: ignore[attr-defined]  # noqa: SLF001


@contextmanager
def _compiled_when_asked() -> Iterator[None]:
    """Meanwhile each module of :data:`LATER` becomes one that compiles itself when a name of it is first read."""
    compiled = builtins.compile

    def later(source: Any, file: Any, *words: Any, **named: Any) -> Any:
        if file in LATER:
            source = _WHEN_ASKED.format(source=source, file=file)
        return compiled(source, file, *words, **named)

    builtins.compile = later  # type: ignore[assignment]
    try:
        yield
    finally:
        builtins.compile = compiled


def settled() -> None:
    """The window stands: what was made for it stays and is never looked at again; garbage is collected from now on."""
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)  # a tournament is many objects that stay; few of them run in circles
    gc.enable()
