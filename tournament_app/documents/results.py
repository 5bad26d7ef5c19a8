"""Results of an event, of a day or of all: final ranking, group tables with the reason of each rank, all scores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.enums import TA_LEFT
from reportlab.platypus import CondPageBreak, KeepTogether, PageBreak, Spacer

from tournament_app.documents import fonts
from tournament_app.documents.groups import cross_table
from tournament_app.documents.head import closing, line, official_head
from tournament_app.documents.heats import heat_results
from tournament_app.documents.page import Margins, flow
from tournament_app.documents.table import Block, Column, house_table, side_cell

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from tournament_app.queries.prints import EventResults, ResultsPrint

TITLE = "Kết quả thi đấu"


def results(given: ResultsPrint) -> bytes:
    """The results as PDF, event after event."""
    width = Margins(given.head, "A4").width
    story: list[Flowable] = official_head(given.head, TITLE, given.subtitle, width)
    for number, event in enumerate(given.events):
        if number and given.page_each:
            story.append(PageBreak())
        story += _event(event, width)
    return flow([*story, *closing(given.head, width)], given.head, given.edition, TITLE)


def _event(event: EventResults, width: float) -> list[Flowable]:
    name = " - ".join(filter(None, (event.sport, event.event)))
    name += f" ({event.state.lower()})" if event.state else ""
    parts: list[Flowable] = [CondPageBreak(130), line(name, 13, fonts.BOLD, TA_LEFT, spaceAfter=4)]
    if event.places:
        columns = [Column("Hạng", 8, "center"), Column("Vận động viên", 40), Column("Đơn vị", 34), Column("Giải", 18)]
        rows = [(row.place, row.side.who, row.side.whose or row.side.unit, row.prize) for row in event.places]
        parts += [house_table(columns, [Block(rows)], width, caption="Xếp hạng chung cuộc"), Spacer(0, 10)]
    parts += [KeepTogether(cross_table(group, width)) for group in event.groups]
    parts += heat_results(event.heats, width)
    if event.scores:
        columns = [
            Column("Trận", 6, "center"),
            Column("Vòng", 12),
            Column("Bên A", 30),
            Column("Bên B", 30),
            Column("Tỉ số", 22, "center"),
        ]
        scores = [
            (
                score.number,
                score.stage,
                side_cell(score.a, bold=score.winner == "a"),
                side_cell(score.b, bold=score.winner == "b"),
                f"{score.score} ({score.note})" if score.note else score.score,
            )
            for score in event.scores
        ]
        parts += [house_table(columns, [Block(scores)], width, size=10, caption="Các trận đấu"), Spacer(0, 12)]
    return parts
