"""Writing gazetteer files: the embedded one, and those of packs. `atlas` tells their layout."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from firstlight.errors import FirstlightError
from firstlight.places.atlas import BLOCK, LAST, MAGIC, MAX_ENTRIES, check
from firstlight.places.folding import fold, key_of_fold

_MAX_NAME = 255


@dataclass(frozen=True, slots=True)
class Entry:
    """One place to be written. It goes by its own `id`, else by `number`, its GeoNames id.

    `parent` is an id; that of an entry without an `id` of its own must be a GeoNames one ("gn:1").
    """

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
    radius: float = 0.0
    """Km from its point that it reaches, 0 where not known."""


def identity(entry: Entry) -> str:
    """The id by which the rest of the program knows an entry: "gn:99454", "ne:IRQ-3046"."""
    return entry.id or f"gn:{entry.number}"


def write(path: Path, entries: Iterable[Entry], sources: Sequence[Sequence[str]]) -> None:
    """Write the gazetteer file. The same entries give the same bytes."""
    rows = sorted(entries, key=_order)
    if len(rows) >= MAX_ENTRIES:
        raise FirstlightError(
            f"{len(rows)} places do not fit into one gazetteer file; leave out the smallest ones."
        )
    countries = sorted({row.country for row in rows})
    features = sorted({row.feature for row in rows})
    admins = sorted({f"{row.country}.{row.admin1}" for row in rows if row.admin1})
    admin_index = {code: number for number, code in enumerate(admins, start=1)}
    numbered = sum(not row.id for row in rows)
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
        "radius": np.array([min(65535, ceil(row.radius)) for row in rows], "<u2"),
        "country": _codes([row.country for row in rows], countries),
        "feature": _codes([row.feature for row in rows], features),
        "name": np.frombuffer(blob, "u1"),
        "name_start": np.array(starts, "<u4"),
        "name_length": np.array(lengths, "u1"),
        "key": np.frombuffer(keys, "u1"),
        "key_start": np.array(key_starts, "<u4"),
        "key_posting": np.array(key_postings, "<u4"),
        "posting": np.array(postings, "<u4"),
    }
    parents = [_number(row.parent) for row in rows[:numbered]]
    if any(parents):
        sections["parent"] = np.array(parents, "<u4")
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


def write_shards(
    folder: Path,
    stem: str,
    entries: Iterable[Entry],
    sources: Sequence[Sequence[str]],
    most: int = MAX_ENTRIES - 1,
) -> list[Path]:
    """Write any number of entries, `most` to a file: places.flgaz, places-2.flgaz ..."""
    rows = sorted(entries, key=_order)
    made = []
    for number, start in enumerate(range(0, len(rows), most), start=1):
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}.flgaz"
        write(path, rows[start : start + most], sources)
        made.append(path)
    return made


def _order(entry: Entry) -> tuple[bool, int, str]:
    return (True, 0, entry.id) if entry.id else (False, entry.number or 0, "")


def _number(id_: str) -> int:
    return int(id_[3:]) if id_.startswith("gn:") else 0


def _codes(values: Sequence[str], among: Sequence[str]) -> npt.NDArray[Any]:
    place = {value: number for number, value in enumerate(among)}
    return np.array([place[value] for value in values], "u1" if len(among) <= 256 else "<u2")


def _names(rows: Sequence[Entry], numbered: int) -> tuple[bytes, list[int], list[int]]:
    """Names end to end; an entry without a GeoNames number has "id TAB parent TAB name"."""
    blob, starts, lengths = bytearray(), [], []
    for number, row in enumerate(rows):
        text = row.name if number < numbered else f"{row.id}\t{row.parent}\t{row.name}"
        data = text.encode()[:_MAX_NAME].decode(errors="ignore").encode()
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
        postings += [*ordered[:-1], ordered[-1] | LAST]
        last = data
    return bytes(keys), starts, first, postings


def _lengths(shared: int, rest: int) -> bytes:
    long = bytes(number for number in (shared, rest) if number >= 15)
    return bytes((min(shared, 15) << 4 | min(rest, 15),)) + long
