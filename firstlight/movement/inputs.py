"""From earlier stages and facts to what the runs need: towns, dangers, opening days, hazards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from firstlight.movement import displaced
from firstlight.movement.geography import Floats, Gazetteer
from firstlight.movement.outflows import Leaving
from firstlight.movement.people import Belief, Town
from firstlight.movement.readings import INSIDE, OUT, read
from firstlight.movement.roads import Node
from firstlight.records import Fact, Report
from firstlight.settings import Settings

if TYPE_CHECKING:
    from firstlight.control import Control
    from firstlight.openings import Openings

DAYS = 30
SURE_HOLDER = 0.5
"""Chance from which a place is told as held by a side."""
TRICKLE, TRICKLE_SPREAD = 0.003, 0.8
"""Share of those inside who get away each day while it is closed, and the deviation of its
logarithm. Tal Afar, April to August 2017: 22,000 of 75,000 in 105 days (OCHA Iraq, Humanitarian
Bulletin August 2017)."""
TRICKLE_RANGE = 0.0005, 0.08
TRICKLE_DAYS = 14
"""The trickle is taken from what left in so many days before the last count of people out."""
TRICKLE_HALF_LIFE = 10.0
"""Days in which that count loses half of its say."""
FROM_INSIDE = 0.5
"""Part of a count of displaced people that came from inside the town, not from around it."""


def day_of(reports: Sequence[Report], settings: Settings) -> date | None:
    """The day on which the answer stands, or None where no report has a date."""
    dated = [report.published for report in reports if report.published]
    return settings.case.as_of or max(dated, default=None)


def forecast_of(openings: Openings) -> dict[str, pd.Series]:
    """The last row of each front's forecast, by place_id."""
    table = openings.forecast.sort_values("as_of", kind="stable")
    last = table.drop_duplicates("place_id", keep="last")
    return {str(row["place_id"]): row for _, row in last.iterrows()}


def fronts_of(forecast: Iterable[str], control: Control, gazetteer: Gazetteer) -> dict[str, Node]:
    """The towns of the forecast with their points; lat and lon are NaN where nobody knows them."""
    known = control.places.drop_duplicates("place_id").set_index("place_id")
    found = {}
    for place in forecast:
        candidate = gazetteer.get(place)
        row = known.loc[place] if place in known.index else None
        name = str(row["name"]) if row is not None else candidate.name if candidate else place
        lat, lon = (_number(row[axis]) if row is not None else np.nan for axis in ("lat", "lon"))
        country = row["country"] if row is not None and isinstance(row["country"], str) else ""
        if candidate is not None:
            lat, lon = (candidate.lat, candidate.lon) if not np.isfinite(lat) else (lat, lon)
            country = country or candidate.country
        found[place] = Node(
            place, name, country, lat, lon,
            candidate.population if candidate else 0,
            candidate.feature if candidate else "",
            candidate.aliases if candidate else (),
        )  # fmt: skip
    return found


def parts_of(control: Control, fronts: Mapping[str, Node]) -> dict[str, str]:
    """place_id of each front and of its quarters and sites to the front."""
    places = control.places
    found = {front: front for front in fronts}
    for place, front in zip(places["place_id"], places["front"], strict=True):
        if front in fronts:
            found[str(place)] = str(front)
    return found


def town_of(
    node: Node,
    row: pd.Series,
    facts: Sequence[Fact],
    reports: Sequence[Report],
    parts: Mapping[str, str],
    as_of: date,
) -> Town:
    """What the reports and the forecast know of one front."""
    here = {place: front for place, front in parts.items() if front == node.id}
    return Town(
        node.id,
        node.name,
        node.population,
        tuple(read(facts, reports, here, INSIDE, as_of)),
        tuple(read(facts, reports, here, OUT, as_of)),
        _day(row.get("offensive_since")),
        _day(row.get("closed_since")),
        _day(row.get("opened_on")),
    )


def holders_of(openings: Openings) -> dict[str, str]:
    """place_id of each front to the side that held it, the last before it opened: whom people
    flee from, or who keeps them in. Fronts whose holder is not known are left out."""
    table = openings.forecast.sort_values("as_of", kind="stable")
    table = table[table["status"].isin(["closed", "contested"]) & table["held_by"].notna()]
    last = table.drop_duplicates("place_id", keep="last")
    return {str(place): str(side) for place, side in zip(last["place_id"], last["held_by"],
                                                         strict=True)}  # fmt: skip


