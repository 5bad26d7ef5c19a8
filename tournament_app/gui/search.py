"""Finding words without their accents: "nguyen hue" finds Nguyễn Huệ."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """*text* in small letters without accents; đ is d."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
