"""The tables of a plan: what to hold, what moves, what stays unmet."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from firstlight.needs import HORIZONS
from firstlight.staging.data import Data
from firstlight.staging.model import Model
from firstlight.staging.outcome import Outcome
from firstlight.staging.result import Staging
from firstlight.staging.scenarios import Scenarios

Floats = NDArray[np.float64]

QUANTILES = (0.05, 0.5, 0.95)
TRIFLE = 0.01
"""A shortage below this share of the need does not count as one."""


def frame(name: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """A table of `Staging` with its declared columns, also without rows."""
    return pd.DataFrame(rows, columns=list(Staging.COLUMNS[name]))


def bought(data: Data, outcome: Outcome) -> Floats:
    """[H, item]: purchases as they can be ordered, in whole lots and whole units.

    Up to the next whole one while the dearest scenario leaves money for it, else down.
    """
    lots = np.array([one.lot or 1.0 for one in data.items])
    down = np.floor(outcome.buy / lots + 1e-6) * lots
    up = np.ceil(outcome.buy / lots - 1e-6) * lots
    left = data.budget - outcome.cost_now - float(outcome.transport.max(initial=0.0))
    left += float(((outcome.buy - down) * data.price).sum())
    result: Floats = down.copy()
    for item in range(len(data.items)):  # items stand in order of urgency
        for hub in range(len(down)):
            extra = (up[hub, item] - down[hub, item]) * data.price[item]
            if 0 < extra <= left:
                result[hub, item] = up[hub, item]
                left -= extra
    return result


def plan(model: Model, outcome: Outcome) -> pd.DataFrame:
    data = model.data
    orders = bought(data, outcome)
    leaving = outcome.flows.sum(axis=2)  # [S, H, item]
    ready = np.quantile(leaving, 0.95, axis=0, method="higher")
    rows = []
    for h, hub in enumerate(data.network.hubs):
        for i, item in enumerate(data.items):
            stock, buy = data.stock[h, i], orders[h, i]
            if stock == 0 and buy == 0 and ready[h, i] == 0:
                continue
            held = np.inf if model.drawn[i] else stock + buy
            rows.append(
                {
                    "hub": hub.id,
                    "hub_name": hub.name,
                    "item": item.id,
                    "unit": item.unit,
                    "in_stock": stock,
                    "buy": buy,
                    "to_stage": min(_pieces(ready[h, i], item.piece), held),
                    "cost_usd": buy * data.price[i],
                    "share_of_scenarios": _share(leaving[:, h, i] > stock * (1 + 1e-9) + 1e-9)
                    if buy
                    else np.nan,
                }
            )
    return frame("plan", rows)


def trucks(data: Data, outcome: Outcome) -> pd.DataFrame:
    have = data.trucks - outcome.moved.sum(axis=1) + outcome.moved.sum(axis=0)
    middle, high = np.quantile(outcome.busy, QUANTILES[1:], axis=0)
    rows = [
        {
            "hub": hub.id,
            "hub_name": hub.name,
            "trucks": int(data.trucks[h]),
            "to_have": round(have[h]),
            "busy_q50": middle[h],
            "busy_q95": high[h],
        }
        for h, hub in enumerate(data.network.hubs)
    ]
    return frame("trucks", rows)


def moves(data: Data, scenarios: Scenarios, outcome: Outcome, first_day: Floats) -> pd.DataFrame:
    low, middle, high = np.quantile(outcome.flows, QUANTILES, axis=0)
    mean = outcome.flows.mean(axis=0)
    places = scenarios.destinations
    rows = []
    for h, d, i in zip(*np.nonzero(mean > 0), strict=True):
        item = data.items[i]
        rows.append(
            {
                "hub": data.network.hubs[h].id,
                "destination": places["place_id"].iloc[d],
                "destination_name": places["name"].iloc[d],
                "item": item.id,
                "unit": item.unit,
                "q05": low[h, d, i],
                "q50": middle[h, d, i],
                "q95": high[h, d, i],
                "mean": mean[h, d, i],
                "km": data.network.km[h, d],
                "by_road": bool(data.network.by_road[h, d]),
                "first_day": first_day[h, d],
            }
        )
    return frame("moves", rows)


def unmet(scenarios: Scenarios, missing: Floats) -> pd.DataFrame:
    """`Staging.unmet_by_horizon` from what is missing [S, D, item, window]."""
    consumed = np.array([one.consumed for one in scenarios.items])[None, None, :, None]
    need = np.where(consumed, np.cumsum(scenarios.need, axis=-1), scenarios.need)
    lack = np.where(consumed, np.cumsum(missing, axis=-1), missing)
    middle_need = np.quantile(need, 0.5, axis=0)
    quantiles = np.quantile(lack, QUANTILES, axis=0)
    rows = []
    for d, place in enumerate(scenarios.destinations.itertuples()):
        for i, item in enumerate(scenarios.items):
            for t, days in enumerate(HORIZONS):
                some = need[:, d, i, t] > 0
                if not some.any():
                    continue
                met = np.clip(1 - lack[some, d, i, t] / need[some, d, i, t], 0.0, 1.0)
                share = np.quantile(met, (0.05, 0.5))
                rows.append(
                    {
                        "destination": place.place_id,
                        "destination_name": place.name,
                        "item": item.id,
                        "unit": item.unit,
                        "horizon_days": days,
                        "need_q50": middle_need[d, i, t],
                        "q05": quantiles[0, d, i, t],
                        "q50": quantiles[1, d, i, t],
                        "q95": quantiles[2, d, i, t],
                        "share_met_q05": share[0],
                        "share_met_q50": share[1],
                        "probability_any": _share(
                            lack[:, d, i, t] > TRIFLE * need[:, d, i, t] + 1e-12
                        ),
                    }
                )
    return frame("unmet_by_horizon", rows)


def _pieces(quantity: float, piece: float) -> float:
    step = piece or 1.0
    return float(np.ceil(round(quantity / step, 6)) * step)


def _share(found: NDArray[np.bool_]) -> float:
    return float(np.mean(found))
