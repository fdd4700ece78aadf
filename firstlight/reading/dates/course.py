"""The course of a history: which of the years it names it goes on from, and which it passes.

A history carries its year along: "On 5 August" belongs to the year told of. But it also names years
in passing ("Churchill wrote in 1948", "the census of 1871", a book of 2004), and what follows does
not go on from those. A year is taken to be named in passing where neither the years named before it
nor those named after it reach as far as it does.
"""

from __future__ import annotations

import bisect
import re
from datetime import date

from firstlight.reading.dates import words

SAMPLE = 1_000_000
"""Characters read for it."""
NEIGHBOURS = 2
"""How many years on either side a year is held against."""
SLACK = 1
"""Years by which a whole date ("3 May 1917") may lead its neighbours."""
FULL = re.compile(
    rf"\b(?:{'|'.join(words.MONTHS)})\b[ .,\d]{{1,8}}((?:1[5-9]|20)\d\d)\b", re.IGNORECASE
)
_YEAR = re.compile(
    r"(?<![\w.,/$€£])(?:[1-9]\d{0,3}\s+b\.?c\b|(?:1[0-9]|20)\d\d(?![\w%]|[.,:/]\d))", re.IGNORECASE
)
_MONTH_BEFORE = re.compile(
    rf"\b(?:{'|'.join(words.MONTHS)})\b[ .,\d]{{0,8}}(?:of )?$", re.IGNORECASE
)
ANCIENT = 3
"""How many years before Christ a text names that is told in them."""


class Course:
    """The years that a text names, in order."""

    def __init__(self, text: str) -> None:
        self._passing: list[int] = []
        """Where the years stand that are named in passing, in order."""
        found = [
            (m.start(), words.year_number(m.group().lower())) for m in _YEAR.finditer(text[:SAMPLE])
        ]
        numbers = [number for _, number in found]
        self.first = numbers[0] if numbers else None
        for index, (at, number) in enumerate(found):
            before = numbers[max(0, index - NEIGHBOURS) : index]
            after = numbers[index + 1 : index + 1 + NEIGHBOURS]
            if not before or not after:
                continue
            slack = SLACK if _MONTH_BEFORE.search(text, max(0, at - 24), at) else 0
            if not min(before + after) - slack <= number <= max(before + after) + slack:
                self._passing.append(at)

    def passes(self, start: int, end: int) -> bool:
        """Whether a year in text[start:end] is named in passing."""
        index = bisect.bisect_left(self._passing, start)
        return index < len(self._passing) and self._passing[index] < end


_NEWS = re.compile(
    r"\b(?:yesterday|tomorrow|tonight|(?:last|this) (?:week|month|year|night|morning)|"
    rf"(?:on|since|by|until) (?:{'|'.join(words.FULL_WEEKDAYS)}))\b",
    re.IGNORECASE,
)
YEARS = 5
"""How many years a text names that is taken for history though it has hardly a whole date."""


GENERATION = 20
"""Years after which nobody writes news of it."""
MOST = 0.8


def is_long_past(text: str, published: date) -> bool:
    """Whether a text names years, all of them past, and nothing that only news would say.

    Where most of them lie a generation back, a few may be recent: books on it, those who remember.
    """
    sample = text[:SAMPLE]
    years = [words.year_number(m.group().lower()) for m in _YEAR.finditer(sample)]
    if len(years) < YEARS or _NEWS.search(sample):
        return False
    recent = sum(year >= published.year - 1 for year in years)
    distant = sum(year < published.year - GENERATION for year in years)
    return recent == 0 or (distant >= len(years) * MOST and recent <= len(years) * (1 - MOST))


def is_ancient(text: str) -> bool:
    """Whether a text is told in years before Christ, so that "in 264" is one of them."""
    found = words.BEFORE_CHRIST.finditer(text[:SAMPLE])
    return sum(1 for _, _ in zip(found, range(ANCIENT), strict=False)) == ANCIENT
