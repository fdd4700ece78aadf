"""Claims that cannot all be right, side by side: none is dropped and none is averaged away here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

from firstlight.brief.claims import Claim
from firstlight.brief.wording import MEASURES, where
from firstlight.records import Actor, Estimate, Event

NEAR_DAYS = 3
"""Two accounts of one matter lie at most so many days apart; beyond that, things have changed."""
_TOTALS = ("displaced", "fled", "killed", "injured", "returned", "abducted", "places_taken")

APART = 1.5
"""Estimates whose ratio is smaller than this differ as honest counts do."""

HOLDING = ("capture", "hold")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more claims about one matter that differ."""

    about: str
    claims: tuple[Claim, ...]


def conflicts(
    claims: Sequence[Claim], actors: Sequence[Actor], most: int = 8
) -> tuple[list[Conflict], int]:
    """The latest `most` conflicts of one front, newest first, and how many there are in all."""
    sides = {actor.id: actor.side or actor.id for actor in actors}
    found = [*_holders(claims, sides), *_numbers(claims)]
    found.sort(key=lambda one: max(_last(claim) for claim in one.claims), reverse=True)
    return found[:most], len(found)


def _holders(claims: Sequence[Claim], sides: dict[str, str]) -> list[Conflict]:
    """A place taken by one side and, within days, held by another or not taken at all."""
    by_place: dict[str, list[Claim]] = {}
    for claim in claims:
        fact = claim.fact
        if not isinstance(fact, Event) or fact.type not in HOLDING or fact.status == "planned":
            continue
        if fact.place and fact.actors and fact.place.precision not in ("near", "area"):
            key = f"{fact.place.id or fact.place.name}|{_site(fact)}"
            by_place.setdefault(key, []).append(claim)
    found = []
    for group in by_place.values():
        against: dict[str, Claim] = {}
        for first, second in combinations(sorted(group, key=_last), 2):
            if _contradict(first, second, sides):
                against |= {first.id: first, second.id: second}
        if against:
            place = where(next(iter(against.values())).fact.place)
            found.append(Conflict(f"Who holds {place}", tuple(against.values())))
    return found


def _site(event: Event) -> str:
    """What was taken, where it is not simply the place: the port and the town are two matters."""
    return "" if event.object in (None, "city", "village", "neighbourhood") else event.object


def _contradict(earlier: Claim, later: Claim, sides: dict[str, str]) -> bool:
    a, b = earlier.fact, later.fact
    assert isinstance(a, Event) and isinstance(b, Event)
    if _last(earlier) == date.min or abs((_last(later) - _last(earlier)).days) > NEAR_DAYS:
        return False
    same = _side(a, sides) == _side(b, sides)
    denied = [fact.status == "denied" for fact in (a, b)]
    if same:
        return any(denied) and not all(denied) and a.type == b.type
    if any(denied):
        return False
    # A capture answers what was held before it; a holder named after a capture contradicts it.
    return (a.type == "capture" and b.type == "hold") or _last(earlier) == _last(later)


def _side(event: Event, sides: dict[str, str]) -> str:
    first = event.actors[0]
    return sides.get(first.id, first.id) if first.id else first.name.casefold()


def _numbers(claims: Sequence[Claim]) -> list[Conflict]:
    """Numbers for the same people, told within days by different reports, far apart."""
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        fact = claim.fact
        if not isinstance(fact, Estimate) or fact.status in ("planned", "denied"):
            continue
        if fact.place and fact.revises is None and _size(fact):
            key = (fact.place.id or fact.place.name, fact.measure, fact.unit, fact.group or "")
            groups.setdefault(key, []).append(claim)
    found = []
    for (_, measure, *_rest), group in groups.items():
        group.sort(key=_last)
        against: dict[str, Claim] = {}
        for first, second in pairwise(group):
            a, b = first.fact, second.fact
            assert isinstance(a, Estimate) and isinstance(b, Estimate)
            near = abs((_last(second) - _last(first)).days) <= NEAR_DAYS
            near = near and _last(first) > date.min
            # A running total that has grown a day or more later contradicts nothing.
            grown = measure in _TOTALS and _size(a) < _size(b) and _last(first) < _last(second)
            near = near and not grown
            sizes = sorted((_size(a), _size(b)))
            if near and a.report != b.report and sizes[1] / sizes[0] >= APART:
                against |= {first.id: first, second.id: second}
        if against:
            place = where(next(iter(against.values())).fact.place)
            found.append(Conflict(f"How many {MEASURES[measure]} {place}", tuple(against.values())))
    return found


def _size(estimate: Estimate) -> float:
    for value in (estimate.best, estimate.high, estimate.low):
        if value is not None and value > 0:
            return value
    return 0.0


def _last(claim: Claim) -> date:
    return claim.fact.end or claim.fact.start or date.min
