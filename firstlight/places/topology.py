"""Making the outlines file: TopoJSON of the world's countries to simplified lines with two sides.

Used when the package's data are built, not when it runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from firstlight.places.outlines import SCALE

TOLERANCE = 0.01
"""Degrees by which a simplified line may stray (about 1 km)."""

# Parts of Natural Earth's map (de facto control) that ISO 3166 has no code for, and the state to
# which the United Nations' maps give them.
_NAMELESS = {
    "Dhekelia": "CY", "Akrotiri": "CY", "N. Cyprus": "CY", "Cyprus U.N. Buffer Zone": "CY",
    "Somaliland": "SO", "Kosovo": "XK", "USNB Guantanamo Bay": "CU", "Siachen Glacier": "IN",
    "Baikonur": "KZ", "Indian Ocean Ter.": "AU", "Coral Sea Is.": "AU", "Clipperton I.": "FR",
}  # fmt: skip
# A point in a part, the country Natural Earth gives it to, and the one the UN maps give it to.
_REASSIGNED = ((45.2, 34.2, "RU", "UA"),)

Ring = list[int]


def decode_arcs(topology: Mapping[str, Any]) -> list[npt.NDArray[np.float64]]:
    """Each arc of a quantised TopoJSON as (n, 2) degrees."""
    scale = np.array(topology["transform"]["scale"])
    move = np.array(topology["transform"]["translate"])
    return [np.cumsum(np.array(arc), axis=0) * scale + move for arc in topology["arcs"]]


def countries(
    topology: Mapping[str, Any], numeric: Mapping[str, str]
) -> tuple[list[npt.NDArray[np.float64]], dict[str, list[list[Ring]]]]:
    """The arcs, and country code to its polygons (outer ring first) as lists of arc numbers."""
    arcs = decode_arcs(topology)
    parts: dict[str, list[list[Ring]]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        code = _NAMELESS.get(shape["properties"]["name"]) or numeric.get(str(shape.get("id")))
        if code is None:
            continue
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        parts.setdefault(code, []).extend(polygons)
    for lat, lon, wrong, right in _REASSIGNED:
        for polygon in list(parts.get(wrong, ())):
            ring = ring_points(arcs, polygon[0])
            # Only a part of its own: the mainland that holds the point is left as it is.
            if _inside(ring, lat, lon) and len(ring) < 5000:
                parts[wrong].remove(polygon)
                parts[right].append(polygon)
    return arcs, parts


def ring_points(arcs: list[npt.NDArray[np.float64]], ring: Ring) -> npt.NDArray[np.float64]:
    """The points of a ring of arc numbers (~n is arc n backwards)."""
    return np.concatenate([arcs[n] if n >= 0 else arcs[~n][::-1] for n in ring])


def _inside(ring: npt.NDArray[np.float64], lat: float, lon: float) -> bool:
    first, last = ring[:-1], ring[1:]
    rows = (first[:, 1] > lat) != (last[:, 1] > lat)
    start, end = first[rows], last[rows]
    at = start[:, 0] + (lat - start[:, 1]) / (end[:, 1] - start[:, 1]) * (end[:, 0] - start[:, 0])
    return bool((at > lon).sum() % 2)


def simplify(line: npt.NDArray[np.float64], tolerance: float) -> npt.NDArray[np.float64]:
    """Douglas and Peucker (1973); a closed ring keeps at least four points."""
    keep = np.zeros(len(line), bool)
    keep[[0, -1]] = True
    closed = bool((line[0] == line[-1]).all())
    if closed and len(line) > 4:
        keep[[len(line) // 3, 2 * len(line) // 3]] = True
    elif closed:
        return line
    marks = np.flatnonzero(keep).tolist()
    todo = list(pairwise(marks))
    while todo:
        start, end = todo.pop()
        if end - start < 2:
            continue
        base = line[end] - line[start]
        offset = line[start + 1 : end] - line[start]
        length = np.hypot(*base)
        if length:
            away = np.abs(base[0] * offset[:, 1] - base[1] * offset[:, 0]) / length
        else:
            away = np.hypot(offset[:, 0], offset[:, 1])
        middle = int(away.argmax())
        if away[middle] > tolerance:
            middle += start + 1
            keep[middle] = True
            todo += [(start, middle), (middle, end)]
    return line[keep]


def write(
    path: Path,
    arcs: list[npt.NDArray[np.float64]],
    parts: Mapping[str, list[list[Ring]]],
    tolerance: float = TOLERANCE,
) -> None:
    """Write the outlines file: simplified lines and the countries on their two sides."""
    codes = sorted(parts)
    sides: dict[int, list[int]] = {}
    for code in codes:
        for arc in _arcs_of(parts[code]):
            sides.setdefault(arc, []).append(codes.index(code))
    lengths, steps, table = [], [], []
    last = np.zeros(2, np.int64)
    for number in sorted(sides):
        if len(sides[number]) == 2 and sides[number][0] == sides[number][1]:
            continue  # a line within one country, after parts were joined
        line = np.rint(simplify(arcs[number], tolerance) * SCALE).astype(np.int64)
        steps.append(np.diff(np.vstack([last, line]), axis=0))
        last = line[-1]
        lengths.append(len(line))
        table.append((sides[number] + [-1])[:2])
    np.savez_compressed(
        path,
        length=np.array(lengths, np.uint16),
        step=np.concatenate(steps).astype(np.int32),
        side=np.array(table, np.int16),
        code=np.array(codes),
    )


def _arcs_of(polygons: Iterable[list[Ring]]) -> list[int]:
    return [n if n >= 0 else ~n for polygon in polygons for ring in polygon for n in ring]
