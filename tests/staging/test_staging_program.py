"""The extensive form against other solvers and against counting everything out."""

from __future__ import annotations

import itertools
import os
from pathlib import Path

import numpy as np
import pytest
from scipy import optimize, sparse

from firstlight.staging import program
from firstlight.staging.program import INFINITY, Stage, TwoStage

DATA = Path(os.environ.get("FIRSTLIGHT_DATA", "../shared/data"))


def newsvendor(
    demand: list[float], price: float, penalty: float, *, lot: float | None = None
) -> TwoStage:
    """Buy x now; each unit of demand that x does not cover costs the penalty."""
    first = Stage(
        cost=np.array([price * (lot or 1.0)]),
        lower=np.zeros(1),
        upper=np.full(1, INFINITY),
        own=sparse.csr_matrix((0, 1)),
        row_lower=np.zeros(0),
        row_upper=np.zeros(0),
        whole=np.array([lot is not None]),
    )
    scenarios = [
        Stage(
            cost=np.array([penalty]),
            lower=np.zeros(1),
            upper=np.full(1, INFINITY),
            own=sparse.csr_matrix([[1.0]]),
            row_lower=np.array([one]),
            row_upper=np.array([INFINITY]),
            first=sparse.csr_matrix([[lot or 1.0]]),
            probability=1 / len(demand),
        )
        for one in demand
    ]
    return TwoStage(first, scenarios)


def random_program(seed: int, *, whole: bool = False) -> TwoStage:
    draw = np.random.default_rng(seed)
    width, count = 3, 4
    first = Stage(
        cost=draw.uniform(1, 2, width),
        lower=np.zeros(width),
        upper=np.full(width, 8.0),
        own=sparse.csr_matrix(draw.uniform(0, 1, (1, width))),
        row_lower=np.array([-INFINITY]),
        row_upper=np.array([6.0]),
        whole=np.full(width, whole),
    )
    scenarios = []
    for _ in range(count):
        own = np.hstack([-draw.uniform(0.2, 1, (2, 2)), -np.eye(2)])
        scenarios.append(
            Stage(
                cost=np.concatenate([draw.uniform(0.5, 3, 2), [20.0, 20.0]]),
                lower=np.zeros(4),
                upper=np.array([2.0, 2.0, INFINITY, INFINITY]),
                own=sparse.csr_matrix(own),
                row_lower=np.full(2, -INFINITY),
                row_upper=-draw.uniform(1, 9, 2),
                first=sparse.csr_matrix(-draw.uniform(0, 1, (2, width))),
                probability=1 / count,
            )
        )
    return TwoStage(first, scenarios)


def by_scipy(form: Stage) -> float:
    """The same program handed to scipy's branch and bound in one piece, rows split by hand."""
    found = optimize.milp(
        form.cost,
        bounds=optimize.Bounds(form.lower, form.upper),
        constraints=optimize.LinearConstraint(form.own.toarray(), form.row_lower, form.row_upper),
        integrality=form.integers().astype(int),
    )
    assert found.success
    return float(found.fun)


def dense(two: TwoStage) -> Stage:
    """The extensive form written out densely, block by block, apart from the code under test."""
    width = two.first.columns
    total = width + sum(part.columns for part in two.scenarios)
    rows = [np.hstack([two.first.own.toarray(), np.zeros((two.first.rows, total - width))])]
    at = width
    for part in two.scenarios:
        block = np.zeros((part.rows, total))
        block[:, :width] = part.first.toarray()
        block[:, at : at + part.columns] = part.own.toarray()
        rows.append(block)
        at += part.columns
    every = (two.first, *two.scenarios)
    return Stage(
        cost=np.concatenate([two.first.cost, *(p.probability * p.cost for p in two.scenarios)]),
        lower=np.concatenate([part.lower for part in every]),
        upper=np.concatenate([part.upper for part in every]),
        own=sparse.csr_matrix(np.vstack(rows)),
        row_lower=np.concatenate([part.row_lower for part in every]),
        row_upper=np.concatenate([part.row_upper for part in every]),
        whole=np.concatenate([part.integers() for part in every]),
    )


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("whole", [False, True])
def test_the_extensive_form_agrees_with_scipy(seed: int, whole: bool) -> None:
    two = random_program(seed, whole=whole)
    assert two.solve(gap=1e-9).objective == pytest.approx(by_scipy(dense(two)), rel=1e-7)


