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
from firstlight.reading.names.party_names import PLAIN_ADJECTIVES, Naming
from firstlight.reading.syntax.tag_words import words
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
class Reading(Naming):
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
        if lowers in (["none"], ["neither"]) and self.memory.thing is not None:
            out.site, out.place = self.memory.thing
            out.inferred = out.place is not None
            out.classes = frozenset({"site", "road" if out.site == "road" else "place"})
            return out
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
                if not self._specified(phrase, head.lower):
                    out.place = self._described(lowers, head.lower)
                out.inferred = out.place is not None
        if out.place is None and classes & {"people"} and _of_the_city(lowers):
            out.place, out.inferred = self.memory.place("city"), True
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

    def _specified(self, phrase: Phrase, head: str) -> bool:
        """Whether words after it say which ("the quarter around the X roundabout")."""
        if head not in PART_WORDS:
            return False
        found = self.parsed.phrases
        at = next((i for i, one in enumerate(found) if one is phrase), len(found))
        if at + 2 >= len(found) or found[at + 1].kind != "P":
            return False
        which = found[at + 1].lower in ("around", "near", "behind", "beside", "along")
        return which and self.named.place_in(found[at + 2].start, found[at + 2].end) is not None

    def _described(self, lowers: list[str], head: str) -> Place | None:
        """The antecedent of "the city", "this camp"; None for "a village", "70 villages"."""
        if not lowers or lowers[0] not in ("the", "this", "that", "its", "their", "both"):
            return None
        if len(lowers) > 1 and lowers[-2] == "'s":
            return None
        bare = [word for word in lowers[1:] if word not in _QUALIFIES]
        if "of" in bare[:-1] and bare[-1] == head and head in SETTLEMENT_WORDS | {"capital"}:
            return self.memory.place(head)  # "the rest of the city"
        if "of" in bare and head in OUTSKIRTS | PART_WORDS | _PARTS:
            place = self.memory.place(bare[-1])
            if place is not None and head in OUTSKIRTS:
                return replace(place, precision="near")
            return place
        if head in OUTSKIRTS:
            place = self.memory.place("city")
            return replace(place, precision="near") if place else None
        if head in ("centre", "center", "downtown"):
            return self.memory.place("city")
        if (
            len(bare) == 1 or (len(bare) == 2 and bare[-1] == head)
        ) and head in SETTLEMENT_WORDS | PART_WORDS | AREA_WORDS | _DEFINITE:
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
        spoken = self._spoken_of(phrase, lowers, modifiers)
        if spoken is not None:
            return (spoken,)
        if not modifiers and (definite or head.lower in IRREGULAR | REGULAR):
            if head.lower in IRREGULAR or (definite and head.lower in ("forces", "force")):
                found = self.memory.force(head.lower)
                if found is not None and definite:
                    return (found,)
            if head.lower in ("group", "groups", "side", "sides", "party", "movement", "alliance"):
                return self._made_of(phrase)
        name = self._force_name(phrase) + (
            self._allegiance(phrase) or self._origin(phrase, modifiers)
        )
        return (self.namer.party(name),)

    def _made_of(self, phrase: Phrase) -> tuple[Party, ...]:
        """ "An alliance of Islamist fighters" is named by whom it is made of."""
        whose = self._allegiance(phrase)
        return (self.namer.party(self._force_name(phrase) + whose),) if whose else ()

    def _spoken_of(self, phrase: Phrase, lowers: list[str], modifiers: list[str]) -> Party | None:
        """ "Our forces", bare "units" in a statement: the issuer's; "the enemy": whom it names."""
        head = self.parsed.words[phrase.head].lower
        if lowers[0] in ("its", "their") and self.memory.subject:
            memory = self.memory
            return self.namer.identities.owned(
                self._force_name(phrase), memory.subject[0], memory.actors, memory.countries
            )
        if head == "enemy":
            return self.memory.adversary
        issuer = self.memory.issuer
        if issuer is None:
            return None
        if lowers[0] == "our" or (head in _OWN and not set(modifiers) - _PRAISE):
            branch = [word for word in modifiers if word not in _PRAISE]
            return None if branch or head not in _OWN else issuer
        return None


def _of_the_city(lowers: list[str]) -> bool:
    """ "The city's 80,000 people"."""
    return lowers[0] == "the" and lowers[1:3] in (["city", "'s"], ["town", "'s"])


_QUALIFIES = words(
    "besieged same whole entire key strategic northern southern embattled beleaguered 's eastern "
    "western central contested encircled old"
)
_PARTS = words("centre center part parts rest half north south west east")
_DEFINITE = words(
    "capital enclave stronghold place camp base airport dam port bridge hospital crossing airbase"
)
_OWN = words("forces force units unit troops soldiers fighters men heroes army columns formations")
_PRAISE = words("heroic brave victorious valiant glorious our armed military of")


def _opposing(lowers: list[str]) -> bool:
    return any(word.startswith("anti-") for word in lowers)
