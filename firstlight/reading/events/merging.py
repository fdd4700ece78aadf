"""One happening told twice in a report made one event.

A headline has no date and often half the names; the body has the rest. The first telling keeps its
span and place, and takes over the narrower days, the longer list of parties, and what only the
other says. What the report itself tells as done is done, though it was first told as a claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from firstlight.reading.names.mentions import SITE_WORDS
from firstlight.reading.syntax.tag_words import words
from firstlight.records import Event, Party, Place, Status

STRIKES = ("attack", "airstrike", "shelling", "explosion")
AT_SITES = ("capture", *STRIKES)
"""Types whose site says which of several happenings in one town is meant."""


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


def told_again(found: list[Event], event: Event) -> bool:
    """Joins an event that tells an earlier one again to that one; False where there is none.

    For what the words themselves mark as told before ("the strike killed nine"): the nearest
    earlier event of the type at the place.
    """
    for index in range(len(found) - 1, -1, -1):
        one = found[index]
        if one.type == event.type and _same_place(one.place, event.place):
            first, last = one.start, one.end
            found[index] = replace(_joined(one, event), start=first, end=last, status=one.status)
            return True
    return False


def _keys(event: Event) -> set[tuple[str, str]]:
    """Under which type and place names an event is looked for again."""
    if event.place is None:
        return {(event.type, "")}
    names = {event.place.name.lower(), (event.place.within or event.place.name).lower()}
    names.add(_town(event.place))
    return {(event.type, name) for name in names}


def _town(place: Place) -> str:
    """The name without the site in it: "Nova Kakhovka dam" is struck where Nova Kakhovka is."""
    name = place.name.lower().split()
    while len(name) > 1 and name[-1] in SITE_WORDS:
        name.pop()
    return " ".join(name)


def _same(one: Event, other: Event) -> bool:
    if one.type != other.type or _status(one, other) is None or not _overlap(one, other):
        return False
    headline = one.start is None and other.start is not None and one.type in STRIKES
    if not _same_place(one.place, other.place) and not (
        headline and one.place and other.place and _town(one.place) == _town(other.place)
    ):
        return False
    if one.type == "encircle" and _long_before(one, other):
        return False
    if one.count != other.count and one.count is not None and other.count is not None:
        return False
    if one.object != other.object and not _same_site(one, other, headline):
        return False
    if one.actors and other.actors:
        undated = one.start is None or other.start is None
        return any(_same_party(a, b, undated) for a in one.actors for b in other.actors)
    return True


_LONG = 45
"""Days after which a road cut is no longer the closing of a siege that stands already."""


def _long_before(one: Event, other: Event) -> bool:
    """Whether a siege began long before a road into the place was cut."""
    if one.start is None or other.start is None or {one.status, other.status} == {"actual"}:
        return False
    return abs((one.start - other.start).days) > _LONG


def _same_site(one: Event, other: Event, headline: bool) -> bool:
    """Whether events of different objects may be one: a town, told of once by what was hit."""
    if one.object is not None and other.object is not None:
        return False
    if headline or one.type not in AT_SITES:
        return True
    site = one.object or other.object
    if site in ("city", "village", "neighbourhood"):
        return True
    if one.place is None or one.place.precision not in ("exact", "area"):
        return True
    if site == one.place.name.split()[-1].lower() or one.span == other.span:
        return True
    together = one.span[0] < other.span[1] and other.span[0] < one.span[1]
    return together and one.actors == other.actors


def _status(one: Event, other: Event) -> Status | None:
    """The status of both as one, or None where they cannot be one."""
    if one.status == other.status:
        return one.status
    both = {one.status, other.status}
    if both == {"actual", "ongoing"}:
        return "ongoing"
    if both == {"actual", "possible"} and one.end is not None and other.end is not None:
        return "actual"
    return None


VAGUE = words(
    "militants fighters gunmen jihadists jihadis insurgents extremists rebels militia militiamen"
)
"""How a headline calls an armed group that the body names."""
_STATE = words("army government police military navy marines soldiers troops state")


def _same_party(one: Party, other: Party, undated: bool) -> bool:
    """Whether two names may be one party's: "rebels" in a headline, "M23 rebels" in the body."""
    if one.id and other.id:
        return one.id == other.id
    first, second = (frozenset(party.name.lower().split()) for party in (one, other))
    if first <= second or second <= first:
        return True
    named = second if first <= VAGUE else first if second <= VAGUE else None
    return undated and named is not None and not named & (_STATE | VAGUE)


def _same_place(one: Place | None, other: Place | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.name.lower() == other.name.lower() or (
        one.name.lower() == (other.within or "").lower()
        and one.precision == "exact" == other.precision
    )


def _overlap(one: Event, other: Event) -> bool:
    """Whether a day fits both. History ("taken years ago") has no beginning, but it has an end."""
    return _before(one.start, other.end) and _before(other.start, one.end)


def _before(start: date | None, end: date | None) -> bool:
    return start is None or end is None or start <= end


def _days(one: Event, other: Event) -> tuple[date | None, date | None]:
    """The narrower of the two windows; of a state, from where it began to its end."""
    first, second = _length(one), _length(other)
    narrow, wide = (one, other) if first <= second else (other, one)
    if one.start is None and other.start is None and one.end and other.end:
        return None, max(one.end, other.end) if one.status != other.status else min(
            one.end, other.end
        )
    if {one.status, other.status} == {"actual", "ongoing"}:
        ends = [end for end in (narrow.end, wide.end) if end is not None]
        return narrow.start, max(ends, default=None)
    return narrow.start, narrow.end


def _length(event: Event) -> float:
    if event.start is None or event.end is None:
        return float("inf")
    return (event.end - event.start).days


def _joined(one: Event, other: Event) -> Event:
    """The first telling, with what the second says better."""
    start, end = _days(one, other)
    status = _status(one, other) or one.status
    return replace(
        one,
        start=start,
        end=end,
        status=status,
        actors=max(one.actors, other.actors, key=len),
        targets=max(one.targets, other.targets, key=len),
        object=one.object or other.object,
        count=one.count if one.count is not None else other.count,
        fatalities=one.fatalities or other.fatalities,
        confidence=min(0.95, max(one.confidence, other.confidence)),
    )
