"""What may be wrong with a file or server: said in words, with nothing changed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.store.toys import AN, AddEvent, AddVenue, RecordResult
from tournament_app.errors import Refused, Unavailable
from tournament_app.store import engine as engines
from tournament_app.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable


def opening(path: Path) -> Unavailable:
    """The error of opening *path*, having looked that the folder is as it was before."""
    before = looks(path.parent)
    with pytest.raises(Unavailable) as error:
        Store.open(path, patience=0.05)
    assert looks(path.parent) == before
    assert path.name in str(error.value)
    return error.value


def looks(folder: Path) -> dict[str, str]:
    """What lies in a folder; SQLite's own side files of a damaged file do not count."""
    return {
        file.name: sha256(file.read_bytes()).hexdigest()
        for file in folder.iterdir()
        if file.is_file() and not file.name.endswith(("-wal", "-shm"))
    }


def test_a_missing_file_is_not_made(tmp_path: Path) -> None:
    assert opening(tmp_path / "không có.giaidau").code == "missing"


@pytest.mark.parametrize("content", [b"", b"day khong phai la giai dau\n" * 100, b"PK\x03\x04", b"SQLite format 3\0"])
def test_a_file_of_another_kind(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.giaidau"
    path.write_bytes(content)
    assert opening(path).code == "not_a_tournament"


def test_a_folder_is_no_tournament(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(Unavailable) as error:
        Store.open(tmp_path / "a")
    assert error.value.code == "not_a_tournament"


@pytest.mark.parametrize("tables", [["t"], ["alembic_version", "audit"], ["alembic_version", "tournament"]])
def test_a_database_of_another_program(tmp_path: Path, tables: list[str]) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other, other:
        for table in tables:
            other.execute(f"CREATE TABLE {table} (version_num TEXT)")
    assert opening(path).code == "not_a_tournament"


def test_a_newer_version(file: Store) -> None:
    path = Path(file.where)
    file.close()
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    assert opening(path).code == "newer_version"


def test_a_damaged_file(file: Store) -> None:
    path = Path(file.where)
    for name in range(50):
        file.run(AddVenue(f"{name}" * 50), AN)
    file.close()
    content = bytearray(path.read_bytes())
    content[100:4096] = os.urandom(3996)  # the first page names all tables
    path.write_bytes(content)
    assert opening(path).code in {"corrupt", "not_a_tournament"}


def test_a_damaged_page_shows_when_it_is_read(file: Store) -> None:
    path = Path(file.where)
    event = file.run(AddEvent("A"), AN).value
    for number in range(300):
        file.run(RecordResult(event, f"M{number}"), AN)
    file.close()
    with closing(sqlite3.connect(path)) as other:
        (page,) = other.execute("SELECT rootpage FROM sqlite_master WHERE name = 'result'").fetchone()
        (size,) = other.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    path.write_bytes(content)
    store = Store.open(path)
    with pytest.raises(Unavailable) as error, store.reading() as reading:
        reading.find("result")
    assert error.value.code == "corrupt"
    store.close()


def test_a_file_another_program_holds(file: Store) -> None:
    file.run(AddVenue("A"), AN)
    with closing(sqlite3.connect(file.where, isolation_level=None)) as other:
        impatient = Store.open(file.where, patience=0.05)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable) as error:
            impatient.run(AddVenue("B"), AN)
        assert error.value.code == "locked"
        with impatient.reading() as reading:  # reading goes on
            assert reading.count("venue") == 1
        other.execute("COMMIT")
    assert impatient.run(AddVenue("C"), AN).audit_id == 2
    impatient.close()


def test_a_file_held_whole(file: Store) -> None:
    path = Path(file.where)
    file.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Unavailable) as error:
            Store.open(path, patience=0.05)
        assert error.value.code == "locked"


def test_a_full_disk_keeps_what_was_acknowledged(file: Store) -> None:
    file.run(AddVenue("A"), AN)
    engines.driver(file._writer).execute("PRAGMA max_page_count=1")  # SQLite's own way to be full: at its size of now

    def fill() -> None:
        for number in range(10_000):
            file.run(AddVenue(f"{number} " * 500), AN)

    with pytest.raises(Unavailable) as error:
        fill()
    assert error.value.code == "disk_full"
    with file.reading() as reading:
        assert reading.count("venue") == reading.last_change
        kept = reading.last_change
    assert file.run(AddVenue("there is room again"), AN).audit_id == kept + 1


