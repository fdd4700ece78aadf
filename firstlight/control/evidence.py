"""From facts to weighed evidence: which claims count, how strongly, and what follows from them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from firstlight.control import bearings, rates
from firstlight.control.bearings import Bearing
from firstlight.control.claims import EVE_OF, TOO_OLD, Item, claims_of
from firstlight.control.sides import Sides
from firstlight.control.sources import Tally, originals, source_side
from firstlight.records import Event, Fact, Report

_GAINS = {"capture", "hold", "enter", "part", "part held", "near", "advance", "relieve", "before"}
_LOSSES = {"capture", "enter", "part", "before"}
_CONTEXT = 120  # characters of a sentence that are looked at after a fact's own words
_CHANGES = {"capture", "withdraw", "encircle", "relieve"}
_TO_PARTS = {"capture", "withdraw", "hold"}
# Where the actors or targets of such events are, they have forces on the ground; aircraft are not.
_ACTORS_THERE = {
    "capture", "hold", "enter", "advance", "offensive", "encircle", "withdraw", "clash",
}  # fmt: skip
_TARGETS_THERE = {
    "capture", "advance", "offensive", "encircle", "clash", "airstrike", "shelling", "attack",
}  # fmt: skip


def collect(
    facts: Sequence[Fact],
    reports: Sequence[Report],
    sides: Sides,
    as_of: date,
    parts: Mapping[str, Sequence[tuple[str, bool]]],
) -> list[Item]:
    """All evidence from reports published by `as_of`, in order of publication, weighed.

    parts: each town's tracked quarters and sites, as (place_id, whether it is a site).
    """
    by_id = {report.id: report for report in reports}
    source_of = originals(by_id)
    issuer = {report.id: source_side(report, sides.written) for report in reports}
    told = sorted(_known(facts, by_id, as_of), key=_order)
    seen, news = _first_seen(told, sides), _first_news(told)
    last_told, ended = _last_told(facts), _ended(facts, sides)
    tally = Tally()
    last_change: dict[tuple[str, str], tuple[str, frozenset[str]]] = {}
    rivals: dict[tuple[str, str, int], list[Item]] = {}
    out: list[Item] = []
    for known, fact in told:
        fact = ended.get(fact.id, fact)
        source = source_of.get(fact.report, fact.report)
        raw = list(claims_of(fact, known, sides, source, _after(fact, by_id.get(fact.report))))
        if last_told.get(_at(fact)) == fact.id:
            raw += _still_so(raw, known)
        raw += _to_parts(raw, parts, news)
        raw = [item for item in raw if not _retold(item, last_change)]
        last_change |= {
            (item.bearing.about, item.place): (item.what, item.actors)
            for item in raw
            if item.what in _CHANGES
        }
        raw += _disputes(raw, rivals)
        present = _present(fact, known, seen)
        for item in raw:
            weight = _weigh(item, issuer.get(item.report))
            weight *= tally.discount(
                (item.bearing.about, item.place, item.what, item.actors, item.targets),
                item.first, item.last, item.source,
            )  # fmt: skip
            if weight > 1e-3:
                weight = min(weight, rates.MOST_BELIEVED)
                out.append(replace(item, weight=weight, present=present))
    return out


def _known(
    facts: Sequence[Fact], reports: Mapping[str, Report], as_of: date
) -> Iterator[tuple[int, Fact]]:
    """Each fact with the day it became known: its report's publication, else its own last day."""
    for fact in facts:
        report = reports.get(fact.report)
        known = (report.published if report else None) or (None if report else fact.end) or as_of
        if known <= as_of:
            yield known.toordinal(), fact


def _after(fact: Fact, report: Report | None) -> str:
    """The rest of the sentence in which a fact's words stand."""
    if report is None:
        return ""
    rest = report.text[fact.span[1] : fact.span[1] + _CONTEXT]
    return re.split(r"[.!?;](?:\s|$)|\n\s*\n", rest, maxsplit=1)[0]


