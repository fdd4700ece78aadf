"""Countries as shapes and as one point each, when the package's data are built."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from firstlight.places import topology
from firstlight.places.atlas import distance_km
from firstlight.places.country_names import POINTS


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


def lands(
    arcs: list[npt.NDArray[np.float64]], parts: dict[str, list[list[topology.Ring]]]
) -> dict[str, Any]:
    """Country to its land as a shapely geometry; east of 180 degrees where it crosses them."""
    from shapely.geometry import Polygon
    from shapely.ops import unary_union

    found = {}
    for code, polygons in parts.items():
        outers = [topology.ring_points(arcs, rings[0]) for rings in polygons]
        crosses = any(np.abs(np.diff(outer[:, 0])).max() > 180 for outer in outers)
        for outer in outers:
            if crosses:
                outer[:, 0] %= 360.0
        found[code] = unary_union([Polygon(outer).buffer(0) for outer in outers if len(outer) > 3])
    return {code: land for code, land in found.items() if not land.is_empty}
