"""The command line where the roles are on: ``--as``, the PIN from a file or the environment, and what is refused."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.small import drawn
from tournament_app.commands.roles import AddPerson, TurnRolesOn
from tournament_app.queries.history import history_rows
from tournament_app.queries.matches import match_rows
from tournament_app.store import pins
from tournament_app.store.store import Actor, Store

if TYPE_CHECKING:
    from pathlib import Path

OTHER = Actor("ai đó", "organiser", "bàn 9")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("roles") / "giải.giai"
    store = drawn(where, 5)
    store.run(AddPerson("An", "organiser", pin=pins.hashed("58A7")), OTHER)
    store.run(AddPerson("Bình", "referee", pin=pins.hashed("58B7")), OTHER)
    store.run(TurnRolesOn(pins.hashed("code")), OTHER)
    store.close()
    return where


@pytest.fixture
def file(whole: Path, tmp_path: Path) -> Path:
    shutil.copy(whole, tmp_path / "giải.giai")
    return tmp_path / "giải.giai"


def test_who_acts_says_so_with_the_pin(desk, file, tmp_path, monkeypatch):
    monkeypatch.delenv("GIAI_DAU_PIN", raising=False)
    store = Store.open(file)
    with store.reading() as db:
        number = next(m.number for m in match_rows(db) if m.event == "BB-02" and m.side_a and m.side_b)
    assert "đăng nhập" in desk("score", file, number, "11-5 11-9").err
    assert "GIAI_DAU_PIN" in desk("score", file, number, "11-5 11-9", "--as", "Bình").err
    monkeypatch.setenv("GIAI_DAU_PIN", "58A7")
    assert desk("score", file, number, "11-5 11-9", "--as", "Bình").status == 1
    monkeypatch.setenv("GIAI_DAU_PIN", "58B7")
    assert desk("score", file, number, "11-5 11-9", "--as", "Bình").status == 0
    with store.reading() as db:
        act = history_rows(db, 1)[0]
    assert (act.actor, act.role, act.station) == ("Bình", "referee", "cli")
    (tmp_path / "pin").write_text("58B7\n", encoding="utf-8", newline="\n")
    assert "Ban tổ chức" in desk("shift", file, 1, "--as", "Bình", "--pin-file", tmp_path / "pin").err
    monkeypatch.setenv("GIAI_DAU_PIN", "58A7")
    assert desk("shift", file, 1, "--as", "An").status == 0
    assert desk("undo", file, "--as", "An").status == 0
    assert desk("undo", file, "--redo", "--as", "An").status == 0
    with store.reading() as db:
        act = history_rows(db, 1)[0]
    assert (act.actor, act.role, act.station) == ("An", "organiser", "cli")
    store.close()
    assert "không đọc được" in desk("shift", file, 1, "--as", "An", "--pin-file", tmp_path / "nichts").err
    assert desk("entries", file).status == 0  # looking is free
