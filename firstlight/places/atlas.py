"""The embedded gazetteer's file: a memory map of plain arrays, and the two look-ups they answer.

Layout, little-endian: the magic, the length of a JSON header (uint32), the header (name, type and
place of each section, and the sources), then the sections, each on a multiple of eight bytes.

Entries are columns, those of GeoNames first, sorted by their number. Names are found through
transliteration keys (`folding.key`), sorted by their UTF-8 bytes and front-coded in blocks: each
key is a byte for the letters shared with the one before and the length of the rest (four bits
each; fifteen of either is followed by a byte of the true number), and the rest.
A posting holds the entry's index (19 bits), twelve bits of a hash of the folded name, so that the
very name is told from another transliteration of it, and a bit that marks the key's last posting.
Such files are written by `atlas_writing`, several where the index cannot count all entries.
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from firstlight.errors import FirstlightError
from firstlight.records import Candidate

MAGIC = b"FLGAZ01\n"
BLOCK = 32
"""Keys in one front-coded block, and names between two stored offsets."""
LAST = 1 << 31
MAX_ENTRIES = 1 << 19
_SOURCES = {"ne": "Natural Earth", "af": "DAFIF", "gd": "GeoNames", "fl": "Firstlight"}


def check(folded: str) -> int:
    """Twelve bits that tell one folded name from another under the same key."""
    return zlib.crc32(folded.encode()) & 0xFFF


class _Heads(Sequence[bytes]):
    """The first key of each block, read from the map when the bisection asks for it."""

    def __init__(self, keys: memoryview, starts: memoryview) -> None:
        self.keys, self.starts = keys, starts

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, block: Any) -> Any:
        start = self.starts[block]
        rest = self.keys[start]
        if rest == 15:
            start += 1
            rest = self.keys[start]
        return bytes(self.keys[start + 1 : start + 1 + rest])


class Atlas:
    """A gazetteer file, opened. Nothing is read before it is asked for.

    source: what its entries are said to come from; by their ids where it is not given. repair: what
    to do where the file cannot be read, the rest of a sentence.
    """

    def __init__(
        self,
        path: Path,
        source: str = "",
        repair: str = "reinstall firstlight or rebuild it with python -m firstlight.places.build",
    ) -> None:
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            if self._map[:8] != MAGIC:
                raise ValueError("wrong magic")
            (length,) = struct.unpack("<I", self._map[8:12])
            header = json.loads(self._map[12 : 12 + length])
            self.entries: int = header["entries"]
            base = 12 + length
            self._arrays = {
                name: np.frombuffer(self._map, dtype, size, base + offset)
                for name, (dtype, offset, size) in header["sections"].items()
            }
        except (OSError, ValueError, KeyError, struct.error) as error:
            raise FirstlightError(
                f"The gazetteer file {path} cannot be read ({error}); {repair}."
            ) from error
        self.path = path
        self.source = source
        self.numbered: int = header["numbered"]
        self.sources: list[list[str]] = header["sources"]
        self.admins: list[str] = header["admin1"]
        self._countries: list[str] = header["countries"]
        self._features: list[str] = header["features"]
        self._views = {name: array.data for name, array in self._arrays.items()}
        self._heads = _Heads(self._views["key"], self._views["key_start"])

    def __len__(self) -> int:
        return self.entries

    def postings(self, key: str) -> list[tuple[int, int]]:
        """(index, check) of every entry with a name of this key; [] where none has."""
        wanted = key.encode()[:255]
        block = bisect_right(self._heads, wanted) - 1
        if block < 0:
            return []
        for place, data in enumerate(self._block(block)):
            if data == wanted:
                return self._read(block, place)
        return []

    def _block(self, block: int) -> Iterator[bytes]:
        keys = self._views["key"]
        at = self._views["key_start"][block]
        data, count = b"", 0
        while count < BLOCK and at < len(keys):
            shared, rest = keys[at] >> 4, keys[at] & 15
            at += 1
            if shared == 15:
                shared, at = keys[at], at + 1
            if rest == 15:
                rest, at = keys[at], at + 1
            data = data[:shared] + bytes(keys[at : at + rest])
            yield data
            at += rest
            count += 1

    def _read(self, block: int, place: int) -> list[tuple[int, int]]:
        postings = self._views["posting"]
        at = self._views["key_posting"][block]
        while place:
            place -= bool(postings[at] & LAST)
            at += 1
        found = []
        while True:
            posting = postings[at]
            found.append(((posting & ~LAST) >> 12, posting & 0xFFF))
            if posting & LAST:
                return found
            at += 1

    def candidate(self, index: int) -> Candidate:
        """The entry at this index."""
        views = self._views
        text = self.text(index)
        number = views["id"][index] or None
        parent: str | None = None
        if index < self.numbered:
            id_, source = f"gn:{number}", "GeoNames"
            above = views["parent"][index] if "parent" in views else 0
            parent = f"gn:{above}" if above else None
        else:
            id_, parent, text = text.split("\t", 2)
            source = _SOURCES.get(id_[:2], "")
        return Candidate(
            id_, text, self._countries[views["country"][index]],
            views["lat"][index] / 1e5, views["lon"][index] / 1e5,
            self._features[views["feature"][index]], views["population"][index],
            number, parent or None, (), self.source or source,
        )  # fmt: skip

    def text(self, index: int) -> str:
        block = index // BLOCK
        lengths = self._views["name_length"]
        start = self._views["name_start"][block] + sum(lengths[block * BLOCK : index])
        return str(self._map_bytes("name", start, start + lengths[index]), "utf-8", "replace")

    def _map_bytes(self, section: str, start: int, end: int) -> bytes:
        return bytes(self._views[section][start:end])

    def index_of(self, id_: str) -> int | None:
        """Where the entry of this id stands, or None."""
        if not id_.startswith("gn:"):
            return self._named(id_)
        try:
            number = int(id_[3:])
        except ValueError:
            return None
        ids = self._arrays["id"][: self.numbered]
        index = int(np.searchsorted(ids, number))
        return index if index < len(ids) and ids[index] == number else None

    def _named(self, id_: str) -> int | None:
        """Among the entries with an id of their own, which stand in its order."""
        own = range(self.numbered, self.entries)
        place = bisect_left(own, id_, key=self._own_id)
        found = place < len(own) and self._own_id(own[place]) == id_
        return own[place] if found else None

    def _own_id(self, index: int) -> str:
        return self.text(index).split("\t", 1)[0]

    def parts(self, parent: str) -> list[int]:
        """Indices of the entries that lie in the place of this id."""
        return self._parts.get(parent, [])

    @cached_property
    def _parts(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        if "parent" in self._arrays:
            for index in np.flatnonzero(self._arrays["parent"]).tolist():
                found.setdefault(f"gn:{self._views['parent'][index]}", []).append(index)
        for index in range(self.numbered, self.entries):
            parent = self.text(index).split("\t", 2)[1]
            if parent:
                found.setdefault(parent, []).append(index)
        return found

    def apart(self, other: Atlas, km: float) -> list[tuple[int, int, float]]:
        """(index here, index there, km) of entries of one id that lie farther apart than km."""
        mine, theirs = self._arrays["id"], other._arrays["id"]
        _, here, there = np.intersect1d(
            mine[: self.numbered], theirs[: other.numbered], return_indices=True
        )
        own = [
            (index, twin)
            for index in range(self.numbered, self.entries)
            if (twin := other.index_of(self._own_id(index))) is not None
        ]
        pairs = np.array([*zip(here.tolist(), there.tolist(), strict=True), *own], int)
        if not len(pairs):
            return []
        away = distance_km(
            self._arrays["lat"][pairs[:, 0]] / 1e5, self._arrays["lon"][pairs[:, 0]] / 1e5,
            other._arrays["lat"][pairs[:, 1]] / 1e5, other._arrays["lon"][pairs[:, 1]] / 1e5,
        )  # fmt: skip
        far = np.flatnonzero(away > km)
        return [(int(pairs[n, 0]), int(pairs[n, 1]), float(away[n])) for n in far]

    def reach(self, index: int) -> float | None:
        """Km from its point that an entry reaches, where it is written down."""
        return float(self._views["radius"][index]) or None if "radius" in self._views else None

    def admin1(self, index: int) -> str:
        """Country and first-level code of an entry, as GeoNames has it ("IQ.01"); "" if unknown."""
        number = self._views["admin1"][index]
        return self.admins[number - 1] if number else ""

    @cached_property
    def _by_lat(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int32]]:
        order = np.argsort(self._arrays["lat"], kind="stable")
        return order, self._arrays["lat"][order]

    def around(
        self, lat: float, lon: float, km: float, min_population: int = 0
    ) -> list[tuple[float, int]]:
        """(km, index) of the entries within so many km of a point, nearest first."""
        order, lats = self._by_lat
        half = km / 111.0 * 1e5
        low, high = np.searchsorted(lats, [lat * 1e5 - half, lat * 1e5 + half])
        rows = order[low:high]
        if min_population:
            rows = rows[self._arrays["population"][rows] >= min_population]
        away = distance_km(
            lat, lon, self._arrays["lat"][rows] / 1e5, self._arrays["lon"][rows] / 1e5
        )
        near = np.flatnonzero(away <= km)
        return sorted(zip(away[near].tolist(), rows[near].tolist(), strict=True))

    def country_names(self) -> dict[str, str]:
        """Country code to English name."""
        return {one.country: one.name for one in self.of_feature("PCLI")}

    def of_feature(self, feature: str) -> list[Candidate]:
        """The entries of a feature code."""
        if feature not in self._features:
            return []
        rows = np.flatnonzero(self._arrays["feature"] == self._features.index(feature))
        return [self.candidate(index) for index in rows.tolist()]

    def points_in(self, country: str) -> npt.NDArray[np.float64]:
        """[N, 2] latitude and longitude, degrees, of a country's entries."""
        rows = self.in_country(country)
        return np.column_stack([self._arrays["lat"][rows], self._arrays["lon"][rows]]) / 1e5

    def in_country(self, country: str) -> npt.NDArray[np.int64]:
        """Indices of a country's entries."""
        if country not in self._countries:
            return np.empty(0, np.int64)
        return np.flatnonzero(self._arrays["country"] == self._countries.index(country))


def distance_km(
    lat: npt.ArrayLike, lon: npt.ArrayLike, lats: npt.ArrayLike, lons: npt.ArrayLike
) -> npt.NDArray[np.float64]:
    """Great-circle distance in km from one point to many, or row by row (degrees, R 6371.0088)."""
    there, east = np.radians(np.asarray(lats, float)), np.radians(np.asarray(lons, float))
    here, west = np.radians(np.asarray(lat, float)), np.radians(np.asarray(lon, float))
    half = (
        np.sin((there - here) / 2) ** 2
        + np.cos(here) * np.cos(there) * np.sin((east - west) / 2) ** 2
    )  # the haversine
    return np.asarray(2 * 6371.0088 * np.arcsin(np.sqrt(np.clip(half, 0, 1))))
