"""Any table with name, latitude and longitude: columns by their usual names, delimiter sniffed.

A second row of HXL tags (#geo+lat ...) is understood, too, and names columns that the header does
not.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from pathlib import Path

from firstlight.errors import FirstlightError
from firstlight.places.atlas_writing import Entry
from firstlight.places.folding import fold
from firstlight.places.packs.geonames import spoken
from firstlight.places.packs.rows import Rows
from firstlight.places.words import SITES

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("name", "place", "place name", "placename", "name en", "english name", "toponym",
             "asciiname", "location", "location name", "settlement", "locality", "town", "city",
             "village", "site", "site name", "label", "nom", "nombre"),
    "lat": ("lat", "latitude", "y", "lat dd", "point y", "y coord", "ycoord", "decimal latitude",
            "gps latitude", "latitude dd", "lat wgs84", "latitud"),
    "lon": ("lon", "lng", "long", "longitude", "x", "lon dd", "long dd", "point x", "x coord",
            "xcoord", "decimal longitude", "gps longitude", "longitude dd", "lon wgs84",
            "longitud"),
    "number": ("geonameid", "geonames id", "geoname id", "geonamesid"),
    "id": ("id", "uid", "code", "pcode", "p code", "osm id", "site id", "place id"),
    "country": ("country code", "country", "iso", "iso2", "iso 2", "iso code", "cc",
                "country iso2", "adm0 pcode", "admin0pcode"),
    "feature": ("feature code", "feature", "fcode", "type", "kind", "place type", "fclass", "class",
                "category", "site type"),
    "population": ("population", "pop", "inhabitants", "people"),
    "names": ("aliases", "alternate names", "alternatenames", "alternative names", "other names",
              "aka", "alias", "alt name", "alt names", "local name", "name local", "int name",
              "asciiname"),
}  # fmt: skip
"""What a table's columns may be called, likeliest first; case, spaces, - and _ do not matter."""

_TAGS = {
    "name": re.compile(r"#(loc|adm\d|place)(\+\w+)*\+name"),
    "lat": re.compile(r"#geo(\+\w+)*\+lat"),
    "lon": re.compile(r"#geo(\+\w+)*\+lon"),
    "country": re.compile(r"#country(\+\w+)*\+(code|v_iso2)"),
    "population": re.compile(r"#population"),
}
_LOCAL = re.compile(r"name [a-z]{2,3}")
_KINDS: dict[str, str] = {
    **{word: kinds[0] for word, kinds in SITES.items()},
    **dict.fromkeys(("city", "town", "village", "hamlet", "settlement", "locality"), "PPL"),
    **dict.fromkeys(("capital",), "PPLC"),
    **dict.fromkeys(("neighbourhood", "neighborhood", "quarter", "suburb", "hay", "ward"), "PPLX"),
    **dict.fromkeys(("district", "subdistrict"), "ADM2"),
    **dict.fromkeys(("province", "governorate", "region", "state"), "ADM1"),
    "checkpoint": "PSTB", "school": "SCH", "oilfield": "OILF", "road": "RD", "farm": "FRM",
}  # fmt: skip
_FEATURE = re.compile(r"[A-Z]{2,5}\d?")
_NUMBER = re.compile(r"[-+]?\d{1,15}(?:[.,]\d+)?")
_DELIMITERS = ",;\t|"
_MOST_CELL = 1 << 20


