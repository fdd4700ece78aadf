"""GeoNames' country dumps and alternate names, plain or zipped, in their own column order.

A dump has nineteen columns parted by tabs, without a header; the table of alternate names eight or
ten (`alternateNames`, `alternateNamesV2`).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from firstlight.errors import FirstlightError
from firstlight.places.atlas_writing import Entry
from firstlight.places.packs.rows import MOST_LETTERS, Rows

COLUMNS = (
    "geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude", "feature class",
    "feature code", "country code", "cc2", "admin1 code", "admin2 code", "admin3 code",
    "admin4 code", "population", "elevation", "dem", "timezone", "modification date",
)  # fmt: skip
"""Of a dump, as GeoNames' readme names them."""

SOURCE = ("GeoNames", "CC BY 4.0", "Contains data from GeoNames.")

_NO_NAMES = {
    "link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "abbr", "phon", "piny",
    "fr_1793",
}  # fmt: skip
"""Pseudo-languages of the table of alternate names that hold codes and addresses."""
_WHOLE, _DEGREES = re.compile(r"\d{1,12}"), re.compile(r"-?\d{1,9}(\.\d+)?")
_NUMBERS = {0: _WHOLE, 4: _DEGREES, 5: _DEGREES, 14: re.compile(r"(-?\d{1,12})?")}
"""Columns of a dump that are numbers; the population may be empty."""
_CODE = re.compile(r"[A-Z]{2,4}")
_SPARE = {"HTL"}
"""Hotels: they are many, and called like towns."""
_SAMPLE = 50


def is_dump(path: Path) -> bool:
    """Whether a text file or zip looks like a dump: a number, nineteen columns."""
    try:
        with lines_of(path) as lines:
            return any(
                line.count("\t") >= 12 and line.split("\t", 1)[0].isdigit()
                for line in islice(lines, _SAMPLE)
            )
    except FirstlightError:
        return False


def read(
    path: Path,
    rows: Rows,
    country: str = "",
    alternates: Path | None = None,
    progress: Callable[[str], None] | None = None,
) -> None:
    """Add the places of a dump to `rows`; only those of `country` where one is given.

    Historical units and hotels are passed over. Errors: FirstlightError where a file is no such
    table, or lacks a column throughout.
    """
    names = alternate_names(alternates, rows) if alternates else {}
    seen = 0
    with lines_of(path) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip() or line.startswith("#"):
                continue
            seen += 1
            cells = line.rstrip("\r\n").split("\t")
            if len(cells) != len(COLUMNS):
                rows.leave_out(
                    number, f"it has {len(cells)} columns where a GeoNames dump has {len(COLUMNS)}"
                )
                continue
            if country and cells[8] != country:
                continue
            if cells[7] in _SPARE or (cells[7].endswith("H") and cells[6] in ("A", "P")):
                continue
            entry = _entry(cells, names)
            if isinstance(entry, str):
                rows.leave_out(number, entry)
            else:
                rows.add(number, entry)
            if progress and seen % 20_000 == 0:
                progress(f"Reading: {seen:,} lines")
    if country and not rows.entries and rows.left_out < seen / 2:
        raise FirstlightError(
            f"{path} holds no place of {country} in {seen:,} lines; check the country's code."
        )


def _entry(cells: list[str], names: dict[int, list[str]]) -> Entry | str:
    """The place of a line, or what is wrong with it."""
    for place, kind in _NUMBERS.items():
        if not kind.fullmatch(cells[place]):
            return f"the {COLUMNS[place]} {cells[place]!r:.40} is not a number"
    number, population = int(cells[0]), int(cells[14] or 0)
    lat, lon = float(cells[4]), float(cells[5])
    if not 0 < number < 1 << 32:
        return f"the geonameid {number} cannot be"
    if not re.fullmatch(r"[A-Z]{2}", cells[8] or "XX"):
        return f"the country code {cells[8]!r:.40} is not two letters"
    name = " ".join(cells[1].split())
    others = (cells[2], *cells[3].split(","), *names.get(number, ()))
    return Entry(
        name, cells[8], lat, lon, cells[7] or "UNK", population, number, admin1=cells[10],
        names=tuple(dict.fromkeys(one for other in others if (one := spoken(other)) != name
                                  and one)),
    )  # fmt: skip


