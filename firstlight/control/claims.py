"""One claim about one place: the days it bears on, whom it favours, and where it moves a place.

A fact that may have happened on any day of a window counts as evidence for the window's last day,
since by then it has happened, while the change itself is allowed, with evenly spread chance, on
every day of the window. So the belief moves through the window and not at one invented date. A
state that lasts through its window (a hold, anything ongoing) is also weaker evidence for its
first day, and news of a change says what was so on the eve of the window.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from firstlight.control import bearings, rates
from firstlight.control.bearings import Bearing
from firstlight.control.chain import Array
from firstlight.control.sides import Sides
from firstlight.control.wording import words_for
from firstlight.records import Event, Fact

_NO_SIDE_NEEDED = {"clash", "clash near", "flee", "return"}
_ACTOR_NEEDED = {"hold", "withdraw", "not held", "abuse", "defect"}
_LASTING = {"hold", "clash", "encircle", "trap", "deprive", "part held"}
_EVES = {
    "capture": ("before", "control", "until then another's"),
    "encircle": ("not yet shut", "siege", "until then not surrounded"),
    "relieve": ("shut until then", "siege", "until then besieged"),
}
EVE_OF = {eve: what for what, (eve, _, _) in _EVES.items()}
# Who held a place before says nothing of who holds it now, and a misread year does no harm.
TOO_OLD = date(1900, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Item:
    """One claim about one place. Days are proleptic ordinals (`date.toordinal`)."""

    bearing: Bearing
    actors: frozenset[str]
    targets: frozenset[str]
    first: int
    last: int
    known: int
    weight: float
    fact: str
    report: str
    source: str
    says: str
    lead: str | None = None
    """The side named first among the actors: it holds what several took together."""
    present: frozenset[str] | None = None
    """The sides that reports published by then place in that country; None where it is unknown."""

    @property
    def place(self) -> str:
        return self.bearing.place

    @property
    def what(self) -> str:
        return self.bearing.what


def claims_of(
    fact: Fact, known: int, sides: Sides, source: str, context: str = ""
) -> Iterator[Item]:
    """Every claim that a fact makes.

    known: the day of its publication; source: the report that it copies, or its own; context: the
    rest of its sentence.
    """
    last = min(fact.end.toordinal() if fact.end else known, known)
    if last <= TOO_OLD:
        return
    first = max(min(fact.start.toordinal() if fact.start else last, last), TOO_OLD + 1)
    actors: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    found = list(bearings.of_siege(fact, context))
    if isinstance(fact, Event):
        found = [*bearings.of_control(fact, context), *found]
        actors, targets = sides.of_all(fact.actors), sides.of_all(fact.targets)
    scale = fact.confidence * rates.STATUS[fact.status]
    for bearing in found:
        who, whom = actors, targets
        if bearing.about == "control":
            if bearing.what == "capture" and not who and whom:
                # "Taken from them", no taker named: they have left.
                bearing, who, whom = replace(bearing, what="withdraw"), whom, frozenset()
            if not (who | whom) and bearing.what not in _NO_SIDE_NEEDED:
                continue
            if bearing.what in _ACTOR_NEEDED and not who:
                continue
        item = Item(
            bearing, who, whom, first, last, known, scale * bearing.factor, fact.id, fact.report,
            source, words_for(fact, bearing), _lead(fact, who, sides),
        )  # fmt: skip
        yield item
        if bearing.what in _LASTING and last - first > 2 and _lasts(fact, bearing):
            yield replace(
                item, last=first, weight=item.weight * rates.LASTING_FIRST_DAY,
                says=f"{item.says}, at the beginning",
            )  # fmt: skip
        what, about, says = _EVES.get(bearing.what, ("", "", ""))
        if about == bearing.about and fact.start and fact.status != "ongoing":
            yield replace(
                item, bearing=replace(bearing, what=what, whole=False), first=first - 1,
                last=first - 1, says=says,
            )  # fmt: skip


def likelihood(item: Item, sides: Sequence[str]) -> Array:
    """Relative likelihood of a control item, for each side and then for contested."""
    row = rates.SAYS[item.what]
    values: list[float] = []
    for side in sides:
        if side in item.actors and side in item.targets:
            values.append(max(row.actor, row.target))
        elif side in item.actors:
            help_only = item.lead not in (None, side) and row.actor >= row.target
            values.append(row.actor * (rates.HELPER if help_only else 1))
        elif side in item.targets:
            values.append(row.target)
        else:
            values.append(row.other if item.targets else row.alone)
        if item.present is not None and side not in item.present:
            values[-1] *= rates.NOT_SEEN_THERE
    return np.array([*values, row.contested])


def jump(item: Item, sides: Sequence[str]) -> Array:
    """Where a reported event moves a place from each state: rows from, columns to, sums 1."""
    row = rates.SAYS[item.what]
    count = len(sides)
    matrix = np.eye(count + 1)
    actors = [i for i, side in enumerate(sides) if side in item.actors]
    if row.leaves:
        takers = [i for i, side in enumerate(sides) if side in item.targets - item.actors]
        takers = takers or [
            i
            for i in range(count)
            if i not in actors and (item.present is None or sides[i] in item.present)
        ]
        for i in actors:
            matrix[i] = 0
            matrix[i, takers] = row.to_actor / max(len(takers), 1)
            matrix[i, count] = 1 - matrix[i].sum()
        return matrix
    takers = [sides.index(item.lead)] if item.lead in sides and item.lead else actors
    moving = [i for i in range(count) if row.to_actor == 0 or i not in actors]
    moving += [count] if row.to_actor > 0 and actors else []
    share = row.to_actor if actors else 0.0
    for i in moving:
        matrix[i] = 0
        matrix[i, takers] = share / max(len(takers), 1)
        matrix[i, count] = 1 - share
    return matrix


def _lead(fact: Fact, who: frozenset[str], sides: Sides) -> str | None:
    if not isinstance(fact, Event) or fact.type == "clash":
        return None
    return next((side for one in fact.actors if (side := sides.of(one)) in who), None)


def _lasts(fact: Fact, bearing: Bearing) -> bool:
    return fact.start is not None and (fact.status == "ongoing" or bearing.what == "hold")
