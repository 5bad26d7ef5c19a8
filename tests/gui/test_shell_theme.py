from __future__ import annotations

import re
import unicodedata

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QRawFont

from tournament_app import paths
from tournament_app.gui import theme
from tournament_app.gui.icons import icon

LETTERS = "aăâeêioôơuưy" + "đ"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VIETNAMESE = {
    form
    for letter in LETTERS
    for tone in TONES
    for form in (unicodedata.normalize("NFC", letter + tone), unicodedata.normalize("NFC", letter.upper() + tone))
    if len(form) == 1
}

INK = [
    ("text", "surface"), ("text", "window"), ("muted", "surface"), ("muted", "window"), ("muted", "neutral_soft"),
    ("muted", "field"), ("on_primary", "primary"), ("on_primary", "primary_hover"), ("primary", "surface"),
    ("primary", "soft"), ("text", "selection"), ("muted", "selection"), ("gold_text", "surface"),
    ("silver_text", "surface"), ("bronze_text", "surface"), ("live_text", "live_soft"), ("live_text", "surface"),
    ("warning_text", "warning_soft"), ("warning_text", "surface"), ("ok_text", "ok_soft"), ("ok_text", "surface"),
    ("sidebar_text", "sidebar"), ("sidebar_muted", "sidebar"), ("on_sidebar", "sidebar_selection"),
    ("sidebar_muted", "sidebar_selection"),
    *(("text", f"sport_{n}") for n in range(1, 7)),
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), INK)
def test_what_is_written_can_be_read_in_both_schemes(scheme, ink, ground):
    colours = theme.tokens(scheme)
    assert theme.contrast(colours[ink], colours[ground]) >= 4.5


def test_contrast_is_that_of_wcag():
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_both_schemes_have_the_same_names():
    assert set(theme.tokens("light")) == set(theme.tokens("dark"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_style_sheet_is_filled_in_completely(app, scheme):
    assert "${" not in theme.style_sheet(scheme)
    for file in re.findall(r"url\((.*?)\)", theme.style_sheet(scheme)):
        assert paths.Path(file).is_file(), file


def test_the_scheme_changes_at_run_time(app):
    theme.follow(app, "light")
    light = theme.token("surface").name()
    theme.follow(app, "dark")
    assert theme.token("surface").name() != light
    assert app.palette().window().color() == theme.token("window")
    theme.follow(app, "light")
    assert theme.token("surface").name() == light


@pytest.mark.parametrize("weight", ["Regular", "Medium", "SemiBold", "Bold"])
def test_the_shipped_type_has_every_vietnamese_letter(app, weight):
    raw = QRawFont(str(paths.resource("fonts", f"Inter-{weight}.otf")), 16)
    assert raw.isValid()
    assert len(VIETNAMESE) == 12 * 2 * 6 + 2
    assert [letter for letter in VIETNAMESE | set("≤≥·–—½×→✓") if not raw.supportsCharacter(ord(letter))] == []


@pytest.mark.parametrize("face", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_the_type_of_documents_has_every_vietnamese_letter(app, face):
    raw = QRawFont(str(paths.resource("fonts", f"LiberationSerif-{face}.ttf")), 16)
    assert raw.isValid()
    assert [letter for letter in VIETNAMESE if not raw.supportsCharacter(ord(letter))] == []


def test_figures_are_tabular_and_the_type_is_the_shipped_one(app):
    font = theme.font()
    assert QFontInfo(font).family() == "Inter"
    metrics = QFontMetrics(font)
    assert len({metrics.horizontalAdvance(figure * 10) for figure in "0123456789"}) == 1
    bold = theme.font(weight=QFont.Weight.Bold)
    assert QFontMetrics(bold).horizontalAdvance("Bốc thăm") > metrics.horizontalAdvance("Bốc thăm")


def test_every_icon_can_be_drawn(app):
    for file in paths.resource("icons").glob("*.svg"):
        picture = icon(file.stem, "text").pixmap(20, 20).toImage()
        assert any(picture.pixelColor(x, y).alpha() for x in range(20) for y in range(20)), file.stem


def test_no_widget_writes_a_colour_by_hand():
    for file in (paths.PACKAGE / "gui").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"\"#[0-9A-Fa-f]{6}\"|QColor\(\s*\d", text), file.name
