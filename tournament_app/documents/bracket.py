"""The groups and the knockout of an event on paper: on one sheet if it stays readable, else in sections of the draw."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable, KeepTogether, PageBreak, Table

from tournament_app.documents import fonts
from tournament_app.documents.groups import cross_table
from tournament_app.documents.head import TIGHT, line
from tournament_app.documents.page import Margins, flow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.queries.prints import BracketBox, BracketPrint, Side

SIZES = (11.0, 10.0, 9.0)
GAP, PAD, LINK = 8.0, 3.0, 16.0
TITLE_ROOM = 78.0


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of one side, and how many of them are names (the rest is the unit)."""

    lines: tuple[str, ...]
    names: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A box with its text wrapped: *y* is its middle in units, *above* and *below* what stands outside it."""

    index: int
    box: BracketBox
    y: float
    sides: tuple[Text, ...]
    above: str
    below: str

    def body(self, leading: float) -> float:
        """Height of the frame itself in points."""
        return sum(max(1, len(side.lines)) * leading + 2 * PAD for side in self.sides)

    def height(self, leading: float) -> float:
        """Height of the frame with the line above and the line below."""
        return self.body(leading) + leading * (bool(self.above) + bool(self.below))


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes of one sheet at one size of type; *unit* is the distance in points that 1.0 in y stands for."""

    drawn: tuple[Drawn, ...]
    columns: tuple[int, ...]
    size: float
    column_width: float
    unit: float

    @property
    def leading(self) -> float:
        """Distance of two lines of text."""
        return self.size * 1.15

    @property
    def height(self) -> float:
        """Height of the whole drawing in points."""
        tops = [d.y * self.unit - d.height(self.leading) / 2 for d in self.drawn]
        bottoms = [d.y * self.unit + d.height(self.leading) / 2 for d in self.drawn]
        return max(bottoms) - min(tops)


def bracket(given: BracketPrint) -> bytes:
    """Groups as cross tables, then the knockout. A draw too large for one sheet goes on one sheet a section."""
    margins = Margins(given.head, given.paper)
    event = " - ".join(filter(None, (given.sport, given.event)))
    story: list[Flowable] = []
    if given.groups:
        story += [*_title(given, "Bảng đấu", event), *_groups(given, margins.width)]
    room = margins.height - TITLE_ROOM
    for one in (given, *given.more):
        parts = _sections(one, range(len(one.boxes)), margins.width, room) if one.boxes else []
        name = one.part or "Nhánh đấu"
        for number, part in enumerate(parts, 1):
            if story:
                story.append(PageBreak())
            title = name if len(parts) == 1 else f"{name} - phần {number}/{len(parts)}"
            layout = _best(one, part, margins.width, room)
            story += [*_title(given, title, event), BracketDrawing(one, layout, room)]
    return flow(
        story or _title(given, "Nhánh đấu", event), given.head, given.edition, f"Nhánh đấu {event}", given.paper
    )


def _title(given: BracketPrint, title: str, event: str) -> list[Flowable]:
    subtitle = f"{event} ({given.subtitle})" if given.subtitle else event
    return [
        line(given.head.tournament, 11, fonts.ITALIC),
        line(title.upper(), 15, fonts.BOLD, spaceBefore=2),
        line(subtitle, 13, fonts.BOLD, spaceAfter=8),
    ]


def _groups(given: BracketPrint, width: float) -> list[Flowable]:
    """Cross tables, two abreast while they are small."""
    wide = max(len(group.rows) for group in given.groups) > 5
    columns = 1 if wide or given.paper == "A4" else 2
    each = (width - 20 * (columns - 1)) / columns
    tables = [cross_table(group, each) for group in given.groups]
    if columns == 1:
        return [KeepTogether(table) for table in tables]
    pairs = [tables[n : n + 2] for n in range(0, len(tables), 2)]
    return [
        Table([[pair[0], "", pair[1] if len(pair) > 1 else ""]], colWidths=[each, 20, each], style=TIGHT)
        for pair in pairs
    ]


def _sections(given: BracketPrint, part: Sequence[int], width: float, room: float) -> list[tuple[int, ...]]:
    """The boxes of each sheet: all on one, or the sections of the draw and then the rounds where they meet."""
    if _best(given, part, width, room).height <= room:
        return [tuple(part)]
    columns = sorted({given.boxes[n].column for n in part})
    for column in reversed(columns[:-1]):
        heads = [n for n in part if given.boxes[n].column == column]
        sections = [_feeding(given, head) for head in heads]
        if all(_best(given, section, width, room).height <= room for section in sections):
            rest = [n for n in part if given.boxes[n].column >= column]
            return [*sections, *_sections(given, rest, width, room)] if len(rest) < len(part) else [tuple(part)]
    return [tuple(part)]


def _feeding(given: BracketPrint, head: int) -> tuple[int, ...]:
    """The box *head* and all whose winners may come to it."""
    found = {head}
    for source, target in sorted(given.edges, reverse=True):
        if target in found:
            found.add(source)
    return tuple(sorted(found))


def _best(given: BracketPrint, part: Sequence[int], width: float, room: float) -> Layout:
    """The largest type that fits *room*, else the smallest."""
    for size in SIZES[:-1]:
        layout = _layout(given, part, width, size)
        if layout.height <= room:
            return layout
    return _layout(given, part, width, SIZES[-1])


