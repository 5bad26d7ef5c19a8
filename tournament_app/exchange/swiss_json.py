"""The table of a Swiss (or of a round robin of chess) asked for in JSON: rounds, colours, forfeits and byes count.

Players with their rounds as TRF has them (``9w1``, ``13b=``, ``H``), or matches with their round and the byes beside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tournament_app.domain.outcome import Kind, Outcome
from tournament_app.domain.plan import Contest
from tournament_app.domain.rules import Scoring
from tournament_app.domain.swiss import Mark, Round, cards_of
from tournament_app.domain.swiss_criteria import SWISS_ONLY
from tournament_app.domain.swiss_table import swiss_table, worth_by
from tournament_app.domain.swiss_tiebreaks import Crosstable
from tournament_app.exchange.match_json import Reader, first_of, sides, wrong
from tournament_app.exchange.rank_rules import ranking_of
from tournament_app.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tournament_app.domain.standings import Ranking, Standing
    from tournament_app.domain.swiss import Cards

BOARD = Scoring("board", "board", "board")
GAME = re.compile(r"(\d+)([wb])([10=½+-])")
BYES = {"pairing": "U", "full": "F", "half": "H", "zero": "Z", **{letter: letter for letter in "UFHZ"}}
NAME = ("name", "team", "player")


@dataclass(frozen=True, slots=True)
class SwissAsked:
    """A Swiss that was asked for: its *names* by entry, its cards as they count, and its rows."""

    names: Mapping[int, str]
    table: Crosstable
    rows: tuple[Standing, ...]


def read_swiss(document: Any, rankings: Mapping[str, Ranking], rules: str | None = None) -> SwissAsked | None:
    """The Swiss *document* holds; ``None`` if it holds none: no rounds of players, no byes, no rule of a Swiss."""
    if isinstance(document, list):
        document = {"matches": document}
    if not isinstance(document, dict) or "groups" in document:
        return None
    players = document.get("players")
    by_cards = isinstance(players, list) and all(isinstance(one, dict) and "rounds" in one for one in players)
    if not by_cards and "byes" not in document and not (document.get("rules") or rules):
        return None
    ranking = ranking_of(document, rankings, rules)
    codes = {code for step in ranking.criteria for code in ((step,) if isinstance(step, str) else step)}
    if not by_cards and "byes" not in document and not codes & SWISS_ONLY.keys():
        return None
    names, cards = _by_cards(players) if by_cards and players else _by_matches(document, ranking)
    said = document.get("rounds")
    rounds = said if isinstance(said, int) else max((len(card) for card in cards.values()), default=0)
    everybody = all({each.opponent for each in card} >= cards.keys() - {entry} for entry, card in cards.items())
    table = Crosstable(cards, rounds, worth_by(ranking), ranking.unplayed, everybody)
    ids = {name: entry for entry, name in names.items()}
    lots = tuple(ids[str(name)] for name in document.get("lots") or () if str(name) in ids)
    return SwissAsked(names, table, swiss_table(table, _outcomes(cards), ranking, BOARD, lots))


def _by_cards(players: list[dict[str, Any]]) -> tuple[dict[int, str], Cards]:
    """Opponents are named by the number *no* of a player, by default its place in the list."""
    numbers = [one.get("no", at) for at, one in enumerate(players, 1)]
    names = {no: str(first_of(one, NAME) or no) for no, one in zip(numbers, players, strict=True)}
    cards: Cards = {}
    for no, one in zip(numbers, players, strict=True):
        place = f"players[{no}].rounds"
        cards[no] = tuple(_round(str(said), f"{place}[{n}]") for n, said in enumerate(one["rounds"], 1))
    for no, card in cards.items():
        for n, each in enumerate(card):
            theirs = cards.get(each.opponent or 0, ())[n : n + 1]
            if each.opponent is not None and not (theirs and theirs[0].opponent == no):
                text = Text("round {n} of {a} and of {b} do not agree", n=n + 1, a=no, b=each.opponent)
                wrong(f"players[{no}].rounds", text)
    return names, cards


def _round(said: str, where: str) -> Round:
    if game := GAME.fullmatch(said.strip().replace(" ", "")):
        return Round(Mark(game[3].replace("½", "=")), int(game[1]), "w" if game[2] == "w" else "b")
    if said.strip() not in ("H", "F", "U", "Z", "", "-"):
        wrong(where, Text("“{said}” is no round; write 9w1, 13b=, 4w+, 2b-, or U, F, H, Z", said=said))
    return Round(Mark(said.strip().replace("-", "") or "Z"))


def _by_matches(document: Mapping[str, Any], ranking: Ranking) -> tuple[dict[int, str], Cards]:
    matches, byes = document.get("matches") or [], document.get("byes") or []
    if not isinstance(matches, list) or not isinstance(byes, list):
        wrong("matches", Text("must be a list"))
    listed = [str(first_of(one, NAME)) if isinstance(one, dict) else str(one) for one in document.get("teams") or ()]
    met = [name for n, match in enumerate(matches, 1) for name in sides(match, f"matches[{n}]")]
    free = [str(first_of(one, NAME)) if isinstance(one, dict) else str(one) for one in byes]
    ids = {name: at for at, name in enumerate(dict.fromkeys([*listed, *met, *free]), 1)}
    reader = Reader(ids, ranking, BOARD)
    contests, outcomes = [], {}
    for n, given in enumerate(matches, 1):
        place = f"matches[{n}]"
        match = reader.match(given, place)
        contests.append(Contest(str(n), str(match.a), str(match.b), "group", _turn(given, place), "S"))
        if isinstance(match, Outcome):
            outcomes[str(n)] = match
        else:
            won = match.results
            winner = match.a if won[0] > won[1] else match.b if won[1] > won[0] else None
            outcomes[str(n)] = Outcome(match.a, match.b, Kind.PLAYED, (), winner)
    free_rounds = {}
    for n, one in enumerate(byes, 1):
        place = f"byes[{n}]"
        if not isinstance(one, dict) or (letter := BYES.get(str(one.get("kind", "pairing")))) is None:
            wrong(place, Text("write team, round and kind: pairing, full, half or zero"))
        free_rounds[ids[free[n - 1]], _turn(one, place)] = Mark(letter)
    last = max([c.round for c in contests] + [turn for _, turn in free_rounds], default=0)
    cards = cards_of(contests, {entry: entry for entry in ids.values()}, outcomes, free_rounds, last)
    return {entry: name for name, entry in ids.items()}, cards


def _turn(given: Mapping[str, Any], where: str) -> int:
    said = given.get("round")
    if not isinstance(said, int) or isinstance(said, bool) or said < 1:
        wrong(where, Text("by the rules of a Swiss the key round is needed: 1, 2, …"))
    return said


def _outcomes(cards: Cards) -> list[Outcome]:
    """The matches of the cards, each once, as White sees it."""
    found = []
    for entry, card in cards.items():
        for n, each in enumerate(card):
            if each.colour != "w" or each.opponent is None or each.mark is Mark.OPEN:
                continue
            if each.mark is Mark.FORFEIT_LOSS and cards[each.opponent][n].mark is Mark.FORFEIT_LOSS:
                found.append(Outcome(entry, each.opponent, Kind.BOTH_ABSENT))
                continue
            winner = {"1": entry, "+": entry, "0": each.opponent, "-": each.opponent}.get(each.mark)
            games = ((2, 0) if winner == entry else (0, 2) if winner else (1, 1),) if each.played else ()
            found.append(Outcome(entry, each.opponent, Kind.PLAYED if each.played else Kind.WALKOVER, games, winner))
    return found
