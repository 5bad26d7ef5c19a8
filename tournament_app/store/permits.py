"""Which role may do what: every command by its name, and for a referee the matches of the own venues and sports.

Asked in the transaction itself, for what is done, undone and done again; only while the roles are turned on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tournament_app.errors import Refused, refuse
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tournament_app.store.rowlog import Reading, Row, Rows

ORGANISER, SECRETARY, REFEREE = "organiser", "secretary", "referee"
ROLES = (ORGANISER, SECRETARY, REFEREE)
SAID = {ORGANISER: Text("Organiser"), SECRETARY: Text("Secretariat"), REFEREE: Text("Referee")}
_ALL, _DESK, _TOP = frozenset(ROLES), frozenset((ORGANISER, SECRETARY)), frozenset((ORGANISER,))


def _named(roles: frozenset[str], names: str) -> dict[str, frozenset[str]]:
    return dict.fromkeys(names.split(), roles)


MAY: dict[str, frozenset[str]] = {
    **_named(_ALL, "RecordScore ClearResult CallMatch RecordMarks ClearMarks AcceptLook RecordPrints SetPin"),
    **_named(_DESK, "DrawLots ConfirmResults SettlePlaces LodgeProtest WithdrawProtest NoteForTable AskBye PairRound"),
    **_named(_DESK, "GiveSpecialAward TakeBackSpecialAward WithdrawEntry ReturnEntry ReplaceMembers"),
    **_named(_DESK, "AddDelegation ChangeDelegation RemoveDelegation AddAthlete ChangeAthlete RemoveAthlete"),
    **_named(_DESK, "AddEntry ChangeMembers RemoveEntry ImportForms SettleProblem"),
    **_named(_TOP, "AdjustPoints AnnulResults TakeBackAdjustment DecideProtest ChangeOverall AddLateEntry"),
    **_named(_TOP, "DrawEvent DrawByBalls TakeBall PutBallBack LockDraw SwapEntries RemoveDraw SetSeed"),
    **_named(_TOP, "RepairRound UnpairRound"),
    **_named(_TOP, "BuildSchedule MoveMatch PinMatch UnscheduleMatch ShiftSchedule ShiftDays"),
    **_named(_TOP, "AddEvent ChangeEvent SetEventState RemoveEvent AddRule ChangeRule AddSport"),
    **_named(_TOP, "CreateTournament ChangeTournament"),
    **_named(_TOP, "AddPerson ChangePerson TurnRolesOn TurnRolesOff"),
}
"""Who may run a command; one that is not named here only the organiser may."""
_OF_A_MATCH = {"result": "contest", "mark": "heat", "call": "contest", "look": "contest", "pinned_sides": "contest"}
"""Tables whose rows are what happened in one match."""


def roles_on(db: Reading) -> bool:
    """Whether people sign in, and what they may do is looked at."""
    return bool(db.find("access"))


def may(role: str, command: str) -> bool:
    """Whether somebody with this role may run the command at all."""
    return role in MAY.get(command, _TOP)


def root_command(db: Reading, name: str, arguments: Row) -> str:
    """The command that *name* is about: an undo and a redo ask for the right to what they take back or bring again."""
    while name in ("Undo", "Redo"):
        act = db.get("audit", arguments["act"])
        name, arguments = act["command"], act["arguments"]
    return name


def check_role(role: str, command: str) -> None:
    """Refuse what this role may not do, and say who may."""
    if not may(role, command):
        raise _not_yours(MAY.get(command, _TOP))


def _not_yours(roles: Iterable[str]) -> Refused:
    who = " / ".join(str(SAID[role]) for role in ROLES if role in roles)
    return refuse("not_allowed", Text("Only {who} may do this. Nothing was changed.", who=who))


def check_changes(rows: Rows, person: Row) -> None:
    """Refuse what was written where it is not this person's to write; nothing of it is kept then."""
    if person["role"] == ORGANISER:
        return
    for table, id_, before, after in rows.changes:
        if table == "person" and (id_ != person["id"] or (after or {}).keys() != {"pin"}):
            raise _not_yours(_TOP)
        if person["role"] == REFEREE and (column := _OF_A_MATCH.get(table)):
            whole = {**(rows.one(table, id=id_) or {}), **(before or {}), **(after or {})}
            check_match(rows, person, whole["event_id"], whole[column])


def check_match(db: Reading, person: Row, event_id: int, contest: str) -> None:
    """Refuse a match that is not played where this referee works."""
    if person["role"] != REFEREE:
        return
    sport = _sport(db, event_id)
    if person["sports"] and sport not in person["sports"]:
        raise refuse(
            "not_your_sport",
            Text("This match is of another sport than yours ({sports}). Nothing was changed. {who} may do it.",
                 sports=", ".join(person["sports"]), who=_may_there(db, event_id, contest)),
        )  # fmt: skip
    if person["venues"] and _venue(db, event_id, contest) not in person["venues"]:
        names = [row["name"] for row in db.find("venue", id=person["venues"])]
        raise refuse(
            "not_your_venue",
            Text("This match is not played at your venue ({venues}). Nothing was changed. {who} may do it.",
                 venues=", ".join(names), who=_may_there(db, event_id, contest)),
        )  # fmt: skip


def _may_there(db: Reading, event_id: int, contest: str) -> str:
    """The people who may enter this match, by name; the organiser always may."""
    venue, sport = _venue(db, event_id, contest), _sport(db, event_id)
    named = [
        person["name"]
        for person in db.find("person", active=1)
        if person["role"] != REFEREE
        or (venue in (person["venues"] or [venue]) and sport in (person["sports"] or [sport]))
    ]
    return ", ".join(named)


def _sport(db: Reading, event_id: int) -> Any:
    return db.get("event", event_id)["rules"].get("sport")


def _venue(db: Reading, event_id: int, contest: str) -> int | None:
    slot = db.one("slot", event_id=event_id, contest=contest)
    return None if slot is None else int(db.get("court", slot["court_id"])["venue_id"])


def check_people(rows: Rows) -> None:
    """While roles are on somebody must be able to change that: an active organiser with a PIN."""
    if rows.count("access") and not any(row["pin"] for row in rows.find("person", role=ORGANISER, active=1)):
        raise refuse(
            "last_organiser",
            Text("At least one organiser with a PIN must be left while the roles are on. Nothing was changed."),
        )
