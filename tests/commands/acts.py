"""What people may do to a tournament: each act makes a command that fits it as it stands, or one that does not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tests.commands import acts_balls, acts_lifecycle, acts_roles
from tests.small import EVENTS, UNITS, unit_form
from tournament_app.commands import (
    adjustment,
    award,
    balls,
    delegation,
    draw,
    entry,
    event,
    forms,
    marks,
    overall,
    rule,
    schedule,
    score,
    swiss,
    tournament,
    withdraw,
)
from tournament_app.domain.balls import Urn
from tournament_app.domain.formats import plan_for
from tournament_app.domain.outcome import Kind
from tournament_app.domain.rules import EventRules, Format
from tournament_app.domain.swiss import Mark
from tournament_app.queries.draw_list import draw_list
from tournament_app.queries.event_state import event_ids, event_states
from tournament_app.queries.matches import match_rows
from tournament_app.store.catalogue import catalogue_sports, sport_rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tournament_app.domain.outcome import Games
    from tournament_app.store.rowlog import Reading


@dataclass(frozen=True)
class Act:
    """*makes*: the command classes it can make; *make* gives one, or ``None`` where nothing fits."""

    makes: tuple[str, ...]
    make: Callable[[Reading, Random], Any]


def _event(db: Reading, dice: Random) -> int:
    return event_ids(db)[dice.choice(EVENTS)]


def _rules(db: Reading, event_id: int) -> EventRules:
    return EventRules.of(db.get("event", event_id)["rules"])


def _row(db: Reading, dice: Random, table: str, **equal: Any) -> dict[str, Any] | None:
    rows = db.find(table, **equal)
    return dice.choice(rows) if rows else None


def _score(db: Reading, dice: Random) -> Any:
    open_ = [m for m in match_rows(db) if m.side_a and m.side_b]
    if not open_:
        return None
    m = dice.choice(open_)
    games: Games = {
        "CL-05": ((21, 12),) if m.stage != "final" else ((21, 12), (21, 17)),
        "BB-02": ((11, 5), (11, 9)) if m.stage == "group" else ((11, 5), (11, 9), (11, 3)),
        "CT-01": ((2, 0),),
        "BCH-01": ((21, 12), (21, 17)),
    }[m.event]
    if dice.random() < 0.5:
        games = tuple((b, a) for a, b in games)
    kind = dice.choice((Kind.PLAYED,) * 5 + (Kind.WALKOVER, Kind.BOTH_ABSENT))
    games = games if kind is Kind.PLAYED else ()
    voids = dice.random() < 0.5
    return score.RecordScore(m.event_id, m.contest, kind, games, dice.choice((0, 1)), voids=voids)


def _played(db: Reading, dice: Random) -> Any:
    """A result taken away; where there is none, the one that would have been."""
    row = _row(db, dice, "result")
    if row is None:
        return _score(db, dice)
    return score.ClearResult(row["event_id"], row["contest"], voids=True)


def _call(db: Reading, dice: Random) -> Any:
    m = dice.choice(match_rows(db))
    return score.CallMatch(m.event_id, m.contest)


def _lots(db: Reading, dice: Random) -> Any:
    state = event_states(db)[_event(db, dice)]
    if state.plan is None or not state.plan.groups:
        return None
    group = dice.choice(list(state.plan.groups))
    members = [state.numbers[n] for n in state.plan.groups[group]]
    dice.shuffle(members)
    return score.DrawLots(state.id, group, tuple(members), "trọng tài Bình")


def _confirm(db: Reading, dice: Random) -> Any:
    return score.ConfirmResults(_event(db, dice), dice.choice(("provisional", "official")))


def _draw(db: Reading, dice: Random) -> Any:
    return draw.DrawEvent(_event(db, dice), str(dice.random()))


def _balls(db: Reading, dice: Random) -> Any:
    event_id = _event(db, dice)
    found = draw_list(db, event_id)
    if len(found.entries) < 2:
        return None
    urn = Urn(plan_for(found.form, len(found.entries)), found.listed, found.form)
    held: dict[int, int] = {}
    while len(held) < urn.size:
        entry = dice.choice(urn.next(held))
        held[dice.choice(urn.places(held, entry))] = entry
    drawn = tuple((found.entries[n - 1].id, number, "Sở Y tế") for number, n in held.items())
    return balls.DrawByBalls(event_id, drawn, digest=found.digest)


def _lock(db: Reading, dice: Random) -> Any:
    return draw.LockDraw(_event(db, dice), dice.random() < 0.5)


def _swap(db: Reading, dice: Random) -> Any:
    event_id = _event(db, dice)
    ids = [row["id"] for row in db.find("entry", event_id=event_id)]
    return draw.SwapEntries(event_id, *dice.sample(ids, 2))


def _remove_draw(db: Reading, dice: Random) -> Any:
    return draw.RemoveDraw(_event(db, dice))


def _build(db: Reading, dice: Random) -> Any:
    return schedule.BuildSchedule(not_before=dice.choice((0, 600, 1500)))


def _move(db: Reading, dice: Random) -> Any:
    m = dice.choice(match_rows(db))
    court = _row(db, dice, "court", sport=m.sport)
    assert court is not None
    return schedule.MoveMatch(m.event_id, m.contest, court["id"], 450 + 5 * dice.randrange(60))


def _pin(db: Reading, dice: Random) -> Any:
    m = dice.choice(match_rows(db))
    return schedule.PinMatch(m.event_id, m.contest, dice.random() < 0.7)


def _unschedule(db: Reading, dice: Random) -> Any:
    m = dice.choice(match_rows(db))
    return schedule.UnscheduleMatch(m.event_id, m.contest)


def _shift(db: Reading, dice: Random) -> Any:
    return schedule.ShiftSchedule(dice.choice((0, 500, 900)), dice.choice((-10, 15, 30)))


def _form(db: Reading, dice: Random) -> Any:
    number = dice.randrange(len(UNITS))
    form = unit_form(UNITS[number], number)
    athletes = (replace(form.athletes[0], post=f"Phó phòng {dice.random()}"), *form.athletes[1:])
    note = forms.FormNote("unknown_event", "Nguyễn Văn Aa", "Sheet1", f"C{dice.randrange(9)}", "“Nhảy dây”")
    return forms.ImportForms((replace(form, athletes=athletes, digest=str(dice.random()), notes=(note,)),))


def _athlete_values(dice: Random) -> dict[str, Any]:
    return dice.choice(({"name": f"trần  văn {dice.random()}"}, {"birth_date": "1980-02-03"}, {"post": "Văn thư"}))


def _change_event(db: Reading, dice: Random) -> Any:
    event_id = _event(db, dice)
    rules = _rules(db, event_id)
    return event.ChangeEvent(event_id, replace(rules, name=f"{rules.name} {dice.random():.3f}"))


def _of(table: str, make: Callable[[int, Random], Any]) -> Callable[[Reading, Random], Any]:
    def made(db: Reading, dice: Random) -> Any:
        row = _row(db, dice, table)
        return None if row is None else make(row["id"], dice)

    return made


def _add_entry(db: Reading, dice: Random) -> Any:
    unit = _row(db, dice, "delegation")
    assert unit is not None
    people = [row["id"] for row in db.find("athlete", delegation_id=unit["id"])]
    code = dice.choice(("CT-02", "BB-04", *EVENTS))
    return entry.AddEntry(event_ids(db)[code], unit["id"], tuple(people[:1]))


def _unit(db: Reading, dice: Random) -> Any:
    return entry.AddDelegation(f"Đoàn {dice.random()}")


def _change_unit(db: Reading, dice: Random) -> Any:
    row = _row(db, dice, "delegation")
    assert row is not None
    return entry.ChangeDelegation(row["id"], {"name": f"Đoàn {dice.random()}"})


def _add_athlete(db: Reading, dice: Random) -> Any:
    row = _row(db, dice, "delegation")
    assert row is not None
    return entry.AddAthlete(row["id"], f"lê thị {dice.random()}", "F", birth_date="1990-01-02")


def _members(db: Reading, dice: Random) -> Any:
    row = _row(db, dice, "entry")
    assert row is not None
    people = [a["id"] for a in db.find("athlete", delegation_id=row["delegation_id"])]
    return entry.ChangeMembers(row["id"], tuple(dice.sample(people, 2)))


def _settle(db: Reading, dice: Random) -> Any:
    """A form's problem settled; where no form has one, a form that brings one."""
    row = _row(db, dice, "form_problem")
    return _form(db, dice) if row is None else delegation.SettleProblem(row["id"])


