"""What may be told of where people are: nothing finer than a tenth of a degree (some 10 km)."""

from __future__ import annotations

from dataclasses import replace

from firstlight.records import Estimate, Event, Fact, at

PEOPLE = {"flee", "return", "trap", "deprive", "aid", "abuse", "abduct"}
"""Events whose place is where civilians are, or are going."""

DECIMALS = 1


def coarse_point(lat: float | None, lon: float | None) -> tuple[float | None, float | None]:
    """The point to a tenth of a degree; None stays None."""
    return (
        None if lat is None else round(lat, DECIMALS),
        None if lon is None else round(lon, DECIMALS),
    )


def tells_of_people(fact: Fact) -> bool:
    """Whether its place is that of civilians rather than of fighters or of a front."""
    if isinstance(fact, Estimate):
        return fact.unit in ("people", "households", "families") and fact.measure != "fighters"
    return isinstance(fact, Event) and fact.type in PEOPLE


def coarse_fact(fact: Fact) -> Fact:
    """The fact with its point made coarse where it tells of people; the name stays as written."""
    place = fact.place
    if place is None or place.lat is None or not tells_of_people(fact):
        return fact
    lat, lon = coarse_point(place.lat, place.lon)
    # A rounded point is no longer the very place, and must not be taken for it.
    return at(fact, replace(place, lat=lat, lon=lon, precision="area"))
