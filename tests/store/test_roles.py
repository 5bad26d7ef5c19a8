"""Roles and PINs: what each role may do is asked in the store, of every command, undo and redo."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.commands.acts_roles import HASH
from tests.commands.test_undo import command_classes
from tests.small import drawn
from tests.store.toys import everything
from tournament_app.commands.delegation import RemoveDelegation
from tournament_app.commands.entry import AddDelegation
from tournament_app.commands.roles import AddPerson, ChangePerson, SetPin, TurnRolesOff, TurnRolesOn
from tournament_app.commands.score import ClearResult, RecordScore
from tournament_app.commands.tournament import ChangeTournament
from tournament_app.domain.outcome import Kind
from tournament_app.errors import Refused
from tournament_app.queries.changed_rows import changed_rows
from tournament_app.queries.history import history_rows
from tournament_app.queries.matches import match_rows
from tournament_app.store import door, permits, pins
from tournament_app.store.chain import verify_chain, verify_rows
from tournament_app.store.store import Actor, Store
from tournament_app.words import Text, set_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tournament_app.queries.matches import MatchRow

NOBODY = Actor("ai đó", "organiser", "bàn 9")
PIN = "4826"
CODE = "ABCDE-FGHJK-LMNPQ-RSTUV"


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Table:
    """A drawn tournament, An the organiser, Bình the secretary and Cúc the referee of the first venue."""

    store: Store
    clock: Clock
    who: dict[str, Actor] = field(default_factory=dict)

    def match(self, *, hers: bool) -> MatchRow:
        """A match to be played at the venue of Cúc, or at another."""
        with self.store.reading() as db:
            venue = db.find("venue")[0]["name"]
            return next(m for m in match_rows(db) if m.event == "BB-02" and m.side_a and m.side_b and m.court
                        and (m.court.venue == venue) == hers)  # fmt: skip

    def code(self, act: Callable[[], object]) -> str:
        """The code of the refusal; what was refused changed nothing and left no trace."""
        with self.store.reading() as db:
            before = everything(db), db.last_change
        with pytest.raises(Refused) as refused:
            act()
        with self.store.reading() as db:
            assert (everything(db), db.last_change) == before
        return refused.value.problems[0].code


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("vi")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("roles") / "giải.giai"
    store = drawn(where, 5)
    with store.reading() as db:
        first, second = (row["id"] for row in db.find("venue")[:2])
        mine = next(m for m in match_rows(db) if m.event == "BB-02")
        assert mine.court is not None
        courts = [row["id"] for row in db.find("court", venue_id=db.get("court", mine.court.id)["venue_id"])]
    for name, role in (("An", "organiser"), ("Bình", "secretary"), ("Cúc", "referee")):
        venues = (first,) if role == "referee" else ()
        store.run(AddPerson(name, role, venues, pin=pins.hashed(f"{PIN}{name[0]}")), NOBODY)
    from tests.store.toys import RenameVenue, Toy

    @dataclass(frozen=True)
    class Elsewhere(Toy):
        """Half of the tables stand in the other hall."""

        def apply(self, rows: Any) -> None:
            for at, court in enumerate(courts):
                rows.change("court", court, venue_id=(first, second)[at % 2])

    store.run(RenameVenue(first, "Nhà A"), NOBODY)
    store.run(Elsewhere(), NOBODY)
    store.run(TurnRolesOn(pins.hashed(pins.code_as_kept(CODE))), NOBODY)
    store.close()
    return where


@pytest.fixture
def table(whole: Path, tmp_path: Path) -> Iterator[Table]:
    where = tmp_path / "giải.giai"
    shutil.copy(whole, where)
    clock = Clock()
    made = Table(Store.open(where, clock=clock), clock)
    with made.store.reading() as db:  # signed in without the cost of the hash; signing in itself has its own tests
        for row in db.find("person"):
            made.who[row["name"]] = Actor(row["name"], row["role"], "bàn 1", row["id"])
            made.store.signed_in[row["id"]] = row["pin"]
    yield made
    made.store.close()


def score(match: MatchRow, *games: tuple[int, int]) -> RecordScore:
    return RecordScore(match.event_id, match.contest, Kind.PLAYED, games or ((11, 5), (11, 9)))


# ------------------------------------------------------------------------------- what is declared
def test_every_command_declares_who_may_run_it() -> None:
    assert set(permits.MAY) == command_classes(), "a new command is named in store/permits.py with its roles"
    assert all(permits.ORGANISER in roles <= set(permits.ROLES) for roles in permits.MAY.values())


@given(name=st.sampled_from([*sorted(permits.MAY), "SomethingNew"]), who=st.sampled_from(["An", "Bình", "Cúc", ""]))
@settings(max_examples=120, suppress_health_check=list(HealthCheck))
def test_any_role_may_run_any_command_exactly_as_declared(table: Table, name: str, who: str) -> None:
    ran: list[str] = []

    class Made:
        def words(self) -> Text:
            return Text("A toy, {name}", name=name)

        def apply(self, _: Any) -> None:
            ran.append(name)

    command = dataclass(frozen=True)(type(name, (Made,), {}))()
    actor = table.who.get(who, NOBODY)
    roles = permits.MAY.get(name, {"organiser"})
    if who and actor.role in roles:
        table.store.run(command, actor)
        assert ran == [name]
        return
    assert table.code(lambda: table.store.run(command, actor)) == ("not_allowed" if who else "sign_in")
    assert ran == []


def test_a_refusal_says_who_may(table: Table) -> None:
    with pytest.raises(Refused, match="Only Organiser / Secretariat may do this"):
        table.store.run(AddDelegation("Sở Mới"), table.who["Cúc"])
    with pytest.raises(Refused, match=r"not played at your venue \(Nhà A\).* An, Bình may do it"):
        table.store.run(score(table.match(hers=False)), table.who["Cúc"])


# ------------------------------------------------------------------------------- the matches
def test_a_referee_enters_the_matches_of_her_venue_only(table: Table) -> None:
    here, there = table.match(hers=True), table.match(hers=False)
    cuc = table.who["Cúc"]
    assert table.store.run(score(here), cuc).audit_id
    assert table.code(lambda: table.store.run(score(there), cuc)) == "not_your_venue"
    table.store.run(score(there), table.who["Bình"])
    assert table.code(lambda: table.store.run(ClearResult(there.event_id, there.contest), cuc)) == "not_your_venue"
    assert table.code(lambda: table.store.undo(cuc, _last(table.store))) == "not_your_venue"
    table.store.undo(cuc)  # her own
    table.store.redo(cuc)


def test_a_referee_cannot_touch_another_hall_by_what_follows_from_her_own_match(table: Table) -> None:
    here, there = table.match(hers=True), table.match(hers=False)
    for match in (here, there):
        table.store.run(score(match), table.who["An"])

    class Correction:
        def words(self) -> Text:
            return Text("A toy, {name}", name="RecordScore")

        def apply(self, rows: Any) -> None:
            for match in (here, there):
                row = rows.one("result", event_id=match.event_id, contest=match.contest)
                rows.remove("result", row["id"])

    command = dataclass(frozen=True)(type("RecordScore", (Correction,), {}))()
    assert table.code(lambda: table.store.run(command, table.who["Cúc"])) == "not_your_venue"
    table.store.run(command, table.who["Bình"])
    assert table.code(lambda: table.store.undo(table.who["Cúc"], _last(table.store))) == "not_your_venue"


def test_a_referee_of_a_sport_enters_no_other(table: Table) -> None:
    an, cuc, match = table.who["An"], table.who["Cúc"], table.match(hers=True)
    table.store.run(ChangePerson(cuc.person, {"venues": [], "sports": ["CL"]}), an)
    assert table.code(lambda: table.store.run(score(match), cuc)) == "not_your_sport"
    table.store.run(ChangePerson(cuc.person, {"sports": ["BB", "CL"]}), an)
    assert table.store.run(score(match), cuc).audit_id


def test_a_match_that_is_placed_nowhere_is_nobodys_venue(table: Table) -> None:
    from tournament_app.commands.schedule import UnscheduleMatch

    match = table.match(hers=True)
    table.store.run(UnscheduleMatch(match.event_id, match.contest), table.who["An"])
    assert table.code(lambda: table.store.run(score(match), table.who["Cúc"])) == "not_your_venue"


def test_undo_and_redo_ask_for_the_right_to_what_they_undo(table: Table) -> None:
    an, binh = table.who["An"], table.who["Bình"]
    table.store.run(ChangeTournament({"place": "Sông Công"}), an)
    act = _last(table.store)
    assert table.code(lambda: table.store.undo(binh, act)) == "not_allowed"
    assert table.code(lambda: table.store.undo(NOBODY, act)) == "sign_in"
    table.store.undo(an, act)
    table.store.redo(an)
    redo = _last(table.store)
    assert table.code(lambda: table.store.undo(binh, redo)) == "not_allowed"


def test_what_a_role_lost_meanwhile_is_lost_at_once(table: Table) -> None:
    an, binh = table.who["An"], table.who["Bình"]
    table.store.run(ChangePerson(binh.person, {"role": "referee"}), an)
    assert table.code(lambda: table.store.run(AddDelegation("Sở Mới"), binh)) == "not_allowed"
    table.store.run(ChangePerson(binh.person, {"active": 0}), an)
    assert table.code(lambda: table.store.run(score(table.match(hers=True)), binh)) == "sign_in"


def test_the_history_names_the_person_and_the_role_as_they_are(table: Table) -> None:
    liar = Actor("Chủ tịch", "organiser", "bàn 2", table.who["Cúc"].person)
    table.store.run(score(table.match(hers=True)), liar)
    with table.store.reading() as db:
        act = history_rows(db, 1)[0]
    assert (act.actor, act.role, act.station) == ("Cúc", "referee", "bàn 2")


# ------------------------------------------------------------------------------- people, organisers
@pytest.mark.parametrize("values", [{"role": "secretary"}, {"active": 0}])
def test_the_last_organiser_stays_one(table: Table, values: dict[str, Any]) -> None:
    an = table.who["An"]
    assert table.code(lambda: table.store.run(ChangePerson(an.person, values), an)) == "last_organiser"
    other = table.store.run(AddPerson("Dung", "organiser"), an).value
    assert table.code(lambda: table.store.run(ChangePerson(an.person, values), an)) == "last_organiser"  # no PIN yet
    table.store.run(SetPin(other, HASH), an)
    table.store.run(ChangePerson(an.person, values), an)
    table.store.signed_in[other] = HASH
    dung = Actor("Dung", "organiser", "", other)
    assert table.code(lambda: table.store.undo(dung, _act(table.store, "SetPin"))) == "last_organiser"


def test_roles_are_not_turned_on_without_an_organiser(tmp_path: Path) -> None:
    table = Table(Store.create(tmp_path / "a.giai"), Clock())
    assert table.code(lambda: table.store.run(TurnRolesOn(HASH), NOBODY)) == "last_organiser"
    table.store.run(AddPerson("An", "secretary", pin=HASH), NOBODY)
    assert table.code(lambda: table.store.run(TurnRolesOn(HASH), NOBODY)) == "last_organiser"
    table.store.run(ChangePerson(1, {"role": "organiser"}), NOBODY)
    table.store.run(TurnRolesOn(HASH), NOBODY)
    assert table.code(lambda: table.store.run(AddPerson("Eva", "organiser"), NOBODY)) == "sign_in"
    table.store.close()


def test_off_nobody_is_asked(table: Table) -> None:
    table.store.run(TurnRolesOff(), table.who["An"])
    table.store.run(ChangeTournament({"place": "Sông Công"}), NOBODY)
    table.store.run(ChangePerson(1, {"role": "referee"}), NOBODY)
    assert table.code(lambda: table.store.undo(NOBODY, _act(table.store, "TurnRolesOff"))) == "last_organiser"


def test_people_set_their_own_pin_and_nobody_elses(table: Table) -> None:
    cuc, binh = table.who["Cúc"], table.who["Bình"]
    assert table.code(lambda: table.store.run(SetPin(binh.person, HASH), cuc)) == "not_allowed"
    table.store.run(SetPin(cuc.person, HASH), cuc)
    assert table.code(lambda: table.store.run(score(table.match(hers=True)), cuc)) == "sign_in"  # with the new one
    table.store.run(SetPin(cuc.person, HASH + "1"), table.who["An"])


# ------------------------------------------------------------------------------- the PIN
def test_signing_in_and_out(table: Table) -> None:
    table.store.signed_in.clear()
    an = door.sign_in(table.store, "An", "4826A", "bàn 7")
    assert an == Actor("An", "organiser", "bàn 7", an.person)
    assert table.store.run(AddDelegation("Sở Mới"), an).audit_id
    door.sign_out(table.store, an)
    assert table.code(lambda: table.store.run(RemoveDelegation(1), an)) == "sign_in"
    with table.store.reading() as db:
        assert [row["name"] for row in door.people(db)] == ["An", "Bình", "Cúc"]


def test_wrong_pins_are_slowed_down_more_and_more_and_nobody_is_shut_out(table: Table) -> None:
    waits = []
    for _ in range(12):
        with pytest.raises(Refused) as no:
            door.sign_in(table.store, "An", "0000")
        assert no.value.problems[0].code == "wrong_pin"
        with table.store.reading() as db:
            waits.append(door.seconds_left(db.one("wrong_pin", who="An"), table.clock.now))  # type: ignore[arg-type]
        if waits[-1]:
            assert table.code(lambda: door.sign_in(table.store, "An", "4826A")) == "wait"  # not even the right one
        table.clock.later(waits[-1])
    assert waits == [0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    door.sign_in(table.store, "Bình", "4826B")  # the others are not held up
    door.sign_in(table.store, "An", "4826A")
    with table.store.reading() as db:
        assert db.find("wrong_pin") == []
        assert (verify_chain(db), verify_rows(db)) == (None, None)


def test_the_wait_outlives_the_program_and_a_clock_set_back(table: Table) -> None:
    for _ in range(3):
        with pytest.raises(Refused):
            door.sign_in(table.store, "An", "0000")
    again = Store.open(table.store.where, clock=table.clock)
    with pytest.raises(Refused, match="in 2 seconds"):
        door.sign_in(again, "An", "4826A")
    table.clock.later(-86_400)
    assert door.sign_in(again, "An", "4826A").name == "An"
    again.close()


def test_a_wrong_pin_is_no_act_of_anybody(table: Table) -> None:
    an = table.who["An"]
    table.store.run(AddDelegation("Sở Mới"), an)
    table.store.undo(an)
    with pytest.raises(Refused):
        door.sign_in(table.store, "An", "0000", "bàn 3")
    wrong = _last(table.store)
    assert table.code(lambda: table.store.undo(an, wrong)) == "no_act"
    with table.store.reading() as db:
        assert str(history_rows(db, 1)[0].words) == "Wrong PIN typed for An"
        assert history_rows(db, 1)[0].station == "bàn 3"
    table.store.redo(an)
    table.store.undo(an)


def test_no_pin_stands_in_the_file(table: Table) -> None:
    an = table.who["An"]
    table.store.run(AddPerson("Dung", "referee", pin=pins.hashed("918273")), an)
    table.store.run(SetPin(4, pins.hashed("736451")), an)
    with pytest.raises(Refused):
        door.sign_in(table.store, "Dung", "192837")
    with pytest.raises(ValueError, match="not a hash"):
        table.store.run(SetPin(4, "736451"), an)
    with table.store.reading() as db:
        said = json.dumps([everything(db), db.find("audit")], ensure_ascii=False)
        told = json.dumps([row["arguments"] for row in db.find("audit")])
    assert not any(pin in said for pin in ("918273", "736451", "192837", "4826A", "ABCDE"))
    assert "argon2" not in told
    table.store.run(ChangePerson(4, {"role": "secretary", "active": 0}), an)
    with table.store.reading() as db:
        shown = [changed_rows(db, act) for act in history_rows(db)]
    assert "argon2" not in str(shown), "the history that is shown and exported keeps the hash to itself"
    assert shown[0][0][0].fields == (("role", "Referee", "Secretariat"), ("may sign in", "yes", "no"))


@pytest.mark.parametrize("pin", ["", "123", "1234", "4321", "77777", "0123456789"])
def test_a_pin_everybody_would_try_is_refused(pin: str) -> None:
    with pytest.raises(Refused):
        pins.hashed(pin)


def test_the_recovery_code_turns_the_roles_off(table: Table) -> None:
    with pytest.raises(Refused) as no:
        door.recover(table.store, "sai")
    assert no.value.problems[0].code == "wrong_code"
    door.recover(table.store, f" {CODE.lower().replace('-', ' ')}")
    assert table.store.run(SetPin(1, HASH), NOBODY).audit_id
    assert table.code(lambda: door.recover(table.store, CODE)) == "roles_off"
    assert pins.new_code() != pins.new_code()


def test_nothing_of_it_is_loaded_while_the_roles_are_off() -> None:
    import subprocess
    import sys

    look = (
        "import sys, tempfile, pathlib; from tournament_app.store.store import Store, Actor;"
        "from tournament_app.commands.entry import AddDelegation;"
        "s = Store.create(pathlib.Path(tempfile.mkdtemp()) / 'a.giai');"
        "s.run(AddDelegation('A'), Actor('An')); s.undo(Actor('An')); s.close();"
        "ours = [m for m in sys.modules if m.startswith('tournament_app')];"
        "print('argon2' in sys.modules, [m for m in ours if m.endswith(('.door', '.pins', '.permits', '.roles'))])"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False []"


def _last(store: Store) -> int:
    with store.reading() as db:
        return db.last_change


def _act(store: Store, command: str) -> int:
    with store.reading() as db:
        return int(db.find("audit", command=command)[-1]["id"])


def test_a_file_and_a_server_keep_the_roles_alike(where: Path | str) -> None:
    store = Store.create(where)
    store.run(AddPerson("An", "organiser", pin=pins.hashed("58A7")), NOBODY)
    store.run(TurnRolesOn(HASH), NOBODY)
    other = Store.open(where)
    with pytest.raises(Refused):
        door.sign_in(other, "An", "0000")
    an = door.sign_in(store, "An", "58A7")
    assert store.run(AddPerson("Bình", "referee"), an).audit_id
    with pytest.raises(Refused, match="Sign in first"):
        other.run(AddDelegation("Sở Mới"), an)  # signed in there, not here
    store.undo(an)
    store.redo(an)
    other.close()
    store.close()
