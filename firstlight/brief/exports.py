"""The results as files for other tools: maps, tables, facts and events.

Points of people are coarse (their district's where boundaries are known, else a tenth of a degree)
unless the caller decides otherwise, every file names its sources as far as its format can, and
ATTRIBUTION.txt stands beside them all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from firstlight.brief.acled import COLUMNS, acled_rows
from firstlight.brief.coarse import coarse_fact, coarse_point, tells_of_people
from firstlight.brief.fronts import fronts, holder
from firstlight.brief.goods import item_name
from firstlight.brief.hxl import ATTRIBUTION, safe, write_csv, write_lines, write_xlsx
from firstlight.brief.mapfiles import write_geojson, write_geopackage
from firstlight.brief.pcodes import (
    LEVELS,
    OPEN_LEVEL,
    ORIGIN,
    Units,
    known_levels,
    level,
    level_out,
)
from firstlight.brief.rows import Row, rows
from firstlight.errors import FirstlightError
from firstlight.records import Fact, Report, as_line

if TYPE_CHECKING:
    from firstlight.brief.pcodes import AdminOf
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
    admin: AdminOf | None = None,
    credits: Sequence[str] = (),
) -> list[Path]:
    """Write the files of these formats into `folder` (made where it is missing) and name them.

    `coarse` moves the points of people to one inside their district, or to a tenth of a degree
    where no boundaries are known. `admin` tells the admin units of a point: their names and P-codes
    stand beside every place that it knows. `credits` are lines for the attribution of other sources
    of places. An unknown format is a FirstlightError, as is one whose library is not installed, and
    nothing is written.
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
    units = Units(admin)
    arrivals = _arrivals(control, openings, movement, coarse, units)
    layers = _layers(settings, control, openings, movement, units) | {"arrivals": arrivals}
    layers = {name: level_out(items) for name, items in layers.items()}
    sheets = {"arrivals": arrivals, **_sheets(settings, movement, needs, staging, coarse, units)}
    told = [coarse_fact(fact, units) for fact in facts] if coarse else list(facts)
    places = {fact.id: _units_of(fact, coarse, units) for fact in facts}
    attribution = units.credit(" ".join([ATTRIBUTION, *credits]))
    for items in sheets.values():
        for row in items:
            row["attribution"] = attribution
    writers: dict[str, Callable[[], list[Path]]] = {
        "geojson": lambda: write_geojson(folder, layers, attribution),
        "gpkg": lambda: write_geopackage(folder, layers, attribution),
        "csv": lambda: write_csv(folder, sheets),
        "xlsx": lambda: write_xlsx(folder, sheets, attribution),
        "jsonl": lambda: [_lines(folder / "facts.jsonl", told)],
        "acled": lambda: [
            _acled(folder / "events-acled.csv", told, reports, settings, places, attribution)
        ],
    }
    made = [path for one in dict.fromkeys(formats) for path in writers[one]()]
    notice = folder / "ATTRIBUTION.txt"
    notice.write_text(_notice(movement, needs, attribution), encoding="utf-8")
    return [*made, notice]


def _units_of(fact: Fact, coarse: bool, units: Units) -> Row:
    """The admin columns of a fact's place, no deeper than it may be told."""
    place = fact.place
    if place is None:
        return Row()
    deepest = level(place.feature, place.precision)
    if coarse and tells_of_people(fact):
        deepest = min(deepest, OPEN_LEVEL)
    return units.columns(place.lat, place.lon, deepest)


def _notice(movement: Movement, needs: Needs, attribution: str) -> str:
    """All sources in full, for which the files' own lines have no room."""
    lines = [attribution]
    for name, frame in (("Standards", needs.standards), ("Roads", movement.roads)):
        sources = sorted({str(row["source"]) for row in rows(frame) if row["source"]})
        if sources:
            lines.append(f"{name}: {'; '.join(sources)}.")
    return "\n".join(lines) + "\n"


def _layers(
    settings: Settings,
    control: Control,
    openings: Openings,
    movement: Movement,
    units: Units,
) -> dict[str, list[Row]]:
    """Points with their properties: control and openings as of the last day."""
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
            **_units_at(places[row["place_id"]], units),
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
            **_units_at(places.get(town.id, Row()), units),
        )
        for town in fronts(control, openings, movement)
        if town.history
    ]  # fmt: skip
    return {"control": held, "openings": towns}


