"""The program reads its words line by line, for speed: it must find what TOML says stands there."""

from __future__ import annotations

import tomllib

from tests.house.source import ROOT
from tournament_app.words import catalogue


def test_the_words_are_what_toml_says_they_are() -> None:
    meant: dict[str, str] = {}
    for file in (ROOT / "resources" / "i18n" / "vi").glob("*.toml"):
        meant |= tomllib.loads(file.read_text(encoding="utf-8"))
    assert catalogue("vi") == meant
