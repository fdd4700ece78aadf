"""What the page's tables and maps hold, before any of it is drawn."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstlight.brief import charts, maps, stock, tables
from firstlight.brief.fronts import fronts
from firstlight.brief.goods import amount, short
from firstlight.brief.totals import arriving
from tests.brief import sample

CASE = sample.case()
TOWNS = fronts(CASE.control, CASE.openings, CASE.movement)


def panels() -> list[dict[str, object]]:
    looks = maps.looks(CASE.control, CASE.settings)
    return maps.panels(TOWNS, CASE.control, CASE.movement, CASE.settings, sample.outline, looks)


def test_every_number_of_people_to_come_has_its_interval() -> None:
    totals = {h: arriving(CASE.movement, CASE.settings, h) for h, _ in tables.HORIZONS}
    made = tables.arrivals(TOWNS, CASE.movement, totals)
    assert made.rows[0].place == "Tawila"
    for row in made.rows:
        assert all(cell.interval or cell.middle == "none" for cell in row.cells)


def test_shortfalls_are_ordered_by_their_weight() -> None:
    made = stock.unmet(CASE.staging).rows
    assert (made[0].place, made[0].item) == ("Tawila", "Family tent for five")
    assert made[0].unmet == tables.Cell("3,400 tents", "0–9,800")
    assert made[0].met_says == "35%; in the worst 1 in 20, at most 12%"


def test_money_to_spend_stands_apart_from_other_figures() -> None:
    made = stock.summary(CASE.staging)
    assert [one.label for one in made if one.cost] == ["Cost now", "Cost with transport"]
    assert made[1].says == "about 1 million USD (0.79–1.5 million USD)"


@pytest.mark.parametrize(
    ("busy", "said"),
    [((9.0, 16.0), "9 busy in the middle scenario, all in the busiest 1 in 20"),
     ((0.2, 3.1), "none busy in the middle scenario, 3 or more in the busiest 1 in 20"),
     ((0.0, 0.0), "hardly any busy in 19 of 20 scenarios")],
)  # fmt: skip
def test_trucks_are_told_without_nought_or_more(busy: tuple[float, float], said: str) -> None:
    table = CASE.staging.trucks.head(1).assign(busy_q50=busy[0], busy_q95=busy[1])
    told = stock.trucks(replace(CASE.staging, trucks=table))["Tina store"]
    assert told == f"14 trucks there now, 16 by the plan; {said}"


def test_a_figure_that_is_nought_in_nearly_all_scenarios_is_not_told_by_its_mean() -> None:
    row = {"measure": "people_unmet_tap_7d", "label": "People short of taps", "unit": "people",
           "value": 22.0, "q05": 0.0, "q50": 0.0, "q95": 0.0}  # fmt: skip
    made = stock.summary(replace(CASE.staging, summary=pd.DataFrame([row])))
    assert made[0].says == "none in 19 of 20 scenarios"


def test_a_place_of_the_same_holder_is_marked() -> None:
    totals = {h: arriving(CASE.movement, CASE.settings, h) for h, _ in tables.HORIZONS}
    movement = CASE.movement
    there = movement.arrivals["name"] == "Tawila"
    marked = replace(movement, arrivals=movement.arrivals.assign(same_holder=there))
    made = tables.arrivals(TOWNS, marked, totals)
    assert {row.place for row in [*made.rows, *made.more] if row.beyond} == {"Tawila"}


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [(2490, "m³", "2,500 m³"), (1, "kit", "1 kit"), (4.83, "kit", "4 kits and 8 modules"),
     (6.2, "tent", "6 tents"), (0, "tent", "0 tents")],
)  # fmt: skip
def test_amounts(value: float, unit: str, said: str) -> None:
    assert amount(value, unit) == said


def test_items_in_a_sentence() -> None:
    assert short("water_m3", 300, "m³") == "300 m³ of safe water"
    assert short("tent_5p", 1750, "tent") == "1,800 family tents"
    assert short("oral_salts", 40, "box") == "oral salts (40 boxes)"


@given(
    st.floats(-60, 60), st.floats(-180, 180), st.floats(-150, 150), st.floats(-150, 150)
)  # fmt: skip
def test_projecting_there_and_back(lat: float, lon: float, x: float, y: float) -> None:
    frame = maps.Frame(lat, lon)
    back = frame.km(*frame.degrees(x, y))
    assert back == pytest.approx((x, y), abs=0.02)


def test_distances_on_the_map_are_true_within_a_hundredth() -> None:
    x, y = maps.Frame(13.628, 25.35).km(13.497, 24.879)
    assert math.hypot(x, y) == pytest.approx(53.0, rel=0.01)  # great circle on the ellipsoid


def test_camps_are_drawn_to_a_tenth_of_a_degree_only() -> None:
    town = next(one for one in TOWNS if one.name == "El Fasher")
    frame = maps.Frame(town.lat or 0.0, town.lon or 0.0)
    drawn = panels()[0]["goals"]
    assert isinstance(drawn, list)
    tawila = next(one for one in drawn if one["name"] == "Tawila")
    assert (tawila["x"], tawila["y"]) == frame.km(13.5, 24.9)


def test_a_quarter_without_a_point_of_its_own_is_named_but_not_drawn() -> None:
    drawn, named = panels()[0]["places"], panels()[0]["unplaced"]
    assert isinstance(drawn, list)
    assert isinstance(named, list)
    assert "the livestock market" not in [one["name"] for one in drawn]
    assert "the livestock market" in [one["name"] for one in named]


def test_holders_differ_by_shape_and_colour() -> None:
    looks = maps.looks(CASE.control, CASE.settings)
    assert len({one["symbol"] for one in looks}) == len(looks)
    assert len({one["colour"] for one in looks}) == len(looks)
    assert [one["id"] for one in looks[-2:]] == ["contested", "unknown"]


def test_a_place_changes_hands_on_the_day_it_did() -> None:
    drawn = panels()[0]["places"]
    assert isinstance(drawn, list)
    looks = [one["id"] for one in maps.looks(CASE.control, CASE.settings)]
    shouk = next(one for one in drawn if one["name"] == "Abu Shouk")
    first = next(day for day, state, _ in shouk["history"] if looks[state] == "rsf")
    assert str(maps.calendar(CASE.control)[first]) == "2025-10-02"


def test_a_chart_of_one_day_is_no_chart() -> None:
    bare = fronts(CASE.control, sample.empty_case().openings, CASE.movement)
    assert charts.trend(bare[0]) is None
    assert charts.curve(bare[0], sample.TODAY) is None
