"""Layers of points as map files: GeoJSON, a file for each layer, and one GeoPackage."""

from __future__ import annotations

import json
from pathlib import Path

from firstlight.brief.rows import Row


def write_geojson(folder: Path, layers: dict[str, list[Row]], attribution: str) -> list[Path]:
    made = []
    for name, items in layers.items():
        features = [
            {
                "type": "Feature",
                "geometry": None
                if row["lat"] is None or row["lon"] is None
                else {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
                "properties": {k: v for k, v in row.items() if k not in ("lat", "lon")},
            }
            for row in items
        ]
        data = {"type": "FeatureCollection", "attribution": attribution, "features": features}
        path = folder / f"{name}.geojson"
        path.write_text(json.dumps(data, ensure_ascii=False, default=str), encoding="utf-8")
        made.append(path)
    return made


def write_geopackage(folder: Path, layers: dict[str, list[Row]], attribution: str) -> list[Path]:
    import geopandas as gpd

    path = folder / "firstlight.gpkg"
    path.unlink(missing_ok=True)
    for name, items in layers.items():
        kept = [row for row in items if row["lat"] is not None and row["lon"] is not None]
        if not kept:
            continue
        frame = gpd.GeoDataFrame(
            [{k: v for k, v in row.items() if k not in ("lat", "lon")} for row in kept],
            geometry=gpd.points_from_xy([r["lon"] for r in kept], [r["lat"] for r in kept]),
            crs="EPSG:4326",
        )
        frame.to_file(
            path, layer=name, driver="GPKG", engine="pyogrio",
            layer_metadata={"ATTRIBUTION": attribution},
        )  # fmt: skip
    return [path] if path.exists() else []
