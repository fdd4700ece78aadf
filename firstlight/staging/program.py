"""Two-stage stochastic programs and their extensive form, solved with HiGHS.

    minimise    c'x + sum over s of p_s q_s'y_s
    subject to  a <= A x <= b                     (first stage, decided now)
                l_s <= T_s x + W_s y_s <= h_s     (second stage, one for each scenario s)

Some x and y may be whole numbers. Source: Birge and Louveaux, Introduction to Stochastic
Programming, 2nd edition, Springer 2011, chapters 1 (formulation), 4 (EVPI and VSS).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

INFINITY = float("inf")
MIP_COLUMNS = 20_000
"""Up to this many columns whole numbers are found by branch and bound, beyond by rounding."""

ENOUGH = 3e-3
"""Gap at which no other rounding is tried; the plan's summary states the gap that is left."""


@dataclass(frozen=True)
class Stage:
    """Columns with their cost and bounds, and the rows over them.

    `own` is A or W (rows x own columns); `first` is T (rows x first-stage columns), None in the
    first stage. `whole` marks the columns that take whole numbers.
    """

    cost: Floats
    lower: Floats
    upper: Floats
    own: sparse.csr_matrix
    row_lower: Floats
    row_upper: Floats
    first: sparse.csr_matrix | None = None
    whole: Bools | None = None
    probability: float = 1.0

    @property
    def columns(self) -> int:
        return len(self.cost)

    @property
    def rows(self) -> int:
        return len(self.row_lower)

    def integers(self) -> Bools:
        return np.zeros(self.columns, dtype=bool) if self.whole is None else self.whole


@dataclass(frozen=True)
class Solution:
    """What was found: `objective`, the best bound, and whether it is proved within the gap."""

    x: Floats
    """First-stage columns."""
    y: list[Floats]
    """Second-stage columns, one array a scenario."""
    objective: float
    bound: float
    basis: Any = field(default=None, repr=False)
    """Where the solver ended: a start for a program of the same shape."""

    @property
    def gap(self) -> float:
        """(objective - bound) / |objective|: how far from the best it may be at most."""
        return max(0.0, self.objective - self.bound) / max(1e-9, abs(self.objective))


class TwoStage:
    """A first stage and its scenarios. Raises `AssertionError` where no solution exists."""

    def __init__(self, first: Stage, scenarios: Sequence[Stage]) -> None:
        self.first = first
        self.scenarios = tuple(scenarios)

    def relaxed(self) -> TwoStage:
        """The same without whole numbers in the first stage."""
        return TwoStage(replace(self.first, whole=None), self.scenarios)

    def with_first(self, first: Stage) -> TwoStage:
        """The same scenarios after another first stage of the same shape."""
        return TwoStage(first, self.scenarios)

    def extensive_form(self) -> Stage:
        """All scenarios side by side as one program; columns: first stage, then each scenario."""
        parts = self.scenarios
        matrix = self._side_by_side()
        every = (self.first, *parts)
        return Stage(
            cost=np.concatenate(
                [self.first.cost, *(part.probability * part.cost for part in parts)]
            ),
            lower=np.concatenate([part.lower for part in every]),
            upper=np.concatenate([part.upper for part in every]),
            own=matrix,
            row_lower=np.concatenate([part.row_lower for part in every]),
            row_upper=np.concatenate([part.row_upper for part in every]),
            whole=np.concatenate([part.integers() for part in every]),
        )

    def _side_by_side(self) -> sparse.csr_matrix:
        """The rows of the first stage, then T_s and W_s, each W_s in columns of its own."""
        width = self.first.columns
        starts, indices, values = [self.first.own.indptr], [self.first.own.indices], []
        values.append(self.first.own.data)
        entries, offset = self.first.own.nnz, 0
        for part in self.scenarios:
            block = sparse.hstack([part.first, part.own], format="csr")
            starts.append(block.indptr[1:] + entries)
            indices.append(block.indices + np.where(block.indices >= width, offset, 0))
            values.append(block.data)
            entries += block.nnz
            offset += part.columns
        rows = self.first.rows + sum(part.rows for part in self.scenarios)
        return sparse.csr_matrix(
            (
                np.concatenate(values),
                np.concatenate(indices).astype(np.int32),
                np.concatenate(starts).astype(np.int32),
            ),
            shape=(rows, width + offset),
        )

    def solve(
        self, *, seconds: float = INFINITY, gap: float = 1e-4, start: Solution | None = None
    ) -> Solution:
        """The here-and-now solution (RP). `seconds` limits branch and bound.

        `start`, the solution of a program that differs only in its numbers, saves most of the time.

        Large programs whose only whole numbers stand in the first stage are solved without that
        demand, rounded, and solved again around the rounded values: `bound` is then the first
        solution's objective.
        """
        parts = (self.first, *self.scenarios)
        columns = sum(part.columns for part in parts)
        some = any(part.integers().any() for part in parts)
        second_stage = any(part.integers().any() for part in self.scenarios)
        basis = start.basis if start else None
        if not some or columns <= MIP_COLUMNS or second_stage:
            form = self.extensive_form()
            return self._split(_optimum(form, seconds=seconds, gap=gap, basis=basis))
        best, bound = _rounded(self.extensive_form(), basis)
        return replace(self._split(best), bound=bound)

    def recourse(self, x: Floats) -> tuple[Floats, list[Floats]]:
        """Each scenario's best cost when the first stage is x, and its columns.

        The costs leave out c'x and are not weighted; infinite where x leaves no way out.
        """
        found = list(self._answers(x))
        return np.array([one.objective for one in found]), [one.columns for one in found]

    def answered(self, x: Floats) -> Solution:
        """Each scenario answered as well as it can be with the first stage x.

        The objective is infinite where x leaves some scenario no way out.
        """
        found = list(self._answers(x))
        weights = [part.probability for part in self.scenarios]
        later = sum(w * one.objective for w, one in zip(weights, found, strict=True))
        value = float(self.first.cost @ x + later)
        return Solution(x, [one.columns for one in found], value, -INFINITY)

    def _answers(self, x: Floats) -> Iterator[_Optimum]:
        for part in self.scenarios:
            fixed = part.first @ x if part.first is not None else np.zeros(part.rows)
            alone = replace(
                part,
                first=None,
                row_lower=part.row_lower - fixed,
                row_upper=part.row_upper - fixed,
            )
            yield _optimum(alone, must=False)

    def wait_and_see(self) -> tuple[Floats, list[Floats]]:
        """Each scenario's best cost if it were known beforehand, and its first stage (WS).

        Whole numbers are not asked for, so the costs are lower bounds where there are any.
        """
        costs, firsts = [], []
        for part in self.scenarios:
            alone = TwoStage(self.first, [replace(part, probability=1.0)])
            found = _optimum(replace(alone.extensive_form(), whole=None))
            costs.append(found.objective)
            firsts.append(found.columns[: self.first.columns])
        return np.array(costs), firsts

    def _split(self, found: _Optimum) -> Solution:
        ends = np.cumsum([self.first.columns, *(part.columns for part in self.scenarios)])
        pieces = np.split(found.columns, ends[:-1])
        return Solution(pieces[0], pieces[1:], found.objective, found.bound, found.basis)


