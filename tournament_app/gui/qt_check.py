"""Says in one line what a Linux machine lacks before the window can open. Imports no Qt until asked to look."""

from __future__ import annotations

import ctypes.util
import os
import sys

LIBRARIES = {
    "GL": "libgl1",
    "EGL": "libegl1",
    "fontconfig": "libfontconfig1",
    "xkbcommon": "libxkbcommon0",
    "dbus-1": "libdbus-1-3",
    "glib-2.0": "libglib2.0-0",
}
"""What Qt needs for any window, and the Debian package of each."""
XCB = {
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-image": "libxcb-image0",
    "xcb-render-util": "libxcb-render-util0",
    "xcb-shape": "libxcb-shape0",
    "xcb-xinerama": "libxcb-xinerama0",
    "xcb-xkb": "libxcb-xkb1",
    "xkbcommon-x11": "libxkbcommon-x11-0",
}
"""What it needs for a window on X11."""


def missing_packages(*, x11: bool) -> list[str]:
    """The Debian packages whose library is not on this machine."""
    wanted = LIBRARIES | (XCB if x11 else {})
    return [package for library, package in wanted.items() if ctypes.util.find_library(library) is None]


def missing_libraries() -> str:
    """Why the window cannot open here, in one line; empty if nothing stands against it."""
    from tournament_app.words import tr

    linux = sys.platform.startswith("linux")
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    screen = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or platform)
    x11 = linux and (platform.startswith("xcb") or (not platform and not os.environ.get("WAYLAND_DISPLAY")))
    reason = ""
    try:
        from PySide6 import QtWidgets  # noqa: F401 - whether it can be loaded is the question
    except ImportError as error:
        reason = str(error)
    missing = missing_packages(x11=x11) if linux else []
    if reason or (x11 and missing):
        if missing:
            packages = " ".join(missing)
            return tr("Qt cannot open a window here. Install: sudo apt-get install {packages}", packages=packages)
        return tr("Qt cannot be loaded: {reason}", reason=reason)
    if linux and not screen:
        return tr("There is no screen here. Set DISPLAY, or QT_QPA_PLATFORM=offscreen to run without one.")
    return ""
