"""What the movement stage returns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from firstlight.frames import Columns, Tables

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Movement(Tables):
    """Who is inside, how many come out, and where they arrive, from many runs."""

    COLUMNS: ClassVar[dict[str, Columns]] = {
        "people": {
            "place_id": "the closed town",
            "date": "day on which the belief changed; the last row is the current belief",
            "q05": "5% quantile of the people inside [people]",
            "q50": "median [people]",
            "q95": "95% quantile [people]",
            "facts": "ids of the facts of that day, of the last day with facts where it has none, "
            "comma-separated",
            "revision": "new estimate over the one that it corrects, or NaN",
            "says": "the change in plain words",
            "basis": "what the number rests on: 'reports' of people inside, the 'population', or "
            "'nothing'",
        },
        "displaced": {
            "place_id": "the town they left",
            "date": "day for which the figure holds",
            "low": "least number out since the offensive began [people]",
            "best": "best number [people]",
            "high": "greatest number [people]",
            "facts": "ids of the facts, comma-separated",
        },
        "departures": {
            "place_id": "the town they leave",
            "day": "days after as_of, 0 to 30 [days]",
            "q05": "5% quantile of the people newly out by then [people]",
            "q25": "25% quantile [people]",
            "q50": "median [people]",
            "q75": "75% quantile [people]",
            "q95": "95% quantile [people]",
        },
        "arrivals": {
            "origin": "place_id of the town they leave",
            "destination": "place_id of where they arrive",
            "name": "name of the destination",
            "country": "ISO 3166-1 alpha-2",
            "lat": "WGS 84 [degrees]",
            "lon": "WGS 84 [degrees]",
            "horizon_days": "1, 7 or 30 days after as_of [days]",
            "q05": "5% quantile of the people newly arrived by then [people]",
            "q50": "median [people]",
            "q95": "95% quantile [people]",
            "mean": "mean [people]",
            "estimated_road": "whether a stretch of the way has no published length",
            "same_holder": "whether the side that held the town they leave holds the destination "
            "(chance of 0.5 or more): few go there, and no aid is staged",
        },
        "draws": {
            "run": "number of the run",
            "origin": "place_id of the town they leave",
            "destination": "place_id of where they arrive",
            "horizon_days": "1, 7 or 30 days after as_of [days]",
            "people": "people newly arrived by then, where there are any [people]",
        },
        "openings": {
            "run": "number of the run",
            "origin": "place_id of the closed town",
            "opened_day": "days from as_of to the opening, 0 if open, NaN if not within 30 [days]",
            "inside": "people inside on as_of [people]",
            "left_1": "people newly out within 1 day [people]",
            "left_7": "within 7 days [people]",
            "left_30": "within 30 days [people]",
        },
        "roads": {
            "from_id": "place_id of one end",
            "from_name": "its name",
            "from_lat": "WGS 84 [degrees]",
            "from_lon": "WGS 84 [degrees]",
            "to_id": "place_id of the other end; roads run both ways",
            "to_name": "its name",
            "to_lat": "WGS 84 [degrees]",
            "to_lon": "WGS 84 [degrees]",
            "km": "length [km]",
            "source": "where the length is published, or how it was estimated",
            "estimated": "whether the length is great-circle distance times the detour factor",
        },
        "destinations": {
            "place_id": "where people may arrive",
            "name": "its name",
            "country": "ISO 3166-1 alpha-2",
            "lat": "WGS 84 [degrees]",
            "lon": "WGS 84 [degrees]",
            "kind": "'camp' or 'town'",
            "already": "people from these towns known to be there, NaN where nothing is [people]",
            "facts": "ids of the facts that say so, comma-separated",
            "held_by": "id of the side that holds it with a chance of 0.5 or more, or None",
        },
        "parameters": {
            "parameter": "name of what the runs draw",
            "q05": "5% quantile over the runs",
            "q50": "median",
            "q95": "95% quantile",
            "unit": "its unit",
            "note": "what it rests on",
        },
    }

    people: pd.DataFrame
    displaced: pd.DataFrame
    departures: pd.DataFrame
    arrivals: pd.DataFrame
    draws: pd.DataFrame
    openings: pd.DataFrame
    roads: pd.DataFrame
    destinations: pd.DataFrame
    parameters: pd.DataFrame
