"""Which places there are, by name, by id and by distance: the embedded gazetteer as one object."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from firstlight.places.atlas import Atlas, check
from firstlight.places.folding import fold, key, key_of_fold
from firstlight.places.layer import Layer
from firstlight.places.outlines import Line, Outlines
from firstlight.records import Candidate

DATA = Path(__file__).parent.parent / "data"
SHORT = 4
"""Names of fewer letters mean too many things in other spellings: only the very name counts."""
FUZZY_LENGTH = 7
"""The shortest folded name that a misspelling is looked for."""
FUZZY_SCORE = 88.0
"""Least similarity of keys (rapidfuzz ratio, 0-100) of a misspelt name."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found for a name, and how: by the very name, its transliteration, or a likeness."""

    candidate: Candidate
    how: str
    """"exact", "key" or "fuzzy"."""


class Gazetteer:
    """The embedded gazetteer with its layers. A layer's entry replaces the one of the same id.

    >>> gazetteer = Gazetteer.open()
    >>> gazetteer.lookup("al-Fallujah")[0].id
    'gn:99454'
    """

    def __init__(self, atlas: Atlas, layers: Sequence[Layer], outlines: Path) -> None:
        self._atlas = atlas
        self.layers = tuple(layers)
        self._outlines_path = outlines
        self.matches = lru_cache(maxsize=8192)(self._matches)
        self.admin1 = lru_cache(maxsize=65_536)(self._admin1)

    @classmethod
    def open(cls, layers: Sequence[Layer] = (), data: Path = DATA) -> Gazetteer:
        """The gazetteer that ships with the package; `layers` are added in front of it."""
        supplement = Layer.read(data / "supplement.csv")
        return cls(Atlas(data / "gazetteer.bin"), [*layers, supplement], data / "countries.npz")

    def lookup(self, name: str) -> list[Candidate]:
        """Entries that go by this name, most populous first; [] if none.

        Where nobody bears the very name, those of another transliteration of it. Many words and
        persons' names are towns too: see `is_common_word`, `population` and `feature`.
        """
        matches = self.matches(name)
        exact = [match.candidate for match in matches if match.how == "exact"]
        return exact or [match.candidate for match in matches]

    def search(self, name: str, countries: Sequence[str] = ()) -> list[Match]:
        """All of them, with how each was found, and misspelt long names within `countries`."""
        found = list(self.matches(name))
        if not found and countries and len(fold(name)) >= FUZZY_LENGTH:
            found = self._fuzzy(key(name), tuple(countries))
        return found

    def _matches(self, name: str) -> tuple[Match, ...]:
        folded = fold(name)
        if not folded:
            return ()
        sought, mark = key_of_fold(folded), check(folded)
        found: dict[str, Match] = {}
        for layer in self.layers:
            for candidate, other in layer.postings(sought):
                _keep(found, candidate, other == mark)
        indices: dict[int, bool] = {}
        for index, other in self._atlas.postings(sought):
            indices[index] = indices.get(index, False) or other == mark
        for index, exact in indices.items():
            candidate = self._atlas.candidate(index)
            _keep(found, self._layered(candidate), exact)
        people = self._people([match.candidate for match in found.values()])
        matches = sorted(
            found.values(), key=lambda one: (one.how != "exact", -people[one.candidate.id])
        )
        if len(folded) < SHORT:
            matches = [match for match in matches if match.how == "exact"]
        return tuple(matches)

    def _people(self, candidates: list[Candidate]) -> dict[str, float]:
        """Populations to sort by: a unit comes after the town in it from which it has its name."""
        people: dict[str, float] = {one.id: one.population for one in candidates}
        if any(one.feature == "ADM1" for one in candidates):
            seats: dict[str, float] = {}
            for one in candidates:
                if one.feature.startswith("PPL"):
                    code = self.admin1(one.id) or one.id
                    seats[code] = max(seats.get(code, 0.0), one.population)
            for one in candidates:
                if one.feature == "ADM1" and self.admin1(one.id) in seats:
                    people[one.id] = min(people[one.id], seats[self.admin1(one.id)] - 0.5)
        return people

    def _layered(self, candidate: Candidate) -> Candidate:
        for layer in self.layers:
            other = layer.get(candidate.id)
            if other is not None:
                return other
        return candidate

    def _fuzzy(self, sought: str, countries: tuple[str, ...]) -> list[Match]:
        from rapidfuzz import fuzz, process

        found = []
        for country in countries:
            keys, ids = self._country_keys(country)
            for _, _, place in process.extract(
                sought, keys, scorer=fuzz.ratio, score_cutoff=FUZZY_SCORE, limit=3
            ):
                candidate = self.get(ids[place])
                if candidate is not None:
                    found.append(Match(candidate, "fuzzy"))
        return sorted(found, key=lambda one: -one.candidate.population)

    @cached_property
    def _keys_of_country(self) -> dict[str, tuple[list[str], list[str]]]:
        return {}

    def _country_keys(self, country: str) -> tuple[list[str], list[str]]:
        if country not in self._keys_of_country:
            named = [
                (one.id, name)
                for layer in self.layers
                for one in layer.candidates
                if one.country == country
                for name in (one.name, *one.aliases)
            ]
            for index in self._atlas.in_country(country).tolist():
                candidate = self._atlas.candidate(index)
                named.append((candidate.id, candidate.name))
            self._keys_of_country[country] = (
                [key(name) for _, name in named],
                [id_ for id_, _ in named],
            )
        return self._keys_of_country[country]

    def get(self, id_: str) -> Candidate | None:
        """The entry of this id ("gn:99454", "fl:iq-fallujah-shuhada"), or None."""
        for layer in self.layers:
            candidate = layer.get(id_)
            if candidate is not None:
                return candidate
        index = self._atlas.index_of(id_)
        return None if index is None else self._atlas.candidate(index)

    def parts(self, id_: str) -> list[Candidate]:
        """The listed quarters and sites of a place."""
        return [one for layer in self.layers for one in layer.parts(id_)]

    def near(self, lat: float, lon: float, km: float, min_population: int = 0) -> list[Candidate]:
        """Entries within so many km of a point, nearest first."""
        found = [
            (away, one)
            for layer in self.layers
            for away, one in layer.around(lat, lon, km, min_population)
        ]
        known = {one.id for _, one in found}
        for away, index in self._atlas.around(lat, lon, km, min_population):
            candidate = self._atlas.candidate(index)
            if candidate.id not in known and self._layered(candidate) is candidate:
                found.append((away, candidate))
        found.sort(key=lambda pair: pair[0])
        return [one for _, one in found]

    def _admin1(self, id_: str) -> str:
        """Country and first-level code of an entry ("IQ.01"), or "" where it is not known."""
        index = self._atlas.index_of(id_)
        return "" if index is None else self._atlas.admin1(index)

    @cached_property
    def version(self) -> str:
        """A digest of the shipped entries: facts placed by another version are placed anew."""
        digest = hashlib.blake2b(digest_size=8)
        for name in ("gazetteer.bin", "supplement.csv"):
            digest.update((self._outlines_path.with_name(name)).read_bytes())
        return digest.hexdigest()

    @cached_property
    def _outlines(self) -> Outlines:
        return Outlines(self._outlines_path)

    def country_of(self, lat: float, lon: float) -> str | None:
        """ISO 3166-1 alpha-2 code of the land at a point; None at sea (5 km or more from land)."""
        return self._outlines.country_of(lat, lon)

    def outline(self, west: float, south: float, east: float, north: float) -> list[Line]:
        """Borders and coasts within a box of degrees, as lines of (lon, lat)."""
        return self._outlines.within(west, south, east, north)

    @cached_property
    def _country_names(self) -> dict[str, str]:
        return self._atlas.country_names()

    def country_name(self, code: str) -> str:
        """The English name of a country; the code itself where it is not known."""
        return self._country_names.get(code, code)

    def sources(self) -> list[tuple[str, str, str]]:
        """(name, licence, attribution) of everything the gazetteer is made from."""
        rows = [(name, licence, line) for name, licence, line in self._atlas.sources]
        return [*rows, ("Firstlight's supplement", "as the program", "A source in each row.")]


def _keep(found: dict[str, Match], candidate: Candidate, exact: bool) -> None:
    known = found.get(candidate.id)
    if known is None or (exact and known.how != "exact"):
        found[candidate.id] = Match(candidate, "exact" if exact else "key")
