"""Hubs, destinations and the ways between them: how far, how long, how many trips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import dijkstra

from firstlight.needs import HORIZONS
from firstlight.settings import HubSection, Settings, TrucksSection

if TYPE_CHECKING:
    from firstlight.movement import Movement

Floats = NDArray[np.float64]

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""
ACCESS_KM = 50.0
"""A hub joins the road graph at its places within this distance (an assumption)."""
TURN_DAYS = 0.25
"""Loading and unloading a truck take a quarter of a day together (an assumption)."""


@dataclass(frozen=True)
class Network:
    """Hubs by destinations. `km` is NaN where a hub does not serve a destination."""

    hubs: tuple[HubSection, ...]
    countries: tuple[str | None, ...]
    """Country of each hub (ISO 3166-1 alpha-2), None where unknown."""
    destinations: pd.DataFrame
    """place_id, name, country, lat, lon; one row a destination."""
    km: Floats
    """[hub, destination] one way."""
    by_road: NDArray[np.bool_]
    """[hub, destination] whether the km follow the road table, else great circle x detour."""
    between: Floats
    """[hub, hub] km."""

    def trips(self, trucks: TrucksSection) -> Floats:
        """[hub, destination, horizon]: trips that one truck can bring in by its end.

        trips = floor((horizon - lead - way) / turn) + 1 where lead + way <= horizon, else 0, with
        way = km / km_per_day and turn = 2 way + loading, all in days.
        """
        way = self.km / trucks.km_per_day
        turn = 2 * way + TURN_DAYS
        left = np.array(HORIZONS) - trucks.lead_days - way[:, :, None]
        trips = np.floor(left / turn[:, :, None] + 1e-9) + 1
        return np.where((left >= -1e-9) & np.isfinite(way)[:, :, None], trips, 0.0)


def build(
    movement: Movement,
    settings: Settings,
    destinations: pd.DataFrame,
    countries: Mapping[str, str | None] | None = None,
) -> Network:
    """The hubs of the settings and the distances to these destinations.

    `countries` names each hub's country; where it does not, the hub is taken to lie in the country
    of the nearest destination or road place. A hub with `serves` reaches the destinations in those
    countries, and those that receive people from those fronts; one without serves its own country.
    """
    hubs = settings.hubs
    homes = tuple(
        (countries or {}).get(hub.id) or _nearest_country(hub, destinations) for hub in hubs
    )
    points = np.array([[hub.lat, hub.lon] for hub in hubs]).reshape(-1, 2)
    goals = destinations[["lat", "lon"]].to_numpy(dtype=float).reshape(-1, 2)
    direct = great_circle(points[:, None], goals[None]) * settings.roads.detour
    roads = _by_graph(movement, points, destinations, settings.roads.detour)
    by_road = np.isfinite(roads)
    km = np.where(by_road, roads, direct)
    fronts = _fronts_of(movement)
    for row, hub in enumerate(hubs):
        for column, place in enumerate(destinations.itertuples()):
            if not _serves(hub, homes[row], str(place.country), fronts.get(str(place.place_id))):
                km[row, column] = np.nan
    between = great_circle(points[:, None], points[None]) * settings.roads.detour
    return Network(hubs, homes, destinations, km, by_road, between)


def great_circle(one: Floats, other: Floats) -> Floats:
    """Distance between points given as [..., (lat, lon)] in degrees [km], by the haversine."""
    a, b = np.radians(one), np.radians(other)
    half = (
        np.sin((b[..., 0] - a[..., 0]) / 2) ** 2
        + np.cos(a[..., 0]) * np.cos(b[..., 0]) * np.sin((b[..., 1] - a[..., 1]) / 2) ** 2
    )
    result: Floats = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    return result


def _serves(hub: HubSection, home: str | None, country: str, fronts: set[str] | None) -> bool:
    if not hub.serves:
        return home is None or home == country
    wanted = {one.casefold() for one in hub.serves}
    return country.casefold() in wanted or bool(wanted & (fronts or set()))


def _nearest_country(hub: HubSection, destinations: pd.DataFrame) -> str | None:
    if destinations.empty:
        return None
    goals = destinations[["lat", "lon"]].to_numpy(dtype=float)
    away = great_circle(np.array([hub.lat, hub.lon]), goals)
    country = destinations["country"].iloc[int(np.argmin(away))]
    return None if pd.isna(country) else str(country)


def _fronts_of(movement: Movement) -> dict[str, set[str]]:
    """Destination to the ids and names (casefolded) of the fronts that people come there from."""
    roads = movement.roads
    names = {
        place: name
        for side in ("from", "to")
        for place, name in zip(roads[f"{side}_id"], roads[f"{side}_name"], strict=True)
    }
    found: dict[str, set[str]] = {}
    pairs = movement.draws[["origin", "destination"]].drop_duplicates()
    for origin, destination in pairs.itertuples(index=False):
        known = {str(origin).casefold(), str(names.get(origin, origin)).casefold()}
        found.setdefault(str(destination), set()).update(known)
    return found


def _by_graph(
    movement: Movement, hubs: Floats, destinations: pd.DataFrame, detour: float
) -> Floats:
    """[hub, destination] km along the road table, infinite where it has no way.

    The fronts are left out: no supply road leads through a place that is fought over.
    """
    nothing = np.full((len(hubs), len(destinations)), np.inf)
    fronts = set(movement.draws["origin"]) | set(movement.openings["origin"])
    roads = movement.roads
    roads = roads[~roads["from_id"].isin(fronts) & ~roads["to_id"].isin(fronts)]
    if roads.empty or not len(hubs):
        return nothing
    ends = pd.concat(
        [
            roads[[f"{side}_id", f"{side}_lat", f"{side}_lon"]].set_axis(
                ["id", "lat", "lon"], axis=1
            )
            for side in ("from", "to")
        ]
    ).drop_duplicates("id")
    nodes = pd.Index(ends["id"])
    access = great_circle(hubs[:, None], ends[["lat", "lon"]].to_numpy(dtype=float)[None]) * detour
    hub, node = np.nonzero(access <= ACCESS_KM)
    size = len(nodes) + len(hubs)
    # A way of no length would vanish from a sparse matrix: a metre keeps it.
    start = np.concatenate([nodes.get_indexer(roads["from_id"]), len(nodes) + hub])
    end = np.concatenate([nodes.get_indexer(roads["to_id"]), node])
    km = np.concatenate([roads["km"].to_numpy(dtype=float), access[hub, node]]).clip(min=0.001)
    table = pd.DataFrame({"start": start, "end": end, "km": km})
    table = pd.concat([table, table.rename(columns={"start": "end", "end": "start"})])
    table = table.sort_values("km").drop_duplicates(["start", "end"])
    graph = coo_matrix((table["km"], (table["start"], table["end"])), shape=(size, size)).tocsr()
    reach = dijkstra(graph, indices=np.arange(len(nodes), size))
    at = nodes.get_indexer(pd.Index(destinations["place_id"]))
    nothing[:, at >= 0] = reach[:, at[at >= 0]]
    return nothing
