"""The house Swiss: like the Dutch system in spirit, and delegations kept apart as far as the rules allow.

One matching of the whole round. Never: a rematch, a second bye, three times the same colour. Then, each before the
next: few meet their own delegation, the scores of opponents are close, colours come out even, the upper half of a score
group meets the lower half in order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tournament_app.domain.swiss import Pairing, board_order, colours
from tournament_app.domain.swiss_check import bad_colour, is_top, may_meet
from tournament_app.pairing.dutch import no_pairing, too_few

if TYPE_CHECKING:
    from tournament_app.domain.swiss import Field

BYE = 0
"""Stands for nobody among pairing numbers."""


def house(field: Field) -> Pairing:
    """The next round by the house system; refuses as the Dutch one does."""
    import networkx as nx

    players = field.present
    if len(players) < 2:
        raise too_few(len(players), field.round)
    costs = _costs(field, players)
    graph = nx.Graph()
    graph.add_nodes_from((*players, BYE) if len(players) % 2 else players)
    most = max((cost for cost in costs.values()), default=0)
    graph.add_weighted_edges_from((a, b, most - cost) for (a, b), cost in costs.items())
    matched = nx.max_weight_matching(graph, maxcardinality=True)
    if 2 * len(matched) < len(graph):
        raise no_pairing(field.round)
    pairs = [pair for pair in matched if BYE not in pair]
    bye = next((sum(pair) for pair in matched if BYE in pair), None)
    coloured = [_coloured(field, *sorted(pair, key=lambda e: (-field.points(e), field.numbers[e]))) for pair in pairs]
    return Pairing(board_order(field, coloured), bye)


def _costs(field: Field, players: tuple[int, ...]) -> dict[tuple[int, int], int]:
    """What each pair that may meet costs, exact whole numbers, criterion by criterion in falling weight."""
    twice = {entry: int(2 * field.points(entry)) for entry in players}
    wanted = {entry: _wants(colours(field.cards[entry])) for entry in players}
    groups: dict[int, list[int]] = {}
    for entry in players:
        groups.setdefault(twice[entry], []).append(entry)
    seat = {entry: at for group in groups.values() for at, entry in enumerate(group)}
    n = len(players)
    fold, colour = n * n * n, n + 1
    kin = n * (int(2 * field.worth.win) * (field.rounds + 1)) ** 2
    costs: dict[tuple[int, int], int] = {}
    for at, a in enumerate(players):
        for b in players[at + 1 :]:
            if may_meet(field, a, b):
                apart = (twice[a] - twice[b]) ** 2 + kin * (a in field.units and field.units[a] == field.units.get(b))
                same = wanted[a] == wanted[b] != 0
                off = n if twice[a] != twice[b] else (abs(seat[a] - seat[b]) - len(groups[twice[a]]) // 2) ** 2
                costs[a, b] = (apart * colour + same) * fold + off
        if n % 2 and not field.had_bye(a):
            costs[a, BYE] = twice[a] ** 2 * colour * fold + n - at
    return costs


def _wants(played: str) -> int:
    """How much more White than Black an entry is due; who has had the same of both is due what it had not last."""
    due = 2 * (played.count("b") - played.count("w"))
    return due or {"w": -1, "b": 1, "": 0}[played[-1:]]


def _coloured(field: Field, high: int, low: int) -> tuple[int, int]:
    """White and Black for the higher and the lower of a pair: whoever is due more has its colour."""
    mine, theirs = colours(field.cards[high]), colours(field.cards[low])
    due = _wants(mine) - _wants(theirs)
    white = due > 0 if due else _alternated(field, high, mine, theirs)
    pair, other = ((high, low), (low, high)) if white else ((low, high), (high, low))
    wrong = bad_colour(colours(field.cards[pair[0]]) + "w") or bad_colour(colours(field.cards[pair[1]]) + "b")
    return other if wrong and not (is_top(field, high) or is_top(field, low)) else pair


def _alternated(field: Field, high: int, mine: str, theirs: str) -> bool:
    """Whether the higher of two who are due the same has White: the newest round they differed in, turned round."""
    for own, other in zip(reversed(mine), reversed(theirs), strict=False):
        if own != other:
            return own == "b"
    if _wants(mine):
        return _wants(mine) > 0
    return (field.top_colour == "w") == (field.numbers[high] % 2 == 1)
