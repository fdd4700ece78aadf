"""The cohort law: nobody is lost, and it is the law of people who decide one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstlight.movement.cohorts import Ways, flow
from firstlight.movement.inputs import DAYS, hazards
from firstlight.movement.outflows import Leaving


def ways(share: list[float], days: list[float], runs: int) -> Ways:
    return Ways(np.tile(np.array(share), (runs, 1)), np.tile(np.array(days), (runs, 1)))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 20), st.integers(0, 6), st.integers(1, 35))
def test_people_are_conserved_in_every_run(seed: int, runs: int, places: int, days: int) -> None:
    rng = np.random.default_rng(seed)
    inside = rng.integers(0, 1_000_000, runs)
    hazard = rng.random((runs, days)) ** 3
    share = rng.dirichlet(np.ones(places), runs) if places else np.zeros((runs, 0))
    moved = flow(rng, inside, hazard, Ways(share, 50 * rng.random((runs, places)) ** 4))
    assert (moved.inside + moved.road + moved.arrived.sum(axis=1) == inside[:, None]).all()
    assert (moved.road >= 0).all() and (moved.inside >= 0).all()
    assert (np.diff(moved.left, axis=1) >= 0).all() and (np.diff(moved.arrived, axis=2) >= 0).all()


def test_equals_people_who_decide_one_by_one() -> None:
    runs, people, days = 3000, 40, 6
    hazard = [0.02, 0.3, 0.25, 0.1, 0.05, 0.05]
    share, road = [0.6, 0.3, 0.1], [0.4, 1.3, 2.9]
    moved = flow(
        np.random.default_rng(1),
        np.full(runs, people),
        np.tile(hazard, (runs, 1)),
        ways(share, road, runs),
    )
    rng = np.random.default_rng(2)
    alone = np.zeros((runs, 3, days + 1))
    for run in range(runs):
        for _ in range(people):
            for day, chance in enumerate(hazard, start=1):
                if rng.random() < chance:
                    where = int(np.searchsorted(np.cumsum(share), rng.random()))
                    there = day + int(rng.random() + road[where])
                    alone[run, where, there:] += 1
                    break
    ours = moved.arrived.astype(float)
    error = np.sqrt((ours.var(axis=0) + alone.var(axis=0)) / runs)
    away = (ours.mean(axis=0) - alone.mean(axis=0))[error > 0] / error[error > 0]
    assert np.abs(away).max() < 4 and np.sqrt((away**2).mean()) < 1.6
    mixed = ours.var(axis=0)[error > 0] / alone.var(axis=0)[error > 0]
    assert mixed == pytest.approx(1, abs=0.35)
    # those who go to one place are not with those who go to another
    last = ours[:, :, -1]
    assert np.cov(last[:, 0], last[:, 1])[0, 1] == pytest.approx(
        np.cov(alone[:, 0, -1], alone[:, 1, -1])[0, 1], abs=0.6
    )


def test_nobody_moves_where_there_is_no_chance_or_nobody() -> None:
    still = flow(np.random.default_rng(0), np.full(5, 1000), np.zeros((5, 30)), ways([1], [1], 5))
    assert not still.left.any() and not still.arrived.any()
    nobody = flow(np.random.default_rng(0), np.zeros(5, int), np.ones((5, 30)), ways([1], [1], 5))
    assert not nobody.left.any()


def test_journey_takes_its_days() -> None:
    moved = flow(np.random.default_rng(0), np.full(1, 90), np.eye(1, 10), ways([1], [3.0], 1))
    assert moved.left[0, 1] == 90
    assert moved.arrived[0, 0, 3] == 0 and moved.arrived[0, 0, 4] == 90
    assert moved.road[0, 3] == 90


def leaving(share: float, burst: float, tail: float) -> Leaving:
    return Leaving(np.array([share]), np.array([burst]), np.array([tail]))


def test_hazards_add_up_to_the_law_of_leaving() -> None:
    law = leaving(0.7, 0.5, 5.0)
    hazard = hazards(law, np.array([1.0]), 0.0, np.array([0.01]))[0]
    stay = np.cumprod(1 - hazard)
    assert 1 - stay[1] == pytest.approx(0.7 * 0.5, rel=0.01)  # 48 hours
    assert 1 - stay[29] == pytest.approx(0.7, rel=0.01)
    assert stay[6] < stay[1] and hazard[2] < hazard[1]


def test_trickle_before_the_opening_and_tail_of_one_long_past() -> None:
    law = leaving(0.7, 0.5, 5.0)
    closed = hazards(law, np.array([np.nan]), 0.0, np.array([0.01]))[0]
    assert closed == pytest.approx(0.01) and len(closed) == DAYS
    late = hazards(law, np.array([10.0]), 0.0, np.array([0.01]))[0]
    assert late[:9] == pytest.approx(0.01) and late[9] > 0.1
    past = hazards(law, np.array([0.0]), 12.0, np.array([0.01]))[0]
    assert past[0] < 0.05 and past[0] > past[20]
