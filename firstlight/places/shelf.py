"""What a gazetteer looks places up in, nearest first: layers in memory and atlases on disk."""

from __future__ import annotations

from typing import Protocol

from firstlight.places.atlas import Atlas
from firstlight.records import Candidate


class Source(Protocol):
    """Places that are found by name key, by id, by country and by distance."""

    def found(self, key: str, mark: int) -> list[tuple[Candidate, bool]]:
        """Every entry with a name of this key, and whether it is the name with this check."""
        ...

    def get(self, id_: str) -> Candidate | None: ...

    def admin1(self, id_: str) -> str:
        """Country and first-level code of an entry ("IQ.01"), or "" where it is not known."""
        ...

    def reach(self, id_: str) -> float | None:
        """Km from its point that an entry reaches, where it is written down."""
        ...

    def names_in(self, country: str) -> list[tuple[str, str]]:
        """(id, name) of the entries of a country."""
        ...

    def own_in(self, country: str) -> list[Candidate]:
        """Entries of a country that have no GeoNames id."""
        ...

    def parts(self, parent: str) -> list[Candidate]:
        """Entries that lie in the place of this id."""
        ...

    def around(
        self, lat: float, lon: float, km: float, min_population: int = 0
    ) -> list[tuple[float, Candidate]]:
        """(km, entry) of the entries within so many km of a point, nearest first."""
        ...


class Shelf:
    """An atlas that answers in candidates, as a layer does."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas

    def found(self, key: str, mark: int) -> list[tuple[Candidate, bool]]:
        """Every entry with a name of this key, and whether it is the name with this check."""
        indices: dict[int, bool] = {}
        for index, other in self.atlas.postings(key):
            indices[index] = indices.get(index, False) or other == mark
        return [(self.atlas.candidate(index), exact) for index, exact in indices.items()]

    def get(self, id_: str) -> Candidate | None:
        """The entry of this id, or None."""
        index = self.atlas.index_of(id_)
        return None if index is None else self.atlas.candidate(index)

    def admin1(self, id_: str) -> str:
        """Country and first-level code of an entry ("IQ.01"), or "" where it is not known."""
        index = self.atlas.index_of(id_)
        return "" if index is None else self.atlas.admin1(index)

    def reach(self, id_: str) -> float | None:
        """Km from its point that an entry reaches, where it is written down."""
        index = self.atlas.index_of(id_)
        return None if index is None else self.atlas.reach(index)

    def names_in(self, country: str) -> list[tuple[str, str]]:
        """(id, name) of the entries of a country; an atlas keeps one name of each in full."""
        indices = self.atlas.in_country(country).tolist()
        return [(one.id, one.name) for one in map(self.atlas.candidate, indices)]

    def own_in(self, country: str) -> list[Candidate]:
        """Entries of a country that have no GeoNames id."""
        indices = self.atlas.in_country(country)
        own = indices[indices >= self.atlas.numbered].tolist()
        return [self.atlas.candidate(index) for index in own]

    def parts(self, parent: str) -> list[Candidate]:
        """Entries that lie in the place of this id."""
        return [self.atlas.candidate(index) for index in self.atlas.parts(parent)]

    def around(
        self, lat: float, lon: float, km: float, min_population: int = 0
    ) -> list[tuple[float, Candidate]]:
        """(km, entry) of the entries within so many km of a point, nearest first."""
        found = self.atlas.around(lat, lon, km, min_population)
        return [(away, self.atlas.candidate(index)) for away, index in found]
