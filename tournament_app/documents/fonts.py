"""The one typeface of documents, Liberation Serif (metric twin of Times New Roman), embedded; and how wide text is."""

from __future__ import annotations

import unicodedata
from functools import cache
from xml.sax.saxutils import escape

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from tournament_app import paths
from tournament_app.errors import Unavailable
from tournament_app.words import Text

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Serif", "Serif-Bold", "Serif-Italic", "Serif-BoldItalic"
FILES = {
    REGULAR: "LiberationSerif-Regular.ttf",
    BOLD: "LiberationSerif-Bold.ttf",
    ITALIC: "LiberationSerif-Italic.ttf",
    BOLD_ITALIC: "LiberationSerif-BoldItalic.ttf",
}
SMALLEST = 9.0


@cache
def register() -> None:
    """Make the four faces known to reportlab; raises ``Unavailable`` when a file of the program is missing."""
    for number, (name, file) in enumerate(FILES.items()):
        path = paths.resource("fonts", file)
        try:
            pdfmetrics.registerFont(TTFont(name, str(path)))
        except (OSError, TTFError) as error:
            raise Unavailable(
                Text("The font {file} cannot be read; nothing was printed. Install the program again.", file=path.name),
                "font_missing",
            ) from error
        addMapping(REGULAR, number % 2, number // 2, name)


def plain(text: str) -> str:
    """*text* with each Vietnamese letter as one character: the font has no separate marks that stand well."""
    return unicodedata.normalize("NFC", text)


def markup(text: str) -> str:
    """*text* for a paragraph, its ``<`` and ``&`` made harmless."""
    return escape(plain(text))


def width(text: str, font: str, size: float) -> float:
    """Width of *text* in points."""
    register()
    return float(pdfmetrics.stringWidth(plain(text), font, size))


def fitting(text: str, font: str, room: float, largest: float, smallest: float = SMALLEST) -> float:
    """The largest size from *smallest* to *largest* at which *text* fits into *room* points, else *smallest*."""
    wanted = width(text, font, largest)
    return largest if wanted <= room else max(smallest, largest * room / wanted)


def wrapped(text: str, font: str, size: float, room: float) -> list[str]:
    """*text* in lines no wider than *room* points; a word that is wider still is broken."""
    lines: list[str] = []
    line = ""
    for word in plain(text).split():
        longer = f"{line} {word}" if line else word
        if width(longer, font, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while width(line, font, size) > room and len(line) > 1:
            cut = next(n for n in range(len(line) - 1, 0, -1) if n == 1 or width(line[:n], font, size) <= room)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line] if line else lines


def balanced(text: str, font: str, size: float, room: float) -> list[str]:
    """*text* in as few lines as *room* points allow, all about equally long: no lonely last word."""
    lines = wrapped(text, font, size, room)
    narrower = room
    while len(lines) > 1 and narrower > room / 3:
        narrower -= 4
        trial = wrapped(text, font, size, narrower)
        if len(trial) > len(lines) or max(width(each, font, size) for each in trial) > room:
            break
        lines = trial
    return lines
