"""The results as files for other tools: maps, tables, facts and events.

Points of people are coarse (a tenth of a degree) unless the caller decides otherwise, every file
names its sources as far as its format can, and ATTRIBUTION.txt stands beside them all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firstlight.brief.acled import COLUMNS, acled_rows
from firstlight.brief.coarse import coarse_fact, coarse_point
from firstlight.brief.fronts import fronts, holder
from firstlight.brief.goods import item_name
from firstlight.brief.hxl import ATTRIBUTION, safe, write_csv, write_lines, write_xlsx
from firstlight.brief.rows import Row, rows
from firstlight.errors import FirstlightError
from firstlight.records import Fact, Report, as_line

if TYPE_CHECKING:
    from firstlight.control.result import Control
    from firstlight.movement.result import Movement
    from firstlight.needs.result import Needs
    from firstlight.openings.result import Openings
    from firstlight.settings import Settings
    from firstlight.staging.result import Staging

NEEDS = {"gpkg": "geopandas", "xlsx": "openpyxl"}
"""Formats whose library comes only with the package's export extra."""

FORMATS = ("geojson", "gpkg", "csv", "xlsx", "jsonl", "acled")


def export(
    folder: Path,
    settings: Settings,
    reports: Sequence[Report],
    facts: Sequence[Fact],
    control: Control,
    openings: Openings,
    movement: Movement,
    needs: Needs,
    staging: Staging,
    *,
    formats: Sequence[str] = FORMATS,
    coarse: bool = True,
) -> list[Path]:
    """Write the files of these formats into `folder` (made where it is missing) and name them.

    `coarse` rounds the points of people to a tenth of a degree. An unknown format is a
    FirstlightError, as is one whose library is not installed, and nothing is written.
    """
    unknown = [one for one in formats if one not in FORMATS]
    if unknown:
        raise FirstlightError(
            f"There is no export format {unknown[0]!r}; choose from {', '.join(FORMATS)}."
        )
    for one, library in NEEDS.items():
        if one in formats and find_spec(library) is None:
            raise FirstlightError(
                f"The export format {one!r} needs {library}; install firstlight[export], or choose "
                "other formats."
            )
    folder.mkdir(parents=True, exist_ok=True)
    layers = _layers(settings, control, openings, movement, coarse)
    sheets = _sheets(openings, movement, needs, staging, coarse)
    told = [coarse_fact(fact) for fact in facts] if coarse else list(facts)
    writers: dict[str, Callable[[], list[Path]]] = {
        "geojson": lambda: _geojson(folder, layers),
        "gpkg": lambda: _geopackage(folder, layers),
        "csv": lambda: write_csv(folder, sheets),
        "xlsx": lambda: write_xlsx(folder, sheets),
        "jsonl": lambda: [_lines(folder / "facts.jsonl", told)],
        "acled": lambda: [_acled(folder / "events-acled.csv", told, reports, settings)],
    }
    made = [path for one in dict.fromkeys(formats) for path in writers[one]()]
    notice = folder / "ATTRIBUTION.txt"
    notice.write_text(_notice(movement, needs), encoding="utf-8")
    return [*made, notice]


def _notice(movement: Movement, needs: Needs) -> str:
    """All sources in full, for which the files' own lines have no room."""
    lines = [ATTRIBUTION]
    for name, frame in (("Standards", needs.standards), ("Roads", movement.roads)):
        sources = sorted({str(row["source"]) for row in rows(frame) if row["source"]})
        if sources:
            lines.append(f"{name}: {'; '.join(sources)}.")
    return "\n".join(lines) + "\n"


