"""A report's events: drafts from verbs and nouns, given a place, days, a status and their dead.

Confidence is a rule's, not a model's: 0.8 for a verb with its roles and a named place, 0.7 for a
noun; less where the place is an antecedent or carried over from the sentence before, where no
actor is named though the type has one, and where the status is not plainly "actual".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from firstlight.reading.dates.mentions import DateMention
from firstlight.reading.estimates.assemble import fatalities_in
from firstlight.reading.events.days import days
from firstlight.reading.events.drafts import Draft
from firstlight.reading.events.merging import merged
from firstlight.reading.events.nominal import nominal
from firstlight.reading.events.roles import Reading
from firstlight.reading.events.verbal import verbal
from firstlight.reading.lexicon import lexicon
from firstlight.reading.names.coreference import Memory
from firstlight.reading.names.mentions import (
    AREA_WORDS,
    SETTLEMENT_WORDS,
    SITE_WORDS,
    ActorMention,
    PlaceMention,
)
from firstlight.reading.names.namer import Namer
from firstlight.reading.status import clause_status
from firstlight.reading.syntax.clauses import Parsed, parse
from firstlight.reading.text.document import Document, Sentence
from firstlight.records import Event, Place

DEADLY = frozenset(
    {
        "clash",
        "airstrike",
        "shelling",
        "explosion",
        "attack",
        "abuse",
        "capture",
        "offensive",
        "enter",
        "deprive",
    }
)


DEPENDS_ON_ACTOR = frozenset(
    {"capture", "hold", "enter", "advance", "withdraw", "airstrike", "abduct", "abuse"}
)


ADRIFT = 3
"""Sentences after which a place told of before is no longer where a placeless clause happens."""


@dataclass(frozen=True, slots=True)
class Read:
    """What one report says: its events, and all the names met on the way."""

    events: tuple[Event, ...]
    places: tuple[PlaceMention, ...]
    actors: tuple[ActorMention, ...]


def events(document: Document, known: Sequence[DateMention], namer: Namer) -> Read:
    """The events of a report in the order of their spans. known: `dates(document)`."""
    memory = Memory()
    label: Place | None = None
    label_paragraph = -1
    opened: Place | None = None
    opened_in = -1
    found: list[Event] = []
    places: list[PlaceMention] = []
    actors: list[ActorMention] = []
    for number, sentence in enumerate(document.sentences):
        tokens = sentence.tokens
        if not tokens:
            continue
        parsed = parse(tokens)
        named = namer.find(parsed.words)
        places.extend(named.places)
        actors.extend(named.actors)
        memory.begin(sentence.paragraph)
        memory.hear(parsed.words, named, _speakers(parsed))
        if _NOT_VERIFIED.search(sentence.plain.text):
            _doubt(found, document, number)
        if (
            sentence.kind == "heading"
            and len(tokens) <= 6
            and len(named.places) == 1
            and named.places[0].sure
            and (named.places[0].settled or named.places[0].area)
        ):
            label, label_paragraph = named.places[0].place, sentence.paragraph
        elif (
            sentence.kind == "prose"
            and label is not None
            and sentence.paragraph > label_paragraph + 1
        ):
            label = None
        here = opened if sentence.paragraph == opened_in else label
        if len(tokens) > 2 and named.places and named.places[0].first == 0:
            after = named.places[0].last + 1
            while after < len(tokens) and tokens[after].lower in AREA_WORDS | SETTLEMENT_WORDS:
                after += 1
            if after < len(tokens) and tokens[after].text in (":", "–", "—", "-"):
                here = named.places[0].place
                opened, opened_in = here, sentence.paragraph
        if not any(token.lower in _triggers() for token in tokens):
            continue
        reading = Reading(sentence, parsed, named, namer, memory)
        drafts = list(verbal(reading))
        drafts += list(nominal(reading, drafts))
        drafts.sort(key=lambda draft: draft.anchor)
        for draft in drafts:
            event = _event(document, known, reading, draft, here, number)
            if event is not None:
                found.append(event)
                if event.place is not None:
                    memory.event_place = event.place
                    memory.event_sentence = number
                    memory.event_paragraph = sentence.paragraph
    return Read(tuple(merged(found)), tuple(places), tuple(actors))


_NOT_VERIFIED = re.compile(
    r"^(?:his|her|the|its|their|these|this|that|those|none of (?:the|these)|neither)\b.{0,40}?"
    r"\b(?:claims?|reports?|accounts?|figures?|statements?|it|this|that)?\b.{0,30}?"
    r"(?:not|n't|cannot|never) (?:yet )?be(?:en)? (?:\w+ )?(?:verified|confirmed|corroborated)",
    re.IGNORECASE,
)


def _doubt(found: list[Event], document: Document, number: int) -> None:
    """ "His claim could not be verified": what the sentence before says last is only possible."""
    if number == 0:
        return
    before = document.sentences[number - 1]
    begin = before.start + before.text.rfind(";") + 1
    for index, event in enumerate(found):
        if begin <= event.span[0] < before.end and event.status in ("actual", "ongoing"):
            found[index] = replace(
                event, status="possible", confidence=max(0.1, event.confidence - 0.1)
            )


def _speakers(parsed: Parsed) -> set[int]:
    """The words that are subjects of verbs of saying."""
    kinds = lexicon().verb_kinds
    return {
        phrase.head
        for clause in parsed.clauses
        if "report" in kinds.get(clause.lemma, frozenset()) and not clause.passive
        for phrase in clause.subject
    }


_TRIGGERS: set[str] = set()


def _triggers() -> set[str]:
    """Words that may tell an event, so that other sentences need no grammar."""
    if not _TRIGGERS:
        lex = lexicon()
        for word, forms in lex.forms.items():
            if any(form.lemma in lex.senses for form in forms):
                _TRIGGERS.add(word)
        _TRIGGERS.update(lex.event_nouns)
        _TRIGGERS.update(("under", "hands", "without", "besieged"))
    return _TRIGGERS


def _event(
    document: Document,
    known: Sequence[DateMention],
    reading: Reading,
    draft: Draft,
    label: Place | None,
    number: int,
) -> Event | None:
    sentence = reading.sentence
    status = draft.status or clause_status(
        reading.parsed, draft.clause, draft.type, sentence.plain.text
    )
    if status is None:
        return None
    confidence = draft.confidence
    place = draft.place
    memory = reading.memory
    if draft.destination:
        origin = label if label is not None and label.precision != "area" else None
        origin = origin or _origin(memory, place, number, sentence)
        if origin is not None:
            place, draft.inferred = origin, True
    if place is None:
        place, cost = _carried(memory, label, number, sentence)
        site = place is not None and not any(
            one.settled and one.name == place.name for one in memory.places[-40:]
        )
        if site and draft.object is not None and memory.earlier is not None and label is None:
            place = memory.earlier  # "the airport" is the town's, not the palace's
        confidence -= cost
    if place is None and draft.type not in ("ceasefire", "defect"):
        return None
    if place is None:
        confidence -= 0.25
    if draft.inferred:
        confidence -= 0.1
    if not draft.listed:
        confidence -= 0.1
    if draft.type in DEPENDS_ON_ACTOR and not draft.actors:
        confidence -= 0.1
    if status not in ("actual", "ongoing"):
        confidence -= 0.1
    words = reading.parsed.words
    end = min(draft.end, len(words))
    begin = min(draft.start, draft.anchor)
    while end > begin + 1 and words[end - 1].tag in ",;:.-CPS":
        end -= 1
    span = (words[begin].token.start, words[max(end - 1, draft.anchor)].token.end)
    first, last = days(document, known, reading, draft, status, span)
    fatalities = None
    if draft.type in DEADLY and status in ("actual", "possible", "ongoing"):
        fatalities = fatalities_in(document, span[0], span[1], known)
    return Event(
        type=draft.type,  # type: ignore[arg-type]
        report=document.report.id,
        span=span,
        text=document.text[span[0] : span[1]],
        place=place,
        start=first,
        end=last,
        status=status,  # type: ignore[arg-type]
        confidence=round(min(0.95, max(0.1, confidence)), 2),
        actors=draft.actors,
        targets=tuple(one for one in draft.targets if one not in draft.actors),
        object=draft.object,
        count=draft.count,
        fatalities=fatalities,
    )


def _carried(
    memory: Memory, label: Place | None, number: int, sentence: Sentence
) -> tuple[Place | None, float]:
    """The place of a clause that names none, and how much less sure that makes it."""
    if label is not None and (label.precision != "area" or memory.earlier is None):
        return label, 0.1
    place = memory.event_place
    recent = number - memory.event_sentence <= ADRIFT
    if place is not None and recent and memory.event_paragraph >= sentence.paragraph - 1:
        if place.precision == "within" and place.within is not None:
            return Place(name=place.within, precision="exact"), 0.3
        if place.precision == "area":
            return memory.place("city") or place, 0.3
        if place.precision == "near":
            return replace(place, precision="exact"), 0.3
        return place, 0.3
    return memory.earlier or label, 0.35


def _origin(
    memory: Memory, destination: Place | None, number: int, sentence: Sentence
) -> Place | None:
    """Where people fled from when only the destination is named: the town last told of."""
    place = memory.event_place
    if place is None or number - memory.event_sentence > ADRIFT:
        return None
    if memory.event_paragraph != sentence.paragraph:
        return None
    if place.name.split()[-1].lower() in SITE_WORDS or place.precision == "within":
        town = memory.place("city")
        place = town or place
    return None if destination is not None and place.name == destination.name else place
