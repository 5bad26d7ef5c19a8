"""Before something is corrected: everything that follows, in words, and a choice for each result left behind."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from tournament_app.commands.later import settling
from tournament_app.errors import Refused, Unavailable
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.label import Label
from tournament_app.queries.consequences import Before, Consequences, before, consequences
from tournament_app.queries.history import history_rows
from tournament_app.queries.later import Later
from tournament_app.store.history import Reversal
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tournament_app.gui.desk import Desk
    from tournament_app.queries.consequences import Key, LaterRow
    from tournament_app.queries.history import ActRow
    from tournament_app.queries.later import Choice
    from tournament_app.store.store import Command

LINES = 8
"""Lines of one kind that are shown before the rest is only counted."""


class Correction(QDialog):
    """The dialog. ``done_with(value)`` when it was carried out; Esc leaves everything as it is.

    *look* says what follows from the choices made so far, *act* carries it out with them.
    """

    done_with = Signal(object)

    def __init__(
        self,
        title: str,
        look: Callable[[Mapping[Key, Choice]], Consequences],
        act: Callable[[tuple[Later, ...]], Any],
        *,
        intro: str = "",
        confirm: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.resize(640, 520)
        self._look, self._act = look, act
        self.chosen: dict[Key, Choice] = {}
        self.boxes: dict[Key, QComboBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(title, "title"))
        if intro:
            column.addWidget(Label(intro, "muted", wrap=True))
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName(tr("What follows"))
        column.addWidget(self._scroll, 1)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(tr("Why a result is kept although others would meet there"))
        self.reason.setAccessibleName(tr("Reason"))
        column.addWidget(self.reason)
        self.problem = Label("", "problem", wrap=True)
        self.problem.hide()
        column.addWidget(self.problem)
        line = QHBoxLayout()
        line.addStretch(1)
        cancel, self.confirm = Button(tr("Cancel"), "quiet"), Button(confirm or tr("Correct"), "primary")
        cancel.clicked.connect(self.reject)
        self.confirm.clicked.connect(self.accept)
        self.confirm.setDefault(True)
        line.addWidget(cancel)
        line.addWidget(self.confirm)
        column.addLayout(line)
        self._fill()

    def opened(self) -> None:
        """Show it over its window; the rest of the program goes on."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.open()

    def words(self) -> str:
        """Everything the dialog says, line by line."""
        return "\n".join(label.text() for label in self.findChildren(Label))

    def choose(self, key: Key, choice: Choice) -> None:
        """Decide about one result; what follows is worked out anew."""
        self.chosen[key] = choice
        try:
            self._fill()
        except (Refused, Unavailable) as no:  # somebody else changed it meanwhile
            self._say(no)

    def accept(self) -> None:
        reason = self.reason.text().strip()
        later = tuple(Later(*row.key, row.choice, reason) for row in self.found.results)
        try:
            value = self._act(later)
        except (Refused, Unavailable) as no:
            self._say(no)
            (self.reason if self.reason.isVisible() and not reason else self.confirm).setFocus()
            return
        super().accept()
        self.done_with.emit(value)

    def _say(self, no: Refused | Unavailable) -> None:
        self.problem.setText(str(no))
        self.problem.show()

    def _fill(self) -> None:
        self.found = self._look(self.chosen)
        self.boxes = {}
        holder = QWidget()
        holder.setProperty("kind", "plain")
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        if self.found.results:
            lines.addWidget(Label(tr("Results played by sides that no longer meet there"), "heading"))
            for row in self.found.results:
                lines.addLayout(self._result(row))
        for title, said in (
            (tr("Matches whose sides change"), self.found.sides),
            (tr("Matches decided without play"), self.found.matches),
            (tr("Ranks and places"), self.found.ranks),
            (tr("Prizes and medals"), self.found.prizes),
            (tr("Schedule"), self.found.slots),
            (tr("Documents printed already"), self.found.prints),
        ):
            if said:
                lines.addWidget(Label(title, "heading"))
                for text in said[:LINES]:
                    lines.addWidget(Label(f"· {text}", wrap=True))
                if len(said) > LINES:
                    lines.addWidget(Label(tr("and {n} more", n=len(said) - LINES), "muted"))
        if not self.found:
            lines.addWidget(Label(tr("Nothing beyond this match."), "muted"))
        lines.addStretch(1)
        if (old := self._scroll.takeWidget()) is not None:
            old.deleteLater()  # not at once: it holds the box whose choice is being heard
        self._scroll.setWidget(holder)
        self.reason.setVisible(any(row.choice == "keep" for row in self.found.results))

    def _result(self, row: LaterRow) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addWidget(Label(f"{row.number} · {row.label}: {row.played}", wrap=True), 1)
        box = QComboBox()
        box.setAccessibleName(f"{row.label}: {row.played}")
        for choice in row.choices:
            box.addItem(_choice_words(row, choice), choice)
        box.setCurrentIndex(row.choices.index(row.choice))
        box.currentIndexChanged.connect(partial(self._picked, row.key, row.choices))
        self.boxes[row.key] = box
        line.addWidget(box)
        return line

    def _picked(self, key: Key, choices: Sequence[Choice], at: int) -> None:
        self.choose(key, choices[at])
        if key in self.boxes:
            self.boxes[key].setFocus()


