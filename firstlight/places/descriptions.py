"""Described places to computed points: a point, a radius in km that it lies within, a line.

Conventions, with r the radius of the town (`extents.town_radius`, from its people). They are ours:
reports do not say what they mean by "south of". A radius says how far the true place may well be.

- "south of X": 5 km + 2 r from the middle of X (6 km for a village, 12 for Fallujah, 29 for
  Baghdad), and the radius is as long, so that it reaches from the middle of the town to twice the
  distance. A whole country or province: its edge on that side, radius as long.
- "12 km south of X": that far from the point of X. The radius is r (the distance may count from
  the edge of the town) and half the sector of the wind: a true direction is up to 22.5 degrees
  beside one of the eight winds, 38% of the distance.
- "12 km from X": the point of X, radius 12 km + r. "12 km from X on the road to Y": on the straight
  line to Y, at the distance divided by 1.2, as roads bend (Newell 1980: a road is about 1.2 times
  as long as the straight line); radius r + a quarter of the distance.
- "the western outskirts": r west of the middle of the town, radius r, at least 1.5 km. Without a
  direction the ring all around: the town's point, radius r + 1.5 km.
- "the west of X", "western X": half of r to the west, radius three quarters of r, at least 1 km;
  "central X": the point, radius r / 2. Of a country or province: the middle of its listed towns in
  the third of its extent on that side, with the radius that holds nine in ten of them.
- "between A and B", "the road from A to B": the middle of the straight line, radius half of its
  length; "halfway between": a quarter. The line's ends are the points of A and B.
- "the road to X", where the report spoke of Y before: the road from Y to X, if Y is at most 120 km
  away; up to 400 km away, 5 km + 2 r from X towards Y, radius as long; else the point of X with
  twice that radius.
- "the east bank opposite X": r + 1 km in that direction, radius r + 1 km; "across the river from
  X": its point, radius r + 3 km. No rivers are known to us.
- "the coast of X", and the port of X where none is listed: the nearest point of the shore, within
  20 km + r, radius r, at least 2 km; "10 km off the coast of X" so far from there towards the open
  sea (5 km where it is not said), radius half as long again.
- "near X", "outside X": its point, radius 5 km + 2 r.
- "the Turkish border north of X": the nearest point of that border from X, in that direction,
  radius 3 km + 40% of the distance; "5 km from the border" as far from it, on the side of X.
  Without a town: the middle of the border of the two countries, radius half of its extent.
- "the last village before the border": the listed settlement of X's country that lies nearest the
  nearest point of the border, within 10 km of it; none listed, the point itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, radians, sin

import numpy as np

from firstlight.places import borders, extents
from firstlight.places.atlas import distance_km
from firstlight.places.directions import half_sector
from firstlight.places.gazetteer import Gazetteer
from firstlight.places.nouns import Phrase
from firstlight.places.words import is_area
from firstlight.records import Candidate

LEAST_ASIDE_KM = 5.0
"""How far "south of" a hamlet of no size is meant to be."""
DETOUR = 1.2
"""Length of a road by that of the straight line."""
LONGEST_KM = 600.0
"""Two towns farther apart have no "between" that would help to find anything."""
STRETCH_KM = 120.0
"""A road between towns this near to each other is one stretch: either end may be meant."""
ROAD_KM = 400.0
"""From a town this far away a road is still said to lead to another."""
SHORE_KM = 20.0
"""A town farther from the sea than this has no coast or seaport of its own."""
LAST_KM = 10.0
"""The last village before a border lies this near to it."""
PLACED = 1e-3
"""Degrees under which two points are one."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A computed point (degrees) and the radius (km) about it that holds the described place."""

    lat: float
    lon: float
    radius_km: float
    line: tuple[Point, Point] | None = None
    """The two ends of a stretch, (lat, lon) each."""
    listed: Candidate | None = None
    """The gazetteer's entry that the description leads to, where there is one."""


