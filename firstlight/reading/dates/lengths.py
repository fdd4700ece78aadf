"""Lengths of time: "two weeks", "a few days", "48 hours", and the days that lie so far off."""

from __future__ import annotations

import re
from datetime import date

from firstlight.reading.dates import calendar as cal
from firstlight.reading.dates import words


def length(text: str) -> tuple[int, int, str] | None:
    """(least, most, unit) of "two weeks", "a few days", "48 hours", "the past fortnight"."""
    units = words.UNIT.findall(text)
    if not units:
        return None
    unit: str = units[-1]
    if "half a" in text:
        halves: dict[str, tuple[int, int, str]] = {"year": (6, 6, "month"), "month": (2, 2, "week")}
        return halves.get(unit, (1, 1, unit))
    count: tuple[int, int] | None = None
    for word in re.findall(r"\d+|a few|a couple of|a number of|\w+", text):
        if word.isdigit():
            count = (int(word), int(word))
        elif word in words.COUNTS and (count is None or word not in ("a", "an")):
            count = (words.COUNTS[word],) * 2
        elif word in words.VAGUE and count is None:
            count = words.VAGUE[word]
    if count is None:
        plural = re.search(rf"\b{unit}s\b", text) is not None
        count = words.VAGUE[""] if plural else (1, 1)
    low, high = count
    if low > 20000:
        return None
    if unit == "year" and "year and a half" in text:
        return 12 * low + 6, 12 * high + 6, "month"
    if unit == "minute":
        return 0, 0, "day"
    if unit in ("hour",):
        return (low // 24, -(-high // 24) if high >= 24 else (1 if high > 12 else 0), "day")
    if unit in ("night", "weekend"):
        return low, high, "day" if unit == "night" else "week"
    if unit == "fortnight":
        return 2 * low, 2 * high, "week"
    if unit == "decade":
        return 10 * low, 10 * high, "year"
    return low, high, unit


def shift(base: date, size: tuple[int, int, str], sign: int) -> cal.Span:
    """The span of days that lies `size` before (-1) or after (1) `base`, earliest first."""
    low, high, unit = size
    if unit in ("month", "year"):
        step = 12 if unit == "year" else 1
        ends = [cal.months(base, sign * step * count) for count in (low, high)]
    else:
        step = 7 if unit == "week" else 1
        ends = [cal.days(base, sign * step * count) for count in (low, high)]
    return min(ends), max(ends)