def _remove_unit(db: Reading, dice: Random) -> Any:
    """A delegation taken out: one that nobody has entered for, or the first that comes."""
    empty = [row["id"] for row in db.find("delegation") if not db.count("athlete", delegation_id=row["id"])]
    return delegation.RemoveDelegation(dice.choice(empty)) if empty else _unit(db, dice)


def _new_event(db: Reading, dice: Random) -> Any:
    rules = replace(_rules(db, event_ids(db)["CL-05"]), code=f"CL-{dice.randrange(5, 99)}", name="Đôi nam mở rộng")
    return event.AddEvent(rules)


def _remove_event(db: Reading, dice: Random) -> Any:
    return event.RemoveEvent(dice.choice(list(event_ids(db).values())))


def _event_state(db: Reading, dice: Random) -> Any:
    return event.SetEventState(_event(db, dice), dice.choice(("open", "closed", "cancelled")))


def _sprint(db: Reading, dice: Random) -> Any:
    """The next step of a measured event: made, entered, drawn, then run."""
    event_id = event_ids(db).get("CL-90")
    if event_id is None:
        heats = {"lanes": 2, "final": 1, "order": "swimming", "level": "swim_off"}
        rules = EventRules("CL-90", "CL", "Chạy 60 m", 1, play="measured", marks={"kind": "time", "heats": heats})
        return event.AddEvent(rules)
    entered = {row["delegation_id"] for row in db.find("entry", event_id=event_id)}
    units = [row["id"] for row in db.find("delegation") if row["id"] not in entered]
    people = [row["id"] for unit in units for row in db.find("athlete", delegation_id=unit)[:1]]
    if len(entered) < 3 and people:
        unit = db.get("athlete", people[0])["delegation_id"]
        return entry.AddEntry(event_id, unit, (people[0],))
    meet = event_states(db)[event_id].meet
    if meet is None:
        return draw.DrawEvent(event_id, str(dice.random()))
    heat = dice.choice(list(meet.heats.values()))
    lines = tuple(marks.MarkLine(who, (dice.choice(("9.1", "9.2", "9.3")),)) for _, who in heat.lanes)
    return marks.RecordMarks(event_id, heat.ref, lines, voids=dice.random() < 0.5)


