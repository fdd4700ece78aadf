"""Admin boundaries of a pack: which district, with which P-code, a point lies in.

The set is a GeoPackage that any map program opens as well. A GeoPackage is an SQLite file with its
own index of boxes, so that it is read here without GDAL, whose loading takes a second: the boxes at
the first question, an outline when a point first falls into its box.
"""

from __future__ import annotations

import math
import sqlite3
import weakref
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from firstlight.errors import FirstlightError

FILE_NAME = "boundaries.gpkg"
AREAS, SOURCES = "areas", "sources"
"""The layers of the file."""
COLUMNS = (
    "level", "adm0_name", "adm0_pcode", "adm1_name", "adm1_pcode", "adm2_name", "adm2_pcode",
    "adm3_name", "adm3_pcode", "lat", "lon",
)  # fmt: skip
"""Of the layer of areas, deepest level first; `lat` and `lon` are of a point inside."""
NEAR_KM = 5.0
"""A point this far off the coast or the border still belongs to the nearest area."""
_SAME_KM = 0.25
"""Borders of different levels that should be one line lie up to so far apart in real files."""
_KM_PER_DEGREE = 111.195
_ENVELOPES = (0, 32, 48, 48, 64)
"""Bytes of the box before the outline, by the kind that the GeoPackage blob names."""

Text = str | None
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Admin:
    """Where a point lies, by admin level: first, second and third, each None where not known."""

    names: tuple[Text, Text, Text]
    pcodes: tuple[Text, Text, Text]
    points: tuple[Point | None, Point | None, Point | None] = (None, None, None)
    """Latitude and longitude of a point inside the unit, near its middle."""
    attribution: str = ""

    @property
    def depth(self) -> int:
        """The deepest level of which something is known, 0 to 3."""
        known = [bool(one) for one in map(_or, self.names, self.pcodes)]
        return max((level for level, one in enumerate(known, start=1) if one), default=0)


def _or(one: Text, other: Text) -> Text:
    return one or other


def key(level: int, names: Sequence[Text], pcodes: Sequence[Text]) -> tuple[int, Text]:
    """What tells one unit from another: level and P-code, or its names from level 1 on.

    names, pcodes: by level from 0. The text is None where the unit has neither.
    """
    if pcodes[level] or not names[level]:
        return level, pcodes[level]
    return level, " / ".join(name for name in names[min(level, 1) : level + 1] if name)


