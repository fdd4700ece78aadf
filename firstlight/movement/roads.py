"""The roads that people take: a graph of places with lengths in kilometres.

A case's own file (`settings.roads.file`) is a CSV of `from, to, km, source` and, where wanted,
`country` and `from_lat, from_lon, to_lat, to_lon`. Coordinates need to stand once for each place,
or not at all where the gazetteer knows it. An empty `km` is the great-circle distance times
`settings.roads.detour`, flagged as estimated.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import coo_matrix, csr_matrix

from firstlight.errors import FirstlightError
from firstlight.movement.geography import Gazetteer, great_circle_km, is_camp, plain
from firstlight.records import Candidate

ESTIMATED = "great-circle distance x {detour:g}"
SAME_PLACE_KM = 30.0
"""A gazetteer entry of the same name and country within this distance is the same place."""
STRAIGHT_TOLERANCE = 0.75
"""A published length under this share of the great-circle distance cannot be right."""


@dataclass(frozen=True, slots=True)
class Node:
    """A place on the roads. `feature` is its GeoNames feature code, "" where unknown."""

    id: str
    name: str
    country: str
    lat: float
    lon: float
    population: int = 0
    feature: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def camp(self) -> bool:
        return is_camp(self.name, self.feature)


@dataclass(frozen=True, slots=True)
class Road:
    """A stretch of road that runs both ways; `km` > 0."""

    start: str
    end: str
    km: float
    source: str
    estimated: bool


@dataclass(frozen=True)
class RoadMap:
    """Places and the roads between them; `notes` say what was estimated or left out."""

    nodes: dict[str, Node] = field(default_factory=dict)
    roads: tuple[Road, ...] = ()
    notes: tuple[str, ...] = ()

    def matrix(self) -> csr_matrix:
        """Symmetric lengths [km], places in the order of `nodes`; 0 where there is no road."""
        at = {place: index for index, place in enumerate(self.nodes)}
        shortest: dict[tuple[int, int], float] = {}
        for road in self.roads:
            pair = at[road.start], at[road.end]
            for one in (pair, pair[::-1]):
                shortest[one] = min(road.km, shortest.get(one, np.inf))
        rows = [one[0] for one in shortest]
        columns = [one[1] for one in shortest]
        return coo_matrix(
            (list(shortest.values()), (rows, columns)), shape=(len(at), len(at))
        ).tocsr()

    def table(self) -> pd.DataFrame:
        """The roads as `Movement.roads` has them."""
        columns = [
            "from_id", "from_name", "from_lat", "from_lon", "to_id", "to_name", "to_lat", "to_lon",
            "km", "source", "estimated",
        ]  # fmt: skip
        rows = []
        for road in self.roads:
            a, b = self.nodes[road.start], self.nodes[road.end]
            rows.append(
                (a.id, a.name, a.lat, a.lon, b.id, b.name, b.lat, b.lon, round(road.km, 1),
                 road.source, road.estimated)
            )  # fmt: skip
        return pd.DataFrame(rows, columns=columns)


def from_candidate(one: Candidate) -> Node:
    return Node(
        one.id, one.name, one.country, one.lat, one.lon, one.population, one.feature, one.aliases
    )


def load(
    path: Path,
    gazetteer: Gazetteer,
    *,
    countries: Sequence[str] = (),
    detour: float = 1.3,
    known: Iterable[Node] = (),
) -> RoadMap:
    """The roads of a CSV file. `known` are places of the case, whose ids are then used.

    Raises `FirstlightError` naming file and line for an unknown place, a length that is negative
    or shorter than the straight line, a road from a place to itself, or a missing column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise FirstlightError(
            f"{path}, the roads.file of case.toml, is not there; put it there or remove the key."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise FirstlightError(
            f"{path} cannot be read as UTF-8 text ({error}); save it so."
        ) from error
    reader = csv.DictReader(text.splitlines())
    missing = {"from", "to", "km", "source"} - set(reader.fieldnames or ())
    if missing:
        raise FirstlightError(
            f"{path} line 1 lacks the column {min(missing)!r}; its first line must name "
            "from, to, km and source."
        )
    finder = _Finder(path, gazetteer, tuple(countries), tuple(known))
    roads: list[Road] = []
    for row in reader:
        line = reader.line_num
        a = finder.node(row, "from", line)
        b = finder.node(row, "to", line)
        if a.id == b.id:
            raise FirstlightError(
                f"{path} line {line} has a road from {a.name} to itself; correct one end."
            )
        roads.append(_road(path, line, row, a, b, detour))
    estimated = sum(road.estimated for road in roads)
    note = f"{estimated} of {len(roads)} roads of {path.name} have no published length"
    return RoadMap(finder.nodes, tuple(roads), (note,) if estimated else ())


def _road(path: Path, line: int, row: dict[str, str], a: Node, b: Node, detour: float) -> Road:
    straight = float(great_circle_km(a.lat, a.lon, b.lat, b.lon))
    written = (row["km"] or "").strip()
    if not written:
        return Road(a.id, b.id, max(straight * detour, 0.1), ESTIMATED.format(detour=detour), True)
    try:
        km = float(written)
    except ValueError:
        km = np.nan
    if not np.isfinite(km) or km <= 0:
        raise FirstlightError(
            f"{path} line {line} has km = {written!r}; write a number above 0, or leave it empty."
        )
    if km < straight * STRAIGHT_TOLERANCE and straight > 10:
        raise FirstlightError(
            f"{path} line {line} has {km:g} km from {a.name} to {b.name}, less than the straight "
            f"line of {straight:.0f} km; correct it, or leave km empty."
        )
    return Road(a.id, b.id, km, (row["source"] or "").strip() or "the case's road file", False)


@dataclass
class _Finder:
    """Finds each name of a road file once."""

    path: Path
    gazetteer: Gazetteer
    countries: tuple[str, ...]
    known: tuple[Node, ...]
    nodes: dict[str, Node] = field(default_factory=dict)
    by_name: dict[tuple[str, str], str] = field(default_factory=dict)

    def node(self, row: dict[str, str], end: str, line: int) -> Node:
        name = (row[end] or "").strip()
        country = (row.get("country") or "").strip().upper()
        if not name:
            raise FirstlightError(f"{self.path} line {line} has no {end!r} place; name one.")
        key = plain(name), country
        if key not in self.by_name:
            found = self._find(name, country, self._point(row, end, line))
            if found is None:
                raise FirstlightError(
                    f"{self.path} line {line} names {name!r}, which the gazetteer does not know; "
                    f"give its {end}_lat and {end}_lon or correct the spelling."
                )
            self.by_name[key] = found.id
            self.nodes.setdefault(found.id, found)
        return self.nodes[self.by_name[key]]

    def _point(self, row: dict[str, str], end: str, line: int) -> tuple[float, float] | None:
        written = [(row.get(f"{end}_{axis}") or "").strip() for axis in ("lat", "lon")]
        if not any(written):
            return None
        try:
            lat, lon = (float(one) for one in written)
        except ValueError:
            lat, lon = np.nan, np.nan
        if not (abs(lat) <= 90 and abs(lon) <= 180):
            raise FirstlightError(
                f"{self.path} line {line} has {end}_lat, {end}_lon = {', '.join(written)}; "
                "write degrees between -90 and 90, and -180 and 180."
            )
        return lat, lon

    def _find(self, name: str, country: str, point: tuple[float, float] | None) -> Node | None:
        here = [one for one in self.known if plain(name) in _names(one)]
        there = [from_candidate(one) for one in self.gazetteer.lookup(name)]
        if country:
            there = [one for one in there if one.country == country]
        elif self.countries:
            there = [one for one in there if one.country in self.countries] or there
        if point is None:
            return next(iter([*here, *(_called(one, name) for one in there)]), None)
        for one in (*here, *there):
            if great_circle_km(one.lat, one.lon, *point) <= SAME_PLACE_KM:
                return one if one in here else _called(one, name)
        feature = "BDG" if "bridge" in plain(name) else "DAM" if "dam" in plain(name) else ""
        return Node("road:" + plain(name).replace(" ", "-"), name, country, *point, 0, feature)


def _called(node: Node, name: str) -> Node:
    """The gazetteer's place under the name that the case writes."""
    return replace(node, name=name, aliases=(*node.aliases, node.name))


def _names(node: Node) -> set[str]:
    return {plain(one) for one in (node.name, *node.aliases)}
