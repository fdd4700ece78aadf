"""From what a model claims to facts: only what the report bears out, with its exact words.

A claim is dropped where its quote is not in the piece of text asked about, its place is not named
there or before it, its days are impossible, or its number is not in its sentence. A party or a
larger place that the report does not name is taken out of the fact, and the rest is kept.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from firstlight.reading.dates.mention import DateMention
from firstlight.reading.dates.mentions import dates
from firstlight.reading.llm import figures
from firstlight.reading.llm.chunks import Chunk
from firstlight.reading.llm.claims import Claim, EventClaim
from firstlight.reading.llm.quotes import Source
from firstlight.reading.llm.usage import Usage
from firstlight.reading.numbers.quantities import Quantity, quantities
from firstlight.reading.text.document import Document, Sentence
from firstlight.records import Estimate, Event, Fact, Party, Place

HIGHEST = 0.8
"""No fact of a model is surer than this: its own number is a guess, calibrated by nobody."""
UNTOLD = 0.5
"""Where the model gives no number of its own between 0 and 1."""
EARLIEST = 1900
AHEAD_YEARS = 10
"""A plan for later than this is a misreading."""

_PRONOUNS = frozenset(
    {"he", "her", "him", "it", "its", "she", "their", "them", "they", "us", "we", "who", "whom"}
)

GROUPS = frozenset({"civilians", "children", "women", "fighters"})

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# Words addressed to a machine that reads. They support no fact, neither as a quote nor as the place
# where a name stands. A report that simply lies is met elsewhere: by whoever reads the quote, and
# by the other reports.
_TO_MACHINES = re.compile(
    r"(?:^|[.:;!?\"'(\]*_#-]\s*|please\s+)(?:ignore|disregard|forget|override)\s+(?:\w+\s+){0,3}"
    r"(?:instructions?|prompts?)\b|\bsystem\s+prompts?\b|\blanguage\s+model\b|\bas\s+an\s+ai\b"
)
_MAYBE_TO_MACHINES = re.compile(r"instruction|prompt|language\s+model|\ban\s+ai\b", re.IGNORECASE)

Dropped = str


class Checker:
    """Checks claims against one report. party: gives a written name its actor's id."""

    def __init__(self, document: Document, party: Callable[[str], Party], usage: Usage) -> None:
        self._document = document
        self._source = Source(_without_commands(document))
        self._dates = dates(document)
        self._starts = [one.start for one in document.sentences]
        self._party, self._usage = party, usage

    def facts(self, claims: Iterable[Claim], chunk: Chunk) -> list[Fact]:
        """The facts that the report bears out, in the order of the claims."""
        found: list[Fact] = []
        for claim in claims:
            fact = self._fact(claim, chunk)
            if isinstance(fact, str):
                self._usage.dropped[fact] += 1
            else:
                found.append(fact)
        return found

    def _fact(self, claim: Claim, chunk: Chunk) -> Fact | Dropped:
        span = self._span(claim.quote, chunk)
        if span is None:
            return "quote"
        sentences = self._sentences(span)
        plain = " ".join(one.plain.lower for one in sentences)
        place: Place | None = None
        if claim.place is not None:
            if not self._source.holds(claim.place.name, sentences[-1].end):
                return "place"
            name = self._name(claim.place.name)
            within = self._name(claim.place.within)
            if name is not None:
                place = Place(
                    name,
                    within=within if within != name else None,
                    precision=claim.place.precision,
                )
        days = self._days(claim, span)
        if days is None:
            return "dates"
        start, end = days
        given = self._quantities(sentences, span)
        own = claim.confidence
        confidence = min(HIGHEST, own if own is not None and own <= 1 else UNTOLD)
        report, text = self._document.report.id, self._document.text[span[0] : span[1]]
        if isinstance(claim, EventClaim):
            return Event(
                claim.type, report, span, text, place, start, end, claim.status, confidence,
                actors=self._parties(claim.actors),
                targets=self._parties(claim.targets),
                object=claim.object,
                count=figures.counted(claim.count, given),
                fatalities=figures.dead(claim.fatalities, given),
            )  # fmt: skip
        numbers = figures.settled(claim, given)
        if numbers is None:
            return "numbers"
        low, high, best = numbers
        group = claim.group
        if group is not None and group not in GROUPS and not self._source.holds(group):
            group = None
        return Estimate(
            claim.measure, report, span, text, place, start, end, claim.status, confidence,
            low=low, high=high, best=best, unit=claim.unit,
            revises=figures.revision(claim.revises, plain, given), group=group,
        )  # fmt: skip

    def _span(self, quote: str, chunk: Chunk) -> tuple[int, int] | None:
        """Where the quote stands in the piece; one word alone bears out nothing."""
        if len(quote.split()) < 2:
            return None
        return self._source.find(quote, chunk.start, chunk.end)

    def _sentences(self, span: tuple[int, int]) -> list[Sentence]:
        first = max(0, bisect.bisect_right(self._starts, span[0]) - 1)
        last = bisect.bisect_left(self._starts, span[1])
        return list(self._document.sentences[first:last])

    def _quantities(self, sentences: list[Sentence], span: tuple[int, int]) -> list[Quantity]:
        """The quantities of the sentences, those within the quote first."""
        found = [
            one
            for sentence in sentences
            for one in quantities(
                sentence,
                [(day.start, day.end) for day in self._named(sentence.start, sentence.end)],
            )
        ]
        return sorted(found, key=lambda one: not (span[0] <= one.start < span[1]))

    def _name(self, words: str | None) -> str | None:
        """The name as written; None, and counted, where the report does not hold it."""
        if words is None:
            return None
        name = self._source.name(words)
        self._usage.names += name is None
        return name

    def _parties(self, names: Iterable[str]) -> tuple[Party, ...]:
        found: dict[str, Party] = {}
        for words in names:
            span = self._source.find(words)
            if span is None or words.strip().lower() in _PRONOUNS:
                self._usage.names += 1
                continue
            written = self._source.name(words) or " ".join(
                self._document.text[span[0] : span[1]].split()
            )
            found.setdefault(written.lower(), self._party(written))
        return tuple(found.values())

    # Days

    def _days(self, claim: Claim, span: tuple[int, int]) -> tuple[date | None, date | None] | None:
        """First and last day, or None where they cannot be.

        The one date that the quote itself names goes before the model's reckoning: which day
        "Saturday" was is arithmetic. Without a publication date, a year has to stand in the text.
        """
        start, end = _day(claim.start), _day(claim.end)
        if isinstance(start, str) or isinstance(end, str):
            return None
        published = self._document.published
        mention = self._mention(span)
        if mention is not None:
            later = published is not None and any(day and day > published for day in (start, end))
            if claim.status == "planned" or (claim.status == "possible" and later):
                mention = mention.coming()
            start, end = mention.first, mention.last
        elif published is None:
            start, end = (
                day if day is not None and str(day.year) in self._document.text else None
                for day in (start, end)
            )
        if start is not None and end is not None and start > end:
            return None
        if published is not None:
            # a day's grace, as it may be tomorrow already where it happened
            happened = claim.status in ("actual", "ongoing")
            last = published + timedelta(days=1)
            if happened and start is not None and start > last:
                return None
            if happened and end is not None and end > last:
                end = published
            if any(day and day.year > published.year + AHEAD_YEARS for day in (start, end)):
                return None
        return start, end

    def _mention(self, span: tuple[int, int]) -> DateMention | None:
        """The date that the quote names, where it names just one day or stretch of days."""
        inside = [
            one
            for one in self._named(*span)
            if one.first is not None
            and one.last is not None
            and one.kind in ("day", "range")
            and not (one.reporting or one.onset or one.governs)
        ]
        return inside[0] if len(inside) == 1 else None

    def _named(self, start: int, end: int) -> list[DateMention]:
        """The dates named in text[start:end]."""
        first = bisect.bisect_left(self._dates, start, key=lambda one: one.start)
        last = bisect.bisect_left(self._dates, end, key=lambda one: one.start)
        return self._dates[first:last]


def _without_commands(document: Document) -> str:
    """The report's text with sentences that speak to a machine blotted out; offsets stay."""
    text = document.text
    if not _MAYBE_TO_MACHINES.search(text):
        return text
    for one in document.sentences:
        if _TO_MACHINES.search(one.plain.lower):
            text = text[: one.start] + "\0" * (one.end - one.start) + text[one.end :]
    return text


def _day(words: str | None) -> date | Dropped | None:
    """An ISO day, None where open, or "dates" for anything else."""
    if words is None or not words.strip():
        return None
    try:
        day = date.fromisoformat(words) if _DAY.fullmatch(words) else None
    except ValueError:
        day = None
    return day if day is not None and day.year >= EARLIEST else "dates"
