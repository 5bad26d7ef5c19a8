"""What the start takes from PySide must still be there to take, and come back when it is asked for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

PROBE = """
import builtins, dataclasses, gc, json, sys
compiled = builtins.compile
from tournament_app.gui.early import LATER, make_ready
make_ready()
from tournament_app.gui import early
new = early._compiled[0].new
@dataclasses.dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 0
made = f"{Point(3)} {Point.__init__.__annotations__}"
six = early._compiled[0].new - new
put_off = sorted(file for file in LATER if "__getattr__" in vars(sys.modules[file[:-3].replace("/", ".")]))
from PySide6.QtCore import QSize
import PySide6.QtWidgets
still = sorted(file for file in LATER if "__getattr__" in vars(sys.modules[file[:-3].replace("/", ".")]))
from shibokensupport import feature
asked = []
uses = feature._mod_uses_pyside
feature._mod_uses_pyside = lambda module: asked.append(module.__name__) or uses(module)
from tournament_app.errors import refuse
try:
    QSize("wide", 3)
except TypeError as error:
    told = str(error)
print(json.dumps({
    "put off": put_off == sorted(LATER), "still": still == put_off, "asked": asked, "told": told,
    "six": six, "new": new, "made": made, "compile": builtins.compile is compiled, "gc": gc.isenabled(),
    "source read": [file for file in getattr(sys.modules.get("linecache"), "cache", ()) if "tournament_app" in file],
}))
"""


def probed(folder: Path) -> dict[str, Any]:
    environment = {**os.environ, "HOME": str(folder), "XDG_CACHE_HOME": str(folder), "LOCALAPPDATA": str(folder)}
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True, env=environment)
    return json.loads(done.stdout)


def test_what_only_a_programmer_needs_waits_until_it_is_asked_for(tmp_path) -> None:
    found = probed(tmp_path)
    assert found["put off"], "PySide has other modules of its own now: name those in early.LATER"
    assert found["still"], "something at the start asks for what should wait"
    assert "tournament_app.errors" in found["asked"], "PySide asks of a module in another way now"
    assert not found["source read"]
    assert "QSize.__init__(w: int, h: int, /)" in found["told"]  # a wrong argument is still told as PySide tells it
    assert found["compile"]
    assert not found["gc"]


def test_what_dataclasses_and_pyside_write_as_text_is_compiled_at_the_first_start_only(tmp_path) -> None:
    first, second = probed(tmp_path), probed(tmp_path)
    assert first["six"] >= 6, "dataclasses do not compile with exec any more: early has nothing to take"
    assert first["new"] > 3
    assert (second["six"], second["new"]) == (0, 0)
    assert first["made"] == second["made"] == "Point(x=3, y=0) {'x': <class 'int'>, 'y': <class 'int'>, 'return': None}"