@dataclass(frozen=True)
class _Optimum:
    columns: Floats
    objective: float
    bound: float
    basis: Any = None


def _optimum(
    stage: Stage,
    *,
    seconds: float = INFINITY,
    gap: float = 1e-4,
    must: bool = True,
    basis: Any = None,
) -> _Optimum:
    """Pass one program to HiGHS as it is, whole, and read its answer.

    Raises `AssertionError` where there is none and `must`; else answers with an infinite objective.
    """
    solver = _solver(stage, seconds, gap)
    _begin(solver, stage, basis)
    return _answer(solver, bool(stage.integers().any()), must)


def _begin(solver: highspy.Highs, stage: Stage, basis: Any) -> None:
    """Start from the basis, where there is one of the program's shape."""
    shape = stage.columns, stage.rows
    if basis and (len(basis.col_status), len(basis.row_status)) == shape:
        solver.setBasis(basis)


def _rounded(form: Stage, basis: Any = None) -> tuple[_Optimum, float]:
    """The best of rounding to the nearest, up and down, the first where it is good enough.

    Answers with it and with the bound without rounding.

    Each is solved from the basis of the one before, which takes a fraction of the first solve.
    """
    solver = _solver(replace(form, whole=None), INFINITY, 0.0)
    _begin(solver, form, basis)
    at = np.flatnonzero(form.integers()).astype(np.int32)
    lower, upper = form.lower[at], form.upper[at]
    del form  # the solver has its own; at full size this one is a tenth of all memory
    relaxed = _answer(solver, False, True)
    values = relaxed.columns[at]
    best: _Optimum | None = None
    for rounded in (np.rint(values), np.ceil(values - 1e-6), np.floor(values + 1e-6)):
        fixed = np.clip(rounded, lower, upper)
        solver.changeColsBounds(len(at), at, fixed, fixed)
        found = _answer(solver, False, False)
        if np.isfinite(found.objective) and (best is None or found.objective < best.objective):
            best = found
        if best is not None and best.objective - relaxed.objective <= ENOUGH * abs(best.objective):
            break
    assert best is not None, "no rounding is feasible"
    return best, relaxed.objective


def _solver(stage: Stage, seconds: float, gap: float) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    whole = stage.integers()
    options: dict[str, Any] = {
        "output_flag": False, "threads": 1, "mip_rel_gap": gap, "random_seed": 1,
        "time_limit": seconds,
    }  # fmt: skip
    if not whole.any():
        # Dantzig's rule and no presolve: extensive forms are sparse and degenerate, so dearer rules
        # cost more in each step than they save in steps (three times as long in all), and
        # presolve finds little but holds the program twice.
        options |= {"simplex_dual_edge_weight_strategy": 0, "presolve": "off"}
    for name, value in options.items():
        solver.setOptionValue(name, value)
    solver.passModel(_model(stage, whole))
    return solver


def _answer(solver: highspy.Highs, whole: bool, must: bool) -> _Optimum:
    solver.run()
    info = solver.getInfo()
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        status = solver.modelStatusToString(solver.getModelStatus())
        assert not must, f"HiGHS found no solution ({status})"
        return _Optimum(np.zeros(solver.getNumCol()), INFINITY, INFINITY)
    value = float(info.objective_function_value)
    bound = float(info.mip_dual_bound) if whole else value
    basis = None if whole else solver.getBasis()
    return _Optimum(np.array(solver.getSolution().col_value), value, bound, basis)


def _model(stage: Stage, whole: Bools) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_ = stage.columns
    model.num_row_ = stage.rows
    model.col_cost_ = stage.cost
    model.col_lower_ = stage.lower
    model.col_upper_ = stage.upper
    model.row_lower_ = stage.row_lower
    model.row_upper_ = stage.row_upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.num_col_ = stage.columns
    model.a_matrix_.num_row_ = stage.rows
    model.a_matrix_.start_ = stage.own.indptr
    model.a_matrix_.index_ = stage.own.indices
    model.a_matrix_.value_ = stage.own.data
    if whole.any():
        model.integrality_ = [
            highspy.HighsVarType.kInteger if one else highspy.HighsVarType.kContinuous
            for one in whole
        ]
    return model
