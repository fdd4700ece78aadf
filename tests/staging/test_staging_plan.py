"""The whole stage: tables, sentences, and what it does where there is nothing to plan."""

from __future__ import annotations

import re

import numpy as np
import pytest

from firstlight import needs, staging
from firstlight.errors import SettingsError
from firstlight.settings import Settings, parse
from firstlight.staging import Staging
from tests.staging import staging_world as world

STEADY = [{("gn:9", "gn:1"): (100.0, 700.0, 3000.0 + n)} for n in range(12)]
HALF = [*STEADY[:6], *[{}] * 6]


def planned(runs: list, **case: object) -> Staging:
    movement = world.movement(runs)
    settings = parse({"hubs": [world.hub()], "trucks": {"lead_days": 0.3}} | case)
    return staging.plan(movement, needs.compute(movement, settings), settings)


def measure(found: Staging, name: str) -> float:
    return float(found.summary.set_index("measure")["value"][name])


def test_without_hubs_the_plan_is_empty_and_says_what_to_add() -> None:
    found = planned(STEADY, hubs=[])
    assert found.plan.empty and found.today.empty and found.summary.empty
    assert "[[hubs]]" in found.notes["note"][0]


def test_without_arrivals_the_plan_is_empty_and_says_so() -> None:
    found = planned([{}] * 5)
    assert found.plan.empty
    assert "nobody" in found.notes["note"][0] or "no run" in found.notes["note"][0]


def test_what_comes_surely_is_bought_and_met() -> None:
    # At the usual price the last tent, for one scenario in twelve, would not be worth it.
    found = planned(STEADY, hubs=[world.hub(trucks=40)], costs={"tent_5p": {"usd": 50}})
    rations = found.plan.set_index("item").loc["food_ration"]
    needed = found.unmet.set_index("item").loc["food_ration"]
    assert rations.buy >= needed.need_q50
    assert needed.q95 == 0 and needed.share_met_q05 == 1 and needed.probability_any == 0
    assert measure(found, "person_days_unmet") == pytest.approx(0, abs=1)
    assert rations.buy == int(rations.buy)
    kits = found.plan.set_index("item").loc["health_kit_iehk"]
    assert kits.buy == 1


def test_what_is_sure_stands_under_today_with_its_price() -> None:
    found = planned(STEADY, hubs=[world.hub(trucks=40)], costs={"tent_5p": {"usd": 400}})
    rows = found.today[found.today["action"].str.contains("family tents for Depot")]
    assert len(rows) == 1
    assert rows.iloc[0]["share_of_scenarios"] >= 0.9
    tents = int("".join(c for c in rows.iloc[0]["action"] if c.isdigit()))
    assert 0 < tents <= 603
    assert rows.iloc[0]["cost_usd"] == tents * 400
    assert found.today["action"].str.contains("Make ready at Depot for North camp").any()
    assert found.today["action"].str.endswith(".").all()


def test_what_half_of_the_scenarios_need_is_not_for_today() -> None:
    found = planned(HALF, hubs=[world.hub(trucks=40)])
    assert found.today.empty
    assert (found.plan["buy"] > 0).any()
    assert found.plan.set_index("item").loc["food_ration"].share_of_scenarios == pytest.approx(0.5)


def test_the_budget_holds_in_whole_lots() -> None:
    found = planned(STEADY, budget={"usd": 12_345})
    now = found.plan["cost_usd"].sum()
    assert now <= 12_345
    assert measure(found, "cost_total_usd") <= 12_345 * (1 + 1e-6)


def test_stock_is_used_before_anything_is_bought() -> None:
    stock = {item: 1e6 for item in needs.items() if item != "water_m3"}
    found = planned(STEADY, hubs=[world.hub(trucks=40, stock=stock)])
    assert (found.plan["buy"] == 0).all()
    assert measure(found, "cost_now_usd") == pytest.approx(0, abs=0.01)


def test_regret_is_never_negative_and_foreknowledge_helps_where_things_are_uncertain() -> None:
    sure, unsure = planned(STEADY[:1] * 10), planned(HALF)
    for found in (sure, unsure):
        assert measure(found, "vss") >= 0 and measure(found, "evpi") >= 0
    scale = measure(sure, "objective")
    assert measure(sure, "vss") == pytest.approx(0, abs=1e-3 * scale)
    assert measure(unsure, "evpi") > 100


