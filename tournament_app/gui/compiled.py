"""The bytecode of what is written as text and compiled at every start, kept as Python keeps that of files.

A dataclass is six functions that ``dataclasses`` writes as text: compiling those of the sixty the first screen needs
takes 25 ms, reading their bytecode 2. PySide carries sources inside a library. Kept is the bytecode of exactly that
text by exactly this Python; what is not there, or not whole, is compiled as ever.
"""

from __future__ import annotations

import logging
import marshal
from importlib.util import MAGIC_NUMBER
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import CodeType

log = logging.getLogger(__name__)
MOST = 2_000
"""Texts that are kept; of more, left by earlier versions, those of this start only."""


class Compiled:
    """A compiler that remembers in *file* what it compiled once: the magic number of Python, a checksum, the code."""

    def __init__(self, file: Path, compiler: Callable[..., Any]) -> None:
        self.file, self._compile = file, compiler
        self._kept = _read(file)
        self._used: dict[tuple[str | bytes, str], CodeType] = {}
        self.new = 0

    def __call__(
        self, source: str | bytes, file: str = "<string>", mode: str = "exec", *words: Any, **named: Any
    ) -> Any:
        """The bytecode of a whole text; what is asked for in another way is compiled in the ordinary one."""
        if words or named or mode != "exec" or not isinstance(source, str | bytes):
            return self._compile(source, file, mode, *words, **named)
        key = source, file
        code = self._kept.get(key)
        if code is None:
            self.new += 1
            code = self._kept[key] = self._compile(source, file, mode, dont_inherit=True)
        self._used[key] = code
        return code

    def keep(self) -> None:
        """Write down what came new; a disk that says no is only noted in the log."""
        if not self.new:
            return
        self.new = 0
        data = marshal.dumps(self._kept if len(self._kept) <= MOST else self._used)
        part = self.file.with_suffix(".part")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(MAGIC_NUMBER + crc32(data).to_bytes(4, "big") + data)
            part.replace(self.file)
        except OSError:
            log.info("compiled code cannot be kept", exc_info=True)


def _read(file: Path) -> dict[tuple[str | bytes, str], CodeType]:
    """What *file* keeps, nothing if it is of another Python or not whole: ``marshal`` must not see what is torn."""
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    head = len(MAGIC_NUMBER) + 4
    if data[:head] != MAGIC_NUMBER + crc32(data[head:]).to_bytes(4, "big"):
        return {}
    found: dict[tuple[str | bytes, str], CodeType] = marshal.loads(data[head:])  # noqa: S302 - as of __pycache__
    return found
