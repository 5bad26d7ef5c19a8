"""Before which commands a copy is made: whoever adds one has to say whether it weighs."""

from __future__ import annotations

from tests.commands.test_undo import command_classes
from tournament_app.store.copying import WEIGHTY

LIGHT = frozenset(
    (
        *("AddDelegation", "ChangeDelegation", "AddAthlete", "ChangeAthlete", "RemoveAthlete", "SettleProblem"),
        *("AddEntry", "ChangeMembers", "RemoveEntry", "ReplaceMembers", "SetSeed"),
        *("AddEvent", "ChangeEvent", "SetEventState", "ChangeTournament", "ChangeOverall", "AddRule", "ChangeRule"),
        *("LockDraw", "SwapEntries", "AskBye"),
        *("MoveMatch", "PinMatch", "UnscheduleMatch", "CallMatch"),
        *("RecordScore", "ClearResult", "RecordMarks", "DrawLots", "SettlePlaces", "ConfirmResults"),
        *("AcceptLook", "TakeBall", "PutBallBack"),
        *("AdjustPoints", "NoteForTable", "TakeBackAdjustment", "GiveSpecialAward", "TakeBackSpecialAward"),
        *("LodgeProtest", "DecideProtest", "WithdrawProtest"),
        *("AddPerson", "ChangePerson", "SetPin", "TurnRolesOn", "TurnRolesOff", "RecordPrints"),
    )
)
"""What is done all day long and changes one thing; copies of it come by the clock and the number of results."""


def test_every_command_either_weighs_or_is_light() -> None:
    there = command_classes() - {"CreateTournament"}  # a new file: nothing to copy
    assert not LIGHT & WEIGHTY
    assert there >= WEIGHTY, "no such command any more"
    assert there - WEIGHTY - LIGHT == set(), "a copy before it (store.copying.WEIGHTY), or is it light?"
