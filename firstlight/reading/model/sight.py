"""What the model sees in one report: names, what is told, numbers, and who stands in which role.

A report is read in windows of whole sentences, so that "the city" and "they" are read with what
went before. Words count from 0 through the whole report.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from firstlight.reading.model.encoding import Pieces
from firstlight.reading.model.heads import best, pairs, softmax, spans
from firstlight.reading.model.weights import Floats, Scores, Weights
from firstlight.reading.syntax.tag_words import words
from firstlight.reading.text.document import Document, Token, folded

WINDOW = 250
"""Word pieces read at once; training saw as many."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Some words and what the model takes them for. Words first..end, end exclusive."""

    first: int
    end: int
    kind: str
    probability: float


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences read together: the report's words `start` to `end`."""

    start: int
    end: int
    scores: Scores
    sentence: NDArray[np.int64]


@dataclass
class Sight:
    """One report as the model sees it."""

    weights: Weights
    tokens: tuple[Token, ...]
    sentence: NDArray[np.int64]
    """The number of the sentence of each word."""
    base: list[int]
    """The first word of each sentence, and the number of words at the end."""
    windows: list[Window]
    _probabilities: dict[str, Floats] = field(default_factory=dict)
    _roles: dict[tuple[str, int], list[Seen]] = field(default_factory=dict)
    _chances: dict[tuple[str, int], Floats] = field(default_factory=dict)
    _entities: list[Seen] | None = None

    def probabilities(self, task: str) -> Floats:
        """[words, classes] of a tag task."""
        found = self._probabilities.get(task)
        if found is None:
            found = softmax(np.concatenate([one.scores.tags[task] for one in self.windows]))
            self._probabilities[task] = found
        return found

    def classes(self, task: str) -> Sequence[str]:
        names: Sequence[str] = self.weights.tasks["tags"][task]
        return names

    def entities(self) -> list[Seen]:
        """Names and descriptions of people, forces, places, days and quantities, in order."""
        if self._entities is None:
            self._entities = self._read_entities()
        return self._entities

    def _read_entities(self) -> list[Seen]:
        logits = np.concatenate([one.scores.tags["entity"] for one in self.windows])
        top = self.probabilities("entity").max(axis=1)
        names = self.classes("entity")
        found = []
        for start, end in zip(self.base, self.base[1:], strict=False):
            if start == end:
                continue
            for first, stop, kind in spans(best(logits[start:end], names), names):
                at = slice(start + first, start + stop)
                found.append(Seen(at.start, at.stop, kind, float(top[at].mean())))
        return found

    def roles(self, task: str, word: int) -> list[Seen]:
        """The mentions that stand in a role to this word ("role"), in the order of the text."""
        key = (task, word)
        found = self._roles.get(key)
        if found is None:
            found = self._roles[key] = self._read_roles(task, word)
        return found

    def roles_of_same(self, word: int) -> list[Seen]:
        """Earlier names that the model takes this word for, the likeliest first."""
        window = next(one for one in self.windows if one.start <= word < one.end)
        anchor = word - window.start
        if not anchor:
            return []
        others = np.arange(anchor)
        logits = pairs(self.weights, window.scores, "same", anchor, others, window.sentence)
        sure = softmax(logits)[:, 1]
        out = []
        for at in np.argsort(-sure)[:3].tolist():
            if sure[at] < 0.3:
                break
            word = window.start + at
            for entity in self.entities():
                if entity.first <= word < entity.end:
                    out.append(Seen(entity.first, entity.end, entity.kind, float(sure[at])))
        return out

    def role_chances(self, task: str, word: int, kind: str) -> dict[int, float]:
        """The probability of one role to this word, of each word read together with it."""
        window, sure = self._pairs(task, word)
        column = sure[:, list(self.weights.tasks["pairs"][task]).index(kind)]
        return dict(enumerate(column.tolist(), start=window.start))

    def _pairs(self, task: str, word: int) -> tuple[Window, Floats]:
        """The window of a word, and [its words, classes] of what stands in which role to it."""
        window = next(one for one in self.windows if one.start <= word < one.end)
        found = self._chances.get((task, word))
        if found is None:
            others = np.arange(window.end - window.start)
            anchor = word - window.start
            logits = pairs(self.weights, window.scores, task, anchor, others, window.sentence)
            found = self._chances[(task, word)] = softmax(logits)
        return window, found

    def _read_roles(self, task: str, word: int) -> list[Seen]:
        window, sure = self._pairs(task, word)
        names = self.weights.tasks["pairs"][task]
        kinds = sure.argmax(axis=1)
        out: list[Seen] = []
        for at in np.flatnonzero(kinds).tolist():
            first, end = self._around(window.start + at)
            one = Seen(first, end, names[int(kinds[at])], float(sure[at].max()))
            if not any(other.first < end and first < other.end for other in out):
                out.append(one)
        return out

    def _around(self, word: int) -> tuple[int, int]:
        """The words of the mention that a word is the head of: what the model marks as a name or
        description; of a quantity ("some 200 displaced families") what is counted."""
        entities = self.entities()
        number = bisect.bisect_right(entities, word, key=lambda one: one.first) - 1
        if number < 0 or entities[number].end <= word:
            return word, word + 1
        one = entities[number]
        first = one.first
        if one.kind == "quantity" and not self.tokens[word].lower[:1].isdigit():
            first = word
            while first > one.first and self.tokens[first - 1].lower.isalpha():
                if self.tokens[first - 1].lower in _HEDGES:
                    break
                first -= 1
            return first, word + 1
        return first, one.end