def test_margins_name_trucks_warning_and_money_and_their_worth() -> None:
    slow = {"lead_days": 0.3, "capacity_t": 2, "km_per_day": 60}
    found = planned(STEADY, hubs=[world.hub(trucks=1)], trucks=slow, budget={"usd": 50_000})
    what = found.margins.set_index("what")
    assert set(what.index) == {
        "one more truck at Depot", "one more day of warning", "10,000 USD more",
    }  # fmt: skip
    assert "spares on average" in what.loc["one more truck at Depot", "effect"]
    # Nothing is short of trucks or time where there are plenty of both.
    rich = planned(STEADY, hubs=[world.hub(trucks=400)]).margins.set_index("what")
    assert abs(rich.loc["one more truck at Depot", "value"]) < 1


def test_the_first_day_is_met_only_with_warning() -> None:
    late = planned(STEADY, trucks={"lead_days": 1.0}, hubs=[world.hub(trucks=40)])
    first = late.unmet_by_horizon[late.unmet_by_horizon["horizon_days"] == 1]
    assert (first["share_met_q50"] == 0).all()
    assert late.notes["note"].str.contains("lead_days").any()
    gained = late.margins.set_index("what").loc["one more day of warning", "value"]
    assert gained > 0


def test_a_plan_uses_at_least_a_hundred_scenarios_where_there_are_so_many() -> None:
    runs = [{("gn:9", "gn:1"): (1.0, 5.0, 10.0 + n)} for n in range(250)]
    found = planned(runs, run={"scenarios": 10})
    assert measure(found, "scenarios") == 100
    assert measure(planned(STEADY), "scenarios") == len(STEADY)


def test_the_same_input_gives_the_same_plan() -> None:
    one, other = planned(HALF, budget={"usd": 9000}), planned(HALF, budget={"usd": 9000})
    for name, table in one.tables().items():
        assert table.equals(other.tables()[name]), name


def test_trucks_move_to_where_they_are_needed() -> None:
    hubs = [
        world.hub(trucks=0),
        world.hub(id="idle", name="Idle", lat=33.2, lon=44.9, trucks=30, serves=["LY"]),
    ]
    found = planned(STEADY, hubs=hubs)
    have = found.trucks.set_index("hub")
    assert have.loc["depot", "to_have"] > 0
    assert have["to_have"].sum() == pytest.approx(30, abs=1)


def test_notes_name_the_repair() -> None:
    notes = " ".join(planned(STEADY, hubs=[world.hub(trucks=0)]).notes["note"])
    assert "set trucks in [[hubs]]" in notes and "[costs.<item>]" in notes
    lonely = " ".join(planned(STEADY, hubs=[world.hub(serves=["LY"])]).notes["note"])
    assert "'depot'" in lonely and "No hub serves North camp" in lonely


class Sea:
    """Land east of 20 degrees and north of 30 only."""

    def country_of(self, lat: float, lon: float) -> str | None:
        return "IQ" if lon > 20 and lat > 30 else None


def test_a_hub_in_the_sea_is_named_with_its_coordinates() -> None:
    settings = parse({"hubs": [world.hub(lat=10, lon=12)]})
    with pytest.raises(SettingsError, match=r"'depot'.*lat 10, lon 12.*correct lat and lon"):
        staging.check_hubs(settings, Sea())


def test_swapped_coordinates_are_noticed() -> None:
    with pytest.raises(SettingsError, match=r"lat = 44.2 and lon = 25"):
        staging.check_hubs(parse({"hubs": [world.hub(lat=25.0, lon=44.2)]}), Sea())


def test_hubs_on_land_pass_with_their_country() -> None:
    assert staging.check_hubs(parse({"hubs": [world.hub()]}), Sea()) == {"depot": "IQ"}
    assert staging.check_hubs(Settings(), Sea()) == {}


def test_unknown_stock_is_refused() -> None:
    with pytest.raises(SettingsError, match="blankets"):
        planned(STEADY, hubs=[world.hub(stock={"blankets": 5})])


