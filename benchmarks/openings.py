"""Opening forecasts held against past sieges that the fit has not seen.

    python -m benchmarks.openings [--quick] [--json FILE]

Each siege of `firstlight/data/sieges.csv` is left out in turn. On set days of each of its phases
(`AGES` after the phase began, as long as it lasted) the model fitted to the rest says how likely
the place is to open within 7 and 30 days. Set days, and not equal weights for long and short
sieges: how long one lasts is what is being foretold, and may not decide what counts. The anchors
are base rates over the rest on the same days (how often a siege opened so soon from any of them,
and from one in the same phase) and the same model with Weibull times throughout. `--quick` leaves
out ten groups instead of single sieges.

"Forward in time" lets a forecast learn only from what was known when its siege began.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from benchmarks.report import Row, arguments, finish
from firstlight.openings.durations import FAMILIES, Family
from firstlight.openings.forecast import LEAST, MOST
from firstlight.openings.phases import STEPS, Phase, Step, all_spells, phase_of
from firstlight.openings.sieges import Siege, load, usable
from firstlight.openings.survival import fit

HORIZONS = (7, 30)
AGES = (0, 7, 14, 30, 60, 120, 240, 480, 960)
GROUPS = 10
BINS = (0.0, 0.1, 0.2, 0.35, 0.5, 1.01)
FORWARD_FROM = 2003
"""Enough sieges lie before it to learn from."""
CALIBRATED = 0.05
ALL_WEIBULL: dict[Step, Family] = dict.fromkeys(STEPS, "weibull")
RESAMPLES = 400

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Landmark:
    """A day in a siege's course: the phase then, and in how many days from then it opened."""

    siege: Siege
    phase: Phase
    days: int
    shut: bool
    opens_in: float


@dataclass(frozen=True)
class Scores:
    """Chances said of each landmark by the model and its anchors, and what came; (n, horizons)."""

    days: list[Landmark]
    ours: Array
    anywhere: Array
    same_phase: Array
    weibull: Array
    came: Array


def landmarks(siege: Siege) -> list[Landmark]:
    """The set days of each phase that the siege reached."""
    starts = {siege.began}
    starts |= {day for day in (siege.offensive, siege.entered) if day and day < siege.opened}
    found = []
    for start in sorted(starts):
        phase, _ = phase_of(start, siege.offensive, siege.entered)
        for age in AGES:
            day = start + timedelta(days=age)
            still, _ = phase_of(day, siege.offensive, siege.entered)
            left = (siege.opened - day).days
            if left <= 0 or still != phase:
                break
            if siege.censored and left < max(HORIZONS):
                break  # what became of it within the horizon is not known
            shut = siege.shut is not None and siege.shut <= day
            opens_in = float("inf") if siege.censored else left
            found.append(Landmark(siege, phase, age, shut, opens_in))
    return found


def outcomes(days: Sequence[Landmark]) -> Array:
    return np.array([[one.opens_in <= ahead for ahead in HORIZONS] for one in days], dtype=float)


def predict(
    days: Sequence[Landmark], past: Iterable[Siege], families: Mapping[Step, Family] = FAMILIES
) -> Array:
    """P(open within each horizon); shape (days, horizons)."""
    hazards = fit(all_spells(past), families=families)
    curves = [hazards.curve(one.phase, one.days, shut=one.shut).mean(axis=0) for one in days]
    chances = np.array([[curve[ahead] for ahead in HORIZONS] for curve in curves])
    return np.asarray(np.clip(chances, LEAST, MOST))


def base_rates(days: Sequence[Landmark], past: Iterable[Siege]) -> tuple[Array, Array]:
    """The same from how often past sieges opened: from any set day, and from one in that phase."""
    seen = [one for siege in past for one in landmarks(siege)]
    came = outcomes(seen)
    anywhere = came.mean(axis=0)
    by_phase = {}
    for phase in {one.phase for one in days}:
        same = np.array([one.phase == phase for one in seen])
        by_phase[phase] = came[same].mean(axis=0) if same.any() else anywhere
    return np.tile(anywhere, (len(days), 1)), np.array([by_phase[one.phase] for one in days])


