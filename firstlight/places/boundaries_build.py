"""Boundary files to one set in a pack's folder: each area with the names and P-codes above it.

Files of single levels are joined into one tree: what an area's own columns do not say of the levels
above it is taken from the area there that has the P-code, or that lies around it. A level between
that no file holds is put together from the areas below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from firstlight.errors import FirstlightError
from firstlight.places.boundaries import AREAS, COLUMNS, FILE_NAME, SOURCES, key
from firstlight.places.boundaries_columns import LEVELS
from firstlight.places.boundaries_read import Area, Chain, read

COD_AB = (
    "Admin boundaries (COD-AB)",
    "as the data's page says, most often CC BY-IGO",
    "Admin boundaries with P-codes: Common Operational Datasets, OCHA and the country's mapping "
    "authority.",
)
"""Name, licence and attribution where the caller gives none."""


@dataclass(frozen=True, slots=True)
class Built:
    """What was written, and what was left out of it, a sentence each."""

    path: Path
    levels: dict[int, int]
    """Admin level to its number of areas."""
    countries: tuple[str, ...]
    """P-codes of level 0 ("IQ"), or the letters with which those of the other levels begin."""
    problems: tuple[str, ...]


def build(
    files: Sequence[Path],
    folder: Path,
    *,
    name: str = "",
    licence: str = "",
    attribution: str = "",
) -> Built:
    """Read these files as one set, and write it as `boundaries.gpkg` into `folder`.

    Errors
    ------
    FirstlightError where no file holds a usable area; nothing is written then, and a set that is
    there already stays.
    """
    areas, problems = read(files)
    if not any(area.level > 0 for area in areas):
        none = "No boundary file is given; name at least one."
        if files:
            none = f"{files[0]} holds no area below the country; give a file of level 1, 2 or 3."
        raise FirstlightError(problems[0] if problems else none)
    areas = join(areas)
    source = [
        given or usual for given, usual in zip((name, licence, attribution), COD_AB, strict=True)
    ]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE_NAME
    _write(path, areas, source)
    levels = {level: sum(one.level == level for one in areas) for level in range(LEVELS)}
    return Built(
        path,
        {level: count for level, count in levels.items() if count},
        tuple(sorted({code for one in areas if (code := _country(one))})),
        tuple(problems),
    )


def join(areas: Sequence[Area]) -> list[Area]:
    """The areas with all that is known of the levels above them, the deepest level first."""
    by_level = {level: [one for one in areas if one.level == level] for level in range(LEVELS)}
    for level in range(1, LEVELS):
        for above in range(level - 1, -1, -1):
            by_level[level] = _filled(by_level[level], by_level[above])
    for level in range(LEVELS - 2, 0, -1):
        by_level[level] += _missing(by_level[level], by_level[level + 1], level)
    return [
        one
        for level in reversed(range(LEVELS))
        for one in sorted(by_level[level], key=lambda one: str(one.key[1]))
    ]


def _filled(areas: list[Area], above: list[Area]) -> list[Area]:
    """The areas, their chains completed from those one or more levels above."""
    import shapely

    if not areas or not above:
        return areas
    level = above[0].level
    by_code = {one.pcodes[level]: one for one in above if one.pcodes[level]}
    tree = shapely.STRtree([one.geometry for one in above])
    done = []
    for area in areas:
        parent = by_code.get(area.pcodes[level])
        if parent is None and area.pcodes[level] is None:
            point = shapely.point_on_surface(area.geometry)
            around = sorted(tree.query(point, predicate="intersects").tolist())
            parent = above[around[0]] if around else None
        if parent is not None:
            area = replace(
                area,
                names=_either(area.names, parent.names, level),
                pcodes=_either(area.pcodes, parent.pcodes, level),
            )
        done.append(area)
    return done


def _either(own: Chain, parent: Chain, level: int) -> Chain:
    """The area's own texts, completed by the parent's up to the parent's level."""
    return tuple(
        one if one is not None or n > level else other
        for n, (one, other) in enumerate(zip(own, parent, strict=True))
    )


def _missing(areas: list[Area], below: list[Area], level: int) -> list[Area]:
    """Areas of this level that only the level below knows of, each the union of its parts."""
    import shapely

    known = {one.key for one in areas}
    parts: dict[tuple[int, str | None], list[Area]] = {}
    for one in below:
        above = key(level, one.names, one.pcodes)
        if above[1] is not None and above not in known:
            parts.setdefault(above, []).append(one)
    return [
        Area(
            level,
            _cut(same[0].names, level),
            _cut(same[0].pcodes, level),
            shapely.union_all(np.array([one.geometry for one in same])),
        )
        for same in parts.values()
    ]


def _cut(chain: Chain, level: int) -> Chain:
    return tuple(one if n <= level else None for n, one in enumerate(chain))


def _country(area: Area) -> str:
    if area.pcodes[0]:
        return area.pcodes[0]
    code = next((one for one in area.pcodes if one), "")
    return code[:2] if code[:2].isalpha() else ""


def inner_point(geometry: Any) -> tuple[float, float]:
    """Latitude and longitude of a point inside, near the middle, in few decimals."""
    import shapely

    middle = geometry.centroid
    if not geometry.contains(middle):
        middle = shapely.point_on_surface(geometry)
    for decimals in (2, 3, 4, 5, 6):
        lon, lat = round(middle.x, decimals), round(middle.y, decimals)
        if geometry.contains(shapely.Point(lon, lat)):
            return lat, lon
    return middle.y, middle.x


def _write(path: Path, areas: Sequence[Area], source: Sequence[str]) -> None:
    import geopandas as gpd
    import pandas as pd
    import pyogrio

    points = [inner_point(one.geometry) for one in areas]
    table: dict[str, Any] = {"level": [one.level for one in areas]}
    for level in range(LEVELS):
        table[f"adm{level}_name"] = [one.names[level] for one in areas]
        table[f"adm{level}_pcode"] = [one.pcodes[level] for one in areas]
    table["lat"] = [lat for lat, _ in points]
    table["lon"] = [lon for _, lon in points]
    assert tuple(table) == COLUMNS
    frame = gpd.GeoDataFrame(table, geometry=[one.geometry for one in areas], crs="EPSG:4326")
    # Another process may have the old file open: it keeps it until it opens the new one.
    part = path.with_name("part-" + path.name)
    part.unlink(missing_ok=True)
    pyogrio.write_dataframe(
        frame, part, layer=AREAS, driver="GPKG", promote_to_multi=True, geometry_type="MultiPolygon"
    )
    sources = pd.DataFrame([list(source)], columns=["name", "licence", "attribution"])
    pyogrio.write_dataframe(sources, part, layer=SOURCES, driver="GPKG")
    part.replace(path)
