"""The dates a report names, as spans of days.

`dates` finds every expression and resolves it by the conventions of docs/facts.md against the day
of publication; "the next day", "two days later", "that night" and "the Sunday after" count from the
date last named before them. Where nothing is known to count from, `first` and `last` are None.

`when` chooses the date that governs a clause: one inside it; else the nearest in its sentence;
else, carried over, the last single day (or few days) told of earlier in the same paragraph, because
a narrative says "On Sunday" once and goes on. A date that only says when somebody spoke ("the
governor said on Monday that ...") is the last choice.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from firstlight.reading.dates.course import FULL, Course, is_ancient, is_long_past
from firstlight.reading.dates.find import OLD_DAYS, in_sentence
from firstlight.reading.dates.headings import governing
from firstlight.reading.dates.mention import DateMention
from firstlight.reading.dates.resolve import Clock
from firstlight.reading.dates.telling import DATELINE
from firstlight.reading.text.document import Document, Sentence

__all__ = ["DateMention", "dates", "when"]

CARRIED_DAYS = 7
"""A date longer than this does not carry over from one sentence to the next."""
CARRIED_FROM = 12
"""How many dates back a sentence without one looks for a day to take over."""


def dates(document: Document) -> list[DateMention]:
    """Every date expression of the report in the order of the text, ranges joined into one."""
    clock = clock_of(document)
    found: list[DateMention] = []
    for sentence in document.sentences:
        found.extend(in_sentence(sentence, clock))
    return governing(document, found)


def clock_of(document: Document) -> Clock:
    """What the document's expressions are resolved against, at its first sentence."""
    ancient = is_ancient(document.text)
    historical = ancient or _historical(document)
    return Clock(
        document.published,
        historical=historical,
        wire=_wire(document),
        ancient=ancient,
        course=Course(document.text) if historical else None,
    )


def when(
    document: Document,
    start: int,
    end: int,
    *,
    future: bool = False,
    mentions: Sequence[DateMention] | None = None,
    carry: bool = True,
) -> DateMention | None:
    """The date that governs the clause text[start:end], or None.

    future: the clause is a plan or an expectation, so "on Sunday" is the coming one. mentions: the
    result of `dates(document)`, where the caller has it already. carry: whether an earlier sentence
    of the paragraph may lend its day.
    """
    known = _remembered(_Held(document)) if mentions is None else mentions
    sentence = document.sentence_at(start)
    if sentence is None:
        return None
    begin = bisect.bisect_left(known, sentence.start, key=lambda m: m.start)
    stop = bisect.bisect_left(known, sentence.end, key=lambda m: m.start)
    told_here = [m for m in known[begin:stop] if m.known or (future and m.ahead)]
    here = [m for m in told_here if m.reaches(start, end)]
    inside = [m for m in here if start <= m.start < end and not m.reporting]
    near = sorted(
        (m for m in here if not m.reporting),
        key=lambda m: (m.kind == "duration", _farness(document.text, m, start, end)),
    )
    told = [m for m in here if m.reporting]
    # a duration ("for three weeks") is the weakest thing a clause can say of its own date
    inside.sort(key=lambda m: m.kind == "duration")
    chosen = next(iter([*inside, *near]), None)
    if chosen is None and not future:
        # "the offensive, which began on 19 February, has freed 70 villages"
        onset = next((m for m in told_here if m.onset and m.first), None)
        if onset is not None:
            return replace(onset, kind="since", last=document.published)
    if chosen is None and carry and not future:
        chosen = _carried(document, sentence, known, begin) or _above(
            known, begin, sentence.kind == "bullet"
        )
    if chosen is None and told:
        chosen = told[0]
    if chosen is not None and future:
        return chosen.coming()
    return chosen


_APART = re.compile(r"[;:]\s")


def _farness(text: str, mention: DateMention, start: int, end: int) -> int:
    """Characters between date and clause; a semicolon or colon between them counts for 200."""
    low, high = (end, mention.start) if mention.start >= end else (mention.end, start)
    return max(0, high - low) + 200 * len(_APART.findall(text, low, max(low, high)))


def _above(known: Sequence[DateMention], index: int, bullet: bool) -> DateMention | None:
    """The date that a heading gives to what stands below it."""
    for mention in reversed(known[max(0, index - CARRIED_FROM) : index]):
        if mention.governs == "below" or (mention.governs == "bullets" and bullet):
            return mention
    return None


def _carried(
    document: Document, sentence: Sentence, known: Sequence[DateMention], index: int
) -> DateMention | None:
    if sentence.kind != "prose":
        return None
    for mention in reversed(known[max(0, index - CARRIED_FROM) : index]):
        home = document.sentence_at(mention.start)
        if home is None or home.paragraph != sentence.paragraph:
            return None
        if mention.first and mention.last and not mention.reporting and mention.scope is None:
            length = (mention.last - mention.first).days
            if mention.kind in ("day", "range") and length <= CARRIED_DAYS:
                return mention
    return None


class _Held:
    """A document compared by identity, so that remembering its dates does not hash its text."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.document is self.document

    def __hash__(self) -> int:
        return id(self.document)


@lru_cache(maxsize=4)
def _remembered(held: _Held) -> list[DateMention]:
    return dates(held.document)


# --- what kind of report it is --------------------------------------------------------------------

SAMPLE = 200_000


def _historical(document: Document) -> bool:
    if document.published is None:
        return True
    years = sorted(int(year) for year in FULL.findall(document.text[:SAMPLE]))
    if len(years) < 3:
        return is_long_past(document.text, document.published)
    middle = date(years[len(years) // 2], 7, 1)
    return (document.published - middle).days > OLD_DAYS


def _wire(document: Document) -> bool:
    """Whether the report opens with a dateline ("KADUGLI, 14 June (Wire) —")."""
    opening = [s for s in document.sentences[:6] if s.kind == "prose"][:2]
    return any(DATELINE.match(s.text) and s.text[:4].isupper() for s in opening)
