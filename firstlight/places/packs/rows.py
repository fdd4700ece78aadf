"""Rows of a pack's file that become places, and those that cannot, each named by its line.

One bad line never costs the good ones: it is left out, counted and said. A file that is bad as a
whole (half its lines) is refused, for then the file or its columns are not what they seem.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from firstlight.errors import FirstlightError
from firstlight.places.atlas import distance_km
from firstlight.places.atlas_writing import Entry, identity
from firstlight.places.gazetteer import Gazetteer
from firstlight.places.packs.pack import MOST_PROBLEMS

MOST_LETTERS = 200
"""GeoNames' own limit of a name; a longer one is a broken line."""
MARGIN_DEGREES = 2.0
"""Around the known places of a country: islands, waters, border posts."""
FAR_KM = 1000.0
"""A point this far from every known place of its country is not in it."""
MOST_PEOPLE = 100_000_000
ENOUGH_TO_JUDGE = 4


class Rows:
    """The places of one file. `where`: how a line is named, as "line" or "feature"."""

    def __init__(self, path: str, known: Gazetteer, where: str = "line") -> None:
        self.path, self.known, self._where = path, known, where
        self.entries: dict[str, Entry] = {}
        self.problems: list[str] = []
        self.left_out = 0
        self.beside: list[str] = []
        self.left_out_beside = 0
        """Lines left out of alternate names and the like, and the sentences on them."""
        self._swapped = 0
        self._boxes = cache(self._box_of)

    def leave_out(self, line: int | str, why: str) -> None:
        """Count a line that cannot be used, and say why."""
        self.left_out += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(f"{self.path}, {self._where} {line}: {why}.")

    def add(self, line: int | str, entry: Entry) -> None:
        """Keep a place, or leave it out and say why."""
        why = self._wrong(entry)
        if why:
            self.leave_out(line, why)
        elif identity(entry) in self.entries:
            self.leave_out(line, f"the place {identity(entry)} stands in the file already")
        else:
            self.entries[identity(entry)] = entry

    def _wrong(self, entry: Entry) -> str:
        if not entry.name:
            return "the name is empty"
        if len(entry.name) > MOST_LETTERS:
            return f"the name has {len(entry.name):,} characters, and no place has more than 200"
        if "\ufffd" in entry.name:
            return "the name is not written in UTF-8"
        if not 0 <= entry.population <= MOST_PEOPLE:
            return f"the population {entry.population} cannot be"
        if abs(entry.lat) > 90:
            swapped = "; latitude and longitude look swapped" if abs(entry.lon) <= 90 else ""
            return f"the latitude {entry.lat:g} is not between -90 and 90{swapped}"
        if abs(entry.lon) > 180:
            return f"the longitude {entry.lon:g} is not between -180 and 180"
        if entry.lat == entry.lon == 0:
            return "the point 0, 0 stands for no point"
        return self._misplaced(entry)

    def _misplaced(self, entry: Entry) -> str:
        """What is wrong with a point that does not lie in the country that the row names."""
        box = self._boxes(entry.country)
        if box is None or entry.feature.startswith(("PCL", "CONT")):
            return ""
        given, swapped = _within(box, entry.lat, entry.lon), _within(box, entry.lon, entry.lat)
        if given and not swapped:
            return ""
        if swapped and not self._on(entry.lat, entry.lon, entry.country):
            if self.known.country_of(entry.lon, entry.lat) == entry.country:
                self._swapped += 1
                return (
                    f"{entry.lat:g}, {entry.lon:g} is not in {entry.country}, the other way round "
                    "it is; latitude and longitude look swapped"
                )
            return ""
        away = 0.0 if given else self._km_to(entry)
        if away > FAR_KM:
            return (
                f"{entry.lat:g}, {entry.lon:g} is {away:,.0f} km from the nearest known place of "
                f"{entry.country}"
            )
        return ""

    def _on(self, lat: float, lon: float, country: str) -> bool:
        """Whether a point or its surroundings lie in a country (outlines are simplified)."""
        steps = ((0, 0), (0.3, 0), (-0.3, 0), (0, 0.3), (0, -0.3))
        at: Callable[[float, float], str | None] = self.known.country_of
        return any(at(min(max(lat + a, -90), 90), lon + b) == country for a, b in steps)

    def _box_of(self, country: str) -> tuple[float, float, float, float] | None:
        points = self.known.points_in(country)
        if len(points) < ENOUGH_TO_JUDGE:
            return None
        low, high = points.min(axis=0) - MARGIN_DEGREES, points.max(axis=0) + MARGIN_DEGREES
        return None if high[1] - low[1] > 180 else (low[0], low[1], high[0], high[1])

    def _km_to(self, entry: Entry) -> float:
        points = self.known.points_in(entry.country)
        return float(np.min(distance_km(entry.lat, entry.lon, points[:, 0], points[:, 1])))

    def join(self, other: Rows) -> None:
        """Take over what was left out of a file beside this one."""
        self.beside += other.problems
        self.left_out_beside += other.left_out

    def done(self) -> list[Entry]:
        """The places. Raises FirstlightError where none is left, or most lines are bad."""
        if not self.entries or self.left_out > len(self.entries):
            total = len(self.entries) + self.left_out
            if not total:
                raise FirstlightError(
                    f"{self.path} holds no place; check that it is the file you meant."
                )
            if self._swapped > self.left_out / 2:
                raise FirstlightError(
                    f"{self.path} has latitude and longitude swapped in {self._swapped:,} of "
                    f"{total:,} places; exchange the two columns' names in its header."
                )
            first = self.problems[0].removeprefix(f"{self.path}, ").removesuffix(".")
            bad = f"{self.left_out:,} of its {total:,} {self._where}s cannot"
            raise FirstlightError(
                f"{self.path} is not taken, for "
                f"{bad if self.entries else f'none of its {self._where}s can'} be used (the first: "
                f"{first}); correct the file."
            )
        entries = list(self.entries.values())
        self._refuse_swapped(entries)
        return entries

    def _refuse_swapped(self, entries: list[Entry]) -> None:
        """A file without countries whose points lie at sea, but on land the other way round."""
        sample = [one for one in entries if abs(one.lon) <= 90][:: len(entries) // 200 + 1]
        at_sea = [one for one in sample if not one.country]
        ashore = [one for one in at_sea if self.known.country_of(one.lon, one.lat)]
        if len(sample) >= ENOUGH_TO_JUDGE and len(ashore) > len(sample) / 2:
            raise FirstlightError(
                f"{self.path} has most of its points at sea, and on land with latitude and "
                "longitude swapped; exchange the two columns' names in its header."
            )


def _within(box: tuple[float, float, float, float], lat: float, lon: float) -> bool:
    south, west, north, east = box
    return south <= lat <= north and west <= lon <= east
