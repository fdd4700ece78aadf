"""Lengths of time as TIMEX durations: "P3D" for "three days", "PXM" for "some months"."""

from __future__ import annotations

import re

from firstlight.reading.dates import words

_LETTERS = {
    "minute": "TM", "hour": "TH", "day": "D", "night": "D", "weekend": "W", "week": "W",
    "month": "M", "year": "Y", "decade": "DE", "century": "CE", "centurie": "CE",
}  # fmt: skip
UNITS = re.compile(r"\b(minute|hour|day|night|week|month|year|decade|centur(?:y|ie))s?\b")
_PLURAL = re.compile(r"\b(?:minute|hour|day|night|week|month|year|decade|centurie)s\b(?!')")


def duration(text: str) -> str:
    """ "P3D" for "three days", "PXM" for "some months"; "" where no unit is named."""
    unit = UNITS.findall(text)
    if not unit:
        return "P2W" if "fortnight" in text else ""
    count = _count(text)
    letters = _LETTERS[unit[-1]]
    clock = letters.startswith("T")
    return f"P{'T' if clock else ''}{count}{letters[-1] if clock else letters}"


_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
MANY = re.compile(r"\b(?:few|several|some|many|recent|number|couple|numerous|various)\b")


def _count(text: str) -> str:
    """The number of units in a length of time, X where it is vague."""
    half = 0.5 if re.search(r"\bhalf\b", text) else 0.0
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", text)
    number = float(digits.group().replace(",", "")) if digits else _spelled(text)
    if number is None:
        if "couple" in text:
            number = 2.0
        elif MANY.search(text) or _PLURAL.search(text):
            return "X"
        else:
            number = 0.0 if re.search(r"\bhalf\s+an?\b", text) else 1.0
    return f"{number + half:g}" if number < 1e6 else "X"


def _spelled(text: str) -> float | None:
    """ "Twenty five", "one hundred"; None where no number is written but "a"."""
    total: int | None = None
    for word in re.findall(r"[a-z]+", text):
        value = _TENS.get(word, words.COUNTS.get(word))
        if word == "hundred":
            total = (total or 1) * 100
        elif value is not None and word not in ("a", "an"):
            joined = total is not None and total >= 20 and value < min(total, 100)
            total = (total or 0) + value if joined else value
    return None if total is None else float(total)
