"""What is certain enough to do today: what at least nine scenarios in ten call for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from firstlight.needs import Item
from firstlight.staging.data import Data
from firstlight.staging.model import Model
from firstlight.staging.outcome import Outcome
from firstlight.staging.scenarios import Scenarios
from firstlight.staging.tables import bought, frame

SURE = 0.9
"""Share of scenarios that must need an action before it counts as certain enough."""

WORTH = 0.1
"""A load that fills less of a truck is not worth a line."""


def today(model: Model, scenarios: Scenarios, outcome: Outcome) -> pd.DataFrame:
    """`Staging.today`: purchases, loads and truck moves, the most urgent items first.

    Of each item the quantity that nine scenarios in ten use, not the whole of what is planned.
    """
    data = model.data
    rows = [*_purchases(model, outcome), *_trucks(data, outcome)]
    rows += sorted(_loads(model, scenarios, outcome), key=lambda row: -row["tonnes"])
    return frame("today", rows)


def _purchases(model: Model, outcome: Outcome) -> list[dict[str, Any]]:
    """What is used beyond the stock in at least `SURE` of scenarios: to buy, or to contract."""
    data, rows = model.data, []
    orders = bought(data, outcome)
    leaving = outcome.flows.sum(axis=2)
    for i, item in enumerate(data.items):
        most_first = np.argsort(-np.median(leaving[:, :, i], axis=0), kind="stable")
        for h, hub in ((int(one), data.network.hubs[one]) for one in most_first):
            beyond = leaving[:, h, i] - data.stock[h, i]
            used = float(np.quantile(beyond, 1 - SURE, method="lower"))
            lot = item.lot or 1.0
            if model.drawn[i]:
                sure = _round(used, lot)
            elif _heavy(item):
                # A lot that cannot be split is needed as soon as any of it is.
                sure = min(np.ceil(used / lot - 1e-6) * lot, orders[h, i])
                used = sure - lot + 1e-6
            else:
                sure = _round(min(used, orders[h, i]), lot)
            if sure <= 0:
                continue
            share = float(np.mean(beyond >= min(used, sure) * (1 - 1e-9)))
            verb = "Contract" if model.drawn[i] else "Buy"
            rows.append(
                {
                    "action": f"{verb} {item.amount(sure)} for {hub.name}.",
                    "why": f"Beyond what the hub has, {share:.0%} of scenarios use as much. "
                    f"{item.reason}",
                    "share_of_scenarios": share,
                    "cost_usd": sure * data.price[i],
                }
            )
    return rows


def _trucks(data: Data, outcome: Outcome) -> list[dict[str, Any]]:
    rows = []
    hubs = data.network.hubs
    for h, g in zip(*np.nonzero(outcome.moved >= 0.5), strict=True):
        count = round(float(outcome.moved[h, g]))
        needed = outcome.busy[:, g] > data.trucks[g] + count - 1 + 1e-6
        if needed.mean() < SURE:
            continue
        rows.append(
            {
                "action": f"Send {count} truck{'s' if count > 1 else ''} from {hubs[h].name} to "
                f"{hubs[g].name}.",
                "why": f"In {needed.mean():.0%} of scenarios they are all busy there.",
                "share_of_scenarios": float(needed.mean()),
                "cost_usd": count * data.network.between[h, g] * data.usd_per_km,
            }
        )
    return rows


def _loads(model: Model, scenarios: Scenarios, outcome: Outcome) -> list[dict[str, Any]]:
    """One sentence for each hub and destination: the goods that are sure to go there.

    Water is left out: a tanker is filled when it leaves.
    """
    data, rows = model.data, []
    sure = np.quantile(outcome.flows, 1 - SURE, axis=0, method="lower")
    for h, hub in enumerate(data.network.hubs):
        for d, place in enumerate(scenarios.destinations.itertuples()):
            loads = [
                (i, _round(float(sure[h, d, i]), item.piece or 1.0))
                for i, item in enumerate(data.items)
                if not model.drawn[i]
            ]
            loads = [(i, quantity) for i, quantity in loads if quantity > 0]
            enough = [outcome.flows[:, h, d, i] >= q * (1 - 1e-9) for i, q in loads]
            said = ", ".join(data.items[i].amount(quantity) for i, quantity in loads)
            weight = sum(quantity * data.items[i].kg_per_unit / 1000 for i, quantity in loads)
            volume = sum(quantity * data.items[i].m3_per_unit for i, quantity in loads)
            trucks = max(weight / data.load_t, volume / data.load_m3)
            if trucks < WORTH:
                continue
            trips = max(1, round(trucks))
            rows.append(
                {
                    "action": f"Make ready at {hub.name} for {place.name}: {said}.",
                    "why": f"Each goes there in at least {SURE:.0%} of scenarios; about {trips:,} "
                    f"truckload{'s' if trips > 1 else ''}, {_away(float(data.network.km[h, d]))}.",
                    "share_of_scenarios": float(min(np.mean(one) for one in enough)),
                    "cost_usd": 0.0,
                    "tonnes": weight,
                }
            )
    return rows


def _away(km: float) -> str:
    return f"{km:,.0f} km away" if km >= 5 else "within the town"


def _heavy(item: Item) -> bool:
    return item.lot * item.kg_per_unit >= 1000


def _round(quantity: float, step: float) -> float:
    """Down to two figures and whole pieces: a sure amount must not be more than what is used."""
    if quantity <= 0:
        return 0.0
    coarse = max(step, 10.0 ** (np.floor(np.log10(quantity)) - 1))
    return float(np.floor(quantity / coarse + 1e-6) * coarse)
