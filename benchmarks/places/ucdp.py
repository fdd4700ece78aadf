"""UCDP GED of Iraq and Syria: a place that the source's headline names, against the coded point.

Taken are events coded to an exact place (`where_prec` 1) whose name stands in the headline, in
whatever transliteration: some run of capitalised words there is like it (rapidfuzz, 85 of 100).
That run is what is to be placed, with the country given and nothing else. Each pair of a run and a
place counts once. The plain baseline takes the most populous bearer of the name in the country.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz import fuzz

from benchmarks.report import Row
from firstlight.places import Gazetteer, resolve
from firstlight.places.atlas import distance_km
from firstlight.places.folding import fold
from firstlight.records import Event, Place, Report

NEAR_KM = 25.0
LIKE = 85.0
FILES = {
    "IQ": "events/ucdp-ged-iraq/conflict_data_irq.csv.gz",
    "SY": "events/ucdp-ged-syria/ged_syria.csv.gz",
}
_KIND = re.compile(
    r" (?:town|city|village|neighbou?rhood|district|area|camp|suburb|subdistrict)s?$", re.I
)
_RUN = re.compile(r"[A-Z][\w'’`-]*(?:[ -](?:al-|el-|ad-|as-)?[A-Z][\w'’`-]*){0,2}")

Case = tuple[str, str, str, float, float]
"""Country, headline, the name in it, latitude, longitude."""


def cases(folder: Path) -> Iterator[Case]:
    seen: set[tuple[str, str]] = set()
    for country, path in FILES.items():
        with gzip.open(folder / path, "rt", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                try:
                    exact = float(row["where_prec"]) == 1
                    lat, lon = float(row["latitude"]), float(row["longitude"])
                except ValueError:
                    continue  # the row of HXL tags
                place, headline = _KIND.sub("", row["where_coordinates"]), row["source_headline"]
                name = _named(place, headline) if exact and place else None
                if name is not None and (name, place) not in seen:
                    seen.add((name, place))
                    yield country, headline, name, lat, lon


def _named(place: str, headline: str) -> str | None:
    """The run of words of the headline that is likest the coded name, if any is like it."""
    wanted, best, found = fold(place), LIKE, None
    for match in _RUN.finditer(headline):
        words = match.group().split(" ")
        for first in range(len(words)):
            for end in range(first + 1, len(words) + 1):
                name = " ".join(words[first:end])
                score = fuzz.ratio(wanted, fold(name))
                if len(name) > 2 and score >= best:
                    best, found = score, name
    return found


def rows(folder: Path, gazetteer: Gazetteer, quick: bool) -> list[Row]:
    right = plain = total = 0
    for number, (country, headline, name, lat, lon) in enumerate(cases(folder)):
        if quick and number % 10:
            continue
        total += 1
        place = Place(name, precision="exact")
        start = headline.find(name)
        span = (start, start + len(name))
        fact = Event("clash", "r", span, name, place, None, None, "actual", 1.0)
        [answer] = resolve([fact], Report("r", headline, None), gazetteer, (country,))
        found = answer.place
        if found is not None and found.lat is not None and found.lon is not None:
            right += _near(lat, lon, found.lat, found.lon)
        bearers = [one for one in gazetteer.lookup(name) if one.country == country]
        plain += bool(bearers) and _near(lat, lon, bearers[0].lat, bearers[0].lon)
    share = right / max(1, total)
    return [
        Row(
            f"UCDP GED, Iraq and Syria: {total} names of headlines within 25 km, country given",
            f"{share:.3f}",
            f"largest bearer of the name {plain / max(1, total):.3f}",
            "0.800",
            share >= 0.8,
        )
    ]


def _near(lat: float, lon: float, other_lat: float, other_lon: float) -> bool:
    return bool(distance_km(lat, lon, [other_lat], [other_lon])[0] <= NEAR_KM)
