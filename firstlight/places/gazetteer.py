"""Which places there are, by name, by id and by distance: the embedded gazetteer with its packs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from firstlight.places.atlas import Atlas, check
from firstlight.places.folding import fold, key, key_of_fold
from firstlight.places.layer import Layer
from firstlight.places.outlines import Line, Outlines
from firstlight.places.packs.pack import Pack, installed
from firstlight.places.shelf import Shelf, Source
from firstlight.places.words import is_area
from firstlight.records import Candidate

if TYPE_CHECKING:
    from firstlight.places.boundaries import Admin, Boundaries

DATA = Path(__file__).parent.parent / "data"
SHORT = 4
"""Names of fewer letters mean too many things in other spellings: only the very name counts."""
FUZZY_LENGTH = 7
"""The shortest folded name that a misspelling is looked for."""
FUZZY_SCORE = 88.0
"""Least similarity of keys (rapidfuzz ratio, 0-100) of a misspelt name."""

CONFLICT_KM = 5.0
"""Two points of one place farther apart than this disagree; an area's point may be anywhere."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found for a name, and how: by the very name, its transliteration, or a likeness."""

    candidate: Candidate
    how: str
    """"exact", "key" or "fuzzy"."""


class Gazetteer:
    """The embedded gazetteer with layers and packs before it, the nearest source first.

    An entry of a nearer source replaces that of the same id in one farther off; the names of both
    lead to it.

    >>> gazetteer = Gazetteer.open(packs=())
    >>> gazetteer.lookup("al-Fallujah")[0].id
    'gn:99454'
    """

    def __init__(
        self, atlas: Atlas, layers: Sequence[Layer], outlines: Path, packs: Sequence[Pack] = ()
    ) -> None:
        self._atlas = atlas
        self.layers = tuple(layers)
        self.packs = tuple(packs)
        self._outlines_path = outlines
        own = [Shelf(shard) for pack in self.packs for shard in pack.shards]
        # What the package ships, the supplement and the atlas, stands last.
        self._added: list[Source] = [*self.layers[:-1], *own, *self.layers[-1:]]
        self._sources: list[Source] = [*self._added, Shelf(atlas)]
        self._shipped = self._sources[len(self._added) - bool(self.layers) :]
        self.matches = lru_cache(maxsize=8192)(self._matches)
        self.admin1 = lru_cache(maxsize=65_536)(self._admin1)

    @classmethod
    def open(
        cls,
        layers: Sequence[Layer] = (),
        data: Path = DATA,
        packs: Sequence[Pack] | None = None,
    ) -> Gazetteer:
        """The gazetteer that ships with the package, with `layers` and then `packs` before it.

        packs: nearest first; those in the user's data folder where it is None.
        """
        supplement = Layer.read(data / "supplement.csv")
        atlas = Atlas(data / "gazetteer.bin")
        packs = installed() if packs is None else packs
        return cls(atlas, [*layers, supplement], data / "countries.npz", packs)

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
        for rank, source in enumerate(self._sources):
            for candidate, exact in source.found(sought, mark):
                _keep(found, self._nearest(candidate, rank), exact)
        people = self._people([match.candidate for match in found.values()])
        matches = sorted(
            found.values(), key=lambda one: (one.how != "exact", -people[one.candidate.id])
        )
        if len(folded) < SHORT or len(sought) < 2:
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

    def _nearest(self, candidate: Candidate, rank: int) -> Candidate:
        """The entry of this id in the nearest source, where one before `rank` has it too."""
        for source in self._sources[:rank]:
            other = source.get(candidate.id)
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
            named = {
                (id_, key(name)): None
                for source in self._sources
                for id_, name in source.names_in(country)
            }
            self._keys_of_country[country] = (
                [written for _, written in named],
                [id_ for id_, _ in named],
            )
        return self._keys_of_country[country]

    def get(self, id_: str) -> Candidate | None:
        """The entry of this id ("gn:99454", "fl:iq-fallujah-shuhada"), or None."""
        for source in self._sources:
            candidate = source.get(id_)
            if candidate is not None:
                return candidate
        return None

    def reach(self, id_: str) -> float | None:
        """Km from its point that an entry reaches, where its source says so."""
        return next((km for one in self._sources if (km := one.reach(id_)) is not None), None)

    def parts(self, id_: str) -> list[Candidate]:
        """The listed quarters and sites of a place."""
        found: dict[str, Candidate] = {}
        for rank, source in enumerate(self._added):
            for one in source.parts(id_):
                found.setdefault(one.id, self._nearest(one, rank))
        return list(found.values())

    def near(self, lat: float, lon: float, km: float, min_population: int = 0) -> list[Candidate]:
        """Entries within so many km of a point, nearest first."""
        found = [
            (away, one)
            for rank, source in enumerate(self._sources)
            for away, one in source.around(lat, lon, km, min_population)
            if self._nearest(one, rank) is one
        ]
        found.sort(key=lambda pair: pair[0])
        return [one for _, one in found]

    def _admin1(self, id_: str) -> str:
        """Country and first-level code of an entry ("IQ.01"), or "" where it is not known."""
        return next((code for one in self._sources if (code := one.admin1(id_))), "")

    def conflicts(self) -> list[str]:
        """Places that two sources put on points far apart, and which point is used, in sentences.

        Packs are compared with one another and with the embedded places; areas are left out, whose
        one point may be anywhere in them.
        """
        named = [(f"the pack {pack.name}", pack.shards) for pack in self.packs]
        named.append(("the embedded places", (self._atlas,)))
        told = []
        for rank, (nearer, shards) in enumerate(named):
            for farther, others in named[rank + 1 :]:
                for mine in shards:
                    for theirs in others:
                        told += [
                            _disagreement(mine.candidate(here), nearer, theirs.candidate(there),
                                          farther, away)
                            for here, there, away in mine.apart(theirs, CONFLICT_KM)
                            if not is_area(mine.candidate(here).feature)
                        ]  # fmt: skip
        return told

    def admin(self, lat: float, lon: float) -> Admin | None:
        """The admin units that hold a point, by the packs' boundaries; None where none has any."""
        from firstlight.places.boundaries import deepest

        return deepest(self._boundaries, lat, lon)

    @cached_property
    def _boundaries(self) -> list[Boundaries]:
        from firstlight.places.boundaries import Boundaries

        return [Boundaries.open(pack.folder) for pack in self.packs if pack.boundaries]

    @cached_property
    def version(self) -> str:
        """A digest of all entries: facts placed by another version are placed anew."""
        digest = hashlib.blake2b(digest_size=8)
        for name in ("gazetteer.bin", "supplement.csv"):
            digest.update((self._outlines_path.with_name(name)).read_bytes())
        for pack in self.packs:
            digest.update(pack.digest.encode())
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

    def points_in(self, country: str) -> npt.NDArray[np.float64]:
        """[N, 2] latitude and longitude, degrees, of the embedded places of a country."""
        return self._atlas.points_in(country)

    def in_country(self, country: str) -> list[Candidate]:
        """The embedded entries of a country."""
        return [self._atlas.candidate(row) for row in self._atlas.in_country(country).tolist()]

    def own_in(self, country: str) -> list[Candidate]:
        """Shipped entries of a country without a GeoNames id: units, airfields, the supplement."""
        found = [one for source in reversed(self._shipped) for one in source.own_in(country)]
        return list({one.id: one for one in found}.values())

    def of_feature(self, feature: str) -> list[Candidate]:
        """The embedded entries of a feature code: "ADM1", "PCLI"."""
        return self._atlas.of_feature(feature)

    @cached_property
    def _country_names(self) -> dict[str, str]:
        return self._atlas.country_names()

    def country_name(self, code: str) -> str:
        """The English name of a country; the code itself where it is not known."""
        return self._country_names.get(code, code)

    def sources(self) -> list[tuple[str, str, str]]:
        """(name, licence, attribution) of everything the gazetteer is made from, packs first."""
        packs = [(f"{one.source} (pack {one.name})", one.licence, one.attribution)
                 for one in self.packs]  # fmt: skip
        rows = [(name, licence, line) for name, licence, line in self._atlas.sources]
        return [
            *packs,
            *rows,
            (
                "Firstlight's supplement, and its lists of villages, seas and regions",
                "as the program",
                "A source in each row; some points are Wikipedia's.",
            ),
        ]

    def credits(self) -> list[str]:
        """A line for each pack of places, with its licence, for what is made with them."""
        return [
            f"Places of the pack {one.name}: {one.source}, {one.licence}. {one.attribution}"
            for one in self.packs
            if one.shards
        ]


def _keep(found: dict[str, Match], candidate: Candidate, exact: bool) -> None:
    known = found.get(candidate.id)
    if known is None or (exact and known.how != "exact"):
        found[candidate.id] = Match(candidate, "exact" if exact else "key")


def _disagreement(one: Candidate, nearer: str, other: Candidate, farther: str, km: float) -> str:
    return (
        f"{one.name} ({one.id}) lies at {one.lat:.4f}, {one.lon:.4f} in {nearer} and at "
        f"{other.lat:.4f}, {other.lon:.4f} in {farther}, {km:.1f} km apart; {nearer} is nearer and "
        "its point is used."
    )
