"""The reason for a forecast in one plain sentence, with the past sieges that it is like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from firstlight.openings.phases import Phase, Spell
from firstlight.openings.signs import Town
from firstlight.openings.standing import Standing

MONTH_DAYS = 30


def why(town: Town, standing: Standing, spells: Sequence[Spell], names: Mapping[str, str]) -> str:
    """One sentence: what is known of the town, and how often the like opened within a month.

    names: side ids to their names.
    """
    if standing.status == "unclear":
        return f"The reports do not say whether people can leave {town.name}."
    if standing.status == "open" and standing.opened_on:
        since = _day(standing.opened_on, standing.day)
        if standing.taken and standing.held_by:
            holder = names.get(standing.held_by, standing.held_by)
            return f"Open since {since}, when it passed to {holder}."
        return f"Open since {since}, when a way out was reported."
    phase, days = standing.phase
    like, opened = count_like(spells, phase, days)
    said = ", ".join(_parts(standing))
    quarters = ""
    if standing.quarters:
        taken, named = len(standing.quarters_lost), len(standing.quarters)
        quarters = f"; {taken} of {named} named {'quarter' if named == 1 else 'quarters'} taken"
    if like == 0:
        past = "no past siege in the table had come this far"
    else:
        past = f"of {like} like sieges that had come this far, {opened} opened within a month"
    return f"{said[0].upper()}{said[1:]}{quarters}; {past}."


def count_like(spells: Sequence[Spell], phase: Phase, days: int) -> tuple[int, int]:
    """Past sieges that were in this phase after so many days, and those open a month later.

    A siege lost from sight within that month counts in neither.
    """
    like = opened = 0
    for spell in spells:
        if spell.phase != phase or not spell.after <= days < spell.until:
            continue
        month = spell.began + timedelta(days=days + MONTH_DAYS)
        ended = spell.siege.opened <= month
        if ended and spell.siege.censored:
            continue
        like += 1
        opened += ended
    return like, opened


def _parts(standing: Standing) -> list[str]:
    day = standing.day
    parts = []
    if standing.encircled_since:
        parts.append(f"encircled since {_since(standing, standing.encircled_since)}")
    closed = standing.closed_since
    if closed and closed != standing.encircled_since:
        parts.insert(0, f"closed since {_since(standing, closed)}")
    if standing.offensive_since and standing.offensive_since != standing.entered_since:
        parts.append(f"under attack since {_day(standing.offensive_since, day)}")
    if standing.entered_since:
        parts.append(f"entered on {_day(standing.entered_since, day)}")
    return parts


def _since(standing: Standing, when: date) -> str:
    """The day, and whether the reports only say that it was so already by then."""
    told = [s for s in standing.signs if s.covariate in ("closed", "encircled") and s.day == when]
    only = bool(told) and all(sign.undated for sign in told)
    return _day(when, standing.day) + (" or before" if only else "")


def _day(when: date, now: date) -> str:
    """A day as people write it, with the year only where it is another."""
    return f"{when.day} {when:%B}" + (f" {when.year}" if when.year != now.year else "")
