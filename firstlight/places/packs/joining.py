"""Places of a pack that are known already keep the id by which they are known.

So an OpenStreetMap town, a row of a user's table and a GeoNames entry are one place with one id,
whatever pack comes or goes; the pack adds its names and its point. Quarters and sites get the town
that they lie in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import floor, sqrt

from firstlight.places.atlas import distance_km
from firstlight.places.atlas_writing import Entry, identity
from firstlight.places.folding import key
from firstlight.places.gazetteer import Gazetteer
from firstlight.places.words import SITES
from firstlight.records import Candidate

SAME_KM = 5.0
"""Two places of one name and kind this near are one."""
TOWN_KM, TOWN_PEOPLE = 25.0, 5_000
"""A namesake this near to a town of so many people is that town, badly placed: in tables, whose
points are often rough; not in OpenStreetMap, where it is a village of that name."""
FIELD_KM = 3.0
"""Two airfields this near are one, whatever their names."""
PART_KM, PART_PEOPLE = 1.5, 100_000
"""A quarter in one list is a small town in another, where both lie this near."""
UNIT_KM = 150.0
"""The points of one first-level unit lie this near, wherever they were put in it."""
MOST_NAMES = 6
"""Names of a place by which it is sought among the known ones."""
_PARTS = {"PPLX"} | {kind for kinds in SITES.values() for kind in kinds} - {"ISL", "MT"}
_FAMILIES = {"PRT": "port", "HBR": "port", "NVB": "port", "LCTY": "town"}


def join(entries: Sequence[Entry], known: Gazetteer) -> tuple[list[Entry], int]:
    """The entries under the ids they are known by, and how many were known.

    Countries are left out: the embedded gazetteer names them better than any dump.
    """
    kept = [one for one in entries if not one.feature.startswith("PCL")]
    fixed = _Fixed(known, {one.country for one in kept})
    twins = {place: twin for place, one in enumerate(kept) if (twin := _twin(one, known, fixed))}
    taken: dict[str, int] = {}
    for place in sorted(twins, key=lambda place: _km(kept[place], twins[place])):
        taken.setdefault(twins[place].id, place)  # of several, the nearest is the place
    for place in taken.values():
        kept[place] = _merged(kept[place], twins[place], known)
    held = {identity(one): one for one in kept}
    return list(held.values()), len(taken)


def _twin(entry: Entry, known: Gazetteer, fixed: _Fixed) -> Candidate | None:
    """The known place that an entry is; None where there is none."""
    if entry.number is not None:
        return known.get(identity(entry)) or fixed.twin(entry)
    own = known.get(entry.id)
    if own is not None:
        return own
    near: list[tuple[float, Candidate]] = []
    for name in (entry.name, *entry.names)[:MOST_NAMES]:
        for match in known.matches(name):
            one = match.candidate
            away = _km(entry, one)
            if one.country == entry.country and away <= _reach(one, entry):
                near.append((away, one))
        if near:
            break
    found = min(near, key=lambda pair: (pair[0], pair[1].id), default=None)
    return found[1] if found else fixed.twin(entry)


class _Fixed:
    """What is shipped without a GeoNames number: the supplement's sites, airfields, units."""

    def __init__(self, known: Gazetteer, countries: Iterable[str]) -> None:
        self._units: dict[str, list[Candidate]] = {}
        self._cells: dict[tuple[int, int], list[Candidate]] = {}
        for one in (one for country in sorted(countries) for one in known.own_in(country)):
            if one.feature == "ADM1" and known.admin1(one.id):
                self._units.setdefault(known.admin1(one.id), []).append(one)
            self._cells.setdefault(_cell(one.lat, one.lon), []).append(one)

    def twin(self, entry: Entry) -> Candidate | None:
        """The one of them that an entry is; a unit goes by its code."""
        if entry.feature == "ADM1" and entry.admin1:
            units = self._units.get(f"{entry.country}.{entry.admin1}", [])
            return units[0] if len(units) == 1 else None
        row, column = _cell(entry.lat, entry.lon)
        near = [
            one
            for north in (-1, 0, 1)
            for east in (-1, 0, 1)
            for one in self._cells.get((row + north, column + east), ())
            if self._same(entry, one)
        ]
        return min(near, key=lambda one: (_km(entry, one), one.id), default=None)

    def _same(self, entry: Entry, one: Candidate) -> bool:
        if entry.country != one.country:
            return False
        air = _family(entry.feature) == _family(one.feature) == "air"
        km = _km(entry, one)
        return (air and km <= FIELD_KM) or (
            km <= _reach(one, entry)
            and not _keys(entry).isdisjoint(key(name) for name in (one.name, *one.aliases))
        )