def spoken(alias: str) -> str:
    """An alternate name that people write, with single spaces; "" for codes and the like.

    Left out: airport codes, and romanisations made letter by letter, which have no capital.
    """
    alias = " ".join(alias.split())
    if alias.isascii() and (alias == alias.lower() or _CODE.fullmatch(alias)):
        return ""
    return alias if len(alias) <= MOST_LETTERS and "\ufffd" not in alias else ""


def alternate_names(path: Path, rows: Rows) -> dict[int, list[str]]:
    """GeoNames number to its names in all languages. Bad lines are left out, counted and said."""
    found: dict[int, list[str]] = {}
    good = 0
    told = Rows(f"{path.parent.name}/{path.name}", rows.known)
    with lines_of(path) as lines:
        for number, line in enumerate(lines, start=1):
            cells = line.rstrip("\r\n").split("\t")
            if not line.strip():
                continue
            if len(cells) < 4 or not cells[1].isdigit():
                told.leave_out(number, "it is no line of GeoNames' alternate names")
                continue
            good += 1
            if cells[2] not in _NO_NAMES:
                name = " ".join(cells[3].split())
                if name and len(name) <= MOST_LETTERS:
                    found.setdefault(int(cells[1]), []).append(name)
    if told.left_out > good:
        raise FirstlightError(
            f"{path} is no table of alternate names (alternateNamesV2 or alternateNames of "
            f"GeoNames): {told.left_out:,} of {told.left_out + good:,} lines are none; name the "
            "right file with --names."
        )
    rows.join(told)
    return found


def beside(path: Path, country: str = "") -> Path | None:
    """The alternate names that lie beside a dump, under one of the names that GeoNames gives."""
    stems = [one for one in (path.stem, country) if one]
    for folder in ("alternatenames", "alternateNames", "alternatenamesV2", "alternateNamesV2"):
        for stem in stems:
            for ending in ("zip", "txt"):
                if (path.parent / folder / f"{stem}.{ending}").is_file():
                    return path.parent / folder / f"{stem}.{ending}"
    stems = [f"{stem}{mark}" for stem in stems for mark in ("-", "_", ".")]
    for name in ("alternateNamesV2", "alternatenamesV2", "alternateNames", "alternatenames"):
        for stem in (*stems, ""):
            for ending in ("zip", "txt"):
                if (path.parent / f"{stem}{name}.{ending}").is_file():
                    return path.parent / f"{stem}{name}.{ending}"
    return None


@contextmanager
def lines_of(path: Path) -> Iterator[Iterator[str]]:
    """The lines of a text file, or of the table in a zip; bytes that are no UTF-8 become U+FFFD."""
    try:
        if path.suffix.lower() == ".zip":
            with zipfile.ZipFile(path) as archive, archive.open(_table(archive)) as file:
                yield io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="\n")
        else:
            with path.open(encoding="utf-8-sig", errors="replace", newline="\n") as text:
                yield text
    except (OSError, zipfile.BadZipFile, zlib.error, KeyError, EOFError) as error:
        raise FirstlightError(
            f"{path} cannot be read ({error}); get the file again, it may be cut short."
        ) from error


def _table(archive: zipfile.ZipFile) -> str:
    """The table's name in a zip: the largest text file that is no readme or list of languages."""
    tables = [
        one
        for one in archive.infolist()
        if one.filename.lower().endswith((".txt", ".tsv"))
        and "readme" not in one.filename.lower()
        and "languagecodes" not in one.filename.lower()
    ]
    if not tables:
        raise KeyError("it holds no table (.txt)")
    return max(tables, key=lambda one: one.file_size).filename
