"""A country of squares: two provinces, four districts, and parts of one district only.

It lies from 10 to 12 degrees east and from 40 to 42 degrees north; west of it is the sea.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Box = tuple[float, float, float, float]
"""West, south, east, north."""

PROVINCES: dict[str, tuple[str, Box]] = {
    "XA01": ("Westmark", (10, 40, 11, 42)),
    "XA02": ("Eastmark", (11, 40, 12, 42)),
}
DISTRICTS: dict[str, tuple[str, Box]] = {
    "XA0101": ("Lower West", (10, 40, 11, 41)),
    "XA0102": ("Upper West", (10, 41, 11, 42)),
    "XA0201": ("Lower East", (11, 40, 12, 41)),
    "XA0202": ("Upper East", (11, 41, 12, 42)),
}
PARTS: dict[str, tuple[str, Box]] = {
    "XA010101": ("Harbour", (10, 40, 10.5, 41)),
    "XA010102": ("Hills", (10.5, 40, 11, 41)),
}


def ring(box: Box) -> list[list[float]]:
    west, south, east, north = box
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def feature(properties: Mapping[str, Any], box: Box | None, **geometry: Any) -> dict[str, Any]:
    """A feature with the box as its polygon, or with another geometry, or with none."""
    shape = {"type": "Polygon", "coordinates": [ring(box)]} if box else geometry or None
    return {"type": "Feature", "properties": dict(properties), "geometry": shape}


def write(path: Path, features: Sequence[Mapping[str, Any]], epsg: int | None = None) -> Path:
    """A GeoJSON file."""
    data: dict[str, Any] = {"type": "FeatureCollection", "features": list(features)}
    if epsg:
        data["crs"] = {"type": "name", "properties": {"name": f"urn:ogc:def:crs:EPSG::{epsg}"}}
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def country() -> list[dict[str, Any]]:
    return [feature({"ADM0_EN": "Squareland", "ADM0_PCODE": "XA"}, (10, 40, 12, 42))]


def provinces() -> list[dict[str, Any]]:
    above = {"ADM0_EN": "Squareland", "ADM0_PCODE": "XA"}
    return [
        feature({"ADM1_EN": name, "ADM1_PCODE": code, **above}, box)
        for code, (name, box) in PROVINCES.items()
    ]


def districts() -> list[dict[str, Any]]:
    return [
        feature({"ADM2_EN": name, "ADM2_PCODE": code, "ADM1_PCODE": code[:4]}, box)
        for code, (name, box) in DISTRICTS.items()
    ]


def parts() -> list[dict[str, Any]]:
    return [
        feature({"ADM3_EN": name, "ADM3_PCODE": code}, box) for code, (name, box) in PARTS.items()
    ]


def all_levels(folder: Path) -> list[Path]:
    """The country's four files, by level."""
    made = (country(), provinces(), districts(), parts())
    return [write(folder / f"xa_admbnda_adm{level}.geojson", one) for level, one in enumerate(made)]
