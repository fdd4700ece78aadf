"""Who serves whom, how far it is, and how often a truck gets there."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from firstlight.needs import items
from firstlight.settings import Settings, parse
from firstlight.staging import network
from firstlight.staging.scenarios import draw
from tests.staging import staging_world as world

EVERYWHERE = {("gn:9", place): (10.0, 20.0, 30.0) for place in world.CAMPS}


def built(settings: Settings, movement=None, countries=None):  # type: ignore[no-untyped-def]
    movement = movement or world.movement([EVERYWHERE])
    where = draw(movement, settings, tuple(items().values())).destinations
    return network.build(movement, settings, where, countries)


def served(found: network.Network, row: int = 0) -> set[str]:
    return set(found.destinations["place_id"][np.isfinite(found.km[row])])


def test_a_hub_serves_its_own_country_and_no_other() -> None:
    assert served(built(parse({"hubs": [world.hub()]}))) == {"gn:1", "gn:2"}


def test_a_hub_crosses_a_border_where_it_says_so() -> None:
    assert served(built(parse({"hubs": [world.hub(serves=["SY"])]}))) == {"gn:3"}
    assert served(built(parse({"hubs": [world.hub(serves=["SY", "IQ"])]}))) == set(world.CAMPS)


def test_a_hub_serves_the_destinations_of_a_front() -> None:
    runs = [{("gn:8", "gn:1"): (1.0, 1.0, 1.0), ("gn:9", "gn:2"): (1.0, 1.0, 1.0)}]
    found = built(parse({"hubs": [world.hub(serves=["GN:9"])]}), world.movement(runs))
    assert served(found) == {"gn:2"}


def test_the_hubs_country_may_be_told() -> None:
    found = built(parse({"hubs": [world.hub()]}), countries={"depot": "SY"})
    assert served(found) == {"gn:3"}


def test_distance_without_roads_is_great_circle_times_detour() -> None:
    found = built(parse({"hubs": [world.hub()], "roads": {"detour": 1.5}}))
    column = list(found.destinations["place_id"]).index("gn:1")
    # Along a meridian: 0.15 degrees of latitude.
    assert found.km[0, column] == pytest.approx(1.5 * np.radians(0.15) * 6371.0088)
    assert not found.by_road[0, column]


def test_distance_follows_the_road_table_where_it_can() -> None:
    # The hub joins the table at gn:5, the only place of it within 50 km.
    roads = [("gn:5", "gn:1", 170.0), ("gn:2", "gn:1", 30.0), ("gn:5", "gn:1", 190.0)]
    movement = world.movement([EVERYWHERE], roads=roads, places={"gn:5": (34.2, 43.8)})
    found = built(parse({"hubs": [world.hub(lat=34.2)]}), movement)
    by = dict(zip(found.destinations["place_id"], found.km[0], strict=True))
    assert by["gn:1"] == pytest.approx(170, abs=0.01)
    assert by["gn:2"] == pytest.approx(200, abs=0.01)
    assert found.by_road[0].sum() == 2


def test_no_supply_road_leads_through_a_front() -> None:
    far = {"gn:9": (33.6, 44.9), "gn:5": (33.35, 43.81)}
    roads = [("gn:5", "gn:9", 1.0), ("gn:9", "gn:3", 1.0)]
    movement = world.movement([EVERYWHERE], roads=roads, places=far)
    found = built(parse({"hubs": [world.hub(serves=["SY"])]}), movement)
    column = list(found.destinations["place_id"]).index("gn:3")
    assert found.km[0, column] > 200
    assert not found.by_road[0, column]


def trips(km: float, **trucks: float) -> list[float]:
    settings = parse({"hubs": [world.hub()], "trucks": trucks})
    table = pd.DataFrame({"place_id": ["a"], "name": ["a"], "country": ["IQ"]})
    way = network.Network(
        settings.hubs, ("IQ",), table, np.array([[km]]), np.zeros((1, 1), bool), np.zeros((1, 1))
    )
    return list(way.trips(settings.trucks)[0, 0])


def test_trips_count_lead_time_distance_and_loading() -> None:
    # 150 km at 300 km a day: half a day there, a turn of 1.25 days, the first truck at day 1.5.
    assert trips(150, km_per_day=300, lead_days=1) == [0, 5, 23]
    assert trips(150, km_per_day=300, lead_days=0.5)[0] == 1
    assert trips(150, km_per_day=300, lead_days=40) == [0, 0, 0]


def test_no_trips_without_a_way() -> None:
    assert trips(float("nan")) == [0, 0, 0]
