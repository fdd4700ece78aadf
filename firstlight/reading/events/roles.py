"""What a noun phrase stands for in an event: a place, a site, people, a force, or something else.

`Reading` is one sentence read in the light of the report so far: its clauses, its names and the
memory of what pronouns and descriptions mean.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from firstlight.reading.lexicon import lexicon
from firstlight.reading.names.coreference import IRREGULAR, REGULAR
from firstlight.reading.names.mentions import (
    AREA_WORDS,
    OUTSKIRTS,
    PART_WORDS,
    SETTLEMENT_WORDS,
)
from firstlight.reading.names.noun_classes import PLAIN_ADJECTIVES, Heads
from firstlight.reading.syntax.verb_groups import Phrase
from firstlight.records import Party, Place, SiteKind


@dataclass(slots=True)
class Filler:
    """A noun phrase with what it stands for."""

    phrase: Phrase
    classes: frozenset[str]
    place: Place | None = None
    """The place it names, or its antecedent."""
    listed: bool = True
    inferred: bool = False
    """The place comes from an antecedent rather than from these words."""
    parties: tuple[Party, ...] = ()
    site: SiteKind | None = None
    count: float | None = None


@dataclass(slots=True)
class Reading(Heads):
    """One sentence under reading."""

    made: dict[int, Filler] = field(default_factory=dict)

    def filler(self, phrase: Phrase) -> Filler:
        found = self.made.get(phrase.start)
        if found is None or found.phrase is not phrase:
            found = self._fill(phrase)
            self.made[phrase.start] = found
        return found

    def fillers(self, found: Iterable[Phrase]) -> list[Filler]:
        return [self.filler(phrase) for phrase in found]

    def _fill(self, phrase: Phrase) -> Filler:
        lowers = self.words(phrase)
        head = self.parsed.words[phrase.head]
        classes = set(self._classes(phrase, lowers))
        out = Filler(phrase, frozenset())
        mention = self._mention(phrase)
        self.memory.until = self.parsed.words[phrase.start].token.start
        if (
            mention is not None
            and mention.area
            and mention.first > phrase.head
            and (head.lower in SETTLEMENT_WORDS | {"capital"})
        ):
            # "the second city of Iraq" is a city, and which one was said before
            known = self.memory.place("city")
            out.place, out.inferred, mention = known, known is not None, None
        actors = self.named.actors_in(phrase.start, phrase.end)
        if head.tag == "A":
            return self._pronoun(phrase, head.lower, out)
        if head.tag == "E":
            if any(one.first <= phrase.head <= one.last for one in actors):
                classes.add("force")
                mention = None if not mention or mention.last < phrase.head else mention
            elif mention is not None and mention.first <= phrase.head <= mention.last:
                classes |= {"place"}
                if mention.name.lower() in lexicon().countries:
                    classes |= {"state"}
            elif phrase.head in self.named.other:
                classes |= {"other"}
            elif lexicon().adjectives.get(head.lower.removesuffix("s")):
                classes |= {"force", "people"}
        out.site = self._site(phrase, lowers)
        if out.site is not None and not classes & {"force", "people", "aid"}:
            classes |= {"site"} if out.site not in ("road", "crossing", "coast") else set()
        if mention is not None and classes & {
            "place",
            "site",
            "siteport",
            "outskirts",
            "road",
            "crossing",
            "coast",
            "corridor",
            "front",
            "house",
        }:
            out.place, out.listed = mention.place, mention.listed or mention.sure
            out.place = self._shaped(phrase, lowers, out.place)
        elif mention is not None:
            out.place, out.listed = mention.place, mention.listed or mention.sure
        elif out.place is None and (classes & {"place", "outskirts", "siteport"} or out.site):
            before = self.apposed(phrase) if classes & {"place", "outskirts"} else None
            named = self.named.place_in(before.start, before.end) if before is not None else None
            if (
                named is not None
                and named.sure
                and before is not None
                and named.last >= before.head
            ):
                out.place = named.place
            else:
                out.place = self._described(lowers, head.lower)
                out.inferred = out.place is not None
        out.count = self._count(phrase, lowers)
        if classes & {"force"}:
            out.parties = self._forces(phrase, lowers, actors)
        elif classes & {"people"}:
            out.parties = (Party(self._people(phrase)),)
            self.memory.people = out.parties[0]
        elif "state" in classes and mention is not None:
            out.parties = (self.namer.party(mention.name),)
        elif actors and not classes & {"place", "site", "road"}:
            out.parties = tuple(one.party for one in actors)
        out.classes = frozenset(classes)
        return out

    def _shaped(self, phrase: Phrase, lowers: list[str], place: Place) -> Place:
        """The named place with the precision that the whole phrase gives it."""
        head = self.parsed.words[phrase.head].lower
        named = place.name.lower()
        if head in OUTSKIRTS and head not in named:
            return replace(place, precision="near")
        if head in ("road", "roads", "highway", "route", "routes", "street") and head not in named:
            return replace(place, precision="near")
        return place

    def _described(self, lowers: list[str], head: str) -> Place | None:
        """The antecedent of "the city", "this camp"; None for "a village", "70 villages"."""
        if not lowers or lowers[0] not in ("the", "this", "that", "its", "their", "both"):
            return None
        if len(lowers) > 1 and lowers[-2] == "'s":
            return None
        bare = [
            word
            for word in lowers[1:]
            if word
            not in (
                "besieged",
                "same",
                "whole",
                "entire",
                "key",
                "strategic",
                "northern",
                "southern",
                "embattled",
                "beleaguered",
                "'s",
                "eastern",
                "western",
                "central",
                "contested",
                "encircled",
                "old",
            )
        ]
        if "of" in bare and head in OUTSKIRTS | PART_WORDS | {
            "centre",
            "center",
            "part",
            "parts",
            "rest",
            "half",
            "north",
            "south",
            "west",
            "east",
        }:
            place = self.memory.place(bare[-1])
            if place is not None and head in OUTSKIRTS:
                return replace(place, precision="near")
            return place
        if head in OUTSKIRTS:
            place = self.memory.place("city")
            return replace(place, precision="near") if place else None
        if head in ("centre", "center", "downtown"):
            return self.memory.place("city")
        if (len(bare) == 1 or (len(bare) == 2 and bare[-1] == head)) and (
            head in SETTLEMENT_WORDS | PART_WORDS | AREA_WORDS
            or head
            in (
                "capital",
                "enclave",
                "stronghold",
                "place",
                "camp",
                "base",
                "airport",
                "dam",
                "port",
                "bridge",
                "hospital",
                "crossing",
                "airbase",
            )
        ):
            if len(bare) == 2 and head not in ("camp", "base", "airport", "port"):
                return None
            return self.memory.place(head)
        return None

    def _pronoun(self, phrase: Phrase, lower: str, out: Filler) -> Filler:
        if lower in ("they", "them", "themselves", "themself", "himself", "herself"):
            out.classes = frozenset({"people", "force", "pronoun"})
            if lower in ("themselves", "himself", "herself"):
                out.classes = frozenset({"self"})
            out.parties = tuple(self.memory.subject)
        elif lower in ("it", "itself"):
            out.classes = frozenset({"place", "force", "pronoun"})
            out.place = self.memory.place("it")
            out.inferred = True
            out.parties = tuple(self.memory.subject)
            if lower == "itself":
                out.classes = frozenset({"self"})
        elif lower == "there":
            out.classes = frozenset({"place", "pronoun"})
            out.place, out.inferred = self.memory.place("there"), True
        elif lower in ("we", "us", "you", "i", "me", "everyone", "everything", "others", "someone"):
            out.classes = frozenset({"people", "pronoun"})
        return out

    def _forces(self, phrase: Phrase, lowers: list[str], actors: list) -> tuple[Party, ...]:  # type: ignore[type-arg]
        if actors:
            before_head = [one for one in actors if one.first <= phrase.head]
            opposing = _opposing(lowers)
            if before_head and not opposing:
                return tuple(dict.fromkeys(one.party for one in before_head))
        head = self.parsed.words[phrase.head]
        modifiers = [w for w in lowers[: phrase.head - phrase.start] if w not in PLAIN_ADJECTIVES]
        definite = lowers[0] in ("the", "these", "those", "its", "their")
        if not modifiers and (definite or head.lower in IRREGULAR | REGULAR):
            if head.lower in IRREGULAR or (definite and head.lower in ("forces", "force")):
                found = self.memory.force(head.lower)
                if found is not None and definite:
                    return (found,)
            if head.lower in ("group", "groups", "side", "sides", "party", "movement", "alliance"):
                return ()
        return (self.namer.party(self._force_name(phrase) + self._origin(phrase, modifiers)),)


def _opposing(lowers: list[str]) -> bool:
    return any(word.startswith("anti-") for word in lowers)
