"""The program's own source as the house tests read it."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "tournament_app"
FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


def modules() -> list[Path]:
    return sorted(file for file in PACKAGE.rglob("*.py") if "_data" not in file.parts)


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def place(file: Path, node: ast.AST | None = None) -> str:
    line = f":{node.lineno}" if hasattr(node, "lineno") else ""
    return f"{file.relative_to(ROOT).as_posix()}{line}"


def imports(file: Path) -> list[tuple[str, ast.AST]]:
    """Every module *file* names in an import, wherever it stands."""
    found: list[tuple[str, ast.AST]] = []
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            found += [(alias.name, node) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append((node.module or "", node))
    return found


def tracked() -> list[Path]:
    """What is committed, or, where there is no git, everything that is not hidden."""
    listing = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True)
    if listing.returncode == 0:
        return [ROOT / name for name in listing.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
    return [f for f in ROOT.rglob("*") if f.is_file() and not any(p.startswith(".") for p in f.parts)]


def none(found: list[str]) -> None:
    """Nothing was found; or all of it is shown, which an assertion on a list would cut short."""
    __tracebackhide__ = True
    if found:
        pytest.fail(f"{len(found)} found:\n" + "\n".join(found), pytrace=False)
