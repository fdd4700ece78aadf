"""How many leave once a place opens, and how soon: what earlier openings say.

The law of one opening has three numbers: the share of those inside who leave within 30 days, the
share of these who leave in the first 48 hours, and the days in which the rest thin out. Their
spread comes from `firstlight/data/outflows.csv`, published counts after other openings, each a
logit or a logarithm of one row. With few rows the spread is that of a Student t, so that little
evidence makes wide quantiles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

import numpy as np
import pandas as pd
from scipy.special import expit, logit

from firstlight.movement.geography import Floats, great_circle_km

BURST_DAYS = 2.0
HORIZON_DAYS = 30.0
SAME_PLACE_KM = 30.0
"""Rows of outflows.csv this near a front are that front's own past, and left out."""

PRIOR = {"share": (0.0, 1.2), "burst": (0.0, 1.2), "tail": (np.log(5.0), 0.7)}
"""Centre and spread before any row: half of the people, half of them at once, the rest in about
five days, each with a wide spread. Weighs as `PRIOR_ROWS` rows."""
PRIOR_ROWS = 2.0


@dataclass(frozen=True, slots=True)
class Spread:
    """Predictive distribution of one parameter of the next opening: Student t."""

    centre: float
    scale: float
    freedom: float
    rows: int

    def draw(self, rng: np.random.Generator, size: int) -> Floats:
        return self.centre + self.scale * rng.standard_t(self.freedom, size)


@dataclass(frozen=True, slots=True)
class Leaving:
    """Parameters of the law, one value a run.

    `share`: of those inside, who leaves within 30 days of the opening [0-1]; `burst`: of these, who
    leaves in the first 48 hours [0-1]; `tail`: mean days in which the others follow [days].
    """

    share: Floats
    burst: Floats
    tail: Floats

    def left(self, days: Floats) -> Floats:
        """Share of those inside at the opening who have left `days` after it [0-1].

        Straight for 48 hours, then an exponential tail that reaches `share` at 30 days; `days` is
        one value a run, negative before the opening.
        """
        later = 1 - (1 - self.burst) * np.exp(-np.maximum(days - BURST_DAYS, 0) / self.tail)
        whole = 1 - (1 - self.burst) * np.exp(-(HORIZON_DAYS - BURST_DAYS) / self.tail)
        early = self.burst * np.clip(days / BURST_DAYS, 0, 1)
        share = self.share * np.where(days < BURST_DAYS, early, later) / whole
        return np.minimum(share, 1.0)

    def hazard(self, days: Floats) -> Floats:
        """Chance that one still inside leaves in the day from `days` to `days` + 1 [0-1]."""
        before, after = self.left(days), self.left(days + 1)
        hazard = (after - before) / np.maximum(1 - before, 1e-9)
        return np.clip(hazard, 0.0, 1.0)


@cache
def table() -> pd.DataFrame:
    """The rows of outflows.csv: place, country, lat, lon, date, inside, left_2d/7d/30d, source."""
    with resources.files("firstlight").joinpath("data/outflows.csv").open(encoding="utf-8") as file:
        return pd.read_csv(file, parse_dates=["date"])


def usable(rows: pd.DataFrame, as_of: date, fronts: Sequence[tuple[float, float]]) -> pd.DataFrame:
    """Rows whose 30 days had passed on `as_of` and that are not at one of the fronts."""
    known = rows["date"] + pd.Timedelta(days=HORIZON_DAYS) <= pd.Timestamp(as_of)
    lat, lon = rows["lat"].to_numpy(float), rows["lon"].to_numpy(float)
    elsewhere = np.ones(len(rows), bool)
    for front in fronts:
        elsewhere &= great_circle_km(lat, lon, *front) > SAME_PLACE_KM
    return rows[known & elsewhere]


def spreads(rows: pd.DataFrame) -> dict[str, Spread]:
    """The predictive distribution of each parameter from the rows of outflows.csv."""
    inside = rows["inside"].to_numpy(float)
    two, seven, thirty = (
        rows[column].to_numpy(float) / inside for column in ("left_2d", "left_7d", "left_30d")
    )
    # the last count there is stands for the end: where counting stopped, the flow had thinned
    last = np.where(np.isfinite(thirty), thirty, np.where(np.isfinite(seven), seven, np.nan))
    with np.errstate(divide="ignore", invalid="ignore"):
        burst = two / last
        # of those not gone in the burst, who still stays after seven days of thirty
        staying = (1 - seven / thirty) / (1 - burst)
        tail = -(7 - BURST_DAYS) / np.log(staying)
    samples = {
        "share": logit(np.clip(last, 0.01, 0.99)),
        "burst": logit(np.clip(burst, 0.01, 0.99)),
        "tail": np.log(np.clip(tail, 0.5, 60.0)),
    }
    return {name: _spread(values, *PRIOR[name]) for name, values in samples.items()}


def _spread(values: Floats, centre: float, scale: float) -> Spread:
    """Normal-inverse-gamma prediction of the next value (Gelman, Bayesian Data Analysis, 3.3)."""
    values = values[np.isfinite(values)]
    n = len(values)
    mean = values.mean() if n else centre
    weight = PRIOR_ROWS + n
    freedom = PRIOR_ROWS + 2 + n
    squares = (PRIOR_ROWS + 2) * scale**2 + ((values - mean) ** 2).sum()
    squares += PRIOR_ROWS * n / weight * (mean - centre) ** 2
    return Spread(
        (PRIOR_ROWS * centre + n * mean) / weight,
        float(np.sqrt(squares / freedom * (1 + 1 / weight))),
        freedom,
        n,
    )


def draw(spread: dict[str, Spread], rng: np.random.Generator, runs: int) -> Leaving:
    """The law's parameters for each run."""
    return Leaving(
        share=expit(spread["share"].draw(rng, runs)),
        burst=expit(spread["burst"].draw(rng, runs)),
        tail=np.exp(np.clip(spread["tail"].draw(rng, runs), np.log(0.5), np.log(60.0))),
    )
