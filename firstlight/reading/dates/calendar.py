"""Arithmetic on spans of days: weeks, months, seasons, parts of them, feasts. No text here.

A span is `(first, last)`, both days included. Seasons are the northern hemisphere's, by whole
months (the winter of 2016 begins in December 2015). Muslim feasts follow the Umm al-Qura calendar
(`hijridate`), which may differ by a day from a local sighting.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from dateutil.easter import (
    EASTER_ORTHODOX,
    EASTER_WESTERN,
    easter,
)
from hijridate import Gregorian, Hijri

Span = tuple[date, date]

SEASONS = {
    "winter": (12, 2),
    "spring": (3, 5),
    "summer": (6, 8),
    "autumn": (9, 11),
    "fall": (9, 11),
}
FEASTS = (
    "ramadan", "eid al-fitr", "eid al-adha", "eid", "ashura", "easter", "orthodox easter",
    "good friday", "christmas", "christmas eve", "christmas day", "new year", "new year's day",
    "new year's eve", "nowruz",
)  # fmt: skip


def days(day: date, count: int) -> date:
    """The day `count` days later (earlier where negative), held within years 1 to 9999."""
    ordinal = min(max(day.toordinal() + count, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def months(day: date, count: int) -> date:
    """The same day of the month `count` months on, or that month's last day where it has none."""
    index = min(max(day.year * 12 + day.month - 1 + count, 12), 9999 * 12 + 11)
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def month(year: int, number: int) -> Span:
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def year(number: int) -> Span:
    return date(number, 1, 1), date(number, 12, 31)


def week(day: date, offset: int = 0) -> Span:
    """Monday to Sunday of the week `offset` weeks from the one that holds `day`."""
    monday = days(day, 7 * offset - day.weekday())
    return monday, days(monday, 6)


def weekend(day: date, offset: int = 0) -> Span:
    """The latest Saturday and Sunday that had begun by `day`, moved by `offset` weeks."""
    saturday = days(day, 7 * offset - (day.weekday() - 5) % 7)
    return saturday, days(saturday, 1)


def weekday_before(day: date, weekday: int) -> date:
    """The latest such weekday strictly before `day` (0 is Monday)."""
    return days(day, -((day.weekday() - weekday - 1) % 7 + 1))


def weekday_after(day: date, weekday: int) -> date:
    """The first such weekday strictly after `day`."""
    return days(day, (weekday - day.weekday() - 1) % 7 + 1)


def season(name: str, number: int) -> Span:
    """The season of that name in a year; a winter begins in the December before."""
    first, last = SEASONS[name]
    begin = date(number - (1 if first > last else 0), first, 1)
    return begin, month(number, last)[1]


def part(span: Span, which: str) -> Span:
    """`early`, `mid` or `late` in a span: days 1–10, 11–20, 21 to the end of a month, else thirds.

    A week is cut Monday–Tuesday, Wednesday–Thursday, Friday–Sunday; a year by four months.
    """
    first, last = span
    length = (last - first).days + 1
    if 28 <= length <= 31 and first.day == 1:
        cuts = (10, 20)
    elif length in (365, 366):
        cuts = ((date(first.year, 5, 1) - first).days, (date(first.year, 9, 1) - first).days)
    else:
        cuts = (max(1, length // 3), max(1, 2 * length // 3))
    if which == "early":
        return first, days(first, cuts[0] - 1)
    if which == "mid":
        return days(first, cuts[0]), days(first, max(cuts[0], cuts[1] - 1))
    return days(first, min(cuts[1], length - 1)), last


def feast(name: str, number: int) -> list[Span]:
    """The days of a feast in one Gregorian year, in order; [] where the calendar has none."""
    fixed = {
        "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24),
        "new year": (1, 1), "new year's day": (1, 1), "new year's eve": (12, 31),
    }  # fmt: skip
    if name in fixed:
        day = date(number, *fixed[name])
        return [(day, day)]
    if name == "nowruz":
        return [(date(number, 3, 20), date(number, 3, 21))]
    if name in ("easter", "orthodox easter", "good friday"):
        if not 1583 <= number <= 4099:
            return []
        day = easter(number, EASTER_ORTHODOX if name[0] == "o" else EASTER_WESTERN)
        return [(days(day, -2),) * 2] if name[0] == "g" else [(day, day)]
    if not 1925 <= number <= 2076:  # the calendar's own range
        return []
    lunar = Gregorian(number, 1, 1).to_hijri().year
    spans: list[Span] = []
    for hijri in (lunar, lunar + 1):
        if name == "ramadan":
            first = Hijri(hijri, 9, 1)
            spans.append(_hijri(first, first.month_length()))
        if name in ("eid", "eid al-fitr"):
            spans.append(_hijri(Hijri(hijri, 10, 1), 3))
        if name in ("eid", "eid al-adha"):
            spans.append(_hijri(Hijri(hijri, 12, 10), 4))
        if name == "ashura":
            spans.append(_hijri(Hijri(hijri, 1, 10), 1))
    return sorted(span for span in spans if span[0].year == number)


def _hijri(first: Hijri, length: int) -> Span:
    day = date(*first.to_gregorian().datetuple())
    return day, day + timedelta(days=length - 1)