def _choice_words(row: LaterRow, choice: Choice) -> str:
    if choice == "move":
        where = row.moves_to
        return tr("Counts where they meet now: {match}", match=where) if where else tr("Counts where they meet now")
    return tr("Void: to be played by {sides}", sides=row.now) if choice == "void" else tr("Kept by decision")


def looking(desk: Desk, command: Command) -> Callable[[Mapping[Key, Choice]], Consequences]:
    """What follows from *command*, which leaves later results where they are (``later=None``), for any choices."""
    with desk.reading() as db:
        was: Before = before(db)

    def look(chosen: Mapping[Key, Choice]) -> Consequences:
        found: Consequences = desk.store.preview(command, lambda rows: consequences(was, rows, chosen), desk.actor)
        return found

    return look


def correct(
    desk: Desk,
    command: Callable[[tuple[Later, ...] | None], Command],
    title: str,
    parent: QWidget,
    *,
    grave: bool = False,
    confirm: str = "",
) -> Correction | None:
    """The dialog for a command made from the choices, opened; ``None`` where nothing follows and none is needed.

    With *grave* only what touches results, prizes, prints or a match under way asks for it. Raises what the command
    does.
    """
    look = looking(desk, command(None))
    found = look({})
    if not (found.grave if grave else found):
        return None
    return _opened(Correction(title, look, lambda later: desk.try_run(command(later)), confirm=confirm, parent=parent))


def undo(desk: Desk, parent: QWidget | None, audit_id: int | None = None) -> Correction | None:
    """Take back this person's last act, or the one given: at once, or after the dialog says what else goes with it."""
    row = desk.store.can_undo(desk.actor) if audit_id is None else None
    act = audit_id if row is None else int(row["id"])
    if act is None:
        desk.undo()
        return None
    return desk.attempt(lambda: _undo(desk, parent, act))


def _undo(desk: Desk, parent: QWidget | None, act: int) -> Correction | None:
    later = desk.store.built_upon(act)
    look = looking(desk, Reversal((*(row["id"] for row in later), act)))
    if not look({}).grave and not later:
        with desk.reading() as db:
            again = db.get("audit", act)["command"] == "Undo"  # what undoes an undo does the act again
        if again and desk.attempt(lambda: desk.store.undo(desk.actor, act)):
            desk.say(tr("Done again."), "ok")
        elif not again:
            desk.undo(act)
        return None

    def acted(chosen: tuple[Later, ...]) -> Any:
        done = desk.store.undo_all(desk.actor, act, around=lambda rows: settling(rows, chosen))
        desk.say(tr("Undone: {n} acts. Ctrl+Y does them again, one by one.", n=len(done)), "ok")
        return done[-1]

    intro = ""
    with desk.reading() as db:
        acts = {one.id: one for one in history_rows(db)} if later else {}
    if later:
        intro = tr("Others built upon it. These are undone first, in this order:")
        intro = "\n".join((intro, *(f"· {_said(desk, acts[row['id']])}" for row in later)))
    confirm = tr("Undo all {n}", n=len(later) + 1) if later else tr("Undo")
    return _opened(Correction(tr("Undo"), look, acted, intro=intro, confirm=confirm, parent=parent))


def redo(desk: Desk, parent: QWidget | None) -> Correction | None:
    """Do again what this person undid last: at once, or after the dialog says what it leaves behind."""
    row = desk.store.can_redo(desk.actor)
    return None if row is None and desk.redo() is None else desk.attempt(lambda: _redo(desk, parent, row))


def _redo(desk: Desk, parent: QWidget | None, row: dict[str, Any] | None) -> Correction | None:
    if row is None:
        return None
    look = looking(desk, Reversal((row["id"],)))
    if not look({}).grave:
        desk.redo()
        return None

    def acted(chosen: tuple[Later, ...]) -> Any:
        return desk.store.redo(desk.actor, around=lambda rows: settling(rows, chosen))

    return _opened(Correction(tr("Redo"), look, acted, confirm=tr("Redo"), parent=parent))


def _said(desk: Desk, act: ActRow) -> str:
    at = datetime.fromisoformat(act.at).astimezone(desk.now().tzinfo)
    who = " · ".join(filter(None, (act.actor or act.role, act.station)))
    return f"{at:%H:%M %d/%m} · {who}: {act.words}"


def _opened(dialog: Correction) -> Correction:
    dialog.opened()
    return dialog