def spot(
    phrase: Phrase, anchor: Candidate, other: Candidate | None, gazetteer: Gazetteer
) -> Spot | None:
    """Where a description lies, by the conventions above; None where it says nothing to go by.

    anchor: the place it hangs on; other: its second place ("between A and B"), or for "the road to
    A" the town that the report spoke of before.
    """
    size = extents.radius(gazetteer, anchor)
    if size is None:
        return None
    if is_area(anchor.feature):
        return _in_area(phrase, anchor, size, gazetteer)
    match phrase.form:
        case "near":
            return Spot(anchor.lat, anchor.lon, aside_km(size))
        case "side":
            return _beside(anchor, size, phrase.bearing)
        case "offset":
            return _offset(phrase, anchor, size, other)
        case "edge":
            if phrase.bearing is None:
                return Spot(anchor.lat, anchor.lon, size + 1.5)
            return _moved(anchor, phrase.bearing, size, max(size, 1.5))
        case "part":
            if phrase.bearing is None:
                return Spot(anchor.lat, anchor.lon, max(size / 2, 0.5))
            return _moved(anchor, phrase.bearing, size / 2, max(0.75 * size, 1.0))
        case "between" | "halfway" | "road":
            return _stretch(phrase, anchor, size, other)
        case "bank":
            if phrase.bearing is None:
                return Spot(anchor.lat, anchor.lon, size + 3.0)
            return _moved(anchor, phrase.bearing, size + 1.0, size + 1.0)
        case "coast":
            return _coast(phrase, anchor, size, gazetteer)
        case "border" | "last":
            return _border(phrase, anchor, gazetteer)
    return None


def aside_km(size: float) -> float:
    """How far from the middle of a town of a radius (km) "south of it" and "near it" reach."""
    return LEAST_ASIDE_KM + 2 * size


def moved(lat: float, lon: float, bearing: float, km: float) -> Point:
    """The point so many km from another along a great circle that sets out in a direction."""
    arc, way, north = km / 6371.0088, radians(bearing), radians(lat)
    up = sin(north) * cos(arc) + cos(north) * sin(arc) * cos(way)
    east = atan2(sin(way) * sin(arc) * cos(north), cos(arc) - sin(north) * up)
    return degrees(atan2(up, (1 - min(up * up, 1.0)) ** 0.5)), (
        lon + degrees(east) + 180
    ) % 360 - 180


def bearing_to(one: Candidate, other: Candidate) -> float:
    """Degrees clockwise from north in which another place lies."""
    east = radians(other.lon - one.lon)
    here, there = radians(one.lat), radians(other.lat)
    up = cos(here) * sin(there) - sin(here) * cos(there) * cos(east)
    return degrees(atan2(sin(east) * cos(there), up)) % 360


def middle(gazetteer: Gazetteer, codes: Sequence[str]) -> Spot | None:
    """The middle of the border of two countries and half its extent, or None."""
    found = borders.shared(gazetteer, codes[0], codes[1]) if len(codes) == 2 else None
    return Spot(*found) if found else None


def _moved(anchor: Candidate, bearing: float, km: float, radius: float) -> Spot:
    lat, lon = moved(anchor.lat, anchor.lon, bearing, km)
    return Spot(lat, lon, radius)


def _beside(anchor: Candidate, size: float, bearing: float | None) -> Spot:
    km = aside_km(size)
    if bearing is None:
        return Spot(anchor.lat, anchor.lon, km)
    return _moved(anchor, bearing, km, km)


def _offset(phrase: Phrase, anchor: Candidate, size: float, other: Candidate | None) -> Spot | None:
    km = phrase.km
    if km is None:
        return None
    if phrase.bearing is not None:
        aside = km * sin(radians(half_sector(phrase.bearing)))
        return _moved(anchor, phrase.bearing, km, size + aside)
    if phrase.to and other is not None and _apart(anchor, other):
        found = _moved(anchor, bearing_to(anchor, other), km / DETOUR, size + km / 4)
        return Spot(found.lat, found.lon, found.radius_km, _ends(anchor, other))
    return Spot(anchor.lat, anchor.lon, km + size)


