"""The FIDE (Dutch) system of 2026 by gacrux, the engine of a member of FIDE's technical commission."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from tournament_app.domain.swiss import Pairing
from tournament_app.errors import Refused, refuse
from tournament_app.pairing.trf import trf_of
from tournament_app.pairing.trf_check import check_players, our_lines
from tournament_app.words import Text

if TYPE_CHECKING:
    from tournament_app.domain.swiss import Field


@dataclass(frozen=True, slots=True)
class PairedFile:
    """What a TRF file pairs to: *pairs* of start numbers, White first, in board order; *bye* a start number or none."""

    round: int
    pairs: tuple[tuple[int, int], ...]
    bye: int | None


def dutch(field: Field) -> Pairing:
    """The next round by the FIDE (Dutch) system."""
    if len(field.present) < 2:
        raise too_few(len(field.present), field.round)
    entries = {number: entry for entry, number in field.numbers.items()}
    tournament = _read(trf_of(field))
    tournament["numRounds"] = field.rounds
    tournament["currentRound"] = field.round - 1
    pairs, bye = _pairs(tournament, field.round, field.top_colour)
    return Pairing(tuple((entries[white], entries[black]) for white, black in pairs), entries[bye] if bye else None)


def dutch_file(text: str, top_colour: Literal["w", "b"] = "w") -> PairedFile:
    """The next round of a TRF file; *top_colour* is the initial colour where the file says none and no round is paired.

    Refuses with ``bad_trf`` a text that is no TRF, one of teams and one whose last round is paired.
    """
    tournament = _read(our_lines(text))
    check_players(text)
    if tournament["teamTournament"]:
        raise refuse("bad_trf", Text("This is a TRF file of teams; only players are paired."))
    number = tournament["currentRound"] + 1
    most = tournament["numRounds"]
    if not most:
        raise refuse("bad_trf", Text("The TRF file does not say how many rounds there are (line XXR or 142)."))
    if number > most:
        raise refuse("bad_trf", Text("All {n} rounds of the TRF file are paired already.", n=most))
    pairs, bye = _pairs(tournament, number, top_colour)
    return PairedFile(number, pairs, bye)


def _read(text: str) -> dict[str, Any]:
    """The tournament of a TRF text as the engine has it; refuses what it cannot read."""
    from gacrux.gacruxexeptions import GacruxError
    from gacrux.trf2json import trf2json

    reader = trf2json()
    try:
        reader.parse_file(text, 0)
    except GacruxError as error:
        raise _bad(str(error)) from error
    except Exception as error:  # the reader stumbles over what it does not expect: that is the file's fault
        raise _bad(f"{type(error).__name__}: {error}") from error
    status = reader.chessjson["status"]
    if status["code"] >= 400:
        raise _bad("; ".join(map(str, status["error"])))
    tournament: dict[str, Any] = reader.get_tournament(1)
    if not tournament["competitors"]:
        raise _bad("no player (001)")
    tournament["maxMeets"] = 1
    return tournament


def _bad(why: str) -> Refused:
    return refuse("bad_trf", Text("This is not a TRF file that can be read: {why}", why=why))


def _pairs(tournament: dict[str, Any], number: int, top_colour: str) -> tuple[tuple[tuple[int, int], ...], int | None]:
    """Start numbers White and Black in board order, and who has the bye."""
    from gacrux.gacruxexeptions import GacruxNoLegalPairing
    from gacrux.pairingdutch import pairing_dutch

    engine = pairing_dutch(tournament, number, {"top_color": top_colour, "experimental": [], "verbose": 0})
    try:
        brackets = engine.compute_pairing(False)
    except GacruxNoLegalPairing as error:
        raise no_pairing(number) from error
    found = [pair for bracket in brackets if bracket for pair in bracket["pairs"]]
    found.sort(key=lambda pair: pair["board"])
    bye = next((pair["w"] or pair["b"] for pair in found if not (pair["w"] and pair["b"])), None)
    return tuple((pair["w"], pair["b"]) for pair in found if pair["w"] and pair["b"]), bye


def too_few(present: int, number: int) -> Refused:
    """Nobody to play."""
    return refuse("too_few_players", Text("Round {round} needs two entries; {n} are there.", round=number, n=present))


def no_pairing(number: int) -> Refused:
    """The state in which the rules let nobody be paired any more (FIDE C.04.3, 1.9.3: the arbiter decides)."""
    return refuse(
        "no_pairing",
        Text(
            "Round {round} cannot be paired: whoever is paired, two meet again or somebody gets a second bye. "
            "Pair the round by hand and say why, or end the event after round {last}.",
            round=number,
            last=number - 1,
        ),
    )