_HEDGES = words(
    "of some about around nearly almost than to least most over under other more another dozens "
    "hundreds thousands hundred million thousand dozen two three four five six seven eight nine "
    "ten the a an several many few all and"
)


def plain(word: str) -> str:
    """A word without soft hyphens, ligatures and odd spaces, its case kept."""
    if word.isascii():
        return word if word.isalnum() else "".join(word.split())
    same = folded(word)
    if word.isupper():
        return same.upper()
    return same[:1].upper() + same[1:] if word[:1].isupper() else same


def windows(lengths: Sequence[int], longest: int = WINDOW) -> Iterator[tuple[int, int]]:
    """First and end sentence of each window, for sentences of so many pieces."""
    start = size = 0
    for number, length in enumerate(lengths):
        if size and size + length > longest - 2:
            yield start, number
            start, size = number, 0
        size += length
    if size:
        yield start, len(lengths)


@dataclass(frozen=True)
class Plan:
    """How a report is to be read: its words, and which of them together."""

    document: Document
    tokens: tuple[Token, ...]
    words: list[str]
    sentence: NDArray[np.int64]
    base: list[int]
    runs: list[tuple[int, int]]


BLOCK = 32
"""Reports whose windows are read at the same time; as many lie in memory."""
LONGEST_RUN = 500
"""Pieces that the encoder takes at most, its two marks left out."""


def plan(document: Document, pieces: Pieces) -> Plan:
    """The windows of a report. A sentence longer than the encoder takes is cut where it must."""
    tokens: list[Token] = []
    words: list[str] = []
    numbers: list[int] = []
    base, lengths, ends = [], [], []
    for number, sentence in enumerate(document.sentences):
        base.append(len(tokens))
        size = 0
        for token in sentence.tokens:
            word = plain(token.text)
            length = len(pieces.of(word))
            if size + length > LONGEST_RUN:
                lengths.append(size)
                ends.append(len(tokens))
                size = 0
            size += length
            tokens.append(token)
            words.append(word)
            numbers.append(number)
        lengths.append(size)
        ends.append(len(tokens))
    base.append(len(tokens))
    starts = [0, *ends]
    runs = [
        (starts[first], starts[end])
        for first, end in windows(lengths)
        if starts[end] > starts[first]
    ]
    return Plan(document, tuple(tokens), words, np.array(numbers, dtype=np.int64), base, runs)


def sights(plans: Iterable[Plan], weights: Weights) -> Iterator[tuple[Plan, Sight]]:
    """Each report's sight, in order; windows of neighbouring reports are read at the same time."""
    waiting = iter(plans)
    while block := list(islice(waiting, BLOCK)):
        scores = weights.scores(one.words[start:end] for one in block for start, end in one.runs)
        for one in block:
            seen = [
                Window(start, end, next(scores), one.sentence[start:end]) for start, end in one.runs
            ]
            yield one, Sight(weights, one.tokens, one.sentence, one.base, seen)
