"""Parts of a period: early June, the end of last year, the first days of the month."""

from __future__ import annotations

import re

from firstlight.reading.dates import calendar as cal
from firstlight.reading.dates import words
from firstlight.reading.dates.recurring import Recurring
from firstlight.reading.dates.span import Reading


class Parts(Recurring):
    """A period that stands inside another expression, and the part of it that is meant."""

    def inner(self, text: str) -> Reading | None:
        """A period inside another expression: "June 2016", "the month", "last year", "2014"."""
        text = re.sub(r"^the\s+(?=\d|(?:summer|spring|autumn|fall|winter))", "", text.strip())
        if words.YEAR.fullmatch(text):
            return self._year(text)
        if re.fullmatch(r"\d{4}s", text):
            return self._decade(text)
        if words.MONTH.search(text):
            return self._month(text)
        if re.search(r"summer|spring|autumn|fall|winter", text):
            return self._season(text)
        if words.WEEKDAY.search(text):
            return self._weekday(text)
        if "ramadan" in text:
            return self._feast("ramadan")
        return self._period(text)

    def _part(self, text: str) -> Reading | None:
        found = re.match(
            r"(early|mid|late|the middle|(?:the )?(?:start|beginning|end|turn|close))(?: of)?[ -]",
            text,
        )
        if found is None:
            return None
        which = found.group(1).removeprefix("the ")
        reading = self.inner(re.sub(r"^in\s+", "", text[found.end() :].strip()))
        if reading is None or reading.kind == "day":
            return reading
        names = {"start": "early", "beginning": "early", "turn": "early", "middle": "mid"}
        return self._cut(reading, names.get(which, "late" if which in ("end", "close") else which))

    def _within(self, text: str) -> Reading | None:
        """Late in the year, the rest of June, at the month's end."""
        if found := re.match(r"(?:the )?(month|year|week)'s end", text):
            reading: Reading | None = self._period(f"the {found.group(1)}")
            return self._cut(reading, "late") if reading else None
        found = re.match(r"(early|late|later|earlier) in (.*)", text)
        phrase = found.group(2) if found else re.split(r"\bof ", text)[-1]
        reading = self.inner(phrase)
        if found is None or reading is None:
            return reading
        which = {"early": "early", "late": "late"}.get(found.group(1))
        return self._cut(reading, which) if which else reading

    def _piece(self, text: str) -> Reading | None:
        """The first days of June, the second half of May, the last two weeks of 2015."""
        found = re.match(
            r"(?:the\s+)?(?:very\s+)?(\w+)\s+(?:(few|couple of|\w+)\s+)?(day|week|weekend|half|"
            r"month|quarter|third|part|hour)s?\s+(?:of|in)\s+(.*)",
            text,
        )
        reading = self.inner(found.group(4)) if found else None
        if found is None or reading is None or reading.first is None or reading.last is None:
            return reading
        which, count, unit = found.group(1), found.group(2), found.group(3)
        first, last = reading.first, reading.last
        length = (last - first).days + 1
        size = {"day": 1.0, "week": 7.0, "weekend": 7.0, "month": 30.5, "hour": 1.0}.get(unit)
        if size is None:
            size = length / {"half": 2, "third": 3, "quarter": 4, "part": 3}[unit]
            many = 1.0
        elif count in words.COUNTS:
            many = words.COUNTS[count]
        else:  # "the first days" are about five; "the first week" is one
            many = 5.0 if text.split(unit, 1)[1].startswith("s") and unit == "day" else 1.0
        if which in ("last", "closing", "final"):
            begin = max(first, cal.days(last, 1 - round(many * size)))
            return Reading("range", begin, last, reading.relative)
        index = words.ORDINALS.get(which, 1) - 1
        begin = cal.days(first, round(index * size))
        end = min(last, cal.days(first, round((index + many) * size) - 1))
        return Reading("range", begin, max(begin, end), reading.relative) if begin <= last else None
