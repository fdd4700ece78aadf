"""A long report in pieces that a model can answer for one at a time.

Pieces end where paragraphs end, never overlap, and each sentence is in exactly one: a fact belongs
to the piece that holds its quote. What stands before a piece goes with it, marked as such, so that
"the city" and "that day" can be understood; no quote is accepted from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from firstlight.reading.text.document import Document, Sentence

BEFORE = 500
"""Characters of the text before a piece that go with it, at most."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Whole sentences of a report that stand together; `before` are the words ahead of them."""

    sentences: tuple[Sentence, ...]
    before: str

    @property
    def start(self) -> int:
        return self.sentences[0].start

    @property
    def end(self) -> int:
        return self.sentences[-1].end

    @property
    def text(self) -> str:
        return self.sentences[0].source[self.start : self.end]


def chunks(document: Document, size: int) -> list[Chunk]:
    """The report in pieces of at most `size` characters, longer only where one sentence is.

    A paragraph longer than `size` is cut between sentences. [] for a text without words.
    """
    found: list[Chunk] = []
    held: list[Sentence] = []
    for _, group in groupby(document.sentences, key=lambda one: one.paragraph):
        paragraph = list(group)
        if held and paragraph[-1].end - held[0].start > size:
            found.append(_chunk(held))
            held = []
        for sentence in paragraph:
            if held and sentence.end - held[0].start > size:
                found.append(_chunk(held))
                held = []
            held.append(sentence)
    if held:
        found.append(_chunk(held))
    return found


def halves(chunk: Chunk) -> tuple[Chunk, Chunk] | None:
    """The piece as two of about the same length; None where it is a single sentence."""
    if len(chunk.sentences) < 2:
        return None
    middle = (chunk.start + chunk.end) // 2
    at = min(range(1, len(chunk.sentences)), key=lambda i: abs(chunk.sentences[i].start - middle))
    return _chunk(chunk.sentences[:at]), _chunk(chunk.sentences[at:])


def _chunk(sentences: Sequence[Sentence]) -> Chunk:
    source, start = sentences[0].source, sentences[0].start
    begin = max(0, start - BEFORE)
    if begin:  # not from the middle of a word
        space = source.find(" ", begin, start)
        begin = space + 1 if space >= 0 else start
    return Chunk(tuple(sentences), source[begin:start].strip())
