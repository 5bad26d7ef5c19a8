"""Who changed what and when, with before and after; taking any act back; and the copies."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from tournament_app.gui.correction import Correction, undo
from tournament_app.gui.page import Page
from tournament_app.gui.pages.journal_copies import Copies
from tournament_app.gui.status import ROLES
from tournament_app.gui.table import Table
from tournament_app.gui.table_model import Column
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.panels import SidePanels
from tournament_app.issue import write
from tournament_app.queries.changed_rows import changed_rows
from tournament_app.queries.history import ActRow, acts_about, history_rows, known_names
from tournament_app.queries.matches import matches_by_key
from tournament_app.queries.print_history import history_print
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tournament_app.gui.desk import Target
    from tournament_app.queries.print_history import HistoryPrint

LAST = 5000
ABOUT = frozenset({"contest", "event", "entry", "athlete", "delegation"})


class JournalPage(Page):
    """The acts at the left, what the chosen one changed and the copies at the right."""

    watches = frozenset({"*"})
    help_topic = "journal"

    def build(self) -> None:
        self.acts: tuple[ActRow, ...] = ()
        self._only: Callable[[ActRow], bool] | None = None
        self._subject: Text | str = ""
        self.asking: Correction | None = None
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Filter: words, names, a match…"))
        self.words.setAccessibleName(tr("Filter the journal"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(lambda _: self._filter())
        self.person = QComboBox()
        self.person.setAccessibleName(tr("Who"))
        self.person.setMinimumWidth(150)
        self.person.currentIndexChanged.connect(lambda _: self._filter())
        self.about = Button("", "secondary", "close")
        self.about.clicked.connect(lambda _=False: self._about(None, ""))
        self.about.hide()
        self.table = Table("journal.acts", self._columns(), self.desk.settings)
        self.table.setAccessibleName(tr("Journal"))
        self.table.row_changed.connect(lambda _: self._show_act())
        self.card = Card(tr("Journal"), flush=True)
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 8, 12, 8)
        bar.setSpacing(8)
        bar.addWidget(self.words, 1)
        bar.addWidget(self.person)
        bar.addWidget(self.about)
        self.card.box.addLayout(bar)
        self.card.box.addWidget(self.table, 1)
        titles = (tr("Journal"), tr("Journal"), tr("Details & backups"))
        self.layout_with(SidePanels(self.card, None, self._right(), widths=(0, 360), min_center=660, titles=titles))
        self.add_action(tr("Export…"), self.export, icon="export")
        self.add_shortcut("Ctrl+E", tr("Export the history…"), self.export)
        self.add_shortcut("Ctrl+F", tr("Filter the journal"), self.words.setFocus)
        self.add_shortcut("Ctrl+Backspace", tr("Undo this act"), self.undo_act)

    def _right(self) -> QWidget:
        self.details = Card(tr("What it changed"), flush=True)
        self.change_words = Label("", wrap=True)
        self.change_words.setMargin(14)
        self.change_words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.change_words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(tr("What it changed"))
        scroll.setWidget(self.change_words)
        self.undo_button = Button(tr("Undo this act"), "secondary", "undo")
        self.undo_button.clicked.connect(lambda _=False: self.undo_act())
        self.redo_button = Button(tr("Do it again"), "secondary", "redo")
        self.redo_button.clicked.connect(lambda _=False: self.redo_act())
        line = QHBoxLayout()
        line.setContentsMargins(14, 8, 14, 12)
        line.setSpacing(8)
        line.addWidget(self.undo_button)
        line.addWidget(self.redo_button)
        line.addStretch(1)
        self.details.box.addWidget(scroll, 1)
        self.details.box.addLayout(line)
        self.copies = Copies(self.desk)
        right = QWidget()
        right.setProperty("kind", "plain")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.details, 1)
        column.addWidget(self.copies, 1)
        return right

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("at", tr("Time"), lambda act: self._time(act)[:-3], 106, order=lambda act: act.id),
            Column("who", tr("Who"), who_words, 144),
            Column("what", tr("What was done"), lambda act: str(act.words), 320, stretch=True, tip=_tip),
            Column("state", tr("State"), _state, 102, badge=_badge),
        )

    # ---------------------------------------------------------------------------------------------------- what is seen
    def refresh(self) -> None:
        with self.desk.reading() as db:
            self.acts = history_rows(db, LAST)
        people = sorted({who_words(act) for act in self.acts})
        if people != [self.person.itemText(at) for at in range(1, self.person.count())]:
            kept = self.person.currentText() if self.person.currentIndex() > 0 else ""
            self.person.blockSignals(True)
            self.person.clear()
            self.person.addItems([tr("Everybody"), *people])
            self.person.setCurrentIndex(max(0, self.person.findText(kept)) if kept else 0)
            self.person.blockSignals(False)
        self.table.set_rows(self.acts)
        self._filter()
        if self.table.current_row() is None and self.acts:
            self.table.choose(self.acts[0].id)
        self._show_act()
        self.copies.refresh()

    def _filter(self) -> None:
        person = self.person.currentText() if self.person.currentIndex() > 0 else ""
        about = self._only

        def only(act: ActRow) -> bool:
            return (not person or who_words(act) == person) and (about is None or about(act))

        self.table.set_filter(self.words.text(), only)
        self.card.note = tr("{n} acts", n=len(self.table.rows.rows))

    def _about(self, only: Callable[[ActRow], bool] | None, words: Text | str) -> None:
        """Only acts about one thing, or all again."""
        self._only, self._subject = only, words
        self.about.setText(str(words))
        self.about.setVisible(only is not None)
        self._filter()

    def _show_act(self) -> None:
        act = self.table.current_row()
        self.undo_button.setEnabled(act is not None and not act.undone)
        self.redo_button.setEnabled(act is not None and act.undone)
        if act is None:
            self.change_words.setText(tr("Choose an act to see what it changed."))
            return
        with self.desk.reading() as db:
            rows, more = changed_rows(db, act)
        lines = [f"{self._time(act)} · {who_words(act)}", str(act.words), ""]
        if act.set_back:
            lines.insert(
                1, tr("The clock was set back before this act. The order is that of the acts, not of the time.")
            )
        for row in rows:
            lines.append(row.title)
            lines += [f"    {name}: {_arrow(before, after)}" for name, before, after in row.fields]
        if more:
            lines.append(tr("and {n} more rows", n=more))
        self.change_words.setText("\n".join(lines))

    def _time(self, act: ActRow) -> str:
        at = datetime.fromisoformat(act.at).astimezone(self.desk.now().tzinfo)
        return f"{at:%d/%m %H:%M:%S}"

    # ---------------------------------------------------------------------------------------------------- what is done
    def undo_act(self) -> None:
        """Take the chosen act back; if others built on it, the dialog says who and offers to undo those first."""
        act = self.table.current_row()
        if act is not None and not act.undone:
            self.asking = undo(self.desk, self, act.id)

    def redo_act(self) -> None:
        """Do the chosen act again: take back what took it back."""
        act = self.table.current_row()
        taken = next((one for one in self.acts if act and one.undoes == act.id and not one.undone), None)
        if taken is not None:
            self.asking = undo(self.desk, self, taken.id)

    def export(self) -> None:
        """Ask where to, and write the acts that are shown as PDF, workbook or CSV, by the name that is given."""
        kinds = {"*.pdf": "PDF", "*.xlsx": "Excel", "*.csv": "CSV"}
        filters = ";;".join(f"{name} ({ending})" for ending, name in kinds.items())
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Export the history…"), "nhat-ky.pdf", filters)
        if chosen:
            self.write(Path(chosen))

    def write(self, where: Path) -> None:
        """Write the acts that are shown; the ending says how."""
        shown = {act.id for act in self.table.rows.rows}
        with self.desk.reading() as db:
            made = history_print(db, [act for act in self.acts if act.id in shown], self.desk.now(), self._subject)

        if self.desk.attempt(lambda: write(where, written(made, where.suffix.lower()))) is not None:
            self.desk.say(tr("{n} acts written to {file}.", n=len(made.rows), file=where.name), "ok")

    def show_target(self, target: Target) -> None:
        """Only the acts about a ``contest`` (event, contest) or one of ``ABOUT`` by its id; ``act`` goes to one."""
        if target.kind == "act":
            self.table.choose(target.item)
        elif target.kind in ABOUT:
            with self.desk.reading() as db:
                match = matches_by_key(db).get(target.item) if target.kind == "contest" else None
                name = Text("Match {n}", n=match.number) if match else known_names(db)[target.kind].get(target.item, "")
            ids = {act.id for act in acts_about(self.acts, target.kind, target.item)}
            self._about(lambda act: act.id in ids, name)

    def state(self) -> Mapping[str, Any]:
        return {"words": self.words.text()}

    def restore(self, state: Mapping[str, Any]) -> None:
        self.words.setText(state.get("words", ""))


def who_words(act: ActRow) -> str:
    """Who did it: the name, else the role, and the station."""
    role = str(ROLES.get(act.role, act.role))
    return " · ".join(filter(None, (act.actor or role, act.station)))


def _state(act: ActRow) -> str:
    return tr("Undone") if act.undone else tr("Clock set back") if act.set_back else ""


def _badge(act: ActRow) -> str:
    return "warning" if act.undone or act.set_back else "neutral"


def _tip(act: ActRow) -> str:
    return str(act.words)


def written(made: HistoryPrint, ending: str) -> bytes:
    """The history as a file with this *ending*: ``.csv``, ``.xlsx``, else PDF."""
    if ending in {".csv", ".xlsx"}:
        from tournament_app.exchange.history_export import history_csv, history_xlsx

        return history_csv(made) if ending == ".csv" else history_xlsx(made)
    from tournament_app.documents.history import history_pdf

    return history_pdf(made)


def _arrow(before: str, after: str) -> str:
    return f"{before} → {after}" if before and after else f"→ {after}" if after else f"{before} → –"
