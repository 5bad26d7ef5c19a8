"""The window with the record of a draw: how it came about, whether it can be worked out again, every placement."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout

from tournament_app.domain.protocol import in_fours
from tournament_app.gui.table import Table
from tournament_app.gui.table_model import Column, number
from tournament_app.gui.widgets.label import Label
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tournament_app.gui.desk import Desk
    from tournament_app.queries.draw import DrawRecord, Placed
    from tournament_app.queries.draw_check import DrawCheck

HOW = {"seed": Text("as a seed"), "lot": Text("by lot"), "ball": Text("by ball")}


class RecordWindow(QDialog):
    """The record of a draw: list, seed, code, every placement in the order it was called, and what was changed."""

    def __init__(self, desk: Desk, title: str, record: DrawRecord, check: DrawCheck, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Record of the draw"))
        self.resize(820, 620)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(8)
        drawn = datetime.fromisoformat(record.at).astimezone(desk.now().tzinfo)
        box.addWidget(Label(title, "title"))
        for words in _came_about(record, f"{drawn:%d/%m/%Y %H:%M}"):
            line = Label(words, "muted", wrap=True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            box.addWidget(line)
        said = [str(text) for text in check.differences] or [str(check.words)]
        self.check = Label("\n".join(said), "strong" if check.agrees else "problem", wrap=True)
        box.addWidget(self.check)
        columns = [
            number("step", tr("Step"), lambda row: row.step, 60),
            Column("entry", tr("Entry"), lambda row: row.entry.people or row.entry.label, 240, stretch=True),
            Column("unit", tr("Delegation"), lambda row: row.entry.short, 150),
            number("seed", tr("Seed"), lambda row: row.entry.seed, 104),
            Column("how", tr("Placed"), lambda row: str(HOW[row.how]), 110),
            number("number", tr("Number"), lambda row: row.number, 70),
        ]
        if record.method == "balls":
            columns.append(Column("by", tr("Drawn by"), _by, 150))
        self.table = Table("draw.record", tuple(columns), desk.settings, row_id=lambda row: row.number)
        self.table.set_rows(record.placed)
        box.addWidget(self.table, 1)
        changes = [tr("By hand: {a} and {b} exchanged", a=a, b=b) for _, a, b in record.by_hand]
        self.by_hand = Label(
            "\n".join(changes) or tr("Nothing was changed by hand."), "" if changes else "muted", wrap=True
        )
        box.addWidget(self.by_hand)


def _by(row: Placed) -> str:
    return " · ".join(filter(None, (row.by, tr("only place left") if row.forced else "")))


def _came_about(record: DrawRecord, when: str) -> list[str]:
    """How the draw came about, in sentences."""
    lines = []
    if record.digest:
        lines.append(tr("Hash of the list (SHA-256): {digest}", digest=in_fours(record.digest)))
    if record.hall:
        lines.append(tr("The hall gave: {hall}", hall=" · ".join(record.hall)))
    if record.method == "balls":
        lines.append(
            tr("Drawn {time} by hand, {n} balls · code {code}", time=when, n=len(record.placed), code=record.code)
        )
        lines.append(record.separation)
    else:
        seed = in_fours(record.seed) if record.hall else record.seed
        lines.append(tr("Drawn {time} · seed “{seed}” · code {code}", time=when, seed=seed, code=record.code))
        lines.append(tr("{why}; the best of {n} draws", why=record.separation, n=record.tries))
    return [*lines, *record.proofs]
