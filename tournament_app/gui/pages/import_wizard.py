"""The import wizard: files in, what was recognised of each, every problem, what would change, and one step to apply it.

A window beside the desk, never in its way. Closing it (Esc) keeps which files were chosen and what was corrected.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from tournament_app.gui.pages.import_sheet import SheetView
from tournament_app.gui.pages.import_tables import (
    SIGNS,
    UNREAD,
    DifferenceLine,
    ProblemLine,
    difference_table,
    problem_table,
)
from tournament_app.gui.runner import JobBar
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.empty import EmptyState
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.list_rows import ListItem, ListRows
from tournament_app.gui.widgets.toggles import Toggles
from tournament_app.making import Taken, read_for, take_in
from tournament_app.queries.event_state import event_states
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from tournament_app.exchange.columns import Recognition
    from tournament_app.gui.desk import Desk
    from tournament_app.gui.runner import Job
    from tournament_app.token import Token

ALL = ""
"""The key of the line that stands for all files."""


@dataclass
class Choice:
    """What somebody chose so far; it outlives the window."""

    paths: list[Path] = field(default_factory=list)
    corrections: dict[str, Recognition] = field(default_factory=dict)


_chosen: WeakKeyDictionary[Desk, Choice] = WeakKeyDictionary()


def open_wizard(desk: Desk, parent: QWidget, paths: Sequence[Path] = ()) -> ImportWizard:
    """Show the wizard on *paths* too; what was chosen before Esc is still there."""
    wizard = ImportWizard(desk, _chosen.setdefault(desk, Choice()), parent)
    wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    wizard.show()
    wizard.take(paths)
    return wizard


class ImportWizard(QDialog):
    """Reads beside the interface; nothing is changed before Apply, and that is one act that Ctrl+Z takes back."""

    def __init__(self, desk: Desk, choice: Choice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.choice = desk, choice
        self.taken: Taken | None = None
        self.job: Job | None = None
        self.setWindowTitle(tr("Import forms"))
        self.setAcceptDrops(True)
        window = parent.window().size() if parent is not None else self.size()
        self.resize(min(1180, max(860, window.width() - 60)), min(720, max(520, window.height() - 50)))
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 16, 20, 16)
        box.setSpacing(12)
        box.addLayout(self._head())
        self._bars = QVBoxLayout()
        box.addLayout(self._bars)
        self.stack = QStackedWidget()
        words = tr("Drop the forms of the delegations here: files (.xlsx, .xls, .ods, .csv) or whole folders.")
        self.stack.addWidget(Card(body=EmptyState(words, tr("Choose files…"), self.ask_files)))
        self.stack.addWidget(self._preview())
        box.addWidget(self.stack, 1)
        box.addLayout(self._foot())
        self._fill()

    # -------------------------------------------------------------------------------------------------------- building
    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(Label(tr("Import forms"), "title"))
        line.addStretch(1)
        for words, slot in (
            (tr("Choose files…"), self.ask_files),
            (tr("Choose a folder…"), self.ask_folder),
            (tr("Start again"), self.forget),
        ):
            button = Button(words, "quiet" if slot == self.forget else "secondary")
            button.clicked.connect(lambda _=False, slot=slot: slot())
            line.addWidget(button)
        return line

    def _preview(self) -> QWidget:
        self.files = ListRows(tr("Files"))
        self.files.chosen.connect(lambda _: self._show_file("sheet"))
        left = Card(tr("Files"), self.files, flush=True)
        left.setFixedWidth(270)
        with self.desk.reading() as db:
            events = [(state.rules.code, state.rules.name) for state in event_states(db).values()]
        self.sheet = SheetView(events)
        self.sheet.corrected.connect(self._correct)
        self.problems, self.differences = problem_table(self.desk.settings), difference_table(self.desk.settings)
        self.nothing = Label("", "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.views: dict[str, QWidget] = {
            "sheet": self.sheet,
            "problems": self.problems,
            "differences": self.differences,
        }
        self.pills = Toggles()
        self.pills.chosen.connect(lambda _: self._show_view())
        self.middle = QStackedWidget()
        for view in (*self.views.values(), self.nothing):
            self.middle.addWidget(view)
        right = Card(flush=True)
        bar = QWidget()
        bar.setProperty("kind", "plain")
        lines = QHBoxLayout(bar)
        lines.setContentsMargins(12, 10, 12, 10)
        lines.addWidget(self.pills)
        right.box.addWidget(bar)
        right.box.addWidget(self.middle, 1)
        self.detail = Label("", "muted", wrap=True)
        self.detail.setContentsMargins(14, 8, 14, 10)
        right.box.addWidget(self.detail)
        self.problems.row_changed.connect(self._say)
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(left)
        line.addWidget(right, 1)
        return whole

    def _foot(self) -> QHBoxLayout:
        self.summary = Label("", "muted", wrap=True)
        self.skip = QCheckBox()
        self.skip.toggled.connect(lambda _: self._judge())
        close = Button(tr("Close"), "quiet")
        close.clicked.connect(self.reject)
        self.apply = Button(tr("Apply"), "primary")
        self.apply.clicked.connect(lambda _=False: self.carry_out())
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.summary, 1)
        for widget in (self.skip, close, self.apply):
            line.addWidget(widget)
        return line

    # --------------------------------------------------------------------------------------------------- what is chosen
    def take(self, paths: Iterable[Path]) -> None:
        """Add files and folders to what was chosen, and read all of it."""
        self.choice.paths += [path for path in dict.fromkeys(paths) if path not in self.choice.paths]
        if self.choice.paths:
            self.read()

    def ask_files(self) -> None:
        """Ask for files."""
        pattern = tr("Forms") + " (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv)"
        names, _ = QFileDialog.getOpenFileNames(self, tr("Choose files…"), "", pattern)
        self.take(map(Path, names))

    def ask_folder(self) -> None:
        """Ask for a folder; every form below it counts."""
        if name := QFileDialog.getExistingDirectory(self, tr("Folder with forms")):
            self.take([Path(name)])

    def forget(self) -> None:
        """Begin with no files and no corrections."""
        self._stop()
        self.choice.paths.clear()
        self.choice.corrections.clear()
        self.taken = None
        self._fill()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()

    # ---------------------------------------------------------------------------------------------------------- reading
    def read(self) -> None:
        """Read everything chosen beside the interface, and see what it would change."""
        store, actor, choice = self.desk.store, self.desk.actor, self.choice
        paths, corrections = list(choice.paths), dict(choice.corrections)

        def work(token: Token) -> Taken:
            return take_in(store, read_for(store, paths, corrections, token), actor, dry_run=True)

        self._start(tr("Reading forms"), work, self._arrived)

    def carry_out(self) -> None:
        """Bring the tournament to what the forms say: one act."""
        if self.taken is None or not self.apply.isEnabled():
            return
        forms, store, actor = self.taken.forms, self.desk.store, self.desk.actor
        self._start(tr("Taking the forms in"), lambda _: take_in(store, forms, actor, skip_unreadable=True), self._done)

    def _start(self, name: str, work: Any, then: Any) -> None:
        self._stop()
        self.apply.setEnabled(False)
        self.job = job = self.desk.start(name, work)
        job.finished_with.connect(lambda value: then(value) if job is self.job else None)
        job.failed.connect(lambda error: self.summary.setText(str(error)))
        self._bars.addWidget(JobBar(job))

    def _stop(self) -> None:
        if self.job is not None:
            self.job.token.cancel()
        self.job = None

    def _correct(self, key: str, form: Recognition) -> None:
        self.choice.corrections[key] = form
        self.read()

    def _arrived(self, taken: Taken) -> None:
        self.job, self.taken = None, taken
        self._fill()

    def _done(self, taken: Taken) -> None:
        self.job = None
        self.choice.paths.clear()
        self.choice.corrections.clear()
        words = tr("{n} changes taken in. Ctrl+Z takes them back in one step.", n=len(taken.differences))
        self.desk.say(words, "ok")
        self.accept()

    # ------------------------------------------------------------------------------------------------ what stands there
    def _fill(self) -> None:
        self.stack.setCurrentIndex(1 if self.taken else 0)
        if self.taken is None:
            self.summary.setText(tr("Nothing is changed before you apply it."))
            self._judge()
            return
        forms = self.taken.forms
        counts: Counter[str] = Counter(difference.kind for difference in self.taken.differences)
        changes = "  ".join(f"{sign} {counts[kind]}" for kind, (sign, *_) in SIGNS.items() if counts[kind])
        found = {"units": forms.units, "athletes": forms.athletes, "entries": forms.entries}
        said = tr("{units} delegations, {athletes} athletes, {entries} entries", **found)
        self.summary.setText(f"{said}.  {changes or tr('Nothing would change.')}")
        self.files.set_items(self._items())
        self.differences.set_rows(DifferenceLine(at, it) for at, it in enumerate(self.taken.differences))
        self._show_file()
        self._judge()

    def _items(self) -> list[ListItem]:
        assert self.taken is not None
        forms = self.taken.forms
        wrong = Counter(problem.file for problem in forms.problems)
        items = [ListItem(ALL, tr("All files"), tr("{n} sheets", n=len(forms.sheets)), strong=True)]
        items += [
            ListItem(problem.file, problem.file, "", tr("Unreadable"), "live")
            for problem in forms.problems
            if problem.kind in UNREAD
        ]
        for sheet in forms.sheets:
            n = wrong[sheet.file]
            where = " · ".join(filter(None, (sheet.recognition.unit, tr("{n} athletes", n=sheet.athletes))))
            badge = tr("{n} to check", n=n) if n else ""
            corrected = tr("corrected") if {sheet.key, sheet.file} & self.choice.corrections.keys() else ""
            lines = tuple(filter(None, (where, corrected)))
            items.append(ListItem(sheet.key, Path(sheet.file).name, "", badge, "warning", lines))
        return items

    def _show_file(self, view: str | None = None) -> None:
        if self.taken is None:
            return
        forms, key = self.taken.forms, self.files.key
        sheet = next((sheet for sheet in forms.sheets if sheet.key == key), None)
        file = sheet.file if sheet else key
        shown = [problem for problem in forms.problems if key == ALL or problem.file == file]
        self.problems.set_rows(ProblemLine(at, it) for at, it in enumerate(shown))
        if sheet is not None:
            self.sheet.show_sheet(sheet)
        choices = [
            *([("sheet", tr("Recognised"))] if sheet else []),
            ("problems", tr("Problems ({n})", n=len(shown))),
            ("differences", tr("What changes ({n})", n=len(self.taken.differences))),
        ]
        self.pills.set_choices(choices, view)
        self._show_view()

    def _show_view(self) -> None:
        view = self.views[self.pills.key]
        empty = {
            "problems": (self.problems, tr("No problem was found.")),
            "differences": (self.differences, tr("The tournament is already as these forms say.")),
        }.get(self.pills.key)
        if empty is not None and not empty[0].rows.rows:
            self.nothing.setText(empty[1])
            view = self.nothing
        self.middle.setCurrentWidget(view)
        self.detail.setVisible(view is self.problems)

    def _say(self, row: ProblemLine | None) -> None:
        """The whole of a problem below the table, whose cells cut it short."""
        it = row.it if row else None
        self.detail.setText(
            " · ".join(filter(None, (it.who, str(it.detail), it.file, it.sheet, it.cell))) if it else ""
        )

    def _judge(self) -> None:
        """Apply is offered when something would change and what cannot be read is knowingly left out."""
        unread = [p for p in self.taken.forms.problems if p.kind in UNREAD] if self.taken else []
        self.skip.setText(tr("Leave out {n} unreadable files", n=len(unread)))
        self.skip.setVisible(bool(unread))
        ready = self.taken is not None and bool(self.taken.differences) and self.job is None
        self.apply.setEnabled(ready and (not unread or self.skip.isChecked()))

    def reject(self) -> None:
        """Esc: the window goes, what was chosen stays."""
        self._stop()
        super().reject()
