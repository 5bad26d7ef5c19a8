"""Modules no larger file can hide in are the ones people can change."""

from __future__ import annotations

import ast

from tests.house.source import FUNCTION, ROOT, modules, none, place, tree

MODULE, FUNCTION_LINES, METHODS = 400, 50, 25
SMALLER = {"tournament_app/__main__.py": 100, "tournament_app/gui/main_window.py": 200, "main.py": 20}


def test_no_module_is_longer_than_400_lines():
    none([f"{place(f)}: {n}" for f in modules() if (n := len(f.read_text(encoding="utf-8").splitlines())) > MODULE])


def test_the_modules_that_tie_everything_together_stay_small():
    lines = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in SMALLER}
    assert {name: n for name, n in lines.items() if n > SMALLER[name]} == {}


def test_no_function_is_longer_than_50_lines():
    long = [
        f"{place(file, node)} {node.name}: {length}"
        for file in modules()
        for node in ast.walk(tree(file))
        if isinstance(node, FUNCTION) and (length := node.end_lineno - node.lineno + 1) > FUNCTION_LINES
    ]
    none(long)


def test_no_class_has_more_than_25_methods():
    wide = [
        f"{place(file, node)} {node.name}: {count}"
        for file in modules()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ClassDef) and (count := sum(isinstance(n, FUNCTION) for n in node.body)) > METHODS
    ]
    none(wide)


def test_no_name_says_nothing():
    empty = ("Manager", "Helper", "Handler", "Service", "Impl", "Utils")
    found = [
        f"{place(file, node)} {node.name}"
        for file in modules()
        for node in ast.walk(tree(file))
        if isinstance(node, ast.ClassDef) and node.name.endswith(empty)
    ]
    none(found)