def as_nobody(do: Callable[[], object]) -> str:
    """What *do* gives to a user without rights, in a process of its own; root may write everywhere."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            try:
                said = str(do())
            except Unavailable as error:
                said = error.code
            os.write(writing, said.encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    os.waitpid(child, 0)
    return said


@pytest.mark.skipif(not hasattr(os, "fork"), reason="rights of files are tested where a process can give up its own")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_file_or_folder_that_can_only_be_read(what: str) -> None:
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    try:
        path = folder / "a.giaidau"
        Store.create(path).close()
        path.chmod(0o444 if what == "file" else 0o666)
        folder.chmod(0o777 if what == "file" else 0o555)
        before = looks(folder)
        assert as_nobody(lambda: Store.open(path)) == "read_only"
        assert looks(folder) == before
        if what == "folder":
            assert as_nobody(lambda: Store.create(folder / "b.giaidau")) == "read_only"
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)


def test_every_trouble_of_sqlite_has_words(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE t (x)")
    engine = engines.make_engine(path, mode="ro")
    with pytest.raises(Unavailable) as error, engines.guarded(path), engines.writer(engine) as connection:
        connection.exec_driver_sql("INSERT INTO t VALUES (1)")
    assert error.value.code == "read_only"
    engine.dispose()
    engine = engines.make_engine(tmp_path / "none.db")
    with pytest.raises(Unavailable) as error, engines.guarded(path), engine.connect():
        pass
    assert error.value.code == "cannot_open"
    assert not (tmp_path / "none.db").exists()
    for code in set(engines._FILE_CODES.values()) | set(engines._SERVER_CODES.values()) | {"missing", "newer_version"}:
        assert str(engines.trouble(code, path)).startswith(str(engines.trouble(code, path).reason))
        assert "a.db" in str(engines.trouble(code, path))


def test_a_mistake_of_ours_is_not_blamed_on_the_disk(file: Store) -> None:
    with pytest.raises(sqlite3.OperationalError), engines.guarded("x"), closing(sqlite3.connect(":memory:")) as other:
        other.execute("SELEC")


def test_create_refuses_what_is_there(where: Path | str, store: Store) -> None:
    store.run(AddVenue("A"), AN)
    with pytest.raises(Refused) as refused:
        Store.create(where)
    assert refused.value.problems[0].code == "exists"
    with store.reading() as reading:
        assert reading.count("venue") == 1


def test_create_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as error:
        Store.create(tmp_path / "no" / "a.giaidau")
    assert error.value.code == "missing"
    assert not (tmp_path / "no").exists()


def test_a_server_that_does_not_answer_and_no_password_in_the_words() -> None:
    with pytest.raises(Unavailable) as error:
        Store.open("postgresql://an:bi-mat@127.0.0.1:9/giai", patience=1)
    assert error.value.code == "unreachable"
    assert "bi-mat" not in str(error.value)


@pytest.mark.postgres
def test_an_empty_database_is_no_tournament(place: Callable[[], Path | str]) -> None:
    where = place()
    if isinstance(where, Path):
        pytest.skip("files are tested above")
    with pytest.raises(Unavailable) as error:
        Store.open(where)
    assert error.value.code == "not_a_tournament"


@pytest.mark.postgres
def test_a_server_where_another_station_writes_for_too_long(where: Path | str, store: Store) -> None:
    if isinstance(where, Path):
        pytest.skip("files are tested above")
    impatient = Store.open(where, patience=0.1)
    with engines.writer(store.engine) as other, other.begin(), pytest.raises(Unavailable) as error:
        impatient.run(AddVenue("B"), AN)
    assert error.value.code == "locked"
    assert impatient.run(AddVenue("B"), AN).audit_id == 1
    impatient.close()


@pytest.mark.postgres
def test_a_connection_that_broke_is_made_anew(where: Path | str, store: Store) -> None:
    if isinstance(where, Path):
        pytest.skip("a file has no connection to break")
    import psycopg

    store.run(AddVenue("A"), AN)
    with psycopg.connect(str(where), autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    with pytest.raises(Unavailable) as error:
        store.run(AddVenue("B"), AN)
    assert error.value.code == "unreachable"
    assert store.run(AddVenue("B"), AN).audit_id == 2


def test_every_connection_to_a_file_waits_for_the_disk_and_looks_at_keys(file: Store) -> None:
    file.run(AddVenue("A"), AN)
    with file.reading() as reading:
        for connection in (file._writer, reading._connection):
            found = [
                connection.exec_driver_sql(f"PRAGMA {name}").fetchall()[0][0]
                for name in ("synchronous", "foreign_keys", "journal_mode", "busy_timeout")
            ]
            assert found == [2, 1, "wal", 5000]
