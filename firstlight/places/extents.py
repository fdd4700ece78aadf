"""How large places are, in km from their point: towns by their people, sites by kind, areas.

A town's built-up land grows as the three-quarters power of its people (Stewart and Warntz 1958,
"Physics of population distribution", found so in the United States and in Britain): large towns
are denser. The scale is set so that a town of a million has 100 people a hectare: the built-up
land of cities in developing countries had 135 in the year 2000, falling by 2% a year (Angel,
Parent, Civco and Blei 2010, "The persistent decline in urban densities", a sample of 120 cities).
So the land is 0.00316 P^0.75 km², and the radius of a disc of that size 0.0317 P^0.375 km: 1.0 km
for 10,000 people, 3.3 km for 250,000, 7.3 km for 2 million. Cities of car-owners are wider.
"""

from __future__ import annotations

from math import pi, sqrt
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from firstlight.places.atlas import distance_km
from firstlight.places.gazetteer import Gazetteer
from firstlight.places.words import is_area, is_town
from firstlight.records import Candidate

KM2 = 100 / 1_000_000**0.75
"""Built-up km² of a town, by the three-quarters power of its people."""
LEAST_KM = 0.5
"""No settlement is taken for smaller: a point in a list may be its mosque or its crossroads."""
SHARE = 0.9
"""An area's radius holds this share of its listed towns: islands and long tails are left out."""

FEW = 3
"""Fewer listed towns than these do not show how far an area reaches."""

SITE_RADIUS = {
    "AIRB": 2.0, "AIRP": 2.0, "AIRF": 1.5, "PRT": 2.0, "DAM": 1.0, "BDG": 0.5, "PSTB": 1.0,
    "MILB": 2.0, "NVB": 2.0, "CMPRF": 2.0, "PPLX": 1.5, "HSP": 0.5, "UNIV": 1.0, "OILR": 2.0,
    "MFG": 1.5, "PS": 1.0, "RDJCT": 0.5, "MT": 5.0, "ISL": 2.0,
}  # fmt: skip
"""Usual radius of a kind of site, km; the middle of those set by hand in the supplement, rounded,
and the length of a runway (2.5 to 4 km) for airfields. Any other building: half a kilometre."""

_areas: WeakKeyDictionary[Gazetteer, dict[str, Area]] = WeakKeyDictionary()
_radii: WeakKeyDictionary[Gazetteer, dict[Candidate, float | None]] = WeakKeyDictionary()


class Area:
    """The listed towns of a country, and which of its first-level units each is nearest to."""

    def __init__(self, gazetteer: Gazetteer, country: str) -> None:
        self.points = gazetteer.points_in(country)
        own = gazetteer.own_in(country)
        self.units = [one for one in own if one.feature == "ADM1"]
        self.districts = [one for one in own if one.feature == "ADM2"]
        self._nearest: npt.NDArray[np.int64] | None = None

    def spacing(self, one: Candidate) -> float | None:
        """Km from a unit's point to the nearest other's: how large it is where few towns tell."""
        level = {"ADM1": self.units, "ADM2": self.districts}.get(one.feature, [])
        others = [unit for unit in level if unit.id != one.id]
        if not others:
            return None
        lats, lons = [unit.lat for unit in others], [unit.lon for unit in others]
        return float(distance_km(one.lat, one.lon, lats, lons).min())

    def of(self, one: Candidate) -> npt.NDArray[np.float64]:
        """[N, 2] latitude, longitude of the towns of the country, or of a unit of it.

        A town is counted to the unit whose point is nearest: a rough outline, but one that needs
        no boundaries.
        """
        if one.feature.startswith("PCL"):
            return self.points
        place = next((n for n, unit in enumerate(self.units) if unit.id == one.id), None)
        if place is None or not len(self.points):
            return np.empty((0, 2))
        if self._nearest is None:
            away = [
                distance_km(unit.lat, unit.lon, self.points[:, 0], self.points[:, 1])
                for unit in self.units
            ]
            self._nearest = np.argmin(away, axis=0)
        return np.asarray(self.points[self._nearest == place])


def towns_of(gazetteer: Gazetteer, one: Candidate) -> npt.NDArray[np.float64]:
    """[N, 2] latitude, longitude of the listed towns of a country or first-level unit, or none."""
    if not one.feature.startswith(("PCL", "ADM1")):
        return np.empty((0, 2))
    return _areas_of(gazetteer, one.country).of(one)


def _areas_of(gazetteer: Gazetteer, country: str) -> Area:
    known = _areas.setdefault(gazetteer, {})
    if country not in known:
        known[country] = Area(gazetteer, country)
    return known[country]


def town_radius(population: int) -> float:
    """Km from the middle of a town to its edge, from its people (0 where not known: a village)."""
    return max(LEAST_KM, sqrt(KM2 * population**0.75 / pi))


def radius(gazetteer: Gazetteer, one: Candidate) -> float | None:
    """Km from a place's point within which it lies, or None where nothing can be said.

    Towns by their people, sites by their kind; of a country or a first-level unit, the distance
    that holds nine in ten of its listed towns (or that to the next unit, where it has under three);
    None for other tracts of land and water. What a source writes down counts before all that (of a
    town, whichever is more: its point is then known no better).
    """
    known = _radii.setdefault(gazetteer, {})
    if one not in known:
        known[one] = _radius(gazetteer, one)
    return known[one]


def _radius(gazetteer: Gazetteer, one: Candidate) -> float | None:
    reach = gazetteer.reach(one.id)
    if is_town(one.feature):
        return max(reach or 0.0, town_radius(one.population))
    if reach is not None:
        return reach
    if one.feature == "ADM2":
        return _areas_of(gazetteer, one.country).spacing(one)
    if one.feature.startswith(("PCL", "ADM1")):
        points = towns_of(gazetteer, one)
        if len(points) < FEW:
            return _areas_of(gazetteer, one.country).spacing(one)
        away = distance_km(one.lat, one.lon, points[:, 0], points[:, 1])
        return float(np.quantile(away, SHARE))
    if is_area(one.feature):
        return None
    return SITE_RADIUS.get(one.feature, LEAST_KM)