def _order(known_fact: tuple[int, Fact]) -> tuple[int, str, tuple[int, int], str]:
    known, fact = known_fact
    return known, fact.report, fact.span, fact.id


def _first_seen(told: Sequence[tuple[int, Fact]], sides: Sides) -> dict[str, dict[str, int]]:
    """Country to side to the day from which reports place that side's forces there."""
    out: dict[str, dict[str, int]] = {}
    for known, fact in told:
        country = fact.place.country if fact.place else None
        if country is None or not isinstance(fact, Event) or fact.status == "planned":
            continue
        there = sides.of_all(fact.actors) if fact.type in _ACTORS_THERE else frozenset()
        there |= sides.of_all(fact.targets) if fact.type in _TARGETS_THERE else frozenset()
        for side in there:
            out.setdefault(country, {}).setdefault(side, known)
    return out


def _present(fact: Fact, known: int, seen: Mapping[str, dict[str, int]]) -> frozenset[str] | None:
    """The sides seen in the fact's country by then; None while there are not two, since whoever
    else may hold a place there has then not been named yet."""
    if fact.place is None or fact.place.country is None:
        return None
    there = seen.get(fact.place.country, {})
    present = frozenset(side for side, since in there.items() if since <= known)
    return present if len(present) > 1 else None


def _first_news(told: Sequence[tuple[int, Fact]]) -> dict[str, int]:
    """Place to the day from which there is news of that very place."""
    out: dict[str, int] = {}
    for known, fact in told:
        for bearing in bearings.of_control(fact) if isinstance(fact, Event) else ():
            if bearing.whole:
                out.setdefault(bearing.place, known)
    return out


def _at(fact: Fact) -> tuple[str, str | None]:
    return fact.report, fact.place.id if fact.place else None


def _last_told(facts: Sequence[Fact]) -> dict[tuple[str, str | None], str]:
    """The latest change of hands, or hold, that each report tells of each place."""
    latest: dict[tuple[str, str | None], Fact] = {}
    for fact in facts:
        if isinstance(fact, Event) and fact.type in ("capture", "hold", "withdraw"):
            if fact.status not in ("actual", "ongoing") or fact.place is None:
                continue
            earlier = latest.get(_at(fact))
            if earlier is None or (earlier.end or date.max) <= (fact.end or date.max):
                latest[_at(fact)] = fact
    return {at: fact.id for at, fact in latest.items()}


def _ended(facts: Sequence[Fact], sides: Sides) -> dict[str, Fact]:
    """Holds that a capture by another side, told as fact in the same report, ended: "they had held
    it for two years", and "the last part that they held", last until the eve of the capture. By
    id. A hold still under way at publication is left as it is."""
    taken: dict[tuple[str, str | None], list[Event]] = {}
    for fact in facts:
        if isinstance(fact, Event) and fact.type == "capture" and fact.status == "actual":
            taken.setdefault(_town(fact), []).append(fact)
    out: dict[str, Fact] = {}
    for fact in facts:
        if not isinstance(fact, Event) or fact.type != "hold" or fact.status != "actual":
            continue
        eves = [
            day - timedelta(days=1)
            for other in taken.get(_town(fact), ())
            if (day := other.start or other.end) is not None and _ends(fact, other, day, sides)
        ]
        if eves:
            end = min(eves)
            out[fact.id] = replace(
                fact, start=min(fact.start, end) if fact.start else None, end=end
            )
    return out


def _ends(hold: Event, capture: Event, day: date, sides: Sides) -> bool:
    """Whether a capture that began on this day ended the hold."""
    taker = sides.of_all(capture.actors)
    if not taker or not taker.isdisjoint(sides.of_all(hold.actors)) or day.toordinal() <= TOO_OLD:
        return False
    if (hold.start and hold.start > day) or (hold.end and hold.end < day):
        return False
    return _at(hold) == _at(capture) or hold.start == hold.end == day


