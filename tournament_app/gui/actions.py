"""Everything the window can do, as data: menus, shortcuts and the sheet of keys are made from this one list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from tournament_app.gui.pages import PAGES
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QKeyEvent, QTextDocument
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing the window can do; *menu* is where it stands: ``""`` (keys only), ``main``, ``settings``, ``help``."""

    key: str
    text: Text
    keys: str = ""
    menu: str = ""
    icon: str = ""
    separated: bool = False


def _screens() -> tuple[ActionSpec, ...]:
    return tuple(
        ActionSpec(f"page:{spec.key}", spec.title, f"Alt+{(at + 1) % 10}", icon=spec.icon)
        for at, spec in enumerate(PAGES)
    )


ACTIONS: tuple[ActionSpec, ...] = (
    *_screens(),
    ActionSpec("find", Text("Find a match, athlete, delegation or command"), "Ctrl+K", "main", "search"),
    ActionSpec("undo", Text("Undo"), "Ctrl+Z", "main", "undo", separated=True),
    ActionSpec("redo", Text("Redo"), "Ctrl+Y", "main", "redo"),
    ActionSpec("new", Text("New tournament…"), "Ctrl+N", "main", "add", separated=True),
    ActionSpec("open", Text("Open a tournament…"), "Ctrl+O", "main", "open"),
    ActionSpec("copy", Text("Save a copy…"), "Ctrl+Shift+S", "main", "backup"),
    ActionSpec("display", Text("Public display"), "F11", "main", "display", separated=True),
    ActionSpec("tournament", Text("The tournament…"), "", "main", "edit"),
    ActionSpec("roles", Text("Roles and PINs…"), "", "main", "lock"),
    ActionSpec("settings", Text("Settings…"), "Ctrl+,", "main", "settings"),
    ActionSpec("language", Text("Tiếng Việt / English"), "Ctrl+Shift+L", "main"),
    ActionSpec("theme", Text("Light / dark"), "Ctrl+Shift+D", "main"),
    ActionSpec("help", Text("Help for this screen"), "F1", "help", "help", separated=True),
    ActionSpec("keys", Text("Keys of this screen"), "?", "help"),
    ActionSpec("about", Text("About this program"), "", "help"),
    ActionSpec("quit", Text("Quit"), "Ctrl+Q", "main", separated=True),
)


def make_actions(window: QWidget, slots: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """The actions of *window*, each bound to its slot; its keys work anywhere in the window."""
    made: dict[str, QAction] = {}
    for spec in ACTIONS:
        action = QAction(str(spec.text), window)
        if spec.keys:
            action.setShortcut(QKeySequence(spec.keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _=False, act=slots[spec.key]: act())
        window.addAction(action)
        made[spec.key] = action
    return made


def _is_field(widget: QWidget | None) -> bool:
    """Whether somebody can type in *widget*; asked by name, for the classes take their time to come."""
    return widget is not None and any(map(widget.inherits, ("QLineEdit", "QTextEdit", "QPlainTextEdit")))


def text_field() -> QLineEdit | QTextEdit | QPlainTextEdit | None:
    """The field somebody is typing in now, if there is one."""
    widget: Any = QApplication.focusWidget()
    return widget if _is_field(widget) and not widget.isReadOnly() else None


def undo_typing() -> bool:
    """Take back typing in the field that has the focus; False if there is none or nothing to take back."""
    field = text_field()
    if field is None or not _typing(field).isUndoAvailable():
        return False
    field.undo()
    return True


def redo_typing() -> bool:
    """Bring typing back in the field that has the focus; False if there is nothing to bring back."""
    field = text_field()
    if field is None or not _typing(field).isRedoAvailable():
        return False
    field.redo()
    return True


def _typing(field: QLineEdit | QTextEdit | QPlainTextEdit) -> QLineEdit | QTextDocument:
    """What knows whether typing in *field* can be taken back."""
    from PySide6.QtWidgets import QLineEdit

    return field if isinstance(field, QLineEdit) else field.document()


class UndoKeys(QObject):
    """Lets Ctrl+Z reach the tournament when the field that has the focus has no typing to take back.

    Qt's text fields keep the keys of undo for themselves even then. Only the field with the focus is watched.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus)

    def _focus(self, _: QWidget | None, now: QWidget | None) -> None:
        if now is not None and _is_field(now):
            now.installEventFilter(self)  # a second time only moves it to the front

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            key: QKeyEvent = event  # type: ignore[assignment]
            if key.matches(QKeySequence.StandardKey.Undo) or key.matches(QKeySequence.StandardKey.Redo):
                event.ignore()
                return True
        return False
