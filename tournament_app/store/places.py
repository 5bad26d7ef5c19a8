"""Drives and shares: which ones are there, and whether a folder lies on the network."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

_MOUNTS = Path("/proc/self/mounts")
_SHARES = re.compile(
    r"cifs|smb\d?|smbfs|nfs\d?|afpfs|webdav|davfs|9p|afs|ncpfs|fuse\.(sshfs|rclone|gvfsd-fuse|smbnetfs)"
)
_OF_THE_SYSTEM = ("/proc", "/sys", "/dev", "/run/user", "/boot", "/snap", "/System")
_REMOTE = 4
"""What Windows calls a drive that lies on another machine."""


def on_network(path: Path) -> bool:
    """Whether *path* lies on another machine, as far as the system says so."""
    if os.name == "nt":
        return _remote_on_windows(path)
    kinds = mounts()
    return _SHARES.fullmatch(kinds.get(volume_of(path, kinds), "")) is not None


def volume_of(path: Path, kinds: dict[Path, str] | None = None) -> Path:
    """The root of the drive or share that *path* lies on."""
    path = Path(os.path.abspath(path))  # noqa: PTH100 - links are part of where the user says it is
    if os.name == "nt":
        return Path(path.anchor)
    known = mounts() if kinds is None else kinds
    return next((folder for folder in (path, *path.parents) if folder in known), Path("/"))


def volumes() -> list[Path]:
    """The drives where a stick may be now."""
    if os.name == "nt":
        import ctypes

        present = ctypes.windll.kernel32.GetLogicalDrives()  # type: ignore[attr-defined]
        return [Path(f"{chr(65 + at)}:\\") for at in range(26) if present >> at & 1]
    return [place for place in mounts() if not str(place).startswith(_OF_THE_SYSTEM)]


def mounts() -> dict[Path, str]:
    """Where drives and shares are mounted, and of which kind they are; nothing on Windows."""
    if _MOUNTS.is_file():
        return mounts_in(_MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"))
    if sys.platform == "darwin":
        import subprocess

        said = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        return {Path(place): kind for place, kind in re.findall(r" on (.+) \((\w+)", said)}
    return {}


def mounts_in(text: str) -> dict[Path, str]:
    r"""The same from the words of Linux: a line each, blanks as ``\040``."""
    found = {}
    for line in text.splitlines():
        words = line.split(" ")
        if len(words) > 2:
            place = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), words[1])
            found[Path(place)] = words[2]
    return found


def _remote_on_windows(path: Path) -> bool:
    anchor = os.path.abspath(path)  # noqa: PTH100
    if is_unc(anchor):
        return True
    import ctypes

    kind = ctypes.windll.kernel32.GetDriveTypeW(f"{anchor[:2]}\\")  # type: ignore[attr-defined]
    return bool(kind == _REMOTE)


def is_unc(path: str) -> bool:
    r"""Whether a path of Windows names a machine: ``\\server\share``, but not ``\\?\C:\``."""
    path = path.replace("/", "\\")
    return path.upper().startswith("\\\\?\\UNC\\") or (path.startswith("\\\\") and path[2:3] not in {"?", "."})