def _town(fact: Fact) -> tuple[str, str | None]:
    return fact.report, bearings.town_of(fact.place) if fact.place else None


def _disputes(raw: Sequence[Item], rivals: dict[tuple[str, str, int], list[Item]]) -> list[Item]:
    """For each claim to a place that contradicts an earlier one of the same day: a fight for it.

    Otherwise two sure claims would leave but one belief: that one of them lies.
    """
    out = []
    for item in raw:
        if item.what not in ("capture", "hold") or not item.bearing.whole:
            continue
        others = rivals.setdefault((item.place, item.what, item.last), [])
        against = [other for other in others if other.actors.isdisjoint(item.actors)]
        if against:
            rival = max(against, key=lambda other: other.weight)
            out.append(
                replace(
                    item, bearing=Bearing(item.place, "disputed"), targets=frozenset(), lead=None,
                    actors=item.actors | rival.actors, weight=min(item.weight, rival.weight),
                    says=f"{item.says}, against the claim that it was {rival.says}",
                )
            )  # fmt: skip
        others.append(item)
    return out


def _retold(item: Item, last_change: Mapping[tuple[str, str], tuple[str, frozenset[str]]]) -> bool:
    """Whether it is the eve of a change that an earlier claim already told: a later report gives
    its date more vaguely, and that eve would then speak against the first."""
    what, actors = last_change.get((item.bearing.about, item.place), ("", frozenset()))
    if item.what not in EVE_OF or EVE_OF[item.what] != what:
        return False
    return item.bearing.about == "siege" or actors == item.actors


def _still_so(raw: Sequence[Item], known: int) -> list[Item]:
    whole = [item for item in raw if item.bearing.whole and item.what in ("capture", "hold")]
    if not whole:
        return []
    item = max(whole, key=lambda one: one.last)
    if known - item.last <= rates.STILL_SO_AFTER_DAYS:
        return []
    return [
        replace(
            item, bearing=replace(item.bearing, what="hold"), targets=frozenset(), first=known,
            last=known, weight=item.weight * rates.STILL_SO,
            says=f"{item.says}, and nothing later told",
        )
    ]  # fmt: skip


def _to_parts(
    raw: Sequence[Item], parts: Mapping[str, Sequence[tuple[str, bool]]], news: Mapping[str, int]
) -> list[Item]:
    """News of an entire town, for its parts. That it is held says nothing new of a part that had
    news of its own; that it was taken or left does."""
    out = []
    for item in raw:
        if not item.bearing.whole or item.what not in _TO_PARTS:
            continue
        for part, is_site in parts.get(item.place, ()):
            if item.what == "hold" and news.get(part, item.known + 1) <= item.known:
                continue
            factor = rates.TOWN_TO_SITE if is_site else rates.TOWN_TO_QUARTER
            out.append(
                replace(
                    item, bearing=Bearing(part, item.what), weight=item.weight * factor,
                    says=f"its town {item.says}",
                )
            )  # fmt: skip
    return out


def _weigh(item: Item, issuer: str | None) -> float:
    """Confidence x status x what the event is worth, and whose word it is."""
    if item.bearing.about == "siege":
        boast = issuer in item.actors and item.what in ("capture", "relieve")
        return item.weight * rates.SIEGE[item.what][2] * (rates.OWN_GAINS if boast else 1)
    weight = item.weight * rates.SAYS[item.what].weight
    if issuer is None:
        return weight
    lost = item.actors if item.what in ("withdraw", "defect") else item.targets
    if issuer in lost and (item.what in ("withdraw", "defect") or item.what in _LOSSES):
        return 1 - (1 - weight) * rates.OWN_LOSSES_DOUBT if weight > 0 else 0.0
    own_gain = issuer in item.actors and item.what in _GAINS
    enemy_gone = item.what in ("withdraw", "defect", "not held") and issuer not in item.actors
    return weight * rates.OWN_GAINS if own_gain or enemy_gone else weight
