"""OpenStreetMap extracts: .osm.pbf and .osm through GDAL's driver, and GeoJSON with its tags."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from firstlight.errors import FirstlightError
from firstlight.places.atlas_writing import Entry
from firstlight.places.packs.osm_features import KEYS, feature_of, names_of, people_of
from firstlight.places.packs.rows import Rows

SOURCE = (
    "OpenStreetMap",
    "ODbL 1.0",
    "Contains data of OpenStreetMap contributors.",
)

_LAYERS = ("points", "lines", "multipolygons")
_AREAS = (
    "aeroway,amenity,area,building,harbour,healthcare,historic,industrial,landuse,leisure,man_made,"
    "military,natural,place,refugee,water"
)
"""Keys by which GDAL takes a closed way for an area."""
_HSTORE = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')
_LETTER = {"node": "n", "way": "w", "relation": "r"}


def read(path: Path, rows: Rows, progress: Callable[[str], None] | None = None) -> None:
    """Add the named features of an extract that are settlements or that reports name.

    Countries come from where the points lie. A way's point is its middle, an area's lies in it.

    Errors: FirstlightError where the file cannot be read, or has none of the tags.
    """
    whole = path.name.lower().endswith((".pbf", ".osm", ".osm.bz2", ".osm.gz"))
    read_any = False
    for id_, tags, lat, lon in _extract(path, progress) if whole else _geojson(path):
        feature = feature_of(tags)
        read_any |= bool(feature)
        names = names_of(tags, feature) if feature else []
        if not names:
            continue  # an unnamed well or tower is nobody's place
        if not (abs(lat) <= 90 and abs(lon) <= 180):
            rows.leave_out(id_, f"the point {lat:g}, {lon:g} is not on the globe")
            continue
        rows.add(
            id_,
            Entry(
                names[0], rows.known.country_of(lat, lon) or "", lat, lon, feature,
                people_of(tags), id=f"osm:{id_}", names=tuple(names[1:]),
            ),
        )  # fmt: skip
    if not read_any:
        raise FirstlightError(
            f"{path} has no feature with OpenStreetMap's tags (place=*, military=*, "
            "waterway=dam ...); for admin boundaries add --kind boundaries, and give a table of "
            "points as CSV."
        )


Feature = tuple[str, dict[str, str], float, float]
"""Id ("n123"), tags, latitude, longitude."""


def _extract(path: Path, progress: Callable[[str], None] | None) -> Iterator[Feature]:
    wanted = " OR ".join(f'"{key}" IS NOT NULL' for key in KEYS)
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "osmconf.ini"
        config.write_text(_configuration(), encoding="utf-8")
        for layer in _LAYERS:
            if progress:
                progress(f"Reading: {layer}")
            fields, points = _table(
                path, sql=f"SELECT * FROM {layer} WHERE {wanted}", CONFIG_FILE=str(config),
                TAGS_FORMAT="JSON",
            )  # fmt: skip
            letter = "n" if layer == "points" else "w"
            ways = fields.get("osm_way_id")
            for row, (lat, lon) in enumerate(points):
                number = fields["osm_id"][row]
                if layer == "multipolygons":
                    letter = "w" if number is None else "r"
                    number = ways[row] if number is None and ways is not None else number
                tags = json.loads(fields["all_tags"][row] or "{}")
                yield f"{letter}{number}", tags, lat, lon


def _configuration() -> str:
    """What GDAL's driver shall make of a file: our keys as columns, all tags besides."""
    top = f"closed_ways_are_polygons={_AREAS}\nattribute_name_laundering=no\n"
    top += "report_all_nodes=no\nreport_all_ways=no\n"
    layers = (*_LAYERS, "multilinestrings", "other_relations")
    return top + "".join(
        f"[{layer}]\nosm_id=yes\nattributes={','.join(KEYS)}\nall_tags=yes\n" for layer in layers
    )


def _geojson(path: Path) -> Iterator[Feature]:
    """Features of a GeoJSON, the tags as properties, in "tags", or as ogr2ogr writes them."""
    fields, points = _table(path)
    for row, (lat, lon) in enumerate(points):
        tags: dict[str, str] = {}
        for name, values in fields.items():
            value = values[row]
            if value is None or value != value:  # NaN alone is unlike itself
                continue
            if name in ("tags", "all_tags", "other_tags"):
                tags |= _packed(str(value))
            else:
                tags[name] = str(value).removesuffix(".0")
        yield _identity(tags, row), tags, lat, lon


def _packed(text: str) -> dict[str, str]:
    """Tags written into one cell: as JSON, or as "key"=>"value" pairs."""
    try:
        data = json.loads(text)
        return {key: str(value) for key, value in data.items()} if isinstance(data, dict) else {}
    except ValueError:
        pairs = _HSTORE.findall(text)
        return {
            re.sub(r"\\(.)", r"\1", key): re.sub(r"\\(.)", r"\1", value) for key, value in pairs
        }


def _identity(tags: dict[str, str], row: int) -> str:
    written = tags.get("@id") or tags.get("id") or tags.get("osm_id") or tags.get("osm_way_id")
    kind, _, number = (written or "").rpartition("/")
    if not number.isdigit():
        return f"f{row + 1}"
    kind = kind or tags.get("@type") or tags.get("osm_type") or tags.get("type") or "node"
    return f"{_LETTER.get(kind, 'n')}{number}"


def _table(path: Path, **options: Any) -> tuple[dict[str, Any], list[tuple[float, float]]]:
    """Columns by name, and the points as (latitude, longitude); rows without outline are none."""
    import pyogrio
    import shapely
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError

    try:
        meta, _, shapes, columns = pyogrio.raw.read(path, **options)
    except (DataSourceError, DataLayerError, FeatureError, RuntimeError) as error:
        if "Non increasing" in str(error) and "USE_CUSTOM_INDEXING" not in options:
            # Editors write files in no order of ids; GDAL reads them more slowly.
            return _table(path, USE_CUSTOM_INDEXING="NO", **options)
        said = re.split(r"[;\n]", str(error).replace(f"'{path}' ", "").strip())[0].rstrip(".")
        raise FirstlightError(
            f"{path} cannot be read as OpenStreetMap data ({said}); get the file again, it may be "
            "cut short."
        ) from error
    if shapes is None:
        shapes = np.full(len(columns[0]) if columns else 0, None)
    outlines = shapely.from_wkb(shapes, on_invalid="ignore")
    usable = np.flatnonzero(~(shapely.is_missing(outlines) | shapely.is_empty(outlines)))
    points = _middles(outlines[usable])
    fields = {
        str(name): values[usable] for name, values in zip(meta["fields"], columns, strict=True)
    }
    return fields, points


def _middles(outlines: npt.NDArray[Any]) -> list[tuple[float, float]]:
    """A point for each outline: its own, the middle of a line, a point inside an area."""
    import shapely

    flat = shapely.force_2d(outlines)
    middle = shapely.centroid(flat)
    lines = shapely.get_type_id(flat) == shapely.GeometryType.LINESTRING
    middle[lines] = shapely.line_interpolate_point(flat[lines], 0.5, normalized=True)
    areas = shapely.get_dimensions(flat) == 2
    outside = areas & ~shapely.intersects(flat, middle)
    middle[outside] = shapely.point_on_surface(flat[outside])
    lat, lon = shapely.get_y(middle), shapely.get_x(middle)
    return list(zip(lat.tolist(), lon.tolist(), strict=True))
