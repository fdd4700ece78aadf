"""Facts against our labels: what the table of the benchmark counts, and nothing else.

An event counts as found where type and place agree; a label marked `same` is no second event.
Actors, targets, dates and status are scored on the events found. An estimate counts where measure,
number and unit agree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from firstlight.records import Estimate, Event, Fact, Report
from training.labels import EstimateLabel, EventLabel, Passage


@dataclass
class Counts:
    """True positives, and how many were said and wanted."""

    right: int = 0
    said: int = 0
    wanted: int = 0

    def add(self, right: int, said: int, wanted: int) -> None:
        self.right += right
        self.said += said
        self.wanted += wanted

    @property
    def precision(self) -> float:
        return self.right / max(1, self.said)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.wanted)

    def f1(self) -> float:
        return 2 * self.right / max(1, self.said + self.wanted)


@dataclass
class Score:
    events: Counts = field(default_factory=Counts)
    types: Counts = field(default_factory=Counts)
    """Type alone, whatever the place."""
    actors: Counts = field(default_factory=Counts)
    targets: Counts = field(default_factory=Counts)
    dates: Counts = field(default_factory=Counts)
    status: Counts = field(default_factory=Counts)
    estimates: Counts = field(default_factory=Counts)
    missed: list[tuple[str, EventLabel]] = field(default_factory=list)
    added: list[tuple[str, Event]] = field(default_factory=list)
    pairs: list[tuple[str, EventLabel, Event]] = field(default_factory=list)
    numbers_found: list[tuple[str, Estimate]] = field(default_factory=list)
    numbers_missed: list[tuple[str, EstimateLabel]] = field(default_factory=list)
    numbers_added: list[tuple[str, Estimate]] = field(default_factory=list)


def folded(name: str | None) -> str:
    words = re.findall(r"\w+", (name or "").lower())
    return " ".join(word for word in words if word not in {"the", "of", "al"})


def same_name(one: str | None, other: str | None) -> bool:
    a, b = folded(one), folded(other)
    return bool(a and b) and (a in b or b in a)


def _place(event: Event) -> str:
    return f"{event.place.name} {event.place.within or ''}" if event.place else ""


def _same_place(gold: EventLabel, ours: Event) -> bool:
    if gold.place is None:
        return ours.place is None
    return same_name(gold.place.name, _place(ours))


def _same_number(gold: EstimateLabel, ours: Estimate) -> bool:
    if gold.measure != ours.measure or gold.unit != ours.unit:
        return False
    if gold.best is not None:
        return ours.best == gold.best
    return ours.best is None and ours.low == gold.low


def _match(wanted: Sequence[Any], said: Sequence[Any], same: Callable[[Any, Any], bool]) -> Any:
    """Pairs, each used once; the nearest in the text first."""
    left, found = list(said), []
    for one in wanted:
        at = one.trigger[0] if isinstance(one, EventLabel) else one.number[0]
        fitting = [other for other in left if same(one, other)]
        if fitting:
            best = min(fitting, key=lambda other: abs(other.span[0] - at))
            left.remove(best)
            found.append((one, best))
    return found, left


def score(
    passages: Iterable[Passage], read: Callable[[Sequence[Report]], Sequence[Sequence[Fact]]]
) -> Score:
    """Reads every passage and counts."""
    total = Score()
    wanted = list(passages)
    reports = [Report(p.id, p.text, date.fromisoformat(p.published)) for p in wanted]
    for passage, facts in zip(wanted, read(reports), strict=True):
        _add(total, passage, facts)
    return total


def _add(total: Score, passage: Passage, facts: Sequence[Fact]) -> None:
    gold = [one for s in passage.sentences for one in s.events if not one.same]
    events = [fact for fact in facts if isinstance(fact, Event)]
    pairs, left = _match(gold, events, lambda a, b: a.type == b.type and _same_place(a, b))
    total.events.add(len(pairs), len(events), len(gold))
    typed, _ = _match(gold, events, lambda a, b: a.type == b.type)
    total.types.add(len(typed), len(events), len(gold))
    found = {id(one) for one, _ in pairs}
    total.missed += [(passage.id, one) for one in gold if id(one) not in found]
    total.added += [(passage.id, one) for one in left]
    for one, ours in pairs:
        total.pairs.append((passage.id, one, ours))
        for counts, names, said in (
            (total.actors, one.actors, ours.actors),
            (total.targets, one.targets, ours.targets),
        ):
            right = sum(any(same_name(n.name, p.name) for p in said) for n in names)
            counts.add(min(right, len(said)), len(said), len(names))
        days = tuple(day.isoformat() if day else None for day in (ours.start, ours.end))
        total.dates.add(days == (one.start, one.end), 1, 1)
        total.status.add(one.status == ours.status, 1, 1)
    numbers = [one for s in passage.sentences for one in s.estimates]
    estimates = [fact for fact in facts if isinstance(fact, Estimate)]
    pairs, left = _match(numbers, estimates, _same_number)
    total.estimates.add(len(pairs), len(estimates), len(numbers))
    total.numbers_found += [(passage.id, ours) for _, ours in pairs]
    found = {id(one) for one, _ in pairs}
    total.numbers_missed += [(passage.id, one) for one in numbers if id(one) not in found]
    total.numbers_added += [(passage.id, one) for one in left]


MEASURES = ("events", "types", "actors", "targets", "dates", "status", "estimates")


def table(total: Score) -> str:
    rows = []
    for name in MEASURES:
        counts: Counts = getattr(total, name)
        rows.append(
            f"{name:10} P {counts.precision:.3f} R {counts.recall:.3f} F1 {counts.f1():.3f} "
            f"({counts.wanted} wanted)"
        )
    return "\n".join(rows)