def sides_of(control: Control, as_of: date) -> dict[str, str]:
    """place_id to the side that holds it with a chance of `SURE_HOLDER` or more on that day."""
    last = _last_states(control, as_of)
    last = last[~last["state"].isin(["contested", "unknown"])]
    last = last[last["probability"] >= SURE_HOLDER]
    return {str(place): str(side) for place, side in zip(last["place_id"], last["state"],
                                                         strict=True)}  # fmt: skip


def _last_states(control: Control, as_of: date) -> pd.DataFrame:
    states = control.states
    states = states[states["date"] <= pd.Timestamp(as_of)] if len(states) else states
    return states[states["date"] == states.groupby("place_id")["date"].transform("max")]


def danger_of(
    control: Control, holders: Sequence[str], as_of: date
) -> dict[str, tuple[float, float]]:
    """place_id to (chance that one of these sides, which hold closed towns, holds it, chance that
    it is contested) on the last day known up to `as_of`."""
    if control.states.empty:
        return {}
    last = _last_states(control, as_of)
    held = last[last["state"].isin(list(holders))].groupby("place_id")["probability"].sum()
    fought = last[last["state"] == "contested"].groupby("place_id")["probability"].sum()
    return {
        str(place): (float(held.get(place, 0.0)), float(fought.get(place, 0.0)))
        for place in last["place_id"].unique()
    }


def opening_days(
    openings: Openings,
    row: pd.Series,
    place: str,
    as_of: date,
    rng: np.random.Generator,
    runs: int,
) -> tuple[Floats, float]:
    """(day of the opening in each run, NaN where not within 30; days it had been open on `as_of`).

    An open place opened on day 0, so many days ago; another opens by `openings.curve`.
    """
    drawn = rng.random(runs)
    if row["status"] == "open":
        since = _day(row.get("opened_on"))
        return np.zeros(runs), float(max((as_of - since).days, 0)) if since else 0.0
    curve = openings.curve[openings.curve["place_id"] == place].sort_values("day")
    chance = np.maximum.accumulate(curve["p_open"].to_numpy(float)) if len(curve) else np.zeros(0)
    index = np.searchsorted(chance, drawn, side="left")
    days = curve["day"].to_numpy(float)
    opened = np.where(index < len(chance), days[np.minimum(index, max(len(days) - 1, 0))]
                      if len(days) else np.nan, np.nan)  # fmt: skip
    return np.where(opened <= DAYS, opened, np.nan), 0.0


def trickle_of(
    town: Town,
    told: bool,
    belief: Belief,
    as_of: date,
    rng: np.random.Generator,
    runs: int,
) -> Floats:
    """Daily chance of getting away while the town is closed, one value a run [0-1].

    From the people who left before the last count, else, and the more the older it is, `TRICKLE`,
    or twice that where reports tell of people fleeing (`told`).
    """
    middle = TRICKLE * (2 if told else 1)
    if steps := town.steps(as_of):
        last = steps[-1].day
        before = last - timedelta(days=TRICKLE_DAYS)
        left = steps[-1].best - displaced.out_by(steps, town.offensive, before)
        inside = float(belief.quantile(0.5)) + FROM_INSIDE * left / 2
        seen = float(np.clip(FROM_INSIDE * left / TRICKLE_DAYS / inside, *TRICKLE_RANGE))
        news = 0.5 ** ((as_of - last).days / TRICKLE_HALF_LIFE)
        middle = seen**news * middle ** (1 - news)
    rate = np.clip(middle, *TRICKLE_RANGE) * np.exp(TRICKLE_SPREAD * rng.standard_normal(runs))
    return np.asarray(np.clip(rate, 0, 2 * TRICKLE_RANGE[1]))


def hazards(leaving: Leaving, opened: Floats, since: float, trickle: Floats) -> Floats:
    """[run, day 1 to 30]: the chance that one still inside leaves during that day."""
    table = np.empty((len(opened), DAYS))
    for day in range(DAYS):
        # day 1 of the table runs from as_of, age 0 for a place that opens as it begins
        age = day + 1 - np.maximum(opened, 1) + since
        closed = ~(age >= 0)
        table[:, day] = np.where(closed, trickle, leaving.hazard(np.where(closed, 0.0, age)))
    return table


def _day(value: object) -> date | None:
    if value is None or pd.isna(value):  # type: ignore[call-overload]
        return None
    return pd.Timestamp(value).date()  # type: ignore[arg-type]


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float | np.number) else float("nan")
