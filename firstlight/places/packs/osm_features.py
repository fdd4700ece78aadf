"""OpenStreetMap's tags to GeoNames' feature codes: settlements, and what war reports name."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACES: dict[str, str] = {
    "city": "PPL", "town": "PPL", "village": "PPL", "hamlet": "PPL", "isolated_dwelling": "PPL",
    "borough": "PPLX", "suburb": "PPLX", "quarter": "PPLX", "neighbourhood": "PPLX",
    "city_block": "PPLX", "locality": "LCTY", "farm": "FRM", "square": "SQR", "island": "ISL",
    "islet": "ISL", "archipelago": "ISLS", "state": "ADM1", "province": "ADM1", "region": "RGN",
    "district": "ADM2", "county": "ADM2", "municipality": "ADM3",
}  # fmt: skip
"""Values of place=*. Countries, seas and continents are left to the embedded gazetteer."""

FEATURES: dict[str, dict[str, str]] = {
    "waterway": {"dam": "DAM", "weir": "DAM"},
    "military": {"airfield": "AIRB", "checkpoint": "PSTB", "naval_base": "NVB", "*": "MILB"},
    "aeroway": {"aerodrome": "AIRP", "airstrip": "AIRF", "heliport": "AIRH"},
    "barrier": {"border_control": "PSTB", "checkpoint": "PSTB"},
    "man_made": {"dam": "DAM", "bridge": "BDG", "works": "MFG", "water_works": "WTRW"},
    "bridge": {"*": "BDG"},
    "amenity": {
        "refugee_site": "CMPRF", "ferry_terminal": "FY", "hospital": "HSP", "clinic": "HSPC",
        "university": "UNIV", "marketplace": "MKT", "prison": "PRN", "bus_station": "BUSTN",
        "place_of_worship": "WRSHP",
    },
    "refugee": {"yes": "CMPRF"},
    "social_facility:for": {"refugee": "CMPRF", "displaced": "CMPRF"},
    "healthcare": {"hospital": "HSP"},
    "harbour": {"*": "HBR"},
    "seamark:type": {"harbour": "HBR"},
    "industrial": {"port": "PRT", "refinery": "OILR", "oil": "OILR"},
    "landuse": {"military": "MILB", "harbour": "HBR", "port": "PRT", "industrial": "INDS"},
    "power": {"plant": "PS"},
    "ford": {"yes": "FORD"},
    "route": {"ferry": "FY"},
    "leisure": {"stadium": "STDM"},
    "historic": {"castle": "CSTL", "citadel": "CSTL", "fort": "FT"},
    "highway": {"motorway_junction": "RDJCT"},
    "junction": {"*": "RDJCT"},
    "railway": {"station": "RSTN"},
    "mountain_pass": {"yes": "PASS"},
    "natural": {"peak": "MT", "hill": "HLL"},
    "water": {"reservoir": "RSV", "lake": "LK"},
}  # fmt: skip
"""Key to value to code. The first key that fits is taken; "*" is any value but "no"."""

KEYS = ("place", *FEATURES)
"""The keys that make an object worth reading."""

_NAME = re.compile(r"(?:(?:alt|old|official|short|loc|int)_)?name(?::[a-z]{2,3}(?:[-_]\w+)?)?")
_BRIDGE = re.compile(r"bridge|pont\b|puente|ponte|köprü|جسر|پل|мост|міст", re.I)
_RELIGIONS = {"muslim": "MSQE", "christian": "CH"}


def feature_of(tags: Mapping[str, str]) -> str:
    """The feature code of an object; "" where it is none that reports name."""
    place = PLACES.get(tags.get("place", ""))
    if place:
        return place
    for key, codes in FEATURES.items():
        value = tags.get(key, "no")
        code = "" if value == "no" else codes.get(value) or codes.get("*", "")
        if code == "WRSHP":
            return _RELIGIONS.get(tags.get("religion", ""), code)
        if code == "AIRP" and "military" in (tags.get("aerodrome:type"), tags.get("aerodrome")):
            return "AIRB"  # an airport that soldiers use is a base in reports
        if code:
            return code
    return ""


def names_of(tags: Mapping[str, str], feature: str) -> list[str]:
    """Its names, the one that reports in English would use first; [] where it has none."""
    first = (tags.get("name:en"), tags.get("int_name"), tags.get("name"))
    others = [value for key, value in tags.items() if _NAME.fullmatch(key)]
    found: list[str | None] = [*first, *others]
    if feature == "BDG" and "bridge" in tags and tags.get("man_made") != "bridge":
        # The name of a road that crosses a bridge is the road's, unless it says that it is not.
        found = [one for one in found if one and _BRIDGE.search(one)]
        found.insert(0, tags.get("bridge:name"))
    parts = [part.strip() for text in found if text for part in text.split(";")]
    return [one for one in dict.fromkeys(parts) if one]


def people_of(tags: Mapping[str, str]) -> int:
    """Population where it is a number, else 0."""
    text = tags.get("population", "").replace(",", "").replace(" ", "")
    return min(int(text), 100_000_000) if text.isascii() and text.isdigit() else 0
