"""Finding words without their accents: "nguyen hue" finds Nguyễn Huệ."""

from __future__ import annotations

from tournament_app.domain.people import search_key as fold

__all__ = ["fold"]
