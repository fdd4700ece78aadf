"""Where a border or the shore runs near a town: the nearest stretch, in a direction given."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians, sin

import numpy as np
import numpy.typing as npt

from firstlight.places.atlas import distance_km
from firstlight.places.gazetteer import Gazetteer
from firstlight.places.outlines import Line
from firstlight.places.words import is_town
from firstlight.records import Candidate

REACH_KM = 250.0
"""A border farther than this from a town is not the one that its story means."""
STEP_KM = 2.0
"""Spacing of the points that a border line is tried at; the outlines are true to about 1 km."""
SIDE_KM = 7.0
"""How far to either side of a line the countries are asked for: beyond the shore's tolerance."""
TRIALS, MOST = 60, 300
"""Points tried near a town, and along the whole border of two countries."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A point of a border, degrees; km from the town, and the countries on its two sides."""

    lat: float
    lon: float
    km: float
    sides: frozenset[str]


@dataclass(frozen=True, slots=True)
class Shore:
    """A point of the shore, degrees; km from the town, and the direction of the open sea."""

    lat: float
    lon: float
    km: float
    seaward: float
    """Degrees clockwise from north."""


def nearest(
    gazetteer: Gazetteer,
    lat: float,
    lon: float,
    codes: tuple[str, ...] = (),
    bearing: float | None = None,
    reach: float = REACH_KM,
) -> Crossing | None:
    """The nearest point of a land border from a point, or None within `reach` km.

    codes: countries (ISO 3166-1 alpha-2) that must lie along it; bearing: the direction it must lie
    in, within 45 degrees either way.
    """
    for box in (reach / 4, reach):
        north, east = box / 110.57, box / (111.32 * max(cos(radians(lat)), 0.01))
        points = _sampled(gazetteer.outline(lon - east, lat - north, lon + east, lat + north))
        if not len(points):
            continue
        away = distance_km(lat, lon, points[:, 1], points[:, 0])
        keep = away <= box
        if bearing is not None:
            east_of = (points[:, 0] - lon) * cos(radians(lat))
            ahead = (points[:, 1] - lat) * cos(radians(bearing)) + east_of * sin(radians(bearing))
            keep &= ahead * 111.0 >= away * cos(radians(45))
        found = _first(gazetteer, points[keep], away[keep], codes)
        if found is not None:
            return found
    return None


def shore(gazetteer: Gazetteer, lat: float, lon: float, reach: float) -> Shore | None:
    """The nearest point of the sea's shore within `reach` km of a point, or None."""
    north, east = reach / 110.57, reach / (111.32 * max(cos(radians(lat)), 0.01))
    points = _sampled(gazetteer.outline(lon - east, lat - north, lon + east, lat + north))
    if not len(points):
        return None
    away = distance_km(lat, lon, points[:, 1], points[:, 0])
    for number in np.argsort(away)[:TRIALS]:
        if away[number] > reach:
            break
        x, y = points[number].tolist()
        sea = [
            way for way in range(0, 360, 45) if gazetteer.country_of(*_beside(y, x, way)) is None
        ]
        if sea:
            seaward = degrees(
                atan2(sum(sin(radians(w)) for w in sea), sum(cos(radians(w)) for w in sea))
            )
            return Shore(y, x, float(away[number]), seaward % 360)
    return None


def shared(gazetteer: Gazetteer, one: str, other: str) -> tuple[float, float, float] | None:
    """(lat, lon, km) of the middle of the border of two countries and half its extent, or None."""
    first, second = gazetteer.points_in(one), gazetteer.points_in(other)
    if not len(first) or not len(second):
        return None
    south, west = np.maximum(first.min(axis=0), second.min(axis=0)) - 0.5
    north, east = np.minimum(first.max(axis=0), second.max(axis=0)) + 0.5
    if south >= north or west >= east:
        return None
    points = _sampled(gazetteer.outline(west, south, east, north), 15.0)
    points = points[:: 1 + len(points) // MOST]
    kept = [point for point in points if {one, other} <= _sides(gazetteer, point[1], point[0])]
    if not kept:
        return None
    table = np.array(kept)
    centre = table.mean(axis=0)
    lon, lat = table[np.hypot(*(table - centre).T).argmin()]
    away = distance_km(float(lat), float(lon), table[:, 1], table[:, 0])
    return float(lat), float(lon), float(np.quantile(away, 0.95))


def settlement(
    gazetteer: Gazetteer, at: Crossing, country: str, km: float, but: str | None
) -> Candidate | None:
    """The listed town or village of a country that lies nearest a point of its border, or None."""
    return next(
        (
            one
            for one in gazetteer.near(at.lat, at.lon, km)
            if is_town(one.feature) and one.country == country and one.id != but
        ),
        None,
    )


def _first(
    gazetteer: Gazetteer,
    points: npt.NDArray[np.float64],
    away: npt.NDArray[np.float64],
    codes: tuple[str, ...],
) -> Crossing | None:
    """The nearest of some points that lies between two countries, those of `codes` among them."""
    tried: list[tuple[float, float]] = []
    for number in np.argsort(away):
        lon, lat = points[number].tolist()
        if any(hypot(lat - y, (lon - x) * cos(radians(lat))) < 0.05 for y, x in tried):
            continue
        if len(tried) == TRIALS:
            break
        tried.append((lat, lon))
        sides = _sides(gazetteer, lat, lon)
        if len(sides) > 1 and sides.issuperset(codes):
            return Crossing(lat, lon, float(away[number]), frozenset(sides))
    return None


def _sides(gazetteer: Gazetteer, lat: float, lon: float) -> set[str]:
    around = (_beside(lat, lon, way) for way in (0, 90, 180, 270))
    return {code for y, x in around if (code := gazetteer.country_of(y, x))}


def _beside(lat: float, lon: float, way: float) -> tuple[float, float]:
    """The point `SIDE_KM` from another in a direction, degrees clockwise from north."""
    east = SIDE_KM * sin(radians(way)) / (111.32 * max(cos(radians(lat)), 0.01))
    return lat + SIDE_KM * cos(radians(way)) / 110.57, lon + east


def _sampled(lines: list[Line], step: float = STEP_KM) -> npt.NDArray[np.float64]:
    """[N, 2] longitude, latitude of points along lines, at most `step` km apart."""
    found = []
    for line in lines:
        points = np.array(line)
        for start, end in pairwise(points):
            flat = (end - start) * [111.32 * cos(radians(start[1])), 110.57]
            count = max(1, int(np.ceil(np.hypot(*flat) / step)))
            found.append(start + (end - start) * np.linspace(0, 1, count, endpoint=False)[:, None])
        found.append(points[-1:])
    return np.concatenate(found) if found else np.empty((0, 2))
