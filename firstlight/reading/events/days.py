"""The days of an event, by the conventions of FACTS.md."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from datetime import date, timedelta

from firstlight.reading.dates.mentions import DateMention, when
from firstlight.reading.events.drafts import Draft
from firstlight.reading.events.roles import Reading
from firstlight.reading.status import STATES
from firstlight.reading.text.document import Document, Sentence


def days(
    document: Document,
    known: Sequence[DateMention],
    reading: Reading,
    draft: Draft,
    status: str,
    span: tuple[int, int],
) -> tuple[date | None, date | None]:
    """First and last day, by the conventions of FACTS.md."""
    published, sentence = document.published, reading.sentence
    future = status == "planned"
    clause = draft.clause
    if (
        clause is not None
        and clause.link in ("coordinate", "participle", "infinitive")
        and draft.anchor == clause.verb.head
    ):
        span = (reading.parsed.words[clause.verb.start].token.start, span[1])
    mention = when(
        document,
        span[0],
        span[1],
        future=future,
        mentions=_outside(reading, draft, known, sentence),
    )
    if mention is not None and status in ("ongoing",):
        inside = sentence.start <= mention.start < sentence.end
        if not inside:
            mention = None
        elif (
            mention.last is not None
            and published is not None
            and mention.first == mention.last == published
        ):
            return None, published
    if mention is None:
        if future:
            return None, None
        return None, published
    if (
        clause is not None
        and clause.subordinator == "when"
        and mention.first is not None
        and status == "actual"
        and not span[0] <= mention.start < span[1]
        and mention.last == published
    ):
        # "held since January 2014, when the group seized it": the day of seizing is the beginning
        month_end = (mention.first.replace(day=28) + timedelta(days=4)).replace(day=1)
        return mention.first, month_end - timedelta(
            days=1
        ) if mention.first.day == 1 else mention.first
    if status == "ongoing":
        return mention.first, published if published else mention.last
    if draft.type in STATES and status == "denied" and mention.first is None:
        return None, published
    return mention.first, mention.last


def _outside(
    reading: Reading, draft: Draft, known: Sequence[DateMention], sentence: Sentence
) -> Sequence[DateMention]:
    """The dates without those of relative clauses that do not tell this event."""
    begin = bisect.bisect_left(known, sentence.start, key=lambda one: one.start)
    stop = bisect.bisect_left(known, sentence.end, key=lambda one: one.start)
    if begin == stop:
        return known
    words = reading.parsed.words
    closed: list[tuple[int, int]] = []
    for clause in reading.parsed.clauses:
        apart = clause.link == "relative" and clause is not draft.clause
        if apart and not clause.verb.start <= draft.anchor < clause.end:
            first = words[clause.verb.start].token.start
            closed.append((first, words[min(clause.end, len(words)) - 1].token.end))
    if not closed:
        return known
    kept = [one for one in known[begin:stop] if not any(a <= one.start < b for a, b in closed)]
    # a few before are enough for what a paragraph carries over
    return [*known[max(0, begin - 40) : begin], *kept] if len(kept) < stop - begin else known
