"""People to water, food, shelter and health: quantities with their uncertainty."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from firstlight.frames import empty
from firstlight.needs.quantities import Floats, requirements, settled, whole
from firstlight.needs.result import Needs
from firstlight.needs.standards import HORIZONS, Standard, applied, check, items, standards
from firstlight.settings import Settings

if TYPE_CHECKING:
    from firstlight.movement import Movement

QUANTILES = (0.05, 0.5, 0.95)
Row = tuple[object, ...]


def compute(movement: Movement, settings: Settings) -> Needs:
    """Needs of the newly arriving and of those already displaced, by destination and horizon.

    `movement.draws` (run x destination x horizon: people) becomes a quantity in each run, and the
    runs its quantiles. Raises `SettingsError` where hubs or costs name an unknown item.
    """
    check(settings)
    where = destinations(movement)
    people = joint_people(movement)
    arriving = [
        _rows(where[place], counts, {item: requirements(counts, item) for item in items()})
        for place, counts in people.items()
    ]
    already = [
        (place, float(row.already))
        for place, row in movement.destinations.set_index("place_id").iterrows()
        if pd.notna(row.already) and row.already > 0
    ]
    current = [
        _rows(
            where[str(place)],
            np.full((1, len(HORIZONS)), number),
            {item: number * settled(item)[None, :] for item in items()},
        )
        for place, number in already
    ]
    return Needs(
        needs=_table(arriving, "needs"), current=_table(current, "current"), standards=_standards()
    )


def destinations(movement: Movement) -> dict[str, pd.Series]:
    """place_id to its name, country, lat, lon, from the destinations and else the arrivals."""
    columns = ["place_id", "name", "country", "lat", "lon"]
    known = [
        movement.destinations[columns],
        movement.arrivals.rename(columns={"destination": "place_id"})[columns],
    ]
    # Empty tables have columns of no type, which would make the others' types undefined.
    known = [table for table in known if not table.empty] or known[:1]
    both = pd.concat(known).drop_duplicates("place_id")
    return {str(row.place_id): row for _, row in both.iterrows()}


def joint_people(movement: Movement) -> dict[str, Floats]:
    """Destination to people newly there [run, horizon], over all fronts of the same run.

    A run without a row has nobody arriving. Destinations in falling order of the mean.
    """
    draws = movement.draws
    if draws.empty:
        return {}
    runs = np.unique(np.concatenate([draws["run"].to_numpy(), movement.openings["run"].to_numpy()]))
    at = np.searchsorted(runs, draws["run"].to_numpy())
    horizon = np.searchsorted(HORIZONS, draws["horizon_days"].to_numpy().astype(int))
    place, names = pd.factorize(draws["destination"])
    counts = np.zeros((len(names), len(runs), len(HORIZONS)))
    np.add.at(counts, (place, at, horizon), draws["people"].to_numpy(dtype=float))
    order = np.argsort(-counts[:, :, -1].mean(axis=1), kind="stable")
    return {str(names[one]): counts[one] for one in order}


def _rows(where: pd.Series, people: Floats, quantities: dict[str, Floats]) -> list[Row]:
    found: list[Row] = []
    middle_people = np.round(np.quantile(people, 0.5, axis=0))
    for item, quantity in quantities.items():
        levels = whole(np.quantile(quantity, QUANTILES, axis=0), item)
        mean = quantity.mean(axis=0)
        for at, days in enumerate(HORIZONS):
            rule = _in_force(item, days)
            found.append(
                (where.place_id, where["name"], where.country, where.lat, where.lon, days, item,
                 items()[item].unit, *levels[:, at], mean[at], rule.standard, rule.source,
                 rule.page, middle_people[at])
            )  # fmt: skip
    return found


def _in_force(item: str, day: int) -> Standard:
    rows = [row for row in applied(item) if row.from_day <= day]
    return rows[-1]


def _table(found: list[list[Row]], name: str) -> pd.DataFrame:
    rows = [row for one in found for row in one]
    columns = Needs.COLUMNS[name]
    return pd.DataFrame(rows, columns=list(columns)) if rows else empty(columns)


def _standards() -> pd.DataFrame:
    frame = pd.DataFrame([asdict(row) for row in standards()])
    frame["horizons"] = [
        ";".join(str(days) for days in HORIZONS if row.from_day <= days) for row in standards()
    ]
    return frame[list(Needs.COLUMNS["standards"])]