def read(path: Path, rows: Rows, prefix: str, country: str = "") -> None:
    """Add the places of a table to `rows`. Their ids begin with `prefix` where they have none.

    Errors: FirstlightError where the table lacks a column that is needed, or cannot be read.
    """
    csv.field_size_limit(_MOST_CELL)
    text = _text(path, rows)
    top = text.lstrip().split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=top.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = next(lines, None)
    if header is None:
        raise FirstlightError(f"{path} is empty; give a table with name, latitude and longitude.")
    first, tags = next(lines, None), None
    if first and all(cell.strip().startswith("#") or not cell.strip() for cell in first):
        first, tags = None, first
    places = _recognise(header, tags, path)
    locals_ = [n for n, cell in enumerate(header)
               if _LOCAL.fullmatch(_plain(cell)) and n != places["name"]]  # fmt: skip
    while True:
        try:
            cells = first if first is not None else next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            rows.leave_out(lines.line_num, f"it is no line of a table ({error})")
            continue
        line, first = lines.line_num, None
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            rows.leave_out(line, f"it has {len(cells)} columns where the header has {len(header)}")
            continue
        row = {what: cells[n].strip() for what, n in places.items()}
        names = [cells[n] for n in locals_] + re.split(r"[;|,]", row.get("names", ""))
        entry = _entry(row, names, prefix, country, rows)
        if isinstance(entry, str):
            rows.leave_out(line, entry)
        else:
            rows.add(line, entry)


def _entry(
    row: dict[str, str], names: list[str], prefix: str, country: str, rows: Rows
) -> Entry | str:
    """The place of a row, or what is wrong with it."""
    for what, label in (("lat", "latitude"), ("lon", "longitude"), ("population", "population")):
        value = row.get(what, "")
        if what == "population":
            value = re.sub(r"[\s,'’]", "", value)
        if not _NUMBER.fullmatch(value) and (value or what != "population"):
            return f"the {label} {value!r:.40} is not a number" if value else f"no {label}"
        row[what] = value.replace(",", ".")
    lat, lon = float(row["lat"]), float(row["lon"])
    name = " ".join(row["name"].split())
    kind = row.get("feature", "")
    feature = _KINDS.get(kind.lower()) or (kind if _FEATURE.fullmatch(kind) else "PPL")
    code = row.get("country", "").upper()
    if not re.fullmatch(r"[A-Z]{2}", code):
        on_globe = abs(lat) <= 90 and abs(lon) <= 180
        code = country or (on_globe and rows.known.country_of(lat, lon)) or ""
    number = row.get("number", "").removeprefix("gn:")
    own = re.sub(r"\s", "", row.get("id", ""))[:40] or _digest(name, row["lat"], row["lon"])
    return Entry(
        name, code, lat, lon, feature, round(min(float(row["population"] or 0), 1e12)),
        number=int(number) if number.isdigit() else None,
        id="" if number.isdigit() else f"{prefix}:{own}",
        names=tuple(one for other in names if (one := spoken(other))),
    )  # fmt: skip


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:10]


def _recognise(header: list[str], tags: list[str] | None, path: Path) -> dict[str, int]:
    """What a column holds, to its place in the row."""
    plain = [_plain(cell) for cell in header]
    found: dict[str, int] = {}
    for what, known in COLUMNS.items():
        place = next((plain.index(one) for one in known if one in plain), None)
        if place is None and tags and what in _TAGS:
            place = next((n for n, tag in enumerate(tags) if _TAGS[what].match(tag.strip())), None)
        if place is not None and (place not in found.values() or what == "names"):
            found[what] = place
    for what, label in (("name", "name"), ("lat", "latitude"), ("lon", "longitude")):
        if what not in found:
            raise FirstlightError(
                f"{path} has no column for the {label} (its columns: "
                f"{', '.join(cell.strip()[:30] for cell in header[:12])}); call it {label!r} in "
                "the header."
            )
    return found


def _plain(cell: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", fold(cell)).strip()


def _text(path: Path, rows: Rows) -> str:
    """The file as text: UTF-8, UTF-16 with its mark, else what it most looks like."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FirstlightError(
            f"{path} cannot be read ({error.strerror}); check its name and who may read it."
        ) from error
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        return data.decode("utf-16" if marked else "utf-8-sig").replace("\0", "")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = None if b"\0" in data else from_bytes(data).best()
        if best is None:
            raise FirstlightError(
                f"{path} is no text file; save the table as CSV in UTF-8."
            ) from None
        rows.problems.append(
            f"{path.name} is not written in UTF-8; it was read as {best.encoding}, and if names "
            "look wrong, save it as UTF-8 and add it again."
        )
        return str(best)
