"""The first screen: open a tournament, make a new one from a template, try the sample, or go on with a recent one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from tournament_app import paths
from tournament_app.gui.form import ChoiceField, Form
from tournament_app.gui.widgets.banner import Banner
from tournament_app.gui.widgets.buttons import Button
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.list_rows import ListItem, ListRows
from tournament_app.words import Text, tr

if TYPE_CHECKING:
    from tournament_app.gui.runner import JobBar
    from tournament_app.gui.settings import Settings

SUFFIX = ".giai"
TEMPLATES = {
    "xxv": Text("XXV workplace games: badminton, table tennis, volleyball, xiangqi"),
    "hoi_thao": Text("Athletics, swimming, arts festival, online quiz"),
    "blank": Text("Blank: own sports and events"),
}


class StartWindow(QMainWindow):
    """``chosen(path)`` to open, ``made(path, template)`` for a new one, ``sample_wanted()``, ``language_wanted()``."""

    chosen = Signal(str)
    made = Signal(str, str)
    sample_wanted = Signal()
    language_wanted = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.setMinimumSize(760, 480)
        self.resize(960, 600)
        self.build()

    def build(self) -> None:
        """Make the screen, in the language of now."""
        self.setWindowTitle(tr("Tournament desk"))
        page = QWidget()
        page.setProperty("kind", "window")
        box = QVBoxLayout(page)
        box.setContentsMargins(40, 32, 40, 32)
        box.setSpacing(16)
        self._box = box
        top = QHBoxLayout()
        language = Button("English" if self.settings.language == "vi" else "Tiếng Việt", "quiet")
        language.clicked.connect(self.language_wanted)
        top.addWidget(Label(tr("Tournament desk"), "number"), 1)
        top.addWidget(language)
        box.addLayout(top)
        self.banner = Banner()
        box.addWidget(self.banner)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self._ways(), 1)
        line.addWidget(self._recent(), 1)
        box.addLayout(line, 1)
        self.setCentralWidget(page)

    def show_job(self, bar: JobBar) -> None:
        """Show how far the work under way is; nothing else can be begun meanwhile."""
        self._box.addWidget(bar)
        for button in self.buttons.values():
            button.setEnabled(False)
        bar.job.finished.connect(self._idle)

    def _idle(self) -> None:
        for button in self.buttons.values():
            button.setEnabled(True)

    def _ways(self) -> Card:
        card = Card(tr("Begin"))
        card.box.setSpacing(10)
        self.buttons: dict[str, Button] = {}
        for key, words, note, kind, icon, act in (
            ("sample", tr("Try the sample"), tr("45 delegations, Saturday morning, play under way. Nothing to lose."),
             "primary", "overview", self.sample_wanted.emit),
            ("new", tr("New tournament…"), tr("From a template: days, courts, events and rules are filled in."),
             "secondary", "add", self._new),
            ("open", tr("Open a tournament…"), tr("A file that ends in .giai, from this computer or a USB stick."),
             "secondary", "open", self._open),
            ("server", tr("On a server…"), tr("A PostgreSQL server that several computers share."),
             "secondary", "display", self._server),
        ):  # fmt: skip
            button = Button(words, kind, icon)
            button.clicked.connect(lambda _=False, act=act: act())
            self.buttons[key] = button
            card.box.addWidget(button)
            card.box.addWidget(Label(note, "small", wrap=True))
        card.box.addStretch(1)
        return card

    def _recent(self) -> Card:
        self.recent = ListRows(tr("Opened last"))
        self.recent.set_items([_recent_item(path) for path in self.settings.recent if _there(path)])
        self.recent.opened.connect(self._open_recent)
        self.recent.clicked.connect(self._open_recent)
        card = Card(tr("Opened last"), flush=True)
        if self.recent.items:
            card.box.addWidget(self.recent)
        else:
            words = Label(tr("Tournaments you open stand here, the newest first."), "muted", wrap=True)
            words.setContentsMargins(14, 14, 14, 14)
            card.box.addWidget(words)
            card.box.addStretch(1)
        return card

    def _open(self) -> None:
        pattern = tr("Tournaments") + f" (*{SUFFIX})"
        file, _ = QFileDialog.getOpenFileName(self, tr("Open a tournament"), str(paths.user_documents()), pattern)
        if file:
            self.chosen.emit(file)

    def _open_recent(self, _: object) -> None:
        if "://" in self.recent.key:
            self._server(self.recent.key)
        else:
            self.chosen.emit(self.recent.key)

    def _server(self, last: str = "") -> None:
        from tournament_app.gui.server_form import ask_server

        known = last or next((where for where in self.settings.recent if "://" in where), "")
        self.asking = ask_server(self, known)
        self.asking.done_with.connect(self.chosen.emit)

    def _new(self) -> None:
        form = ask_new(self)
        form.done_with.connect(lambda answer: self.made.emit(*answer) if answer else None)


def ask_new(parent: QWidget) -> Form:
    """Ask for a template, then for the file of the new tournament; ``done_with((path, template))``."""

    def act(values: dict[str, Any]) -> tuple[str, str] | None:
        start = str(paths.user_documents() / (tr("New tournament") + SUFFIX))
        pattern = tr("Tournaments") + f" (*{SUFFIX})"
        file, _ = QFileDialog.getSaveFileName(parent, tr("File of the new tournament"), start, pattern)
        if not file:
            return None
        return (file if file.endswith(SUFFIX) else file + SUFFIX, values["template"])

    choices = tuple((key, str(text)) for key, text in TEMPLATES.items())
    form = Form(
        tr("New tournament"),
        (ChoiceField("template", tr("Template"), "xxv", choices=choices),),
        act,
        confirm=tr("Choose the file…"),
        parent=parent,
    )
    form.opened()
    return form


def _recent_item(where: str) -> ListItem:
    if "://" not in where:
        return ListItem(where, Path(where).stem, str(Path(where).parent))
    from urllib.parse import unquote

    server, _, name = where.rpartition("/")
    return ListItem(where, unquote(name), server.rpartition("/")[2])


def _there(path: str) -> bool:
    return path.startswith("postgresql://") or Path(path).is_file()
