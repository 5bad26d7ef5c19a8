"""The house table: thin rules, a header on every page, no colour needed, nothing smaller than 9 points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, Table

from tournament_app.documents import fonts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.queries.prints import Side

Align = Literal["left", "center", "right"]
ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT}
HEADER = colors.Color(0.92, 0.92, 0.92)
BAND = colors.Color(0.97, 0.97, 0.97)
RULE = colors.Color(0.55, 0.55, 0.55)
KEPT_ROWS = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header, its *share* of the width, and where its text stands."""

    title: str
    share: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Markup:
    """A cell whose text is paragraph markup already."""

    text: str


Cell = str | int | Markup


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together under a *title* (a delegation, a court); without a title they just follow."""

    rows: Sequence[Sequence[Cell]]
    title: str = ""


def side_cell(side: Side, *, bold: bool = False, apart: bool = True) -> Markup:
    """Names, and the unit below (or behind, if not *apart*) in italics; a side not known yet in italics."""
    who = fonts.markup(side.who)
    if not side.names and not side.unit:
        who = f"<i>{who}</i>"
    if bold:
        who = f"<b>{who}</b>"
    unit = f"<i>{fonts.markup(side.whose)}</i>" if side.whose else ""
    return Markup(who + (("<br/>" if apart else ", ") + unit if unit else ""))


def paragraph(cell: Cell, size: float, align: Align = "left", font: str = fonts.REGULAR) -> Paragraph:
    """A cell's text, wrapped to its column."""
    fonts.register()
    style = ParagraphStyle("cell", fontName=font, fontSize=size, leading=size * 1.18, alignment=ALIGN[align])
    return Paragraph(cell.text if isinstance(cell, Markup) else fonts.markup(str(cell)), style)


def house_table(
    columns: Sequence[Column],
    blocks: Sequence[Block],
    width: float,
    *,
    size: float = 10.5,
    caption: str = "",
    grid: bool = False,
    header: bool = True,
) -> Table:
    """A table *width* points wide. *caption* stands above the header and is repeated with it on every page.

    A block up to ``KEPT_ROWS`` rows is never parted by a page break; a longer one keeps its title and first rows.
    """
    rows: list[list[Any]] = []
    style: list[tuple[Any, ...]] = _style(grid=grid)
    if caption:
        style += [("SPAN", (0, 0), (-1, 0)), ("LEFTPADDING", (0, 0), (-1, 0), 0)]
        rows.append([paragraph(caption, size + 1, font=fonts.BOLD), *[""] * (len(columns) - 1)])
    if header:
        here = len(rows)
        style += [
            ("BACKGROUND", (0, here), (-1, here), HEADER),
            ("LINEABOVE", (0, here), (-1, here), 0.8, colors.black),
            ("LINEBELOW", (0, here), (-1, here), 0.8, colors.black),
            ("VALIGN", (0, here), (-1, here), "MIDDLE"),
        ]
        rows.append([paragraph(column.title, size, column.align, fonts.BOLD) for column in columns])
    repeated = len(rows)
    for block in blocks:
        first = len(rows)
        if block.title:
            style += [("SPAN", (0, first), (-1, first)), ("BACKGROUND", (0, first), (-1, first), BAND)]
            rows.append([paragraph(block.title, size, font=fonts.BOLD), *[""] * (len(columns) - 1)])
        rows += [
            [paragraph(cell, size, column.align) for cell, column in zip(row, columns, strict=True)]
            for row in block.rows
        ]
        kept = len(rows) - first if len(block.rows) <= KEPT_ROWS else 3
        if block.title and kept > 1:
            style.append(("NOSPLIT", (0, first), (-1, first + kept - 1)))
    return Table(rows, colWidths=_widths(columns, width, size), repeatRows=repeated, style=style, hAlign="LEFT")


def parted_table(
    columns: Sequence[Column], blocks: Sequence[Block], width: float, *, size: float = 10.5, caption: str = ""
) -> tuple[list[Table], list[Table]]:
    """A house table in two: all but the end, and the end that a signature keeps company with on its page."""
    if not blocks or not blocks[-1].rows:
        return [], [house_table(columns, blocks, width, size=size, caption=caption)]
    *before, last = blocks
    if not (last.title and len(last.rows) <= KEPT_ROWS):
        before.append(Block(last.rows[:-3], last.title))
        last = Block(last.rows[-3:])
    if not any(block.rows for block in before):
        return [], [house_table(columns, blocks, width, size=size, caption=caption)]
    end = house_table(columns, [last], width, size=size, header=False)
    return [house_table(columns, before, width, size=size, caption=caption)], [end]


def _widths(columns: Sequence[Column], width: float, size: float) -> list[float]:
    """Shares of *width*, but no column narrower than the longest word of its header."""
    needed = [
        max((fonts.width(word, fonts.BOLD, size) for word in column.title.split()), default=0) + 7 for column in columns
    ]
    shares = sum(column.share for column in columns)
    widths = [max(width * column.share / shares, least) for column, least in zip(columns, needed, strict=True)]
    spare = [wide - least for wide, least in zip(widths, needed, strict=True)]
    over = (sum(widths) - width) / (sum(spare) or 1)
    return [wide - over * more for wide, more in zip(widths, spare, strict=True)]


def _style(*, grid: bool) -> list[tuple[Any, ...]]:
    rules = ("GRID", (0, 0), (-1, -1), 0.4, colors.black) if grid else ("LINEBELOW", (0, 0), (-1, -1), 0.3, RULE)
    return [
        rules,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
