"""The survival model against likelihoods and sums that are worked out here another way."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import minimize
from scipy.stats import lognorm, weibull_min

from firstlight.openings import sieges
from firstlight.openings.durations import Duration, Family, fit_step, likelihood
from firstlight.openings.phases import STEPS, Spell, Step, all_spells
from firstlight.openings.sentence import count_like
from firstlight.openings.sieges import Siege
from firstlight.openings.survival import Hazards, fit

SPELLS = all_spells(sieges.load())
FITTED = fit(SPELLS)


def log_likelihood(theta: np.ndarray, spells: list[Spell], to: str, family: Family) -> float:
    """Of left-truncated, right-censored times, an event at the noon of its day."""
    a, b, c = theta
    after, until, shut = (
        np.array([float(getattr(spell, name)) for spell in spells])
        for name in ("after", "until", "shut")
    )
    until -= [0.5 * (spell.to is not None) for spell in spells]
    came = np.array([spell.to == to for spell in spells])
    law = weibull_min if family == "weibull" else lognorm
    fixed = law(np.exp(c), scale=np.exp(a + b * shut))
    return float(
        np.where(came, fixed.logpdf(until), fixed.logsf(until)).sum() - fixed.logsf(after).sum()
    )


@pytest.mark.parametrize("family", ["weibull", "log-normal"])
def test_the_fit_is_the_likelihoods_own_peak(family: Family) -> None:
    phase, to = "entered", "open"
    rows = [spell for spell in SPELLS if spell.phase == phase]
    assert any(spell.after for spell in rows) and any(spell.to is None for spell in rows)
    peak, curvature = likelihood(rows, to, family)
    found = minimize(
        lambda theta: -log_likelihood(theta, rows, to, family),
        np.array([3.0, 0.1, 0.1]),
        method="Nelder-Mead",
        options={"xatol": 1e-4, "fatol": 1e-5},
    )
    assert peak == pytest.approx(found.x, abs=5e-3)
    wobble = np.array([0.02, -0.03, 0.01])
    top = log_likelihood(peak, rows, to, family)
    sides = [log_likelihood(peak + sign * wobble, rows, to, family) for sign in (1, -1)]
    assert top - np.mean(sides) == pytest.approx(0.5 * wobble @ curvature @ wobble, rel=0.05)


def test_the_fit_finds_the_times_that_were_drawn() -> None:
    random = np.random.default_rng(3)
    spells = []
    for number, days in enumerate(np.ceil(40.0 * random.weibull(0.8, 400)).astype(int)):
        start = date(2000, 1, 1) + timedelta(days=number)
        opened = start + timedelta(days=int(days))
        one = Siege("a", "XX", None, None, None, start, opened, "taken", False)
        spells.append(Spell(one, "entered", start, 0, int(days), "open", shut=bool(number % 2)))
    fitted = fit_step(tuple(spells), "entered>open", "weibull")
    a, b, log_rho = fitted.mean
    error = np.sqrt(np.diag(fitted.covariance))
    assert (error < 0.15).all()
    assert (np.abs([a - np.log(40), b, log_rho - np.log(0.8)]) < 3 * error).all()


def test_few_sieges_leave_the_prior_and_its_width() -> None:
    few = fit_step(
        tuple(s for s in SPELLS if s.siege.opened < date(1991, 6, 1)), "entered>open", "weibull"
    )
    many = fit_step(tuple(SPELLS), "entered>open", "weibull")
    assert few.events < 4
    assert few.covariance[0, 0] > 10 * many.covariance[0, 0]


def exactly(parameters: dict[Step, tuple[float, float]]) -> Hazards:
    """Hazards without uncertainty, from (scale in days, shape) of each step."""
    steps = {
        step: Duration("weibull", np.array([np.log(scale), 0.0, np.log(shape)]), np.eye(3), 0, 0)
        for step, (scale, shape) in parameters.items()
    }
    draws = {step: np.repeat(one.mean[None, :], 2, axis=0) for step, one in steps.items()}
    return Hazards(steps, (), draws, np.full(2, 1.0), {})


def test_the_curve_is_the_integral_over_all_ways_to_open() -> None:
    parameters: dict[Step, tuple[float, float]] = {
        "held>attacked": (300.0, 0.9), "held>open": (500.0, 1.1),
        "attacked>entered": (60.0, 0.8), "attacked>open": (90.0, 1.2),
        "entered>open": (30.0, 0.7),
    }  # fmt: skip
    days, ahead = 25.0, 60.0

    def cumulative(step: Step, t: float) -> float:
        scale, shape = parameters[step]
        return float((t / scale) ** shape)

    def hazard(step: Step, t: float) -> float:
        scale, shape = parameters[step]
        return float(shape / scale * (t / scale) ** (shape - 1))

    def stays(t: float) -> float:
        risk = sum(
            cumulative(s, days + t) - cumulative(s, days)
            for s in ("attacked>entered", "attacked>open")
        )
        return float(np.exp(-risk))

    straight, _ = quad(lambda t: stays(t) * hazard("attacked>open", days + t), 0, ahead)
    by_way, _ = quad(
        lambda t: (
            stays(t)
            * hazard("attacked>entered", days + t)
            * -np.expm1(-cumulative("entered>open", ahead - t))
        ),
        0,
        ahead,
    )
    curve = exactly(parameters).curve("attacked", int(days), shut=True)[0]
    assert curve[int(ahead)] == pytest.approx(straight + by_way, abs=0.01)


def test_a_phase_forecast_is_conditioned_on_having_lasted() -> None:
    parameters = dict.fromkeys(STEPS, (30.0, 0.7))
    curve = exactly(parameters).curve("entered", 20, shut=False)[0]
    survivor = lambda t: np.exp(-((t / 30.0) ** 0.7))  # noqa: E731
    assert curve[7] == pytest.approx(1 - survivor(27.0) / survivor(20.0))


def test_curves_rise_and_later_phases_open_sooner() -> None:
    for days in (0, 3, 50, 900):
        curves = [FITTED.curve(p, days, shut=True) for p in ("held", "attacked", "entered")]
        for curve in curves:
            assert (np.diff(curve, axis=1) >= -1e-12).all()
            assert np.allclose(curve[:, 0], 0) and curve.max() <= 1
        held, attacked, entered = (curve.mean(axis=0) for curve in curves)
        assert (held[1:] < attacked[1:]).all() and (attacked[1:] < entered[1:]).all()


def test_like_sieges_are_counted_from_the_table() -> None:
    def one(entered: int, opened: int, censored: bool = False) -> Siege:
        first = date(2000, 1, 1)
        return Siege(
            "a", "XX", None, None, None, first, first + timedelta(days=opened), "taken", censored
        )  # fmt: skip

    spells = all_spells([one(0, 5), one(0, 30), one(0, 90), one(0, 20, censored=True)])
    assert count_like(spells, "entered", 10) == (2, 1)
    assert count_like(spells, "entered", 2) == (3, 2)
    assert count_like(spells, "held", 10) == (0, 0)
