"""What is committed names no machine and no server of packages; what is built carries everything it needs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.house.source import ROOT, none, tracked

ASK = (
    "from tournament_app import paths, words; print(paths.root()); "
    "print(paths.resource('fonts', 'LiberationSerif-Regular.ttf').is_file(), len(words.catalogue('vi')) > 0, "
    "paths.database('migrations', 'env.py').is_file(), "
    "paths.database('catalogue', 'tournaments', 'xxv.toml').is_file())"
)
MACHINE = re.compile("|".join(("/wor" + "k/", "/hom" + r"e/\w", "/User" + r"s/\w", r"[A-Z]:\\+User" + "s")))
REGISTRY = re.compile("|".join(("pypi" + r"\.org", "python" + r"hosted\.", "npm" + r"js\.", "deb" + r"\.debian\.")))
ALL_THERE = "True True True True"


def ask(python: Path | str, code: str = ASK, **environment: str) -> list[str]:
    """What the program says about its places, run away from the checkout with nothing but *environment*."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV", "PYTEST"))}
    done = subprocess.run(
        [str(python), "-c", code],
        cwd=Path(sys.prefix),
        env=clean | {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"} | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def pip(*arguments: str | Path) -> None:
    """pip without any network: the build tools are those of this environment."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", *map(str, arguments), "--no-deps", "--no-build-isolation", "--no-index", "-q"],
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", ROOT, "--wheel-dir", folder)
    return next(folder.glob("giai_dau-*.whl"))


def test_a_checkout_finds_its_resources():
    assert ask(sys.executable, PYTHONPATH=str(ROOT)) == [str(ROOT), ALL_THERE]


@pytest.mark.slow
def test_an_editable_install_finds_the_checkout(tmp_path: Path):
    where = tmp_path / "venv"
    venv.create(where, with_pip=False)
    pip("install", "--editable", ROOT, "--prefix", where, "--ignore-installed")
    python = where / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    libraries = sysconfig.get_path("purelib")  # platformdirs; its own .pth files are not read from PYTHONPATH
    assert ask(python, PYTHONPATH=libraries) == [str(ROOT), ALL_THERE]


@pytest.mark.slow
def test_a_wheel_carries_its_resources(wheel: Path, tmp_path: Path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    assert ask(sys.executable, PYTHONPATH=str(tmp_path)) == [str(tmp_path / "tournament_app" / "_data"), ALL_THERE]


@pytest.mark.slow
def test_a_wheel_carries_everything_and_nothing_else(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
        entry = archive.read(next(n for n in archive.namelist() if n.endswith("entry_points.txt"))).decode()
    assert "giai-dau = tournament_app.__main__:main" in entry
    wanted = {
        f"tournament_app/_data/{file.relative_to(ROOT).as_posix()}"
        for file in tracked()
        if file.relative_to(ROOT).parts[0] in ("resources", "db")
    }
    assert wanted - names == set()
    assert [name for name in names if not name.startswith("tournament_app/") or name.endswith(".pyc")] == []


def test_a_frozen_bundle_finds_what_lies_beside_it(tmp_path: Path):
    for part in ("resources", "db"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "samples"))
    frozen = f"import sys; sys._MEIPASS = {str(tmp_path)!r}; " + ASK
    assert ask(sys.executable, frozen, PYTHONPATH=str(ROOT)) == [str(tmp_path), ALL_THERE]


def test_a_lost_resource_folder_is_said_by_name(tmp_path: Path):
    shutil.copytree(ROOT / "tournament_app", tmp_path / "tournament_app", ignore=shutil.ignore_patterns("_data"))
    code = "from tournament_app import paths\ntry: paths.root()\nexcept FileNotFoundError as error: print(error)"
    (said,) = ask(sys.executable, code, PYTHONPATH=str(tmp_path))
    assert str(tmp_path) in said


def test_no_committed_file_names_a_machine_or_a_package_server():
    found = []
    for file in tracked():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{file.relative_to(ROOT).as_posix()}:{number}"
            for number, line in enumerate(text.splitlines(), 1)
            if MACHINE.search(line) or REGISTRY.search(line)
        ]
    none(found)


def test_every_pin_is_a_bare_version():
    lines = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line)] == []
