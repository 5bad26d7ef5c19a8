"""Bad input: a clear message that names the thing and the way out, a status other than 0, and nothing changed."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.cli.conftest import FORMS
from tests.cli.test_cli import rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Said

    Desk = Callable[..., Said]
    At = Callable[[str], Path]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def clear(said: Said, *names: str) -> None:
    """Refused, with a sentence for people that names the thing."""
    text = said.out + said.err
    assert said.status != 0
    assert "Traceback" not in text
    for name in names:
        assert name in text, text
    sentence = said.err or said.out
    assert len(sentence.split()) > 6, sentence


def torn(folder: Path) -> Path:
    whole = (FORMS / "matrix" / "ban-dan-toc.xlsx").read_bytes()
    file = folder / "rách.xlsx"
    file.write_bytes(whole[: len(whole) // 2])
    return file


def locked(folder: Path) -> Path:
    file = folder / "khóa.xlsx"
    file.write_bytes(OLE + b"\0" * 1016 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2000)
    return file


def empty(folder: Path) -> Path:
    file = folder / "trống.xlsx"
    openpyxl.Workbook().save(file)
    return file


def nothing(folder: Path) -> Path:
    file = folder / "rỗng.csv"
    file.write_bytes(b"")
    return file


def picture(folder: Path) -> Path:
    file = folder / "ảnh.xlsx"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    return file


@pytest.mark.parametrize("make", [torn, locked, empty, nothing, picture])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_form_that_cannot_be_read(
    desk: Desk, at: At, tmp_path: Path, make: Callable[[Path], Path], lang: str
) -> None:
    file, form = at("import"), make(tmp_path)
    before = rows(file)
    said = desk("import", file, form, "--lang", lang)
    clear(said, form.name)
    assert rows(file) == before
    data = desk("import", file, form, "--json").data
    assert [p["kind"] for p in data["problems"]] == ["unreadable_file"]
    assert data["problems"][0]["file"] == form.name
    assert data["applied"] is False
    assert rows(file) == before


def test_one_bad_form_stops_the_good_ones_unless_told(desk: Desk, at: At, tmp_path: Path) -> None:
    file, bad = at("new"), torn(tmp_path)
    good = FORMS / "matrix" / "ban-dan-toc.xlsx"
    before = rows(file)
    assert desk("import", file, good, bad).status != 0
    assert rows(file) == before
    assert desk("import", file, good, bad, "--skip-unreadable").status == 0
    assert {e["unit"] for e in desk("entries", file, "--json").data} == {"Ban Dân tộc"}


def test_a_form_that_is_not_there(desk: Desk, at: At, tmp_path: Path) -> None:
    file = at("new")
    before = rows(file)
    clear(desk("import", file, tmp_path / "đi vắng.xlsx"), "đi vắng.xlsx")
    (tmp_path / "thư mục trống").mkdir()
    clear(desk("import", file, tmp_path / "thư mục trống"), "thư mục trống")
    assert rows(file) == before


EVERY_VERB = [
    ("import", FORMS),
    ("entries",),
    ("draw",),
    ("schedule",),
    ("score", "1", "21-17"),
    ("simulate",),
    ("standings", "--event", "CL-05"),
    ("medals",),
    ("check",),
    ("history",),
    ("undo",),
    ("backup",),
    ("shift", "1"),
]


@pytest.mark.parametrize("words", EVERY_VERB, ids=lambda words: words[0])
def test_no_tournament(desk: Desk, tmp_path: Path, words: tuple[object, ...]) -> None:
    for name, content in (
        ("thư.txt", "Kính gửi Ban Tổ chức".encode()),
        ("rỗng.giai", b""),
        ("nửa.giai", b"SQLite format 3\0" + b"\xff" * 300),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        clear(desk(words[0], file, *words[1:]), name)
        assert file.read_bytes() == content
        assert "error" in desk(words[0], file, *words[1:], "--json").data
    gone = tmp_path / "không có.giai"
    clear(desk(words[0], gone, *words[1:]), "không có.giai")
    assert not gone.exists()
    clear(desk(words[0], tmp_path, *words[1:]), tmp_path.name)


def test_a_database_of_somebody_else(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "kế toán.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE sổ (số INTEGER)")
    before = file.read_bytes()
    clear(desk("medals", file), "kế toán.db")
    assert file.read_bytes() == before


def test_a_file_of_a_newer_version(desk: Desk, at: At) -> None:
    file = at("draw")
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = rows(file)
    said = desk("score", file, "1", "21-17")
    clear(said, file.name, "mới hơn")
    assert rows(file) == before


def test_a_folder_that_cannot_be_written(desk: Desk, at: At, tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("một tệp", encoding="utf-8")
    below = tmp_path / "tệp" / "giải.giai"
    clear(desk("new", below), "tệp")
    file = at("draw")
    before = rows(file)
    clear(desk("backup", file, "--to", tmp_path / "tệp" / "sao"), "tệp")
    clear(desk("export", file, tmp_path / "tệp" / "giấy tờ", "--event", "CL-10"), "tệp")
    assert rows(file) == before
    assert (tmp_path / "tệp").read_text(encoding="utf-8") == "một tệp"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write to any folder")
def test_a_read_only_folder(desk: Desk, at: At, tmp_path: Path) -> None:
    folder = tmp_path / "chỉ đọc"
    folder.mkdir()
    file = at("draw").rename(folder / "giải.giai")
    folder.chmod(0o555)
    try:
        clear(desk("score", file, "1", "21-17"), "giải.giai")
        clear(desk("new", folder / "khác.giai"), "chỉ đọc")
    finally:
        folder.chmod(0o755)


def test_something_is_there_already(desk: Desk, at: At) -> None:
    file = at("draw")
    before = file.read_bytes()
    clear(desk("new", file), file.name)
    assert file.read_bytes() == before


def test_an_unknown_template(desk: Desk, tmp_path: Path) -> None:
    clear(desk("new", tmp_path / "x.giai", "--template", "olympic"), "olympic", "xxv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [("draw",), ("standings",), ("entries",), ("simulate",), ("export", "x")])
def test_an_unknown_event(desk: Desk, at: At, tmp_path: Path, words: tuple[str, ...]) -> None:
    file = at("schedule")
    before = rows(file)
    out = [tmp_path / name for name in words[1:]]
    clear(desk(words[0], file, *out, "--event", "XX-99"), "XX-99", "CL-05")
    assert rows(file) == before
    assert not any(path.exists() for path in out)


@pytest.mark.parametrize("until", ["mai", "26/10/2024", "25:00", ""])
def test_a_bad_moment(desk: Desk, at: At, until: str) -> None:
    file = at("schedule")
    before = rows(file)
    clear(desk("simulate", file, f"--until={until}"), until, "2024-10-26 10:42")
    assert rows(file) == before


def test_steps_in_the_wrong_order(desk: Desk, at: At) -> None:
    file = at("new")
    before = rows(file)
    clear(desk("schedule", file))
    clear(desk("score", file, "1", "21-17"), "1")
    clear(desk("draw", file, "--event", "CL-05"))
    assert desk("draw", file).status != 0
    assert rows(file) == before


def test_a_shift_beyond_the_calendar(desk: Desk, at: At) -> None:
    file = at("schedule")
    before = rows(file)
    clear(desk("shift", file, 99_999_999), "99999999")
    assert rows(file) == before


def test_an_act_nobody_did(desk: Desk, at: At) -> None:
    file = at("schedule")
    before = rows(file)
    clear(desk("undo", file, "--act", 99999))
    assert desk("history", file, "--last", "0", "--json").data == []
    assert rows(file) == before


# ------------------------------------------------------------------------------------------------------ the first act
@pytest.mark.parametrize("more", [[], ["--act", "1"]])
def test_the_making_of_the_tournament_is_not_undone(desk: Desk, at: At, more: list[str]) -> None:
    file = at("new")
    before = rows(file)
    said = desk("undo", file, *more, "--lang", "en")
    assert said.status == 1
    assert "undo" in said.err
    assert rows(file) == before
    assert desk("check", file).status == 0


def test_an_event_is_found_by_its_code_in_small_letters(desk: Desk, at: At) -> None:
    file = at("played")
    assert desk("entries", file, "--event", "cl-05").out == desk("entries", file, "--event", "CL-05").out != ""


def test_forms_for_a_tournament_without_events_yet(desk: Desk, tmp_path: Path) -> None:
    """The people are taken in; each event they name is one the tournament does not have."""
    file = tmp_path / "trống.giai"
    desk("new", file, "--template", "blank")
    said = desk("import", file, FORMS / "list", "--dry-run", "--json")
    assert said.status == 0
    drawn = desk("draw", file)
    assert (drawn.status, len(drawn.out.split()) > 5) == (1, True)
    assert said.data["entries"] == 0
    assert said.data["athletes"] > 100
    assert "unknown_event" in {problem["kind"] for problem in said.data["problems"]}


@pytest.mark.parametrize("last", ["-5", "1.5", "x"])
def test_so_many_acts_are_none(desk: Desk, at: At, last: str) -> None:
    with pytest.raises(SystemExit) as left:
        desk("history", at("new"), "--last", last)
    assert left.value.code == 2


def test_a_schedule_that_weighs_nothing_says_so(desk: Desk, at: At) -> None:
    said = desk("schedule", at("new"), "--load")
    assert (said.status, said.out.strip() != "") == (0, True)


def test_scheduling_what_is_played_moves_nothing_and_is_done(desk: Desk, at: At) -> None:
    """Clashes between matches that are over cannot be mended any more: they are named, and the work is done."""
    file = at("played")
    before = rows(file)["slot"]
    said = desk("schedule", file)
    assert said.status == 0, said.out
    assert rows(file)["slot"] == before
