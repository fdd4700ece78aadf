"""The belief of people inside, day by day, and each change of it in plain words.

"Doubled overnight" is an alert; fewer inside because people came out is none. Only an estimate that
corrects an earlier one is a revision, said outright or by another figure of the same people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from firstlight.movement.displaced import out_by
from firstlight.movement.people import REVISED_MATCH, Belief, Town, before, belief, standing
from firstlight.movement.readings import Reading, total

SAME = 0.03
"""Change of a quantile's logarithm below which nobody calls it one."""


def beliefs(town: Town, first: date, as_of: date) -> list[Belief]:
    """The belief on each day that brought news up to `as_of`, and on `as_of` itself."""
    days = {one.known for one in town.inside()}
    days |= {one.known for one in town.out}
    days = {day for day in days if day <= as_of} | {as_of}
    if min(days) > first:
        days.add(first)
    found: list[Belief] = []
    for day in sorted(days):
        mass = belief(town, day)
        news = [one for one in town.inside() if one.known == day]
        out = [one for one in town.out if one.known == day]
        facts = tuple(dict.fromkeys(one.fact.id for one in (*news, *out)))
        if found and not facts and day != as_of:
            continue
        now = Belief(day, mass, facts)
        ratio, says = change(town, now, news)
        if not facts and found and found[-1].facts:
            says = f"no new estimate since {found[-1].day.day} {found[-1].day:%B}"
            facts = _resting(town, day)
        one = Belief(day, mass, facts, ratio, says, basis(town, day))
        if found and _again(found[-1], one):
            first_told = found.pop()
            facts = tuple(dict.fromkeys((*first_told.facts, *one.facts)))
            one = replace(one, day=first_told.day, facts=facts)
        found.append(one)
    return found


def basis(town: Town, day: date) -> str:
    """What the belief of that day rests on, as `Belief.basis`."""
    if standing(town.inside(), day):
        return "reports"
    return "population" if town.residents() else "nothing"


def _resting(town: Town, day: date) -> tuple[str, ...]:
    """Ids of the facts that the belief rests on: the estimates in force and the last count out."""
    known = [one.fact.id for one in reversed(standing(town.inside(), day))]
    out = town.steps(day)[-1:]
    return tuple(dict.fromkeys([*known, *(fact for step in out for fact in step.facts)]))


def _again(old: Belief, new: Belief) -> bool:
    """Whether the day says the same once more: the same words, and quantiles within `SAME`."""
    at = np.array([0.05, 0.5, 0.95])
    close = np.abs(np.log(new.quantile(at) / old.quantile(at))) < SAME
    return old.says == new.says and np.isnan(new.revision) and bool(close.all())


def change(town: Town, now: Belief, news: Sequence[Reading]) -> tuple[float, str]:
    """(new over old where an estimate was corrected, else NaN; the change in plain words)."""
    earlier = [one for one in standing(town.inside(), now.day) if one.known < now.day]
    told = _telling(news)
    if told is None:
        return float("nan"), _no_news(town, now)
    explicit = before(told)
    old = next((one for one in reversed(earlier) if explicit is None or _near(one, explicit)), None)
    taken = [one for one in town.inside() if one.known < now.day and one not in earlier]
    if explicit is not None:
        old = next((one for one in reversed(taken) if _near(one, explicit)), old)
    if told.fact.revises is None and old is None:
        return float("nan"), f"first estimate: {told.said} people inside"
    previous = old.people if old is not None else explicit
    said = old.said if old is not None else (f"{explicit:,.0f}" if explicit else "")
    gone = 0.0
    if old is not None and told.fact.revises is None:
        steps = town.steps(now.day)
        gone = out_by(steps, town.offensive, told.day) - out_by(steps, town.offensive, old.day)
    if old is not None and gone > 0.2 * old.people:
        # fewer inside because they left: no correction of anybody's number
        return float("nan"), (
            f"now {told.said} people inside, after {old.said} on {old.day.day} {old.day:%B} "
            f"and {gone:,.0f} more out since"
        )
    ratio = told.fact.revises.ratio if told.fact.revises and told.fact.revises.ratio else None
    if ratio is None and previous:
        ratio = told.people / previous
    if ratio is None or abs(np.log(ratio)) < 0.15:
        return float("nan"), f"again {told.said} people inside"
    earlier_words = f"from {said} to {told.said}" if said else f"to {told.said}"
    return float(ratio), f"{verb(ratio)}: {earlier_words} people inside"


def _near(reading: Reading, number: float) -> bool:
    return abs(float(np.log(reading.people / number))) < REVISED_MATCH


def _telling(news: Sequence[Reading]) -> Reading | None:
    """The reading that the day is told by: a revision, else one of all the people, the latest."""
    if not news:
        return None
    return max(
        news, key=lambda one: (one.fact.revises is not None, total(one.fact), one.day, one.weight)
    )


def _no_news(town: Town, now: Belief) -> str:
    residents = town.residents()
    if now.facts:
        out = f"{town.steps(now.day)[-1].best:,.0f} people already out"
        return (
            out if standing(town.inside(), now.day) else f"{out}, still no estimate of those inside"
        )
    if standing(town.inside(), now.day):
        return "no new estimate"
    if residents:
        return (
            "no estimate in the reports so far: taken from a population of "
            f"{residents:,.0f}, of whom an unknown share is still inside"
        )
    return "no estimate in the reports so far and no population known: a guess, and a wide one"


def verb(ratio: float) -> str:
    """What happened to a number that is now `ratio` times the earlier one."""
    if ratio >= 2.5:
        return f"raised {ratio:.1f} times"
    if ratio >= 1.75:
        return "doubled" if ratio >= 1.95 else "nearly doubled"
    if ratio > 1:
        return f"raised by {100 * (ratio - 1):.0f}%"
    if ratio <= 0.57:
        return "halved" if ratio >= 0.45 else f"cut to {100 * ratio:.0f}%"
    return f"lowered by {100 * (1 - ratio):.0f}%"
