"""Whether a town is besieged: the same chain with two states, besieged and open.

Where nothing tells, a town counts as not besieged: a siege is news, and its absence is the rule.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from firstlight.control import rates
from firstlight.control.chain import Array, Drift
from firstlight.control.claims import Item

BESIEGED, OPEN = 0, 1
STATES = ("besieged", "open")

Holds = Callable[[str, int, frozenset[str]], float]
"""(place_id, day, sides) to the probability, as believed that day, that one of them holds it."""


def drift() -> Drift:
    """A day without news of a siege."""
    return Drift(
        np.array(
            [
                [1 - rates.SIEGE_ENDS, rates.SIEGE_ENDS],
                [rates.SIEGE_BEGINS, 1 - rates.SIEGE_BEGINS],
            ]
        ),
        1 - 0.5 ** (1 / np.array([rates.SIEGE_HALF_LIFE_DAYS, rates.OPEN_HALF_LIFE_DAYS])),
        np.array([rates.BESIEGED_AT_FIRST, 1 - rates.BESIEGED_AT_FIRST]),
    )


def meaning(item: Item, holds: Holds) -> str:
    """The row of `rates.SIEGE`: a road that the town's own holder takes is a way out, not a cut."""
    if item.what != "roads cut" or not item.actors:
        return item.what
    return "way opened" if holds(item.place, item.known, item.actors) > 0.5 else item.what


def likelihood(what: str) -> Array:
    besieged, is_open, _, _ = rates.SIEGE[what]
    return np.array([besieged, is_open])


def jump(what: str) -> tuple[float, Array]:
    """The chance that it began or ended then, and to which state."""
    besieged, is_open, _, chance = rates.SIEGE[what]
    matrix = np.zeros((2, 2))
    matrix[:, BESIEGED if besieged > is_open else OPEN] = 1
    return chance, matrix
