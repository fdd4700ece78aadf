"""How much of each item a given number of arrivals needs.

People arrive evenly between the horizons. A person who arrives on day a is on day d in day
d - a + 1 of the stay, and each standard says for which days of a stay it holds. So the need is
linear in the numbers arrived by day 1, 7 and 30, and one small matrix an item says all.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from firstlight.needs.standards import HORIZONS, applied, items

Floats = NDArray[np.float64]


@cache
def arrivals_matrix() -> Floats:
    """[day, horizon]: new people on each day 1..30 for each person in the cumulative counts."""
    days = HORIZONS[-1]
    matrix = np.zeros((days, len(HORIZONS)))
    start = 0
    for column, end in enumerate(HORIZONS):
        matrix[start:end, column] += 1.0 / (end - start)
        if column:
            matrix[start:end, column - 1] -= 1.0 / (end - start)
        start = end
    return matrix


@cache
def matrix(item: str) -> Floats:
    """[horizon, horizon]: need by the end of each horizon for each person arrived by another.

    Consumed items: the sum over all days so far. Kept items: what must be there on the last day.
    """
    new = arrivals_matrix()
    result = np.zeros((len(HORIZONS), len(HORIZONS)))
    for row, horizon in enumerate(HORIZONS):
        stay = horizon - np.arange(1, horizon + 1) + 1
        result[row] = _for_stay(item, stay) @ new[:horizon]
    return result


@cache
def settled(item: str) -> Floats:
    """[horizon]: need a person over each horizon, for people there from its first day on.

    Their first days are behind them, so the last row of each standard holds throughout.
    """
    last = applied(item)[-1].each
    return np.array([last * (days if items()[item].consumed else 1) for days in HORIZONS])


def requirements(people: Floats, item: str) -> Floats:
    """Cumulative people [..., horizon] to the item's need by the end of each horizon.

    Never falls from one horizon to the next, as counts of people out do not.
    """
    return np.maximum(np.maximum.accumulate(people @ matrix(item).T, axis=-1), 0.0)


def whole(quantity: Floats, item: str) -> Floats:
    """Rounded up to pieces that can be handed over (a tent, a module of a health kit)."""
    piece = items()[item].piece
    if not piece:
        return quantity
    rounded: Floats = np.ceil(np.round(quantity / piece, 6)) * piece
    return rounded


def _for_stay(item: str, stay: NDArray[np.int64]) -> Floats:
    """What one person needs who is now in this day of the stay [unit], consumption summed up."""
    consumed = items()[item].consumed
    total = np.zeros(len(stay))
    for row in applied(item):
        last = stay if row.to_day is None else np.minimum(stay, row.to_day)
        if consumed:
            total += row.each * np.maximum(last - row.from_day + 1, 0)
        else:
            total += row.each * ((stay >= row.from_day) & (last == stay))
    return total
