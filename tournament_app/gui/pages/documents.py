"""Printing: the documents at the left, the real page in the middle, the choices at the right; packs in one go."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedWidget, QVBoxLayout, QWidget

from tournament_app import paths
from tournament_app.documents.sheets import Sheets
from tournament_app.errors import Refused, TournamentError
from tournament_app.gui.page import Page
from tournament_app.gui.pages.document_options import OptionRows
from tournament_app.gui.pages.document_output import DocumentOutput
from tournament_app.gui.pages.printed_list import PrintedList
from tournament_app.gui.widgets.buttons import Button, IconButton
from tournament_app.gui.widgets.card import Card
from tournament_app.gui.widgets.label import Label
from tournament_app.gui.widgets.list_rows import ListItem, ListRows
from tournament_app.gui.widgets.pages_view import PagesView
from tournament_app.gui.widgets.panels import SidePanels
from tournament_app.printing import BY_KEY, DOCUMENTS, DocumentSpec, file_name, option_choices
from tournament_app.queries.print_head import chosen_day
from tournament_app.words import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tournament_app.gui.desk import Target
    from tournament_app.issue import PrintState
    from tournament_app.queries.print_options import PrintOptions
    from tournament_app.token import Token

WATCHED = frozenset({
    "tournament", "rule", "session", "venue", "court", "event", "delegation", "athlete", "entry", "member", "draw",
    "draw_place", "slot", "result", "lot", "adjustment", "confirmation", "protest", "print",
})  # fmt: skip
SETTLED_MS = 150
"""How long to wait for the next choice before a document is made."""


class DocumentsPage(Page):
    """The documents of the tournament as they come out of the printer."""

    watches = WATCHED
    help_topic = "documents"
    _broken = Signal()

    def build(self) -> None:
        self._options: dict[str, PrintOptions] = {spec.key: spec.preset for spec in DOCUMENTS}
        self._shown: tuple[str, PrintOptions] | None = None
        self._making = self._again = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLED_MS)
        self._settle.timeout.connect(self._make)
        self._broken.connect(self._done)
        self.list = ListRows(tr("Documents"))
        self.list.chosen.connect(self._chosen)
        self.printed = PrintedList(self.desk)
        self.printed.chosen.connect(self._show_printed)
        self.output = DocumentOutput(self.desk, self)
        self.printed.again.connect(self.output.print_again)
        left = QWidget()
        left.setProperty("kind", "plain")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(Card(tr("Documents"), body=self.list, flush=True), 3)
        column.addWidget(self.printed, 2)
        panels = SidePanels(
            self._middle(),
            left=left,
            right=self._right(),
            widths=(240, 268),
            titles=(tr("Documents"), tr("Page"), tr("Options")),
            min_center=420,
        )
        self._packs()
        for keys, words, slot in (
            ("Ctrl+P", tr("Print…"), self.print_document),
            ("Ctrl+S", tr("Save PDF…"), self.save_pdf),
            ("Ctrl+E", tr("Export to Excel…"), self.save_workbook),
            ("Ctrl++", tr("Larger"), lambda: self.view.zoom_by(1)),
            ("Ctrl+-", tr("Smaller"), lambda: self.view.zoom_by(-1)),
            ("Ctrl+0", tr("As wide as there is room"), lambda: self.view.set_zoom(None)),
        ):
            self.add_shortcut(keys, words, slot)
        self.layout_with(panels)

    def _middle(self) -> Card:
        self.card = Card(tr("Page"), flush=True)
        self.view = PagesView(tr("The document, page by page"))
        self.view.moved.connect(
            lambda page, pages, percent: setattr(
                self.card, "note", tr("Page {n}/{pages} · {percent} %", n=page, pages=pages, percent=percent)
            )
        )
        for icon, words, act in (
            ("zoom_out", tr("Smaller"), lambda: self.view.zoom_by(-1)),
            ("fit", tr("As wide as there is room"), lambda: self.view.set_zoom(None)),
            ("zoom_in", tr("Larger"), lambda: self.view.zoom_by(1)),
        ):
            button = IconButton(icon, words)
            button.clicked.connect(lambda _=False, do=act: do())
            self.card.header.addWidget(button)
        self.nothing = Label("", "empty", wrap=True)
        self.nothing.setContentsMargins(24, 24, 24, 24)
        self.stack = QStackedWidget()
        self.stack.setMinimumSize(1, 1)
        self.stack.addWidget(self.view)
        self.stack.addWidget(self.nothing)
        self.card.box.addWidget(self.stack, 1)
        return self.card

    def _right(self) -> Card:
        card = Card(tr("Options"))
        self.choices = OptionRows()
        self.choices.changed.connect(self._choose)
        card.box.addWidget(self.choices)
        card.box.addStretch(1)
        self.print_button = Button(tr("Print… Ctrl+P"), "primary", "print")
        self.pdf_button = Button(tr("Save PDF…"))
        self.excel_button = Button(tr("Export to Excel…"))
        for button, slot in (
            (self.print_button, self.print_document),
            (self.pdf_button, self.save_pdf),
            (self.excel_button, self.save_workbook),
        ):
            button.clicked.connect(lambda _=False, do=slot: do())
            card.box.addWidget(button)
        return card

    def _packs(self) -> None:
        for name, words in (("opening", tr("Opening pack…")), ("closing", tr("Closing pack…"))):
            button = Button(words)
            menu = QMenu(button)
            menu.addAction(tr("Print all…"), partial(self.output.print_pack, name))
            menu.addAction(tr("Save all as PDF…"), partial(self.output.save_pack, name))
            button.set_menu(menu)
            self.add_header_widget(button)

    # --------------------------------------------------------------------------------------------------- what is shown
    @property
    def spec(self) -> DocumentSpec:
        """The document chosen in the list."""
        return BY_KEY[self.list.key or DOCUMENTS[0].key]

    @property
    def options(self) -> PrintOptions:
        """What is chosen for it."""
        return self._options[self.spec.key]

    def refresh(self) -> None:
        with self.desk.reading() as db:
            items = [ListItem(s.key, str(s.title), str(s.detail(db))) for s in DOCUMENTS if s.kind == "pdf"]
            self.list.set_items(items)
            spec = self.spec
            if "day" in spec.options and self.options.day is None:
                self._options[spec.key] = replace(self.options, day=chosen_day(db, self.options, self.desk.now()))
            self.choices.show_choices(option_choices(db, spec), self.options)
        self.card.title = " · ".join((str(spec.title), *self.choices.words("day", "event")))
        self.excel_button.setVisible(bool(spec.twin))
        self._settle.start()
        self.printed.watch.look()

    def _show_printed(self, state: PrintState) -> None:
        """A paper printed before, as it would be now."""
        key = next((spec.key for spec in DOCUMENTS if spec.twin == state.row.document), state.row.document)
        self._options[key] = state.row.options
        self.list.choose(key)
        self.refresh()

    def _chosen(self, _: object) -> None:
        self.refresh()

    def _choose(self, field: str, value: Any) -> None:
        self._options[self.spec.key] = replace(self.options, contest="", **{field: value})
        self.refresh()

    def _make(self) -> None:
        """Make the document beside the window; a choice made meanwhile is taken up when it is done."""
        if self._making:
            self._again = True
            return
        self._making = True
        spec, options, now = self.spec, self.options, self.desk.now()
        if self._shown is None or self._shown[0] != spec.key:
            self.card.note = tr("Making the pages…")

        def work(_: Token) -> tuple[str, PrintOptions, Sheets | TournamentError]:
            try:
                with self.desk.reading() as db:
                    data = spec.make(db, options, now)
                return spec.key, options, Sheets(data)
            except TournamentError as no:
                return spec.key, options, no
            except Exception:
                with suppress(RuntimeError):  # the page is gone
                    self._broken.emit()
                raise

        self.desk.start(str(spec.title), work, self._made, quiet=True)

    def _made(self, made: tuple[str, PrintOptions, Sheets | TournamentError]) -> None:
        self._show(*made)
        self._done()

    def _show(self, key: str, options: PrintOptions, result: Sheets | TournamentError) -> None:
        if (key, options) != (self.spec.key, self.options):
            if isinstance(result, Sheets):
                result.close()
            self._again = True
            return
        self._shown, before = (key, options), self._shown
        empty = not isinstance(result, Sheets)
        self.view.show_sheets(result if isinstance(result, Sheets) else None, keep_place=before == self._shown)
        self.stack.setCurrentIndex(int(empty))
        if empty:
            self.nothing.setText(str(result))
            self.card.note = ""
            if not isinstance(result, Refused):
                self.desk.say(str(result), "live")
        for button in (self.print_button, self.pdf_button, self.excel_button):
            button.setEnabled(not empty)

    def _done(self) -> None:
        self._making = False
        if self._again:
            self._again = False
            self._make()

    @property
    def ready(self) -> bool:
        """Whether what is chosen is what is shown."""
        return not self._making and not self._settle.isActive() and self._shown == (self.spec.key, self.options)

    # -------------------------------------------------------------------------------------------------------- printing
    def print_document(self) -> None:
        """Ask for the printer, then print what is shown as the next copy."""
        if self.ready and self.view.sheets is not None:
            spec, options = self.spec, self.options
            make = partial(self.output.issue, spec, options)
            self.output.ask_printer(self.view.sheets.data, str(spec.title), make)

    # ---------------------------------------------------------------------------------------------------------- saving
    def save_pdf(self) -> None:
        """Save what is shown as a PDF, the next copy."""
        if self.ready and self.view.sheets is not None and (path := self._ask_file(self.spec, "PDF (*.pdf)")):
            self.output.save(self.spec, self.options, path)

    def save_workbook(self) -> None:
        """Save the same content as a workbook."""
        if self.spec.twin and self.excel_button.isEnabled():
            twin = BY_KEY[self.spec.twin]
            if path := self._ask_file(twin, "Excel (*.xlsx)"):
                self.output.save(twin, self.options, path)

    def _ask_file(self, spec: DocumentSpec, pattern: str) -> Path | None:
        with self.desk.reading() as db:
            name = file_name(db, spec, self.options)
        start = str(paths.user_documents() / name)
        file, _ = QFileDialog.getSaveFileName(self, str(spec.title), start, pattern)
        return Path(file) if file else None

    # ---------------------------------------------------------------------------------------------- from other screens
    def show_target(self, target: Target) -> None:
        """``("document", key)``, ``(key, event_id)`` or ``(key, event_id, contest)``; a workbook shows its document."""
        key, *rest = target.item if isinstance(target.item, tuple) else (target.item,)
        shown = next((spec.key for spec in DOCUMENTS if spec.twin == key), key)
        if shown not in self._options or BY_KEY[shown].kind != "pdf":
            return
        if rest:
            chosen = replace(BY_KEY[shown].preset, event=rest[0], contest=rest[1] if len(rest) > 1 else "")
            self._options[shown] = replace(chosen, standard=self._options[shown].standard)
        self.list.choose(shown)
        self.refresh()
        if shown != key:
            self.excel_button.setFocus()

    def state(self) -> Mapping[str, Any]:
        return {"document": self.list.key, "options": dict(self._options)}

    def restore(self, state: Mapping[str, Any]) -> None:
        self._options.update(state.get("options", {}))
        if state.get("document"):
            self.refresh()
            self.list.choose(state["document"])
