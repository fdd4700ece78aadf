"""What a solved plan means, in the caller's units: arrays over scenarios, for the tables."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firstlight.staging.model import USD, Model
from firstlight.staging.program import Solution
from firstlight.staging.scenarios import WINDOW_DAYS, Scenarios

Floats = NDArray[np.float64]

WORST = 0.05
"""The share of scenarios that CVaR95 averages: the worst twentieth."""


@dataclass(frozen=True)
class Outcome:
    """Quantities of a plan in units of items.csv and USD; S scenarios, H hubs, D destinations."""

    buy: Floats
    """[H, item] bought now."""
    moved: Floats
    """[H, H] trucks sent from one hub to another now."""
    flows: Floats
    """[S, H, D, item] brought within 30 days."""
    unmet: Floats
    """[S, D, item, window]"""
    busy: Floats
    """[S, H] trucks kept busy, over the horizon that asks most of them."""
    cost_now: float
    transport: Floats
    """[S] USD for trips and for what is drawn."""
    penalty: Floats
    """[S] USD by which the plan reckons what is missing."""

    @property
    def objective(self) -> Floats:
        """[S] cost and penalty together [USD]."""
        return self.cost_now + self.transport + self.penalty


def read(model: Model, scenarios: Scenarios, solution: Solution) -> Outcome:
    """Lay a solution of `model.program(scenarios)` out by hub, destination and item."""
    data = model.data
    hubs, items = data.stock.shape
    places = model.u.shape[0]
    count = scenarios.count
    buy = np.zeros((hubs, items))
    buy[:, model.ahead] = solution.x[model.x] * model.scale[model.ahead]
    moved = np.zeros((hubs, hubs))
    moved[model.move_from, model.move_to] = solution.x[model.z]
    flows = np.zeros((count, hubs, places, items))
    unmet = np.zeros((count, places, items, len(WINDOW_DAYS)))
    busy = np.zeros((count, hubs))
    transport, penalty = np.zeros(count), np.zeros(count)
    f_hub, f_place = model.hub[model.f_arc], model.place[model.f_arc]
    missing = model.cost - model.paid
    for number, values in enumerate(solution.y):
        need = scenarios.need[number]
        all_columns = model.whole_columns(need, values)
        np.add.at(
            flows[number],
            (f_hub, f_place, model.f_item),
            all_columns[model.f] * model.scale[model.f_item],
        )
        unmet[number] = all_columns[model.u] * model.scale[None, :, None]
        busy[number] = _busy(model, all_columns)
        transport[number] = model.paid @ all_columns * USD
        penalty[number] = missing @ all_columns * USD
    # The solver's tolerance is not a shortage, nor a delivery.
    small = 1e-6 * model.scale
    flows[flows < small] = 0.0
    unmet[unmet < small[:, None]] = 0.0
    buy[buy < small] = 0.0
    cost_now = float(model.first.cost @ solution.x * USD)
    return Outcome(buy, moved, flows, unmet, busy, cost_now, transport, penalty)


def short(scenarios: Scenarios, unmet: Floats) -> Floats:
    """[S, D, item, window]: people who lack the item, of those there at the end of the window."""
    need = scenarios.need
    share = np.divide(unmet, need, out=np.zeros_like(unmet), where=need > 0)
    return share * scenarios.people[:, :, None, :]


def person_days(scenarios: Scenarios, unmet: Floats) -> Floats:
    """[S, item]: people who lack the item times the days they lack it, over 30 days."""
    result: Floats = np.einsum("sdit,t->si", short(scenarios, unmet), WINDOW_DAYS)
    return result


def cvar(values: Floats) -> float:
    """Mean of the worst twentieth of equally likely values (CVaR at 95%).

    Source: Rockafellar and Uryasev, Optimization of conditional value-at-risk, Journal of Risk 2
    (2000) 21-41.
    """
    worst = np.sort(values)[::-1]
    share = WORST * len(worst)
    whole = int(share + 1e-9)
    total = worst[:whole].sum() + (share - whole) * (worst[whole] if whole < len(worst) else 0.0)
    return float(total / share)


def _busy(model: Model, values: Floats) -> Floats:
    """[H] the most that any horizon asks of the hub's trucks, in trucks."""
    trips = model.data.trips[model.hub, model.place]
    used = np.zeros((len(model.data.trucks), len(WINDOW_DAYS)))
    for late in range(len(WINDOW_DAYS)):
        early = model.k_window <= late
        arc = model.k_arc[early]
        share = values[model.k[early]] / np.maximum(trips[arc, late], 1)
        np.add.at(used[:, late], model.hub[arc], share)
    result: Floats = used.max(axis=1)
    return result
