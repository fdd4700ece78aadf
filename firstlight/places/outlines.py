"""Country outlines: which country a point lies in, and border and coast lines for a map.

The file holds each line between two countries, or between a country and the sea, once (a topology),
with the countries on either side. Coordinates are thousandths of a degree, as differences.
Source: Natural Earth 1:10m (public domain), simplified.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from firstlight.errors import FirstlightError

SCALE = 1000.0
SHORE_KM = 5.0
"""A point this near to land lies on it: quays, and the coarseness of the outlines."""

Line = list[tuple[float, float]]
Floats = npt.NDArray[np.float64]


class Outlines:
    """The outlines file, opened; it is decompressed at the first question (about 20 ms)."""

    def __init__(self, path: Path) -> None:
        try:
            with np.load(path) as file:
                lengths = file["length"].astype(np.int64)
                points = np.cumsum(file["step"].astype(np.int64), axis=0) / SCALE
                self.codes = [str(code) for code in file["code"]]
                self._sides = file["side"].astype(np.int64)
        except (OSError, ValueError, KeyError) as error:
            raise FirstlightError(
                f"The outlines file {path} cannot be read ({error}); reinstall firstlight or "
                "rebuild it with python -m firstlight.places.build."
            ) from error
        self._points: Floats = points
        self._ends = np.cumsum(lengths)
        self._starts = self._ends - lengths
        self._boxes = np.column_stack(
            [
                np.minimum.reduceat(points, self._starts),
                np.maximum.reduceat(points, self._starts),
            ]
        )  # west, south, east, north of each line

    def line(self, number: int | np.integer[Any]) -> Floats:
        """Points of one line, (n, 2): longitude, latitude in degrees."""
        return self._points[self._starts[number] : self._ends[number]]

    @cached_property
    def _edges(self) -> dict[int, tuple[Floats, Floats]]:
        """Country to its edges' first and last points, the rings of all its parts together.

        Of a country that lies across the 180th meridian, longitudes are counted from 0 to 360.
        """
        edges = {}
        for number in range(len(self.codes)):
            lines = np.flatnonzero((self._sides == number).sum(axis=1) == 1)
            if len(lines):
                first = np.concatenate([self.line(one)[:-1] for one in lines])
                last = np.concatenate([self.line(one)[1:] for one in lines])
                if self._crosses(first, last):
                    first[:, 0] %= 360.0
                    last[:, 0] %= 360.0
                edges[number] = (first, last)
        return edges

    @staticmethod
    def _crosses(first: Floats, last: Floats) -> bool:
        """Whether a country lies across the 180th meridian (Antarctica, which goes round, not)."""
        return bool(np.abs(last - first)[:, 0].max() > 180 and first[:, 1].min() > -60)

    @cached_property
    def _country_boxes(self) -> Floats:
        boxes = np.full((len(self.codes), 4), np.nan)
        for number, (first, _) in self._edges.items():
            boxes[number] = [*first.min(axis=0), *first.max(axis=0)]
        return boxes

    def country_of(self, lat: float, lon: float) -> str | None:
        """ISO 3166-1 alpha-2 code of the land at a point (or within `SHORE_KM` of it), or None."""
        boxes = self._country_boxes
        east = np.where(boxes[:, 2] > 180, lon % 360, lon)
        inside = (boxes[:, 0] <= east) & (east <= boxes[:, 2])
        inside &= (boxes[:, 1] <= lat) & (lat <= boxes[:, 3])
        for number in np.flatnonzero(inside):
            first, last = self._edges[int(number)]
            if _crossings(first, last, lat, float(east[number])) % 2:
                return self.codes[number]
        return self._nearest(lat, lon, SHORE_KM)

    def _nearest(self, lat: float, lon: float, km: float) -> str | None:
        north = km / 111.0
        east = north / max(np.cos(np.radians(lat)), 0.01)
        best, found = km, None
        for number in self._lines_in(lon - east, lat - north, lon + east, lat + north):
            away = _distance_to_line(self.line(number), lat, lon)
            side = self._sides[number]
            if away <= best and side.max() >= 0:
                best, found = away, self.codes[side.max()]
        return found

    def _lines_in(
        self, west: float, south: float, east: float, north: float
    ) -> npt.NDArray[np.int64]:
        boxes = self._boxes
        inside = (boxes[:, 0] <= east) & (boxes[:, 2] >= west)
        inside &= (boxes[:, 1] <= north) & (boxes[:, 3] >= south)
        return np.flatnonzero(inside).astype(np.int64)

    def within(self, west: float, south: float, east: float, north: float) -> list[Line]:
        """Border and coast lines cut to a box, as lists of (lon, lat) in degrees."""
        lines: list[Line] = []
        for number in self._lines_in(west, south, east, north):
            if self._sides[number, 0] != self._sides[number, 1]:
                lines += clip(self.line(number), west, south, east, north)
        return lines


def _crossings(first: Floats, last: Floats, lat: float, lon: float) -> int:
    """How many edges a ray from the point to the east crosses."""
    rows = np.flatnonzero((first[:, 1] > lat) != (last[:, 1] > lat))
    start, end = first[rows], last[rows]
    at = start[:, 0] + (lat - start[:, 1]) / (end[:, 1] - start[:, 1]) * (end[:, 0] - start[:, 0])
    return int((at > lon).sum())


def _distance_to_line(line: Floats, lat: float, lon: float) -> float:
    """Km from a point to a line, on a plane that touches the globe at the point."""
    scale = np.array([111.32 * np.cos(np.radians(lat)), 110.57])
    flat = (line - [lon, lat]) * scale
    start, step = flat[:-1], np.diff(flat, axis=0)
    near = np.abs(np.diff(line[:, 0])) < 180  # not the jump from one edge of the map to the other
    start, step = start[near], step[near]
    if not len(start):
        return float("inf")
    square = np.maximum((step**2).sum(axis=1), 1e-12)
    share = np.clip(-(start * step).sum(axis=1) / square, 0, 1)
    return float(np.hypot(*(start + share[:, None] * step).T).min())


def clip(line: Floats, west: float, south: float, east: float, north: float) -> list[Line]:
    """The parts of a line inside a box (Liang and Barsky 1984, edge by edge)."""
    parts: list[Line] = []
    for (x0, y0), (x1, y1) in zip(line[:-1].tolist(), line[1:].tolist(), strict=True):
        if abs(x1 - x0) > 180:
            continue  # the jump from one edge of the map to the other
        enter, leave = 0.0, 1.0
        dx, dy = x1 - x0, y1 - y0
        for step, room in ((-dx, x0 - west), (dx, east - x0), (-dy, y0 - south), (dy, north - y0)):
            if step == 0:
                if room < 0:
                    enter = 2.0
            elif step < 0:
                enter = max(enter, room / step)
            else:
                leave = min(leave, room / step)
        if enter > leave:
            continue
        start = (x0 + enter * dx, y0 + enter * dy)
        end = (x0 + leave * dx, y0 + leave * dy)
        if parts and parts[-1][-1] == start:
            parts[-1].append(end)
        else:
            parts.append([start, end])
    return [part for part in parts if len(part) > 2 or part[0] != part[1]]
