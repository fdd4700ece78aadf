"""Months, seasons, years and weeks as a report names them.

`Periods` holds what they are resolved against, one report at a time: the day of publication, and
`anchor`, the last date the narrative named. `recurring.py` adds weekdays and feasts, `parts.py` the
parts of all of them, and `resolve.Clock` days and what is counted from them.
"""

from __future__ import annotations

import re
from datetime import date

from firstlight.reading.dates import calendar as cal
from firstlight.reading.dates import words
from firstlight.reading.dates.course import Course
from firstlight.reading.dates.onsets import Onsets
from firstlight.reading.dates.span import Reading, spanning

_FALLS = frozenset(
    ("fall", "spring", "in fall", "the fall", "that fall", "this fall", "early fall")
)
"""What is more often a verb or a defeat than a season."""


BACK_MONTHS = 4
"""How many months a narrative may go back in naming a month without its year."""

BACK_YEAR_MONTHS = 2
"""How many of them it may go back where that leads into the year before."""


class Periods:
    """What a report's expressions are resolved against, and the longer of them resolved.

    published: the report's day, or None. historical: months and days without a year belong to the
    narrative before them (an encyclopedia's article) and not to publication. wire: the report is
    written on the day it tells of, so that a weekday may be that very day. ancient: it is told in
    years before Christ. course: which years of a history are named in passing.
    """

    def __init__(
        self,
        published: date | None,
        *,
        historical: bool,
        wire: bool,
        ancient: bool = False,
        course: Course | None = None,
    ) -> None:
        self.published = published
        self.ancient = ancient
        self.course = course
        self.historical = historical or published is None
        self.wire = wire
        self.anchor: cal.Span | None = None
        self.narrative: cal.Span | None = None
        """The date that a history goes on from; others it names in passing."""
        self.anchored_in = ""
        """The sentence that named the anchor."""
        self.onsets = Onsets()
        self.future = False
        self.aside: cal.Span | None = None
        """A past date with its year in the same sentence: months after it belong to it."""

    def _year_in(self, text: str) -> int | None:
        if (two := re.search(r"winter(?: of)? (\d+)\s*[-–/]\s*(\d+)( b)?", text)) is not None:
            # a winter is named by the year it ends in
            end = (
                two.group(2) if two.group(3) else two.group(1)[: -len(two.group(2))] + two.group(2)
            )
            return words.ERA - int(end) if two.group(3) else int(end)
        if found := words.YEAR.search(text):
            return words.year_number(found.group())
        for phrase, step in (("last year", -1), ("this year", 0), ("next year", 1)):
            if phrase in text and self.published:
                return self.published.year + step
        if ("that year" in text or "same year" in text) and self.anchor:
            return self.anchor[0].year
        return None

    def _year_of(self, month: int, day: int = 1) -> tuple[int | None, int | None]:
        """The year a month (or day) without one lies in, and the year of its future reading."""
        near = self.aside or (self.narrative if self.historical else None)
        if near is not None:
            return self._carried_year(near, month), None
        if self.published is None:
            return None, None
        this = self.published.year
        length = cal.month(this, month)[1].day
        passed = date(this, month, min(day, length)) <= self.published
        return (this if passed else this - 1), (this + 1 if passed else this)

    def _carried_year(self, near: cal.Span, month: int) -> int:
        """The year of a month without one, in a narrative that last told of `near`."""
        if (near[1] - near[0]).days > 31:  # "in 1781", "the spring of 1915": a month of it
            span = (near[1].year - near[0].year) * 12 + near[1].month - near[0].month
            if (month - near[0].month) % 12 <= span:
                return near[0].year + (near[0].month - 1 + (month - near[0].month) % 12) // 12
        # what a narrative names next lies mostly after what it named last, and in the same year
        ahead = month - near[0].month
        if ahead < -BACK_MONTHS:
            return near[0].year + 1
        return near[0].year - (1 if ahead >= 12 - BACK_YEAR_MONTHS else 0)

    def _month(self, text: str) -> Reading | None:
        found = words.MONTH.search(text)
        if found is None:
            return None
        number = words.MONTHS[found.group()]
        year = self._year_in(text)
        if year is not None:
            reading = spanning("month", cal.month(year, number), relative=False)
        else:
            year, later = self._year_of(number)
            if text.startswith("next ") and later:
                year = later
            elif text.startswith("last ") and year is not None and self._is_now(year, number):
                year -= 1
            if year is None:
                return Reading("month", None, None)
            ahead = cal.month(later, number) if later else None
            reading = Reading("month", *cal.month(year, number), True, ahead)
        return self._cut(reading, "early") if text.startswith("early ") else reading

    def _is_now(self, year: int, month: int) -> bool:
        base = self.published
        return base is not None and (base.year, base.month) == (year, month)

    def _season(self, text: str) -> Reading | None:
        found = re.search(r"summer|spring|autumn|fall|winter", text)
        if found is None or text in _FALLS:
            return None
        name = found.group()
        year = self._year_in(text)
        base = self.published
        if year is None and text.startswith(("that ", "the same ")) and self.anchor:
            year = self.anchor[0].year
        elif year is None and self.historical and self.narrative:
            return self._told_season(text, name, self.narrative)
        if year is not None:
            reading = spanning("season", cal.season(name, year), relative=False)
        elif base is None:
            return Reading("season", None, None)
        else:
            spans = [cal.season(name, base.year + step) for step in (-1, 0, 1, 2)]
            if text.startswith("last "):
                reading = spanning("season", [s for s in spans if s[1] < base][-1])
            elif text.startswith("next "):
                reading = spanning("season", next(s for s in spans if s[0] > base))
            elif text.startswith("this "):
                reading = spanning("season", next(s for s in spans if s[1] >= base))
            else:
                ahead = next(s for s in spans if s[0] > base)
                past = [s for s in spans if s[0] <= base][-1]
                reading = Reading("season", *past, True, ahead)
        for which in ("early", "late"):
            if text.startswith(which):
                return self._cut(reading, which)
        return reading

    def _told_season(self, text: str, name: str, near: cal.Span) -> Reading:
        """A season of a narrative: the next, the last, or the one its month would lie in."""
        spans = [cal.season(name, near[0].year + step) for step in (-1, 0, 1, 2)]
        if re.match(r"(?:the\s+)?(?:next|following)\b", text):
            return spanning("season", next(s for s in spans if s[0] > near[0]))
        if re.match(r"(?:the\s+)?(?:last|previous|preceding)\b", text):
            return spanning("season", [s for s in spans if s[1] < near[1]][-1])
        middle = cal.SEASONS[name][0] % 12 + 1
        reading = spanning("season", cal.season(name, self._carried_year(near, middle)))
        for which in ("early", "late"):
            if text.startswith(which):
                return self._cut(reading, which)
        return reading

    def _year(self, text: str) -> Reading:
        return spanning("year", cal.year(words.year_number(text)), relative=False)

    def _decade(self, text: str) -> Reading:
        begin = int(re.findall(r"\d+0", text)[0])
        if re.search(r"s\s+b\.?c", text):
            begin = words.ERA - begin - 9
        span = (date(begin, 1, 1), date(begin + 9, 12, 31))
        for which, (low, high) in {"early": (0, 3), "mid": (4, 6), "late": (6, 9)}.items():
            if re.search(rf"\b{which}\b", text):
                span = (date(begin + low, 1, 1), date(begin + high, 12, 31))
        return spanning("decade", span, relative=False)

    def _period(self, text: str) -> Reading | None:
        """last week, this month, earlier this year, late last month ..., the month, that week."""
        unit = re.search(r"weekend|week|month|year|fortnight|decade|century", text)
        if unit is None or unit.group() == "century":
            return None
        base = self.published
        if re.search(r"\bthat\b|\bsame\b", text) or (
            re.search(r"\bthe\b", text) and self.historical
        ):
            base = self.anchor[0] if self.anchor else None
        if base is None:
            return Reading("week" if unit.group() == "week" else "range", None, None)
        step = (
            -1
            if re.search(r"\blast\b", text)
            else 1
            if re.search(r"\b(?:next|coming)\b", text)
            else 0
        )
        whole = self._unit(unit.group(), base, step)
        current = step == 0 and base == self.published
        if re.search(r"\bearlier\b|\bsometime\b", text) or (current and text.startswith("this ")):
            last = min(whole.last or base, base) if step == 0 else whole.last
            return Reading(whole.kind, whole.first, last, True, (whole.first, whole.last))
        if re.search(r"\blater\b", text) and current:
            return Reading(whole.kind, base, whole.last)
        for which in ("early", "mid", "late"):
            if re.match(rf"{which}\b", text):
                return self._cut(whole, which)
        return whole

    def _unit(self, unit: str, base: date, step: int) -> Reading:
        if unit == "week":
            return spanning("week", cal.week(base, step))
        if unit == "weekend":
            begun = cal.weekend(base)
            back = step if step >= 0 or base <= begun[1] else step + 1
            return Reading("range", *cal.weekend(base, back), True, cal.weekend(base, 1))
        if unit == "month":
            day = cal.months(base.replace(day=1), step)
            return spanning("month", cal.month(day.year, day.month))
        if unit == "fortnight":
            return spanning("range", (cal.days(base, -14), base))
        if unit == "decade":
            begin = (base.year // 10 + step) * 10
            return spanning("decade", (date(begin, 1, 1), date(begin + 9, 12, 31)))
        return spanning("year", cal.year(base.year + step))

    def _weekend(self, text: str) -> Reading:
        base = self.published
        if (text.startswith("that") or self.historical) and self.anchor:
            base = self.anchor[1]
        return self._unit("weekend", base, 0) if base else Reading("range", None, None)

    def _cut(self, reading: Reading, which: str) -> Reading:
        if reading.first is None or reading.last is None:
            return reading
        ahead = reading.ahead
        if ahead and ahead[0] and ahead[1]:
            ahead = cal.part((ahead[0], ahead[1]), which)
        cut = cal.part((reading.first, reading.last), which)
        return Reading("range", *cut, reading.relative, ahead)
