"""Who is inside, how many come out, and where they arrive: the whole stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from firstlight.frames import empty
from firstlight.movement import (
    destinations,
    displaced,
    inputs,
    links,
    outflows,
    roads,
    routes,
    tables,
)
from firstlight.movement.cohorts import flow
from firstlight.movement.destinations import Shelter
from firstlight.movement.geography import Gazetteer
from firstlight.movement.people import Town
from firstlight.movement.result import Movement
from firstlight.movement.revisions import beliefs
from firstlight.movement.roads import Node, RoadMap
from firstlight.records import Event, Fact, Report
from firstlight.settings import Settings

if TYPE_CHECKING:
    from firstlight.control import Control
    from firstlight.openings import Openings

STREAM = 5
"""Told to the random generator beside the seed, so that no two stages draw the same numbers."""


def simulate(
    facts: Sequence[Fact],
    reports: Sequence[Report],
    control: Control,
    openings: Openings,
    settings: Settings,
    gazetteer: Gazetteer,
    *,
    folder: Path | None = None,
    progress: Callable[[float], None] | None = None,
) -> Movement:
    """The movement out of every front that `openings` follows, over `settings.run.runs` runs.

    `folder` is where `settings.roads.file` lies. Raises `FirstlightError` where that file cannot
    be used. The same input and `settings.run.seed` give the same tables.
    """
    as_of = inputs.day_of(reports, settings)
    forecast = inputs.forecast_of(openings)
    nodes = inputs.fronts_of(forecast, control, gazetteer)
    parts = inputs.parts_of(control, nodes)
    if as_of is None:
        return _nobody()
    towns: dict[str, Town] = {}
    for place, row in forecast.items():
        town = inputs.town_of(nodes[place], row, facts, reports, parts, as_of)
        never_closed = row["status"] == "open" and town.closed is None
        if not never_closed or town.inside():
            towns[place] = town
    if not towns:
        return _nobody()
    nodes = {place: nodes[place] for place in towns}

    first = min((one.published for one in reports if one.published), default=as_of)
    believed = {place: beliefs(town, min(first, as_of), as_of) for place, town in towns.items()}
    located = [node for node in nodes.values() if np.isfinite(node.lat)]
    shelters = destinations.named(facts, reports, located, parts, as_of)
    road_map = road_map_of(settings, folder, gazetteer, located, shelters)
    told = destinations.mentioned(facts, reports, parts, road_map.nodes.values(), as_of)
    shelters = destinations.merged(shelters, told)

    runs = settings.run.runs
    rng = np.random.default_rng([settings.run.seed, STREAM])
    points = [(node.lat, node.lon) for node in located]
    holders = inputs.holders_of(openings)
    sides = inputs.sides_of(control, as_of)
    law = outflows.spreads(outflows.usable(outflows.table(), as_of, points))
    danger = inputs.danger_of(control, sorted(set(holders.values())), as_of)
    net = routes.network(road_map, danger, list(nodes), rng, runs)
    closed = [place for place in nodes if forecast[place]["status"] != "open"]

    found = []
    for index, (place, town) in enumerate(towns.items()):
        inside = believed[place][-1].draw(rng, runs)
        opened, since = inputs.opening_days(openings, forecast[place], place, as_of, rng, runs)
        leaving = outflows.draw(law, rng, runs)
        trickle = inputs.trickle_of(
            town, _fleeing(facts, place, parts), believed[place][-1], as_of, rng, runs
        )
        out = max((one.best for one in town.steps(as_of)), default=0.0)
        # what one side's towns flee from may be where another's find shelter
        own = inputs.danger_of(control, [holders[place]], as_of) if place in holders else danger
        ways = routes.routes(nodes[place], net, closed, shelters, out, own, rng)
        hazard = inputs.hazards(leaving, opened, since, trickle)
        moved = flow(rng, inside, hazard, ways.ways)
        found.append(tables.Front.of(place, town.name, opened, leaving, trickle, ways, moved))
        if progress is not None:
            progress((index + 1) / len(towns))

    reached = {node.id: node for one in found for node in one.routes.destinations}
    reached |= {one.node.id: one.node for one in shelters.values()}
    return Movement(
        people=tables.people(believed),
        displaced=displaced.table({place: town.steps(as_of) for place, town in towns.items()}),
        departures=tables.departures(found),
        arrivals=tables.arrivals(found, holders, sides),
        draws=tables.draws(found),
        openings=tables.openings(found),
        roads=road_map.table(),
        destinations=destinations.table(reached.values(), shelters, sides),
        parameters=tables.parameters(found, law, road_map.notes),
    )


def road_map_of(
    settings: Settings,
    folder: Path | None,
    gazetteer: Gazetteer,
    fronts: Sequence[Node],
    shelters: dict[str, Shelter],
) -> RoadMap:
    """The case's own roads, and estimated ones where it has none."""
    detour = settings.roads.detour
    known = [*fronts, *(one.node for one in shelters.values())]
    road_map = RoadMap()
    if settings.roads.file is not None:
        path = (folder or Path()) / settings.roads.file
        road_map = roads.load(
            path, gazetteer, countries=settings.case.countries, detour=detour, known=known
        )
    named = [one.node for one in shelters.values()]
    return links.around(road_map, fronts, gazetteer, detour=detour, named=named)


def _nobody() -> Movement:
    return Movement(**{name: empty(columns) for name, columns in Movement.COLUMNS.items()})


def _fleeing(facts: Sequence[Fact], place: str, parts: dict[str, str]) -> bool:
    return any(
        isinstance(fact, Event)
        and fact.type == "flee"
        and fact.status in ("actual", "ongoing")
        and fact.place is not None
        and parts.get(fact.place.id or "") == place
        for fact in facts
    )
