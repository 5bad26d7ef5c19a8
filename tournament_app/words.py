"""Words of the program in Vietnamese and English, for the window, the command line, errors and documents alike.

English text is the key; ``resources/i18n/vi/*.toml`` holds the Vietnamese of each. No Qt here, so that every floor
speaks with the same words. A value in ``{braces}`` is filled in after the translation.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from threading import local
from typing import TYPE_CHECKING, Any

from tournament_app import paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LANGUAGES = ("vi", "en")
_current = ["vi"]
_here = local()
_COUNTED = re.compile(r"\{(\w+)\} ([a-z]{3,}?)(ie|(?<=ch)e|)s\b(?!')")
"""A field and the English plural it counts: ``{n} matches``, ``{n} entries``, ``{n} minutes``; not ``{n} is``."""


def language() -> str:
    """The language spoken now: ``vi`` or ``en``; the interface's, unless :func:`spoken` says otherwise here."""
    return getattr(_here, "code", _current[0])


def set_language(code: str) -> None:
    """Let the interface speak *code* from now on; raises ``ValueError`` for a language it does not know."""
    if code not in LANGUAGES:
        raise ValueError(code)
    _current[0] = code


@contextmanager
def spoken(code: str) -> Iterator[None]:
    """All that this thread puts into words in here is in the language *code*, whatever the interface speaks."""
    before = getattr(_here, "code", None)
    _here.code = code
    try:
        yield
    finally:
        if before is None:
            del _here.code
        else:
            _here.code = before


@cache
def catalogue(code: str) -> Mapping[str, str]:
    """English text → the same in *code*; empty for English itself."""
    if code == "en":
        return {}
    words: dict[str, str] = {}
    for part in sorted(paths.resource("i18n", code).glob("*.toml")):
        words |= _pairs(part.read_text(encoding="utf-8"))
    return words


def _pairs(text: str) -> dict[str, str]:
    """The lines ``"English" = "Tiếng Việt"`` of a file of words.

    Such a line is JSON but for its sign; read as TOML the words alone would take a tenth of the program's start.
    """
    lines = (line.replace('" = "', '": "', 1) for line in text.splitlines() if line and not line.startswith("#"))
    pairs: dict[str, str] = json.loads(f"{{{','.join(lines)}}}")
    return pairs


def tr(source: str, /, **values: Any) -> str:
    """*source* in the language of the interface, its ``{names}`` filled from *values*."""
    return say(source, language(), **values)


def say(source: str, code: str, /, **values: Any) -> str:
    """*source* in the language *code*; a value that is itself a :class:`Text` is said in the same language."""
    text = catalogue(code).get(source, source)
    if not values:
        return text
    if code == "en":
        text = _COUNTED.sub(lambda found: _one(found) if values.get(found[1]) == 1 else found[0], text)
    return text.format(
        **{name: value.say(code) if isinstance(value, Text) else value for name, value in values.items()}
    )


def _one(found: re.Match[str]) -> str:
    """``{n} entries`` where there is one of them."""
    return f"{{{found[1]}}} {found[2]}{'y' if found[3] == 'ie' else ''}"


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence that is put into a language only when somebody reads it: ``Text("Game {n} is not over", n=2)``."""

    source: str
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __init__(self, source: str, /, **values: Any) -> None:
        object.__setattr__(self, "source", source)
        object.__setattr__(self, "values", values)

    def say(self, code: str) -> str:
        """This sentence in the language *code*."""
        return say(self.source, code, **self.values)

    def filled(self, **values: Any) -> Text:
        """The same sentence with more of its ``{names}`` known."""
        return type(self)(self.source, **{**self.values, **values})

    def __str__(self) -> str:
        return self.say(language())
