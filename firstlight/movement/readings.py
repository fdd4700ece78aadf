"""What reports state of people inside and people already out, as noisy readings of one number.

An estimate becomes a reading: a most likely number and how far the truth may lie below and above
it, as standard deviations of its logarithm. A one-sided hedge is one-sided here too: "up to
90,000" says little more than 90,000 and leaves room below.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Literal

import numpy as np

from firstlight.records import Estimate, Fact, Report

INSIDE = frozenset({"trapped", "in_need", "population"})
OUT = frozenset({"displaced", "fled"})
EVERYONE = ("civilian", "people", "person", "resident", "inhabitant", "famil", "household")
"""A group that starts with one of these is everybody who could leave; others are a part of them."""

COUNTED, STATED, HEDGED, NARROW, WIDE = 0.12, 0.25, 0.35, 0.12, 0.5
"""Standard deviations of log people: a count to the head, a flat round figure, "some"; the far and
the open side of a one-sided hedge. Judgement, not fitted: published estimates of people in closed
towns have been wrong by half or double (East Ghouta 2018: 393,000 believed, 278,000 found)."""
FAMILY = 0.15
"""Added where families or households are turned into people."""
IN_NEED, POSSIBLE = 0.4, 0.5
"""Added where people in need stand for people inside, and where a figure is only possible."""

Hedge = Literal["count", "flat", "some", "up to", "at least", "between"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One stated number of people: `below`, `above` are standard deviations of its logarithm."""

    place: str
    day: date
    """Day for which it holds."""
    known: date
    """Day on which it was published."""
    people: float
    below: float
    above: float
    hedge: Hedge
    origin: str
    """The report, or the one that it copies."""
    fact: Estimate
    said: str
    """The number as a report would put it, "up to 90,000"."""

    @property
    def weight(self) -> float:
        return float(np.clip(self.fact.confidence, 0.05, 1.0))


@cache
def household_sizes() -> dict[str, float]:
    """People in a household by country (ISO 3166-1 alpha-2); "" for a country not listed."""
    path = resources.files("firstlight").joinpath("data/households.csv")
    with path.open(encoding="utf-8") as file:
        return {row["country"]: float(row["size"]) for row in csv.DictReader(file)}


def origins(reports: Iterable[Report]) -> dict[str, str]:
    """Report id to the id of the report that it copies in the end, or to its own."""
    copied = {report.id: report.similar_to for report in reports}
    found = {}
    for report in copied:
        seen, at = {report}, report
        while (earlier := copied.get(at)) and earlier not in seen:
            seen.add(earlier)
            at = earlier
        found[report] = at
    return found


def read(
    facts: Sequence[Fact],
    reports: Sequence[Report],
    fronts: Mapping[str, str],
    measures: frozenset[str],
    as_of: date,
) -> list[Reading]:
    """Readings of these measures at the fronts, oldest first.

    `fronts`: place_id to the front (a town) that it is part of. Left out are denied and planned
    figures, for people out also feared ones and parts of the people (the children among them), and
    what was published after `as_of`.
    """
    published = {report.id: report.published for report in reports}
    first = origins(reports)
    found = []
    for fact in facts:
        if not isinstance(fact, Estimate) or fact.measure not in measures:
            continue
        front = front_of(fact, fronts)
        known = published.get(fact.report) or fact.end or fact.start
        unsaid = ("denied", "planned", "possible") if fact.measure in OUT else ("denied", "planned")
        if front is None or known is None or known > as_of or fact.status in unsaid:
            continue
        reading = _reading(fact, front, known, first.get(fact.report, fact.report))
        if reading is not None:
            found.append(reading)
    return sorted(found, key=lambda one: (one.known, one.day, one.origin, one.fact.span))


def front_of(fact: Fact, fronts: Mapping[str, str]) -> str | None:
    """The front that the fact's place is part of, or None; areas hold more than one town."""
    if fact.place is None or fact.place.precision in ("area", "unknown"):
        return None
    for one in (fact.place.id, fact.place.parent):
        if one is not None and one in fronts:
            return fronts[one]
    return None


def total(fact: Estimate) -> bool:
    """Whether all the people are counted, not the children or the fighters among them."""
    group = (fact.group or "").casefold()
    return not group or group.startswith(EVERYONE)


def _reading(fact: Estimate, place: str, known: date, origin: str) -> Reading | None:
    numbers = people(fact)
    if numbers is None:
        return None
    low, best, high = numbers
    hedge, below, above = _hedge(low, best, high)
    centre = best if best is not None else float(np.sqrt((low or 1.0) * (high or 1.0)))
    extra = 0.0
    if fact.unit in ("families", "households"):
        extra = float(np.hypot(extra, FAMILY))
    if fact.measure == "in_need":
        extra = float(np.hypot(extra, IN_NEED))
    if fact.status == "possible":
        extra = float(np.hypot(extra, POSSIBLE))
    if not total(fact):
        # the number of children, say: there are at least so many people
        if fact.measure in OUT or (fact.group or "").casefold().startswith("fighter"):
            return None
        hedge, below, above = "at least", NARROW, 1.2
    day = min(fact.end or fact.start or known, known)
    return Reading(
        place, day, known, centre, float(np.hypot(below, extra)), float(np.hypot(above, extra)),
        hedge, origin, fact, _said(hedge, low, centre, high),
    )  # fmt: skip


def people(fact: Estimate) -> tuple[float | None, float | None, float | None] | None:
    """(low, best, high) in people; None where nothing is stated, or houses are counted."""
    if fact.unit in ("villages", "houses"):
        return None
    size = 1.0
    if fact.unit in ("families", "households"):
        sizes = household_sizes()
        country = fact.place.country if fact.place else None
        size = sizes.get(country or "", sizes[""])
    low, best, high = (
        one * size if one is not None and one > 0 else None
        for one in (fact.low, fact.best, fact.high)
    )
    return None if low is None and best is None and high is None else (low, best, high)


def _hedge(low: float | None, best: float | None, high: float | None) -> tuple[Hedge, float, float]:
    if best is not None and high is not None and low is None and high <= best:
        return "up to", WIDE, NARROW
    if best is not None and low is not None and high is None and low >= best:
        return "at least", NARROW, WIDE
    if best is None and low is not None and high is None:
        return "at least", NARROW, WIDE
    if best is None and high is not None and low is None:
        return "up to", WIDE, NARROW
    if low is not None and high is not None and high > low:
        # the bounds taken as the middle 80%
        half = float(np.log(high / low)) / 2 / 1.28
        return ("some" if best is not None and high / low <= 1.5 else "between",
                max(half, HEDGED), max(half, HEDGED))  # fmt: skip
    number = best if best is not None else low or high or 0.0
    if number >= 1000 and number % 100 != 0:
        return "count", COUNTED, COUNTED
    return "flat", STATED, STATED


def _said(hedge: Hedge, low: float | None, best: float, high: float | None) -> str:
    match hedge:
        case "between":
            return f"{low:,.0f}–{high:,.0f}"
        case "count" | "flat":
            return f"{best:,.0f}"
        case _:
            return f"{hedge} {best:,.0f}"
