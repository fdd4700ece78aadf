"""One map for each front: town and surroundings in kilometres, and who holds what on each day.

Coordinates are projected around the town (equirectangular, x east and y north, in km), so that the
page can draw them on plain axes of equal scale and put a true scale bar on them. At the size of a
front the error against the ellipsoid stays well under one per cent.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from firstlight.brief.fronts import CONTESTED, UNKNOWN, Front, side_name
from firstlight.brief.plain import spread
from firstlight.brief.rows import Row, grouped, rows

if TYPE_CHECKING:
    import pandas as pd

    from firstlight.control.result import Control
    from firstlight.movement.result import Movement
    from firstlight.settings import Settings

Outline = Callable[[float, float, float, float], Sequence[Sequence[tuple[float, float]]]]
"""(west, south, east, north) to polylines of (lon, lat), in degrees."""

KM_PER_DEGREE_LAT = 110.57
KM_PER_DEGREE_LON = 111.32
"""At the equator; times the cosine of the latitude elsewhere."""

FARTHEST_KM = 300.0
"""Destinations farther off are left to the table, so that the town stays legible."""

CLOSE_KM = 12.0
"""Quarters and sites up to here are drawn in the close-up of the town."""

MOST_GOALS = 8
SLIGHT = 0.15
"""A destination that gets less than this share of the largest is named below the map."""

MOST_DAYS = 730
COLOURS = ("#0072b2", "#c14a09", "#00795c", "#a34c86", "#8a6a00", "#5b5bd6", "#6b4f3a")
"""After Okabe and Ito's palette, darkened until each stands out on white; never the only sign."""

SYMBOLS = ("circle", "square", "triangle-up", "pentagon", "hexagon2", "triangle-down", "star")
CONTESTED_LOOK = {"colour": "#1a1a1a", "symbol": "diamond"}
UNKNOWN_LOOK = {"colour": "#7a7a7a", "symbol": "circle-x-open"}


@dataclass(frozen=True, slots=True)
class Frame:
    """The projection around one town."""

    lat: float
    lon: float

    def km(self, lat: float, lon: float) -> tuple[float, float]:
        """Kilometres east and north of the town, over the date line too."""
        across = (lon - self.lon + 540.0) % 360.0 - 180.0
        x = across * KM_PER_DEGREE_LON * math.cos(math.radians(self.lat))
        return round(x, 2), round((lat - self.lat) * KM_PER_DEGREE_LAT, 2)

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Latitude and longitude of a point in kilometres."""
        across = x / (KM_PER_DEGREE_LON * max(0.05, math.cos(math.radians(self.lat))))
        return self.lat + y / KM_PER_DEGREE_LAT, self.lon + across


def looks(control: Control, settings: Settings) -> list[dict[str, str]]:
    """Every state with its name, colour and marker shape; contested and unknown last."""
    listed = [side.id for side in settings.sides]
    met = [str(one) for one in control.states["state"].unique()] if len(control.states) else []
    states = [*listed, *(one for one in met if one not in (*listed, CONTESTED, UNKNOWN))]
    chosen = {side.id: side.colour for side in settings.sides if side.colour}
    found = []
    for index, state in enumerate(one for one in states if one in met):
        found.append(
            {
                "id": state,
                "name": side_name(state, settings),
                "colour": chosen.get(state) or COLOURS[index % len(COLOURS)],
                "symbol": SYMBOLS[index % len(SYMBOLS)],
            }
        )
    found.append({"id": CONTESTED, "name": "Contested", **CONTESTED_LOOK})
    found.append({"id": UNKNOWN, "name": "Unknown", **UNKNOWN_LOOK})
    return found


def calendar(control: Control) -> list[date]:
    """The days that the slider runs over, at most the last two years."""
    if not len(control.states):
        return []
    first, last = control.states["date"].min().date(), control.states["date"].max().date()
    first = max(first, last - timedelta(days=MOST_DAYS))
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def panels(
    towns: Sequence[Front],
    control: Control,
    movement: Movement,
    settings: Settings,
    outline: Outline | None,
    looks: Sequence[dict[str, str]],
) -> list[dict[str, Any]]:
    """What the page needs to draw each front's map; fronts without a point are left out."""
    days = calendar(control)
    codes = {look["id"]: index for index, look in enumerate(looks)}
    histories = _histories(control, days, codes)
    places = rows(control.places)
    sieges = grouped(rows(control.sieges), "place_id")
    return [
        _panel(town, places, histories, days, movement, settings, outline)
        | {"sieges": _siege(sieges.get(town.id, []), days)}
        for town in towns
        if town.lat is not None and town.lon is not None
    ]


