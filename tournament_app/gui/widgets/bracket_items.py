"""The painted parts of the bracket view: boxes with their lines, cross tables, and the lines that join boxes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from tournament_app.gui.theme import font, token
from tournament_app.gui.widgets.zoom_view import READABLE
from tournament_app.words import tr

if TYPE_CHECKING:
    from tournament_app.gui.widgets.bracket_data import Box, Canvas, Cell, Group, Line, Row

BOX = (182.0, 52.0)
PITCH = (206.0, 70.0)
HEADER = 16.0
ROW = 26.0
NAME, CELL, POINTS, RANK = 156.0, 56.0, 40.0, 40.0
GAP = 28.0
BOLD = font().Weight.DemiBold
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
CENTER = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True)
class Node:
    """A place one can stand on with the keys: its *rect* in the scene, its match and entry, and how it is said."""

    rect: QRectF
    contest: str
    entry: int | None
    spoken: str


@dataclass
class Light:
    """What is lit now: the entrant under the mouse or the keys, the place of the keys, and entries marked."""

    entry: int | None = None
    current: Node | None = None
    marked: list[int] = field(default_factory=list)


def write(painter: QPainter, area: QRectF, words: str, colour: str, align: Qt.AlignmentFlag = LEFT) -> None:
    """One line of text in *area*, cut with an ellipsis where it is too long."""
    painter.setPen(token(colour))
    short = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(area, int(align), short)


class _Item(QGraphicsItem):
    def __init__(self, size: tuple[float, float], light: Light) -> None:
        super().__init__()
        self.size, self.light = size, light

    def boundingRect(self) -> QRectF:
        return QRectF(-4, -HEADER - 4, self.size[0] + 8, self.size[1] + HEADER + 8)

    def _ground(self, painter: QPainter, area: QRectF, line: Line, corner: float) -> None:
        """What lies under a line: the soft colour of a lit entrant, the frame of a marked one."""
        if line.entry is None:
            return
        if line.entry == self.light.entry or line.entry in self.light.marked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(token("warning_soft" if line.entry in self.light.marked else "selection"))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), corner, corner)

    def _line(self, painter: QPainter, area: QRectF, line: Line) -> None:
        """Name, seed in superscript, and what the side has of the score."""
        inner = area.adjusted(9, 0, -9, 0)
        painter.setFont(font(9, BOLD if line.won and line.score else font().Weight.Normal))
        taken = painter.fontMetrics().horizontalAdvance(line.score) + 8 if line.score else 0
        number = line.score[:1].isdigit() or line.score[:1] == "½"
        write(painter, inner, line.score, "primary" if line.won else "text" if number else "muted", RIGHT)
        painter.setFont(font(9.5, BOLD if line.won else font().Weight.Normal))
        seed = f"({line.seed})" if line.seed else ""
        room = inner.adjusted(0, 0, -taken - (16 if seed else 0), 0)
        write(painter, room, line.text, "muted" if line.muted else "text")
        if seed:
            width = min(painter.fontMetrics().horizontalAdvance(line.text), int(room.width()))
            painter.setFont(font(6.5, BOLD))
            write(painter, QRectF(room.x() + width + 3, area.y() + 2, 24, 14), seed, "text")


class BoxItem(_Item):
    """A contest of the knockout: a header line, two sides, red outline while it is played."""

    def __init__(self, box: Box, light: Light) -> None:
        super().__init__(BOX, light)
        self.box = box
        self.setPos(box.column * PITCH[0], box.y * PITCH[1] - BOX[1] / 2)

    def nodes(self) -> list[Node]:
        """One place for each side."""
        head = f"{self.box.header}. " if self.box.header else ""
        pair = tr("{a} against {b}", a=_said(self.box.lines[0]), b=_said(self.box.lines[1]))
        return [
            Node(
                QRectF(self.x(), self.y() + side * BOX[1] / 2, BOX[0], BOX[1] / 2),
                self.box.contest,
                line.entry,
                f"{line.text}. {head}{pair}",
            )
            for side, line in enumerate(self.box.lines)
        ]

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = BOX
        box, whole = self.box, QRectF(0, 0, width, height)
        lit = self.light.entry is not None and any(line.entry == self.light.entry for line in box.lines)
        edge = {"live": "live", "stale": "warning"}.get(box.look, "primary" if lit else "line")
        painter.setFont(font(8.5))
        header = {"live": "live_text", "stale": "warning_text"}.get(box.look, "muted")
        write(painter, QRectF(0, -HEADER - 1, width + 18, HEADER), box.header, header)
        painter.setPen(QPen(token(edge), 1.4 if edge != "line" else 1))
        painter.setBrush(token("surface"))
        painter.drawRoundedRect(whole, 7, 7)
        halves = [QRectF(0, side * height / 2, width, height / 2) for side in (0, 1)]
        for area, line in zip(halves, box.lines, strict=True):
            self._ground(painter, area, line, 6)
        painter.setPen(QPen(token("line"), 1))
        painter.drawLine(QPointF(1, height / 2), QPointF(width - 1, height / 2))
        for area, line in zip(halves, box.lines, strict=True):
            self._line(painter, area, line)


class GroupItem(_Item):
    """The cross table of a group: everybody against everybody, points and rank."""

    def __init__(self, group: Group, light: Light, x: float, y: float) -> None:
        super().__init__(group_size(group), light)
        self.table = group
        self.setPos(x, y)

    def nodes(self) -> list[Node]:
        """One place for each entrant and one for each meeting."""
        found = []
        for at, row in enumerate(self.table.rows):
            top = self.y() + ROW * (at + 2)
            spoken = ". ".join(filter(None, (_said(row.line), self.table.name, row.rank and _rank(row), row.reason)))
            found.append(Node(QRectF(self.x(), top, NAME, ROW), "", row.line.entry, spoken))
            for other, cell in enumerate(row.cells):
                if cell is None or not cell.contest:
                    continue
                rival = self.table.rows[cell.against].line
                words = ". ".join(
                    (self.table.name, tr("{a} against {b}", a=_said(row.line), b=_said(rival)), cell.text)
                )
                rect = QRectF(self.x() + NAME + other * CELL, top, CELL, ROW)
                found.append(Node(rect, cell.contest, row.line.entry, words))
        return found

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = self.size
        painter.setFont(font(9.5, BOLD))
        write(painter, QRectF(0, 0, width, ROW), self.table.name, "text")
        painter.setPen(QPen(token("line"), 1))
        painter.setBrush(token("surface"))
        painter.drawRoundedRect(QRectF(0, ROW, width, height - ROW), 7, 7)
        self._titles(painter)
        for at, row in enumerate(self.table.rows):
            self._row(painter, at, row)

    def _titles(self, painter: QPainter) -> None:
        painter.setFont(font(8, BOLD))
        end = NAME + self.table.columns * CELL
        for at in range(self.table.columns):
            write(painter, QRectF(NAME + at * CELL, ROW, CELL, ROW), str(at + 1), "muted", CENTER)
        write(painter, QRectF(end, ROW, POINTS, ROW), tr("Pts"), "muted", CENTER)
        write(painter, QRectF(end + POINTS, ROW, RANK, ROW), tr("Rank"), "muted", CENTER)

    def _row(self, painter: QPainter, at: int, row: Row) -> None:
        top, end = ROW * (at + 2), NAME + len(row.cells) * CELL
        painter.setPen(QPen(token("line"), 1))
        painter.drawLine(QPointF(1, top), QPointF(self.size[0] - 1, top))
        self._ground(painter, QRectF(0, top, self.size[0], ROW), row.line, 4)
        painter.setFont(font(8))
        write(painter, QRectF(9, top, 14, ROW), str(at + 1), "muted")
        self._line(painter, QRectF(14, top, NAME - 14, ROW), row.line)
        for other, cell in enumerate(row.cells):
            self._cell(painter, QRectF(NAME + other * CELL, top, CELL, ROW), cell)
        painter.setFont(font(9, BOLD))
        write(painter, QRectF(end, top, POINTS, ROW), row.points, "text", CENTER)
        write(painter, QRectF(end + POINTS, top, RANK, ROW), row.rank, "primary" if row.rank == "1" else "text", CENTER)

    def _cell(self, painter: QPainter, area: QRectF, cell: Cell | None) -> None:
        if cell is None:
            painter.fillRect(area.adjusted(0, 1, 0, -1), token("neutral_soft"))
            return
        if cell.live:
            painter.setPen(QPen(token("live"), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(2, 3, -2, -3), 5, 5)
        score = "–" in cell.text
        painter.setFont(font(9 if score else 7.5, BOLD if cell.won else font().Weight.Normal))
        colour = "live_text" if cell.live else "primary" if cell.won else "text" if score else "muted"
        write(painter, area, cell.text, colour, CENTER)


class EdgeItem(QGraphicsItem):
    """The line from a box to the one its winner goes to; thick where a lit entrant goes along."""

    def __init__(self, feeding: BoxItem, fed: BoxItem, light: Light) -> None:
        super().__init__()
        self.ends, self.light = (feeding.box, fed.box), light
        start = QPointF(feeding.x() + BOX[0], feeding.y() + BOX[1] / 2)
        end = QPointF(fed.x(), fed.y() + BOX[1] / 2)
        middle = end.x() - (PITCH[0] - BOX[0]) / 2
        self.path = QPainterPath(start)
        self.path.lineTo(middle, start.y())
        self.path.lineTo(middle, end.y())
        self.path.lineTo(end)
        self.setZValue(-1)

    def boundingRect(self) -> QRectF:
        return self.path.boundingRect().adjusted(-3, -3, 3, 3)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        on_path = self.light.entry is not None and all(
            any(line.entry == self.light.entry for line in box.lines) for box in self.ends
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(token("primary" if on_path else "silver"), 2.4 if on_path else 1.4))
        painter.drawPath(self.path)


class FocusItem(QGraphicsItem):
    """The frame around the place of the keys."""

    def __init__(self, light: Light) -> None:
        super().__init__()
        self.light = light
        self.setZValue(2)

    def boundingRect(self) -> QRectF:
        here = self.light.current
        return here.rect.adjusted(-3, -3, 3, 3) if here is not None else QRectF()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self.light.current is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(token("primary"), 2))
            painter.drawRoundedRect(self.light.current.rect.adjusted(1, 1, -1, -1), 5, 5)


def group_size(group: Group) -> tuple[float, float]:
    """Width and height of a cross table with its title."""
    return NAME + group.columns * CELL + POINTS + RANK, ROW * (len(group.rows) + 2)


def place_groups(canvas: Canvas) -> tuple[list[tuple[float, float]], QPointF]:
    """Where each cross table stands, and where the knockout begins: beside or below them, whichever shows larger."""
    sizes = [group_size(group) for group in canvas.groups]
    if not sizes:
        return [], QPointF(0, 0)
    wide, high = max(w for w, _ in sizes) + GAP, max(h for _, h in sizes) + GAP
    knockout = len(canvas.headings) * PITCH[0], canvas.height * PITCH[1] + 2 * HEADER if canvas.boxes else 0.0
    best = (0.0, 1, True)
    for across in range(min(len(sizes), 6), 0, -1):
        width, height = across * wide, -(-len(sizes) // across) * high
        below = max(width, knockout[0]), height + knockout[1]
        beside = width + knockout[0], max(height, knockout[1])
        best = max(best, (_shown(*below), across, False), (_shown(*beside), across, True))
    _, across, is_beside = best
    places = [(at % across * wide, at // across * high) for at in range(len(sizes))]
    return places, QPointF(across * wide, 0) if is_beside else QPointF(0, -(-len(sizes) // across) * high)


def _shown(width: float, height: float) -> float:
    """How large a drawing of this size is shown on the commonest laptop; one that is scrolled is better if shorter."""
    whole = min(1.0, 820 / width, 570 / height)
    if whole >= READABLE:
        return whole
    scale = min(1.0, max(READABLE, 820 / width))
    return READABLE * min(1.0, 570 / (height * scale)) * (1 if width * scale <= 821 else 0.1)


def _said(line: Line) -> str:
    return " ".join(filter(None, (line.full or line.text, line.score)))


def _rank(row: Row) -> str:
    return tr("rank {rank}, {points} points", rank=row.rank, points=row.points)
