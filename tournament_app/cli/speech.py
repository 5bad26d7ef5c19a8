"""The sentences of argparse itself in the language of the interface: it has them only in English."""

from __future__ import annotations

import argparse
import tomllib
from functools import cache
from typing import TYPE_CHECKING

from tournament_app import paths
from tournament_app.words import language

if TYPE_CHECKING:
    from collections.abc import Mapping


def speak() -> None:
    """From now on argparse says its own words in the language of the interface.

    It asks the ``gettext`` of its module for each; Python ships no translations, and a second catalogue in the
    compiled form of gettext only for these would need a step of building.
    """
    vars(argparse)["_"] = _said


def _said(text: str) -> str:
    return _sentences().get(text, text) if language() == "vi" else text


@cache
def _sentences() -> Mapping[str, str]:
    return tomllib.loads(paths.resource("cli", "argparse.vi.toml").read_text(encoding="utf-8"))