def _cell(lat: float, lon: float) -> tuple[int, int]:
    """A cell of a quarter degree: namesakes that may be one lie in the same or the next."""
    return floor(lat * 4), floor(lon * 4)


def _keys(entry: Entry) -> set[str]:
    return {key(name) for name in (entry.name, *entry.names)}


def _family(feature: str) -> str:
    if feature.startswith("PPL") and feature != "PPLX":
        return "town"
    return "air" if feature.startswith("AIR") else _FAMILIES.get(feature, feature)


def _reach(one: Candidate, entry: Entry) -> float:
    """Km within which a namesake is this known place; negative where the kinds forbid it."""
    mine, theirs = _family(entry.feature), _family(one.feature)
    if mine != theirs:
        part = {mine, theirs} == {"town", "PPLX"} and one.population < PART_PEOPLE
        return PART_KM if part else -1.0
    if one.feature.startswith("ADM"):
        return UNIT_KM
    rough = mine == "town" and one.population >= TOWN_PEOPLE and not entry.id.startswith("osm:")
    return TOWN_KM if rough else SAME_KM


def _km(entry: Entry, one: Candidate) -> float:
    return float(distance_km(entry.lat, entry.lon, [one.lat], [one.lon])[0])


def _merged(entry: Entry, one: Candidate, known: Gazetteer) -> Entry:
    """The pack's point and names under the known id, with what only the known place has."""
    plain = entry.feature in ("PPL", "LCTY", "AIRP", "PRT", "HBR")
    code = known.admin1(one.id).partition(".")[2]
    return replace(
        entry,
        id="" if one.id.startswith("gn:") else one.id,
        number=one.geonames_id if one.id.startswith("gn:") else entry.number or one.geonames_id,
        feature=one.feature if plain else entry.feature,
        population=entry.population or one.population,
        admin1=entry.admin1 or code,
        parent=entry.parent or one.parent or "",
        names=tuple(dict.fromkeys((*entry.names, one.name, *one.aliases))),
    )


def with_parents(entries: Sequence[Entry], known: Gazetteer) -> list[Entry]:
    """Quarters and sites with the id of the town that they lie in, where one is near enough."""
    towns = _Towns([one for one in entries if _family(one.feature) == "town"], known)
    return [
        replace(one, parent=towns.around(one)) if not one.parent and one.feature in _PARTS else one
        for one in entries
    ]


class _Towns:
    """The towns of a pack and the known ones, each with as much land as its people need."""

    def __init__(self, entries: Iterable[Entry], known: Gazetteer) -> None:
        self._known = known
        self._own = {identity(one): one for one in entries}

    def around(self, entry: Entry) -> str:
        """The id of the town whose edge is farthest beyond a point; "" in open country."""
        near = self._known.near(entry.lat, entry.lon, 40.0, min_population=1_000)
        best, found = 1.0, ""
        for one in near:
            if _family(one.feature) != "town" or one.id == identity(entry):
                continue
            own = self._own.get(one.id)
            lat, lon = (own.lat, own.lon) if own else (one.lat, one.lon)
            away = float(distance_km(entry.lat, entry.lon, [lat], [lon])[0])
            share = away / (1.5 + 0.012 * sqrt(one.population))
            if share < best and not (entry.number and not one.id.startswith("gn:")):
                best, found = share, one.id
        return found
