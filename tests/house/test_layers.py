"""Imports point down; and the checker that says so is broken on purpose to see that it sees."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.house.source import PACKAGE, ROOT, imports, modules, none, place

if TYPE_CHECKING:
    from pathlib import Path

LINT = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
BREAKS = [
    ("domain/rules.py", "from tournament_app.store import tables", "Imports point down"),
    ("store/tables.py", "from tournament_app import queries", "Imports point down"),
    ("commands/__init__.py", "from tournament_app import documents", "Imports point down"),
    ("exchange/__init__.py", "from tournament_app import documents", "Imports point down"),
    ("printing.py", "from tournament_app import gui", "Imports point down"),
    ("queries/__init__.py", "from PySide6 import QtCore", "Qt only in gui"),
    ("documents/__init__.py", "import sqlalchemy", "SQL stays below the window and the documents"),
    ("gui/__init__.py", "import sqlalchemy", "SQL stays below the window and the documents"),
    ("domain/plan.py", "import reportlab", "The domain knows only the standard library"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """The contracts of ``pyproject.toml`` over the package in *folder*."""
    environment = os.environ | {"PYTHONPATH": str(folder), "PYTHONUTF8": "1", "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(PACKAGE, tmp_path / "tournament_app", ignore=shutil.ignore_patterns("__pycache__", "_data"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_point_down(copy: Path):
    done = lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("module", "line", "contract"), BREAKS)
def test_a_broken_layer_is_seen(copy: Path, module: str, line: str, contract: str):
    file = copy / "tournament_app" / module
    file.write_text(file.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8", newline="\n")
    done = lint(copy)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{contract} BROKEN" in done.stdout


def test_a_new_module_must_be_given_its_floor(copy: Path):
    (copy / "tournament_app" / "utils.py").touch()
    assert "Imports point down BROKEN" in lint(copy).stdout


def test_qt_is_named_only_in_gui():
    found = [
        place(file, node)
        for file in modules()
        if PACKAGE / "gui" not in file.parents
        for name, node in imports(file)
        if name.partition(".")[0] in ("PySide6", "shiboken6")
    ]
    none(found)


def test_the_domain_imports_the_standard_library_and_its_own_floor():
    floor = ("tournament_app.domain", "tournament_app.words", "tournament_app.errors", "tournament_app.paths")
    found = [
        f"{place(file, node)} {name}"
        for file in modules()
        if PACKAGE / "domain" in file.parents
        for name, node in imports(file)
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith(floor)
    ]
    none(found)


def test_the_domain_asks_no_clock_and_rolls_no_dice():
    """Dates and seeds are arguments: the same input gives the same draw and the same timetable everywhere."""
    found = [
        f"{place(file, node)} {name}"
        for file in modules()
        if PACKAGE / "domain" in file.parents
        for name, node in imports(file)
        if name.partition(".")[0] in ("random", "secrets", "time", "uuid", "os", "socket", "sqlite3")
    ]
    none(found)
