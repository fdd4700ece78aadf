"""Files that packs are made from: rows of a GeoNames dump, tables, an OpenStreetMap extract."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

from firstlight.places import Gazetteer
from firstlight.places.packs.building import Kind, Made, Order, make


def dump_row(
    number: int,
    name: str,
    lat: float,
    lon: float,
    feature: str = "P.PPL",
    *,
    country: str = "IQ",
    admin1: str = "01",
    population: int = 0,
    names: str = "",
) -> str:
    """A line in the nineteen columns of GeoNames' dump."""
    kind, code = feature.split(".")
    cells = (
        number, name, name, names, lat, lon, kind, code, country, "", admin1, "", "", "",
        population, "", 40, "Asia/Baghdad", "2024-05-01",
    )  # fmt: skip
    return "\t".join(map(str, cells))


def written(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def built(
    parent: Path,
    file: Path,
    *,
    name: str = "test",
    kind: Kind | None = None,
    country: str = "",
    packs: Sequence[object] = (),
) -> Made:
    """A pack made of one file, beside the embedded places and the packs given."""
    known = Gazetteer.open(packs=packs)  # type: ignore[arg-type]
    return make(parent, Order(name, [file], kind, country), known)


OSM = """<?xml version='1.0' encoding='UTF-8'?>
<osm version="0.6" generator="by hand">
<node id="1" lat="33.3560" lon="43.7860" version="1">
  <tag k="place" v="town"/><tag k="name" v="الفلوجة"/><tag k="name:en" v="Fallujah"/></node>
<node id="2" lat="33.3400" lon="43.7900" version="1">
  <tag k="place" v="suburb"/><tag k="name" v="Hayy Test"/><tag k="name:ar" v="حي تست"/></node>
<node id="3" lat="33.3000" lon="43.7000" version="1"/>
<node id="4" lat="33.3100" lon="43.7100" version="1"/>
<node id="5" lat="33.3000" lon="43.7200" version="1"/>
<node id="6" lat="33.3300" lon="43.7800" version="1">
  <tag k="amenity" v="hospital"/><tag k="name:en" v="Testers' Hospital"/></node>
<node id="7" lat="33.3310" lon="43.7810" version="1">
  <tag k="amenity" v="hospital"/></node>
<node id="8" lat="33.3320" lon="43.7820" version="1">
  <tag k="shop" v="bakery"/><tag k="name" v="Bread"/></node>
<node id="9" lat="33.4000" lon="43.9000" version="1">
  <tag k="amenity" v="refugee_site"/><tag k="name:en" v="Amriyat Test Camp"/></node>
<way id="10" version="1"><nd ref="3"/><nd ref="4"/>
  <tag k="waterway" v="dam"/><tag k="name:en" v="Testers' Dam"/></way>
<way id="11" version="1"><nd ref="3"/><nd ref="4"/><nd ref="5"/><nd ref="3"/>
  <tag k="military" v="base"/><tag k="landuse" v="military"/><tag k="name" v="Camp Test"/></way>
<way id="12" version="1"><nd ref="4"/><nd ref="5"/>
  <tag k="highway" v="primary"/><tag k="bridge" v="yes"/><tag k="name" v="Old Road"/>
  <tag k="bridge:name" v="Testers' Bridge"/></way>
<way id="13" version="1"><nd ref="4"/><nd ref="5"/>
  <tag k="highway" v="primary"/><tag k="bridge" v="yes"/><tag k="name" v="Long Road"/></way>
</osm>
"""


def pbf(nodes: Sequence[tuple[int, float, float, dict[str, str]]]) -> bytes:
    """Nodes in OpenStreetMap's binary format: a header block and one of plain nodes."""
    texts = [b"", *(text.encode() for _, _, _, tags in nodes for pair in tags.items()
                    for text in pair)]  # fmt: skip
    place, group = 1, b""
    for id_, lat, lon, tags in nodes:
        keys = b"".join(_varint(place + 2 * n) for n in range(len(tags)))
        values = b"".join(_varint(place + 2 * n + 1) for n in range(len(tags)))
        place += 2 * len(tags)
        node = _whole(1, _zigzag(id_)) + _bytes(2, keys) + _bytes(3, values)
        node += _whole(8, _zigzag(round(lat * 1e7))) + _whole(9, _zigzag(round(lon * 1e7)))
        group += _bytes(1, node)
    block = _bytes(1, b"".join(_bytes(1, text) for text in texts)) + _bytes(2, group)
    header = _bytes(4, b"OsmSchema-V0.6")
    return _blob(b"OSMHeader", header) + _blob(b"OSMData", block)


def _blob(kind: bytes, data: bytes) -> bytes:
    blob = _whole(2, len(data)) + _bytes(3, zlib.compress(data))
    head = _bytes(1, kind) + _whole(3, len(blob))
    return struct.pack(">I", len(head)) + head + blob


def _varint(number: int) -> bytes:
    out = b""
    while number > 127:
        out, number = out + bytes([number & 127 | 128]), number >> 7
    return out + bytes([number])


def _zigzag(number: int) -> int:
    return number * 2 if number >= 0 else -number * 2 - 1


def _whole(field: int, number: int) -> bytes:
    return _varint(field << 3) + _varint(number)


def _bytes(field: int, data: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(data)) + data
