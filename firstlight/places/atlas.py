"""The embedded gazetteer's file: a memory map of plain arrays, and the two look-ups they answer.

Layout, little-endian: the magic, the length of a JSON header (uint32), the header (name, type and
place of each section, and the sources), then the sections, each on a multiple of eight bytes.

Entries are columns, those of GeoNames first, sorted by their number. Names are found through
transliteration keys (`folding.key`), sorted by their UTF-8 bytes and front-coded in blocks: each
key is a byte for the letters shared with the one before and the length of the rest (four bits
each; fifteen of either is followed by a byte of the true number), and the rest.
A posting holds the entry's index (19 bits), twelve bits of a hash of the folded name, so that the
very name is told from another transliteration of it, and a bit that marks the key's last posting.
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from firstlight.errors import FirstlightError
from firstlight.places.folding import fold, key_of_fold
from firstlight.records import Candidate

MAGIC = b"FLGAZ01\n"
BLOCK = 32
"""Keys in one front-coded block, and names between two stored offsets."""
_LAST = 1 << 31
_MAX_ENTRIES = 1 << 19


@dataclass(frozen=True, slots=True)
class Entry:
    """One place to be written. `number` is its GeoNames id, else `id` is its own."""

    name: str
    country: str
    lat: float
    lon: float
    feature: str
    population: int = 0
    number: int | None = None
    id: str = ""
    admin1: str = ""
    names: tuple[str, ...] = ()
    parent: str = ""


def check(folded: str) -> int:
    """Twelve bits that tell one folded name from another under the same key."""
    return zlib.crc32(folded.encode()) & 0xFFF


def identity(entry: Entry) -> str:
    """The id by which the rest of the program knows an entry: "gn:99454", "ne:IRQ-3046"."""
    return entry.id or f"gn:{entry.number}"


def write(path: Path, entries: Iterable[Entry], sources: Sequence[Sequence[str]]) -> None:
    """Write the gazetteer file. The same entries give the same bytes."""
    rows = sorted(entries, key=lambda one: (one.number is None, one.number or 0, one.id))
    if len(rows) >= _MAX_ENTRIES:
        raise FirstlightError(
            f"{len(rows)} places do not fit into one gazetteer file; leave out the smallest ones."
        )
    countries = sorted({row.country for row in rows})
    features = sorted({row.feature for row in rows})
    admins = sorted({f"{row.country}.{row.admin1}" for row in rows if row.admin1})
    admin_index = {code: number for number, code in enumerate(admins, start=1)}
    numbered = sum(row.number is not None for row in rows)
    blob, starts, lengths = _names(rows, numbered)
    keys, key_starts, key_postings, postings = _index(rows)
    sections: dict[str, npt.NDArray[Any]] = {
        "id": np.array([row.number or 0 for row in rows], "<u4"),
        "lat": np.array([round(row.lat * 1e5) for row in rows], "<i4"),
        "lon": np.array([round(row.lon * 1e5) for row in rows], "<i4"),
        "population": np.array([row.population for row in rows], "<u4"),
        "admin1": np.array(
            [admin_index.get(f"{row.country}.{row.admin1}", 0) for row in rows], "<u2"
        ),
        "country": np.array([countries.index(row.country) for row in rows], "u1"),
        "feature": np.array([features.index(row.feature) for row in rows], "u1"),
        "name": np.frombuffer(blob, "u1"),
        "name_start": np.array(starts, "<u4"),
        "name_length": np.array(lengths, "u1"),
        "key": np.frombuffer(keys, "u1"),
        "key_start": np.array(key_starts, "<u4"),
        "key_posting": np.array(key_postings, "<u4"),
        "posting": np.array(postings, "<u4"),
    }
    table, offset = {}, 0
    for name, array in sections.items():
        table[name] = [array.dtype.str, offset, int(array.size)]
        offset += -(-array.nbytes // 8) * 8
    header = {
        "entries": len(rows), "numbered": numbered, "countries": countries, "features": features,
        "admin1": admins, "sources": [list(source) for source in sources], "sections": table,
    }  # fmt: skip
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    head += b" " * (-(len(MAGIC) + 4 + len(head)) % 8)
    # Another process may have the old file mapped: it keeps it until it opens the new one.
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(MAGIC + struct.pack("<I", len(head)) + head)
        for array in sections.values():
            file.write(array.tobytes() + b"\0" * (-array.nbytes % 8))
    part.replace(path)


def _names(rows: Sequence[Entry], numbered: int) -> tuple[bytes, list[int], list[int]]:
    """Names end to end; an entry without a GeoNames number has "id TAB parent TAB name"."""
    blob, starts, lengths = bytearray(), [], []
    for number, row in enumerate(rows):
        text = row.name if number < numbered else f"{row.id}\t{row.parent}\t{row.name}"
        data = text.encode()[:255]
        if number % BLOCK == 0:
            starts.append(len(blob))
        blob += data
        lengths.append(len(data))
    return bytes(blob), starts, lengths


def _index(rows: Sequence[Entry]) -> tuple[bytes, list[int], list[int], list[int]]:
    found: dict[bytes, set[int]] = {}
    for number, row in enumerate(rows):
        for folded in {fold(name) for name in (row.name, *row.names)} - {""}:
            data = key_of_fold(folded).encode()[:255]
            found.setdefault(data, set()).add(number << 12 | check(folded))
    keys = bytearray()
    starts: list[int] = []
    first: list[int] = []
    postings: list[int] = []
    last = b""
    for number, data in enumerate(sorted(found)):
        shared = 0
        if number % BLOCK == 0:
            starts.append(len(keys))
            first.append(len(postings))
        else:
            limit = min(len(last), len(data))
            while shared < limit and last[shared] == data[shared]:
                shared += 1
        keys += _lengths(shared, len(data) - shared) + data[shared:]
        ordered = sorted(found[data])
        postings += [*ordered[:-1], ordered[-1] | _LAST]
        last = data
    return bytes(keys), starts, first, postings


def _lengths(shared: int, rest: int) -> bytes:
    long = bytes(number for number in (shared, rest) if number >= 15)
    return bytes((min(shared, 15) << 4 | min(rest, 15),)) + long


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
    """A gazetteer file, opened. Nothing is read before it is asked for."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            if self._map[:8] != MAGIC:
                raise ValueError("wrong magic")
            (length,) = struct.unpack("<I", self._map[8:12])
            header = json.loads(self._map[12 : 12 + length])
            self.entries: int = header["entries"]
        except (OSError, ValueError, KeyError, struct.error) as error:
            raise FirstlightError(
                f"The gazetteer file {path} cannot be read ({error}); reinstall firstlight or "
                "rebuild it with python -m firstlight.places.build."
            ) from error
        self.path = path
        self.numbered: int = header["numbered"]
        self.sources: list[list[str]] = header["sources"]
        self.admins: list[str] = header["admin1"]
        self._countries: list[str] = header["countries"]
        self._features: list[str] = header["features"]
        base = 12 + length
        self._arrays = {
            name: np.frombuffer(self._map, dtype, size, base + offset)
            for name, (dtype, offset, size) in header["sections"].items()
        }
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
            place -= bool(postings[at] & _LAST)
            at += 1
        found = []
        while True:
            posting = postings[at]
            found.append(((posting & ~_LAST) >> 12, posting & 0xFFF))
            if posting & _LAST:
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
        else:
            id_, parent, text = text.split("\t", 2)
            source = {"ne": "Natural Earth", "af": "DAFIF"}.get(id_[:2], "")
        return Candidate(
            id_, text, self._countries[views["country"][index]],
            views["lat"][index] / 1e5, views["lon"][index] / 1e5,
            self._features[views["feature"][index]], views["population"][index],
            number, parent or None, (), source,
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
            return self._named.get(id_)
        try:
            number = int(id_[3:])
        except ValueError:
            return None
        ids = self._arrays["id"][: self.numbered]
        index = int(np.searchsorted(ids, number))
        return index if index < len(ids) and ids[index] == number else None

    @cached_property
    def _named(self) -> dict[str, int]:
        return {
            self.text(index).split("\t", 1)[0]: index
            for index in range(self.numbered, self.entries)
        }

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
        if "PCLI" not in self._features:
            return {}
        rows = np.flatnonzero(self._arrays["feature"] == self._features.index("PCLI"))
        return {one.country: one.name for one in map(self.candidate, rows.tolist())}

    def in_country(self, country: str) -> npt.NDArray[np.int64]:
        """Indices of a country's entries."""
        if country not in self._countries:
            return np.empty(0, np.int64)
        return np.flatnonzero(self._arrays["country"] == self._countries.index(country))


def distance_km(
    lat: float, lon: float, lats: npt.ArrayLike, lons: npt.ArrayLike
) -> npt.NDArray[np.float64]:
    """Great-circle distance in km from one point to many, in degrees (haversine, R = 6371.0088)."""
    there, east = np.radians(np.asarray(lats, float)), np.radians(np.asarray(lons, float))
    here = np.radians(lat)
    half = (
        np.sin((there - here) / 2) ** 2
        + np.cos(here) * np.cos(there) * np.sin((east - np.radians(lon)) / 2) ** 2
    )
    return np.asarray(2 * 6371.0088 * np.arcsin(np.sqrt(np.clip(half, 0, 1))))
