"""From runs of the movement to quantiles of need."""

from __future__ import annotations

import pytest

from firstlight import needs
from firstlight.errors import SettingsError
from firstlight.settings import Settings, parse
from tests.staging import staging_world as world


def row(table, destination: str, item: str, days: int):  # type: ignore[no-untyped-def]
    found = table[
        (table.destination == destination) & (table.item == item) & (table.horizon_days == days)
    ]
    assert len(found) == 1
    return found.iloc[0]


def test_fronts_that_open_in_the_same_run_are_added_before_the_quantiles() -> None:
    # Each front sends 100 in half of the runs: together 200 or none, never 100.
    both = {("gn:8", "gn:1"): (0, 0, 100), ("gn:9", "gn:1"): (0, 0, 100)}
    found = needs.compute(world.movement([both, {}] * 50), Settings())
    tents = row(found.needs, "gn:1", "tent_5p", 30)
    assert (tents.q05, tents.q95) == (0, 40)
    assert tents["mean"] == pytest.approx(20)


def test_runs_without_arrivals_count_as_none() -> None:
    one = {("gn:9", "gn:1"): (0, 0, 500)}
    found = needs.compute(world.movement([one] + [{}] * 99), Settings())
    tents = row(found.needs, "gn:1", "tent_5p", 30)
    assert tents.q50 == 0
    assert tents["mean"] == pytest.approx(1)


def test_the_table_says_where_each_quantity_comes_from() -> None:
    found = needs.compute(world.movement([{("gn:9", "gn:1"): (60, 60, 60)}]), Settings())
    early, late = (row(found.needs, "gn:1", "latrine_slab", days) for days in (1, 30))
    assert early.q50 == 2 and late.q50 == 3
    assert early["name"] == "North camp" and early.country == "IQ"
    assert early.source == "Sphere Handbook 2018" and early.page == "118"
    assert early.people_q50 == 60
    assert set(found.standards["item"]) == set(needs.items())


def test_those_already_there_have_a_table_of_their_own() -> None:
    found = needs.compute(world.movement([{}], already={"gn:2": 1000.0}), Settings())
    assert found.needs.empty
    assert set(found.current.destination) == {"gn:2"}
    assert row(found.current, "gn:2", "water_m3", 7).q50 == pytest.approx(105)


def test_an_unknown_item_in_the_settings_is_refused() -> None:
    settings = parse({"costs": {"biscuits": {"usd": 1}}})
    with pytest.raises(SettingsError, match="biscuits"):
        needs.compute(world.movement([{}]), settings)
