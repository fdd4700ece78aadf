"""Joint scenarios for the plan: how much of each item each destination needs in each window.

A scenario is one run of the movement: the same run across all fronts, so that what opens together
is together here too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from firstlight.needs.demand import destinations, joint_people
from firstlight.needs.quantities import requirements
from firstlight.needs.standards import HORIZONS, Item, applied
from firstlight.settings import Settings

if TYPE_CHECKING:
    from firstlight.movement import Movement

Floats = NDArray[np.float64]

WINDOWS = tuple(zip((0, *HORIZONS[:-1]), HORIZONS, strict=True))
"""First and last moment of each window, in days from now: the 24 hours, to day 7, to day 30."""
LEAST = 100
"""Fewest scenarios of a plan, where there are as many runs."""
WINDOW_DAYS = np.diff((0, *HORIZONS)).astype(float)


@dataclass(frozen=True)
class Scenarios:
    """`need` and `people` of S equally likely scenarios."""

    destinations: pd.DataFrame
    """place_id, name, country, lat, lon of the D destinations, busiest first."""
    items: tuple[Item, ...]
    need: Floats
    """[S, D, item, window] consumed in the window, or to be there at its end where kept [unit]."""
    people: Floats
    """[S, D, horizon] newly arrived by its end."""

    @property
    def count(self) -> int:
        return len(self.need)

    def mean(self) -> Scenarios:
        """The one scenario in which everything comes as expected."""
        return self.of(self.need.mean(axis=0)[None], self.people.mean(axis=0)[None])

    def at_most(self, count: int) -> Scenarios:
        """So many of the scenarios, at even steps; all where there are no more."""
        steps = np.unique(
            np.linspace(0, self.count - 1, min(count, self.count)).round().astype(int)
        )
        return self.of(self.need[steps], self.people[steps])

    def of(self, need: Floats, people: Floats) -> Scenarios:
        return Scenarios(self.destinations, self.items, need, people)


def draw(movement: Movement, settings: Settings, items: tuple[Item, ...]) -> Scenarios:
    """The scenarios: as many runs as `settings.run.scenarios`, evenly over all, at least 100.

    All runs where there are fewer. Taken at even steps, so the answer does not hang on a seed.
    """
    people = joint_people(movement)
    where = destinations(movement)
    table = pd.DataFrame(
        [where[place] for place in people], columns=["place_id", "name", "country", "lat", "lon"]
    ).reset_index(drop=True)
    runs = next(iter(people.values())).shape[0] if people else 0
    count = min(runs, max(LEAST, settings.run.scenarios))
    chosen = np.unique(np.linspace(0, runs - 1, count).round().astype(int))
    crowd = np.zeros((len(chosen), len(people), len(HORIZONS)))
    for column, counts in enumerate(people.values()):
        crowd[:, column] = counts[chosen]
    need = np.stack([windows(requirements(crowd, one.id), one) for one in items], axis=2)
    return Scenarios(table, items, need, crowd)


def penalty(item: Item) -> Floats:
    """[window] USD of penalty for each unit missing.

    The item's weight a person and day, for the people whom the first-phase standard gives one
    unit: the fewest units that keep people alive. A kept thing is missed on each day of the window.
    """
    served = 1.0 / min(row.each for row in applied(item.id))
    days = np.ones_like(WINDOW_DAYS) if item.consumed else WINDOW_DAYS
    return item.usd_per_person_day * served * days


def windows(cumulative: Floats, item: Item) -> Floats:
    """[..., horizon] cumulative to [..., window]."""
    return np.diff(cumulative, axis=-1, prepend=0.0) if item.consumed else cumulative
