"""Colours, type and spacing in one place. No widget writes a colour by hand: it asks ``token("live")``."""

from __future__ import annotations

import re
from functools import cache
from string import Template
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette

from tournament_app import paths

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QApplication

Scheme = Literal["light", "dark"]

FAMILY = "Inter"
POINTS = 10
ROW = 32
TOUCH = 40
GAP = 16


class _Theme(QObject):
    """Which scheme is shown now; ``changed`` is emitted after the window wears the new one."""

    changed = Signal()
    choice = "system"
    scheme: Scheme = "light"
    following = False


theme = _Theme()


@cache
def tokens(scheme: Scheme) -> Mapping[str, str]:
    """Name → ``#RRGGBB`` of a scheme, as its file says."""
    text = paths.resource("themes", f"{scheme}.toml").read_text(encoding="utf-8")
    return dict(re.findall(r'^(\w+) = "(#\w{6})"', text, re.MULTILINE))  # tomllib takes its time to load


def token(name: str) -> QColor:
    """The colour *name* of the scheme shown now; raises ``KeyError`` for a name no scheme has."""
    return QColor(_colour(theme.scheme, name))


@cache
def _colour(scheme: Scheme, name: str) -> QColor:
    return QColor(tokens(scheme)[name])


def contrast(a: str, b: str) -> float:
    """How well *a* reads on *b*, 1 to 21, by WCAG 2.1 (relative luminance)."""
    light, dark = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def load_fonts() -> None:
    """Make the type of the interface known to Qt."""
    for file in sorted(paths.resource("fonts").glob(f"{FAMILY}-*.otf")):
        QFontDatabase.addApplicationFont(str(file))
    _font.cache_clear()  # what was made before stands for another type


def font(points: float = POINTS, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The interface's type with tabular figures."""
    return QFont(_font(points, weight))


@cache
def _font(points: float, weight: QFont.Weight) -> QFont:
    made = QFont(FAMILY)
    made.setPointSizeF(points)
    made.setWeight(weight)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def follow(app: QApplication, choice: str) -> None:
    """Wear the scheme the user chose, ``light`` or ``dark``; ``system`` follows the desktop from now on."""
    theme.choice = choice
    if not theme.following:
        theme.following = True
        QGuiApplication.styleHints().colorSchemeChanged.connect(_system_changed)
    wear(app)


def _system_changed() -> None:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if theme.choice == "system" and isinstance(app, QApplication):
        wear(app)


def wear(app: QApplication) -> None:
    """Give the whole window palette and style sheet of the scheme that applies now."""
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    theme.scheme = "dark" if theme.choice == "dark" or (theme.choice == "system" and dark) else "light"
    app.setPalette(_palette())
    app.setStyleSheet(style_sheet(theme.scheme))
    theme.changed.emit()


@cache
def style_sheet(scheme: Scheme) -> str:
    """The template of the look with the colours of *scheme* filled in."""
    template = Template(paths.resource("themes", "app.qss").read_text(encoding="utf-8"))
    folder = tinted_icons(scheme)
    return template.substitute(tokens(scheme), icons=folder)


def tinted_icons(scheme: Scheme) -> str:
    """A folder with the few icons a style sheet shows, in the colours of *scheme* (style sheets need files)."""
    folder = paths.user_data() / "icons" / scheme
    folder.mkdir(parents=True, exist_ok=True)
    for name, source, colour in (
        ("down", "down", "muted"),
        ("up", "up", "muted"),
        ("check_on", "check", "on_primary"),
    ):
        drawing = paths.resource("icons", f"{source}.svg").read_text(encoding="utf-8")
        wanted = drawing.replace("currentColor", tokens(scheme)[colour])
        file = folder / f"{name}.svg"
        if not file.exists() or file.read_text(encoding="utf-8") != wanted:
            file.write_text(wanted, encoding="utf-8", newline="\n")
    return folder.as_posix()


def _palette() -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for where, name in (
        (role.Window, "window"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "window"),
        (role.Text, "text"),
        (role.Button, "surface"),
        (role.ButtonText, "text"),
        (role.PlaceholderText, "muted"),
        (role.Highlight, "primary"),
        (role.HighlightedText, "on_primary"),
        (role.ToolTipBase, "surface"),
        (role.ToolTipText, "text"),
        (role.Link, "primary"),
    ):
        palette.setColor(where, token(name))
    return palette
