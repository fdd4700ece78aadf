"""The tables of the page: arrivals, needs, stock and what remains unmet, ready to print.

A forecast is shown as its middle with the 5–95% interval, and as a bar on the table's own scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from firstlight.brief.fronts import Front
from firstlight.brief.goods import item_name, unit_word
from firstlight.brief.plain import (
    count,
    day,
    interval,
    number,
    spread,
)
from firstlight.brief.rows import Row, grouped, ids, rows

if TYPE_CHECKING:
    from firstlight.brief.totals import Spread
    from firstlight.movement.result import Movement
    from firstlight.needs.result import Needs

HORIZONS = ((1, "24 hours"), (7, "7 days"), (30, "30 days"))
SHOWN = 12
"""Rows shown at once; the rest stand behind a line that opens."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval on a scale from 0 to 100: where it begins, its middle, and where it ends."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Table:
    """Rows to show, the rows behind "more", and what to say where there are none."""

    rows: Sequence[Any]
    more: Sequence[Any] = field(default_factory=tuple)
    total: Any = None

    def __bool__(self) -> bool:
        return bool(self.rows)


@dataclass(frozen=True, slots=True)
class Arrival:
    place: str
    origin: str
    cells: tuple[Cell, ...]
    bar: Bar | None
    guessed: bool
    beyond: bool
    """Whether the side that held the town they leave holds this place too."""
    already: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """The middle of a forecast and, apart from it, its 5–95% interval with the unit."""

    middle: str
    interval: str = ""


def cell(
    low: float | None, middle: float | None, high: float | None, unit: str = "", whole: bool = True
) -> Cell:
    """A forecast for a table, where two short lines read better than a phrase."""
    say = count if whole else number
    tail = f" {unit}" if unit else ""
    if middle is None:
        return Cell("–")
    if not whole and high and middle < high / 1000:
        middle = 0.0  # a glass of water, beside what many may need
    if say(middle) == say(high) == "0":
        return Cell("none")
    return Cell(f"{say(middle)}{tail}", interval(low, high, whole))


def bar(low: float | None, middle: float | None, high: float | None, most: float) -> Bar | None:
    """The interval as shares of `most`; None where a number is missing."""
    if None in (low, middle, high) or most <= 0:
        return None
    assert low is not None and middle is not None and high is not None
    return Bar(*(round(100 * min(1.0, max(0.0, value / most)), 1) for value in (low, middle, high)))


def arrivals(
    towns: Sequence[Front], movement: Movement, totals: dict[int, dict[str, Spread]]
) -> Table:
    """Who arrives where within 24 hours, 7 and 30 days, the fullest destinations first."""
    names = {town.id: town.name for town in towns}
    goals = {row["place_id"]: row for row in rows(movement.destinations)}
    by_goal = grouped(rows(movement.arrivals), "destination")
    week = totals.get(7, {})
    most = max((one.q95 for one in week.values()), default=0.0)
    found = []
    for place, items in by_goal.items():
        spreads = [totals.get(horizon, {}).get(place) for horizon, _ in HORIZONS]
        if not any(one and one.q95 > 0 for one in spreads):
            continue
        goal = goals.get(place, Row())
        middle = week.get(place)
        found.append(
            (
                -(middle.q50 if middle else 0.0),
                -(middle.q95 if middle else 0.0),
                Arrival(
                    items[0]["name"] or place,
                    ", ".join(dict.fromkeys(names.get(i["origin"], i["origin"]) for i in items)),
                    tuple(cell(o.q05, o.q50, o.q95) if o else Cell("none") for o in spreads),
                    bar(middle.q05, middle.q50, middle.q95, most) if middle else None,
                    any(item["estimated_road"] for item in items),
                    any(item["same_holder"] for item in items),
                    count(goal["already"]) if goal["already"] else "",
                    tuple(ids(goal["facts"])),
                ),
            )
        )
    ordered = [item[2] for item in sorted(found, key=lambda item: item[:2])]
    return Table(ordered[:SHOWN], ordered[SHOWN:], total=count(most) if most else None)


@dataclass(frozen=True, slots=True)
class Need:
    item: str
    cells: tuple[Cell, ...]
    already: str
    standard: str


@dataclass(frozen=True, slots=True)
class Place:
    """One destination with what its new arrivals need."""

    name: str
    people: str
    needs: tuple[Need, ...]


def needs_by_place(needs: Needs) -> list[Place]:
    """Items by horizon for each destination; the one with most people first."""
    already = {
        (row["destination"], row["item"]): row
        for row in rows(needs.current)
        if row["horizon_days"] == 7
    }
    found = []
    for place, items in grouped(rows(needs.needs), "destination").items():
        if not any(row["q95"] for row in items):
            continue
        people = {row["horizon_days"]: row["people_q50"] or 0.0 for row in items}
        table = []
        for item, horizons in grouped(items, "item").items():
            by_day = {row["horizon_days"]: row for row in horizons}
            here = already.get((place, item))
            first = horizons[0]
            page = "" if first["page"] == first["standard"] else first["page"]
            said = ", ".join(str(part) for part in (first["source"], page) if part)
            columns = [by_day.get(horizon, Row()) for horizon, _ in HORIZONS]
            table.append(
                Need(
                    _with_unit(item_name(item), first["unit"]),
                    tuple(cell(c["q05"], c["q50"], c["q95"], whole=False) for c in columns),
                    number(here["q50"]) if here and here["q50"] else "",
                    "; ".join(part for part in (first["standard"], said) if part),
                )
            )
        weight = people.get(7, 0.0)
        told = f"for about {count(weight)} people within 7 days"
        told = told if weight else "most likely nobody within 7 days"
        rank = (-weight, -(people.get(30) or 0.0))
        found.append((rank, Place(items[0]["name"] or place, told, tuple(table))))
    return [place for _, place in sorted(found, key=lambda pair: (pair[0], pair[1].name))]


def _with_unit(name: str, unit: str | None) -> str:
    """The name, and the unit where the name does not say it."""
    known = not unit or unit.casefold() in name.casefold()
    return name if known else f"{name}, {unit_word(unit)}"


@dataclass(frozen=True, slots=True)
class Belief:
    when: str
    inside: Cell
    says: str
    facts: tuple[str, ...]


def beliefs(town: Front, today: date | None) -> list[Belief]:
    """How the number of people inside was believed over time, newest first."""
    return [
        Belief(
            day(row["date"], today),
            cell(row["q05"], row["q50"], row["q95"]),
            _sentence(str(row["says"] or "")),
            tuple(ids(row["facts"])),
        )
        for row in reversed(town.people)
    ]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def outside(town: Front) -> str:
    """People already out, as the reports have it."""
    row = town.displaced
    if row is None or row["best"] is None:
        return ""
    return spread(row["low"], row["best"], row["high"])
