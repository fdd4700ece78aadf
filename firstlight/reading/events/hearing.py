"""A first hearing of a report: its grammar and names, and from them what it is about, and whose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from firstlight.reading.lexicon import lexicon
from firstlight.reading.names.coreference import Memory
from firstlight.reading.names.identities import adversary, issuer
from firstlight.reading.names.mentions import ActorMention, Named
from firstlight.reading.names.namer import Namer
from firstlight.reading.names.seen import with_sight
from firstlight.reading.syntax.clauses import Parsed, parse
from firstlight.reading.text.document import Document, Sentence

if TYPE_CHECKING:
    from firstlight.reading.model.sight import Sight

Heard = tuple[Sentence, Parsed, Named]

_LETTERHEAD = 4
"""Sentences from the top among which a statement names its issuer."""


def heard(
    document: Document, namer: Namer, sight: Sight | None = None
) -> tuple[list[Heard], Memory]:
    """Each sentence parsed, with its names, and a memory that knows topic, issuer and enemy."""
    memory = Memory()
    out: list[Heard] = []
    actors: list[ActorMention] = []
    countries: set[str] = set()
    lex = lexicon()
    for number, sentence in enumerate(document.sentences):
        parsed = parse(sentence.tokens)
        named = namer.find(parsed.words)
        if sight is not None:
            named = with_sight(named, parsed.words, sight, number, namer)
        out.append((sentence, parsed, named))
        actors.extend(named.actors)
        for word in parsed.words:
            if word.tag == "E" and word.lower in lex.adjectives:
                countries.add(lex.adjectives[word.lower])
        for place in named.places:
            if place.name.lower() in lex.countries:
                countries.add(lex.countries[place.name.lower()])
    out = _supported(out)
    for sentence, parsed, named in out:
        memory.topics.add(
            parsed,
            named,
            speakers(parsed),
            heading=sentence.kind == "heading",
            opens=sentence is out[0][0],
        )
    memory.topics.settle()
    topic = memory.topics.topic
    if topic is not None:
        known = namer.known(topic.name)
        countries.update(one.country for one in known[:1])
    memory.countries = frozenset(countries)
    heads = [
        sentence.text for sentence in document.sentences[:_LETTERHEAD] if sentence.kind == "heading"
    ]
    memory.issuer = issuer(heads, actors, document.text)
    memory.adversary = adversary(actors, memory.issuer)
    return out, memory


def _supported(sentences: list[Heard]) -> list[Heard]:
    """The sentences without "places" that are only a capital at a sentence's start.

    A lone capitalised first word is a place where a gazetteer knows it as a town of some size, or
    where the report names it again with words that say so.
    """
    sure = {one.name.lower() for _, _, named in sentences for one in named.places if one.sure}
    out: list[Heard] = []
    for sentence, parsed, named in sentences:
        kept = tuple(
            one
            for one in named.places
            if one.sure
            or one.name.lower() in sure
            or one.last > one.first
            or (one.first > 0 and parsed.words[one.first - 1].tag not in '":-.(')
        )
        if len(kept) < len(named.places):
            dropped = {
                index
                for one in named.places
                if one not in kept
                for index in range(one.first, one.last + 1)
            }
            named = Named(kept, named.actors, named.other | dropped)
        out.append((sentence, parsed, named))
    return out


def speakers(parsed: Parsed) -> set[int]:
    """The words that are subjects of verbs of saying."""
    kinds = lexicon().verb_kinds
    return {
        phrase.head
        for clause in parsed.clauses
        if "report" in kinds.get(clause.lemma, frozenset()) and not clause.passive
        for phrase in clause.subject
    }
