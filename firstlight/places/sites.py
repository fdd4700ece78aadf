"""Which listed site a description means: "the dam", "an air base south of the city"."""

from __future__ import annotations

from firstlight.places import descriptions
from firstlight.places.gazetteer import Gazetteer
from firstlight.places.nouns import Phrase
from firstlight.places.relations import SITE_KM, km_between, lies_towards
from firstlight.records import Candidate

NEARER = 0.5
"""Of two sites of a kind in one direction the nearer is meant where it is this much nearer."""


def find_site(
    gazetteer: Gazetteer, town: Candidate, phrase: Phrase, other: Candidate | None = None
) -> Candidate | None:
    """The one listed site of a kind that a description means, or None.

    It lies in or beside the town, in the direction given; at a distance given, within the
    radius of the computed point; between two towns, within half their distance of the middle.
    Sites listed as the town's own count before those that merely lie near it. Of several, the
    nearest, where it is at most half as far as the next.
    """
    if phrase.head or phrase.part:
        return None
    listed = [one for one in gazetteer.parts(town.id) if one.feature in phrase.kinds]
    lat, lon, reach = town.lat, town.lon, SITE_KM
    if phrase.km is not None or phrase.to or phrase.form == "border":
        spot = descriptions.spot(phrase, town, other, gazetteer)
        if spot is None:
            return None
        lat, lon, reach, listed = spot.lat, spot.lon, max(spot.radius_km, 3.0), []
    around = [one for one in gazetteer.near(lat, lon, reach) if one.feature in phrase.kinds]
    for group in (listed, around):
        for kind in phrase.kinds:
            some = [one for one in group if one.feature == kind]
            if phrase.bearing is not None and phrase.km is None:
                some = [one for one in some if lies_towards(town, one, phrase.bearing)]
            found = _nearest(some, Candidate("", "", "", lat, lon, ""))
            if found is not None:
                return found
    return None


def _nearest(some: list[Candidate], to: Candidate) -> Candidate | None:
    """The only one, or the one that is much nearer than the next."""
    if len(some) < 2:
        return some[0] if some else None
    first, second = sorted((km_between(to, one), one.id, one) for one in some)[:2]
    return first[2] if first[0] <= NEARER * second[0] else None