def score(splits: Iterable[tuple[Sequence[Siege], Sequence[Siege]]]) -> Scores:
    """Every split's left-out sieges, forecast from its past ones."""
    days: list[Landmark] = []
    parts: list[tuple[Array, ...]] = []
    for left_out, past in splits:
        these = [one for siege in left_out for one in landmarks(siege)]
        if these:
            days += these
            ours, weibull = predict(these, past), predict(these, past, ALL_WEIBULL)
            parts.append((ours, *base_rates(these, past), weibull))
    ours, anywhere, same_phase, weibull = (
        np.concatenate([part[number] for part in parts]) for number in range(4)
    )
    return Scores(days, ours, anywhere, same_phase, weibull, outcomes(days))


def left_out(table: Sequence[Siege], quick: bool) -> Iterator[tuple[list[Siege], list[Siege]]]:
    count = GROUPS if quick else len(table)
    for number in range(count):
        group = list(table[number::count])
        yield group, [siege for siege in table if siege not in group]


def forward(table: Sequence[Siege], quick: bool) -> Iterator[tuple[list[Siege], list[Siege]]]:
    """Year by year: the sieges that began in it, from what was known when it began."""
    years = sorted({siege.began.year for siege in table if siege.began.year >= FORWARD_FROM})
    for year in years[:: 3 if quick else 1]:
        group = [siege for siege in table if siege.began.year == year]
        yield group, usable(table, min(siege.began for siege in group))


def rows_of(scores: Scores, kind: str) -> list[Row]:
    rows = []
    for column, ahead in enumerate(HORIZONS):
        ours = (scores.ours[:, column] - scores.came[:, column]) ** 2
        for chances, name, goal in (
            (scores.anywhere, "base rate", True),
            (scores.same_phase, "base rate of the phase", True),
            (scores.weibull, "Weibull in every phase", False),
        ):
            theirs = (chances[:, column] - scores.came[:, column]) ** 2
            low, high = interval(theirs - ours, scores.days)
            rows.append(
                Row(
                    f"openings: Brier score at {ahead} days, {kind}",
                    f"{ours.mean():.4f}",
                    f"{theirs.mean():.4f} ({name}; better by {low:.4f} to {high:.4f})",
                    "below the anchor" if goal else "none: a choice of family",
                    bool(ours.mean() < theirs.mean()) if goal else None,
                )
            )
        gap, lines = reliability(scores.ours[:, column], scores.came[:, column])
        rows.append(
            Row(
                f"openings: calibration gap at {ahead} days, {kind}",
                f"{gap:.3f} ({'; '.join(lines)})",
                "said = came",
                f"at most {CALIBRATED}",
                gap <= CALIBRATED,
            )
        )
    return rows


def interval(gain: Array, days: Sequence[Landmark]) -> tuple[float, float]:
    """90% bounds of the mean gain, sieges drawn anew: the days of one siege go together."""
    number = {siege: i for i, siege in enumerate(dict.fromkeys(one.siege for one in days))}
    at = np.array([number[one.siege] for one in days])
    sums, sizes = np.bincount(at, gain), np.bincount(at)
    drawn = np.random.default_rng(1).integers(0, len(number), (RESAMPLES, len(number)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, [0.05, 0.95])
    return float(low), float(high)


def reliability(chances: Array, came: Array) -> tuple[float, list[str]]:
    """Mean distance between what was said and what came, over bins of what was said."""
    gap, lines = 0.0, []
    for low, high in pairwise(BINS):
        inside = (chances >= low) & (chances < high)
        if inside.any():
            said, seen = float(chances[inside].mean()), float(came[inside].mean())
            gap += abs(said - seen) * float(inside.mean())
            lines.append(f"said {said:.2f} came {seen:.2f} of {int(inside.sum())}")
    return gap, lines


def run(*, quick: bool = False) -> list[Row]:
    table = [siege for siege in load() if siege.opened > siege.began]
    kind = "ten groups left out" if quick else "each siege left out"
    rows = rows_of(score(left_out(table, quick)), kind)
    return rows + rows_of(score(forward(table, quick)), "forward in time")


if __name__ == "__main__":
    options = arguments(__doc__)
    finish(run(quick=options.quick), options)
