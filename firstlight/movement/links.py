"""Roads where none are known: links between a town and the places around it.

Their length is the great-circle distance times `settings.roads.detour`, and flagged as estimated.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse.csgraph import minimum_spanning_tree

from firstlight.movement.geography import Floats, Gazetteer, great_circle_km
from firstlight.movement.roads import ESTIMATED, Node, Road, RoadMap, from_candidate

REACH_KM = 200.0
"""How far around a town without a road file towns are looked for."""
MIN_POPULATION = 10_000
NOT_A_TOWN = frozenset({"PPLX", "PPLH", "PPLQ", "PPLW", "PPLCH"})
"""GeoNames features of quarters, and of places no longer lived in."""
TOWNS = 24
"""How many towns around one front are taken, by population over distance."""
SUBURB_KM = 3.0
"""Nearer places, and in a city up to a radius that grows with the root of its people, are part of
the town itself; those across a border are not."""
NEIGHBOURS = 3
"""Links made from each place to its nearest ones, beside those that hold the graph together."""


def around(
    road_map: RoadMap,
    fronts: Sequence[Node],
    gazetteer: Gazetteer,
    *,
    detour: float,
    named: Sequence[Node] = (),
) -> RoadMap:
    """The map with links for those fronts and named destinations that have no road in it.

    Each gets the towns of `MIN_POPULATION` or more within `REACH_KM` and the places that reports
    name as destinations; the nearest are linked, and what would fall apart is held together by the
    shortest links (a minimum spanning tree).
    """
    nodes = dict(road_map.nodes)
    roads = list(road_map.roads)
    notes = list(road_map.notes)
    on_road = {end for road in roads for end in (road.start, road.end)}
    for front in fronts:
        if front.id in on_road:
            continue
        near = [
            from_candidate(one)
            for one in gazetteer.near(front.lat, front.lon, REACH_KM, MIN_POPULATION)
            if one.feature.startswith("PPL") and one.feature not in NOT_A_TOWN
        ]
        near.sort(key=lambda one: -one.population / (10 + _km(front, one)) ** 1.5)
        wanted = [one for one in named if _km(front, one) <= REACH_KM]
        wanted += [one for one in near if not _suburb(front, one)][:TOWNS]
        places = list({one.id: one for one in (front, *wanted)}.values())
        nodes.update({one.id: nodes.get(one.id, one) for one in places})
        made = _links(places, detour)
        roads += made
        notes.append(
            f"no road is known at {front.name}: {len(made)} links to the places around it are "
            f"estimated as {ESTIMATED.format(detour=detour)}"
        )
        on_road |= {one.id for one in places}
    for one in named:
        if one.id in on_road or not on_road:
            continue
        # a destination that the road file does not know hangs on its nearest two places
        others = sorted((nodes[other] for other in on_road), key=lambda other: _km(one, other))
        if _km(one, others[0]) > REACH_KM:
            continue
        nodes[one.id] = one
        roads += [_estimated(one, other, detour) for other in others[:2]]
        on_road.add(one.id)
        notes.append(f"the roads to {one.name} are estimated")
    return RoadMap(nodes, tuple(roads), tuple(notes))


def _suburb(front: Node, one: Node) -> bool:
    radius = SUBURB_KM + front.population**0.5 / 60
    return _km(front, one) < (radius if one.country == front.country else 0.5)


def _links(places: Sequence[Node], detour: float) -> list[Road]:
    lat = np.array([one.lat for one in places])
    lon = np.array([one.lon for one in places])
    km: Floats = great_circle_km(lat[:, None], lon[:, None], lat[None, :], lon[None, :])
    km = np.maximum(km, 0.1)
    np.fill_diagonal(km, 0)
    pairs = {tuple(sorted(pair)) for pair in zip(*minimum_spanning_tree(km).nonzero(), strict=True)}
    for index in range(len(places)):
        for other in np.argsort(km[index])[1 : NEIGHBOURS + 1]:
            pairs.add(tuple(sorted((index, int(other)))))
    return [_estimated(places[int(a)], places[int(b)], detour) for a, b in sorted(pairs)]


def _estimated(a: Node, b: Node, detour: float) -> Road:
    return Road(a.id, b.id, max(_km(a, b) * detour, 0.1), ESTIMATED.format(detour=detour), True)


def _km(a: Node, b: Node) -> float:
    return float(great_circle_km(a.lat, a.lon, b.lat, b.lon))
