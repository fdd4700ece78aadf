"""What the openings stage returns: for each closed place, when it may open, and on what ground."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from firstlight.frames import Columns, Tables

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Openings(Tables):
    """The forecast of each front on each day, the curve of the last day, and what they rest on."""

    forecast: pd.DataFrame
    curve: pd.DataFrame
    evidence: pd.DataFrame
    model: pd.DataFrame

    COLUMNS: ClassVar[dict[str, Columns]] = {
        "forecast": {
            "place_id": "gazetteer id of the town",
            "as_of": "day on which the row was what could be known; the last is the answer",
            "status": "open, closed (people cannot leave), contested (attacked, not known to be "
            "closed) or unclear (the reports do not say); p_* and q* are empty where unclear",
            "closed_since": "first day on which people could not leave, as known that day",
            "held_by": "id of the side that holds the town, None where unknown",
            "encircled_since": "first day on which it was surrounded or its roads were cut",
            "offensive_since": "first day of the operation to take or relieve it",
            "entered_since": "first day on which the attackers were inside",
            "quarters_taken": "share of its named quarters that the holder has lost [0-1]",
            "opened_on": "day it opened, where it is open",
            "p_24h": "probability that it is open within 24 hours of as_of [0-1]",
            "p_7d": "the same within 7 days [0-1]",
            "p_30d": "the same within 30 days [0-1]",
            "q10_days": "10% quantile of the time from as_of to opening [days]",
            "q50_days": "median of the same [days]",
            "q90_days": "90% quantile of the same [days]",
            "why": "the reason, in one plain sentence",
            "p_24h_low": "5% quantile of p_24h over what the history leaves open [0-1]",
            "p_24h_high": "95% quantile of the same [0-1]",
            "p_7d_low": "5% quantile of p_7d [0-1]",
            "p_7d_high": "95% quantile of p_7d [0-1]",
            "p_30d_low": "5% quantile of p_30d [0-1]",
            "p_30d_high": "95% quantile of p_30d [0-1]",
            "beyond": "names of the quantiles that lie more than 180 days away (these are empty)",
            "phase": "held, attacked or entered: whose clock the forecast runs on",
            "days_in_phase": "days since that phase began [days]",
        },
        "curve": {
            "place_id": "gazetteer id of the town",
            "day": "days after the last as_of, 0 to 180 [days]",
            "p_open": "probability that it has opened by then [0-1]",
        },
        "evidence": {
            "place_id": "gazetteer id of the town",
            "covariate": "closed, encircled, attacked, entered, opened or quarters",
            "fact": "id of the fact that says so",
            "says": "what it says, in plain words",
        },
        "model": {
            "parameter": "what it is, with its step where it belongs to one",
            "value": "estimate",
            "se": "standard error; empty for counts",
            "note": "unit, and where it comes from",
        },
    }
