"""Events that verbs tell: the sense that fits the object, and who stands in which role."""

from __future__ import annotations

from dataclasses import replace

from firstlight.reading.events.drafts import (
    DEFAULT_PLACES,
    RESULTS,
    VIOLENT_TYPES,
    Draft,
    drafted,
    forces_of,
    parties_of,
)
from firstlight.reading.events.each_place import each_place
from firstlight.reading.events.retyping import retyped
from firstlight.reading.events.roles import Filler, Reading
from firstlight.reading.events.senses import fitting_objects, shared_objects, taken_back
from firstlight.reading.events.states import (
    cannot_leave,
    lacking_beside,
    pressed_into_service,
    told_by_phrase,
)
from firstlight.reading.events.surroundings import (
    as_force,
    as_people,
    owner_town,
    still_closed,
    takers_of,
)
from firstlight.reading.events.where import settle_place
from firstlight.reading.lexicon import Sense, lexicon
from firstlight.reading.names.mentions import PART_WORDS, SITE_WORDS
from firstlight.reading.syntax.clauses import Clause
from firstlight.reading.syntax.tag_words import words
from firstlight.records import Party


def verbal(reading: Reading) -> list[Draft]:
    """The events that the verbs of one sentence tell, in order."""
    drafts: list[Draft] = []
    told: dict[int, Draft] = {}
    for clause in reading.parsed.clauses:
        cause = told.get(id(clause.matrix))
        if (
            cause is not None
            and clause.lemma in RESULTS
            and clause.link in ("participle", "coordinate")
        ) and cause.type in VIOLENT_TYPES:
            cause.end = max(cause.end, clause.end)
            continue
        draft = (
            pressed_into_service(reading, clause)
            or cannot_leave(reading, clause)
            or told_by_phrase(reading, clause)
            or _of_sense(reading, clause)
        )
        if draft is not None:
            if cause is not None and _absorbed(cause, draft):
                continue
            if (
                cause is not None
                and cause.place is not None
                and (draft.place is None or draft.inferred)
            ):
                draft.place, draft.listed, draft.inferred = cause.place, cause.listed, True
            if cause is not None and cause.place is not None and draft.place is not None:
                within = (draft.place.within or "").lower()
                site = draft.place.name.split()[-1].lower() in SITE_WORDS | PART_WORDS
                if cause.place.precision == "exact" and (
                    within in lexicon().countries or (not within and site)
                ):
                    draft.place = replace(draft.place, within=cause.place.name)
            stormed = cause is not None and cause.type == "attack" and cause in drafts
            if cause is not None and stormed and _takes_up(clause) and draft.type == "capture":
                drafts.remove(cause)  # the storming ended in the taking
                draft.start = min(draft.start, cause.start)
                draft.targets = draft.targets or cause.targets
            if _only_ranks(reading, clause) and any(one.type == draft.type for one in drafts):
                continue
            told[id(clause)] = draft
            drafts.extend(each_place(reading, clause, draft))
            if draft.type in ("trap", "encircle"):
                without = lacking_beside(reading, clause, draft)
                drafts.extend([without] if without is not None else [])
        _remember_subject(reading, clause)
    return drafts


def _only_ranks(reading: Reading, clause: Clause) -> bool:
    """ "Captured X, the first city to fall to the group": the apposition tells nothing new."""
    start = clause.verb.start
    before = [word.lower for word in reading.parsed.words[max(0, start - 6) : start]]
    return clause.verb.infinitive and "," in before and bool(_RANKS & set(before))


_RANKS = words("first second third fourth fifth last latest only next")


def _absorbed(cause: Draft, draft: Draft) -> bool:
    """Whether a verb only goes on with the attack before it ("raided X and shot people")."""
    if draft.type != cause.type or draft.type not in VIOLENT_TYPES:
        return False
    if (draft.place is not None and not draft.inferred) or draft.actors != cause.actors:
        return False
    if cause.object and draft.object and cause.object != draft.object:
        return False
    cause.end = max(cause.end, draft.end)
    cause.targets = cause.targets or draft.targets
    return True


def _remember_subject(reading: Reading, clause: Clause) -> None:
    heads = lexicon().heads
    for phrase in clause.objects:  # "None had been opened" may speak of these
        if phrase.lower in heads and heads[phrase.lower].site in ("road", "bridge", "crossing"):
            way = reading.filler(phrase)
            reading.memory.thing = (way.site, way.place)
    if clause.link in ("main", "coordinate") and clause.subject and clause.verb.finite:
        parties: list[Party] = []
        for filler in reading.fillers(clause.subject):
            parties.extend(filler.parties)
        things = [f for f in reading.fillers(clause.subject) if f.site is not None]
        if things:
            reading.memory.thing = (things[0].site, things[0].place)
        pronoun = any("pronoun" in f.classes for f in reading.fillers(clause.subject))
        if parties and not pronoun:
            reading.memory.subject = parties


def _of_sense(reading: Reading, clause: Clause) -> Draft | None:
    senses = lexicon().senses.get(clause.lemma)
    if senses is None or taken_back(reading, clause):
        return None
    subject = reading.fillers(clause.subject)
    objects = reading.fillers(clause.objects)
    if not objects and not clause.passive and not clause.after:
        objects = shared_objects(reading, clause)
    if _takes_up(clause):
        assert clause.matrix is not None
        objects = reading.fillers(clause.matrix.objects) or objects
    agents: list[Filler] = []
    if clause.passive:
        agents = reading.fillers(clause.attached("by", "thanks"))
        if objects:
            agents = agents or []
        subject, objects = agents, reading.fillers(clause.subject)
    for sense in senses:
        fitting = fitting_objects(reading, clause, sense, objects)
        if fitting is None:
            continue
        if not sense.type:
            return None
        draft = _make(reading, clause, sense, subject, fitting)
        if draft is not None:
            return draft
    return None


