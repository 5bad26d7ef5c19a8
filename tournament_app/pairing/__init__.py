"""Who plays whom in the next round of a Swiss event, by an engine behind one function: :func:`pair`.

The engines are loaded when something is paired, never before: they cost a quarter of a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tournament_app.domain.swiss import Field, Pairing, PairingSystem


def pair(field: Field, system: PairingSystem = "dutch") -> Pairing:
    """The next round of *field*; the same field gives the same pairing on every machine.

    ``dutch`` is the FIDE (Dutch) system of 2026 (C.04.3); ``house`` also keeps delegations apart. Refuses with
    ``no_pairing`` when the rules leave no legal pairing, and with ``too_few_players``.
    """
    if system == "house":
        from tournament_app.pairing.house import house

        return house(field)
    from tournament_app.pairing.dutch import dutch

    return dutch(field)
