"""The sheet of paper: sizes, margins, the foot that says which print this is, and the number at the top."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from tournament_app.documents import fonts
from tournament_app.documents.head import standard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.platypus import Flowable

    from tournament_app.queries.prints import DocumentHead, Edition

PAPERS: dict[str, tuple[float, float]] = {
    "A4": A4,
    "A4-landscape": landscape(A4),
    "A3-landscape": landscape(A3),
}
FOOT = 10 * mm
FOOT_SIZE = 9.0


class Margins:
    """The four margins of a paper in points, and the room they leave."""

    def __init__(self, head: DocumentHead, paper: str) -> None:
        rules = standard(head.standard)
        given = rules.margins if paper == "A4" else rules.landscape_margins
        self.top, self.bottom, self.left, self.right = (given[side] * mm for side in ("top", "bottom", "left", "right"))
        page = PAPERS[paper]
        self.width = page[0] - self.left - self.right
        self.height = page[1] - self.top - self.bottom


class Pages(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that knows how many pages there are before it writes the foot of the first."""

    def __init__(self, target: BytesIO, head: DocumentHead, edition: Edition, title: str, paper: str, **_: Any) -> None:
        fonts.register()
        super().__init__(target, pagesize=PAPERS[paper], invariant=1, pageCompression=1, lang="vi-VN")
        self.heading, self.edition, self.title = head, edition, fonts.plain(title)
        self.margins = Margins(head, paper)
        self.footed = self.top_numbered = True
        self._held: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  # reportlab's name
        """Hold the page back until all are drawn."""
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Write every page with its foot."""
        self.setTitle(self.title)
        self.setAuthor(fonts.plain(" ".join(self.heading.issuer) or self.heading.superior))
        self.setSubject(fonts.plain(self.heading.tournament))
        self.setCreator("GiaiDau")
        held = self._held
        for number, page in enumerate(held, 1):
            self.__dict__.update(page)
            if self.footed:
                self._foot(number, len(held))
            super().showPage()
        super().save()

    def _foot(self, number: int, count: int) -> None:
        width = self._pagesize[0]
        which = f"{self.edition.words} · trang {number}/{count}"
        self.setFillGray(0)
        self.setFont(fonts.REGULAR, FOOT_SIZE)
        self.drawRightString(width - self.margins.right, FOOT, which)
        room = width - self.margins.left - self.margins.right - fonts.width(which, fonts.REGULAR, FOOT_SIZE) - 12
        name = shortened(self.title, fonts.REGULAR, FOOT_SIZE, room)
        self.drawString(self.margins.left, FOOT, name)
        if number > 1 and self.top_numbered:
            size = standard(self.heading.standard).page_number_size
            self.setFont(fonts.REGULAR, size)
            self.drawCentredString(width / 2, self._pagesize[1] - 10 * mm - size * 0.7, str(number))


def shortened(text: str, font: str, size: float, room: float) -> str:
    """*text* cut at a word with ``…`` where it is wider than *room* points."""
    lines = fonts.wrapped(text, font, size, room - fonts.width(" …", font, size))
    return text if fonts.width(text, font, size) <= room else f"{lines[0]} …"


def flow(
    story: Sequence[Flowable], head: DocumentHead, edition: Edition, title: str, paper: str = "A4", columns: int = 1
) -> bytes:
    """*story* over as many pages as it needs, as PDF. With 2 *columns* it runs down the left one, then the right."""
    target = BytesIO()
    margins = Margins(head, paper)
    gap = 8 * mm
    width = (margins.width - gap * (columns - 1)) / columns
    frames = [
        Frame(margins.left + (width + gap) * n, margins.bottom, width, margins.height, 0, 0, 0, 0)
        for n in range(columns)
    ]
    document = BaseDocTemplate(target, pagesize=PAPERS[paper], pageTemplates=[PageTemplate(frames=frames)])
    document.build(list(story), canvasmaker=lambda *_a, **_k: Pages(target, head, edition, title, paper))
    return target.getvalue()
