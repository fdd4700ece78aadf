"""The labels of a passage, each string an offset of its text. GUIDELINE.md says what each means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True)
class Mention:
    """A string of the text, or a name that only stands elsewhere (`span` None)."""

    span: Span | None
    name: str


@dataclass(frozen=True)
class EventLabel:
    trigger: Span
    type: str
    status: str
    actors: tuple[Mention, ...]
    targets: tuple[Mention, ...]
    place: Mention | None
    within: str | None
    near: bool
    dates: tuple[Span, ...]
    start: str | None
    end: str | None
    object: str | None
    count: tuple[Span, float] | None
    fatalities: tuple[Span, float | None, float | None] | None
    same: bool


@dataclass(frozen=True)
class EstimateLabel:
    number: Span
    measure: str
    unit: str
    low: float | None
    high: float | None
    best: float | None
    place: Mention | None
    group: str | None
    status: str
    start: str | None
    end: str | None
    revises: Mapping[str, Any] | None
    revision_words: Span | None


@dataclass(frozen=True)
class Sentence:
    span: Span
    entities: tuple[tuple[Span, str], ...]
    events: tuple[EventLabel, ...]
    estimates: tuple[EstimateLabel, ...]


@dataclass(frozen=True)
class Passage:
    id: str
    conflict: str
    continent: str
    register: str
    published: str
    origin: str
    text: str
    sentences: tuple[Sentence, ...]
    file: str = ""
