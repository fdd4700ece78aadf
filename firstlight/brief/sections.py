"""One front as the page shows it: who holds it, when it may open, why, and who disagrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from firstlight.brief import tables
from firstlight.brief.changes import Change, revisions
from firstlight.brief.claims import Book, anchor
from firstlight.brief.conflicts import Conflict, conflicts
from firstlight.brief.fronts import Front, holder
from firstlight.brief.plain import chance, day, spread, when
from firstlight.brief.rows import rows

if TYPE_CHECKING:
    from firstlight.openings.result import Openings
    from firstlight.settings import Settings

ALERT_DAYS = 7
"""A large correction of the last week is an alert; an older one stands with its front."""


@dataclass(frozen=True)
class Section:
    """One front as the template shows it."""

    front: Front
    anchor: str
    holder: str
    figures: tuple[tuple[str, str, str], ...]
    when: tuple[str, str]
    why: str
    why_facts: tuple[str, ...]
    conflicts: Sequence[Conflict]
    more_conflicts: int
    history: Sequence[tuple[str, ...]]
    inside: str
    people: Sequence[tables.Belief]
    outside: str
    alerts: Sequence[Change]
    older: Sequence[Change]


def section(
    town: Front, claims: Book, openings: Openings, settings: Settings, today: date | None
) -> Section:
    now, inside = town.now, town.inside
    found, many = conflicts(claims.by_front.get(town.id, []), settings.actor_list())
    large = [change for change in revisions(town) if change.alert]
    fresh = [
        change
        for change in large
        if today and change.day and (today - change.day).days <= ALERT_DAYS
    ]
    evidence = [row["fact"] for row in rows(openings.evidence) if row["place_id"] == town.id]
    figures = tuple(
        (label, chance(now[key]), _chances(now[f"{key}_low"], now[f"{key}_high"]))
        for key, label in (("p_24h", "24 hours"), ("p_7d", "7 days"), ("p_30d", "30 days"))
    )
    return Section(
        front=town,
        anchor=anchor(town.id),
        holder=_state(town, settings, today),
        figures=figures if now["p_7d"] is not None and not town.is_open else (),
        when=when(now["q10_days"], now["q90_days"]),
        why=str(now["why"] or ""),
        why_facts=tuple(dict.fromkeys(evidence)),
        conflicts=found,
        more_conflicts=many - len(found),
        history=_history(town, today),
        inside=spread(inside["q05"], inside["q50"], inside["q95"]) if inside else "",
        people=tables.beliefs(town, today),
        outside=tables.outside(town),
        alerts=fresh,
        older=[change for change in large if change not in fresh],
    )


def _state(town: Front, settings: Settings, today: date | None) -> str:
    """Who holds it and since when it is closed, in one sentence."""
    now = town.now
    name = holder(town.state, settings)
    sure = f" ({chance(town.state_probability)} sure)" if town.state_probability else ""
    if town.state == "unknown":
        said = "Who holds it is not known"
    elif town.state == "contested":
        said = f"Contested{sure}"
    else:
        said = f"Held by {name}{sure}"
    if now["opened_on"]:
        return f"{said}." if now["why"] else f"{said}; open since {day(now['opened_on'], today)}."
    if town.besieged is not None and town.besieged >= 0.5:
        said += f"; people and supplies cannot pass ({chance(town.besieged)} sure)"
    told: set[object] = set()
    for key, words in (
        ("encircled_since", "encircled since"),
        ("closed_since", "closed since"),
        ("offensive_since", "under attack since"),
        ("entered_since", "entered on"),
    ):
        if now[key] and not (key == "closed_since" and now[key] in told):
            told.add(now[key])
            said += f"; {words} {day(now[key], today)}"
    return f"{said}."


def _chances(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    first, last = chance(low), chance(high)
    if first == last:
        return first
    plain = first[0].isdigit() and last[0].isdigit()
    return f"{first.removesuffix('%')}–{last}" if plain else f"{first} to {last}"


def _history(town: Front, today: date | None) -> list[tuple[str, ...]]:
    """The days on which the 7-day chance moved by five points or more, and the last day."""
    found: list[tuple[str, ...]] = []
    shown: float | None = None
    for row in town.history:
        p = row["p_7d"]
        if p is None:
            continue
        if shown is None or abs(p - shown) >= 0.05 or row is town.history[-1]:
            shown = p
            said = (chance(row["p_24h"]), chance(p), chance(row["p_30d"]))
            found.append((day(row["as_of"], today), *said))
    return found[-30:][::-1]
