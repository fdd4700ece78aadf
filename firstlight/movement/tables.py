"""Runs to tables: quantiles of who leaves and who arrives, and the draws that staging plans on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd

from firstlight.frames import empty
from firstlight.movement.cohorts import Counts, Flow
from firstlight.movement.geography import Floats
from firstlight.movement.outflows import Leaving, Spread
from firstlight.movement.people import Belief
from firstlight.movement.result import Movement
from firstlight.movement.routes import Routes

HORIZONS = (1, 7, 30)


@dataclass(frozen=True)
class Front:
    """All the runs of one town.

    `inside`: [run], people on as_of; `left`: [run, day]; `arrived`: [run, destination, horizon].
    """

    place: str
    name: str
    opened: Floats
    leaving: Leaving
    trickle: Floats
    routes: Routes
    inside: Counts
    left: Counts
    arrived: Counts

    @classmethod
    def of(
        cls,
        place: str,
        name: str,
        opened: Floats,
        leaving: Leaving,
        trickle: Floats,
        routes: Routes,
        flow: Flow,
    ) -> Self:
        """Keeps of the flow what the tables tell, so that many towns take little memory."""
        arrived = flow.arrived[:, :, list(HORIZONS)].copy()
        inside = flow.inside[:, 0].copy()
        return cls(place, name, opened, leaving, trickle, routes, inside, flow.left, arrived)


def people(beliefs: Mapping[str, Sequence[Belief]]) -> pd.DataFrame:
    """As `Movement.people`."""
    rows = []
    for place, days in beliefs.items():
        for one in days:
            low, middle, high = (round(float(x)) for x in one.quantile(np.array([0.05, 0.5, 0.95])))
            rows.append(
                (place, pd.Timestamp(one.day), low, middle, high, ",".join(one.facts),
                 one.revision, one.says, one.basis)
            )  # fmt: skip
    return _frame("people", rows).astype({"date": "datetime64[ns]", "revision": float})


def departures(fronts: Sequence[Front]) -> pd.DataFrame:
    """As `Movement.departures`."""
    rows = []
    for one in fronts:
        levels = np.quantile(one.left, [0.05, 0.25, 0.5, 0.75, 0.95], axis=0)
        for day in range(one.left.shape[1]):
            rows.append((one.place, day, *(round(float(x)) for x in levels[:, day])))
    return _frame("departures", rows)


def arrivals(
    fronts: Sequence[Front], holders: Mapping[str, str], sides: Mapping[str, str]
) -> pd.DataFrame:
    """As `Movement.arrivals`, the most expected first.

    `holders`: front to the side that held it; `sides`: place to the side that holds it.
    """
    rows = []
    for one in fronts:
        for index, node in enumerate(one.routes.destinations):
            same = one.place in holders and sides.get(node.id) == holders[one.place]
            for at, horizon in enumerate(HORIZONS):
                there = one.arrived[:, index, at]
                low, middle, high = (round(float(x)) for x in np.quantile(there, [0.05, 0.5, 0.95]))
                rows.append(
                    (one.place, node.id, node.name, node.country, node.lat, node.lon, horizon,
                     low, middle, high, round(float(there.mean()), 1),
                     one.routes.estimated[index], same)
                )  # fmt: skip
    frame = _frame("arrivals", rows)
    return frame.sort_values(
        ["origin", "horizon_days", "mean"], ascending=[True, True, False], ignore_index=True
    )


def draws(fronts: Sequence[Front]) -> pd.DataFrame:
    """As `Movement.draws`: only where somebody arrives."""
    many = []
    for one in fronts:
        names = [node.id for node in one.routes.destinations]
        for at, horizon in enumerate(HORIZONS):
            run, place = np.nonzero(one.arrived[:, :, at])
            many.append(
                pd.DataFrame(
                    {
                        "run": run.astype(np.int32),
                        "origin": one.place,
                        "destination": np.array([*names, ""], dtype=object)[place],
                        "horizon_days": np.int32(horizon),
                        "people": one.arrived[run, place, at],
                    }
                )
            )
    return pd.concat(many, ignore_index=True) if many else empty(Movement.COLUMNS["draws"])


def openings(fronts: Sequence[Front]) -> pd.DataFrame:
    """As `Movement.openings`."""
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "run": np.arange(len(one.opened), dtype=np.int32),
                    "origin": one.place,
                    "opened_day": one.opened,
                    "inside": one.inside,
                    **{f"left_{day}": one.left[:, day] for day in HORIZONS},
                }
            )
            for one in fronts
        ],
        ignore_index=True,
    )


def parameters(
    fronts: Sequence[Front], spreads: Mapping[str, Spread], notes: Sequence[str]
) -> pd.DataFrame:
    """As `Movement.parameters`: what the runs drew, and from how many openings."""
    drawn = [
        ("share leaving in 30 days", "share", "0-1"),
        ("of these, in the first 48 hours", "burst", "0-1"),
        ("days in which the others follow", "tail", "days"),
    ]
    rows = []
    for label, name, unit in drawn:
        values = np.concatenate([getattr(one.leaving, name) for one in fronts])
        note = f"{spreads[name].rows} earlier openings (firstlight/data/outflows.csv)"
        rows.append((label, *_three(values), unit, note))
    for one in fronts:
        note = "people who left in the last days, or Tal Afar 2017 where nothing is told"
        label = f"share getting away each day while {one.name} is closed"
        rows.append((label, *_three(one.trickle), "0-1 a day", note))
    rows += [("roads", np.nan, np.nan, np.nan, "", note) for note in notes]
    return _frame("parameters", rows)


def _three(values: Floats) -> list[float]:
    return [float(f"{x:.3g}") for x in np.quantile(values, [0.05, 0.5, 0.95])]


def _frame(name: str, rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(Movement.COLUMNS[name]))
