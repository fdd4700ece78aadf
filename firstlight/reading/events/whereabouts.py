"""Where an event is that names no place, and who its parties are there."""

from __future__ import annotations

from dataclasses import replace

from firstlight.reading.events.roles import Reading
from firstlight.reading.names.coreference import Memory
from firstlight.reading.text.document import Sentence
from firstlight.records import Party, Place

ADRIFT = 3
"""Sentences after which a place told of before is no longer where a placeless clause happens."""


def identified(
    reading: Reading, parties: tuple[Party, ...], place: Place | None
) -> tuple[Party, ...]:
    """The parties with their ids, where they fight in the country of the place."""
    memory, namer = reading.memory, reading.namer
    countries: set[str] = set()
    for name in (place.name, place.within) if place is not None else ():
        if name is not None:
            countries.update(one.country for one in namer.known(name)[:1])
    known = countries & memory.countries or memory.countries or countries
    return tuple(dict.fromkeys(namer.identities.of(one, memory.actors, known) for one in parties))


def carried(
    memory: Memory, label: Place | None, number: int, sentence: Sentence, vague: bool = False
) -> tuple[Place | None, float]:
    """The place of a clause that names none, and how much less sure that makes it."""
    if label is not None and (label.precision != "area" or memory.earlier is None):
        return label, 0.1
    place = memory.event_place
    recent = number - memory.event_sentence <= ADRIFT
    if place is not None and recent and memory.event_paragraph >= sentence.paragraph - 1:
        topic = memory.outweighed(place, sentence.start)
        if topic is not None:
            return topic, 0.3
        if place.precision == "within" and place.within is not None:
            return Place(name=place.within, precision="exact"), 0.3
        if place.precision == "area":
            return memory.place("city") or place, 0.3
        if place.precision == "near":
            return replace(place, precision="exact"), 0.3
        return place, 0.3
    fallback = memory.earlier or label
    if fallback is None and memory.topics.told() and not vague:
        fallback = memory.place("city")
    return fallback, 0.35


def origin_of(
    memory: Memory, destination: Place | None, number: int, sentence: Sentence
) -> Place | None:
    """Where people fled from when only the destination is named: the town last told of."""
    place = memory.event_place
    if place is None or number - memory.event_sentence > ADRIFT:
        return None
    if memory.event_paragraph != sentence.paragraph:
        return None
    settled = any(one.settled and one.name == place.name for one in memory.places[-200:])
    if not settled or place.precision == "within":
        town = memory.place("city")
        place = town or place
    return None if destination is not None and place.name == destination.name else place
