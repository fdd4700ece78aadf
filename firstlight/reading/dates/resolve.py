"""What a date expression means, given the day of publication and the date told of before it.

One method for each group of `words.EXPRESSION`; those of months and
longer are `Periods`', weekdays and feasts `Recurring`'s, parts of them `Parts`'.
"""

from __future__ import annotations

import re
from datetime import date

from firstlight.reading.dates import calendar as cal
from firstlight.reading.dates import words
from firstlight.reading.dates.lengths import length, shift
from firstlight.reading.dates.parts import Parts
from firstlight.reading.dates.span import DateKind, Reading, spanning

WHOLE_MONTH = 27
"""From so many days between first and last on, a date is a month or more and names no day."""
AHEAD_DAYS = 120
"""How far ahead a day and month without a year may lie where its sentence speaks of the future."""
UNKNOWN = Reading("duration", None, None)
_BEGINNING = re.compile(
    r"\b(?:began|begun|start\w*|beginning|launch\w*|outbreak|broke|onset|into)\b"
)
_PUBLICATION = re.compile(r"today|this|earlier")
_AGAIN = re.compile(
    r"\s*(?:that|this)\b(?!\s+\w)"
    r"|\s*(?:they|he|she|it|we)\b|\s*the\s+\w+\b.{0,40}?\b(?:it|them|there|the\s+(?:town|city|village|camp|"
    r"place|port|base|airport|bridge))$"
    r"|\s*(?:its|the)\s+(?:fall|capture|seizure|loss|recapture)$"
)


