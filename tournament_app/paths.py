"""Where resources/, db/ and the user's own folders lie. No other module knows."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import platformdirs

APP = "GiaiDau"
PACKAGE = Path(__file__).resolve().parent


@cache
def root() -> Path:
    """The folder that holds ``resources/`` and ``db/``: the bundle's, the wheel's or the checkout's."""
    bundle = getattr(sys, "_MEIPASS", None)
    candidates = [Path(bundle)] if bundle else []
    candidates += [PACKAGE / "_data", PACKAGE.parent]
    for folder in candidates:
        if (folder / "resources").is_dir() and (folder / "db").is_dir():
            return folder
    raise FileNotFoundError(f"resources/ and db/ are in none of {', '.join(map(str, candidates))}")


def resource(*parts: str) -> Path:
    """A file or folder below ``resources/``."""
    return root().joinpath("resources", *parts)


def database(*parts: str) -> Path:
    """A file or folder below ``db/``: migrations and the catalogue."""
    return root().joinpath("db", *parts)


def user_data() -> Path:
    """The user's own folder for logs, the sample tournament and crash reports; made when first asked for."""
    return Path(platformdirs.user_data_dir(APP, appauthor=False, ensure_exists=True))


def user_cache() -> Path:
    """What the program may lose: it makes it anew. The folder need not be there."""
    return Path(platformdirs.user_cache_dir(APP, appauthor=False))


def user_documents() -> Path:
    """Where a user looks for a new tournament first."""
    return Path(platformdirs.user_documents_dir())


def settings_file() -> Path:
    """The user's settings of this machine: language, theme, recent files."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False, ensure_exists=True)) / "settings.toml"
