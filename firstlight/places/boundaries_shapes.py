"""Outlines as files have them to valid polygons in WGS 84 degrees."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from firstlight.places.outlines import Outlines

WGS84 = "EPSG:4326"
Shapes = list[tuple[int, Any]]
"""Row of the file, counted from 0, and its outline: a shapely Polygon or MultiPolygon."""
_POLYGONAL = (3, 6)
"""shapely's type numbers of Polygon and MultiPolygon."""
_COLLECTION = 7
_SAMPLE = 20
"""Areas that are enough to tell whether a file has its coordinates the wrong way round."""


def clean(outlines: npt.NDArray[Any], crs: str | None, label: str) -> tuple[Shapes, list[str]]:
    """The usable outlines of a layer, and a sentence for each kind of fault, naming `label`.

    outlines: WKB, longitude or easting first, in the reference system `crs` (as text, or None
    where the file does not say). Broken outlines are repaired.
    """
    import shapely

    shapes = shapely.force_2d(shapely.from_wkb(outlines, on_invalid="ignore"))
    rows = [row for row, one in enumerate(shapes) if one is not None and not one.is_empty]
    shapes, said = _to_degrees(shapes[rows], crs, label)
    if shapes is None:
        return [], said
    kept: Shapes = []
    repaired: list[int] = []
    afar: list[int] = []
    for row, shape in zip(rows, shapes, strict=True):
        if shape.geom_type.endswith("Polygon") and not on_globe(shape):
            afar.append(row)
            continue
        area = polygons(shape)
        if area is None:
            continue
        if not shape.is_valid:
            repaired.append(row)
        kept.append((row, area))
    lost = sorted(set(range(len(outlines))) - {row for row, _ in kept} - set(afar))
    if lost:
        said.append(
            f"{label} has {_features(lost, len(outlines))} without a polygon; left out, draw "
            "them as polygons."
        )
    if repaired:
        said.append(
            f"{label} has {_features(repaired, len(outlines))} whose outline crosses itself; "
            "repaired, check them on a map."
        )
    if afar:
        said.append(
            f"{label} has {_features(afar, len(outlines))} off the globe; left out, give the "
            "file in longitude and latitude (in this order) or with its reference system."
        )
    return kept, said


def polygons(shape: Any) -> Any | None:
    """The areas of a shape as one valid Polygon or MultiPolygon; None where it has none."""
    import shapely
    from shapely.errors import ShapelyError

    try:
        if not shape.is_valid:
            shape = shapely.make_valid(shape)
    except ShapelyError:
        return None
    if shapely.get_type_id(shape) == _COLLECTION:
        parts = [one for one in shapely.get_parts(shape) if one.geom_type.endswith("Polygon")]
        shape = shapely.union_all(np.array(parts)) if parts else None
    if shape is None or shape.is_empty or shapely.get_type_id(shape) not in _POLYGONAL:
        return None
    return shape if shape.area > 0 else None


def on_globe(shape: Any) -> bool:
    """Whether all of it has a longitude and a latitude; a hair's breadth beyond is rounding."""
    west, south, east, north = shape.bounds
    slack = 1e-6
    return bool(
        west >= -180 - slack
        and east <= 180 + slack
        and south >= -90 - slack
        and north <= 90 + slack
    )


def swapped(areas: Sequence[tuple[str, Any]]) -> bool:
    """Whether northing and easting stand the wrong way round, as the areas' countries tell.

    areas: P-code, which begins with the country's ISO code, and outline. True only where no area
    lies in its country as it stands, and nearly all of them do the other way round.
    """
    sample = areas[:: max(1, len(areas) // _SAMPLE)]
    right = wrong = 0
    for code, shape in sample:
        point = shape.representative_point()
        right += _country(point.y, point.x) == code[:2].upper()
        wrong += abs(point.x) <= 90 and _country(point.x, point.y) == code[:2].upper()
    return right == 0 and 0.8 * len(sample) <= wrong > 0


def turned(shape: Any) -> Any:
    """The outline with its two coordinates exchanged."""
    import shapely

    return shapely.transform(shape, lambda points: points[:, ::-1])


@cache
def _outlines() -> Outlines:
    return Outlines(Path(__file__).parent.parent / "data" / "countries.npz")


def _country(lat: float, lon: float) -> str | None:
    return _outlines().country_of(lat, lon)


def _to_degrees(
    shapes: npt.NDArray[Any], crs: str | None, label: str
) -> tuple[npt.NDArray[Any] | None, list[str]]:
    import shapely
    from pyproj import CRS, Transformer
    from pyproj.exceptions import ProjError

    add = "add its .prj file, or save it in WGS 84 (EPSG:4326)"
    if not crs:
        if all(on_globe(shape) for shape in shapes):
            return shapes, [
                f"{label} does not say its reference system and is taken as WGS 84 degrees; {add}, "
                "to be sure."
            ]
        return None, [
            f"{label} does not say its reference system and its coordinates are no degrees; {add}."
        ]
    try:
        known = CRS.from_user_input(crs)
        if known.equals(CRS.from_user_input(WGS84), ignore_axis_order=True):
            return shapes, []
        change = Transformer.from_crs(known, WGS84, always_xy=True)
    except ProjError:
        return None, [f"{label} is in a reference system that cannot be changed to degrees; {add}."]

    def degrees(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(change.transform(points[:, 0], points[:, 1]))

    return shapely.transform(shapes, degrees), []


def _features(rows: list[int], total: int) -> str:
    """How many of how many, and which is the first, counted from 1 as a table counts."""
    many = f"{len(rows)} of {total} features"
    return f"{many} (the first is number {rows[0] + 1})"