def _takes_up(clause: Clause) -> bool:
    """ "Stormed the base and took it": the object is the earlier verb's."""
    matrix = clause.matrix
    return (
        matrix is not None
        and clause.link == "coordinate"
        and [one.lower for one in clause.objects] == ["it"]
        and len(matrix.objects) == 1
        and matrix.objects[0].lower != "it"
        and not matrix.passive
    )


def _make(
    reading: Reading, clause: Clause, sense: Sense, subject: list[Filler], objects: list[Filler]
) -> Draft | None:
    type_ = retyped(reading, clause, sense, subject, objects)
    if not type_:
        return None
    draft = drafted(clause, type_)
    if type_ in ("flee", "return", "trap", "deprive") and any(
        "pronoun" in f.classes for f in subject
    ):
        subject = [as_people(reading, one) for one in subject]
    elif type_ != "aid":
        subject = [as_force(reading, f) if "pronoun" in f.classes else f for f in subject]
    actors = (
        forces_of(subject)
        if type_ not in ("flee", "return", "deprive", "aid", "trap")
        else parties_of(subject)
    )
    if sense.subject == "actor":
        draft.actors = actors
    elif sense.subject == "target":
        draft.targets = parties_of(subject)
    if sense.object == "target":
        draft.targets = draft.targets or parties_of(objects)
    elif sense.object == "place":
        people = [
            one
            for one in objects
            if one.classes & {"people", "force"} and "place" not in one.classes
        ]
        draft.targets = draft.targets or parties_of(people)
    placed = objects if sense.object == "place" else []
    if clause.lemma in (
        "lose",
        "cede",
        "surrender",
        "relinquish",
        "yield",
        "hand",
        "give",
        "abandon",
    ):
        takers = takers_of(reading, clause) if type_ == "capture" else ()
        if takers:
            draft.actors, draft.targets = takers, actors
    if sense.subject == "place":
        placed = subject
        draft.actors = takers_of(reading, clause)
    if type_ == "capture" and sense.subject == "actor" and sense.object == "place":
        draft.targets = draft.targets or forces_of(reading.fillers(clause.attached("from")))
    if type_ == "clash":
        against = clause.attached("with", "against", "between")
        draft.targets = draft.targets or forces_of(reading.fillers(against))
    if type_ in _JOINED_IN and draft.actors:
        beside = [
            party
            for one in reading.fillers(clause.attached("with", "alongside"))
            if "force" in one.classes and one.phrase.lower not in _GEAR
            for party in one.parties
        ]
        draft.actors = tuple(dict.fromkeys([*draft.actors, *beside]))
    settle_place(reading, clause, draft, placed, (*sense.places, *DEFAULT_PLACES))
    awaited = clause.matrix is not None and clause.matrix.lemma == "expect"
    if type_ == "aid" and clause.verb.infinitive and awaited:
        draft.status = "planned"
    if type_ == "encircle" and still_closed(reading, clause, draft):
        draft.type, draft.status = "relieve", "denied"
    if clause.link == "reduced" and clause.passive and not subject:
        draft.confidence -= 0.1
    if clause.lemma in ("seek", "take") and type_ == "flee":
        draft.destination = True
    left = owner_town(reading, clause) if type_ == "flee" and not clause.objects else None
    if left is not None:
        draft.place, draft.inferred, draft.destination = left, False, False
    elif type_ in ("flee", "withdraw") and draft.place is not None:
        ends = [reading.filler(p).place for p in clause.attached("to", "into", "towards", "toward")]
        draft.destination = draft.place in ends
    return draft if _believable(reading, clause, draft, sense, subject, objects) else None


_JOINED_IN = words("capture enter advance offensive encircle")
_GEAR = words(
    "artillery tank tanks drone drones helicopter helicopters gunship gunships aircraft plane "
    "planes jet jets warplane warplanes column columns reinforcements"
)


def _believable(
    reading: Reading,
    clause: Clause,
    draft: Draft,
    sense: Sense,
    subject: list[Filler],
    objects: list[Filler],
) -> bool:
    """Whether enough of the roles are filled that the verb is not meant otherwise."""
    if draft.type in ("attack", "abuse", "abduct") and not draft.actors and not draft.targets:
        return (
            draft.place is not None
            and not draft.inferred
            and (clause.passive or clause.lemma in ("loot", "torch", "raze", "burn"))
        )
    if (
        draft.type in ("enter", "advance", "withdraw", "clash", "defect", "hold")
        and not draft.actors
    ):
        if draft.type == "withdraw" and draft.targets:
            draft.actors, draft.targets = draft.targets, ()
            return True
        return draft.type in ("withdraw",) and bool(draft.place) and not subject and clause.passive
    if draft.type == "withdraw" and sense.object == "target" and not draft.actors:
        draft.actors, draft.targets = draft.targets, ()
    if (
        draft.type == "capture"
        and not draft.actors
        and not clause.passive
        and sense.subject == "actor"
    ):
        return (
            bool(clause.subject) is False
            and draft.place is not None
            and clause.verb.inflection != "base"
        )
    return True
