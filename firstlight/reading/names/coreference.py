"""What "the city", "there", "the militants", "it" and "they" stand for: the last one named.

Read in the order of the text. Only a name already met in the report is an antecedent; where there
is none the answer is None or an empty list, never a guess from the place.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from firstlight.reading.lexicon import lexicon
from firstlight.reading.names.mentions import (
    AREA_WORDS,
    PART_WORDS,
    SETTLEMENT_WORDS,
    SITE_WORDS,
    ActorMention,
    Named,
    PlaceMention,
)
from firstlight.reading.names.topics import PASSING, TOLD, Topics
from firstlight.reading.syntax.tag_words import words
from firstlight.reading.syntax.verb_tags import Word
from firstlight.records import Party, Place, SiteKind

IRREGULAR = words(
    "group militants militant insurgents jihadists jihadis extremists terrorists fighters rebels "
    "rebel movement organisation organization militia militiamen guerrillas gunmen faction "
    "islamists separatists paramilitaries cartel gang"
)
"""Heads that stand for a force that is no state's."""
REGULAR = words("army troops soldiers military forces force junta coalition alliance marines")
STATE_WORDS = words(
    "army military troops soldiers government police navy forces guard marines coalition defence "
    "defense armed security"
)
KINDS = {
    "city": words("city town capital municipality place"),
    "village": words("village hamlet settlement"),
    "quarter": PART_WORDS,
    "area": AREA_WORDS,
}


_ANY_KIND = words("enclave territory stronghold peninsula pocket")


_TRUCES = words("truce ceasefire cease-fire armistice pause")
_JUST_NAMED = 90
"""Characters within which "there" is the place that the sentence has just named."""


