"""A small gazetteer kept in memory beside the embedded one: the curated supplement.

A layer is a CSV with the columns id, name, aliases (separated by semicolons), feature, parent,
country, lat, lon, radius_km, population, source, note.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from firstlight.errors import FirstlightError
from firstlight.places.atlas import check, distance_km
from firstlight.places.folding import fold, key_of_fold
from firstlight.records import Candidate

COLUMNS = (
    "id", "name", "aliases", "feature", "parent", "country", "lat", "lon", "radius_km",
    "population", "source", "note",
)  # fmt: skip


class Layer:
    """Entries in memory, found by name key, by id, by parent and by distance."""

    def __init__(
        self, candidates: Iterable[Candidate], reaches: Mapping[str, float] | None = None
    ) -> None:
        """reaches: km from its point that an entry reaches, by id, where it is known."""
        self._reaches = dict(reaches or {})
        self.candidates = list(candidates)
        self._by_id = {one.id: one for one in self.candidates}
        self._by_key: dict[str, list[tuple[Candidate, int]]] = {}
        self._by_parent: dict[str, list[Candidate]] = {}
        for one in self.candidates:
            for folded in {fold(name) for name in (one.name, *one.aliases)} - {""}:
                self._by_key.setdefault(key_of_fold(folded), []).append((one, check(folded)))
            if one.parent:
                self._by_parent.setdefault(one.parent, []).append(one)
        self._lats = np.array([one.lat for one in self.candidates], float)
        self._lons = np.array([one.lon for one in self.candidates], float)

    @classmethod
    def read(cls, path: Path) -> Layer:
        """The layer of a CSV file. Raises FirstlightError naming the line that is wrong."""
        rows, reaches = [], {}
        try:
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.DictReader(file)
                missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
                if missing:
                    raise FirstlightError(
                        f"{path} lacks the column {missing[0]!r}; add it to the header."
                    )
                for row in reader:
                    rows.append(_candidate(row, f"{path}, line {reader.line_num}"))
                    reaches[row["id"]] = _reach(row, f"{path}, line {reader.line_num}")
        except (OSError, UnicodeDecodeError) as error:
            raise FirstlightError(
                f"{path} cannot be read ({error}); give a UTF-8 CSV file."
            ) from error
        return cls(rows, reaches)

    def __len__(self) -> int:
        return len(self.candidates)

    def found(self, key: str, mark: int) -> list[tuple[Candidate, bool]]:
        """Every entry with a name of this key, and whether it is the name with this check."""
        return [(one, other == mark) for one, other in self._by_key.get(key, [])]

    def get(self, id_: str) -> Candidate | None:
        return self._by_id.get(id_)

    def reach(self, id_: str) -> float | None:
        """Km from its point that an entry reaches, where it is written down."""
        return self._reaches.get(id_) or None

    def admin1(self, id_: str) -> str:
        """A layer does not know it: ""."""
        return ""

    def names_in(self, country: str) -> list[tuple[str, str]]:
        """(id, name) of the entries of a country, a row for each of their names."""
        return [
            (one.id, name)
            for one in self.candidates
            if one.country == country
            for name in (one.name, *one.aliases)
        ]

    def own_in(self, country: str) -> list[Candidate]:
        """Entries of a country that have no GeoNames id."""
        return [one for one in self.candidates
                if one.country == country and not one.id.startswith("gn:")]  # fmt: skip

    def parts(self, parent: str) -> list[Candidate]:
        """Entries that lie in the place of this id."""
        return self._by_parent.get(parent, [])

    def around(
        self, lat: float, lon: float, km: float, min_population: int = 0
    ) -> list[tuple[float, Candidate]]:
        """(km, entry) of the entries within so many km of a point, nearest first."""
        away = distance_km(lat, lon, self._lats, self._lons)
        found = [(float(away[n]), self.candidates[n]) for n in np.flatnonzero(away <= km)]
        found.sort(key=lambda pair: pair[0])
        return [pair for pair in found if pair[1].population >= min_population]


def _reach(row: dict[str, str], where: str) -> float:
    try:
        return max(0.0, float(row["radius_km"] or 0))
    except ValueError:
        raise FirstlightError(
            f"{where}: radius_km must be a number of km or empty; correct that line."
        ) from None


def _candidate(row: dict[str, str], where: str) -> Candidate:
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
        population = int(row["population"] or 0)
    except (TypeError, ValueError):
        raise FirstlightError(
            f"{where}: lat, lon and population must be numbers; correct that line."
        ) from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise FirstlightError(
            f"{where}: the point {lat}, {lon} is not on the globe; check whether they are swapped."
        )
    if not row["id"] or not row["name"]:
        raise FirstlightError(f"{where}: id and name may not be empty; fill them in.")
    aliases = tuple(part.strip() for part in row["aliases"].split(";") if part.strip())
    id_ = row["id"]
    number = int(id_[3:]) if id_.startswith("gn:") else None
    return Candidate(
        id_, row["name"], row["country"], lat, lon, row["feature"], population, number,
        row["parent"] or None, aliases, row["source"],
    )  # fmt: skip
