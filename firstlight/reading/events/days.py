"""The days of an event, by the conventions of docs/facts.md.

The date in the event's own clause goes before every other of its sentence. A clause without one
takes over the day that the narrative has reached, but only where it goes on telling: a perfect
("has not entered"), a present ("continues daily") and a state do not. What had happened by the day
told of ("had fallen"), and what was only said on it, has that day for its last.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from datetime import date

from firstlight.reading.dates import calendar as cal
from firstlight.reading.dates.lengths import length, shift
from firstlight.reading.dates.mention import DateMention
from firstlight.reading.dates.mentions import when
from firstlight.reading.events.drafts import Draft
from firstlight.reading.events.roles import Reading
from firstlight.reading.status import STATES
from firstlight.reading.syntax.clauses import Clause
from firstlight.reading.text.document import Document, Sentence

Days = tuple[date | None, date | None]

_AHEAD = re.compile(
    r"\b(?:will|would|may|might|could|can|shall|if|unless|fear\w*|expect\w*|threat\w*|risk\w*|"
    r"likely|plan\w*|about to|set to|due)\b"
)
_PERFECT = re.compile(r"\b(?:has|have|had|'ve)\b")
_SINCE_DAWN = re.compile(
    r"\W*(?:since|from)\s+(?:dawn|daybreak|sunrise|midnight|this\s+morning|early\s+(?:this\s+)?morning)\b"
)
_LASTED = re.compile(
    r"\b(?:after|following)\s+((?:[\w-]+\s+){0,3}?(?:hours|days?|nights|weeks?|months?|years?))\s+of\s+"
    r"(?:[\w-]+\s+){0,3}$"
)


def days(
    document: Document,
    known: Sequence[DateMention],
    reading: Reading,
    draft: Draft,
    status: str,
    span: tuple[int, int],
) -> Days:
    """First and last day of the event that `draft` tells, None where open."""
    published, sentence = document.published, reading.sentence
    future = _is_ahead(status, draft, sentence)
    words = reading.parsed.words
    clause = draft.clause
    told_by_verb = clause is not None and draft.anchor == clause.verb.head
    linked = clause is not None and clause.link in ("coordinate", "participle", "infinitive")
    if clause is not None and told_by_verb and linked:
        span = (words[clause.verb.start].token.start, span[1])
    at = words[min(draft.anchor, len(words) - 1)].token.start
    begin = bisect.bisect_left(known, sentence.start, key=lambda one: one.start)
    stop = bisect.bisect_left(known, sentence.end, key=lambda one: one.start)
    here = known[begin:stop]
    if status == "ongoing" and told_by_verb and clause is not None and _now(reading, clause):
        return None, published
    if published and _SINCE_DAWN.match(document.text[span[1] : span[1] + 30].lower()):
        return published, published
    counted = _counted_from(document.text, here, at)
    if counted is not None:
        return counted if counted[1] else (None, published)
    verbs = _verbs(reading, clause or _carrying(reading, draft.anchor))
    carry = not (verbs in ("present", "perfect") or status == "ongoing")
    mention = when(
        document,
        span[0],
        span[1],
        future=future,
        mentions=_outside(reading, draft, known, begin, stop),
        carry=carry,
    )
    if mention is None:
        return (None, None) if future else (None, _as_of(known, status) or published)
    inside = sentence.start <= mention.start < sentence.end
    own = inside and (clause is None or _in_clause(reading, clause, mention))
    if mention.reporting and not future:
        return None, published if status == "ongoing" else mention.last
    if status == "ongoing":
        return _state(mention, own, published)
    if draft.type in STATES and status == "denied" and mention.first is None:
        return None, published
    before = document.text[sentence.start : at].lower()[-80:]
    if (lasted := _LASTED.search(before)) and mention.first and mention.kind in ("day", "range"):
        size = length(lasted.group(1)) if re.search(r"\d|\w+\s+\w", lasted.group(1)) else None
        return (shift(mention.first, size, -1)[0] if size else None), mention.last
    if (
        clause is not None
        and clause.subordinator == "when"
        and status == "actual"
        and not own
        and mention.kind == "since"
        and mention.first is not None
    ):
        # "held since January 2014, when the group seized it": the day of seizing is the beginning
        whole = cal.month(mention.first.year, mention.first.month)
        return mention.first, whole[1] if mention.first.day == 1 else mention.first
    if verbs == "past perfect" and told_by_verb and not own and mention.last and not future:
        return None, mention.last
    return mention.first, mention.last


def _now(reading: Reading, clause: Clause) -> bool:
    """ "And now control the coast": what was done on the day before it has its own day."""
    start = clause.verb.start
    return any(word.lower == "now" for word in reading.parsed.words[max(0, start - 1) : start + 2])


def _is_ahead(status: str, draft: Draft, sentence: Sentence) -> bool:
    """Whether the event lies ahead: a plan, or what is feared and has not been claimed done."""
    if status != "possible":
        return status == "planned"
    if draft.clause is not None and draft.clause.verb.perfect:
        return False
    lower = sentence.plain.lower
    return _AHEAD.search(lower) is not None and _PERFECT.search(lower) is None


def _state(mention: DateMention, own: bool, published: date | None) -> Days:
    """The days of what goes on: from its beginning, if its own words give one, to publication."""
    if mention.kind in ("since", "duration"):
        return mention.first, published or mention.last
    if not own or mention.kind == "until":
        return None, published
    if published is not None and mention.first == mention.last == published:
        return None, published
    return mention.first, published if published else mention.last


def _counted_from(text: str, here: Sequence[DateMention], at: int) -> Days | None:
    """The days of what another date is counted from ("three days after they took it").

    (None, None) where they are not known; None where the event at `at` is no such thing.
    """
    for mention in here:
        word = mention.text.split()[-1].lower()
        if not 0 <= at - mention.end <= 160 or word not in ("after", "since", "before"):
            continue
        if len(mention.text.split()) < 2 or re.search(r"[,;:.]", text[mention.end : at]):
            continue
        if word == "since":
            return mention.first, mention.last
        if mention.base is not None:
            return mention.base
        if not mention.known:
            return None, None
    return None


def _carrying(reading: Reading, anchor: int) -> Clause | None:
    """The clause whose subject or object a noun of an event is."""
    for clause in reading.parsed.clauses:
        for phrase in (*clause.subject, *clause.objects):
            if phrase.start <= anchor < phrase.end:
                return clause
    return None


def _verbs(reading: Reading, clause: Clause | None) -> str:
    """The tense of the clause, as far as it tells whether a narrative goes on with it."""
    if clause is None:
        return ""
    group = clause.verb
    said = [word.lower for word in reading.parsed.words[group.start : group.end]]
    if "has" in said or "have" in said or "'ve" in said:
        return "perfect"
    if group.perfect and "had" in said:
        return "past perfect"
    if any(word in ("is", "are", "'re", "am") for word in said):
        return "present"
    head = reading.parsed.words[group.head]
    if len(said) == 1 and head.inflection == "s":
        return "present"
    return ""


def _in_clause(reading: Reading, clause: Clause, mention: DateMention) -> bool:
    """Whether no other verb stands between the clause's and the date."""
    words = reading.parsed.words
    at = words[clause.verb.head].token.start
    low, high = (at, mention.start) if at < mention.start else (mention.end, at)
    return not any(
        low < words[other.verb.head].token.start < high
        for other in reading.parsed.clauses
        if other is not clause
    )


def _as_of(known: Sequence[DateMention], status: str) -> date | None:
    """The day that the title says its news holds as of."""
    if status != "actual":
        return None
    return next((one.last for one in known[:12] if one.governs == "as of"), None)


def _outside(
    reading: Reading, draft: Draft, known: Sequence[DateMention], begin: int, stop: int
) -> Sequence[DateMention]:
    """The dates without those of relative clauses that do not tell this event."""
    if begin == stop:
        return known
    words = reading.parsed.words
    closed: list[tuple[int, int]] = []
    for clause in reading.parsed.clauses:
        apart = clause.link == "relative" and clause is not draft.clause
        about = any(one.start <= draft.anchor < one.end for one in clause.subject)
        if apart and not about and not clause.verb.start <= draft.anchor < clause.end:
            first = words[clause.verb.start].token.start
            closed.append((first, words[min(clause.end, len(words)) - 1].token.end))
    if not closed:
        return known
    kept = [
        one
        for one in known[begin:stop]
        if one.onset or not any(a <= one.start < b for a, b in closed)
    ]
    # a few before are enough for what a paragraph carries over
    return [*known[max(0, begin - 40) : begin], *kept] if len(kept) < stop - begin else known
