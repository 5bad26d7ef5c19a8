"""Says in one line what a Linux machine lacks before the window can open: Qt would only abort the process."""

from __future__ import annotations

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path

PACKAGES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt needs of the system for a window, and the Debian package of each."""


def load_error(library: Path | str) -> str:
    """Why a library cannot be loaded; empty if it can."""
    try:
        ctypes.CDLL(str(library))
    except OSError as error:
        return str(error)
    return ""


def missing_packages() -> list[str]:
    """The Debian packages whose library is not on this machine."""
    return [package for library, package in PACKAGES.items() if load_error(library)]


def missing_libraries() -> str:
    """Why the window cannot open here, in one line; empty if nothing stands against it."""
    from tournament_app.words import tr

    linux = sys.platform.startswith("linux")
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    wayland = bool(os.environ.get("WAYLAND_DISPLAY")) and not platform
    if linux and not (platform or wayland or os.environ.get("DISPLAY")):
        return tr("There is no screen here. Set DISPLAY, or QT_QPA_PLATFORM=offscreen to run without one.")
    reason = _import_error()
    if linux and not reason and not wayland and (not platform or platform.startswith("xcb")):
        reason = load_error(_x11_plugin())
    if not reason:
        return ""
    packages = " ".join(missing_packages()) if linux else ""
    if packages:
        return tr("Qt cannot open a window here. Install: sudo apt-get install {packages}", packages=packages)
    return tr("Qt cannot be loaded: {reason}", reason=reason)


def _import_error() -> str:
    try:
        from PySide6 import QtWidgets  # noqa: F401 - whether it can be loaded is the question
    except ImportError as error:
        return str(error)
    return ""


def _x11_plugin() -> Path:
    spec = find_spec("PySide6")
    folder = Path(spec.origin).parent if spec is not None and spec.origin else Path()
    return folder / "Qt" / "plugins" / "platforms" / "libqxcb.so"
