"""Events told by a turn of phrase: under siege, in the hands of, without food, cannot leave."""

from __future__ import annotations

from firstlight.reading.events.drafts import (
    DEFAULT_PLACES,
    LEAVING,
    Draft,
    drafted,
    forces_in,
    forces_of,
    owner_of,
    owning_forces,
    people_of,
)
from firstlight.reading.events.roles import Filler, Reading
from firstlight.reading.events.where import place_in_clause, settle_place
from firstlight.reading.lexicon import lexicon
from firstlight.reading.syntax.clauses import Clause
from firstlight.reading.syntax.tag_words import words

_BE_LIKE = words(
    "have receive be remain stay come fall put place bring pass keep live lie slip go find hold get"
)


def told_by_phrase(reading: Reading, clause: Clause) -> Draft | None:
    """ "is under siege by", "remains in the hands of", "is without food", "came under fire"."""
    if clause.lemma in ("use", "employ", "turn") and clause.passive:
        return _weapons_used(reading, clause)
    if clause.lemma not in _BE_LIKE:
        return None
    if clause.objects and clause.objects[0].lower in ("hungry", "thirsty", "malnourished"):
        hungry = reading.fillers(clause.subject)
        if any(one.classes & {"people"} for one in hungry):
            starved = _state(reading, clause, "deprive", hungry)
            starved.targets = people_of(hungry)
            return starved
    lacking = _lacking(reading, clause)
    if lacking is not None:
        return lacking
    subject = clause.objects if clause.objects and not clause.passive else clause.subject
    if clause.lemma in ("put", "place", "bring", "keep", "hold") and clause.objects:
        subject = clause.objects
    elif clause.lemma in (
        "be",
        "remain",
        "stay",
        "live",
        "lie",
        "come",
        "fall",
        "pass",
        "slip",
        "go",
    ):
        subject = clause.subject
    fillers = reading.fillers(subject)
    for attachment in clause.after:
        if attachment.word not in ("under", "in", "into", "without"):
            continue
        for phrase in attachment.phrases:
            head = phrase.lower
            filler = reading.filler(phrase)
            lowers = reading.words(phrase)
            if attachment.word == "under" and "siege" in filler.classes:
                besiegers = clause.attached("by", "from")
                draft = _state(reading, clause, "encircle", fillers)
                draft.actors = forces_in(reading, besiegers)
                if besiegers and not draft.actors:
                    return None  # shoppers and sellers besiege a market
                return draft
            held = head in ("control", "hands", "rule", "occupation", "grip", "authority")
            if held and attachment.word in ("under", "in", "into"):
                change = clause.lemma in ("come", "fall", "pass", "slip", "go", "bring")
                draft = _state(reading, clause, "capture" if change else "hold", fillers)
                holder = clause.attached("of") or clause.attached("by")
                draft.actors = forces_in(reading, holder) or owning_forces(reading, filler)
                draft.actors = draft.actors or owner_of(reading, filler)
                return draft if draft.actors else None
            if attachment.word == "under" and head in (
                "attack",
                "assault",
                "fire",
                "bombardment",
                "shelling",
            ):
                kind = (
                    "shelling"
                    if head in ("bombardment", "shelling")
                    or set(lowers) & {"artillery", "mortar", "rocket"}
                    else "attack"
                )
                draft = _state(reading, clause, kind, fillers)
                draft.actors = forces_in(reading, clause.attached("from", "by"))
                draft.targets = people_of(fillers)
                return draft
            if attachment.word == "without" and "foodlike" in filler.classes:
                draft = _state(reading, clause, "deprive", fillers)
                draft.targets = people_of(fillers)
                return draft
    return None


_SERVING = words("fight join enlist serve")


_COERCES = words("force compel oblige coerce conscript press")


def pressed_into_service(reading: Reading, clause: Clause) -> Draft | None:
    """Forced recruitment: "were forced to fight", "food only if their sons fight"."""
    if clause.lemma not in _SERVING:
        return None
    matrix = clause.matrix
    coerced = clause.verb.infinitive and matrix is not None and matrix.lemma in _COERCES
    before = [word.lower for word in reading.parsed.words[: clause.verb.start]]
    bargain = (
        clause.subordinator == "if"
        and "only" in before
        and any(
            "foodlike" in lexicon().classes(word) or word in ("aid", "money", "salary")
            for word in before
        )
    )
    people = people_of(reading.fillers(clause.subject))
    if not (coerced or bargain) or not people:
        return None
    draft = drafted(clause, "abuse")
    draft.targets = people
    if coerced and matrix is not None and not matrix.passive:
        draft.actors = forces_of(reading.fillers(matrix.subject))
    if not draft.actors:
        draft.actors = forces_of(reading.fillers(clause.attached("for", "with", "alongside")))
        if not draft.actors:
            draft.actors = forces_of(reading.fillers(clause.objects))
    draft.status = "actual"
    place_in_clause(reading, clause, draft, ("in", "at"))
    return draft