def test_an_uncertain_opening_keeps_quantiles_in_order() -> None:
    found = planned(HALF, budget={"usd": 30_000})
    for table in (found.moves, found.unmet, found.unmet_by_horizon):
        values = table[["q05", "q50", "q95"]].to_numpy(dtype=float)
        assert (np.diff(values, axis=1) >= -1e-9).all()


def test_nothing_is_sent_to_where_the_holders_of_the_closed_town_are() -> None:
    runs = [{("gn:9", "gn:1"): (10.0, 70.0, 300.0), ("gn:9", "gn:2"): (5.0, 30.0, 100.0)}] * 12
    settings = parse({"hubs": [world.hub(trucks=40)], "trucks": {"lead_days": 0.3}})
    movement = world.movement(runs, same_holder=["gn:2"])
    found = staging.plan(movement, needs.compute(movement, settings), settings)
    assert set(found.moves["destination"]) == {"gn:1"}
    assert set(found.unmet["destination"]) == {"gn:1"}
    notes = found.notes["note"].str.cat(sep=" ")
    assert "Nothing is sent to South camp" in notes and "the 25% of all" in notes


def test_nothing_is_bought_that_hardly_any_scenario_would_use() -> None:
    # One scenario in forty with fifty times the people: worth a penalty, and no warehouse.
    usual = {("gn:9", "gn:1"): (10.0, 100.0, 1000.0)}
    flood = {("gn:9", "gn:1"): (500.0, 5000.0, 50_000.0)}
    found = planned([usual] * 39 + [flood], hubs=[world.hub(trucks=400)])
    bought = found.plan.set_index("item")
    assert 150 <= bought.loc["tent_5p", "buy"] <= 200
    assert bought.loc["health_kit_iehk", "buy"] == 1
    assert (bought["buy"] <= np.ceil(bought["to_stage"]) + 1).all()
    assert found.notes["note"].str.contains("1 scenario in 20").any()
    tents = found.unmet.set_index("item").loc["tent_5p"]
    assert tents["probability_any"] == pytest.approx(1 / 40)


def test_a_handful_gets_no_truck_and_is_told() -> None:
    runs = [{("gn:9", "gn:1"): (10.0, 70.0, 3000.0), ("gn:9", "gn:2"): (0.0, 1.0, 6.0)}] * 12
    found = planned(runs)
    assert set(found.moves["destination"]) == {"gn:1"}
    assert found.notes["note"].str.contains("fewer than 20 people").any()
    # Where few come anywhere, a few count.
    few = planned([{("gn:9", "gn:1"): (1.0, 3.0, 15.0)}] * 12)
    assert set(few.unmet["destination"]) == {"gn:1"}
    assert not few.notes["note"].str.contains("fewer than").any()


def test_what_is_no_money_does_not_carry_its_unit() -> None:
    units = planned(HALF).summary.set_index("measure")["unit"]
    assert set(units[["objective", "vss", "evpi"]]) == {"penalty points"}
    assert all(name.startswith("cost_") for name in units.index[units == "USD"])


def test_margins_say_two_significant_digits() -> None:
    slow = {"lead_days": 0.3, "capacity_t": 2, "km_per_day": 60}
    found = planned(STEADY, hubs=[world.hub(trucks=1)], trucks=slow, budget={"usd": 50_000})
    said = " ".join(found.margins["effect"]).replace("10,000 USD more", "")
    numbers = [word.replace(",", "") for word in re.findall(r"\d[\d,]*", said)]
    numbers = [one for one in numbers if one != "30"]
    assert numbers and all(len(one.rstrip("0")) <= 2 for one in numbers)


def test_what_is_chosen_over_some_scenarios_is_judged_over_all() -> None:
    random = np.random.default_rng(4)
    runs = [{("gn:9", "gn:1"): (10.0, 100.0, float(n))} for n in random.uniform(200, 4000, 150)]
    found = planned(runs, hubs=[world.hub(trucks=400)], run={"scenarios": 150})
    assert measure(found, "scenarios") == 150
    assert found.notes["note"].str.contains("chosen over 100 of the scenarios").any()
    bought = found.plan[found.plan["buy"] > 0].set_index("item")
    assert len(bought) > 3
    # No more than what stands ready but for a lot that is not used up.
    assert (bought["in_stock"] + bought["buy"] <= bought["to_stage"] + 1).all()
    assert (bought["share_of_scenarios"] >= 0.05).all()