@dataclass
class Memory:
    """What has been named so far in one report."""

    topics: Topics = field(default_factory=Topics)
    issuer: Party | None = None
    """Whose statement the report is ("our forces")."""
    adversary: Party | None = None
    """Whom a report calls the enemy."""
    countries: frozenset[str] = frozenset()
    """ISO codes of the countries that the report names."""
    places: list[PlaceMention] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    """Name in lower case to the kind word it was met with ("the town of Bwera": "town")."""
    actors: list[ActorMention] = field(default_factory=list)
    subject: list[Party] = field(default_factory=list)
    people: Party | None = None
    thing: tuple[SiteKind | None, Place | None] | None = None
    """The site last told of, and where ("None had been opened")."""
    event_place: Place | None = None
    earlier: Place | None = None
    """The town last named in earlier sentences of the paragraph."""
    paragraph: int = -1
    until: int | None = None
    """Offset of the words in question: a place named after them is no antecedent."""
    heard: int = 0
    event_sentence: int = -1
    event_paragraph: int = -1

    _truce: bool = False
    truce: bool = False
    """The sentence before spoke of a truce ("The parties have not agreed to it")."""

    def begin(self, paragraph: int) -> None:
        """A sentence of this paragraph is to be read."""
        if paragraph != self.paragraph:
            self.paragraph, self.heard = paragraph, len(self.places)
        town = self._town(self.places[self.heard :])
        self.earlier = town.place if town is not None else None

    def hear(self, sentence: list[Word], named: Named, speakers: Container[int] = ()) -> None:
        """Take in what a sentence names; speakers: capitals that only speak ("Kyiv said")."""
        self.truce = self._truce
        self._truce = any(word.lower in _TRUCES for word in sentence)
        for one in named.places:
            if not one.sure or one.last in speakers:
                continue
            self.places.append(one)
            near = (
                sentence[max(0, one.first - 4) : one.first] + sentence[one.last + 1 : one.last + 4]
            )
            for word in near:
                if word.lower in SETTLEMENT_WORDS | PART_WORDS | AREA_WORDS:
                    self.kinds.setdefault(one.name.lower(), word.lower)
        self.actors.extend(named.actors)
        if len(self.places) > 2000:
            self.heard = max(0, self.heard - (len(self.places) - 200))
            del self.places[:-200]
        del self.actors[:-200]

    def is_force(self, party: Party) -> bool:
        """Whether this party has been met as a force rather than as people."""
        name = party.name.lower()
        if name in lexicon().countries or any(one.party == party for one in self.actors[-60:]):
            return True
        return any("force" in lexicon().classes(word) for word in name.split())

    def place(self, head: str) -> Place | None:
        """The place that "the <head>", "it" or "there" stands for."""
        nearest = self._there() if head == "there" else None
        if nearest is not None:
            return nearest
        if head in ("it", "there", "here", "place") or head in KINDS["city"]:
            town = self._town(self._before())
            kind = self.kinds.get(town.name.lower(), "") if town is not None else ""
            if town is not None and kind not in KINDS["village"]:
                return self._as_antecedent(town)
        latest = self.places[-1].start if self.places else 0
        for one in reversed(self.places):
            if self.until is not None and one.start >= self.until and latest >= self.until:
                continue
            if head in _ANY_KIND:
                if one.name.lower() not in lexicon().countries:
                    return self._as_antecedent(one)
                continue
            kind = self.kinds.get(one.name.lower(), "")
            last = one.name.split()[-1].lower()
            area = one.area
            if head in ("it", "there", "here", "place", "area"):
                if (not area or head == "there") and (
                    one.settled or kind or one.place.precision != "exact"
                ):
                    return self._as_antecedent(one)
                continue
            if head in KINDS["area"]:
                if area and (kind == head or last == head or not kind):
                    return self._as_antecedent(one)
                continue
            if head in PART_WORDS:
                if kind == head or one.place.precision == "within":
                    return self._as_antecedent(one)
                continue
            if head in SITE_WORDS and head not in SETTLEMENT_WORDS:
                if last == head or last.rstrip("s") == head:
                    return self._as_antecedent(one)
                continue
            if area or last in SITE_WORDS or one.place.precision == "within":
                continue
            if not (one.settled or kind):
                continue
            if head in KINDS["city"] and kind not in KINDS["village"]:
                return self._as_antecedent(one)
            if head in KINDS["village"] and (kind in KINDS["village"] or not kind):
                return self._as_antecedent(one)
        topic = self.topics.topic
        if topic is not None and not topic.settled and (head == "it" or head in KINDS["city"]):
            return self._as_antecedent(topic)
        return None

    def _there(self) -> Place | None:
        """The quarter just named, not the town it lies in ("remain in X and are trapped there")."""
        one = next(iter(reversed(self._before())), None)
        if one is None or self.until is None or not 0 <= self.until - one.end <= _JUST_NAMED:
            return None
        passing = self.topics.firmness.get(one.start, TOLD) == PASSING
        if one.area or passing or one.place.precision != "exact":
            return None
        town = self.place("city")
        if town is None or town.name == one.name or one.listed:
            return one.place
        return Place(name=one.name, within=one.place.within or town.name, precision="within")

    def _before(self) -> list[PlaceMention]:
        """The places named before the words in question; all, where none was."""
        if self.until is None:
            return self.places
        return [one for one in self.places if one.start < (self.until or 0)] or self.places

    def _town(self, named: list[PlaceMention]) -> PlaceMention | None:
        """The town spoken of: the last that was told of, unless the report's topic outweighs it."""
        firmness = self.topics.firmness
        passed: PlaceMention | None = None
        for one in reversed(named):
            if not one.settled:
                continue
            firm = firmness.get(one.start, TOLD)
            if firm == PASSING:
                passed = passed or one
                continue
            return self.topics.topic if self.topics.beats(one.place, firm) else one
        topic = self.topics.topic
        if passed is None or topic is None:
            return passed
        if self.until is not None and passed.start < self.until <= topic.start and passed.first:
            return passed  # what is not yet named is not "the city"
        return topic if self.topics.count(topic.name) > self.topics.count(passed.name) else passed

    def outweighed(self, place: Place, start: int) -> Place | None:
        """The report's topic, where it rather than this place is what the text goes on about."""
        firms = [
            self.topics.firmness.get(one.start, TOLD)
            for one in self.places[self.heard :]
            if one.name == place.name and one.start < start
        ]
        if not firms or not self.topics.beats(place, max(firms)):
            return None
        town = self._town(self.places[self.heard :]) or self.topics.topic
        return self._as_antecedent(town) if town is not None else None

    def _as_antecedent(self, one: PlaceMention) -> Place:
        if one.place.precision == "near":
            return Place(name=one.place.name, within=one.place.within, precision="exact")
        return one.place

    def force(self, head: str) -> Party | None:
        """The force that "the <head>" stands for, of the same kind."""
        for one in reversed(self.actors):
            name = set(one.name.lower().split())
            state = bool(name & STATE_WORDS)
            if head in IRREGULAR and not state:
                return one.party
            if head in REGULAR and state:
                return one.party
        return None