def _panel(
    town: Front,
    places: Sequence[Row],
    histories: dict[str, list[list[int]]],
    days: Sequence[date],
    movement: Movement,
    settings: Settings,
    outline: Outline | None,
) -> dict[str, Any]:
    assert town.lat is not None and town.lon is not None
    frame = Frame(town.lat, town.lon)
    named: list[dict[str, Any]] = []
    unplaced: list[dict[str, Any]] = []
    taken: set[tuple[float, float]] = set()
    mine = [row for row in places if row["front"] == town.id]
    for row in sorted(mine, key=lambda row: row["place_id"] != town.id):
        entry: dict[str, Any] = {
            "name": row["name"],
            "kind": row["kind"] or "site",
            "town": row["place_id"] == town.id,
            "history": histories.get(row["place_id"], []),
        }
        point = None if row["lat"] is None else frame.km(row["lat"], row["lon"])
        if point is None or point in taken or max(map(abs, point)) > FARTHEST_KM:
            # A quarter that no gazetteer lists bears its town's point; drawing it there would lie.
            unplaced.append(entry)
            continue
        taken.add(point)
        entry["x"], entry["y"] = point
        entry["close"] = math.hypot(*point) <= CLOSE_KM
        named.append(entry)
    goals, beyond = _goals(town, movement, frame)
    points = [(0.0, 0.0), *((g["x"], g["y"]) for g in goals)]
    points += [(p["x"], p["y"]) for p in named if not p["close"]]
    bounds = _bounds(points, least=18.0)
    hubs = []
    for hub in settings.hubs:
        x, y = frame.km(hub.lat, hub.lon)
        if bounds[0] <= x <= bounds[1] and bounds[2] <= y <= bounds[3]:
            hubs.append({"name": hub.name, "x": x, "y": y})
    near = [(p["x"], p["y"]) for p in named if p["close"]]
    return {
        "id": town.id,
        "name": town.name,
        "bounds": bounds,
        "close": _bounds(near, least=3.0) if len(near) > 1 else None,
        "outline": _outline(frame, bounds, outline),
        "roads": _roads(movement, frame, bounds),
        "places": named,
        "unplaced": unplaced,
        "goals": goals,
        "beyond": beyond,
        "hubs": hubs,
        "openings": _openings(town, days),
    }


def _histories(
    control: Control, days: Sequence[date], codes: dict[str, int]
) -> dict[str, list[list[int]]]:
    """For each place, [day, state, per cent] wherever the state or its chance (by 5) changes."""
    if not days:
        return {}
    states = control.states
    best: pd.DataFrame = states.loc[states.groupby(["place_id", "date"])["probability"].idxmax()]
    found: dict[str, list[list[int]]] = {}
    for row in rows(best.sort_values(["place_id", "date"])):
        index = (row["date"] - days[0]).days
        if index < 0:
            continue
        code = codes.get(row["state"], len(codes) - 1)
        per_cent = math.floor(0.5 + 100 * float(row["probability"]))
        history = found.setdefault(row["place_id"], [])
        if not history or history[-1][1] != code or abs(history[-1][2] - per_cent) >= 5:
            history.append([index, code, per_cent])
    return found


def _siege(items: Sequence[Row], days: Sequence[date]) -> list[list[int]]:
    """[day, per cent besieged] wherever it moves by five points or more."""
    found: list[list[int]] = []
    for row in sorted(items, key=lambda row: row["date"]):
        if row["besieged"] is None or not days or row["date"] < days[0]:
            continue
        per_cent = math.floor(0.5 + 100 * float(row["besieged"]))
        if not found or abs(found[-1][1] - per_cent) >= 5:
            found.append([(row["date"] - days[0]).days, per_cent])
    return found


def _openings(town: Front, days: Sequence[date]) -> list[list[int | None]]:
    """[day, p_24h, p_7d, p_30d in per cent, 1 if open] for each day of the forecast."""
    if not days:
        return []
    found: list[list[int | None]] = []
    for row in town.history:
        index = (row["as_of"] - days[0]).days
        if index < 0:
            continue
        chances = [
            None if row[key] is None else math.floor(100 * float(row[key]) + 0.5)
            for key in ("p_24h", "p_7d", "p_30d")
        ]
        found.append([index, *chances, int(row["status"] == "open")])
    return found


