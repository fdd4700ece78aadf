"""What may be told of where people are: their district (admin level 2) where boundaries are known.

Elsewhere nothing finer than a tenth of a degree (some 10 km).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from firstlight.brief.pcodes import OPEN_LEVEL, level
from firstlight.records import Estimate, Event, Fact, at

if TYPE_CHECKING:
    from firstlight.brief.pcodes import AdminOf

PEOPLE = {"flee", "return", "trap", "deprive", "aid", "abuse", "abduct"}
"""Events whose place is where civilians are, or are going."""

DECIMALS = 1


def coarse_point(
    lat: float | None, lon: float | None, admin: AdminOf | None = None
) -> tuple[float | None, float | None]:
    """A point inside the district, the same for all of it; else the point to a tenth of a degree.

    admin: the units at a point, where boundaries are known. None stays None.
    """
    if admin is not None and lat is not None and lon is not None:
        found = admin(lat, lon)
        inside = found.points[OPEN_LEVEL - 1] if found else None
        if inside is not None:
            return inside
    return (
        None if lat is None else round(lat, DECIMALS),
        None if lon is None else round(lon, DECIMALS),
    )


def tells_of_people(fact: Fact) -> bool:
    """Whether its place is that of civilians rather than of fighters or of a front."""
    if isinstance(fact, Estimate):
        return fact.unit in ("people", "households", "families") and fact.measure != "fighters"
    return isinstance(fact, Event) and fact.type in PEOPLE


def coarse_fact(fact: Fact, admin: AdminOf | None = None) -> Fact:
    """The fact with its point made coarse where it tells of people; the name stays as written."""
    place = fact.place
    if place is None or place.lat is None or not tells_of_people(fact):
        return fact
    # A province or a country lies in no district, and must not be told as one.
    small = level(place.feature, place.precision) >= OPEN_LEVEL
    lat, lon = coarse_point(place.lat, place.lon, admin if small else None)
    # A rounded point is no longer the very place, and must not be taken for it.
    return at(fact, replace(place, lat=lat, lon=lon, precision="area", radius_km=None))
