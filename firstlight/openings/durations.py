"""How long until one step out of a phase: a family of times, fitted to past sieges with lifelines.

With t the days since the phase began, and `shut` 1 where people cannot leave,

    Weibull       cumulative hazard (t / exp(a + b shut))^exp(c)
    log-normal    cumulative hazard -log Phi(-(log t - a - b shut) / exp(c))

Left-truncated where a town was shut in part-way through a phase, right-censored where another step
came first. What a place waits for while nobody attacks it is Weibull; once it is attacked most open
within weeks and a few after years, which a Weibull's single slope cannot follow and a log-normal
can (`benchmarks/openings.py` holds one against the other). A weak normal prior keeps the fit sane
where a back-test leaves few sieges.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from firstlight.openings.phases import Spell, Step

Array = NDArray[np.float64]
Family = Literal["weibull", "log-normal"]

FAMILIES: Mapping[Step, Family] = MappingProxyType(
    {
        "held>attacked": "weibull",
        "held>open": "weibull",
        "attacked>entered": "log-normal",
        "attacked>open": "log-normal",
        "entered>open": "log-normal",
    }
)
# (mean, standard deviation). The means of a say only "a year or so, a month or two, a month"; a
# standard deviation of 1.5 is a factor of 4.5 either way. Being shut in tells nothing of "held".
_PRIOR_A: dict[Step, tuple[float, float]] = {
    "held>attacked": (6.0, 1.5),
    "held>open": (6.0, 1.5),
    "attacked>entered": (4.0, 1.5),
    "attacked>open": (4.5, 1.5),
    "entered>open": (3.5, 1.5),
}
_PRIOR_B = {True: (0.0, 0.01), False: (0.0, 0.5)}
_PRIOR_C: dict[Family, tuple[float, float]] = {"weibull": (-0.3, 0.5), "log-normal": (0.5, 0.5)}
_NAMES: dict[Family, tuple[str, str]] = {
    "weibull": ("lambda_", "rho_"),
    "log-normal": ("mu_", "sigma_"),
}
_FEWEST_EVENTS = 4


@dataclass(frozen=True)
class Duration:
    """One step's parameters (a, b, c): their mean, their covariance and how much they rest on."""

    family: Family
    mean: Array
    covariance: Array
    spells: int
    events: int


def cumulative(family: Family, draws: Array, days: Array, shut: bool) -> Array:
    """Cumulative hazard at each of m `days` for each of n draws of (a, b, c); shape (n, m)."""
    a, b, c = draws.T[:, :, None]
    late = np.log(np.maximum(days, 1e-9))[None, :] - a - b * shut
    if family == "weibull":
        return np.asarray(np.exp(np.exp(c) * late))
    from scipy.special import log_ndtr

    return np.asarray(-log_ndtr(-late / np.exp(c)))


@lru_cache(maxsize=64)
def fit_step(spells: tuple[Spell, ...], step: Step, family: Family) -> Duration:
    """The likelihood's peak and curvature, and the prior, as one normal."""
    phase, to = step.split(">")
    rows = [spell for spell in spells if spell.phase == phase]
    events = sum(spell.to == to for spell in rows)
    held = phase == "held"
    centre, spread = np.array([_PRIOR_A[step], _PRIOR_B[held], _PRIOR_C[family]]).T
    if events < _FEWEST_EVENTS:
        return Duration(family, centre, np.diag(spread**2.0), len(rows), events)
    names = [] if held or len({spell.shut for spell in rows}) == 1 else ["shut"]
    peak, curvature = likelihood(rows, to, family, names)
    precision = np.diag(spread**-2.0)
    total = curvature + precision
    mean = np.linalg.solve(total, curvature @ peak + precision @ centre)
    covariance = np.asarray(np.linalg.inv(total), dtype=float)
    return Duration(family, np.asarray(mean, dtype=float), covariance, len(rows), events)


def likelihood(
    rows: Sequence[Spell], to: str, family: Family, names: Sequence[str] = ("shut",)
) -> tuple[Array, Array]:
    """Where the likelihood peaks in (a, b, c), and its curvature there (nought for b unless named).

    A step dated to a day is taken to have come at its noon.
    """
    import pandas as pd
    from lifelines import LogNormalAFTFitter, WeibullAFTFitter

    frame = pd.DataFrame(
        {
            "after": [float(spell.after) for spell in rows],
            "until": [spell.until - 0.5 * (spell.to is not None) for spell in rows],
            "event": [int(spell.to == to) for spell in rows],
            "shut": [float(spell.shut) for spell in rows],
        }
    )
    fitter = (WeibullAFTFitter if family == "weibull" else LogNormalAFTFitter)(penalizer=0.0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # on dtypes and step sizes; the peak is checked in tests
        fitter.fit(frame[["after", "until", "event", *names]], "until", "event", entry_col="after")
    place, shape = _NAMES[family]
    order = [(place, "Intercept"), *((place, name) for name in names), (shape, "Intercept")]
    at = [0, *([1] if names else []), 2]
    peak, curvature = np.zeros(3), np.zeros((3, 3))
    peak[at] = [fitter.params_[key] for key in order]
    variance = fitter.variance_matrix_.loc[order, order].to_numpy(dtype=float)
    curvature[np.ix_(at, at)] = np.linalg.inv(variance)
    return peak, curvature
