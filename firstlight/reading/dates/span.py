"""What a date expression may mean: a span of days, and its other reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from firstlight.reading.dates import calendar as cal

DateKind = Literal[
    "day", "range", "week", "month", "year", "season", "decade", "duration", "since", "until"
]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression may mean. `ahead` is its other reading, for a plan or a coming vote."""

    kind: DateKind
    first: date | None
    last: date | None
    relative: bool = True
    ahead: tuple[date | None, date | None] | None = None


def spanning(kind: DateKind, span: cal.Span, relative: bool = True) -> Reading:
    return Reading(kind, span[0], span[1], relative)
