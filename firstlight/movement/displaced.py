"""People already out: the cumulative number since the offensive began, from what reports state."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from firstlight.movement.readings import Reading

FLOW_DAYS = 12
"""A figure for a longer stretch of time than this counts from the offensive's beginning."""

COUNTED = 0.15
"""Greatest deviation of the logarithm of a figure of people out: those who arrive are counted."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is known of the people out by `day`: a running total."""

    day: date
    low: float
    best: float
    high: float
    facts: tuple[str, ...]


def steps(readings: Sequence[Reading], offensive: date | None) -> list[Step]:
    """The running total at one front, a step for each day with news.

    Totals never fall: a lower figure later is taken as another count of the same people, and
    lowers `low` alone. Copies of a story count once. Flows add to the last total before them; those
    before the first total say little of it, and count only where no total is told.
    """
    first: dict[tuple[str, float], Reading] = {}
    for reading in sorted(readings, key=lambda one: (one.known, one.day)):
        first.setdefault((reading.origin, round(reading.people)), reading)
    flowing = {id(one): flows(one, offensive, first.values()) for one in first.values()}
    totals = [one.day for one in first.values() if not flowing[id(one)]]
    found: list[Step] = []
    for reading in sorted(
        first.values(), key=lambda one: (one.day, not flowing[id(one)], one.known, one.people)
    ):
        if flowing[id(reading)] and totals and reading.day < min(totals):
            continue
        low = reading.people * float(np.exp(-1.28 * min(reading.below, COUNTED)))
        high = reading.people * float(np.exp(1.28 * min(reading.above, COUNTED)))
        last = found[-1] if found else Step(reading.day, 0.0, 0.0, 0.0, ())
        facts: tuple[str, ...] = (reading.fact.id,)
        if found and last.day == reading.day:
            facts = (*found.pop().facts, *facts)
        if flowing[id(reading)]:
            new = _after(reading, last.day if last.facts else None)
            total = last.low + new * low, last.best + new * reading.people, last.high + new * high
        elif reading.people >= last.best:
            total = max(last.low, low), reading.people, max(last.high, high)
        else:
            total = min(last.low, low), last.best, last.high
        found.append(Step(reading.day, *total, facts))
    return found


def _after(reading: Reading, last: date | None) -> float:
    """The part of a flow's days that the last total does not hold yet [0-1]."""
    if last is None or reading.fact.start is None:
        return 1.0
    days = (reading.day - reading.fact.start).days + 1
    # the day of the total itself is in doubt, and is taken as not in it
    return float(np.clip(((reading.day - last).days + 1) / days, 0, 1))


def flows(reading: Reading, offensive: date | None, others: Iterable[Reading]) -> bool:
    """Whether the figure is of a few days, not of all the time since the offensive began.

    It is where it is of a short time that begins well into the offensive, or of people who fled in
    a short time after more were counted out already.
    """
    start = reading.fact.start
    if start is None or (reading.day - start).days > FLOW_DAYS:
        return False
    if offensive is not None and start > offensive + timedelta(days=3):
        return True
    if reading.fact.measure != "fled":
        return False
    before = [one for one in others if one.day <= start and one.people > reading.people]
    return offensive is None or bool(before)


def out_by(found: Sequence[Step], offensive: date | None, day: date) -> float:
    """People out by `day`, straight between the steps, from nobody at the offensive's beginning."""
    if not found:
        return 0.0
    days = [one.day.toordinal() for one in found]
    best = [one.best for one in found]
    if offensive is not None and offensive.toordinal() < days[0]:
        days, best = [offensive.toordinal(), *days], [0.0, *best]
    return float(np.interp(day.toordinal(), days, best))


def table(by_front: dict[str, list[Step]]) -> pd.DataFrame:
    """As `Movement.displaced`."""
    rows = [
        (place, pd.Timestamp(one.day), round(one.low), round(one.best), round(one.high),
         ",".join(one.facts))
        for place, found in by_front.items()
        for one in found
    ]  # fmt: skip
    columns = ["place_id", "date", "low", "best", "high", "facts"]
    return pd.DataFrame(rows, columns=columns).astype({"date": "datetime64[ns]"})
