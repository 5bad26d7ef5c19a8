"""Finished pages on the printer: each drawn at 300 dots an inch where it stands on the sheet, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from tournament_app.documents.sheets import Sheets
from tournament_app.errors import Unavailable
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.token import Token

DOTS = 300
SIZES = ((595, QPageSize.PageSizeId.A4), (842, QPageSize.PageSizeId.A3))
"""Width of the upright sheet in points, and its name."""


def printer_for(sheets: Sheets, title: str) -> QPrinter:
    """A printer set to the paper of the first page; the pages say where their own margins are."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DOTS)
    printer.setFullPage(True)
    printer.setDocName(title)
    printer.setCreator("GiaiDau")
    if sheets.sizes:
        width, height = sheets.sizes[0]
        short = min(width, height)
        printer.setPageSize(QPageSize(min(SIZES, key=lambda size: abs(size[0] - short))[1]))
        printer.setPageOrientation(_orientation(width, height))
    return printer


def _orientation(width: float, height: float) -> QPageLayout.Orientation:
    return QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait


def pages_of(printer: QPrinter, count: int) -> list[int]:
    """The pages (from 0) somebody asked for in the print dialog, in the order they come out."""
    pages = list(range(count))
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        pages = pages[printer.fromPage() - 1 : printer.toPage() or None]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    return pages * copies


def print_pages(printer: QPrinter, data: bytes, token: Token) -> int:
    """Print the chosen pages of a PDF; returns how many. Raises ``Unavailable`` if the printer does not take them."""
    sheets = Sheets(data)
    painter = QPainter()
    try:
        pages = pages_of(printer, len(sheets))
        for done, page in enumerate(pages):
            token.report(done, len(pages), Text("page {n}", n=page + 1))
            printer.setPageOrientation(_orientation(*sheets.sizes[page]))
            if not (printer.newPage() if done else painter.begin(printer)):
                raise _refused(printer)
            _draw(painter, printer, sheets, page)
        return len(pages)
    finally:
        if painter.isActive():
            painter.end()
        sheets.close()


def _refused(printer: QPrinter) -> Unavailable:
    text = Text(
        "The printer {name} does not take the pages. Nothing of the tournament is touched; see whether it is on and "
        "has paper, or save a PDF.",
        name=printer.printerName() or printer.outputFileName(),
    )
    return Unavailable(text, "printer")


def _draw(painter: QPainter, printer: QPrinter, sheets: Sheets, page: int) -> None:
    """The page at its true size, or smaller where the paper is."""
    picture = sheets.picture(page, DOTS / 72)
    assert picture is not None
    image = QImage(picture.pixels, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    width, height = (side * printer.resolution() / 72 for side in sheets.sizes[page])
    shrink = min(1.0, paper.width() / width, paper.height() / height)
    box = QRectF(0, 0, width * shrink, height * shrink)
    box.moveCenter(QRectF(0, 0, paper.width(), paper.height()).center())
    painter.drawImage(box, image)
