"""Sums over places with their own intervals: added run by run, never quantile by quantile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from firstlight.movement.result import Movement
    from firstlight.settings import Settings

QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True)
class Spread:
    """5%, 50% and 95% quantiles over runs."""

    q05: float
    q50: float
    q95: float


def leaving(movement: Movement, horizon: int, origin: str | None = None) -> Spread | None:
    """People newly out within `horizon` (1, 7 or 30) days, runs that stay closed counted as zero.

    None where nothing was simulated.
    """
    runs = movement.openings
    if runs.empty:
        return None
    every = list(runs["run"].unique())
    if origin is not None:
        runs = runs[runs["origin"] == origin]
    sums = runs.groupby("run")[f"left_{horizon}"].sum()
    return _spread(sums.reindex(every, fill_value=0.0))


def arriving(movement: Movement, settings: Settings, horizon: int) -> dict[str, Spread]:
    """People newly arrived at each destination from all fronts within `horizon` days."""
    draws = movement.draws
    draws = draws[draws["horizon_days"] == horizon]
    if draws.empty:
        return {}
    every = list(movement.openings["run"].unique()) or list(range(settings.run.runs))
    sums = draws.groupby(["run", "destination"])["people"].sum().unstack(fill_value=0)
    levels = sums.reindex(every, fill_value=0.0).astype(float).quantile(list(QUANTILES))
    return {str(place): Spread(*map(float, levels[place])) for place in levels.columns}


def _spread(values: pd.Series[float]) -> Spread:
    low, middle, high = (float(value) for value in values.astype(float).quantile(list(QUANTILES)))
    return Spread(low, middle, high)
