"""What the control stage returns: who holds each place on each day, and what says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from firstlight.errors import FirstlightError
from firstlight.frames import Columns, Tables

if TYPE_CHECKING:
    import pandas as pd

CONTESTED = "contested"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Control(Tables):
    """For each tracked place and day, a probability for each side, `contested` and `unknown`."""

    places: pd.DataFrame
    states: pd.DataFrame
    sieges: pd.DataFrame
    evidence: pd.DataFrame

    COLUMNS: ClassVar[dict[str, Columns]] = {
        "places": {
            "place_id": "gazetteer id of the place",
            "name": "its name as the reports write it most often",
            "parent": "place_id of the town that it is part of, None for a town itself",
            "front": "place_id of the town whose front it belongs to, its own id for a town",
            "country": "ISO 3166-1 alpha-2, None where unresolved",
            "lat": "latitude, WGS 84 [degrees]; that of its parts where only they are located",
            "lon": "longitude, WGS 84 [degrees]",
            "feature": "GeoNames feature code, None where unresolved",
            "kind": "town, quarter, village or site (a dam, an air base, a port ...)",
        },
        "states": {
            "place_id": "gazetteer id of the place",
            "date": "day",
            "state": "id of the side that holds it, or contested (evidence of fighting over it by "
            "more than one), or unknown (no evidence, or none that is still good)",
            "probability": "smoothed: given all reports, also later ones; a place-day sums to 1 "
            "[0-1]",
            "filtered": "given only the reports published by that day; a place-day sums to 1 [0-1]",
        },
        "sieges": {
            "place_id": "gazetteer id of the town",
            "date": "day",
            "besieged": "probability that its people and supplies cannot pass, given all reports "
            "[0-1]",
            "besieged_filtered": "the same, given the reports published by that day [0-1]",
        },
        "evidence": {
            "place_id": "gazetteer id of the place that it bears on",
            "date": "day that it bears on (the last it may have happened)",
            "fact": "id of the fact",
            "report": "id of the report",
            "says": "what it says, in plain words",
            "weight": "log of the ratio between the state it favours most and the one it favours "
            "least, after every discount [nats]",
            "about": "control or siege",
            "favours": "the state it favours most",
            "known": "day from which it could be known: its report's publication",
        },
    }


def towns(control: Control) -> list[str]:
    """The place_ids of the tracked towns, in the order of the places table."""
    places = control.places
    return [str(one) for one in places.loc[places["kind"] == "town", "place_id"]]


def holder_on(control: Control, place_id: str, day: date, *, filtered: bool = False) -> str:
    """The most probable state of a place on a day: a side id, 'contested' or 'unknown'.

    `filtered`: as believed on that day, not in hindsight. A day outside the table is 'unknown';
    a place that is not tracked is a FirstlightError.
    """
    if place_id not in set(control.places["place_id"]):
        raise FirstlightError(
            f"The place {place_id!r} is not tracked; choose one of the control table's place_ids."
        )
    import pandas as pd

    states = control.states
    rows = states[(states["place_id"] == place_id) & (states["date"] == pd.Timestamp(day))]
    if rows.empty:
        return UNKNOWN
    column = "filtered" if filtered else "probability"
    best = int(rows[column].to_numpy().argmax())
    return str(rows["state"].iloc[best])
