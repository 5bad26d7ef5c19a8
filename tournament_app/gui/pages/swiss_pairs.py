"""Pairing a round of a Swiss by hand: whoever is put somewhere changes places with who was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from tournament_app.commands.swiss import PairRound, RepairRound
from tournament_app.domain.swiss import Pairing
from tournament_app.domain.swiss_check import flaws
from tournament_app.errors import Refused, Unavailable
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.label import Label
from tournament_app.queries.entries import entry_rows
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tournament_app.domain.swiss import Field
    from tournament_app.domain.swiss_check import Flaw
    from tournament_app.gui.desk import Desk
    from tournament_app.queries.swiss import RoundRow, SwissEvent

MOST_SHOWN = 5
"""How many remarks there is room for."""


class PairsDialog(QDialog):
    """The boards of a round, White and Black to be chosen; what is wrong with them stands below at once."""

    def __init__(
        self, desk: Desk, event: SwissEvent, field: Field, row: RoundRow | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk, self.swiss, self.field, self.row = desk, event, field, row
        with desk.reading() as db:
            rows = entry_rows(db)
        self.names = {entry: rows[entry].full for entry in field.cards}
        self.seats = list(_seats(field, row))
        self.played = sum(board.match.outcome is not None for board in row.boards) if row else 0
        self.boxes: list[QComboBox] = []
        title = tr("Pairs of round {n} by hand", n=field.round)
        self.setWindowTitle(title)
        self.setMinimumSize(760, 480)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 20)
        box.setSpacing(12)
        box.addWidget(Label(title, "title"))
        words = tr("Choose somebody for a seat: the two change places. White is named first.")
        box.addWidget(Label(words, "muted", wrap=True))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._boards())
        box.addWidget(area, 1)
        self.broken = Label("", "problem", wrap=True)
        self.remarks = Label("", wrap=True)
        box.addWidget(self.broken)
        box.addWidget(self.remarks)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Why a rule is broken"))
        self.reason.setAccessibleName(tr("Why a rule is broken"))
        self.reason.textChanged.connect(lambda _: self._check())
        box.addWidget(self.reason)
        self.problem = Label("", "problem", wrap=True)
        self.problem.hide()
        box.addWidget(self.problem)
        box.addLayout(self._buttons())
        self._check()

    def opened(self) -> None:
        """Show the dialog over its window."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.open()

    @property
    def pairing(self) -> Pairing:
        """What is chosen now."""
        pairs = tuple(zip(self.seats[::2], self.seats[1::2], strict=False))
        return Pairing(pairs, self.seats[-1] if len(self.seats) % 2 else None)

    def put(self, seat: int, entry: int) -> None:
        """Let *entry* sit on *seat*; whoever was there takes its place."""
        other = self.seats.index(entry)
        self.seats[seat], self.seats[other] = entry, self.seats[seat]
        for at, box in enumerate(self.boxes):
            box.blockSignals(True)
            box.setCurrentIndex(box.findData(self.seats[at]))
            box.blockSignals(False)
        self._check()

    def _boards(self) -> QWidget:
        """Two seats for each board; the last one alone is the bye."""
        body = QWidget()
        body.setProperty("kind", "plain")
        grid = QGridLayout(body)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.setRowStretch(len(self.seats) // 2 + 2, 1)
        done = {board.board for board in self.row.boards if board.match.outcome is not None} if self.row else set()
        everybody = sorted(self.seats, key=lambda entry: self.names[entry])
        for seat, entry in enumerate(self.seats):
            board, side = seat // 2 + 1, seat % 2
            last = seat == len(self.seats) - 1 and not side
            if not side:
                grid.addWidget(Label(tr("Bye") if last else str(board), "strong"), board, 0)
            box = QComboBox()
            box.setAccessibleName(f"{board} {tr('Black') if side else tr('White')}")
            for each in everybody:
                box.addItem(self.names[each], each)
            box.setCurrentIndex(box.findData(entry))
            box.setEnabled(board not in done)
            box.currentIndexChanged.connect(lambda _, seat=seat, box=box: self.put(seat, box.currentData()))
            self.boxes.append(box)
            grid.addWidget(box, board, 1 + side)
        return body

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch(1)
        cancel = Button(tr("Cancel"), "secondary")
        cancel.clicked.connect(lambda _=False: self.reject())
        self.save = Button(tr("Save the pairs"), "primary")
        self.save.clicked.connect(lambda _=False: self.accept())
        line.addWidget(cancel)
        line.addWidget(self.save)
        return line

    def _check(self) -> None:
        found = flaws(self.field, self.pairing)
        broken = self._lines([flaw for flaw in found if flaw.level != "warning"])
        self.broken.setText(broken)
        self.broken.setVisible(bool(broken))
        words = self._lines([flaw for flaw in found if flaw.level == "warning"])
        self.remarks.setText(words or ("" if broken else tr("Nothing is wrong with these pairs.")))
        self.reason.setVisible(bool(broken))
        self.save.setEnabled(not broken or bool(self.reason.text().strip()))

    def _lines(self, found: Sequence[Flaw]) -> str:
        lines = [str(flaw.text(self.names)) for flaw in found[:MOST_SHOWN]]
        if len(found) > MOST_SHOWN:
            lines.append(tr("and {n} more", n=len(found) - MOST_SHOWN))
        return "\n".join(lines)

    def accept(self) -> None:
        pairing, reason = self.pairing, self.reason.text().strip()
        command = (
            PairRound(self.swiss.event_id, pairing.pairs, pairing.bye, reason)
            if self.row is None
            else RepairRound(self.swiss.event_id, pairing.pairs, pairing.bye, reason)
        )
        try:
            self.desk.try_run(command)
        except (Refused, Unavailable) as no:
            self.problem.setText(str(no))
            self.problem.show()
        else:
            super().accept()


def _seats(field: Field, row: RoundRow | None) -> tuple[int, ...]:
    """Who sits where at first: as the round is paired, or neighbours of the table; who has the bye comes last."""
    if row is None:
        return tuple(sorted(field.present, key=lambda entry: (-field.points(entry), field.numbers[entry])))
    sides = [side.id for board in row.boards for side in (board.match.side_a, board.match.side_b) if side]
    return (*sides, *(entry for entry in field.present if entry not in sides))
