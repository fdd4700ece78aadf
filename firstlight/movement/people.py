"""How many people are inside a closed place: many readings reconciled into one distribution.

The number is kept as probabilities on a grid of its logarithm, so that one-sided hedges and two
camps of sources keep their shape. Each reading multiplies the grid by its likelihood, under these
rules:

- a reading may be plain wrong, and then says little (`DOUBT`, more for facts of low confidence;
  `WRONG_SPREAD`), so that one outlier widens the belief and does not carry it away;
- newer supersedes older: a reading loses half of its weight for every `HALF_LIFE_DAYS` that it is
  older than the newest one; the same number heard again from another report counts `ECHO`;
- an explicit revision ("nearly twice as many as earlier believed") takes away what it revises;
- people who left after the day of a reading are subtracted, those before it are not. Counts of
  displaced people take in the villages around, so an unknown part of them (`FROM_INSIDE`) came
  from inside, most once the town had opened (`ONCE_OPEN`);
- since the newest reading the belief widens by `DRIFT` a day.

Before any reading stands the gazetteer's population, most of which may have left long ago.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from firstlight.movement import displaced
from firstlight.movement.displaced import Step, out_by
from firstlight.movement.geography import Floats
from firstlight.movement.readings import Reading

GRID: Floats = np.linspace(np.log(20.0), np.log(2e7), 700)
HALF_LIFE_DAYS = 10.0
ECHO = 0.3
DOUBT, WRONG_SPREAD = 0.08, 1.6
DRIFT = 0.03
FROM_INSIDE = (0.1, 0.35, 0.6, 0.85)
ONCE_OPEN = (0.7, 0.8, 0.9, 1.0)
STAYING, STAYING_SPREAD = 0.35, 0.9
"""Share of the population still inside a closed town, and the deviation of its logarithm: from one
in twelve (Raqqa 2017) to nearly all (Nagorno-Karabakh 2023)."""
EMPTIED = 0.3
"""Chance that this says nothing, as most left long ago: any number up to the population, evenly in
its logarithm. Without it no report of a nearly empty town could be believed."""
CROWDED, CROWDED_SPREAD = 1.5, 0.3
"""Beyond this many times the population (gazetteers age, people take refuge in towns) the chance
falls off, with this deviation of the logarithm."""
UNKNOWN_TOWN, UNKNOWN_SPREAD = 20_000.0, 1.5
SAME_NUMBER = 0.05
"""Figures within this share of each other are the same figure."""
REVISED_MATCH = 0.3
"""An explicit revision takes back earlier figures within this (logarithm) of what it corrects."""


@dataclass(frozen=True)
class Belief:
    """People inside on one day: probabilities on `GRID`, and what changed them, in words."""

    day: date
    mass: Floats
    facts: tuple[str, ...] = ()
    revision: float = float("nan")
    says: str = ""
    basis: str = "reports"
    """What it rests on: "reports" of people inside, the "population", or "nothing"."""

    def quantile(self, q: float | Floats) -> Floats:
        """People, by linear interpolation of the cumulative probability."""
        cumulative = np.cumsum(self.mass)
        inside = np.interp(q, cumulative / cumulative[-1], GRID)
        return np.asarray(np.exp(inside))

    def draw(self, rng: np.random.Generator, size: int) -> np.ndarray:
        """Whole people, one for each run."""
        return np.rint(self.quantile(rng.random(size))).astype(np.int64)


@dataclass(frozen=True)
class Town:
    """What is known of one front: `population` of the gazetteer, readings of people inside, `out`
    readings of people already out."""

    place: str
    name: str
    population: int = 0
    readings: tuple[Reading, ...] = ()
    out: tuple[Reading, ...] = ()
    offensive: date | None = None
    closed: date | None = None
    opened: date | None = None

    def steps(self, day: date) -> list[Step]:
        """The running total of people out, by what was published until `day`."""
        return displaced.steps([one for one in self.out if one.known <= day], self.offensive)

    def inside(self) -> list[Reading]:
        """Readings of people inside; a population counts only if it is of the closed town."""
        return [one for one in self.readings if not self._peacetime(one)]

    def _peacetime(self, reading: Reading) -> bool:
        if reading.fact.measure != "population":
            return False
        old = self.closed is not None and reading.day < self.closed
        return old or (self.population > 0 and reading.people > 0.8 * self.population)

    def residents(self) -> float:
        """Population in peace: the gazetteer's, or where it has none what reports say."""
        told = [one.people for one in self.readings if self._peacetime(one)]
        return float(self.population or (told[-1] if told else 0))


