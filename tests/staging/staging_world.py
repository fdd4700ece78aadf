"""A small made-up movement to plan for, written by hand from the tables' columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from firstlight.frames import empty
from firstlight.movement.result import Movement

CAMPS = {
    "gn:1": ("North camp", "IQ", 33.5, 43.8),
    "gn:2": ("South camp", "IQ", 33.2, 43.9),
    "gn:3": ("Camp over the border", "SY", 34.4, 40.9),
}
HORIZONS = (1, 7, 30)


def movement(
    runs: Sequence[Mapping[tuple[str, str], tuple[float, float, float]]],
    *,
    already: Mapping[str, float] | None = None,
    roads: Sequence[tuple[str, str, float]] = (),
    places: Mapping[str, tuple[float, float]] | None = None,
    same_holder: Sequence[str] = (),
) -> Movement:
    """Each run maps (origin, destination) to the people there by day 1, 7 and 30."""
    rows, fronts = [], {origin for run in runs for origin, _ in run}
    for number, run in enumerate(runs):
        for (origin, destination), counts in run.items():
            rows += [
                (number, origin, destination, days, people)
                for days, people in zip(HORIZONS, counts, strict=True)
                if people > 0
            ]
    tables: dict[str, pd.DataFrame] = {
        name: empty(columns) for name, columns in Movement.COLUMNS.items()
    }
    if rows:
        tables["draws"] = pd.DataFrame(
            rows, columns=["run", "origin", "destination", "horizon_days", "people"]
        )
    tables["openings"] = pd.DataFrame(
        [
            (number, front, 0.0, 0.0, 0.0, 0.0, 0.0)
            for number in range(len(runs))
            for front in sorted(fronts or {"gn:9"})
        ],
        columns=["run", "origin", "opened_day", "inside", "left_1", "left_7", "left_30"],
    )
    tables["destinations"] = pd.DataFrame(
        [
            (place, *where, "camp", (already or {}).get(place, float("nan")), "", None)
            for place, where in CAMPS.items()
        ],
        columns=list(Movement.COLUMNS["destinations"]),
    )
    if same_holder:
        tables["arrivals"] = pd.DataFrame(
            [
                ("gn:9", place, *CAMPS[place], 30, 0.0, 0.0, 0.0, 0.0, False, True)
                for place in same_holder
            ],
            columns=list(Movement.COLUMNS["arrivals"]),
        )
    points = {place: where[2:] for place, where in CAMPS.items()} | dict(places or {})
    if roads:
        tables["roads"] = pd.DataFrame(
            [(a, a, *points[a], b, b, *points[b], km, "hand", False) for a, b, km in roads],
            columns=list(Movement.COLUMNS["roads"]),
        )
    return Movement.of(tables)


def hub(**changes: Any) -> dict[str, Any]:
    """A hub near the camps, with trucks and no stock, as case.toml has it."""
    return {"id": "depot", "name": "Depot", "lat": 33.35, "lon": 43.8, "trucks": 5} | changes
