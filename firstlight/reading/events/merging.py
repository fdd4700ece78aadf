"""One happening told twice in a report made one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firstlight.records import Event, Place


def merged(found: Sequence[Event]) -> list[Event]:
    """The events with those that tell the same happening made one, with the first's span."""
    out: list[Event] = []
    told_at: dict[tuple[str, str], list[int]] = {}
    for event in found:
        keys = _keys(event)
        near = sorted({index for key in keys for index in told_at.get(key, ())})
        same = next((index for index in near if _same(out[index], event)), None)
        if same is not None:
            out[same] = _joined(out[same], event)
            continue
        for key in keys:
            told_at.setdefault(key, []).append(len(out))
        out.append(event)
    return sorted(out, key=lambda event: event.span)


def _keys(event: Event) -> set[tuple[str, str]]:
    """Under which type and place names an event is looked for again."""
    if event.place is None:
        return {(event.type, "")}
    names = {event.place.name.lower(), (event.place.within or event.place.name).lower()}
    return {(event.type, name) for name in names}


def _same(one: Event, other: Event) -> bool:
    if one.type != other.type or not _same_place(one.place, other.place):
        return False
    if one.status != other.status and {one.status, other.status} != {"actual", "ongoing"}:
        return False
    if one.count != other.count and one.count is not None and other.count is not None:
        return False
    if one.object != other.object and one.object is not None and other.object is not None:
        return False
    if (one.object is None) != (other.object is None) and one.type in (
        "capture",
        "attack",
        "airstrike",
        "shelling",
    ):
        site = one.object or other.object
        if (
            site not in ("city", "village", "neighbourhood")
            and one.place
            and one.place.precision in ("exact", "area")
        ):
            last = one.place.name.split()[-1].lower()
            if site not in (last, None) and one.span != other.span:
                together = one.span[0] < other.span[1] and other.span[0] < one.span[1]
                if not (together and one.actors == other.actors):
                    return False
    if not _overlap(one, other):
        return False
    if one.actors and other.actors:
        names = {_key(party.name, party.id) for party in one.actors}
        return any(_key(party.name, party.id) in names for party in other.actors)
    return True


def _key(name: str, id_: str | None) -> str:
    return id_ or name.lower()


def _same_place(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.name.lower() == other.name.lower() or (
        one.name.lower() == (other.within or "").lower()
        and one.precision == "exact" == other.precision
    )


def _overlap(one: Event, other: Event) -> bool:
    if one.start is None or other.start is None:
        return True
    if one.end is None or other.end is None:
        return True
    return one.start <= other.end and other.start <= one.end


def _joined(one: Event, other: Event) -> Event:
    """The first telling, with what only the second says."""
    start, end = one.start, one.end
    if (start is None and other.start is not None) or (
        (
            start is not None
            and other.start is not None
            and other.end is not None
            and end is not None
        )
        and (other.end - other.start) < (end - start)
    ):
        start, end = other.start, other.end
    actors = one.actors or other.actors
    return replace(
        one,
        start=start,
        end=end,
        actors=actors,
        targets=one.targets or other.targets,
        object=one.object or other.object,
        count=one.count if one.count is not None else other.count,
        fatalities=one.fatalities or other.fatalities,
        confidence=min(0.95, max(one.confidence, other.confidence)),
    )
