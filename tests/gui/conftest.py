"""A window to look at: the program in its own type and colours, on a small tournament."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tournament_app import words
from tournament_app.store.store import Actor, Store
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

    from tournament_app.gui.desk import Desk
    from tournament_app.gui.settings import Settings

SATURDAY = datetime(2024, 10, 26, 10, 42, tzinfo=timezone(timedelta(hours=7)))


@dataclass(frozen=True)
class AddDelegation:
    """A command small enough for tests: one delegation, refused if its name is empty."""

    name: str

    def words(self) -> Text:
        return Text("Added")

    def apply(self, rows: Any) -> int:
        from tournament_app.errors import refuse

        if not self.name:
            raise refuse("empty", Text("A delegation has a name"), "name")
        return rows.add("delegation", name=self.name, short_name=self.name, key=self.name, guest=0)


@dataclass(frozen=True)
class BeginTournament:
    def words(self) -> Text:
        return Text("Began")

    def apply(self, rows: Any) -> None:
        rows.add(
            "tournament", name="Hội thao", edition="XXV", organiser="Khối các cơ quan tỉnh", place="",
            first_day="2024-10-25", days=3, tentative=0, limits={"year": 2024}, settings={},
        )  # fmt: skip


@pytest.fixture(scope="session")
def qapp_cls():
    from PySide6.QtWidgets import QApplication

    return QApplication


@pytest.fixture
def settings() -> Iterator[Settings]:
    from tournament_app.gui.settings import Settings

    yield Settings(theme="light")
    words.set_language("vi")


@pytest.fixture(autouse=True)
def _no_dialog_left_open() -> Iterator[None]:
    """A dialog that stays open would keep the mouse and the keys from the windows of every test that follows."""
    from PySide6.QtWidgets import QApplication

    yield
    if QApplication.instance() is not None:
        for widget in QApplication.topLevelWidgets():
            if widget.isModal() and widget.isVisible():
                widget.hide()
                widget.deleteLater()


@pytest.fixture
def app(qapp: QApplication, settings: Settings) -> QApplication:
    from tournament_app.gui.application import make_app

    return make_app(settings)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.create(tmp_path / "giai.giai")
    made.run(BeginTournament(), Actor("An"))
    yield made
    made.close()


@pytest.fixture
def desk(app: QApplication, store: Store, settings: Settings) -> Iterator[Desk]:
    from tournament_app.gui.desk import Desk, TickingClock

    made = Desk(store, settings, TickingClock(SATURDAY))
    yield made
    made.close()


@pytest.fixture
def add():
    """The command: ``add("Sở Y tế")``."""
    return AddDelegation


@pytest.fixture
def sample_desk(app: QApplication, sample_store_file: Path, tmp_path: Path, settings: Settings) -> Iterator[Desk]:
    """A desk at a copy of the sample, on its Saturday morning."""
    from tournament_app.gui.desk import Desk, TickingClock

    where = tmp_path / "sample.giai"
    shutil.copy(sample_store_file, where)
    made = Desk(Store.open(where), settings, TickingClock(SATURDAY))
    yield made
    made.close()


@pytest.fixture
def fresh_desk(app: QApplication, tmp_path: Path, settings: Settings) -> Iterator[Desk]:
    """A desk at a new XXV tournament nobody has entered yet."""
    from tournament_app.gui.desk import Desk, TickingClock
    from tournament_app.making import create_tournament

    made = Desk(create_tournament(tmp_path / "fresh.giai", "xxv", Actor("An")), settings, TickingClock(SATURDAY))
    yield made
    made.close()


@pytest.fixture(scope="session")
def small_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The small tournament with its entries only, and drawn."""
    from tests.small import drawn, entered

    folder = tmp_path_factory.mktemp("small")
    files = {"entered": folder / "entered.giai", "drawn": folder / "drawn.giai"}
    for make in (entered, drawn):
        make(files[make.__name__]).close()
    return files


@pytest.fixture
def opened(app: QApplication, small_files: dict[str, Path], tmp_path: Path, settings: Settings, qtbot: Any) -> Any:
    """``opened("format", "CL-05", "drawn")``: that editor of an event over the events page of the small tournament."""
    from tournament_app.gui.desk import Desk, TickingClock
    from tournament_app.gui.main_window import MainWindow
    from tournament_app.queries.event_state import event_ids

    desks: list[Desk] = []

    def open_(what: str, event: str = "CL-05", how: str = "entered") -> Any:
        where = shutil.copy(small_files[how], tmp_path / f"{len(desks)}.giai")
        desk = Desk(Store.open(Path(where)), settings, TickingClock(SATURDAY))
        desks.append(desk)
        desk.settings.page = "events"
        window = MainWindow(desk)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.show()
        page = window.page("events")
        with desk.reading() as db:
            page.list.choose(event_ids(db)[event])
        return page.edit(what)

    yield open_
    for desk in desks:
        desk.close()