def _units_at(place: Row, units: Units) -> Row:
    """The admin columns of a place of the control table."""
    return units.columns(place["lat"], place["lon"], level(place["feature"]))


def _arrivals(
    control: Control, openings: Openings, movement: Movement, coarse: bool, units: Units
) -> list[Row]:
    towns = {row["place_id"]: row for row in rows(openings.forecast)}
    names = {row["from_id"]: row["from_name"] for row in rows(movement.roads)}
    origins = {row["place_id"]: (row["lat"], row["lon"]) for row in rows(control.places)}
    deepest = OPEN_LEVEL if coarse else LEVELS[-1]
    found = []
    for row in rows(movement.arrivals):
        point = (row["lat"], row["lon"])
        lat, lon = coarse_point(*point, units) if coarse else point
        origin = origins.get(row["origin"], (None, None))
        found.append(
            Row(
                origin=names.get(row["origin"], row["origin"]), destination=row["name"],
                destination_id=row["destination"], country=row["country"], lat=lat, lon=lon,
                as_of=_iso(towns.get(row["origin"], Row())["as_of"]),
                horizon_days=row["horizon_days"], people_q05=row["q05"], people_q50=row["q50"],
                people_q95=row["q95"], **units.columns(*point, deepest),
                **units.columns(*origin, deepest, ORIGIN),
            )
        )  # fmt: skip
    return found


def _sheets(
    settings: Settings,
    movement: Movement,
    needs: Needs,
    staging: Staging,
    coarse: bool,
    units: Units,
) -> dict[str, list[Row]]:
    """What people need, what to put where, and what remains unmet."""
    spots = {row["place_id"]: (row["lat"], row["lon"]) for row in rows(movement.destinations)}
    hubs = {hub.id: (hub.lat, hub.lon) for hub in settings.hubs}
    deepest = OPEN_LEVEL if coarse else LEVELS[-1]

    def item(row: Row) -> dict[str, Any]:
        return {"item_id": row["item"], "item": item_name(row["item"])}

    def goal(row: Row, name: str) -> dict[str, Any]:
        spot = spots.get(row["destination"], (row["lat"], row["lon"]))
        where = {"destination_id": row["destination"], "destination": row[name]}
        return where | units.columns(*spot, deepest)

    return {
        "needs": [Row(row | item(row) | goal(row, "name")) for row in rows(needs.needs)],
        "staging": [
            Row(
                row | item(row) | {"hub_id": row["hub"], "hub": row["hub_name"]}
                | units.columns(*hubs.get(row["hub"], (None, None)))
            )
            for row in rows(staging.plan)
        ],
        "unmet": [
            Row(
                row | item(row) | goal(row, "destination_name")
                | {f"unmet_{q}": row[q] for q in ("q05", "q50", "q95")}
            )
            for row in rows(staging.unmet)
        ],
    }  # fmt: skip


def _lines(path: Path, facts: Sequence[Fact]) -> Path:
    path.write_text("".join(f"{as_line(fact)}\n" for fact in facts), encoding="utf-8")
    return path


def _acled(
    path: Path,
    facts: Sequence[Fact],
    reports: Sequence[Report],
    settings: Settings,
    places: dict[str, Row],
    attribution: str,
) -> Path:
    """ACLED's own columns; `admin1` ... and their P-codes only where boundaries are known."""
    found = acled_rows(facts, reports, settings.actor_list(), attribution)
    known = [places.get(row["event_id_cnty"], Row()) for row in found]
    levels = known_levels(known)
    after, last = COLUMNS.index("country") + 1, COLUMNS.index("attribution")
    head = [
        *COLUMNS[:after],
        *(f"admin{n}" for n in levels),
        *COLUMNS[after:last],
        *(f"admin{n}_pcode" for n in levels),
        *COLUMNS[last:],
    ]
    for row, unit in zip(found, known, strict=True):
        for n in levels:
            row[f"admin{n}"], row[f"admin{n}_pcode"] = unit[f"adm{n}_name"], unit[f"adm{n}_pcode"]
    write_lines(path, [head, *([safe(row[key]) for key in head] for row in found)])
    return path


def _iso(value: Any) -> str | None:
    return value.isoformat() if value is not None else None