def test_two_scenarios_and_one_item_against_counting_out() -> None:
    demand, price, penalty = [30.0, 100.0], 2.0, 5.0
    tried = {
        x: price * x + penalty * np.mean([max(0, one - x) for one in demand]) for x in range(121)
    }
    found = newsvendor(demand, price, penalty).solve()
    assert found.objective == pytest.approx(min(tried.values()))
    assert found.x[0] == pytest.approx(min(tried, key=tried.__getitem__))


def test_lots_are_bought_whole() -> None:
    found = newsvendor([30.0, 100.0], 2.0, 5.0, lot=40.0).solve()
    tried = {
        n: 2.0 * 40 * n + 5.0 * np.mean([max(0, one - 40 * n) for one in (30, 100)])
        for n in range(5)
    }
    assert found.objective == pytest.approx(min(tried.values()))
    assert found.x[0] == pytest.approx(min(tried, key=tried.__getitem__))


@pytest.mark.parametrize("seed", range(4))
def test_rounding_large_programs_keeps_an_honest_bound(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    two = random_program(seed, whole=True)
    exact = two.solve(gap=1e-9)
    monkeypatch.setattr(program, "MIP_COLUMNS", 0)
    rounded = two.solve()
    assert rounded.x == pytest.approx(np.rint(rounded.x))
    assert rounded.bound <= exact.objective + 1e-7 <= rounded.objective + 2e-7
    assert rounded.gap >= 0


def test_small_integer_programs_against_all_choices() -> None:
    two = random_program(11, whole=True)
    best = INFINITY
    for choice in itertools.product(range(9), repeat=3):
        x = np.array(choice, dtype=float)
        if (two.first.own @ x > two.first.row_upper + 1e-9).any():
            continue
        later, _ = two.recourse(x)
        best = min(best, float(two.first.cost @ x + later.mean()))
    assert two.solve(gap=1e-9).objective == pytest.approx(best)


@pytest.mark.parametrize("seed", range(4))
def test_foreknowledge_is_cheapest_and_the_mean_dearest(seed: int) -> None:
    two = random_program(seed)
    here = two.solve()
    later, columns = two.recourse(here.x)
    assert two.first.cost @ here.x + later.mean() == pytest.approx(here.objective)
    assert [len(one) for one in columns] == [part.columns for part in two.scenarios]
    known, _ = two.wait_and_see()
    assert known.mean() <= here.objective + 1e-9
    stood_by = two.answered(here.x)
    assert stood_by.objective == pytest.approx(here.objective)
    assert all((one == y).all() for one, y in zip(columns, stood_by.y, strict=True))
    other, _ = two.recourse(np.zeros(3))
    assert other.mean() >= here.objective - 1e-9


def test_a_first_stage_that_leaves_no_way_out_costs_infinity() -> None:
    two = newsvendor([5.0], 1.0, 1.0)
    part = two.scenarios[0]
    tight = Stage(
        part.cost, part.lower, np.array([2.0]), part.own, part.row_lower, part.row_upper, part.first
    )
    costs, _ = TwoStage(two.first, [tight]).recourse(np.zeros(1))
    assert costs[0] == INFINITY


def test_the_published_optimum_of_cap41() -> None:
    path = DATA / "plan" / "orlib-cap" / "cap41.txt"
    if not path.exists():
        pytest.skip("the OR-Library instances lie in $FIRSTLIGHT_DATA, which is not here")
    from benchmarks.staging import facility_location

    found = facility_location(path.read_text()).solve(gap=1e-9)
    assert found.objective == pytest.approx(1040444.375, abs=1e-3)