class Clock(Parts):
    """Resolves the expressions of one report in the order of its text."""

    def read(self, group: str, text: str) -> Reading | None:
        """The meaning of `text`, lower case, matched as `group`; None where it is no date."""
        try:
            result: Reading | None = getattr(self, f"_{group}")(text)
        except (ValueError, OverflowError):  # 31 June, 29 February
            return None
        return result

    def told_of(self, text: str) -> cal.Span | None:
        """The days of what `text`, the words after "two days after", names again; None if new.

        Told of before is what began on a day we know ("the siege began"), what pronouns stand for
        ("they took it"), and what names the place of the last date's sentence.
        """
        phrase = re.split(r"[,.;:]", text, maxsplit=1)[0]
        begun = self.onsets.told(phrase.lower()) if _BEGINNING.search(phrase.lower()) else None
        begun = begun or self.onsets.deed(phrase.lower())
        if begun is not None:
            return begun
        if self.anchor is None:
            return None
        if _AGAIN.match(phrase.lower()):
            return self.anchor
        names = re.findall(r"\b[A-Z][\w'-]{3,}", phrase)
        return self.anchor if names and names[-1] in self.anchored_in else None

    def _begun(self, text: str) -> Reading | None:
        days = self.onsets.told(text)
        return spanning("range", days) if days else None

    def _elapsed(self, text: str) -> Reading | None:
        """ "It is four weeks since they surrounded it"."""
        return self.counted(re.sub(r"\bsince$", "ago", text))

    def _iso(self, text: str) -> Reading:
        day = date(*(int(piece) for piece in text.split("-")))
        return Reading("day", day, day, relative=False)

    def _numeric(self, text: str) -> Reading:
        first, second, year = (int(piece) for piece in re.split(r"[/.-]", text))
        if year < 100:
            year += 2000 if year < 70 else 1900
        if second > 12:
            first, second = second, first
        day = date(year, second, first)
        return Reading("day", day, day, relative=False)

    def _dmy(self, text: str) -> Reading | None:
        found = words.MONTH.search(text)
        numbers = (
            [int(re.sub(r"\D", "", d)) for d in words.DAY.findall(text[: found.start()])]
            if found
            else []
        )
        if found is None or not numbers:
            return None
        return self._days(numbers, words.MONTHS[found.group()], text[found.end() :])

    def _mdy(self, text: str) -> Reading | None:
        found = words.MONTH.search(text)
        if found is None:
            return None
        rest = text[found.end() :]
        year = words.YEAR.search(rest)
        numbers = [
            int(re.sub(r"\D", "", d))
            for d in words.DAY.findall(rest[: year.start()] if year else rest)
        ]
        if not numbers:
            return None
        return self._days(numbers, words.MONTHS[found.group()], rest)

    def _days(self, numbers: list[int], month: int, tail: str) -> Reading:
        kind: DateKind = "day" if len(numbers) == 1 else "range"
        year = self._year_in(tail)
        given = year is not None
        ahead = None
        if year is None:
            year, later = self._year_of(month, numbers[-1])
            if later is not None:
                ahead = (date(later, month, numbers[0]), date(later, month, numbers[-1]))
        if year is None:
            return Reading(kind, None, None)
        last = date(year, month, numbers[-1])
        first = date(year, month, numbers[0]) if numbers[0] <= numbers[-1] else last
        if numbers[0] > numbers[-1]:  # "from 30 to 2 June"
            before = cal.months(date(year, month, 1), -1)
            first = before.replace(day=numbers[0])
        base = self.published
        if ahead and base and self.future and 0 <= (ahead[0] - base).days <= AHEAD_DAYS:
            first, last = ahead
        return Reading(kind, first, last, not given, ahead)

    def _months(self, text: str) -> Reading | None:
        found = [words.MONTHS[name] for name in words.MONTH.findall(text)]
        year = self._year_in(text)
        if len(found) != 2 or year is None:
            return None
        begin = year - 1 if found[0] > found[1] else year
        return Reading("range", date(begin, found[0], 1), cal.month(year, found[1])[1], False)

    def _bare(self, text: str) -> Reading:
        return spanning("year", cal.year(words.ERA - int(text)), relative=False)

    def _years(self, text: str) -> Reading | None:
        first, last = re.findall(r"\d+", text)
        if "c" in text:
            begin, close = words.ERA - int(first), words.ERA - int(last)
            if begin > close:
                return None
            return Reading("range", date(begin, 1, 1), date(close, 12, 31), relative=False)
        end = int(last) if len(last) == 4 else int(first[: 4 - len(last)] + last)
        if end < int(first) or ("/" in text and end - int(first) != 1):
            return None
        return Reading("range", date(int(first), 1, 1), date(end, 12, 31), relative=False)

    def _day(self, text: str) -> Reading:
        base = self.published
        if base is None or (self.historical and not _PUBLICATION.match(text)):
            if text == "overnight" and self.anchor:
                return spanning("day", self.anchor)
            return Reading("day", None, None)  # in a history these are somebody else's words
        if text.startswith("the day before"):
            return spanning("day", (cal.days(base, -2),) * 2)
        if text.startswith("the day after"):
            return spanning("day", (cal.days(base, 2),) * 2)
        if text.startswith(("yesterday", "last")):
            return spanning("day", (cal.days(base, -1),) * 2)
        if text.startswith("tomorrow"):
            return spanning("day", (cal.days(base, 1),) * 2)
        if text == "overnight":  # the night that publication day began with
            return spanning("day", (cal.days(base, -1), base))
        return spanning("day", (base, base))

    def _window(self, text: str) -> Reading | None:
        """The past fortnight, the last 48 hours, recent weeks, the coming days."""
        plain = re.fullmatch(r"(?:this\s+)?(last|next|coming|previous)\s+(\w+)", text)
        if plain and plain.group(2) in ("week", "month", "year", "weekend", "decade"):
            return self._period(text) if plain.group(1) != "previous" else self._next("the " + text)
        onward = re.search(r"\b(?:coming|next|following)\b", text)
        base = self.published
        if re.search(r"\b(?:following|previous)\b", text):
            base = (self.anchor[1] if onward else self.anchor[0]) if self.anchor else None
        elif self.historical and self.anchor:
            base = self.anchor[1]
        size = length(text)
        if size is None:
            return None
        if base is None:
            return Reading("range", None, None)
        if onward:
            return Reading("range", base, shift(base, size, 1)[1])
        return Reading("range", shift(base, size, -1)[0], base)

    def _hours(self, text: str) -> Reading:
        """ "within 48 hours", "in two weeks": no day of the past, but one to come for a plan."""
        size = length(text)
        if size is None or self.published is None:
            return UNKNOWN
        low, high = shift(self.published, size, 1)
        if text.startswith("within"):
            low = self.published
            if self.anchor is not None and not self.future:
                # "on 23 May they took it; within a day they held the next"
                first, last = shift(self.anchor[1], size, 1)
                first = last if size[:2] == (1, 1) and size[2] == "day" else self.anchor[1]
                return Reading("range", first, last, True, (low, high))
        if text.endswith("time"):
            return Reading("day" if low == high else "range", low, high)
        return Reading("duration", None, None, True, (low, high))

    def _lasting(self, text: str) -> Reading:
        """ "for six months": `first` is so long before publication; the caller sees `duration`."""
        size = length(text)
        if size is None or self.published is None or self.historical:
            return UNKNOWN
        if re.match(r"for (?:(?:just|well) )?(?:more than|over|at least)\b", text):
            return Reading("duration", None, self.published)  # a bound is no beginning
        return Reading("duration", shift(self.published, size, -1)[0], self.published)

    def _that(self, text: str) -> Reading:
        if self.anchor is None:
            return Reading("day", None, None)
        unit = re.search(r"weekend|week|month|year|season|summer|spring|autumn|fall|winter", text)
        if unit is None:
            return spanning("day", self.anchor)
        if unit.group() in ("week", "weekend", "month", "year"):
            return self._unit(unit.group(), self.anchor[0], 0)
        return spanning("season", cal.season(unit.group(), self.anchor[0].year))

    def _next(self, text: str) -> Reading:
        back = re.search(r"previous|preceding", text) is not None
        unit = re.search(r"weekend|week|fortnight|month|year", text)
        base = self.anchor
        if base is None:
            kind: DateKind = "day" if unit is None else "range"
            return Reading(kind, None, None)
        if unit is None and (base[1] - base[0]).days >= WHOLE_MONTH:
            step = -1 if back else 1  # the day after some day of a month
            return Reading("range", cal.days(base[0], step), cal.days(base[1], step))
        if unit is None:
            day = cal.days(base[0], -1) if back else cal.days(base[1], 1)
            return Reading("day", day, day)
        if unit.group() == "fortnight":
            return Reading("range", base[1], cal.days(base[1], 14))
        return self._unit(unit.group(), base[0] if back else base[1], -1 if back else 1)

    def _after(self, text: str) -> Reading | None:
        return self.counted(text)

    def counted(self, text: str, base: cal.Span | None = None) -> Reading | None:
        """Two weeks ago, a day later, months earlier, the day before; `base` if it follows."""
        size = length(text)
        if size is None:
            return None
        how = text.split()[-1]
        onward = how in ("later", "after", "afterwards", "afterward", "now")
        if how in ("ago", "now"):
            base = (self.published, self.published) if self.published else None
        elif base is None:
            base = self.anchor
        if base is None:
            return Reading("day", None, None)
        start = base[1] if onward else base[0]
        if size[2] in ("day", "week") and (base[1] - base[0]).days >= WHOLE_MONTH:
            # "in May they came; two days later they left": which day of May is not told
            ends = [shift(day, size, 1 if onward else -1) for day in base]
            return Reading("range", ends[0][0], ends[1][1])
        low, high = shift(start, size, 1 if onward else -1)
        over = re.match(r"(?:just |well )?(?:more than|over|at least)\b", text)
        if over and how == "ago":
            return Reading("until", None, high)
        if re.match(r"(?:just )?(?:under|less than|fewer than|not quite)\b", text) and how == "ago":
            return Reading("range", low, start)
        unit = size[2]
        if how == "ago" and low == high and unit in ("month", "year"):
            # a month ago is some day of that month, two years ago some day of that year
            whole = cal.month(low.year, low.month) if unit == "month" else cal.year(low.year)
            return spanning("month" if unit == "month" else "year", whole)
        return Reading("day" if low == high else "range", low, high)

    def _nth(self, text: str) -> Reading:
        number = int(re.sub(r"\D", "", text))
        near = self.anchor[1] if self.anchor else self.published
        if near is None:
            return Reading("day", None, None)
        month = near.replace(day=1)
        if self.published and month.replace(day=number) > self.published and not self.historical:
            month = cal.months(month, -1)
        day = month.replace(day=number)
        return Reading("day", day, day)
