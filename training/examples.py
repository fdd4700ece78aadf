"""Training examples: words with whatever a data set says of them, in one form for every set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from firstlight.reading.model.encoding import Pieces
from firstlight.reading.model.heads import spans
from firstlight.records import EVENT_TYPES, MEASURES, SITE_KINDS, STATUSES, UNITS
from training.labels import ENTITY_TYPES

UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
    "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip
NAMED = ("LOC", "ORG", "PER")
ROLES = ("actor", "target", "place", "date", "dead", "count", "group")
MEASURE_TAGS = (*MEASURES, "dead", "count")
DATED = ("own", "carried", "undated", "open")
"""Whence an event has its days: words of its sentence, words before it, nothing (it is known by
publication), or nothing as it lies ahead."""
COMMON_SRL = (
    "ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "ARGM-TMP", "ARGM-LOC", "ARGM-ADV", "ARGM-MOD",
    "ARGM-NEG", "ARGM-ADJ", "ARGM-MNR", "ARGM-DIS", "ARGM-EXT", "ARGM-PRP", "ARGM-CAU", "ARGM-PRR",
    "ARGM-LVB", "ARGM-DIR", "ARGM-PRD", "ARGM-GOL", "ARGM-COM", "ARGM-CXN", "R-ARG0", "R-ARG1",
    "R-ARG2", "R-ARGM-LOC", "R-ARGM-TMP", "C-ARG1", "C-ARG2",
)  # fmt: skip


def bio(names: Sequence[str]) -> tuple[str, ...]:
    return ("O", *(f"{mark}-{name}" for name in names for mark in "BI"))


TAGS: dict[str, tuple[str, ...]] = {
    "upos": UPOS,
    "named": bio(NAMED),
    "entity": bio(ENTITY_TYPES),
    "predicate": ("no", "yes"),
    "trigger": ("none", *EVENT_TYPES),
    "status": STATUSES,
    "measure": ("none", *MEASURE_TAGS),
    "unit": UNITS,
    "dated": DATED,
    "again": ("no", "yes"),
    "object": ("none", *SITE_KINDS),
    "near": ("no", "yes"),
}
PAIRS: dict[str, tuple[str, ...]] = {
    "srl": ("none", *COMMON_SRL),
    "role": ("none", *ROLES),
    "site": bio(["place"]),
    "same": ("no", "yes"),
}
WIDTHS = {"srl": 192, "role": 128, "site": 64, "same": 64}

LONGEST = 250
"""Word pieces of one example at most; the encoder takes 512 and attention costs the square."""


@dataclass
class Example:
    """A run of sentences. Every label names word indices of `words`."""

    words: list[str]
    sentence: list[int]
    """The number of the sentence of each word."""
    source: str = ""
    tags: dict[str, list[int]] = field(default_factory=dict)
    """Class of each word for a tag task; -1 where nothing is known."""
    heads: list[int] | None = None
    """The head of each word, its own index for a root; -1 where nothing is known."""
    relations: list[int] | None = None
    pairs: dict[str, list[tuple[int, dict[int, int]]]] = field(default_factory=dict)
    """For a pair task, each anchor word with the classes of the other words (0 where not named)."""
    frames: list[tuple[int, list[tuple[int, int, str]]]] = field(default_factory=list)
    """PropBank's own frames: each predicate with its arguments as spans, to be scored against."""


def spans_to_bio(
    spans: Iterable[tuple[int, int, str]], names: Sequence[str], size: int
) -> list[int]:
    """Spans (first word, end word, name) as BIO classes; of two that overlap the longer stays."""
    classes = {name: number for number, name in enumerate(bio(names))}
    out = [0] * size
    for start, end, name in sorted(spans, key=lambda span: span[0] - span[1]):
        if any(out[start:end]):
            continue
        out[start] = classes[f"B-{name}"]
        for at in range(start + 1, end):
            out[at] = classes[f"I-{name}"]
    return out


def bio_to_spans(tags: Sequence[int], names: Sequence[str]) -> list[tuple[int, int, str]]:
    """Classes back to spans; an I without its B begins one (as the CoNLL scorer has it)."""
    return spans(tags, bio(names))


def joined(parts: Sequence[Example]) -> Example:
    """Several examples in a row as one, their indices moved."""
    out = Example([], [], parts[0].source)
    keys = set().union(*(part.tags for part in parts))
    parsed = any(part.heads is not None for part in parts)
    if parsed:
        out.heads, out.relations = [], []
    for part in parts:
        base, number = len(out.words), (out.sentence[-1] + 1 if out.sentence else 0)
        size = len(part.words)
        out.words += part.words
        out.sentence += [number + one - part.sentence[0] for one in part.sentence]
        for key in keys:
            out.tags.setdefault(key, []).extend(part.tags.get(key, [-1] * size))
        if out.heads is not None and out.relations is not None:
            out.heads += [one + base if one >= 0 else -1 for one in part.heads or [-1] * size]
            out.relations += part.relations or [-1] * size
        for word, arguments in part.frames:
            out.frames.append((word + base, [(s + base, e + base, r) for s, e, r in arguments]))
        for name, anchors in part.pairs.items():
            moved = [(a + base, {w + base: c for w, c in o.items()}) for a, o in anchors]
            out.pairs.setdefault(name, []).extend(moved)
    return out


def packed(parts: Iterable[Example], pieces: Pieces, longest: int = LONGEST) -> Iterator[Example]:
    """Neighbouring examples joined up to `longest` word pieces."""
    held: list[Example] = []
    size = 2
    for part in parts:
        length = sum(len(pieces.of(word)) for word in part.words)
        if held and (size + length > longest or held[-1].source != part.source):
            yield joined(held)
            held, size = [], 2
        if length + 2 <= 510:
            held.append(part)
            size += length
    if held:
        yield joined(held)