def _layout(given: BracketPrint, part: Sequence[int], width: float, size: float) -> Layout:
    columns = tuple(sorted({given.boxes[n].column for n in part}))
    column_width = min((width + LINK) / len(columns), 260.0)
    drawn = [_wrap(given.boxes[n], n, y, size, column_width - LINK - 2 * PAD) for n, y in _heights(given, part).items()]
    leading = size * 1.15
    unit = 0.0
    for column in columns:
        here = sorted((d for d in drawn if d.box.column == column), key=lambda d: d.y)
        for upper, lower in pairwise(here):
            needed = (upper.height(leading) + lower.height(leading)) / 2 + GAP
            unit = max(unit, needed / (lower.y - upper.y))
    return Layout(tuple(drawn), columns, size, column_width, unit or 1.0)


def _heights(given: BracketPrint, part: Sequence[int]) -> dict[int, float]:
    """Box → y with 1.0 between the first column's boxes; a match nobody feeds (for third) stands below the final."""
    first = min(given.boxes[n].column for n in part)
    fed = {target for _, target in given.edges}
    heights: dict[int, float] = {}
    for n in part:
        box = given.boxes[n]
        alone = box.column > first and n not in fed
        above = [heights[m] for m in heights if given.boxes[m].column == box.column]
        heights[n] = max(above) + 1 if alone and above else box.y / 2**first
    return heights


def _wrap(box: BracketBox, index: int, y: float, size: float, room: float) -> Drawn:
    sides = (_text(box.a, size, room),) if box.bye else (_text(box.a, size, room), _text(box.b, size, room))
    above = " · ".join(filter(None, (box.label, box.when)))
    return Drawn(index, box, y, sides, above, box.score)


def _text(side: Side, size: float, room: float) -> Text:
    who = f"{side.who} [{side.seed}]" if side.seed else side.who
    names = fonts.wrapped(who, fonts.BOLD, size, room)
    return Text((*names, *fonts.wrapped(side.whose, fonts.ITALIC, size, room)), len(names))


class BracketDrawing(Flowable):  # type: ignore[misc]  # reportlab has no types
    """One sheet of the knockout, drawn into the room below the title."""

    def __init__(self, given: BracketPrint, layout: Layout, room: float) -> None:
        super().__init__()
        self.given, self.layout, self.room = given, layout, room
        spread = min(2.0, max(1.0, (room - 20) / layout.height))
        self.unit = layout.unit * spread
        self.top = min(d.y * self.unit - d.height(layout.leading) / 2 for d in layout.drawn)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """All the room there is."""
        return width, self.room

    def draw(self) -> None:
        """Headings, boxes and the lines between them."""
        places = {d.index: self._box(d) for d in self.layout.drawn}
        self._headings()
        self.canv.setLineWidth(0.6)
        for source, target in self.given.edges:
            if source in places and target in places:
                (_, right, y), (left, _, to) = places[source], places[target]
                middle = right + LINK / 2
                self.canv.lines([(right, y, middle, y), (middle, y, middle, to), (middle, to, left, to)])

    def _left(self, column: int) -> float:
        return self.layout.columns.index(column) * self.layout.column_width

    def _headings(self) -> None:
        self.canv.setFont(fonts.BOLD, 10)
        for column in self.layout.columns:
            if column < len(self.given.headings):
                middle = self._left(column) + (self.layout.column_width - LINK) / 2
                self.canv.drawCentredString(middle, self.room - 2, fonts.plain(self.given.headings[column]))

    def _box(self, drawn: Drawn) -> tuple[float, float, float]:
        """Draw a box; return its left and right end and the height at which lines join it."""
        layout, canvas = self.layout, self.canv
        leading, size = layout.leading, layout.size
        left, width = self._left(drawn.box.column), layout.column_width - LINK
        height = drawn.body(leading)
        top = self.room - 14 - (drawn.y * self.unit - self.top - drawn.height(leading) / 2)
        if drawn.above:
            self._line(drawn.above, fonts.ITALIC, left, top - size, width)
            top -= leading
        canvas.setLineWidth(0.8)
        canvas.rect(left, top - height, width, height)
        y = top
        for side, which in zip(drawn.sides, "ab", strict=False):
            if which == "b":
                canvas.setLineWidth(0.3)
                canvas.line(left, y, left + width, y)
            y -= PAD
            bold = fonts.BOLD if drawn.box.winner == which else fonts.REGULAR
            for number, text in enumerate(side.lines):
                canvas.setFont(bold if number < side.names else fonts.ITALIC, size)
                canvas.drawString(left + PAD, y - size * 0.85 - number * leading, text)
            y -= max(1, len(side.lines)) * leading + PAD
        if drawn.below:
            self._line(drawn.below, fonts.BOLD, left, top - height - size, width)
        return left, left + width, top - height / 2

    def _line(self, text: str, font: str, left: float, y: float, width: float) -> None:
        size = fonts.fitting(text, font, width, min(self.layout.size, 10.0), 7.5)
        self.canv.setFont(font, size)
        self.canv.drawString(left, y, fonts.plain(text))