def _clear_marks(db: Reading, dice: Random) -> Any:
    row = _row(db, dice, "mark")
    return marks.ClearMarks(row["event_id"], row["heat"], voids=True) if row else _sprint(db, dice)


def _settle_places(db: Reading, dice: Random) -> Any:
    for state in event_states(db).values():
        for scope, (tied, room) in (state.meet.ties if state.meet else {}).items():
            return marks.SettlePlaces(state.id, scope, tuple(dice.sample(tied, room)), "bơi lại")
    return _sprint(db, dice)


def _withdraw(db: Reading, dice: Random) -> Any:
    row = _row(db, dice, "entry", event_id=_event(db, dice), state="entered")
    return row and withdraw.WithdrawEntry(row["id"], "chấn thương", voids=dice.random() < 0.5)


def _return(db: Reading, dice: Random) -> Any:
    """An entry that takes part again; where none withdrew, one that does."""
    row = _row(db, dice, "withdrawal")
    return withdraw.ReturnEntry(row["entry_id"], voids=True) if row else _withdraw(db, dice)


def _replace(db: Reading, dice: Random) -> Any:
    row = _row(db, dice, "entry", event_id=event_ids(db)["BB-02"])
    if row is None:
        return None
    people = [a["id"] for a in db.find("athlete", delegation_id=row["delegation_id"])]
    return withdraw.ReplaceMembers(row["id"], (dice.choice(people),), "ốm")


def _late(db: Reading, dice: Random) -> Any:
    unit = _row(db, dice, "delegation")
    assert unit is not None
    people = [a["id"] for a in db.find("athlete", delegation_id=unit["id"])]
    code = dice.choice(("BB-02", "CT-01"))
    gone = _row(db, dice, "withdrawal")
    instead = gone["entry_id"] if gone and dice.random() < 0.5 else None
    return withdraw.AddLateEntry(event_ids(db)[code], unit["id"], tuple(people[-1:]), "đăng ký bổ sung", instead)


