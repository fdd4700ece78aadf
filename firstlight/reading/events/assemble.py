"""A report's events: drafts from verbs and nouns, given a place, days, a status and their dead.

Confidence is a rule's, not a model's: 0.8 for a verb with its roles and a named place, 0.7 for a
noun; less where the place is an antecedent or carried over from the sentence before, where no
actor is named though the type has one, and where the status is not plainly "actual".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from firstlight.reading.dates.mentions import DateMention
from firstlight.reading.estimates.assemble import fatalities_in
from firstlight.reading.events.combining import LEAST, combined
from firstlight.reading.events.days import days
from firstlight.reading.events.doubts import NOT_VERIFIED, UNTRUE, doubt, without_titles
from firstlight.reading.events.drafts import Draft, Told
from firstlight.reading.events.hearing import heard, speakers
from firstlight.reading.events.learned import Learner, told_in
from firstlight.reading.events.merging import merged, told_again
from firstlight.reading.events.nominal import nominal
from firstlight.reading.events.roles import Reading
from firstlight.reading.events.seen import seen_days, seen_status
from firstlight.reading.events.verbal import verbal
from firstlight.reading.events.whereabouts import carried, identified, origin_of
from firstlight.reading.lexicon import lexicon
from firstlight.reading.model.calibration import Calibration, log_odds
from firstlight.reading.names.mentions import (
    AREA_WORDS,
    SETTLEMENT_WORDS,
    ActorMention,
    PlaceMention,
)
from firstlight.reading.names.namer import Namer
from firstlight.reading.status import clause_status
from firstlight.reading.text.document import Document
from firstlight.records import Event, Place

if TYPE_CHECKING:
    from firstlight.reading.model.sight import Sight

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


UNSEEN = 0.25
"""Below this probability the model sees nothing where the grammar does."""
PLACELESS = frozenset({"ceasefire"})
"""Types told of no place as often as of one; the model then says whether there is one."""
AGAIN = 0.5
"""Probability from which an event is one told before in the report."""
DEPENDS_ON_ACTOR = frozenset(
    {"capture", "hold", "enter", "advance", "withdraw", "airstrike", "abduct", "abuse"}
)


@dataclass(frozen=True, slots=True)
class Read:
    """What one report says: its events, and all the names met on the way."""

    events: tuple[Event, ...]
    places: tuple[PlaceMention, ...]
    actors: tuple[ActorMention, ...]


def events(
    document: Document,
    known: Sequence[DateMention],
    namer: Namer,
    sight: Sight | None = None,
) -> Read:
    """The events of a report in the order of their spans.

    known: `dates(document)`. sight: what the model sees in the report; without it rules alone read.
    """
    calibration = sight.weights.calibration if sight is not None else Calibration()
    sentences, memory = heard(document, namer, sight)
    everywhere = [place for _, _, named in sentences for place in named.places]
    label: Place | None = None
    label_paragraph = -1
    opened: Place | None = None
    opened_in = -1
    found: list[Event] = []
    titled: set[str] = set()
    places: list[PlaceMention] = []
    actors: list[ActorMention] = []
    for number, (sentence, parsed, named) in enumerate(sentences):
        tokens = sentence.tokens
        if not tokens:
            continue
        places.extend(named.places)
        actors.extend(named.actors)
        memory.begin(sentence.paragraph)
        memory.hear(parsed.words, named, speakers(parsed))
        if NOT_VERIFIED.search(sentence.plain.text):
            doubt(found, document, number, "possible")
        elif UNTRUE.search(sentence.plain.text):
            doubt(found, document, number, "denied")
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
        told = told_in(sight, number, LEAST) if sight is not None else []
        if not told and not any(token.lower in _triggers() for token in tokens):
            continue
        reading = Reading(sentence, parsed, named, namer, memory)
        drafts = list(verbal(reading))
        drafts += list(nominal(reading, drafts))
        if sight is not None:
            learner = Learner(reading, sight, number, everywhere)
            drafts = combined(drafts, told, learner)
        drafts.sort(key=lambda draft: draft.anchor)
        for draft in drafts:
            event = _event(document, known, reading, draft, here, number, calibration)
            if event is not None:
                again = draft.told is not None and draft.told.again >= AGAIN
                if again and told_again(found, event):
                    continue
                found.append(event)
                if sentence.kind == "heading" and draft.clause is None:
                    titled.add(event.id)
                    if draft.type == "offensive" and event.start is None:
                        found.pop()  # "Manbij offensive" titles what the text is to tell
                if event.place is not None:
                    memory.event_place = event.place
                    memory.event_sentence = number
                    memory.event_paragraph = sentence.paragraph
    return Read(tuple(merged(without_titles(found, titled))), tuple(places), tuple(actors))


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
    calibration: Calibration,
) -> Event | None:
    sentence = reading.sentence
    status = draft.status or clause_status(
        reading.parsed, draft.clause, draft.type, sentence.plain.text
    )
    told = draft.told
    if told is not None and not draft.status:
        status = seen_status(told, status, draft.grammar)
    if status is None:
        return None
    confidence = draft.confidence
    place = draft.place
    memory = reading.memory
    carried_over = draft.place is None
    if draft.destination:
        origin = label if label is not None and label.precision != "area" else None
        origin = origin or origin_of(memory, place, number, sentence)
        if origin is not None:
            place, draft.inferred = origin, True
    if place is None and not (told is not None and draft.type in PLACELESS):
        objects = draft.clause.objects if draft.clause is not None else []
        vague = any(one.lower in ("ground", "territory", "gains") for one in objects)
        place, cost = carried(memory, label, number, sentence, vague)
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
    if told is not None and not draft.grammar:
        first, last = seen_days(document, known, reading, draft, told, status, span)
    else:
        first, last = days(document, known, reading, draft, status, span)
    fatalities = None
    if draft.type in DEADLY and status in ("actual", "possible", "ongoing"):
        fatalities = fatalities_in(document, span[0], span[1], known)
    if place is not None and place.precision == "within" and place.within is None:
        town = memory.place("city")
        if town is not None and town.name != place.name and town.precision == "exact":
            place = replace(place, within=town.name)
    if told is not None:
        confidence = calibration.event(_signs(draft, told, place, carried_over, status, reading))
    else:
        confidence = round(min(0.95, max(0.1, confidence)), 2)
    doers = identified(reading, draft.actors, place)
    sufferers = identified(reading, draft.targets, place)
    return Event(
        type=draft.type,  # type: ignore[arg-type]
        report=document.report.id,
        span=span,
        text=document.text[span[0] : span[1]],
        place=place,
        start=first,
        end=last,
        status=status,  # type: ignore[arg-type]
        confidence=confidence,
        actors=doers,
        targets=tuple(one for one in sufferers if one not in doers),
        object=draft.object,
        count=draft.count,
        fatalities=fatalities,
    )


def _signs(
    draft: Draft, told: Told, place: Place | None, carried_over: bool, status: str, reading: Reading
) -> tuple[float, ...]:
    """The signs of `model.calibration.SIGNS`, in their order.

    Where the grammar alone sees an event, how little the model sees of it says nothing more.
    """
    unseen = draft.grammar and told.probability < UNSEEN
    return (
        log_odds(UNSEEN if unseen else told.probability),
        0.0 if unseen else log_odds(told.sure_of_type),
        float(draft.grammar),
        float(draft.grammar and draft.agreed),
        float(draft.inferred),
        float(carried_over),
        float(place is None or not reading.namer.known(place.name)),
        float(bool(draft.actors) or draft.type not in DEPENDS_ON_ACTOR),
        float(status in ("actual", "ongoing")),
        0.0 if unseen else log_odds(told.sure_of_status),
        float(draft.grammar and draft.agreed and not draft.inferred and not carried_over),
        0.0 if draft.reach is None else log_odds(draft.reach),
        float(unseen),
        math.log2(max(1, len(reading.parsed.words)) / 16),
    )
