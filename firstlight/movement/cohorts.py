"""People as cohorts: whole numbers at a place or on the road, moved by multinomial draws.

Those inside one town share every chance, so that how many of them leave on a day is binomial and
where these go is multinomial. That is the very law of people who decide one by one, and its cost
depends on runs, places and days, not on people.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from firstlight.movement.geography import Floats

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Ways:
    """Where those who leave one town go.

    `share`: [run, destination], each row sums to 1; `days`: [run, destination], time on the road
    [days]. People set out at any hour of their day, so after 1.3 days seven in ten arrive on the
    next day and three on the day after. Without destinations people are out, and nowhere known.
    """

    share: Floats
    days: Floats


@dataclass(frozen=True, slots=True)
class Flow:
    """Whole people at the end of each day, day 0 being the start.

    `inside`, `left`, `road`: [run, day]; `arrived`: [run, destination, day]. `left` and `arrived`
    are running totals; in every run and on every day inside + left is what it was on day 0, and
    left is road + all arrived.
    """

    inside: Counts
    left: Counts
    road: Counts
    arrived: Counts


def flow(rng: np.random.Generator, inside: Counts, hazard: Floats, ways: Ways) -> Flow:
    """Moves the people inside one town through `hazard.shape[1]` days.

    `inside`: [run], people on day 0; `hazard`: [run, day], the chance that one still inside leaves
    during that day [0-1].
    """
    runs, days = hazard.shape
    places = ways.share.shape[1]
    still = np.zeros((runs, days + 1), np.int64)
    still[:, 0] = inside
    # one more slot takes what arrives after the last day
    arriving = np.zeros((runs, places, days + 2), np.int64)
    every_run, every_place = np.arange(runs)[:, None], np.arange(places)[None, :]
    whole = np.floor(np.minimum(ways.days, days + 1)).astype(np.int64)
    longer = np.clip(ways.days - whole, 0.0, 1.0)
    for day in range(1, days + 1):
        leaving = rng.binomial(still[:, day - 1], hazard[:, day - 1])
        still[:, day] = still[:, day - 1] - leaving
        if places and leaving.any():
            going = rng.multinomial(leaving, ways.share)
            later = rng.binomial(going, longer)
            for extra, people in enumerate((going - later, later)):
                there = np.minimum(day + whole + extra, days + 1)
                arriving[every_run, every_place, there] += people
    left = still[:, :1] - still
    arrived = np.cumsum(arriving[:, :, : days + 1], axis=2)
    return Flow(still, left, left - arrived.sum(axis=1), arrived)