def _stretch(phrase: Phrase, one: Candidate, size: float, other: Candidate | None) -> Spot | None:
    near = aside_km(size)
    if other is None or not _apart(one, other):
        return Spot(one.lat, one.lon, 2 * near)
    km = _km(one, other)
    way = bearing_to(one, other)
    if not phrase.to:
        if km > ROAD_KM:
            return Spot(one.lat, one.lon, 2 * near)
        near = km / 2 if km <= STRETCH_KM else near
        found = _moved(one, way, near, near)
        return Spot(found.lat, found.lon, near, _ends(other, one))
    if km > LONGEST_KM:
        return None
    radius = max(km / 4 if phrase.form == "halfway" else km / 2, 1.0)
    found = _moved(one, way, km / 2, radius)
    return Spot(found.lat, found.lon, radius, _ends(one, other))


def _border(phrase: Phrase, anchor: Candidate, gazetteer: Gazetteer) -> Spot | None:
    found = borders.nearest(
        gazetteer, anchor.lat, anchor.lon,
        tuple({*phrase.codes, anchor.country} - {""}), phrase.bearing,
    )  # fmt: skip
    if found is None:
        return None
    if phrase.form == "last":
        across = phrase.km is not None  # "the first village after the border"
        country = next((c for c in sorted(found.sides) if (c != anchor.country) is across), "")
        listed = borders.settlement(gazetteer, found, country, LAST_KM, anchor.id)
        if listed is not None:
            radius = extents.radius(gazetteer, listed) or LAST_KM
            return Spot(listed.lat, listed.lon, radius, None, listed)
        return Spot(found.lat, found.lon, LAST_KM)
    radius = 3.0 + 0.4 * found.km
    if phrase.km:
        here = Candidate("", "", "", found.lat, found.lon, "")
        return _moved(here, bearing_to(here, anchor), phrase.km, radius)
    return Spot(found.lat, found.lon, radius)


def _coast(phrase: Phrase, anchor: Candidate, size: float, gazetteer: Gazetteer) -> Spot | None:
    found = borders.shore(gazetteer, anchor.lat, anchor.lon, SHORE_KM + size)
    if found is None:
        return None
    km, radius = phrase.km or 0.0, max(size, 2.0)
    lat, lon = moved(found.lat, found.lon, found.seaward, km)
    return Spot(lat, lon, radius + km / 2)


def _in_area(phrase: Phrase, area: Candidate, size: float, gazetteer: Gazetteer) -> Spot | None:
    """A part of a country or province, or land on one side of it."""
    if phrase.form in ("side", "edge", "offset") and phrase.bearing is not None:
        km = size + (phrase.km or 0.0)
        return _moved(area, phrase.bearing, km, size)
    if phrase.form != "part":
        return None
    points = extents.towns_of(gazetteer, area)
    if phrase.bearing is None:
        return Spot(area.lat, area.lon, size / 2)
    if len(points) < 6:
        return _moved(area, phrase.bearing, size / 2, 0.75 * size)
    way = radians(phrase.bearing)
    along = points[:, 0] * cos(way) + points[:, 1] * cos(radians(area.lat)) * sin(way)
    low, high = np.quantile(along, [0.05, 0.95])
    kept = points[along >= high - (high - low) / 3]
    lat, lon = kept.mean(axis=0).tolist()
    away = distance_km(lat, lon, kept[:, 0], kept[:, 1])
    return Spot(lat, lon, float(np.quantile(away, extents.SHARE)))


def _ends(one: Candidate, other: Candidate) -> tuple[Point, Point]:
    return (one.lat, one.lon), (other.lat, other.lon)


def _apart(one: Candidate, other: Candidate) -> bool:
    return one.id != other.id and (
        abs(one.lat - other.lat) > PLACED or abs(one.lon - other.lon) > PLACED
    )


def _km(one: Candidate, other: Candidate) -> float:
    return float(distance_km(one.lat, one.lon, [other.lat], [other.lon])[0])
