"""The plan in a few figures: cost, what is missing, and what not knowing costs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from firstlight.staging.model import USD
from firstlight.staging.outcome import Outcome, cvar, person_days, short
from firstlight.staging.program import Solution, TwoStage
from firstlight.staging.scenarios import Scenarios
from firstlight.staging.tables import QUANTILES, frame

Floats = NDArray[np.float64]

WHEN = ("in the first 24 hours", "on days 2 to 7", "on days 8 to 30")
SUFFIX = ("1d", "7d", "30d")
POINTS = "penalty points"
"""Cost and unmet need in one figure: nobody pays it."""
KNOWN = 50
"""Scenarios over which foreknowledge is reckoned: enough, for each is compared with itself."""


def summary(scenarios: Scenarios, solution: Solution, outcome: Outcome) -> pd.DataFrame:
    """Cost and what is missing, over all scenarios."""
    cost = outcome.cost_now + outcome.transport
    rows = [
        _one("cost_now_usd", "Cost now: purchases and trucks changing hubs", "USD",
             outcome.cost_now),
        _many("cost_later_usd", "Cost later: transport and water", "USD", outcome.transport),
        _many("cost_total_usd", "Cost in all", "USD", cost),
        _one("cost_cvar95_usd", "Cost in all, mean of the dearest 1 in 20", "USD", cvar(cost)),
    ]  # fmt: skip
    people = short(scenarios, outcome.unmet).sum(axis=1)  # [S, item, window]
    for i, item in enumerate(scenarios.items):
        for t, when in enumerate(WHEN):
            label = f"People short of {item.plural} {when}"
            rows.append(_many(f"people_unmet_{item.id}_{SUFFIX[t]}", label, "people",
                              people[:, i, t]))  # fmt: skip
    days = person_days(scenarios, outcome.unmet).sum(axis=1)
    rows.append(_many("person_days_unmet", "Person-days short of an item, over all items",
                      "person-days", days))  # fmt: skip
    rows.append(_one("person_days_unmet_cvar95",
                     "The same, mean of the worst 1 in 20", "person-days", cvar(days)))  # fmt: skip
    rows.append(_one("scenarios", "Scenarios", "scenarios", float(scenarios.count)))
    rows.append(_one("gap", "How far from the best plan it may be at most", "share", solution.gap))
    return frame("summary", rows)


def regret(
    program: TwoStage, solution: Solution, outcome: Outcome, simple: Solution
) -> pd.DataFrame:
    """What not knowing costs, as penalty points, after Birge and Louveaux 2011, chapter 4.

    RP is this plan, EEV stands by `simple` (the best first stage if everything came as expected),
    WS is foreknowledge; all over the same `KNOWN` scenarios of the program, at even steps.
    """
    here = solution.objective
    count = len(program.scenarios)
    steps = np.unique(np.linspace(0, count - 1, min(KNOWN, count)).round().astype(int))
    some = TwoStage(program.first, [program.scenarios[one] for one in steps])
    planned = float(outcome.objective[steps].mean())
    known, _ = some.wait_and_see()
    later, _ = some.recourse(simple.x)
    expected = float(program.first.cost @ simple.x + later.mean()) * USD
    rows = [
        _one(
            "objective",
            "What the plan is chosen by: a point for each USD, and points for unmet need",
            POINTS,
            here * USD,
        )
    ]
    if np.isfinite(expected):
        gain = max(0.0, expected - planned)
        label = "What planning for all scenarios gains over planning for the mean (VSS)"
        rows.append(_one("vss", label, POINTS, gain))
    gain = max(0.0, planned - float(known.mean()) * USD)
    label = "What knowing the future would gain at most (EVPI)"
    rows.append(_one("evpi", label, POINTS, gain))
    return frame("summary", rows)


def _one(measure: str, label: str, unit: str, value: float) -> dict[str, Any]:
    return {"measure": measure, "label": label, "unit": unit, "value": value}


def _many(measure: str, label: str, unit: str, values: Floats) -> dict[str, Any]:
    low, middle, high = np.quantile(values, QUANTILES)
    mean = float(values.mean())
    return _one(measure, label, unit, mean) | {"q05": low, "q50": middle, "q95": high}
