"""How far two labellers agree: `python -m training.agreement`.

`labels/second` holds a blind second labelling of some passages. Each measure is F1 of the second
pass against the first, counted as the reader's is; no reader can be expected to do much better.
"""

from __future__ import annotations

from training.labels import EventLabel, Passage, passages
from training.score import Counts, same_name


def agreement() -> dict[str, Counts]:
    """Counts of each measure over the passages labelled twice, the first pass as the truth."""
    first = {one.id: one for split in ("train", "dev", "test") for one in passages(split)}
    total: dict[str, Counts] = {
        name: Counts()
        for name in (
            "sentences", "entities", "events", "types", "actors", "targets", "dates", "status",
            "estimates",
        )
    }  # fmt: skip
    for second in passages("second"):
        _compare(first[second.id], second, total)
    return total


def _compare(one: Passage, other: Passage, total: dict[str, Counts]) -> None:
    total["sentences"].add(len(one.sentences), len(other.sentences), len(one.sentences))
    for a, b in zip(one.sentences, other.sentences, strict=True):
        ours, theirs = set(a.entities), set(b.entities)
        total["entities"].add(len(ours & theirs), len(theirs), len(ours))
    gold_events = [e for s in one.sentences for e in s.events if not e.same]
    events = [e for s in other.sentences for e in s.events if not e.same]
    total["types"].add(len(_pairs(gold_events, events, place=False)), len(events), len(gold_events))
    pairs = _pairs(gold_events, events, place=True)
    total["events"].add(len(pairs), len(events), len(gold_events))
    for gold, found in pairs:
        for name in ("actors", "targets"):
            wanted, named = getattr(gold, name), getattr(found, name)
            right = sum(any(same_name(a.name, b.name) for b in named) for a in wanted)
            total[name].add(min(right, len(named)), len(named), len(wanted))
        total["dates"].add((gold.start, gold.end) == (found.start, found.end), 1, 1)
        total["status"].add(gold.status == found.status, 1, 1)
    wanted = [(e.measure, e.unit, e.best or e.low) for s in one.sentences for e in s.estimates]
    named = [(e.measure, e.unit, e.best or e.low) for s in other.sentences for e in s.estimates]
    right = 0
    for key in set(wanted):
        right += min(wanted.count(key), named.count(key))
    total["estimates"].add(right, len(named), len(wanted))


def _pairs(
    gold: list[EventLabel], found: list[EventLabel], place: bool
) -> list[tuple[EventLabel, EventLabel]]:
    left, pairs = list(found), []
    for one in gold:
        for other in sorted(left, key=lambda e: abs(e.trigger[0] - one.trigger[0])):
            if one.type != other.type or (place and not _same_place(one, other)):
                continue
            left.remove(other)
            pairs.append((one, other))
            break
    return pairs


def _same_place(one: EventLabel, other: EventLabel) -> bool:
    if one.place is None or other.place is None:
        return one.place is other.place
    return same_name(one.place.name, f"{other.place.name} {other.within or ''}")


def main() -> None:
    for name, counts in agreement().items():
        print(f"{name:10} F1 {counts.f1():.2f} ({counts.wanted} in the first pass)")


if __name__ == "__main__":
    main()
