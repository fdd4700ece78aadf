"""Which sense of a verb fits its objects and its particle."""

from __future__ import annotations

from firstlight.reading.events.drafts import LEAVING
from firstlight.reading.events.roles import Filler, Reading
from firstlight.reading.lexicon import Sense, lexicon
from firstlight.reading.syntax.clauses import Clause
from firstlight.reading.syntax.tag_words import words


def taken_back(reading: Reading, clause: Clause) -> bool:
    """What another event of the sentence tells already: "an offensive to retake the city"; "is
    preventing them from leaving"."""
    matrix = clause.matrix
    if matrix is None:
        return False
    if clause.verb.infinitive and any(
        noun.type == "offensive"
        for phrase in matrix.objects
        for noun in lexicon().event_nouns.get(phrase.lower, ())
    ):
        return True
    hinders = matrix.lemma in ("prevent", "stop", "bar", "block", "keep", "forbid", "ban")
    return clause.subordinator == "from" and hinders and clause.lemma in LEAVING


def shared_objects(reading: Reading, clause: Clause) -> list[Filler]:
    """ "raped and abducted women": the first verb has the second's object."""
    for later in reading.parsed.clauses:
        if (
            later.matrix is clause
            and later.link == "coordinate"
            and later.objects
            and (later.verb.start <= clause.verb.end + 2)
        ):
            clause.after = clause.after or later.after
            return reading.fillers(later.objects)
    return []


def fitting_objects(
    reading: Reading, clause: Clause, sense: Sense, objects: list[Filler]
) -> list[Filler] | None:
    """The objects that the sense is told of ([] for none), or None where it does not fit."""
    if sense.particle:
        found = _particle(reading, clause, sense, objects)
        if found is None:
            return None
        objects = found
    elif (
        clause.after
        and not objects
        and clause.after[0].word in ("over",)
        and ("over" in {s.particle for s in lexicon().senses[clause.lemma]})
    ):
        objects = reading.fillers(clause.after[0].phrases)
    if not objects:
        return [] if "none" in sense.objects and not clause.passive else None
    if "any" in sense.objects:
        return objects
    fitting = [one for one in objects if _class_fits(reading, one, sense)]
    return fitting or None


def _class_fits(reading: Reading, filler: Filler, sense: Sense) -> bool:
    wanted = sense.objects
    classes = filler.classes
    if "city" in wanted:
        return bool(filler.place and "place" in classes) or filler.site in (
            "city",
            "village",
            "neighbourhood",
        )
    if classes & wanted:
        if "place" in classes and "place" in wanted and classes <= {"place"}:
            return (
                filler.place is not None
                or filler.site is not None
                or (filler.phrase.lower in _PLACES_WITHOUT_NAME)
            )
        return True
    if "place" in wanted and classes & {"outskirts", "siteport", "coast", "crossing", "corridor"}:
        return True
    if "site" in wanted and classes & {"siteport", "crossing", "coast"}:
        return True
    if filler.site is not None and filler.site in wanted:
        return True
    if "place" in wanted and "mine" in classes and _owned_by_place(reading, filler):
        return True
    head = reading.parsed.words[filler.phrase.head]
    return bool(
        "place" in wanted
        and head.tag == "E"
        and not classes
        and filler.phrase.head not in reading.named.other
        and reading.named.place_in(filler.phrase.start, filler.phrase.end) is not None
    )


def _owned_by_place(reading: Reading, filler: Filler) -> bool:
    """ "Hpakant's jade mines"."""
    sentence = reading.parsed.words
    mention = reading.named.place_in(filler.phrase.start, filler.phrase.end)
    return mention is not None and mention.sure and sentence[mention.last + 1].tag == "O"


_PLACES_WITHOUT_NAME = words(
    "ridge ridges slope slopes summit foothills "
    "position positions hill hills hilltop mountain heights territory land lands area areas "
    "district districts part parts portion border region regions province capital"
)


def _particle(
    reading: Reading, clause: Clause, sense: Sense, objects: list[Filler]
) -> list[Filler] | None:
    """The objects of a verb with its particle, or None where the particle is not there."""
    if not clause.after:
        if objects and objects[0].phrase.lower == sense.particle:
            return []
        return None
    if sense.particle == "foot" or sense.particle == "dead":
        return objects if objects and sense.particle in reading.words(objects[0].phrase) else None
    first = clause.after[0]
    if first.word != sense.particle:
        second = clause.after[1] if len(clause.after) > 1 else None
        if second is None or second.word != sense.particle or first.phrases:
            return None
        first = second
    if sense.particle == "into" or sense.particle in ("from", "through"):
        return reading.fillers(first.phrases) or None
    if objects:
        return objects
    if sense.particle in ("in", "on") and first.phrases and "none" in sense.objects:
        return [] if sense.lemma not in ("move", "push", "dig") or sense.particle != "in" else None
    return reading.fillers(first.phrases) if not clause.passive else []
