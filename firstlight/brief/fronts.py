"""The followed towns, the likeliest to open first, with what each stage says of them today."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from firstlight.brief.rows import Row, grouped, latest, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from firstlight.control.result import Control
    from firstlight.movement.result import Movement
    from firstlight.openings.result import Openings
    from firstlight.records import Report
    from firstlight.settings import Settings

CONTESTED, UNKNOWN, UNNAMED = "contested", "unknown", "others"


@dataclass(frozen=True)
class Front:
    """One town: rows are those of the stages' tables, oldest first."""

    id: str
    name: str
    lat: float | None
    lon: float | None
    history: list[Row] = field(default_factory=list)
    curve: list[Row] = field(default_factory=list)
    people: list[Row] = field(default_factory=list)
    displaced: Row | None = None
    state: str = UNKNOWN
    state_probability: float | None = None
    besieged: float | None = None

    @property
    def now(self) -> Row:
        """The answer of today: the last row of the openings forecast."""
        return self.history[-1] if self.history else Row()

    @property
    def inside(self) -> Row | None:
        """The people inside as believed today, or None where no report gives a number."""
        return self.people[-1] if self.people else None

    @property
    def is_open(self) -> bool:
        return bool(self.now["status"] == "open")

    def chance(self, horizon: str) -> float:
        """The chance that it opens within "24h", "7d" or "30d"; 0 where it is unknown."""
        return float(self.now[f"p_{horizon}"] or 0.0)


def fronts(control: Control, openings: Openings, movement: Movement) -> list[Front]:
    """Towns of the openings forecast, or of the control table without one; closed ones first."""
    places = {row["place_id"]: row for row in rows(control.places)}
    history = grouped(rows(openings.forecast), "place_id")
    curves = grouped(rows(openings.curve), "place_id")
    people = grouped(rows(movement.people), "place_id")
    displaced = grouped(rows(movement.displaced), "place_id")
    holders = _today(control)
    sieges = {row["place_id"]: row["besieged"] for row in _last_rows(rows(control.sieges))}
    towns = list(history) or list(dict.fromkeys(row["front"] for row in places.values()))
    found = []
    for town in towns:
        place = places.get(town, Row())
        state, probability = holders.get(town, (UNKNOWN, None))
        outside = sorted(displaced.get(town, []), key=lambda row: row["date"])
        found.append(
            Front(
                id=town,
                name=place["name"] or str(town),
                lat=place["lat"],
                lon=place["lon"],
                history=sorted(history.get(town, []), key=lambda row: row["as_of"]),
                curve=sorted(curves.get(town, []), key=lambda row: row["day"]),
                people=sorted(people.get(town, []), key=lambda row: row["date"]),
                displaced=outside[-1] if outside else None,
                state=state,
                state_probability=probability,
                besieged=sieges.get(town),
            )
        )
    return sorted(found, key=lambda one: (one.is_open, -one.chance("7d"), one.name))


def as_of(
    settings: Settings, reports: Sequence[Report], openings: Openings | None = None
) -> date | None:
    """The day on which the answer stands; None where nothing is dated."""
    if settings.case.as_of:
        return settings.case.as_of
    dated = [report.published for report in reports if report.published]
    if dated:
        return max(dated)
    return latest(rows(openings.forecast), "as_of") if openings is not None else None


def holder(state: str, settings: Settings) -> str:
    """A state of the control table in words."""
    if state in (CONTESTED, UNKNOWN):
        return "contested" if state == CONTESTED else "holder unknown"
    return side_name(state, settings)


def side_name(side: str, settings: Settings) -> str:
    """The name of a side or of an actor that stands on its own; else its id in words."""
    names = {actor.id: actor.name for actor in settings.actors}
    names |= {one.id: one.name for one in settings.sides}
    if side in names or settings.sides or settings.actors:
        return names.get(side, side)
    words = side.replace("-", " ")
    return "forces that no report names" if side == UNNAMED else words[:1].upper() + words[1:]


def _last_rows(items: list[Row]) -> list[Row]:
    last: dict[str, Row] = {}
    for row in items:
        if row["place_id"] not in last or row["date"] >= last[row["place_id"]]["date"]:
            last[row["place_id"]] = row
    return list(last.values())


def _today(control: Control) -> dict[str, tuple[str, float]]:
    """Each place's likeliest state on the last day of the control table."""
    states = control.states
    if states.empty:
        return {}
    last = states[states["date"] == states.groupby("place_id")["date"].transform("max")]
    best: dict[str, tuple[str, float]] = {}
    for row in rows(last):
        probability = float(row["probability"] or 0.0)
        if row["place_id"] not in best or probability > best[row["place_id"]][1]:
            best[row["place_id"]] = (row["state"], probability)
    return best
