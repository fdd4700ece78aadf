"""A siege as a walk through phases, day by day, cut into the spells that a survival fit reads.

    held     closed or surrounded, no operation to take or relieve it under way
    attacked an operation is under way, the attackers are not inside
    entered  the attackers are inside

Each phase has its own clock, so that years of being merely closed do not weigh on what happens once
an operation has begun. A phase is where the place stands at the end of a day: entered and taken on
one day never was "entered".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from firstlight.openings.sieges import Siege

Phase = Literal["held", "attacked", "entered"]
Step = Literal["held>attacked", "held>open", "attacked>entered", "attacked>open", "entered>open"]
PHASES: tuple[Phase, ...] = ("held", "attacked", "entered")
STEPS: tuple[Step, ...] = (
    "held>attacked", "held>open", "attacked>entered", "attacked>open", "entered>open",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spell:
    """Days `after` < t <= `until` on the clock of a phase, at risk of the step that ended it.

    began: first day of the phase.
    after: days on the clock when this spell comes into view (0, or when the town was shut in): the
        left truncation of the fit.
    to: "open", the next phase, or None where the spell was cut short (right-censored).
    shut: whether people could not leave during it.
    """

    siege: Siege
    phase: Phase
    began: date
    after: int
    until: int
    to: str | None
    shut: bool


def phase_of(day: date, offensive: date | None, entered: date | None) -> tuple[Phase, date | None]:
    """The phase at the end of `day` and when it began (None for "held": when it was shut)."""
    if entered and entered <= day:
        return "entered", entered
    if offensive and offensive <= day:
        return "attacked", offensive
    return "held", None


def spells(siege: Siege) -> list[Spell]:
    """The siege cut at every change of phase and where it was shut in."""
    starts: list[tuple[date, Phase]] = []
    if siege.entered:
        starts.append((siege.entered, "entered"))
    if siege.offensive and (not siege.entered or siege.offensive < siege.entered):
        starts.append((siege.offensive, "attacked"))
    first = min((when for when, _ in starts), default=None)
    if siege.shut and (first is None or siege.shut < first):
        starts.append((siege.shut, "held"))
    starts.sort()
    found: list[Spell] = []
    for index, (start, phase) in enumerate(starts):
        following = starts[index + 1] if index + 1 < len(starts) else None
        end = min(following[0], siege.opened) if following else siege.opened
        if following and following[0] < siege.opened:
            to: str | None = following[1]
        else:
            to = None if siege.censored else "open"
        if end > start:
            found += _cut_where_shut(siege, phase, start, end, to)
        if to in ("open", None):
            break
    return found


def all_spells(sieges: Iterable[Siege]) -> list[Spell]:
    return [spell for siege in sieges for spell in spells(siege)]


def _cut_where_shut(
    siege: Siege, phase: Phase, start: date, end: date, to: str | None
) -> list[Spell]:
    length = (end - start).days
    if siege.shut is None or siege.shut >= end:
        return [Spell(siege, phase, start, 0, length, to, shut=False)]
    at = (siege.shut - start).days
    if at <= 0:
        return [Spell(siege, phase, start, 0, length, to, shut=True)]
    return [
        Spell(siege, phase, start, 0, at, None, shut=False),
        Spell(siege, phase, start, at, length, to, shut=True),
    ]
