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

from firstlight.needs import HORIZONS, Item, applied, destinations, joint_people, requirements
from firstlight.settings import Settings

if TYPE_CHECKING:
    from firstlight.movement import Movement

Floats = NDArray[np.float64]

WINDOWS = tuple(zip((0, *HORIZONS[:-1]), HORIZONS, strict=True))
"""First and last moment of each window, in days from now: the 24 hours, to day 7, to day 30."""
LEAST = 100
"""Fewest scenarios of a plan, where there are as many runs."""
HANDFUL, SPECK = 20.0, 0.005
"""People at a place within 30 days, and their share of all in the scenario, below which the plan
leaves them to what is there."""
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

    left_out: float = 0.0
    """Share of the people who come in handfuls, for whom no truck is planned [0-1]."""

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
        return Scenarios(self.destinations, self.items, need, people, self.left_out)


def draw(movement: Movement, settings: Settings, items: tuple[Item, ...]) -> Scenarios:
    """The scenarios: as many runs as `settings.run.scenarios`, evenly over all, at least 100.

    All runs where there are fewer. Taken at even steps, so the answer does not hang on a seed.
    """
    people = joint_people(movement)
    withheld = beyond_the_line(movement)
    people = {place: counts for place, counts in people.items() if place not in withheld}
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
    crowd, left_out = without_handfuls(crowd)
    need = np.stack([windows(requirements(crowd, one.id), one) for one in items], axis=2)
    return Scenarios(table, items, need, crowd, left_out)


def beyond_the_line(movement: Movement) -> dict[str, str]:
    """place_id to name of destinations that the side which held a closed town holds too.

    People may flee there; no convoy of those who took the town gets through.
    """
    table = movement.arrivals
    if table.empty or "same_holder" not in table:
        return {}
    table = table[table["same_holder"].fillna(False).astype(bool)]
    return dict(zip(table["destination"].astype(str), table["name"].astype(str), strict=True))


def without_handfuls(people: Floats) -> tuple[Floats, float]:
    """People [S, D, horizon] without places that few reach in a scenario, and the share left out.

    Few are fewer than `HANDFUL`, and no more than `SPECK` of all who arrive in that scenario.
    Nobody sends a truck for them, and they make up two fifths of a program's size.
    """
    month = people[:, :, -1]
    few = np.minimum(HANDFUL, SPECK * month.sum(axis=1, keepdims=True))
    kept = np.where((month >= few)[:, :, None], people, 0.0)
    everyone = float(month.sum())
    return kept, 1.0 - float(kept[:, :, -1].sum()) / everyone if everyone else 0.0


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
