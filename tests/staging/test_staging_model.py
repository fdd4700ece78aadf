"""The plan's program against one written anew, in loops, and against its own rules."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy import optimize

from firstlight.needs import items
from firstlight.settings import Settings, parse
from firstlight.staging import network
from firstlight.staging.data import Data
from firstlight.staging.model import Model
from firstlight.staging.outcome import Outcome, cvar, person_days, read, short
from firstlight.staging.scenarios import Scenarios, draw, penalty
from tests.staging import staging_world as world

CHOSEN = tuple(items()[name] for name in ("water_m3", "food_ration", "tent_5p"))


def runs(count: int, seed: int = 1) -> list[dict]:
    rng = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        people = np.cumsum(rng.integers(0, 900, (2, 3)), axis=1)
        found.append({("gn:9", f"gn:{n + 1}"): tuple(people[n]) for n in range(2)})
    return found


def settings(**changes: object) -> Settings:
    base: dict[str, object] = {
        "hubs": [
            world.hub(trucks=2, stock={"food_ration": 3000, "water_m3": 10}, capacity_m3=90),
            world.hub(id="far", name="Far", lat=33.0, lon=45.2, trucks=3, stock={"tent_5p": 60}),
        ],
        "trucks": {"lead_days": 0.25, "capacity_t": 5, "capacity_m3": 12},
        "budget": {"usd": 30_000},
    }
    return parse(base | changes)


def solved(
    case: Settings, count: int = 3, seed: int = 1
) -> tuple[Model, Scenarios, Outcome, float]:
    movement = world.movement(runs(count, seed))
    scenarios = draw(movement, case, CHOSEN)
    ways = network.build(movement, case, scenarios.destinations)
    model = Model(Data.of(ways, CHOSEN, case))
    solution = model.program(scenarios).solve(gap=1e-9)
    return model, scenarios, read(model, scenarios, solution), solution.objective * 1000


def by_hand(data: Data, scenarios: Scenarios) -> float:
    """The same plan as one dense program in units and USD, named variables, plain loops."""
    names: dict[tuple, int] = {}

    def v(*key: object) -> int:
        return names.setdefault(key, len(names))

    rows: list[tuple[dict[int, float], float, float]] = []
    cost: dict[int, float] = {}
    hubs, places = range(len(data.trucks)), range(len(scenarios.destinations))
    kinds, windows = range(len(data.items)), range(3)
    km, chance = data.network.km, 1 / scenarios.count
    pairs = [(h, g) for h in hubs for g in hubs if h != g
             and data.network.between[h, g] <= data.km_per_day]  # fmt: skip
    now: dict[int, float] = {}
    for h in hubs:
        for i in kinds:
            if data.items[i].obtained == "ahead":
                now[v("x", h, i)] = data.price[i]
    for h, g in pairs:
        now[v("z", h, g)] = data.network.between[h, g] * data.usd_per_km
    cost.update(now)
    rows.append((now, -np.inf, data.budget))
    for h in hubs:
        room = {v("x", h, i): data.items[i].m3_per_unit for i in kinds
                if data.items[i].obtained == "ahead"}  # fmt: skip
        rows.append((room, -np.inf, data.room[h]))
        rows.append(({v("z", *pair): 1.0 for pair in pairs if pair[0] == h}, -np.inf,
                     data.trucks[h]))  # fmt: skip
    for s in range(scenarios.count):
        spent = dict(now)
        for h in hubs:
            for i in kinds:
                out = {v("f", s, h, d, i, t): 1.0 for d in places for t in windows}
                if data.items[i].obtained == "ahead":
                    out[v("x", h, i)] = -1.0
                else:
                    out[v("w", s, h, i)] = -1.0
                    spent[v("w", s, h, i)] = data.price[i]
                rows.append((out, -np.inf, data.stock[h, i]))
            for t in windows:
                time = {}
                for d in places:
                    for early in range(t + 1):
                        if data.trips[h, d, t]:
                            time[v("k", s, h, d, early)] = 1 / data.trips[h, d, t]
                for pair in pairs:
                    if pair[0] == h:
                        time[v("z", *pair)] = 1.0
                    if pair[1] == h and t:
                        time[v("z", *pair)] = -1.0
                rows.append((time, -np.inf, data.trucks[h]))
            for d in places:
                for t in windows:
                    trips = v("k", s, h, d, t)
                    spent[trips] = 2 * km[h, d] * data.usd_per_km
                    if not data.trips[h, d, t]:
                        rows.append(({trips: 1.0}, 0, 0))
                    for each, limit in (
                        ([one.kg_per_unit / 1000 for one in data.items], data.load_t),
                        ([one.m3_per_unit for one in data.items], data.load_m3),
                    ):
                        load = {v("f", s, h, d, i, t): each[i] for i in kinds}
                        rows.append((load | {trips: -limit}, -np.inf, 0))
        rows.append((spent, -np.inf, data.budget))
        for key, usd in spent.items():
            if key not in now:
                cost[key] = usd * chance
        for d in places:
            for i, item in enumerate(data.items):
                for t in windows:
                    missing = v("u", s, d, i, t)
                    cost[missing] = chance * penalty(item)[t]
                    need = scenarios.need[s, d, i, t]
                    rows.append(({missing: 1.0}, -np.inf, need))
                    came = range(t, t + 1) if item.consumed else range(t + 1)
                    row = {v("f", s, h, d, i, w): 1.0 for h in hubs for w in came}
                    row[missing] = 1.0
                    if item.consumed:
                        if t < 2:
                            row[v("e", s, d, i, t)] = -1.0
                        if t:
                            row[v("e", s, d, i, t - 1)] = 1.0
                        rows.append((row, need, need))
                    else:
                        rows.append((row, need, np.inf))
    matrix = np.zeros((len(rows), len(names)))
    for number, (row, _, _) in enumerate(rows):
        for column, value in row.items():
            matrix[number, column] = value
    low, high = np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
    vector = np.zeros(len(names))
    for column, value in cost.items():
        vector[column] = value
    up, down = np.isfinite(high), np.isfinite(low)
    found = optimize.linprog(
        vector,
        A_ub=np.vstack([matrix[up], -matrix[down]]),
        b_ub=np.concatenate([high[up], -low[down]]),
        method="highs-ds",
    )
    assert found.success
    return float(found.fun)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("usd", [0, 8_000, 1_000_000])
def test_the_model_agrees_with_one_written_anew(seed: int, usd: float) -> None:
    model, scenarios, _, objective = solved(settings(budget={"usd": usd}), seed=seed)
    assert objective == pytest.approx(by_hand(model.data, scenarios), rel=1e-6)


def test_the_outcome_keeps_every_rule() -> None:
    model, scenarios, found, objective = solved(settings(), count=5)
    data = model.data
    assert objective == pytest.approx(found.objective.mean(), rel=1e-6)
    assert found.cost_now + found.transport.max() <= data.budget * (1 + 1e-6)
    leaving = found.flows.sum(axis=2)
    ahead = ~model.drawn
    held = data.stock + found.buy
    assert (leaving[:, :, ahead] <= held[:, ahead] + 1e-3).all()
    size = np.array([one.m3_per_unit for one in data.items])
    assert (found.buy[:, ahead] @ size[ahead] <= data.room + 1e-6).all()
    have = data.trucks - found.moved.sum(axis=1) + found.moved.sum(axis=0)
    assert (found.busy <= np.maximum(have, data.trucks) + 1e-6).all()
    consumed = np.array([one.consumed for one in data.items])
    brought = found.flows.sum(axis=1)[:, :, consumed]
    need = scenarios.need[:, :, consumed].sum(axis=-1)
    missing = found.unmet[:, :, consumed].sum(axis=-1)
    assert brought + missing == pytest.approx(need, abs=1e-3)
    assert (found.unmet <= scenarios.need + 1e-6).all()


def test_more_money_never_leaves_more_unmet() -> None:
    penalties = [
        solved(settings(budget={"usd": usd}))[2].penalty.mean() for usd in (0, 5e3, 2e4, 1e5, 1e6)
    ]
    objectives = [solved(settings(budget={"usd": usd}))[3] for usd in (0, 5e3, 2e4, 1e5, 1e6)]
    assert all(b <= a * (1 + 1e-9) for a, b in pairwise(objectives))
    assert all(b <= a * (1 + 1e-6) for a, b in pairwise(penalties))


def test_more_trucks_and_an_earlier_start_never_hurt() -> None:
    few = solved(settings())[3]
    more = settings(hubs=[world.hub(trucks=9, stock={"food_ration": 3000, "water_m3": 10},
                                    capacity_m3=90),
                          world.hub(id="far", name="Far", lat=33.0, lon=45.2, trucks=3,
                                    stock={"tent_5p": 60})])  # fmt: skip
    assert solved(more)[3] <= few * (1 + 1e-9)
    sooner = settings(trucks={"lead_days": 0, "capacity_t": 5, "capacity_m3": 12})
    assert solved(sooner)[3] <= few * (1 + 1e-9)


@pytest.mark.parametrize(
    "case",
    [
        {"budget": {"usd": 0}},
        {"hubs": [world.hub(trucks=0)]},
        {"hubs": [world.hub(stock={})], "budget": {"usd": 0}},
        {"hubs": [world.hub(serves=["LY"])]},
        {"trucks": {"lead_days": 90}},
        {"hubs": [world.hub(stock={"tent_5p": 1e6}, capacity_m3=1)]},
    ],
)
def test_there_is_always_a_plan(case: dict) -> None:
    _, scenarios, found, _ = solved(settings(**case))
    assert np.isfinite(found.objective).all()
    assert (found.unmet <= scenarios.need + 1e-6).all()


def test_what_cannot_be_reached_is_wholly_unmet() -> None:
    _, scenarios, found, _ = solved(settings(hubs=[world.hub(serves=["LY"])]))
    assert found.unmet == pytest.approx(scenarios.need)
    assert not found.flows.any() and found.cost_now == 0
    days = person_days(scenarios, found.unmet)
    people = scenarios.people.sum(axis=1) @ np.array([1, 6, 23])
    assert days[:, 0] == pytest.approx(people)
    assert short(scenarios, found.unmet).max() == pytest.approx(scenarios.people.max())


def test_the_penalty_is_that_of_a_person_and_day() -> None:
    tent, water = items()["tent_5p"], items()["water_m3"]
    assert penalty(tent) == pytest.approx(5 * tent.usd_per_person_day * np.array([1, 6, 23]))
    assert penalty(water)[0] == pytest.approx(water.usd_per_person_day / 0.0075)


def test_cvar_is_the_mean_of_the_worst_twentieth() -> None:
    assert cvar(np.arange(1.0, 101.0)) == pytest.approx(np.mean([96, 97, 98, 99, 100]))
    assert cvar(np.array([3.0, 9.0])) == pytest.approx(9.0)
    # Of thirty scenarios, the worst and half of the next.
    assert cvar(np.arange(1.0, 31.0)) == pytest.approx((30 + 0.5 * 29) / 1.5)