def _state(reading: Reading, clause: Clause, type_: str, fillers: list[Filler]) -> Draft:
    draft = drafted(clause, type_)
    settle_place(reading, clause, draft, fillers, DEFAULT_PLACES)
    return draft


_HEAVY = words("heavy artillery mortar rocket tank big")


def _weapons_used(reading: Reading, clause: Clause) -> Draft | None:
    """ "Heavy weapons were used against the hospital": fire, with what it was turned on."""
    subject = reading.fillers(clause.subject)
    heavy = any(
        one.classes & {"fire"}
        or (one.classes & {"weapon"} and _HEAVY & set(reading.words(one.phrase)))
        for one in subject
    )
    struck = [
        one
        for one in reading.fillers(clause.attached("against", "on"))
        if one.classes & {"place", "site", "siteport", "people", "force", "house"}
    ]
    if not heavy or not struck:
        return None
    draft = _state(reading, clause, "shelling", struck)
    draft.actors = forces_in(reading, clause.attached("by"))
    draft.targets = people_of([one for one in struck if "place" not in one.classes])
    return draft


def lacking_beside(reading: Reading, clause: Clause, cause: Draft) -> Draft | None:
    """ "Are trapped with little food": what those in the ring go without."""
    for phrase in clause.attached("with"):
        lowers = reading.words(phrase)
        if lowers[0] in ("no", "little", "scant") and "foodlike" in lexicon().classes(phrase.lower):
            draft = drafted(clause, "deprive")
            draft.start, draft.anchor = clause.verb.start, phrase.head
            draft.place, draft.listed, draft.inferred = cause.place, cause.listed, True
            draft.targets, draft.status = cause.targets, "ongoing"
            return draft
    return None


_SERVICES = words("hospital hospitals clinic clinics doctors surgeons bakeries")
_WORKING = words("functioning working left operational open")


def _lacking(reading: Reading, clause: Clause) -> Draft | None:
    """ "have had no bread", "there is no water", "does not have enough food": people go without."""
    if clause.lemma not in ("be", "have", "receive", "get") or not clause.objects:
        return None
    first = clause.objects[0]
    lowers = reading.words(first)
    around = {word.lower for word in reading.parsed.words[first.start : first.end + 1] if first.end}
    unserved = lowers[0] == "no" and first.lower in _SERVICES and bool(around & _WORKING)
    if "foodlike" not in lexicon().classes(first.lower) and not unserved:
        return None
    if not (
        lowers[0] in ("no", "little", "scarcely")
        or clause.verb.negated
        or ("enough" in lowers[:2] and clause.verb.negated)
    ):
        return None
    subject = reading.fillers(clause.subject)
    there = not clause.subject or clause.subject[0].lower == "there"
    people = people_of(subject)
    if clause.lemma == "be" and not there:
        return None
    anyone = any(one.classes & {"people"} for one in subject)
    if not there and not anyone and not any(one.classes & {"place", "site"} for one in subject):
        return None
    draft = drafted(clause, "deprive")
    draft.targets = people
    draft.status = (
        "ongoing"
        if reading.parsed.words[clause.verb.start].lower not in ("had", "was", "were")
        else "actual"
    )
    placed = [] if there else [one for one in subject if one.classes & {"place", "site"}]
    settle_place(reading, clause, draft, placed, ("in", "inside", "at", "for"))
    return draft


def cannot_leave(reading: Reading, clause: Clause) -> Draft | None:
    """ "Families can't leave", "unable to flee", "not allowed to leave": trapped."""
    if clause.lemma not in LEAVING:
        return None
    verb = clause.verb
    stuck = verb.negated and verb.modal in ("can", "could", "can't", "cannot", "couldn't")
    if verb.infinitive:
        before = reading.parsed.words[verb.start - 1].lower if verb.start else ""
        matrix = clause.matrix
        stuck = before == "unable" or (
            matrix is not None
            and (
                (
                    matrix.verb.negated
                    and matrix.lemma in ("allow", "permit", "let", "be", "manage", "dare")
                )
                or matrix.lemma in ("forbid", "refuse")
            )
            and (matrix.lemma != "be" or before == "able")
        )
    fillers = reading.fillers(clause.subject)
    nobody = [phrase.lower for phrase in clause.subject] in (["nobody"], ["one"], ["none"])
    if nobody and not verb.negated and (verb.modal in ("can", "could", "may") or verb.infinitive):
        stuck = not verb.infinitive or (
            clause.matrix is not None and clause.matrix.lemma in ("dare", "allow", "permit")
        )
    if not stuck or not (nobody or any(one.classes & {"people"} for one in fillers)):
        return None
    draft = drafted(clause, "trap")
    draft.targets = () if nobody else people_of(fillers)
    draft.status = "ongoing" if verb.modal != "could" else "actual"
    placed = [one for one in reading.fillers(clause.objects) if one.classes & {"place", "site"}]
    settle_place(reading, clause, draft, placed, ("in", "from", "inside", "at"))
    return draft
