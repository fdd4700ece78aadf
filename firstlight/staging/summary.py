"""The plan in a few figures: cost, what is missing, and what not knowing costs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from firstlight.staging.model import USD, Model
from firstlight.staging.outcome import Outcome, cvar, person_days, short
from firstlight.staging.program import Solution, TwoStage
from firstlight.staging.scenarios import Scenarios
from firstlight.staging.tables import QUANTILES, frame

Floats = NDArray[np.float64]

WHEN = ("in the first 24 hours", "on days 2 to 7", "on days 8 to 30")
SUFFIX = ("1d", "7d", "30d")


def summary(
    model: Model, program: TwoStage, scenarios: Scenarios, solution: Solution, outcome: Outcome
) -> pd.DataFrame:
    """All measures. VSS and EVPI after Birge and Louveaux 2011, chapter 4."""
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
    rows += _regret(model, program, scenarios, solution)
    rows.append(_one("scenarios", "Scenarios", "scenarios", float(scenarios.count)))
    rows.append(_one("gap", "How far from the best plan it may be at most", "share", solution.gap))
    return frame("summary", rows)


def _regret(
    model: Model, program: TwoStage, scenarios: Scenarios, solution: Solution
) -> list[dict[str, Any]]:
    """RP (this plan), EEV (the plan for the mean, in all scenarios), WS (foreknowledge)."""
    here = solution.objective
    mean = model.program(scenarios.mean()).solve()
    later, _ = program.recourse(mean.x)
    expected = float(model.first.cost @ mean.x + later.mean())
    known, _ = program.wait_and_see()
    rows = [
        _one(
            "objective_usd",
            "What the plan is chosen by: cost plus penalty for unmet need, not money to spend",
            "USD",
            here * USD,
        )
    ]
    if np.isfinite(expected):
        gain = max(0.0, expected - here) * USD
        label = (
            "What planning for all scenarios gains over planning for the mean, in the same (VSS)"
        )
        rows.append(_one("vss_usd", label, "USD", gain))
    gain = max(0.0, here - float(known.mean())) * USD
    label = "What knowing the future would gain at most, in the same (EVPI)"
    rows.append(_one("evpi_usd", label, "USD", gain))
    return rows


def _one(measure: str, label: str, unit: str, value: float) -> dict[str, Any]:
    return {"measure": measure, "label": label, "unit": unit, "value": value}


def _many(measure: str, label: str, unit: str, values: Floats) -> dict[str, Any]:
    low, middle, high = np.quantile(values, QUANTILES)
    mean = float(values.mean())
    return _one(measure, label, unit, mean) | {"q05": low, "q50": middle, "q95": high}
