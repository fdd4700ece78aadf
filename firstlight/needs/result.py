"""What the needs stage returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from firstlight.frames import Columns, Tables

if TYPE_CHECKING:
    import pandas as pd

_NEED: Columns = {
    "destination": "place_id of where the people arrive",
    "name": "name of the destination",
    "country": "ISO 3166-1 alpha-2",
    "lat": "WGS 84 [degrees]",
    "lon": "WGS 84 [degrees]",
    "horizon_days": "first 24 hours (1), 7 days or 30 days [days]",
    "item": "item id of firstlight/data/items.csv",
    "unit": "unit of the quantities",
    "q05": "5% quantile of the quantity over the horizon [unit]",
    "q50": "median [unit]",
    "q95": "95% quantile [unit]",
    "mean": "mean, not rounded to whole pieces [unit]",
    "standard": "the standard applied",
    "source": "who sets the standard",
    "page": "page, or the standard's number where the page is not verified",
    "people_q50": "median number of people reckoned with",
}


@dataclass(frozen=True)
class Needs(Tables):
    """What the people need at each destination, by the standards.

    Consumables (water, food) are the total over the horizon; things that are kept (tents,
    latrines, kits, soap given out once) are the number to have at the end of it.
    """

    COLUMNS: ClassVar[dict[str, Columns]] = {
        "needs": _NEED,
        "current": _NEED,
        "standards": {
            "item": "item id",
            "component": "part of the item, or empty",
            "quantity": "how much [unit]",
            "unit": "unit of the quantity",
            "people": "for how many people the quantity is",
            "per": "per whom, in words",
            "basis": "'day', 'once', 'N days' (one issue lasts so long) or 'part' of the item",
            "from_day": "first day of a person's stay on which the row applies",
            "to_day": "last such day, empty for ever",
            "horizons": "horizons on which the row has effect [days, separated by ;]",
            "standard": "the standard",
            "source": "who sets it",
            "page": "page, or the standard's number where the page is not verified",
            "note": "what else to know",
        },
    }

    needs: pd.DataFrame
    """For the people newly arriving (movement.draws)."""
    current: pd.DataFrame
    """For the people displaced from these fronts who are there already."""
    standards: pd.DataFrame
    """The rows applied."""
