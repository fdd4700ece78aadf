"""The names of a sentence, after the model has looked: places it sees, and what it sees is none.

The gazetteer and the grammar find names by how they are listed and where they stand; the model
knows a village that no gazetteer lists, and that a capitalised word is a person or a force.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import TYPE_CHECKING

from firstlight.reading.lexicon import lexicon
from firstlight.reading.names.containment import within_larger
from firstlight.reading.names.mentions import DIRECTIONS, NEAR_WORDS, Named, PlaceMention, written
from firstlight.reading.names.namer import Namer
from firstlight.reading.syntax.verb_tags import Word
from firstlight.records import Place, Precision

if TYPE_CHECKING:
    from firstlight.reading.model.sight import Seen, Sight

PLACES = frozenset(
    {
        "country", "area", "town", "quarter", "road", "crossing", "bridge", "dam", "airbase",
        "base", "port", "camp", "site", "water", "land",
    }
)  # fmt: skip
NO_PLACES = frozenset({"person", "org", "armed", "people", "date", "quantity"})
SURE = 0.5
"""Probability from which an unlisted name is a place because the model says so."""
SURE_OTHER = 0.6
"""Probability from which the model's "a person", "a force" goes before the gazetteer."""
SURE_OTHER_NAME = 0.8
"""From this a longer name ("Alue Ie Puteh") goes before a listed part of it ("Alue Ie")."""
SURE_NOTHING = 0.8
"""Probability of no name at all from which a name that no gazetteer lists is none."""
_ARTICLES = frozenset({"the", "a", "an", "of"})


def with_sight(
    named: Named, sentence: Sequence[Word], sight: Sight, number: int, namer: Namer
) -> Named:
    """The names of the `number`th sentence: the places the model adds, without those it denies."""
    base, end = sight.base[number], sight.base[number + 1]
    if base == end:
        return named
    entities = sight.entities()
    low = bisect.bisect_left(entities, base, key=lambda one: one.first)
    here = [one for one in entities[low : low + end - base] if one.first < end]
    kept = [place for place in named.places if not _denied(place, sentence, here, base, sight)]
    added = []
    for one in here:
        if one.kind not in PLACES or one.probability < SURE:
            continue
        first, last = one.first - base, one.end - 1 - base
        while first < last and sentence[first].lower in _ARTICLES:
            first += 1
        if any(place.first <= last and first <= place.last for place in kept):
            continue
        if any(actor.first <= last and first <= actor.last for actor in named.actors):
            continue
        if not any(_names(word) for word in sentence[first : last + 1]):
            continue
        added.append(_mention(sentence, first, last, one, namer))
    if not added and len(kept) == len(named.places):
        return named
    places = sorted([*kept, *added], key=lambda place: place.first)
    return Named(tuple(within_larger(sentence, places)), named.actors, named.other)


def _names(word: Word) -> bool:
    """Whether a word is a name's: a capital, and no adjective of a country ("Iraqi city")."""
    return word.token.text[:1].isupper() and word.lower not in lexicon().adjectives


def _denied(
    place: PlaceMention, sentence: Sequence[Word], here: Sequence[Seen], base: int, sight: Sight
) -> bool:
    """Whether the model sees something else there: a person, a force, a longer name, or no name."""
    first, last = place.first + base, place.last + base
    over = [one for one in here if one.first <= last and first < one.end]
    for one in over:
        inside = one.first <= first and last < one.end
        if one.kind in NO_PLACES and inside and one.probability >= SURE_OTHER:
            return True
        longer = inside and one.end - one.first > place.last - place.first + 1
        settled = place.settled and one.probability < SURE_OTHER_NAME
        if one.kind in PLACES and longer and one.probability >= SURE and not settled:
            beside = [at for at in (first - 1, last + 1) if one.first <= at < one.end]
            if any(sentence[at - base].token.text[:1].isupper() for at in beside):
                return True
    if over or place.listed:
        return False
    nothing = sight.probabilities("entity")[first : last + 1, 0]
    return bool(nothing.min() >= SURE_NOTHING)


def _mention(
    sentence: Sequence[Word], first: int, last: int, one: Seen, namer: Namer
) -> PlaceMention:
    name = written(sentence, first, last)
    known = bool(namer.known(name))
    area = one.kind in ("country", "area")
    precision: Precision = "area" if area else "exact"
    if not known and one.kind == "quarter":
        precision = "within"
    before = [word.lower for word in sentence[max(0, first - 3) : first]]
    if before and (before[-1] in NEAR_WORDS or (before[-1] == "of" and set(before) & DIRECTIONS)):
        precision = "near"
    return PlaceMention(
        sentence[first].token.start,
        sentence[last].token.end,
        Place(name=name, precision=precision),
        first,
        last,
        known,
        True,
        area,
        one.kind == "town",
    )
