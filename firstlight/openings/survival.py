"""When a place opens, from the phase it is in: competing steps, and the ways they lead to opening.

Opening may come straight from a phase or by way of the later ones; `Hazards.curve` sums over the
ways, given that the phase has lasted so long already. What the table leaves uncertain is carried by
draws of the parameters, one curve a draw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firstlight.openings.durations import FAMILIES, Array, Duration, Family, cumulative, fit_step
from firstlight.openings.phases import STEPS, Phase, Spell, Step

HORIZON = 180
"""Days after as_of for which a curve is drawn."""
DRAWS = 120

# The table does not say how much of a town was taken when, so this is a prior and no estimate: the
# hazard of opening grows by exp(gain * (share - CENTRE)), about a doubling from none to most.
SHARE_GAIN = (1.0, 0.5)
SHARE_CENTRE = 0.25
UNNAMED_QUARTERS = 3
"""Reports name a quarter when it falls; this many more are taken to be there, still held."""
_WAYS: dict[Phase, tuple[Step, Phase, Step]] = {
    "held": ("held>attacked", "attacked", "held>open"),
    "attacked": ("attacked>entered", "entered", "attacked>open"),
}
_PADDED = 512
_NOTES: dict[str, str] = {
    "weibull: log days": "a: log of the Weibull scale where people can still leave [log days]",
    "weibull: log shape": "c: log of the Weibull shape; below nought, the hazard falls with time",
    "log-normal: log days": "a: log of the median where people can still leave [log days]",
    "log-normal: log shape": "c: log of the standard deviation of the log of days",
    "shut": "b: what is added to a where people cannot leave",
}


@dataclass(frozen=True)
class Hazards:
    """The fitted steps, ready to draw curves. `spells` are those that it was fitted to."""

    steps: dict[Step, Duration]
    spells: tuple[Spell, ...]
    _draws: dict[Step, Array]
    _gain: Array
    _fresh: dict[tuple[Phase, bool], NDArray[np.complex128]]

    def curve(self, phase: Phase, days: int, *, shut: bool, share: float | None = None) -> Array:
        """P(T <= days + j | T > days) for j = 0..HORIZON, one row a draw; shape (DRAWS, 181).

        days: how long the place has been in this phase. share: of the quarters, lost by the holder
        (it bears on "entered" alone); None where no quarter is named.
        """
        if phase == "entered":
            gain = np.zeros_like(self._gain) if share is None else self._gain
            risk = self._risk("entered>open", days, shut)
            risk = risk * np.exp(gain * ((share or 0.0) - SHARE_CENTRE))[:, None]
            return np.asarray(-np.expm1(-np.cumsum(risk, axis=1)))
        onward, following, straight = _WAYS[phase]
        leave, opens = self._risk(onward, days, shut), self._risk(straight, days, shut)
        total = leave + opens
        stays = np.exp(-(np.cumsum(total, axis=1) - total))
        goes = stays * -np.expm1(-total)
        part = np.divide(leave, total, out=np.zeros_like(leave), where=total > 0)
        by_way = _convolve(goes * part, self._spectrum(following, shut))
        curve = np.clip(np.cumsum(goes * (1.0 - part), axis=1) + by_way, 0.0, 1.0)
        return np.asarray(np.maximum.accumulate(curve, axis=1))

    def parameters(self) -> list[dict[str, Any]]:
        """What was fitted, row by row, in the columns of the `model` table."""
        rows: list[dict[str, Any]] = []
        for step, one in self.steps.items():
            errors = np.sqrt(np.diag(one.covariance))
            named = zip(("log days", "shut", "log shape"), one.mean, errors, strict=True)
            for name, value, error in named:
                if name == "shut" and step.startswith("held"):
                    continue
                note = _NOTES[name if name == "shut" else f"{one.family}: {name}"]
                rows.append(_parameter(f"{step}: {name}", float(value), float(error), note))
            note = f"times this step was seen, in {one.spells} spells of past sieges"
            rows.append(_parameter(f"{step}: events", float(one.events), None, note))
        note = "added to the log hazard of opening per share of quarters taken; a prior, not fitted"
        rows.append(_parameter("entered>open: quarters", *SHARE_GAIN, note))
        past = {(spell.siege.place, spell.siege.began) for spell in self.spells}
        note = "past sieges that the fit rests on (firstlight/data/sieges.csv)"
        rows.append(_parameter("sieges", float(len(past)), None, note))
        return rows

    def _spectrum(self, phase: Phase, shut: bool) -> NDArray[np.complex128]:
        """The transformed curve of a phase just begun, which every earlier phase needs."""
        key = (phase, shut)
        if key not in self._fresh:
            self._fresh[key] = np.fft.rfft(self.curve(phase, 0, shut=shut), _PADDED, axis=1)
        return self._fresh[key]

    def _risk(self, step: Step, days: int, shut: bool) -> Array:
        """Cumulative hazard of each day after `days`; the first column (day 0) is nought."""
        clock = days + np.arange(HORIZON + 1, dtype=float)
        grown = cumulative(self.steps[step].family, self._draws[step], clock, shut)
        return np.diff(grown, axis=1, prepend=grown[:, :1])


def fit(
    spells: Sequence[Spell], *, seed: int = 1, families: Mapping[Step, Family] = FAMILIES
) -> Hazards:
    """Hazards of every step, from the spells of past sieges."""
    random = np.random.default_rng(seed)
    steps = {step: fit_step(tuple(spells), step, families[step]) for step in STEPS}
    draws = {
        step: random.multivariate_normal(one.mean, one.covariance, DRAWS, method="cholesky")
        for step, one in steps.items()
    }
    gain = random.normal(*SHARE_GAIN, DRAWS)
    return Hazards(steps, tuple(spells), draws, gain, {})


def _parameter(name: str, value: float, error: float | None, note: str) -> dict[str, Any]:
    return {"parameter": name, "value": value, "se": error, "note": note}


def _convolve(density: Array, later: NDArray[np.complex128]) -> Array:
    """Row by row, the sum over i of density[i] * later[j - i], for j up to HORIZON."""
    product = np.fft.rfft(density, _PADDED, axis=1) * later
    return np.asarray(np.fft.irfft(product, _PADDED, axis=1)[:, : density.shape[1]])
