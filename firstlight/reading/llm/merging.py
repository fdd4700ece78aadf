"""The same fact told twice is one fact, with the words that tell it first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from firstlight.records import Estimate, Event, Fact, Party


def merged(facts: Iterable[Fact]) -> list[Fact]:
    """The facts by span, each happening and each number once.

    Two are the same where they say the same of the same place and days; events, where besides
    neither names a party that the other contradicts. The first one's words stay, parties and
    details that only the later one names are added, and the confidence is the higher one.
    """
    kept: list[Fact] = []
    groups: dict[tuple[object, ...], list[int]] = {}
    for fact in sorted(facts, key=lambda one: (one.span, one.kind)):
        group = groups.setdefault(_key(fact), [])
        for index in group:
            joined = _joined(kept[index], fact)
            if joined is not None:
                kept[index] = joined
                break
        else:
            group.append(len(kept))
            kept.append(fact)
    by_id: dict[str, Fact] = {}
    for fact in kept:  # the id is what a store knows a fact by
        by_id.setdefault(fact.id, fact)
    return list(by_id.values())


def _key(fact: Fact) -> tuple[object, ...]:
    place = (fact.place.name.lower(), fact.place.precision) if fact.place else None
    common = (place, fact.start, fact.end, fact.status)
    if isinstance(fact, Estimate):
        numbers = (fact.low, fact.high, fact.best, fact.unit, fact.group)
        return ("estimate", fact.measure, *common, *numbers)
    return ("event", fact.type, *common)


def _joined(first: Fact, later: Fact) -> Fact | None:
    confidence = max(first.confidence, later.confidence)
    if isinstance(first, Estimate) and isinstance(later, Estimate):
        return replace(first, confidence=confidence, revises=first.revises or later.revises)
    if not (isinstance(first, Event) and isinstance(later, Event)):
        return None
    if not first.place and first.span != later.span:
        return None  # two strikes at nowhere in particular may be two strikes
    if first.object and later.object and first.object != later.object:
        return None
    actors, targets = _parties(first.actors, later.actors), _parties(first.targets, later.targets)
    if actors is None or targets is None:
        return None
    return replace(
        first,
        actors=actors,
        targets=targets,
        confidence=confidence,
        object=first.object or later.object,
        count=first.count if first.count is not None else later.count,
        fatalities=first.fatalities or later.fatalities,
    )


def _parties(first: tuple[Party, ...], later: tuple[Party, ...]) -> tuple[Party, ...] | None:
    """The fuller of two lists; None where each names somebody whom the other does not."""
    one, other = ({party.id or party.name.lower() for party in side} for side in (first, later))
    if other <= one:
        return first
    return later if one <= other else None
