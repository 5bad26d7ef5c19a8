"""What the start takes from PySide must still be there to take, and come back when it is asked for."""

from __future__ import annotations

import json
import subprocess
import sys

PROBE = """
import builtins, gc, json, sys
compiled = builtins.compile
from tournament_app.gui.early import LATER, make_ready
make_ready()
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
    "compile": builtins.compile is compiled, "gc": gc.isenabled(),
    "source read": [file for file in getattr(sys.modules.get("linecache"), "cache", ()) if "tournament_app" in file],
}))
"""


def test_what_only_a_programmer_needs_waits_until_it_is_asked_for() -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["put off"], "PySide has other modules of its own now: name those in early.LATER"
    assert found["still"], "something at the start asks for what should wait"
    assert "tournament_app.errors" in found["asked"], "PySide asks of a module in another way now"
    assert not found["source read"]
    assert "QSize.__init__(w: int, h: int, /)" in found["told"]  # a wrong argument is still told as PySide tells it
    assert found["compile"]
    assert not found["gc"]
