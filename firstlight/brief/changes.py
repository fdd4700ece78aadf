"""What is otherwise than it was: corrected numbers of people, moved chances, opened towns.

A large correction of the people inside ("doubled overnight") is an alert.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from firstlight.brief.fronts import Front
from firstlight.brief.plain import chance, day, spread, times
from firstlight.brief.rows import ids

LARGE = 1.5
"""A correction to so many times as many, or to so small a part, is an alert."""

POINTS = 0.05
"""A chance that moves by less is not news."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that is otherwise than it was, with the facts that say so."""

    text: str
    short: str
    facts: tuple[str, ...]
    alert: bool
    day: date | None = None


def revisions(town: Front) -> list[Change]:
    """How the number believed inside was corrected, newest first; large corrections are alerts."""
    found = []
    for before, row in zip([None, *town.people], town.people, strict=False):
        ratio = row["revision"]
        if ratio is None or abs(ratio - 1) < POINTS:
            continue
        quick = before is not None and (row["date"] - before["date"]).days <= 1
        short = f"The number believed inside {town.name} {times(ratio)}{' overnight' * quick}"
        text = f"{short}, to {spread(row['q05'], row['q50'], row['q95'], 'people')}"
        alert = ratio >= LARGE or ratio <= 1 / LARGE
        found.append(Change(text, short, tuple(ids(row["facts"])), alert, row["date"]))
    return found[::-1]


def news(towns: Sequence[Front], today: date | None, back: int) -> list[Change]:
    """What changed over the last `back` days; a report of yesterday's tells of the day before."""
    if today is None:
        return []
    since = today - timedelta(days=back + 1)
    found = []
    for town in towns:
        for change in revisions(town)[:1]:
            if change.day and change.day >= since:
                when = day(change.day, today)
                found.append(
                    Change(f"{change.text} ({when})", change.short, change.facts, change.alert)
                )
        opened = town.now["opened_on"]
        if opened and opened >= since:
            text = f"{town.name} opened on {day(opened, today)}"
            found.append(Change(text, text, (), False))
        found += _moved(town, today - timedelta(days=back), back)
    return found


def _moved(town: Front, then: date, back: int) -> list[Change]:
    """The 7-day chance of a closed town against what was judged on the day `then`."""
    earlier = [row for row in town.history if row["as_of"] <= then and row["p_7d"] is not None]
    now = town.now["p_7d"]
    if town.is_open or now is None or not earlier:
        return []
    before = earlier[-1]["p_7d"]
    if abs(now - before) < POINTS:
        return []
    text = (
        f"{town.name}'s chance of opening within 7 days {'rose' if now > before else 'fell'} "
        f"{'since yesterday ' if back == 1 else ''}from {chance(before)} to {chance(now)}"
    )
    return [Change(text, text, (), False)]
