"""Weekdays and feasts: days that come again, and which of them a report means."""

from __future__ import annotations

import re

from firstlight.reading.dates import calendar as cal
from firstlight.reading.dates import words
from firstlight.reading.dates.periods import BACK_MONTHS, Periods
from firstlight.reading.dates.span import Reading, spanning


class Recurring(Periods):
    """The latest Monday before publication, the next one in a narrative, the coming Eid."""

    def _weekday(self, text: str) -> Reading | None:
        found = words.WEEKDAY.search(text)
        if found is None:
            return None
        number = words.WEEKDAYS[found.group()]
        base = self.published
        told = re.search(r"\b(before|after)$", text) or re.match(
            r"the (?:following|next|previous)", text
        )
        if told or self.historical:
            if self.anchor is None:
                return Reading("day", None, None) if base is None or told else self._latest(number)
            if re.search(r"\b(?:before|previous|last)\b", text):
                day = cal.weekday_before(self.anchor[0], number)
            else:
                day = cal.weekday_after(cal.days(self.anchor[1], 0 if told else -1), number)
            return Reading("day", day, day)
        if base is None:
            return Reading("day", None, None)
        if week := re.search(r"\b(last|this|next) week$", text):
            step = {"last": -1, "this": 0, "next": 1}[week.group(1)]
            day = cal.days(cal.week(base, step)[0], number)
            return Reading("day", day, day)
        if re.match(r"(?:next|coming)\b", text):
            day = cal.weekday_after(base, number)
            return Reading("day", day, day)
        if re.match(r"(?:last|past)\b", text):
            day = cal.weekday_before(base, number)
            return Reading("day", day, day)
        return self._latest(number)

    def _latest(self, number: int) -> Reading:
        if self.published is None:
            return Reading("day", None, None)
        base = cal.days(self.published, 1) if self.wire else self.published
        day = cal.weekday_before(base, number)
        ahead = cal.weekday_after(self.published, number)
        return Reading("day", day, day, True, (ahead, ahead))

    def _feast(self, text: str) -> Reading | None:
        year = self._year_in(text)
        text = re.sub(r"\s+(?:night|morning)$", "", text)
        name = re.sub(r"^(?:last|this|next)\s+|\s+\d{4}$", "", text)
        name = re.sub(r"^ramazan", "ramadan", re.sub(r"^no[wv]ruz|^newroz", "nowruz", name))
        name = re.sub(r"[ -](?:al|ul|el)[ -]", " al-", re.sub(r"\s+", " ", name))
        if year is not None:
            spans = cal.feast(name, year)
            return spanning("range", spans[-1], relative=False) if spans else None
        told = self.narrative or self.anchor
        base = told[1] if self.historical and told else self.published
        if base is None:
            return Reading("range", None, None)
        spans = [s for step in (-1, 0, 1) for s in cal.feast(name, base.year + step)]
        if self.historical and self.narrative:
            low = cal.months(self.narrative[0], -BACK_MONTHS)
            told = next((s for s in spans if s[0] >= low), None)
            return spanning("range", told) if told else None
        before = [s for s in spans if s[0] <= base]
        ahead = next((s for s in spans if s[1] > base), None)
        if not before or (text.startswith("next ") and ahead):
            return spanning("range", ahead) if ahead else None
        if text.startswith("last ") and before[-1][1] >= base and len(before) > 1:
            return spanning("range", before[-2])
        return Reading("range", *before[-1], True, ahead)