def _adjust(db: Reading, dice: Random) -> Any:
    """Points of a board game deducted: the table of badminton has none."""
    row = _row(db, dice, "entry", event_id=event_ids(db)[dice.choice(("CT-01", "CL-05"))])
    return row and adjustment.AdjustPoints(row["id"], "-1/2", "đến muộn", voids=True)


def _annul(db: Reading, dice: Random) -> Any:
    row = _row(db, dice, "entry")
    return row and adjustment.AnnulResults(row["id"], "sai nhân sự", voids=True)


def _note(db: Reading, dice: Random) -> Any:
    row = _row(db, dice, "entry")
    kind = dice.choice(("conduct", "position", "weight"))
    return row and adjustment.NoteForTable(row["id"], kind, "-1" if kind == "conduct" else "480", voids=True)


def _unaward(db: Reading, dice: Random) -> Any:
    row = _row(db, dice, "special_award")
    return award.TakeBackSpecialAward(row["id"]) if row else award.GiveSpecialAward("Phong cách", "Sở Nội vụ")


def _unadjust(db: Reading, dice: Random) -> Any:
    row = _row(db, dice, "adjustment")
    return adjustment.TakeBackAdjustment(row["id"], voids=True) if row else _note(db, dice)


def _swiss(db: Reading, dice: Random) -> Any:
    """The chess event drawn as a Swiss, then the next step of it."""
    state = event_states(db)[event_ids(db)["CT-01"]]
    if state.plan is None or not state.plan.rounds:
        return draw.DrawEvent(state.id, "gieo", Format(kind="swiss", rounds=3))
    newest = max((c.round for c in state.plan.contests), default=0)
    boards = [c.ref for c in state.plan.contests if c.round == newest]
    what = dice.choice(("pair", "play", "play", "repair", "unpair", "bye"))
    if what == "play" and boards:
        return score.RecordScore(state.id, dice.choice(boards), Kind.PLAYED, ((2, 0),))
    if what == "repair" and boards:
        (bye,) = [e for (e, of), mark in state.byes.items() if of == newest and mark is Mark.PAIRING_BYE] or [None]
        pairs = tuple(state.sides(ref)[:: 1 if ref in state.outcomes else -1] for ref in boards)
        return swiss.RepairRound(state.id, pairs, bye, "đổi màu quân")
    if what == "unpair":
        return swiss.UnpairRound(state.id)
    if what == "bye":
        mark = dice.choice((Mark.ZERO, Mark.HALF, None))
        return swiss.AskBye(state.id, dice.choice(list(state.numbers.values())), newest + 1, mark)
    return swiss.PairRound(state.id)


def _add_rule(db: Reading, dice: Random) -> Any:
    """A rule of our own, for an event half of the time."""
    event_id = dice.choice((None, _event(db, dice)))
    if dice.random() < 0.5:
        body = {"name": "Đối đầu trước", "criteria": ["wins", ["wins"]], "win": "1/2"}
        return rule.AddRule("ranking", body, event_id)
    body = {"name": f"Một ván {dice.randint(5, 31)}", "target": dice.randint(5, 31), "lead": dice.randint(1, 3)}
    return rule.AddRule("scoring", body, event_id, ("final",))


def _change_rule(db: Reading, dice: Random) -> Any:
    kind, code = dice.choice((("ranking", "bwf"), ("scoring", "badminton_1x21"), ("scoring", "tennis_3")))
    row = db.one("rule", kind=kind, code=code)
    return row and rule.ChangeRule(kind, {**row["body"], "name": f"Luật {dice.random()}"})


def _add_sport(db: Reading, dice: Random) -> Any:
    sport = dice.choice(list(catalogue_sports().values()))
    venue = _row(db, dice, "venue")
    courts = (f"{sport.court} {dice.randint(1, 9)}",)
    return rule.AddSport(sport_rules(sport), venue and venue["id"], courts if dice.random() < 0.7 else ())


