"""Events that verbs tell: the sense that fits the object, and who stands in which role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from firstlight.reading.events.drafts import (
    DEFAULT_PLACES,
    NEAR,
    RESULTS,
    VIOLENT_TYPES,
    Draft,
    drafted,
    forces_of,
    parties_of,
)
from firstlight.reading.events.retyping import retyped, takers_of
from firstlight.reading.events.roles import Filler, Reading
from firstlight.reading.events.senses import fitting_objects, shared_objects, taken_back
from firstlight.reading.events.states import cannot_leave, pressed_into_service, told_by_phrase
from firstlight.reading.events.where import place_in_clause, settle_place
from firstlight.reading.lexicon import Sense, lexicon
from firstlight.reading.syntax.clauses import Clause
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
            told[id(clause)] = draft
            drafts.extend(_each_place(reading, clause, draft))
        _remember_subject(reading, clause)
    return drafts


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
    if clause.link in ("main", "coordinate") and clause.subject and clause.verb.finite:
        parties: list[Party] = []
        for filler in reading.fillers(clause.subject):
            parties.extend(filler.parties)
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
        subject = [_as_people(reading, one) for one in subject]
    elif type_ != "aid":
        subject = [_as_force(reading, f) if "pronoun" in f.classes else f for f in subject]
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
    settle_place(reading, clause, draft, placed, (*sense.places, *DEFAULT_PLACES))
    if clause.link == "reduced" and clause.passive and not subject:
        draft.confidence -= 0.1
    if clause.lemma in ("seek", "take") and type_ == "flee":
        draft.destination = True
    if type_ in ("flee", "withdraw") and draft.place is not None:
        ends = [reading.filler(p).place for p in clause.attached("to", "into", "towards", "toward")]
        draft.destination = draft.place in ends
    return draft if _believable(reading, clause, draft, sense, subject, objects) else None


def _as_force(reading: Reading, filler: Filler) -> Filler:
    """A pronoun that does what only forces do stands for no people."""
    kept = tuple(party for party in filler.parties if reading.memory.is_force(party))
    return replace(filler, parties=kept)


def _as_people(reading: Reading, filler: Filler) -> Filler:
    """Those who flee are people: the people last spoken of, not the force that was the subject."""
    if not any(party.name and reading.memory.is_force(party) for party in filler.parties):
        return filler
    people = reading.memory.people
    return replace(filler, parties=(people,) if people is not None else ())


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


def _each_place(reading: Reading, clause: Clause, draft: Draft) -> Iterator[Draft]:
    """One event for each place in "captured X, Y and Z"."""
    phrases = clause.subject if clause.passive else clause.objects
    if draft.type in (
        "capture",
        "hold",
        "encircle",
        "shelling",
        "airstrike",
        "attack",
        "enter",
        "withdraw",
        "relieve",
    ):
        fillers = [
            f
            for f in reading.fillers(phrases)
            if f.classes & {"place", "site", "siteport", "crossing", "road"}
            and not f.classes & {"pronoun"}
            and (f.place is not None or f.count or f.site)
        ]
        if len(fillers) > 1:
            for filler in fillers:
                place = (
                    filler.place
                    if filler.place is not None
                    else (draft.place if draft.place not in [f.place for f in fillers] else None)
                )
                if place is None:
                    probe = replace(draft, place=None)
                    place_in_clause(
                        reading, clause, probe, ("in", "on", "near", "around", "of", "from")
                    )
                    place = probe.place
                    if place is not None and place in [f.place for f in fillers]:
                        place = None
                yield replace(
                    draft,
                    place=place,
                    end=max(filler.phrase.end, draft.anchor + 1),
                    listed=filler.listed,
                    inferred=filler.inferred,
                    object=filler.site if filler.site != "city" else None,
                    count=filler.count,
                )
            return
    if draft.type not in ("aid", "hold"):
        for attachment in clause.after:
            group = [reading.filler(p) for p in attachment.phrases]
            group = [f for f in group if f.place is not None and "place" in f.classes]
            if len(group) > 1 and any(f.place is draft.place for f in group):
                for filler in group:
                    assert filler.place is not None
                    near = attachment.word in NEAR and filler.place.precision == "exact"
                    yield replace(
                        draft,
                        place=replace(filler.place, precision="near") if near else filler.place,
                        listed=filler.listed,
                        inferred=filler.inferred,
                    )
                return
    yield draft
