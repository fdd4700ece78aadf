"""Our own labels as examples, cut into words exactly as the reader cuts them."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from datetime import date

from firstlight.reading.model.encoding import Pieces
from firstlight.reading.model.sight import plain
from firstlight.reading.text.document import document
from firstlight.records import EVENT_TYPES, SITE_KINDS, STATUSES, UNITS, Report
from training.corpora import window
from training.examples import (
    DATED,
    LONGEST,
    MEASURE_TAGS,
    NAMED,
    ROLES,
    Example,
    spans_to_bio,
)
from training.labels import ENTITY_TYPES, EstimateLabel, EventLabel, Mention, Passage, Span

ROLE = {name: 1 + number for number, name in enumerate(ROLES)}
STOPS = frozenset(
    {"of", "in", "with", "from", "loyal", "allied", "linked", "backed", "under", "around", "near"}
    | {"inside"}
)


class _Words:
    """A passage's words, and which of them a span of the text covers."""

    def __init__(self, passage: Passage) -> None:
        self.text = passage.text
        cut = document(Report(passage.id, passage.text, date.fromisoformat(passage.published)))
        self.words: list[str] = []
        self.sentence: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for number, sentence in enumerate(cut.sentences):
            for token in sentence.tokens:
                self.words.append(plain(token.text))
                self.sentence.append(number)
                self.starts.append(token.start)
                self.ends.append(token.end)

    def of(self, span: Span) -> tuple[int, int]:
        """First and end word that the characters touch; equal where they touch none."""
        first = bisect.bisect_right(self.ends, span[0])
        end = bisect.bisect_left(self.starts, span[1])
        return first, max(first, end)

    def head(self, span: Span) -> int:
        """The word a noun phrase stands for: the last before "of", "in", "loyal to" ..."""
        first, end = self.of(span)
        for at in range(first + 1, end):
            if self.words[at].lower() in STOPS or self.words[at] == ",":
                return at - 1
        return max(first, end - 1)


def example(passage: Passage) -> Example:
    """The whole passage as one example, however long."""
    at = _Words(passage)
    size = len(at.words)
    one = Example(at.words, at.sentence, passage.id)
    spans = []
    for sentence in passage.sentences:
        spans += [(*at.of(span), type_) for span, type_ in sentence.entities]
    one.tags["entity"] = spans_to_bio([s for s in spans if s[1] > s[0]], ENTITY_TYPES, size)
    one.tags["named"] = spans_to_bio(_names(spans, at.words), NAMED, size)
    trigger, measure = [0] * size, [0] * size
    marks = {name: [-1] * size for name in ("status", "unit", "dated", "again", "object", "near")}
    unit = marks["unit"]
    roles: dict[int, dict[int, int]] = {}
    same: dict[int, dict[int, int]] = {}
    for sentence in passage.sentences:
        for event in sentence.events:
            word = at.of(event.trigger)[0]
            if word >= size:
                continue
            trigger[word] = 1 + EVENT_TYPES.index(event.type)
            marks["status"][word] = STATUSES.index(event.status)
            marks["dated"][word] = _dated(event, bool(event.dates), passage.published)
            marks["again"][word] = int(event.same)
            marks["object"][word] = 1 + SITE_KINDS.index(event.object) if event.object else 0
            marks["near"][word] = int(event.near)
            _event_roles(event, at, roles.setdefault(word, {}), measure, unit, same)
        for estimate in sentence.estimates:
            word = at.of(estimate.number)[0]
            if word >= size:
                continue
            measure[word] = 1 + MEASURE_TAGS.index(estimate.measure)
            unit[word] = UNITS.index(estimate.unit)
            marks["status"][word] = STATUSES.index(estimate.status)
            _estimate_roles(estimate, at, roles.setdefault(word, {}))
    one.tags.update(trigger=trigger, measure=measure, **marks)
    one.pairs["role"] = sorted(roles.items())
    for sentence in passage.sentences:
        for span, type_ in sentence.entities:
            if type_ in ("armed", "town", "people", "quarter", "org"):
                same.setdefault(at.head(span), {})
    one.pairs["same"] = sorted(same.items())
    return one