class Boundaries:
    """One pack's boundary set, opened. Nothing is read before the first question.

    >>> Boundaries.open(pack).admin(33.35, 43.78).pcodes   # doctest: +SKIP
    ('IQG01', 'IQG01Q03', 'IQG01Q03N01')
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._outline = lru_cache(maxsize=1024)(self._read_outline)

    @classmethod
    def open(cls, folder: Path) -> Boundaries:
        """The set of a pack's folder.

        Errors
        ------
        FirstlightError where it has none; and, at the first question, where it cannot be read.
        """
        path = folder / FILE_NAME
        if not path.is_file():
            raise FirstlightError(
                f"{folder} has no {FILE_NAME}; add boundaries with firstlight places add."
            )
        return cls(path)

    def admin(self, lat: float, lon: float) -> Admin | None:
        """The units of the deepest area that holds the point (degrees, WGS 84).

        A point up to 5 km outside, as a port is or a town whose border is drawn coarsely, has those
        of the nearest area. None elsewhere.
        """
        import shapely

        if not (abs(lat) <= 90 and abs(lon) <= 180):  # NaN too
            return None
        for row in sorted(self._tree.query(shapely.Point(lon, lat)).tolist()):
            if self._levels[row] and shapely.intersects_xy(self._outline(row), lon, lat):
                return self._admins[int(row)]
        return self._nearest(lat, lon)

    def admin_many(
        self, lats: Sequence[float] | npt.NDArray[Any], lons: Sequence[float] | npt.NDArray[Any]
    ) -> list[Admin | None]:
        """`admin` of each point, many times faster where there are thousands."""
        import shapely

        y, x = np.asarray(lats, float), np.asarray(lons, float)
        usable = np.flatnonzero((np.abs(y) <= 90) & (np.abs(x) <= 180))
        which, rows = self._tree.query(shapely.points(x[usable], y[usable]))
        which = usable[which]
        found = np.full(len(y), -1)
        order = np.lexsort((which, rows))
        which, rows = which[order], rows[order]
        for row in np.unique(rows).tolist():  # the deepest areas first
            if not self._levels[row]:
                continue
            start, end = np.searchsorted(rows, [row, row + 1])
            left = which[start:end][found[which[start:end]] < 0]
            inside = shapely.intersects_xy(self._outline(row), x[left], y[left])
            found[left[inside]] = row
        known: list[Admin | None] = [
            self._admins[row] if row >= 0 else None for row in found.tolist()
        ]
        for one in usable[found[usable] < 0].tolist():
            known[one] = self._nearest(float(y[one]), float(x[one]))
        return known

    def sources(self) -> list[tuple[str, str, str]]:
        """(name, licence, attribution) of the data."""
        return [
            (str(name), str(licence), str(line))
            for name, licence, line in self._ask(
                f"SELECT name, licence, attribution FROM {SOURCES}"
            )
        ]

    def counts(self) -> dict[int, int]:
        """Admin level to the number of its areas."""
        rows = self._ask(f"SELECT level, count(*) FROM {AREAS} GROUP BY level ORDER BY level")
        return {int(level): int(count) for level, count in rows}

    def _nearest(self, lat: float, lon: float) -> Admin | None:
        """The deepest of the areas whose border is nearest, if within 5 km."""
        import shapely

        high = NEAR_KM / _KM_PER_DEGREE
        shrink = max(math.cos(math.radians(lat)), 0.01)
        wide = high / shrink
        window = (lon - wide, lat - high, lon + wide, lat + high)
        here = np.array([lon, lat])
        scale = np.array([shrink, 1.0]) * _KM_PER_DEGREE
        found = []
        for row in self._tree.query(shapely.box(*window)).tolist():
            part = shapely.clip_by_rect(self._outline(row), *window)
            if not self._levels[row] or part.is_empty:
                continue
            flat = shapely.transform(part, lambda points: (points - here) * scale)
            km = float(shapely.distance(flat, shapely.Point(0, 0)))
            if km <= NEAR_KM:
                found.append((km, row))
        if not found:
            return None
        least = min(found)[0]
        same = [(-self._levels[row], km, row) for km, row in found if km <= least + _SAME_KM]
        return self._admins[int(min(same)[2])]

    @cached_property
    def _tree(self) -> Any:
        """Boxes of the areas; row n of the tree is row n of the file, deepest level first."""
        import shapely

        boxes = self._ask(f"SELECT id, minx, miny, maxx, maxy FROM rtree_{AREAS}_geom ORDER BY id")
        if [int(box[0]) for box in boxes] != list(range(1, len(self._levels) + 1)):
            raise self._broken("its index does not fit its areas")
        sides = np.array([box[1:] for box in boxes], float).reshape(-1, 4)
        return shapely.STRtree(shapely.box(*sides.T))

    @cached_property
    def _levels(self) -> list[int]:
        return [int(row[0]) for row in self._rows]

    @cached_property
    def _admins(self) -> list[Admin]:
        line = " ".join(attribution for _, _, attribution in self.sources())
        points = {key(row[0], row[1:9:2], row[2:9:2]): row[9:] for row in self._rows}
        made = []
        for row in self._rows:
            names, pcodes = row[1:9:2], row[2:9:2]
            inside = [points.get(key(level, names, pcodes)) for level in (1, 2, 3)]
            made.append(Admin(names[1:], pcodes[1:], tuple(inside), line))  # type: ignore[arg-type]
        return made

    @cached_property
    def _rows(self) -> list[tuple[Any, ...]]:
        return self._ask(f"SELECT {', '.join(COLUMNS)} FROM {AREAS} ORDER BY fid")

    def _read_outline(self, row: int) -> Any:
        import shapely

        blobs = self._ask(f"SELECT geom FROM {AREAS} WHERE fid = ?", (row + 1,))
        blob: bytes = blobs[0][0]
        outline = shapely.from_wkb(blob[8 + _ENVELOPES[blob[3] >> 1 & 7] :])
        shapely.prepare(outline)
        return outline

    @cached_property
    def _file(self) -> sqlite3.Connection:
        # Nobody writes into the file, it is only ever replaced: no locks, any thread.
        uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        opened = sqlite3.connect(uri, uri=True, check_same_thread=False)
        weakref.finalize(self, opened.close)
        return opened

    def _ask(self, question: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._file.execute(question, values).fetchall()
        except sqlite3.Error as error:
            raise self._broken(str(error)) from error

    def _broken(self, why: str) -> FirstlightError:
        return FirstlightError(
            f"{self.path} cannot be read ({why}); add the boundaries anew with firstlight places "
            "add."
        )


def deepest(sets: Iterable[Boundaries], lat: float, lon: float) -> Admin | None:
    """`admin` by the set that knows most levels of the point, the first among equals."""
    best: Admin | None = None
    for one in sets:
        found = one.admin(lat, lon)
        if found is not None and (best is None or found.depth > best.depth):
            best = found
    return best
