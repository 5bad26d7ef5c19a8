"""Bytecode that is kept is that of the very text, and a file that is torn or of another Python costs only its time."""

from __future__ import annotations

import builtins
from importlib.util import MAGIC_NUMBER
from typing import TYPE_CHECKING

import pytest

from tournament_app.gui import compiled
from tournament_app.gui.compiled import Compiled

if TYPE_CHECKING:
    from pathlib import Path

DOUBLE = "def double(n):\n    return 2 * n\n"


class Asked:
    """The compiler of Python, and what it was asked for."""

    def __init__(self) -> None:
        self.sources: list[object] = []

    def __call__(self, source, file, mode, *words, **named):
        self.sources.append(source)
        return compile(source, file, mode, *words, **named)


def run(code) -> dict:
    names: dict = {}
    exec(code, names)
    return names


@pytest.fixture
def file(tmp_path: Path) -> Path:
    where = tmp_path / "not there yet" / "compiled.bin"
    first = Compiled(where, builtins.compile)
    first(DOUBLE)
    first.keep()
    return where


def test_what_was_compiled_once_is_not_compiled_again(file):
    asked = Asked()
    again = Compiled(file, asked)
    assert run(again(DOUBLE))["double"](21) == 42
    assert asked.sources == []
    assert run(again(DOUBLE.replace("2", "3")))["double"](21) == 63
    assert asked.sources == [DOUBLE.replace("2", "3")]
    again.keep()
    assert run(Compiled(file, asked)(DOUBLE.replace("2", "3")))["double"](1) == 3
    assert len(asked.sources) == 1


def test_the_same_text_of_another_file_is_told_apart(file):
    assert Compiled(file, builtins.compile)(DOUBLE, "b.py").co_filename == "b.py"


def test_the_text_is_compiled_without_what_this_module_imports_from_the_future(file):
    assert run(Compiled(file, builtins.compile)("def f(n: int): ..."))["f"].__annotations__ == {"n": int}


def test_other_ways_to_compile_are_the_ordinary_one(file):
    asked = Asked()
    again = Compiled(file, asked)
    assert eval(again("6 * 7", "<string>", "eval")) == 42
    again(DOUBLE, "<string>", "exec", 0, dont_inherit=True)
    assert asked.sources == ["6 * 7", DOUBLE]
    assert again.new == 0


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:5],
        lambda data: data[:-1],
        lambda data: data[:-9] + b"\x00" + data[-8:],
        lambda data: bytes([data[0] ^ 1]) + data[1:],
    ],
)
def test_a_file_that_is_not_whole_or_of_another_python_is_as_if_it_were_not_there(file, damage):
    data = file.read_bytes()
    assert data.startswith(MAGIC_NUMBER)
    file.write_bytes(damage(data))
    asked = Asked()
    again = Compiled(file, asked)
    assert run(again(DOUBLE))["double"](21) == 42
    assert asked.sources == [DOUBLE]
    again.keep()
    Compiled(file, asked)(DOUBLE)
    assert asked.sources == [DOUBLE]


def test_a_disk_that_says_no_stops_nobody(tmp_path):
    (tmp_path / "taken").write_bytes(b"")
    again = Compiled(tmp_path / "taken" / "compiled.bin", builtins.compile)
    assert run(again(DOUBLE))["double"](4) == 8
    again.keep()
    assert (tmp_path / "taken").read_bytes() == b""


def test_what_earlier_versions_left_is_dropped_when_it_is_too_much(file, monkeypatch):
    monkeypatch.setattr(compiled, "MOST", 1)
    again = Compiled(file, builtins.compile)
    again("one = 1")
    again.keep()
    asked = Asked()
    last = Compiled(file, asked)
    last("one = 1")
    last(DOUBLE)
    assert asked.sources == [DOUBLE]
