"""A Swiss event as the text of a tournament report file (TRF16, FIDE C.04.A annex): what pairing engines read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tournament_app.domain.swiss import CHESS, Mark

if TYPE_CHECKING:
    from fractions import Fraction

    from tournament_app.domain.swiss import Field, Round


def trf_of(field: Field) -> str:
    """The lines of *field*, players by pairing number and without names; who is absent stands in ``XXZ``."""
    numbers = field.numbers
    lines = ["012 Swiss", f"XXR {field.rounds}", f"152 {field.top_colour.upper()}"]
    if field.worth != CHESS:
        win, draw, loss = (decimal(value) for value in (field.worth.win, field.worth.draw, field.worth.loss))
        lines.append(f"162  W{win:>4}    D{draw:>4}    L{loss:>4}    P{win:>4}    ")
    ranks = sorted(numbers, key=lambda entry: (-field.points(entry), numbers[entry]))
    places = {entry: place for place, entry in enumerate(ranks, 1)}
    for entry, number in numbers.items():
        head = f"001 {number:>4}      {f'Player {number}':<33} {'':>4} {'':>3} {'':>11} {'':>10} "
        head += f"{decimal(field.points(entry)):>4} {places[entry]:>4}"
        lines.append(head + "".join(_round(each, numbers) for each in field.cards[entry]))
    if absent := [str(numbers[entry]) for entry in numbers if entry in field.absent]:
        lines.append(f"XXZ {' '.join(absent)}")
    return "\n".join(lines) + "\n"


def _round(each: Round, numbers: dict[int, int]) -> str:
    if each.opponent is None:
        return f"  0000 - {each.mark}"
    return f"  {numbers[each.opponent]:>4} {each.colour} {' ' if each.mark is Mark.OPEN else each.mark}"


def decimal(value: Fraction) -> str:
    """Points as TRF has them, ``2.5``."""
    return f"{float(value):.1f}"