ACTS: tuple[Act, ...] = (
    Act(("AddPerson",), acts_roles.add),
    Act(("ChangePerson", "AddPerson"), acts_roles.change),
    Act(("SetPin", "AddPerson"), acts_roles.set_pin),
    Act(("TurnRolesOn", "TurnRolesOff"), acts_roles.turn_on),
    Act(("TurnRolesOff", "TurnRolesOn"), acts_roles.turn_off),
    Act(("AddRule",), _add_rule),
    Act(("ChangeRule",), _change_rule),
    Act(("AddSport",), _add_sport),
    Act(("AdjustPoints",), _adjust),
    Act(("GiveSpecialAward",), lambda _, dice: award.GiveSpecialAward(f"Phong cách {dice.random()}", "Sở Y tế")),
    Act(("TakeBackSpecialAward", "GiveSpecialAward"), _unaward),
    Act(("ChangeOverall",), lambda _, dice: overall.ChangeOverall({"by": "points", "points": [dice.randint(5, 9), 1]})),
    Act(("AnnulResults",), _annul),
    Act(("NoteForTable",), _note),
    Act(("TakeBackAdjustment", "NoteForTable"), _unadjust),
    Act(("RecordMarks", "AddEvent", "AddEntry", "DrawEvent"), _sprint),
    Act(("ClearMarks", "RecordMarks", "AddEvent", "AddEntry", "DrawEvent"), _clear_marks),
    Act(("SettlePlaces", "RecordMarks", "AddEvent", "AddEntry", "DrawEvent"), _settle_places),
    Act(("RecordScore",), _score),
    Act(("CallMatch",), _call),
    Act(("DrawLots",), _lots),
    Act(("ConfirmResults",), _confirm),
    Act(("LodgeProtest",), acts_lifecycle.lodge),
    Act(("RecordPrints",), acts_lifecycle.print_),
    Act(("AcceptLook", "ChangeEvent", "RecordScore"), acts_lifecycle.look),
    Act(("DecideProtest", "LodgeProtest"), acts_lifecycle.decide),
    Act(("WithdrawProtest", "LodgeProtest"), acts_lifecycle.withdraw),
    Act(("DrawEvent",), _draw),
    Act(("DrawByBalls",), _balls),
    Act(("TakeBall", "PutBallBack"), acts_balls.take),
    Act(("PutBallBack", "TakeBall"), acts_balls.back),
    Act(("LockDraw",), _lock),
    Act(("SwapEntries",), _swap),
    Act(("RemoveDraw",), _remove_draw),
    Act(("BuildSchedule",), _build),
    Act(("MoveMatch",), _move),
    Act(("PinMatch",), _pin),
    Act(("UnscheduleMatch",), _unschedule),
    Act(("ShiftSchedule",), _shift),
    Act(("ImportForms",), _form),
    Act(("AddDelegation",), _unit),
    Act(("ChangeDelegation",), _change_unit),
    Act(("AddAthlete",), _add_athlete),
    Act(("ChangeAthlete",), _of("athlete", lambda i, dice: entry.ChangeAthlete(i, _athlete_values(dice)))),
    Act(("AddEntry",), _add_entry),
    Act(("ChangeMembers",), _members),
    Act(("SetSeed",), _of("entry", lambda i, dice: entry.SetSeed(i, dice.choice((None, 1, 2))))),
    Act(("RemoveEntry",), _of("entry", lambda i, _: entry.RemoveEntry(i))),
    Act(("RemoveAthlete",), _of("athlete", lambda i, _: entry.RemoveAthlete(i))),
    Act(("AddEvent",), _new_event),
    Act(("ChangeEvent",), _change_event),
    Act(("SetEventState",), _event_state),
    Act(("RemoveEvent",), _remove_event),
    Act(("ShiftDays",), lambda _, dice: tournament.ShiftDays(dice.choice((-7, 1, 7)))),
    Act(("ChangeTournament",), lambda _, dice: tournament.ChangeTournament({"place": f"Sông Công {dice.random()}"})),
    Act(("ClearResult", "RecordScore"), _played),
    Act(("RemoveDelegation", "AddDelegation"), _remove_unit),
    Act(("SettleProblem", "ImportForms"), _settle),
    Act(("WithdrawEntry",), _withdraw),
    Act(("ReturnEntry", "WithdrawEntry"), _return),
    Act(("ReplaceMembers",), _replace),
    Act(("AddLateEntry",), _late),
    Act(("PairRound", "DrawEvent", "RecordScore", "RepairRound", "UnpairRound", "AskBye"), _swiss),
)