def _goals(town: Front, movement: Movement, frame: Frame) -> tuple[list[dict[str, Any]], list[str]]:
    """Where this town's people go within 7 days, and in words what lies beyond the map."""
    coarse = _coarse(movement)
    found: list[dict[str, Any]] = []
    beyond: list[str] = []
    mine = [
        row
        for row in rows(movement.arrivals)
        if row["origin"] == town.id and row["horizon_days"] == 7 and row["q95"]
    ]
    most = max((row["q95"] for row in mine), default=0.0)
    for row in sorted(mine, key=lambda row: -(row["q50"] or 0.0)):
        if row["lat"] is None or row["lon"] is None:
            continue
        x, y = frame.km(*coarse.get(row["destination"], (row["lat"], row["lon"])))
        people = spread(row["q05"], row["q50"], row["q95"])
        slight = row["q95"] < SLIGHT * most
        if math.hypot(x, y) > FARTHEST_KM or len(found) == MOST_GOALS or slight:
            beyond.append(f"{row['name']} {people}")
        elif math.hypot(x, y) > 1.0:
            weight = float(row["q50"] or 0.0) + 0.1 * float(row["q95"])
            found.append({"name": row["name"], "x": x, "y": y, "people": people, "weight": weight})
    heaviest = max((goal["weight"] for goal in found), default=1.0) or 1.0
    for goal in found:
        goal["weight"] = round(goal["weight"] / heaviest, 2)
    return found, beyond


def _coarse(movement: Movement) -> dict[str, tuple[float, float]]:
    """Camps to a tenth of a degree (some 10 km): no page should lead to where people shelter."""
    return {
        row["place_id"]: (round(row["lat"], 1), round(row["lon"], 1))
        for row in rows(movement.destinations)
        if row["kind"] == "camp" and row["lat"] is not None and row["lon"] is not None
    }


def _bounds(points: Sequence[tuple[float, float]], least: float) -> list[float]:
    """West, east, south, north in km with a margin, at least `least` km to each side."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    found = []
    for values in (xs, ys):
        middle = (min(values) + max(values)) / 2
        half = max(least, (max(values) - min(values)) / 2 * 1.25)
        found += [round(middle - half, 1), round(middle + half, 1)]
    return found


def _outline(frame: Frame, bounds: Sequence[float], outline: Outline | None) -> dict[str, Any]:
    """Borders and coasts within twice the bounds, so that a wide panel is filled as well."""
    if outline is None:
        return {"x": [], "y": []}
    wide, high = bounds[1] - bounds[0], bounds[3] - bounds[2]
    reach = max(wide, high) * 1.5
    south, west = frame.degrees(bounds[0] - reach, bounds[2] - reach)
    north, east = frame.degrees(bounds[1] + reach, bounds[3] + reach)
    lines = outline(west, max(-90.0, south), east, min(90.0, north))
    return _joined([[frame.km(lat, lon) for lon, lat in line] for line in lines])


def _roads(movement: Movement, frame: Frame, bounds: Sequence[float]) -> dict[str, Any]:
    """Straight lines from town to town: which places a known road joins, not where it runs."""
    lines = []
    coarse = _coarse(movement)
    for row in rows(movement.roads):
        ends = (row["from_lat"], row["from_lon"], row["to_lat"], row["to_lon"])
        if row["estimated"] or None in ends:
            continue
        line = [
            frame.km(*coarse.get(row["from_id"], (ends[0], ends[1]))),
            frame.km(*coarse.get(row["to_id"], (ends[2], ends[3]))),
        ]
        if any(bounds[0] <= x <= bounds[1] and bounds[2] <= y <= bounds[3] for x, y in line):
            lines.append(line)
    return _joined(lines)


def _joined(lines: Sequence[Sequence[tuple[float, float]]]) -> dict[str, Any]:
    """Polylines as one x and one y list with a gap between each two."""
    x: list[float | None] = []
    y: list[float | None] = []
    for line in lines:
        x += [*(round(p[0], 1) for p in line), None]
        y += [*(round(p[1], 1) for p in line), None]
    return {"x": x, "y": y}