def belief(town: Town, day: date) -> Floats:
    """Probabilities on `GRID` of the people inside on `day`, by what was published until then."""
    known = standing(town.inside(), day)
    steps = town.steps(day)
    log = np.log(np.maximum(_prior(town, _left(town, steps, None, day)), 1e-300))
    if not known:
        return _normal(log)
    newest = max(one.day for one in known)
    heard: list[float] = []
    for one in sorted(known, key=lambda one: one.day, reverse=True):
        weight = 0.5 ** ((newest - one.day).days / HALF_LIFE_DAYS)
        weight *= ECHO if any(same(one.people, other) for other in heard) else 1.0
        heard.append(one.people)
        left = _left(town, steps, one.day, day)
        log = log + weight * np.log(_likelihood(one, left))
    return _drift(_normal(log), (day - newest).days)


def standing(readings: Sequence[Reading], day: date) -> list[Reading]:
    """Readings published until `day` that no explicit revision has taken back; copies once."""
    known: list[Reading] = []
    seen: set[tuple[str, float, str]] = set()
    for one in sorted(readings, key=lambda one: (one.known, one.day)):
        key = one.origin, round(one.people), one.fact.measure
        if one.known > day or key in seen:
            continue
        seen.add(key)
        if one.fact.revises is not None:
            known = [other for other in known if not _revised(one, other)]
        known.append(one)
    return known


def _revised(reading: Reading, earlier: Reading) -> bool:
    if earlier.day > reading.day or same(earlier.people, reading.people):
        return False
    previous = before(reading)
    return previous is None or abs(np.log(earlier.people / previous)) < REVISED_MATCH


def before(reading: Reading) -> float | None:
    """The number that an explicit revision corrects, as it says or by its ratio; else None."""
    revises = reading.fact.revises
    if revises is None:
        return None
    if revises.previous:
        return revises.previous
    return reading.people / revises.ratio if revises.ratio else None


def same(a: float, b: float) -> bool:
    return abs(float(np.log(a / b))) < SAME_NUMBER


def _left(town: Town, steps: Sequence[Step], since: date | None, day: date) -> tuple[float, ...]:
    """How many have left the inside since a day (None: the beginning), in a few equal chances."""
    out = [out_by(steps, town.offensive, one) if one else 0.0 for one in (since, day)]
    split = out[1]
    if town.opened is not None and town.opened <= day:
        eve = out_by(steps, town.offensive, town.opened - timedelta(days=1))
        split = float(np.clip(eve, out[0], max(out)))
    if max(out) <= out[0]:
        return (0.0,)
    return tuple(
        share * (split - out[0]) + later * (out[1] - split)
        for share, later in zip(FROM_INSIDE, ONCE_OPEN, strict=True)
    )


def _likelihood(reading: Reading, left: Sequence[float]) -> Floats:
    """Likelihood of each grid number now, one of `left` having gone since the reading."""
    total = np.zeros_like(GRID)
    for gone in left:
        then = np.log(np.exp(GRID) + gone)
        away = then - np.log(reading.people)
        wide = np.where(away < 0, reading.below, reading.above)
        peak = np.sqrt(2 / np.pi) / (reading.below + reading.above)
        total += peak * np.exp(-0.5 * (away / wide) ** 2) / len(left)
    doubt = 1 - (1 - DOUBT) * reading.weight
    # even a wrong reading is rarely wrong by more than a factor of twenty
    away = (GRID - np.log(reading.people)) / WRONG_SPREAD
    wrong = np.exp(-0.5 * away**2) / WRONG_SPREAD / np.sqrt(2 * np.pi)
    return np.asarray((1 - doubt) * total + doubt * wrong + 1e-12)


def _prior(town: Town, left: Sequence[float]) -> Floats:
    """Chance of each grid number before any reading, one of `left` having gone since the start."""
    residents = town.residents()
    centre, wide = (
        (residents * STAYING, STAYING_SPREAD) if residents else (UNKNOWN_TOWN, UNKNOWN_SPREAD)
    )
    most = np.log(CROWDED * residents) if residents else np.inf
    span = np.log(centre) + 2 * wide - GRID[0]
    total = np.zeros_like(GRID)
    for gone in left:
        start = np.log(np.exp(GRID) + gone)
        usual = np.exp(-0.5 * ((start - np.log(centre)) / wide) ** 2) / wide / np.sqrt(2 * np.pi)
        usual *= np.exp(-0.5 * (np.maximum(start - most, 0) / CROWDED_SPREAD) ** 2)
        emptied = (start < GRID[0] + span) / span
        # the density is of the number at the start: d log(start) / d log(now)
        total += ((1 - EMPTIED) * usual + EMPTIED * emptied) * np.exp(GRID - start)
    return total


def _normal(log: Floats) -> Floats:
    mass = np.exp(log - log.max())
    return np.asarray(mass / mass.sum())


def _drift(mass: Floats, days: int) -> Floats:
    if days <= 0:
        return mass
    step = GRID[1] - GRID[0]
    wide = DRIFT * np.sqrt(days)
    reach = int(np.ceil(4 * wide / step))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) * step / wide) ** 2)
    wider = np.convolve(mass, kernel / kernel.sum(), mode="same")
    return np.asarray(wider / wider.sum())
