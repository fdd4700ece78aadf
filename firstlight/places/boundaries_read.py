"""Boundary files to areas: GeoJSON, shapefile, zipped shapefile or GeoPackage, one level or many.

What is wrong with a file is said in a sentence that names it and the repair; what is right in it is
kept.
"""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from firstlight.places.boundaries import key
from firstlight.places.boundaries_columns import LEVELS, Columns, level_of, recognise, text
from firstlight.places.boundaries_shapes import Shapes, clean, swapped, turned

ENDINGS = (".geojson", ".json", ".shp", ".gpkg")
FORMS = "a GeoJSON, a shapefile (zipped with its .dbf and .prj) or a GeoPackage"

Chain = tuple[str | None, ...]
"""One text for each admin level from 0 to 3; None where it is not known."""


@dataclass(frozen=True, slots=True)
class Area:
    """One unit of an admin level (0-3) with its outline in WGS 84 degrees."""

    level: int
    names: Chain
    pcodes: Chain
    geometry: Any
    """A shapely Polygon or MultiPolygon, longitude first."""

    @property
    def key(self) -> tuple[int, str | None]:
        """What tells it from other units."""
        return key(self.level, self.names, self.pcodes)


def read(files: Sequence[Path]) -> tuple[list[Area], list[str]]:
    """The areas of these files and, a sentence each, what was left out of them and why.

    Where two files hold the same unit, that of the first is kept.
    """
    found: dict[tuple[int, str | None], Area] = {}
    problems: list[str] = []
    for file in files:
        areas, said = _read_file(file)
        problems += said
        twice = [area for area in areas if area.key in found]
        found |= {area.key: area for area in areas if area.key not in found}
        if twice:
            first = twice[0].key[1]
            problems.append(
                f"{file} holds {_areas(len(twice))} that an earlier file holds as well (the first "
                f"is {first}); the earlier ones are kept, leave one of the files out."
            )
    return list(found.values()), problems


def _read_file(file: Path) -> tuple[list[Area], list[str]]:
    """All layers of one file; layers of lines and points count only where nothing else is there."""
    areas: list[Area] = []
    problems: list[str] = []
    beside: list[str] = []
    try:
        layers = [(source, layer) for source in _sources(file) for layer in _layers(source)]
        for source, (layer, kind) in layers:
            label = str(file) if len(layers) == 1 else f"{file}, layer {layer}"
            if not any(word in (kind or "") for word in ("Polygon", "Unknown", "Collection")):
                beside.append(f"{label} holds no areas; give the file of polygons of that level.")
                continue
            found, said = _read_layer(source, layer, label)
            areas += found
            problems += said
    except (OSError, zipfile.BadZipFile, ValueError, RuntimeError) as error:
        reason = " ".join(str(error).split()).rstrip(".")
        problems.append(f"{file} cannot be read ({reason}); give {FORMS}.")
    if not areas and not problems:
        problems = beside or [f"{file} is empty; give {FORMS} with the areas of a level."]
    return areas, problems


def _sources(file: Path) -> list[str]:
    """What GDAL is to open: the file itself, or each data set within a zip archive."""
    if not file.exists():
        raise FileNotFoundError("there is no such file")
    if file.is_file() and file.stat().st_size == 0:
        return []
    if file.suffix.lower() != ".zip":
        return [str(file)]
    with zipfile.ZipFile(file) as archive:
        members = [
            name
            for name in archive.namelist()
            if name.lower().endswith(ENDINGS) and not Path(name).name.startswith(".")
        ]
    return [f"/vsizip/{file.resolve().as_posix()}/{name}" for name in sorted(members)]


def _layers(source: str) -> list[tuple[str, str | None]]:
    import pyogrio

    return [(str(name), kind) for name, kind in pyogrio.list_layers(source)]


def _read_layer(source: str, layer: str, label: str) -> tuple[list[Area], list[str]]:
    import pyogrio.raw

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL's remarks on single outlines: they are checked here
        meta, _, outlines, values = pyogrio.raw.read(source, layer=layer, force_2d=True)
    fields = dict(zip((str(one) for one in meta["fields"]), values, strict=True))
    if not len(outlines):
        return [], [f"{label} is empty; give {FORMS} with the areas of a level."]
    named = f"{Path(source).stem} {layer}"
    columns = recognise(fields, named)
    wrong = _wrong_columns(columns, named, label)
    if columns is None or columns.level >= LEVELS:
        return [], wrong
    shapes, said = clean(outlines, meta["crs"], label)
    areas, short = _joined(columns, fields, shapes)
    if swapped([(area.pcodes[area.level] or "", area.geometry) for area in areas]):
        areas = [replace(area, geometry=turned(area.geometry)) for area in areas]
        said.append(
            f"{label} has latitude before longitude, by the countries of its P-codes; taken the "
            "other way round, correct the file."
        )
    if short:
        said.append(
            f"{label} has {_areas(short)} with neither name nor P-code; they are left out, fill in "
            f"{columns.pcodes[columns.level]}."
        )
    return areas, [*wrong, *said]


def _wrong_columns(columns: Columns | None, named: str, label: str) -> list[str]:
    told = level_of(named)
    if columns is None:
        return [
            f"{label} has no column of P-codes; name it as in COD-AB (ADM{told or 1}_PCODE, with "
            f"ADM{told or 1}_EN for the names), or take the file from a Common Operational Dataset."
        ]
    if columns.level >= LEVELS:
        return [
            f"{label} holds areas of admin level {columns.level}; give the files of levels 0 to 3."
        ]
    if told is not None and told != columns.level:
        return [
            f"{label} is named as admin level {told}, but its P-codes are of level "
            f"{columns.level} ({columns.pcodes[columns.level]}), as which it is taken; give the "
            f"file of level {told} too if you want that."
        ]
    return []


def _joined(
    columns: Columns, fields: dict[str, npt.NDArray[Any]], shapes: Shapes
) -> tuple[list[Area], int]:
    """Areas, those in several rows as one; and how many had neither name nor P-code."""
    import shapely

    parts: dict[tuple[int, str | None], list[Area]] = {}
    short = 0
    for row, geometry in shapes:
        names = tuple(_name(columns, fields, level, row) for level in range(LEVELS))
        pcodes = tuple(
            text(fields[columns.pcodes[level]][row]) if level in columns.pcodes else None
            for level in range(LEVELS)
        )
        area = Area(columns.level, names, pcodes, geometry)
        if area.key[1] is None:
            short += 1
        else:
            parts.setdefault(area.key, []).append(area)
    areas = []
    for same in parts.values():
        whole = same[0].geometry
        if len(same) > 1:
            whole = shapely.union_all(np.array([one.geometry for one in same]))
        areas.append(Area(columns.level, same[0].names, same[0].pcodes, whole))
    return areas, short


def _name(
    columns: Columns, fields: dict[str, npt.NDArray[Any]], level: int, row: int
) -> str | None:
    if level > columns.level:
        return None
    written: Iterable[str | None] = (
        text(fields[column][row]) for column in columns.names.get(level, ())
    )
    return next((one for one in written if one), None)


def _areas(count: int) -> str:
    return f"{count} area" + "s" * (count != 1)
