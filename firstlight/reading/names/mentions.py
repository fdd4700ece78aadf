"""Places and forces named in a text, and the words that go with their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firstlight.reading.syntax.tag_words import words
from firstlight.reading.syntax.verb_tags import Word
from firstlight.records import Party, Place

LONGEST_NAME = 7
PEOPLED = 5000
"""People in a place above which its bare name is taken for it, where no other word says so."""
PLACE_PREPOSITIONS = words(
    "in at near from to into towards toward around outside inside between within onto across "
    "through over above beyond off throughout for on reach"
)
NEAR_WORDS = words("near outside around towards toward beyond close approaching")
DIRECTIONS = words(
    "north south east west northeast northwest southeast southwest north-east north-west "
    "south-east south-west northern southern km kilometres kilometers miles mile metres upstream "
    "downstream"
)
OUTSKIRTS = words("outskirts edge edges periphery gates approaches vicinity surroundings")
AREA_WORDS = words(
    "province provinces governorate governorates region county state division prefecture oblast "
    "department territory district woreda zone peninsula valley canton island cercle wilaya "
    "raion subdistrict sub-district countryside mountains republic"
)
PART_WORDS = words(
    "quarter neighbourhood neighborhood suburb ward sector area street square barangay"
)
SETTLEMENT_WORDS = words("city town village township hamlet settlement locality municipality")
SITE_WORDS = words(
    "dam airport airbase airfield base port bridge crossing camp roundabout junction hospital "
    "barracks checkpoint market refinery oilfield university prison plant steelworks hill hills "
    "mountain mount ridge river lake road highway gate mosque church school garrison stadium "
    "intersection citadel castle silos station island farm farms mine field oasis strait"
)
SITE_MODIFIERS = words(
    "air military border refugee oil gas naval power grain train idp displacement army security "
    "central general main international"
)
MONTH_LIKE = words("march may")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in the text. Offsets are the report's; words index the sentence's words."""

    start: int
    end: int
    place: Place
    first: int
    last: int
    listed: bool
    """A gazetteer knows the name."""
    sure: bool
    """The syntax, or the gazetteer beside it, says that a place is meant."""
    area: bool = False
    """A country, a province or the like, however near the words put it."""
    settled: bool = False
    """A town or village by the gazetteer or by the word beside it."""

    @property
    def name(self) -> str:
        return self.place.name


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A force named in the text."""

    start: int
    end: int
    party: Party
    first: int
    last: int

    @property
    def name(self) -> str:
        return self.party.name

    @property
    def id(self) -> str | None:
        return self.party.id


@dataclass(frozen=True, slots=True)
class Named:
    """What is named in one sentence; `other` are word indices of persons and organisations."""

    places: tuple[PlaceMention, ...]
    actors: tuple[ActorMention, ...]
    other: frozenset[int]

    def place_in(self, start: int, end: int) -> PlaceMention | None:
        """The first place among the words start..end, a sure one before others."""
        found = [one for one in self.places if start <= one.first and one.last < end]
        return next((one for one in found if one.sure), found[0] if found else None)

    def actors_in(self, start: int, end: int) -> list[ActorMention]:
        return [one for one in self.actors if start <= one.first and one.last < end]


def written(sentence: Sequence[Word], first: int, last: int) -> str:
    """The words as written, one space between words that white space parts."""
    parts = [sentence[first].token.text]
    for index in range(first + 1, last + 1):
        if sentence[index].token.start > sentence[index - 1].token.end:
            parts.append(" ")
        parts.append(" ".join(sentence[index].token.text.split()))
    return "".join(parts)
