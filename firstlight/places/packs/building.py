"""Files to a pack: which reader a file needs, and a pack's folder made whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args
from zipfile import is_zipfile

from firstlight.errors import FirstlightError
from firstlight.places.atlas_writing import Entry, identity, write_shards
from firstlight.places.gazetteer import Gazetteer
from firstlight.places.packs import geonames, osm, tables
from firstlight.places.packs.joining import join, with_parents
from firstlight.places.packs.pack import MOST_PROBLEMS, Pack, folders, making
from firstlight.places.packs.rows import Rows

Kind = Literal["geonames", "csv", "osm", "boundaries"]
KINDS: tuple[str, ...] = get_args(Kind)
Source = tuple[str, str, str]
"""Name, licence, attribution."""

_OWN: Source = ("{name}", "not stated", "From {files}.")
_OSM_ENDINGS = (".osm", ".pbf", ".osm.bz2", ".osm.gz")
_SHAPES = (".shp", ".gpkg")
_SHARD = "places"


@dataclass(frozen=True, slots=True)
class Order:
    """What to make a pack of."""

    name: str
    files: Sequence[Path]
    kind: Kind | None = None
    """By the files where it is not given."""
    country: str = ""
    alternates: Path | None = None
    """GeoNames' alternate names; those beside the dump where it is not given."""
    source: str = ""
    licence: str = ""
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A pack, and how many of its places were known before."""

    pack: Pack
    joined: int = 0
    levels: dict[int, int] | None = None
    """Of boundaries: admin level to its number of areas."""
    replaced: bool = False
    """Whether there was a pack of this name."""


def kind_of(path: Path) -> Kind:
    """What kind of file this is, by its ending and its first lines.

    Errors: FirstlightError where it is missing or none that is known.
    """
    if not path.is_file():
        raise FirstlightError(f"{path} is not a file; check its name.")
    name = path.name.lower()
    if name.endswith(_OSM_ENDINGS):
        return "osm"
    if name.endswith((".geojson", ".json")):
        return _kind_of_geojson(path)
    if name.endswith(_SHAPES):
        return "boundaries"
    if name.endswith((".zip", ".txt", ".tsv")):
        if geonames.is_dump(path):
            return "geonames"
        if name.endswith(".zip") and is_zipfile(path):
            return "boundaries"
    if name.endswith((".csv", ".tsv", ".txt")):
        return "csv"
    raise FirstlightError(
        f"{path} is cut short, or no kind of file that a pack is made from; give a GeoNames dump "
        "(.zip, .txt), a CSV, an OpenStreetMap extract (.osm.pbf, .osm, .geojson) or boundaries "
        "(.geojson, .shp, .gpkg)."
    )


def _kind_of_geojson(path: Path) -> Kind:
    """Points are OpenStreetMap's, areas with names of admin levels are boundaries."""
    with path.open(encoding="utf-8", errors="replace") as file:
        start = file.read(200_000).lower()
    tagged = any(f'"{key}"' in start for key in ("place", "amenity", "military", "waterway"))
    if not re.search(r'"(?:feature|geometrycollection|point|multi|line|poly)', start):
        raise FirstlightError(
            f"{path} is JSON, but no GeoJSON, or cut short; make it GeoJSON, or a CSV with name, "
            "latitude and longitude."
        )
    areas = '"polygon"' in start or '"multipolygon"' in start
    return "boundaries" if areas and not tagged else "osm"


def make(
    parent: Path, order: Order, known: Gazetteer, progress: Callable[[str], None] | None = None
) -> Made:
    """Read the files, and put the pack into a folder of its own below `parent`.

    An older pack of the name is replaced when all went well.

    Errors
    ------
    FirstlightError where a file cannot be used; nothing is changed then.
    """
    kinds = {order.kind or kind_of(path) for path in order.files}
    if len(kinds) > 1:
        raise FirstlightError(
            f"The files are of different kinds ({', '.join(sorted(kinds))}); add them one by one."
        )
    [kind] = kinds
    missing = next((path for path in order.files if not path.is_file()), None)
    if missing:
        raise FirstlightError(f"{missing} is not a file; check its name.")
    old = parent / order.name
    replaced = old in folders(parent)
    if replaced and (before := Pack.open(old).kind) != kind:
        raise FirstlightError(
            f"There is a pack {order.name!r} of another kind ({before}) in {parent}; choose "
            "another name with --name."
        )
    with making(parent, order.name) as folder:
        if kind == "boundaries":
            made = _boundaries(folder, order)
        else:
            made = _places(folder, order, kind, known, progress)
    return Made(Pack.open(parent / order.name), made.joined, made.levels, replaced)


