"""Numbers, dates and chances as people say them, so that no line claims more than is known.

Forecasts keep two significant digits and always carry their interval; numbers that a report states
stay as the report states them.

>>> spread(11_870, 30_412, 58_020, "people")
'about 30,000 people (12,000–58,000)'
>>> chance(0.347), chance(0.002), chance(0.9999)
('35%', 'under 1%', 'over 99%')
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

from firstlight.records import Estimate

MINUS = "−"

FEW = 10
"""Below this a forecast that may reach ten times as many is not told to the last person."""


def given(value: Any) -> bool:
    """Whether there is a number at all (neither None nor NaN nor infinite)."""
    return isinstance(value, (int, float)) and math.isfinite(value)


def rounded(value: float, digits: int = 2) -> float:
    """`value` to so many significant digits; half rounds away from zero, as people do."""
    if not value:
        return 0.0
    step = 10.0 ** (math.floor(math.log10(abs(value))) - digits + 1)
    return math.copysign(math.floor(abs(value) / step + 0.5) * step, value)


def number(value: float | None, digits: int = 2) -> str:
    """Two significant digits with thousands separated; small quantities not below one tenth."""
    if value is None or not given(value):
        return "unknown"
    near = rounded(value, digits)
    if abs(near) < 10 and not near.is_integer():
        text = f"{abs(near):.1f}"
        text = text.removesuffix(".0") if text != "0.0" else "under 0.1"
    else:
        text = f"{abs(near):,.0f}"
    return f"{MINUS}{text}" if near < 0 else text


def count(value: float | None) -> str:
    """Whole things, such as people or trucks: nothing below one but zero."""
    if value is None or not given(value):
        return "unknown"
    return number(float(round(value)))


def interval(low: float | None, high: float | None, whole: bool = True) -> str:
    """Both ends, such as "12,000–58,000"; one number where both ends say the same."""
    say = count if whole else number
    if whole and low is not None and high is not None and low * 1000 < high:
        low = 0.0  # three people or none, beside thousands, is the same to say
    first, last = say(low), say(high)
    return first if first == last else f"{first}–{last}"


def spread(
    low: float | None, middle: float | None, high: float | None, unit: str = "", whole: bool = True
) -> str:
    """The middle with its 5–95% interval, and "most likely none" where the middle is zero."""
    say = count if whole else number
    tail = f" {unit}" if unit else ""
    if middle is None or not given(middle):
        return "unknown"
    if say(middle) == "0":
        top = say(high)
        return f"most likely none (up to {top}{tail})" if top not in ("0", "unknown") else "none"
    if whole and middle < FEW and high is not None and high >= 10 * FEW:
        return f"most likely under {FEW} (up to {say(high)}{tail})"
    wide = interval(low, high, whole)
    return f"{wide}{tail}" if wide == say(middle) else f"about {say(middle)}{tail} ({wide})"


def chance(p: float | None) -> str:
    """A probability as whole per cent, never quite 0 or 100."""
    if p is None or not given(p):
        return "unknown"
    if p < 0.01:
        return "under 1%"
    if p > 0.99:
        return "over 99%"
    return f"{math.floor(p * 100 + 0.5)}%"


def money(value: float | None) -> str:
    """US dollars to two significant digits."""
    if value is None or not given(value):
        return "unknown"
    if value and rounded(value) >= 1e6:
        millions = rounded(value) / 1e6
        return f"{millions:,.1f}".removesuffix(".0") + " million USD"
    return f"{number(value)} USD"


def money_interval(low: float | None, high: float | None) -> str:
    """Both ends in dollars: "790,000–980,000 USD", "0.79–1.5 million USD"."""
    if low is None or high is None or rounded(high) < 1e6:
        return f"{interval(low, high)} USD"
    first, last = (f"{rounded(one) / 1e6:.2f}".rstrip("0").rstrip(".") for one in (low, high))
    return f"{first}–{last} million USD" if first != last else f"{last} million USD"


def when(q10: float | None, q90: float | None) -> tuple[str, str]:
    """How sure and when, from the 10% and 90% quantiles of days from now; None lies beyond 180.

    >>> when(3.4, 65.6), when(12.0, None)
    (('8 chances in 10', '3–66 days from now'), ('9 chances in 10', 'more than 12 days from now'))
    """
    if q10 is None or not given(q10):
        return "9 chances in 10", "more than 180 days from now"
    first = max(0, math.floor(q10))
    if q90 is None or not given(q90):
        said = plural(first, "day")
        return "9 chances in 10", f"more than {said} from now" if first else "any day from now on"
    last = max(first, math.ceil(q90))
    if last > 30:
        last = math.floor(rounded(float(last)))
    if last <= 1:
        return "8 chances in 10", "within a day"
    said = f"{first}–{last} days from now" if first else f"within {last} days"
    return "8 chances in 10", said


def day(value: date | None, today: date | None = None) -> str:
    """A day such as "16 June", with the year where it is not this year's."""
    if value is None:
        return "day unknown"
    text = f"{value.day} {value:%B}"
    return text if today is not None and value.year == today.year else f"{text} {value.year}"


def window(start: date | None, end: date | None, today: date | None = None) -> str:
    """When a fact holds: a day, a span of days, or an open end in words."""
    if start is None and end is None:
        return "day unknown"
    if start is None:
        return f"until {day(end, today)}"
    if end is None:
        return f"from {day(start, today)}"
    if start == end:
        return day(start, today)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end, today)}"
    if start.year == end.year:
        return f"{start.day} {start:%B} – {day(end, today)}"
    return f"{day(start)} – {day(end)}"


def stated(estimate: Estimate) -> str:
    """The number as the report has it: "50,000", "up to 90,000", "at least 600", "40–60"."""
    low, high, best = (
        f"{value:,.0f}" if value is not None else None
        for value in (estimate.low, estimate.high, estimate.best)
    )
    if best is None:
        if low and high:
            return low if low == high else f"{low}–{high}"
        return f"at least {low}" if low else f"up to {high}" if high else "a number of"
    if low is None and high == best:
        return f"up to {best}"
    if high is None and low == best:
        return f"at least {best}"
    if low is None or high is None or (low == best and high == best):
        return best
    return f"{best} ({low}–{high})"


def times(ratio: float) -> str:
    """A revision in words: "doubled", "rose by 40%", "fell by a third"."""
    for at, words in ((2, "doubled"), (3, "tripled"), (4, "rose fourfold"), (0.5, "halved")):
        if abs(ratio - at) <= 0.2 * at / 2:
            return words
    if ratio > 1.5:
        return f"rose to {number(ratio)} times as many"
    change = math.floor(abs(ratio - 1) * 100 + 0.5)
    return f"rose by {change}%" if ratio >= 1 else f"fell by {change}%"


def listing(words: Sequence[str], joint: str = "and") -> str:
    """Words in a row: "a", "a and b", "a, b and c"."""
    items = [word for word in words if word]
    if len(items) < 2:
        return items[0] if items else ""
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"


def plural(many: int, one: str, more: str | None = None) -> str:
    """A count with its noun: "1 report", "12 reports"."""
    return f"{many:,} {one if many == 1 else more or one + 's'}"