def _layers(
    settings: Settings, control: Control, openings: Openings, movement: Movement, coarse: bool
) -> dict[str, list[Row]]:
    """Points with their properties: control and openings as of the last day, arrivals to come."""
    places = {row["place_id"]: row for row in rows(control.places)}
    states = control.states
    if len(states):
        last = states[states["date"] == states.groupby("place_id")["date"].transform("max")]
        best = last.loc[last.groupby("place_id")["probability"].idxmax()]
    else:
        best = states
    held = [
        Row(
            name=places[row["place_id"]]["name"], kind=places[row["place_id"]]["kind"],
            lat=places[row["place_id"]]["lat"], lon=places[row["place_id"]]["lon"],
            place_id=row["place_id"], date=_iso(row["date"]), state=row["state"],
            holder=holder(row["state"], settings), probability=row["probability"],
        )
        for row in rows(best)
        if row["place_id"] in places
    ]  # fmt: skip
    keep = (
        "status",
        "held_by",
        "p_24h",
        "p_7d",
        "p_30d",
        "q10_days",
        "q50_days",
        "q90_days",
        "why",
    )
    towns = [
        Row(
            name=town.name, lat=town.lat, lon=town.lon, place_id=town.id,
            as_of=_iso(town.now["as_of"]), **{key: town.now[key] for key in keep},
        )
        for town in fronts(control, openings, movement)
        if town.history
    ]  # fmt: skip
    coming = []
    for row in _arrivals(openings, movement, coarse):
        coming.append(Row({key: value for key, value in row.items() if key != "attribution"}))
    return {"control": held, "openings": towns, "arrivals": coming}


def _arrivals(openings: Openings, movement: Movement, coarse: bool) -> list[Row]:
    towns = {row["place_id"]: row for row in rows(openings.forecast)}
    names = {row["from_id"]: row["from_name"] for row in rows(movement.roads)}
    found = []
    for row in rows(movement.arrivals):
        point = (row["lat"], row["lon"])
        lat, lon = coarse_point(*point) if coarse else point
        found.append(
            Row(
                origin=names.get(row["origin"], row["origin"]), destination=row["name"],
                destination_id=row["destination"], country=row["country"], lat=lat, lon=lon,
                as_of=_iso(towns.get(row["origin"], Row())["as_of"]),
                horizon_days=row["horizon_days"], people_q05=row["q05"], people_q50=row["q50"],
                people_q95=row["q95"], attribution=ATTRIBUTION,
            )
        )  # fmt: skip
    return found


def _sheets(
    openings: Openings, movement: Movement, needs: Needs, staging: Staging, coarse: bool
) -> dict[str, list[Row]]:
    def item(row: Row) -> dict[str, Any]:
        return {"item_id": row["item"], "item": item_name(row["item"]), "attribution": ATTRIBUTION}

    return {
        "arrivals": _arrivals(openings, movement, coarse),
        "needs": [
            Row(
                row | item(row) | {"destination_id": row["destination"], "destination": row["name"]}
            )
            for row in rows(needs.needs)
        ],
        "staging": [
            Row(row | item(row) | {"hub_id": row["hub"], "hub": row["hub_name"]})
            for row in rows(staging.plan)
        ],
        "unmet": [
            Row(
                row | item(row)
                | {"destination_id": row["destination"], "destination": row["destination_name"],
                   **{f"unmet_{q}": row[q] for q in ("q05", "q50", "q95")}}
            )
            for row in rows(staging.unmet)
        ],
    }  # fmt: skip


def _geojson(folder: Path, layers: dict[str, list[Row]]) -> list[Path]:
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
        data = {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": features}
        path = folder / f"{name}.geojson"
        path.write_text(json.dumps(data, ensure_ascii=False, default=str), encoding="utf-8")
        made.append(path)
    return made


def _geopackage(folder: Path, layers: dict[str, list[Row]]) -> list[Path]:
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
            layer_metadata={"ATTRIBUTION": ATTRIBUTION},
        )  # fmt: skip
    return [path] if path.exists() else []


def _lines(path: Path, facts: Sequence[Fact]) -> Path:
    path.write_text("".join(f"{as_line(fact)}\n" for fact in facts), encoding="utf-8")
    return path


def _acled(
    path: Path, facts: Sequence[Fact], reports: Sequence[Report], settings: Settings
) -> Path:
    found = acled_rows(facts, reports, settings.actor_list(), ATTRIBUTION)
    write_lines(path, [list(COLUMNS), *([safe(row[key]) for key in COLUMNS] for row in found)])
    return path


def _iso(value: Any) -> str | None:
    return value.isoformat() if value is not None else None
