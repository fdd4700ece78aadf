"""How places lie to one another: distance, containment, direction; and the kinds words ask for."""

from __future__ import annotations

from math import asin, cos, hypot, radians, sin, sqrt

from firstlight.places.gazetteer import Gazetteer
from firstlight.places.phrase import Phrase
from firstlight.places.words import is_area, is_town
from firstlight.records import Candidate

SITE_KM = 40.0
"""A site or quarter belongs to a town this near."""
HOME_KM = 60.0
"""A report that speaks of anything this near speaks of the town of a site or quarter."""
DISTRICT_KM, UNIT_KM, TRACT_KM = 80.0, 200.0, 400.0
"""What lies within so many km of the point of a second-level unit, of a first-level one whose code
is not known, of another tract of land, may lie in it."""


def km_between(one: Candidate, other: Candidate) -> float:
    """Great-circle distance in km (haversine)."""
    half = (
        sin(radians(other.lat - one.lat) / 2) ** 2
        + cos(radians(one.lat)) * cos(radians(other.lat))
        * sin(radians(other.lon - one.lon) / 2) ** 2
    )  # fmt: skip
    return 12742.0 * asin(min(1.0, sqrt(half)))


def kind_agreement(one: Candidate, phrase: Phrase) -> float:
    """Whether the words around a name fit the kind of a candidate."""
    if phrase.part:
        return 2.5 if one.feature == "PPLX" else -1.0
    if phrase.kinds:
        return 2.5 if one.feature in phrase.kinds else -1.5
    if phrase.area:
        return 2.5 if is_area(one.feature) else -0.5
    if phrase.settlement:
        return 1.0 if is_town(one.feature) else -2.0
    if phrase.form and one.feature == "ADM1":
        return -1.0  # "western Raqqa" is of the city, where there is one
    return -1.0 if one.feature in ("AIRP", "AIRB") else 0.0


def contains(gazetteer: Gazetteer, outer: Candidate, inner: Candidate) -> bool:
    """Whether one place lies in another, as far as points can tell."""
    if inner.id == outer.id:
        return False
    if inner.parent == outer.id:
        return True
    if outer.feature.startswith("PCL"):
        return inner.country == outer.country
    if outer.feature.startswith("ADM"):
        code, own = gazetteer.admin1(outer.id), gazetteer.admin1(inner.id)
        if code and own and code != own:
            return False
        if outer.feature != "ADM1":
            return inner.country == outer.country and km_between(outer, inner) <= DISTRICT_KM
        near = bool(code and own) or km_between(outer, inner) <= UNIT_KM
        return inner.country == outer.country and near
    if is_area(outer.feature):
        return km_between(outer, inner) <= TRACT_KM
    return km_between(outer, inner) <= SITE_KM


def lies_towards(origin: Candidate, one: Candidate, degrees: float, spread: float = 60.0) -> bool:
    """Whether a place lies in a direction from another, give or take `spread` degrees."""
    north = one.lat - origin.lat
    east = (one.lon - origin.lon) * cos(radians(origin.lat))
    length = hypot(north, east)
    if length < 1e-6:
        return False
    along = (north * cos(radians(degrees)) + east * sin(radians(degrees))) / length
    return along >= cos(radians(spread))
