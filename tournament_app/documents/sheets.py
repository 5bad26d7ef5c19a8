"""Finished PDF pages as pictures, for the window and the printer, and several documents joined into one.

PDFium does one thing at a time in a process, whatever thread asks: one lock stands before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from threading import RLock
from typing import TYPE_CHECKING

import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Sequence

_LOCK = RLock()


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn: *pixels* are rows of blue, green, red and one unused byte, *stride* bytes to a row."""

    width: int
    height: int
    stride: int
    pixels: bytes


class Sheets:
    """The pages of a document; *sizes* are (width, height) in points."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        with _LOCK:
            self._document: pypdfium2.PdfDocument | None = pypdfium2.PdfDocument(data)
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                self._document.get_page_size(n) for n in range(len(self._document))
            )

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, page: int, scale: float) -> Picture | None:
        """Page *page* (from 0) at *scale* pixels a point, on white; ``None`` once the document is closed."""
        with _LOCK:
            if self._document is None:
                return None
            sheet = self._document[page]
            bitmap = sheet.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
            made = Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            bitmap.close()
            sheet.close()
            return made

    def __del__(self) -> None:
        # Left to itself the library would let the memory go beside a thread that draws.
        if hasattr(self, "_document"):
            self.close()

    def close(self) -> None:
        """Let the memory go; from then on there are no pictures."""
        with _LOCK:
            if self._document is not None:
                self._document.close()
                self._document = None


def joined(parts: Sequence[bytes]) -> bytes:
    """Several documents as one, page after page."""
    if len(parts) == 1:
        return parts[0]
    target = BytesIO()
    with _LOCK:
        whole = pypdfium2.PdfDocument.new()
        for part in parts:
            one = pypdfium2.PdfDocument(part)
            whole.import_pages(one)
            one.close()
        whole.save(target)
        whole.close()
    return target.getvalue()