def _places(
    folder: Path,
    order: Order,
    kind: Kind,
    known: Gazetteer,
    progress: Callable[[str], None] | None,
) -> Made:
    entries: dict[str, Entry] = {}
    problems: list[str] = []
    left_out = 0
    for path in order.files:
        rows = Rows(path.name, known, "feature" if kind == "osm" else "line")
        match kind:
            case "geonames":
                names = order.alternates or geonames.beside(path, order.country)
                geonames.read(path, rows, order.country, names, progress)
            case "csv":
                tables.read(path, rows, order.name.lower(), order.country)
            case _:
                osm.read(path, rows, progress)
        entries = {identity(one): one for one in rows.done()} | entries
        problems += [*rows.problems, *rows.beside]
        left_out += rows.left_out + rows.left_out_beside
    if progress:
        progress("Looking which places are known already")
    placed, joined = join(list(entries.values()), known)
    placed = with_parents(placed, known)
    if progress:
        progress("Writing")
    source = _source(order, kind)
    files = write_shards(folder, _SHARD, placed, [source])
    countries = {one.country for one in placed}
    country = countries.pop() if len(countries) == 1 else ""
    pack = _pack(folder, order, kind, source, problems, left_out, len(placed), files, country)
    return Made(pack, joined)


def _boundaries(folder: Path, order: Order) -> Made:
    from firstlight.places.boundaries_build import COD_AB, build

    given = (order.source, order.licence, order.attribution)
    source = tuple(own or usual for own, usual in zip(given, COD_AB, strict=True))
    name, licence, line = source
    built = build(order.files, folder, name=name, licence=licence, attribution=line)
    if not built.countries and not order.source:
        # Without P-codes they are no Common Operational Dataset.
        name, licence, line = _source(order, "boundaries")
        built = build(order.files, folder, name=name, licence=licence, attribution=line)
    country = built.countries[0] if len(built.countries) == 1 else ""
    pack = _pack(
        folder, order, "boundaries", (name, licence, line), list(built.problems),
        0, sum(built.levels.values()), [built.path], country,
    )  # fmt: skip
    return Made(pack, levels=built.levels)


def _pack(
    folder: Path,
    order: Order,
    kind: Kind,
    source: Source,
    problems: list[str],
    left_out: int,
    entries: int,
    files: Sequence[Path],
    country: str = "",
) -> Pack:
    return Pack(
        folder, order.name, kind, order.country or country, *source,
        made=date.today().isoformat(), entries=entries,
        made_from=tuple(path.name for path in order.files),
        files=tuple(path.name for path in files),
        left_out=left_out, problems=tuple(problems[:MOST_PROBLEMS]),
    ).save()  # fmt: skip


def _source(order: Order, kind: Kind) -> Source:
    usual = {"geonames": geonames.SOURCE, "osm": osm.SOURCE}.get(kind, _OWN)
    files = ", ".join(path.name for path in order.files)
    name, licence, line = (text.format(name=order.name, files=files) for text in usual)
    return order.source or name, order.licence or licence, order.attribution or line


def name_for(kind: Kind, country: str, files: Sequence[Path]) -> str:
    """What a pack is called where the user does not say: by its country, else its first file."""
    if country and kind in ("geonames", "boundaries"):
        return country if kind == "geonames" else f"{country}-boundaries"
    stem = files[0].name.split(".")[0]
    cleaned = "".join(char if char.isascii() and char.isalnum() else "-" for char in stem)
    return cleaned.strip("-")[:64] or "places"
