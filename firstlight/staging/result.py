"""What the staging stage returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from firstlight.frames import Columns, Tables

if TYPE_CHECKING:
    import pandas as pd

_UNMET: Columns = {
    "destination": "place_id",
    "destination_name": "name of the destination",
    "item": "item id",
    "unit": "unit of the quantities",
    "horizon_days": "up to this day: consumed items summed, kept items at its end [days]",
    "need_q50": "median need [unit]",
    "q05": "5% quantile of the need that is not met [unit]",
    "q50": "median [unit]",
    "q95": "95% quantile [unit]",
    "share_met_q05": "share of the need met, in the 5% worst scenarios at best [0-1]",
    "share_met_q50": "median share met, of the scenarios with any need [0-1]",
    "probability_any": "share of scenarios in which more than 1% of the need is not met [0-1]",
}


@dataclass(frozen=True)
class Staging(Tables):
    """What to put where beforehand, what then moves, and what stays unmet."""

    COLUMNS: ClassVar[dict[str, Columns]] = {
        "plan": {
            "hub": "hub id",
            "hub_name": "name of the hub",
            "item": "item id",
            "unit": "unit of the quantities",
            "in_stock": "what the hub has [unit]",
            "buy": "what to buy now [unit]",
            "to_stage": "what to have ready: leaves the hub in 95% of scenarios at most [unit]",
            "cost_usd": "price of what is bought [USD]",
            "share_of_scenarios": "share in which any of what is bought leaves the hub [0-1]",
        },
        "trucks": {
            "hub": "hub id",
            "hub_name": "name of the hub",
            "trucks": "trucks there now",
            "to_have": "trucks to have there, by the plan",
            "busy_q50": "median of trucks kept busy over the horizon that asks most of them",
            "busy_q95": "95% quantile",
        },
        "moves": {
            "hub": "hub id",
            "destination": "place_id",
            "destination_name": "name of the destination",
            "item": "item id",
            "unit": "unit of the quantities",
            "q05": "5% quantile of what is brought within 30 days [unit]",
            "q50": "median [unit]",
            "q95": "95% quantile [unit]",
            "mean": "mean [unit]",
            "km": "one way [km]",
            "by_road": "whether the way follows the road table, else great circle x detour",
            "first_day": "days from now until the first truck can be there [days]",
        },
        "unmet": _UNMET,
        "unmet_by_horizon": _UNMET,
        "summary": {
            "measure": "id of the measure",
            "label": "what it is, in words",
            "unit": "USD, people, person-days, penalty points (not money) or share",
            "value": "expected value",
            "q05": "5% quantile over scenarios, NaN where it has none",
            "q50": "median",
            "q95": "95% quantile",
        },
        "margins": {
            "what": "what there would be more of",
            "effect": "what it would change, in a plain sentence",
            "value": "person-days spared, net, over all items",
            "unit": "unit of the value",
        },
        "today": {
            "action": "what to do today, in a plain sentence",
            "why": "why it is certain enough",
            "share_of_scenarios": "share of scenarios in which it is needed [0-1]",
            "cost_usd": "what it costs [USD]",
        },
        "notes": {"note": "what the plan takes for granted or lacks, in a plain sentence"},
    }

    plan: pd.DataFrame
    """First stage: what to hold and buy at each hub, now."""
    trucks: pd.DataFrame
    """First stage: where the trucks stand."""
    moves: pd.DataFrame
    """Second stage: what goes where, over the scenarios."""
    unmet: pd.DataFrame
    """What is missing at each destination after 30 days."""
    unmet_by_horizon: pd.DataFrame
    """The same for the first 24 hours, 7 and 30 days."""
    summary: pd.DataFrame
    margins: pd.DataFrame
    today: pd.DataFrame
    notes: pd.DataFrame