def _names(spans: list[tuple[int, int, str]], words: list[str]) -> list[tuple[int, int, str]]:
    """The names among our entities, with the three kinds that open sets know."""
    out = []
    for first, end, kind in spans:
        kept = "PER" if kind == "person" else "ORG" if kind in ("org", "armed") else "LOC"
        while first < end and not words[first][:1].isupper():
            first += 1
        if kind in ("date", "quantity", "people") or first == end:
            continue
        if all(
            word[:1].isupper() or word.lower() in ("of", "the", "and", "-")
            for word in words[first:end]
        ):
            out.append((first, end, kept))
    return out


def _dated(label: EventLabel, own: bool, published: str) -> int:
    """The class of `examples.DATED`."""
    if own:
        return DATED.index("own")
    if label.start is None and label.end is None:
        return DATED.index("open")
    if label.start is None and label.end == published:
        return DATED.index("undated")
    return DATED.index("carried")


def _earlier(name: str, before: int, at: _Words) -> Span | None:
    """The last place before `before` where the name stands, as characters; else the next one."""
    found = at.text.rfind(name, 0, before)
    if found < 0:
        found = at.text.find(name)
    return (found, found + len(name)) if found >= 0 else None


def _role(
    mention: Mention, trigger: Span, at: _Words, same: dict[int, dict[int, int]] | None
) -> Span | None:
    """Where the words of a role stand; notes for a description what it refers to."""
    if mention.span is None:
        return _earlier(mention.name, trigger[0], at)
    written = at.text[slice(*mention.span)]
    if same is not None and written != mention.name:
        before = _earlier(mention.name, mention.span[0], at)
        if before is not None and before[0] < mention.span[0]:
            same.setdefault(at.head(mention.span), {})[at.head(before)] = 1
    return mention.span


def _event_roles(
    event: EventLabel,
    at: _Words,
    roles: dict[int, int],
    measure: list[int],
    unit: list[int],
    same: dict[int, dict[int, int]],
) -> None:
    for name, mentions in (("actor", event.actors), ("target", event.targets)):
        for mention in mentions:
            span = _role(mention, event.trigger, at, same)
            if span is not None:
                roles[at.head(span)] = ROLE[name]
    if event.place is not None:
        span = _role(event.place, event.trigger, at, same)
        if span is not None:
            roles.setdefault(at.head(span), ROLE["place"])
    for span in event.dates:
        roles[at.head(span)] = ROLE["date"]
    if event.fatalities is not None:
        first, end = at.of(event.fatalities[0])
        roles.setdefault(_digit(first, end, at), ROLE["dead"])
        _number(first, end, "dead", at, measure, unit)
    if event.count is not None:
        first, end = at.of(event.count[0])
        roles.setdefault(_digit(first, end, at), ROLE["count"])
        _number(first, end, "count", at, measure, unit)


def _digit(first: int, end: int, at: _Words) -> int:
    """The first number word of a span, else its first word."""
    return next((w for w in range(first, end) if at.words[w][:1].isdigit()), first)


def _number(
    first: int, end: int, name: str, at: _Words, measure: list[int], unit: list[int]
) -> None:
    word = _digit(first, end, at)
    if word < len(measure) and not measure[word]:
        measure[word] = 1 + MEASURE_TAGS.index(name)


def _estimate_roles(estimate: EstimateLabel, at: _Words, roles: dict[int, int]) -> None:
    if estimate.place is not None:
        span = _role(estimate.place, estimate.number, at, None)
        if span is not None:
            roles.setdefault(at.head(span), ROLE["place"])
    if estimate.group:
        begin = at.text.rfind("\n", 0, estimate.number[0]) + 1
        found = at.text.find(estimate.group, max(begin, estimate.number[0] - 80))
        if 0 <= found < estimate.number[1] + 80:
            roles.setdefault(at.head((found, found + len(estimate.group))), ROLE["group"])


def windows(one: Example, pieces: Pieces, longest: int = LONGEST) -> Iterator[Example]:
    """A passage in runs of whole sentences, each under `longest` word pieces."""
    start = size = 0
    last = 0
    for at in range(len(one.words) + 1):
        new = at == len(one.words) or (at > 0 and one.sentence[at] != one.sentence[at - 1])
        if new:
            length = sum(len(pieces.of(word)) for word in one.words[last:at])
            if size and size + length > longest - 2:
                yield window(one, start, last)
                start, size = last, 0
            size += length
            last = at
    if last > start:
        yield window(one, start, last)
