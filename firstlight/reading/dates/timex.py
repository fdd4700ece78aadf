"""The time expressions of a document with TIMEX values: an inner door for measuring dates.

The reader wants days. Corpora of temporal expressions want every expression with its TIMEX2 value,
so this walks the sentences with the same expressions and the same `Clock`, writes each at the grain
of its words (`values.py`), and adds those that name no day (`timewords.py`). Nothing in the product
reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from firstlight.reading.dates import timewords
from firstlight.reading.dates.find import atoms_in
from firstlight.reading.dates.mentions import clock_of
from firstlight.reading.dates.resolve import Clock
from firstlight.reading.dates.values import TIMES, Valued, day, values
from firstlight.reading.text.document import Document, Sentence

_DAY = re.compile(r"(?:BC)?[\dX]{4}-\d\d-\d\d$")
_OF = re.compile(rf"\b(?:the\s+)?(?P<time>{'|'.join(TIMES)})\s+(?:of|on)\s+(?:the\s+)?$")


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression and its TIMEX2 value, "" where it counts from something undated.

    Offsets count characters of the document's text, end exclusive.
    """

    start: int
    end: int
    value: str


def timexes(document: Document) -> list[Timex]:
    """Every time expression of the document in the order of the text."""
    clock = clock_of(document)
    out: list[Timex] = []
    for sentence in document.sentences:
        out.extend(_in_sentence(sentence, clock))
    return out


def _in_sentence(sentence: Sentence, clock: Clock) -> list[Timex]:
    plain = sentence.plain
    lower = plain.lower
    named: list[Valued] = []
    for atom in atoms_in(plain, clock):
        found = values(atom)
        if atom.base and atom.group == "after" and named:
            # "on 27 June, two days after they crossed": both are the 27th
            found = [(start, end, named[-1][2]) for start, end, _ in found]
        named.extend(found)
    named = [_of_day(lower, one) for one in named]
    for kind, (start, end, value) in timewords.found_in(lower):
        over = [index for index, one in enumerate(named) if one[0] < end and start < one[1]]
        if over and kind in _STRONGER:
            named[over[0] : over[-1] + 1] = [(start, end, value)]
        elif kind == "clock" and (index := _beside(lower, named, start, " ,")) is not None:
            named[index] = (named[index][0], end, named[index][2] + value)  # "May 8 1:00AM"
        elif not over:
            named.append((start, end, _placed(kind, value, lower, start, named, clock)))
    return [Timex(*plain.span(start, end), value) for start, end, value in sorted(named)]


_STRONGER = frozenset(("every", "fiscal"))
"""What is no date although a date's words stand in it ("every Friday", "fiscal year 2006")."""
_THE_DAY = re.compile(r"the\s+(?:\w+\s+)?(?:day|night)\b")


def _placed(
    kind: str, value: str, lower: str, start: int, named: list[Valued], clock: Clock
) -> str:
    """The value of a time of day, or of words that come back to a day, in what is told."""
    told = day(clock.anchor[0]) if clock.anchor and clock.anchor[0] == clock.anchor[1] else ""
    if kind == "clock" or (kind == "hour" and lower.startswith("the ", start)):
        return (_nearest(named, start) or told or "XXXX-XX-XX") + value
    if kind == "hour":
        return f"XXXX-XX-XX{value}"
    if kind == "date" and lower.startswith("this ", start):
        return told or value
    if kind == "century" and clock.ancient and value < "10":
        return f"BC{value}"
    if kind == "short":
        return _short(int(value[1:]), clock)
    if kind == "most" or (kind == "length" and _THE_DAY.match(lower, start)):
        # "on 1 July 1916, the first day of the battle"
        index = _beside(lower, named, start, " ,-–—(")
        return named[index][2] if index is not None else value
    return value


def _short(number: int, clock: Clock) -> str:
    """ "'89": the latest year so written that the story has reached."""
    near = (clock.narrative or clock.anchor or (clock.published,))[0]
    if near is None:
        return f"XX{number:02d}"
    return f"{near.year - (near.year - number) % 100:04d}"


def _of_day(lower: str, found: Valued) -> Valued:
    """ "The night of 20 June 1791" as one."""
    start, end, value = found
    if not _DAY.match(value):
        return found
    before = _OF.search(lower, max(0, start - 24), start)
    return (before.start(), end, f"{value}T{TIMES[before['time']]}") if before else found


def _beside(lower: str, named: list[Valued], start: int, between: str) -> int | None:
    """Which of the named is a day, or year, that ends right before, but for marks `between`."""
    for index, (_, end, value) in enumerate(named):
        near = end <= start <= end + 3 and not lower[end:start].strip(between)
        if near and (_DAY.match(value) or between != " ,"):
            return index
    return None


def _nearest(named: list[Valued], start: int) -> str:
    """The day named nearest in the sentence."""
    near = [(abs(one[0] - start), one[2]) for one in named if _DAY.match(one[2])]
    return min(near)[1] if near else ""
