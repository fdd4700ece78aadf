"""A fact in a few plain words, for lists where its sentence stands beside it."""

from __future__ import annotations

from collections.abc import Sequence

from firstlight.brief.plain import listing, stated
from firstlight.records import Event, Fact, Party, Place

EVENTS = {
    "capture": "Capture of",
    "hold": "Control of",
    "enter": "Entry into",
    "advance": "Advance on",
    "offensive": "Offensive on",
    "encircle": "Encirclement of",
    "relieve": "Relief of",
    "withdraw": "Withdrawal from",
    "clash": "Clash at",
    "airstrike": "Air strike at",
    "shelling": "Shelling at",
    "explosion": "Explosion at",
    "attack": "Attack at",
    "abuse": "Abuse at",
    "abduct": "Abduction at",
    "flee": "Flight from",
    "return": "Return to",
    "trap": "People trapped in",
    "deprive": "People deprived in",
    "aid": "Aid to",
    "ceasefire": "Ceasefire at",
    "defect": "Surrender or desertion at",
}
TARGETS = {
    "capture": "from",
    "withdraw": "pressed by",
    "clash": "with",
    "flee": "",
    "return": "",
    "trap": "",
    "aid": "for",
    "ceasefire": "with",
    "defect": "from",
}
OF_PEOPLE = {"flee", "return", "trap"}

MEASURES = {
    "trapped": "trapped in",
    "fled": "fled from",
    "displaced": "displaced,",
    "returned": "returned to",
    "in_need": "in need in",
    "killed": "killed at",
    "injured": "injured at",
    "abducted": "abducted at",
    "population": "living in",
    "fighters": "fighters at",
    "places_taken": "taken around",
}

STATUSES = {
    "actual": "told as having happened",
    "ongoing": "under way",
    "planned": "planned",
    "possible": "not confirmed",
    "denied": "denied",
}


def claim(fact: Fact) -> str:
    """The claim as a noun phrase, such as "Capture of the port, Sirte, by X from Y"."""
    return _event(fact) if isinstance(fact, Event) else _estimate(fact)


def where(place: Place | None) -> str:
    """The place as written, with what it lies in where that helps."""
    if place is None:
        return "a place not named"
    if place.within and place.within != place.name:
        return f"{place.name} ({place.within})"
    return place.name


def names(parties: Sequence[Party]) -> str:
    return listing(list(dict.fromkeys(party.name for party in parties)))


def _event(event: Event) -> str:
    site = where(event.place)
    if event.object and event.object not in ("city", "village", "neighbourhood"):
        site = f"the {'air base' if event.object == 'airbase' else event.object}, {site}"
    elif event.object and event.count:
        site = f"{event.count:,.0f} {event.object}s, {site}"
    words = f"{EVENTS[event.type]} {site}"
    by, whom = names(event.actors), names(event.targets)
    if event.type in OF_PEOPLE:
        who = listing([by, whom]) if by != whom else by
        return f"{words}: {who}" if who else words
    if by:
        words += f", by {by}"
    if whom:
        words += f", {TARGETS.get(event.type, 'against')} {whom}"
    return words


def _estimate(fact: Fact) -> str:
    assert fact.kind == "estimate"
    whom = fact.group if fact.group and fact.unit == "people" else fact.unit
    if fact.measure == "fighters":
        whom = ""
    words = f"{stated(fact)} {whom} {MEASURES[fact.measure]}".replace("  ", " ")
    return f"{words} {where(fact.place)}" if fact.place else words.rstrip(",")
