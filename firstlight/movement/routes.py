"""Which way and how far: shares of destinations and days on the road, for every run.

The weight of a destination is attraction / (10 + km)^power, the form that Flee uses for its links
(Suleimenova, Bell and Groen 2017, "A generalized simulation development approach for predicting
refugee destinations", Scientific Reports 7), lowered where the side that holds the closed town
may hold the destination or where there is fighting. Where people have gone before counts as
evidence: shares are drawn from a Dirichlet whose weight on earlier flows grows with the part of
those already out whose whereabouts are known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import dijkstra

from firstlight.movement.cohorts import Counts, Ways
from firstlight.movement.destinations import Shelter
from firstlight.movement.geography import SITE_FEATURES, Floats
from firstlight.movement.roads import Node, RoadMap

POWER = (1.0, 2.5)
"""Range of the distance power (uniform); Flee takes 1, gravity models of migration 1 to 2.5."""
NEAR_KM = 10.0
FURTHEST_KM = 700.0
DESTINATIONS = 20
"""How many destinations of one town are kept, by weight."""
TASTE = 0.7
"""Deviation of the logarithm of attraction between runs: what the weights do not know."""
CAMP, HEARD_OF, ABROAD = 2.0, 3.0, 0.3
"""Factors of attraction: a camp, a place that reports name as reached, another country."""
GRAVITY_WEIGHT, EARLIER_WEIGHT = 12.0, 12.0
"""Sizes of the two Dirichlet terms: how far the weights, and the earlier flows, are believed. Camps
fill up and the next are sent elsewhere, so earlier flows do not settle it."""
WALK_KM, WALK_KM_PER_DAY = (3.0, 25.0), (25.0, 45.0)
"""Ranges (uniform): how far people walk until somebody drives them, and how fast. Around Tal Afar
and Hawija in 2017 the walk took 8 to 20 hours (OCHA Iraq, Humanitarian Bulletins)."""
DRIVE_KM_PER_DAY = 60.0, 240.0
"""Range (uniform) by vehicle, with checkpoints and screening on the way."""
ROAD_OPEN, ROAD_OPEN_AT_FRONT = 0.98, 0.9
"""Chance that a stretch is passable where nothing is known of its ends, and at a closed town."""


@dataclass(frozen=True)
class Network:
    """The roads as arrays, with each stretch open or not in every run.

    `ends`: [stretch, 2] node numbers; `km`: [stretch]; `passable`: [stretch, run].
    """

    road_map: RoadMap
    at: dict[str, int]
    ends: Counts
    km: Floats
    passable: np.ndarray

    def distances(self, origin: str, goals: Sequence[int] | None = None) -> Floats:
        """Shortest way from `origin` [km], [node, run]; inf where every way is cut.

        Where a run cuts the town off from all `goals` (all others where none are named), its roads
        count as passable: a town that people leave has a way out.
        """
        if goals is None:
            goals = [one for one in range(len(self.at)) if one != self.at[origin]]
        free = self._relax(origin, self.passable)
        alone = ~np.isfinite(free[list(goals)]).any(axis=0)
        if alone.any():
            free[:, alone] = self._relax(origin, np.ones_like(self.passable[:, alone]))
        return free

    def _relax(self, origin: str, passable: np.ndarray) -> Floats:
        """Bellman-Ford over all runs at once."""
        km = np.where(passable, self.km[:, None], np.inf)
        best = np.full((len(self.at), passable.shape[1]), np.inf)
        best[self.at[origin]] = 0.0
        for _ in range(len(self.at)):
            before = best.copy()
            for stretch, (a, b) in enumerate(self.ends):
                np.minimum(best[b], best[a] + km[stretch], out=best[b])
                np.minimum(best[a], best[b] + km[stretch], out=best[a])
            if np.array_equal(before, best):
                break
        return best


def network(
    road_map: RoadMap,
    danger: Mapping[str, tuple[float, float]],
    fronts: Sequence[str],
    rng: np.random.Generator,
    runs: int,
) -> Network:
    """Draws which stretches are passable. `danger`: place_id to (chance that the side that holds
    the closed towns holds it, chance that it is fought over); towns that are left do not count."""
    at = {place: index for index, place in enumerate(road_map.nodes)}
    pairs = [(at[one.start], at[one.end]) for one in road_map.roads]
    ends = np.array(pairs, np.int64).reshape(-1, 2)
    at_front = [one.start in fronts or one.end in fronts for one in road_map.roads]
    chance = np.where(at_front, ROAD_OPEN_AT_FRONT, ROAD_OPEN)
    for index, road in enumerate(road_map.roads):
        for end in (road.start, road.end):
            held, fought = danger.get(end, (0.0, 0.0)) if end not in fronts else (0.0, 0.0)
            chance[index] *= 1 - 0.9 * held - 0.5 * fought
    passable = rng.random((len(chance), runs)) < chance[:, None]
    return Network(road_map, at, ends, np.array([one.km for one in road_map.roads]), passable)


@dataclass(frozen=True)
class Routes:
    """From one town: the destinations kept, the ways there, and whether a length is estimated."""

    origin: str
    destinations: tuple[Node, ...]
    ways: Ways
    estimated: tuple[bool, ...]


def routes(
    origin: Node,
    net: Network,
    closed: Sequence[str],
    shelters: Mapping[str, Shelter],
    out: float,
    danger: Mapping[str, tuple[float, float]],
    rng: np.random.Generator,
) -> Routes:
    """The shares and days from one town in every run.

    `closed`: place_ids where nobody finds shelter; `out`: people from here already out.
    """
    runs = net.passable.shape[1]
    none = Routes(origin.id, (), Ways(np.zeros((runs, 0)), np.zeros((runs, 0))), ())
    if origin.id not in net.at or not len(net.km):
        return none
    base, estimated = _plain_ways(net, origin.id)
    nodes = list(net.road_map.nodes.values())
    attraction = np.array([_attraction(node, origin, shelters, danger) for node in nodes])
    attraction[[net.at[one] for one in closed if one in net.at]] = 0
    attraction[(base > FURTHEST_KM) | (np.arange(len(nodes)) == net.at[origin.id])] = 0
    weight = attraction / (NEAR_KM + np.where(np.isfinite(base), base, np.inf)) ** 1.5
    earlier = np.array(
        [shelters[node.id].already.get(origin.id, 0.0) if node.id in shelters else 0.0
         for node in nodes]
    )  # fmt: skip
    earlier[attraction == 0] = 0
    order = np.argsort(-(weight / max(weight.sum(), 1e-12) + earlier), kind="stable")
    kept = [int(one) for one in order[:DESTINATIONS] if weight[one] > 0]
    if not kept:
        return none
    km = net.distances(origin.id, kept)[kept].T
    share = _shares(attraction[kept], km, earlier[kept], out, rng)
    return Routes(
        origin.id,
        tuple(nodes[one] for one in kept),
        Ways(share, _days(km, rng)),
        tuple(bool(estimated[one]) for one in kept),
    )


def _attraction(
    node: Node,
    origin: Node,
    shelters: Mapping[str, Shelter],
    danger: Mapping[str, tuple[float, float]],
) -> float:
    if node.feature in SITE_FEATURES and node.id not in shelters:
        return 0.0
    worth = float(np.clip(((node.population + 5_000) / 50_000) ** 0.5, 0.3, 5.0))
    worth *= CAMP if node.camp else 1.0
    worth *= HEARD_OF if node.id in shelters else 1.0
    worth *= ABROAD if node.country and origin.country and node.country != origin.country else 1.0
    held, fought = danger.get(node.id, (0.0, 0.0))
    # Few go where those whom they flee may be; the square lets a likely holder weigh as one.
    return worth * max((1 - 0.95 * held) ** 2 * (1 - 0.6 * fought), 0.01)


def _shares(
    attraction: Floats, km: Floats, earlier: Floats, out: float, rng: np.random.Generator
) -> Floats:
    """[run, destination]: gravity and earlier flows, as the mean of a Dirichlet draw."""
    runs, places = km.shape
    power = rng.uniform(*POWER, (runs, 1))
    taste = np.exp(TASTE * rng.standard_normal((runs, places)))
    weight = np.where(np.isfinite(km), attraction * taste / (NEAR_KM + km) ** power, 0.0)
    weight /= weight.sum(axis=1, keepdims=True)
    alpha = GRAVITY_WEIGHT * weight
    if earlier.sum() > 0:
        seen = float(np.clip(earlier.sum() / max(out, earlier.sum()), 0, 1))
        known = np.where(np.isfinite(km), earlier / earlier.sum(), 0.0)
        alpha = (1 - 0.6 * seen) * alpha + EARLIER_WEIGHT * seen * known
    drawn = rng.standard_gamma(np.maximum(alpha, 0.0))
    drawn = np.where(drawn.sum(axis=1, keepdims=True) > 0, drawn, weight)
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))


def _days(km: Floats, rng: np.random.Generator) -> Floats:
    """Days on the road [run, destination]."""
    runs = len(km)
    walk_km = rng.uniform(*WALK_KM, (runs, 1))
    walk = rng.uniform(*WALK_KM_PER_DAY, (runs, 1))
    drive = rng.uniform(*DRIVE_KM_PER_DAY, (runs, 1))
    finite = np.where(np.isfinite(km), km, 0.0)
    walked = np.minimum(walk_km, finite)
    return np.asarray(walked / walk + (finite - walked) / drive)


def _plain_ways(net: Network, origin: str) -> tuple[Floats, np.ndarray]:
    """With all roads open: km to each place, and whether any stretch on the way is estimated."""
    start = net.at[origin]
    matrix = net.road_map.matrix()
    km, previous = dijkstra(matrix, directed=False, indices=start, return_predecessors=True)
    flagged: dict[tuple[int, int], bool] = {}
    for road, (a, b), length in zip(net.road_map.roads, net.ends, net.km, strict=True):
        if length <= matrix[int(a), int(b)] + 1e-9:
            flagged[int(a), int(b)] = flagged[int(b), int(a)] = road.estimated
    estimated = np.zeros(len(km), bool)
    for node in np.argsort(km):
        parent = int(previous[node])
        if parent < 0:
            continue
        estimated[node] = estimated[parent] or flagged[parent, int(node)]
    return np.asarray(km), estimated
