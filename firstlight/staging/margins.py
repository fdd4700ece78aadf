"""What a little more would buy: a truck, a day of warning, 10,000 USD.

Each is the difference between two plans, made anew over the same scenarios (at most `SAMPLE` of
them, at even steps) and without whole lots: not a dual price, so it holds for a whole truck and a
whole day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from firstlight.settings import Settings
from firstlight.staging.data import Data
from firstlight.staging.model import Model
from firstlight.staging.outcome import Outcome, person_days, read
from firstlight.staging.program import Solution, TwoStage
from firstlight.staging.scenarios import Scenarios
from firstlight.staging.tables import frame

Floats = NDArray[np.float64]

SAMPLE = 40
MONEY = 10_000.0
"""The extra budget that is tried [USD]."""
TRIFLE_USD = 100.0
"""A smaller saving is not worth a sentence."""


def margins(data: Data, scenarios: Scenarios, settings: Settings) -> pd.DataFrame:
    """`Staging.margins`: person-days spared by each of the changes."""
    some = scenarios.at_most(SAMPLE)
    base, start = _solved(data, some)
    before = person_days(some, base.unmet).mean(axis=0)
    spent = base.cost_now + float(base.transport.max(initial=0.0))
    rows = []
    for what, changed in _changes(data, settings):
        found, _ = _solved(changed, some, start)
        spared = before - person_days(some, found.unmet).mean(axis=0)
        why = "something else is the bottleneck"
        if changed.budget > data.budget and spent < 0.999 * data.budget:
            why = "the plan does not use up the budget, in any scenario"
        cost = base.cost_now + base.transport.mean()
        saved = float(cost - found.cost_now - found.transport.mean())
        rows.append(
            {
                "what": what,
                "effect": _effect(what, spared, data, saved, float(before.sum()), why),
                "value": float(spared.sum()),
                "unit": "person-days",
            }
        )
    return frame("margins", rows)


def _changes(data: Data, settings: Settings) -> Iterator[tuple[str, Data]]:
    for h, hub in enumerate(data.network.hubs):
        more = data.trucks.copy()
        more[h] += 1
        yield f"one more truck at {hub.name}", replace(data, trucks=more)
    # With a day of warning the order goes out a day sooner, so its first truck leaves a day sooner
    # too; one that would leave before anybody comes is there at the start.
    sooner = settings.trucks.model_copy(update={"lead_days": settings.trucks.lead_days - 1.0})
    yield "one more day of warning", replace(data, trips=data.network.trips(sooner))
    if np.isfinite(data.budget):
        yield "10,000 USD more", replace(data, budget=data.budget + MONEY)


def _solved(
    data: Data, scenarios: Scenarios, start: Solution | None = None
) -> tuple[Outcome, Solution]:
    model = Model(data)
    program = model.program(scenarios)
    parts = TwoStage(replace(program.first, whole=None), program.scenarios)
    solution = parts.solve(start=start)
    return read(model, scenarios, solution), solution


def _effect(what: str, spared: Floats, data: Data, saved: float, before: float, why: str) -> str:
    """A sentence of the two items that gain most, and of the one that gives way."""
    least = max(0.5, 1e-4 * before)
    order = np.argsort(-spared)
    gains = [(spared[i], data.items[i].plural) for i in order[:2] if spared[i] >= least]
    start = what[0].upper() + what[1:]
    if gains:
        said = " and ".join(f"{_some(gain)} person-days without {name}" for gain, name in gains)
        worst = order[-1]
        loss = (
            f", at the price of {_some(-spared[worst])} more without {data.items[worst].plural}"
            if spared[worst] <= -least
            else ""
        )
        return f"{start} spares on average {said}{loss}, over 30 days."
    if saved >= TRIFLE_USD:
        return f"{start} meets no more need on average, and saves about {_some(saved)} USD."
    return f"{start} changes nothing on average: {why}."


def _some(value: float) -> str:
    """To two significant digits: the scenarios tell no more."""
    step = 10.0 ** (np.floor(np.log10(abs(value))) - 1) if value else 1.0
    return f"{np.round(value / step) * step:,.0f}"
