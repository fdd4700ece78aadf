"""What stands around a verb: who takes what falls, what is left, whether a day is named."""

from __future__ import annotations

from dataclasses import replace

from firstlight.reading.events.drafts import Draft, forces_of, owning_forces
from firstlight.reading.events.roles import Filler, Reading
from firstlight.reading.lexicon import lexicon
from firstlight.reading.syntax.clauses import Clause
from firstlight.reading.syntax.tag_words import words
from firstlight.records import Party, Place


def leaves_place(reading: Reading, clause: Clause, objects: list[Filler]) -> bool:
    if objects:
        return any(
            (
                one.classes & {"place", "site", "house", "siteport"}
                and one.phrase.lower not in ("part", "side")
            )
            for one in objects
        )
    if not clause.after and _goes_on(reading, clause):
        return True
    heads_off = [reading.filler(phrase) for phrase in clause.attached("for")]
    return any(a.word == "from" for a in clause.after) or any(
        one.place is not None for one in heads_off
    )


_MOVES = frozenset({"capture", "enter", "advance", "clash", "offensive", "relieve"})


def _goes_on(reading: Reading, clause: Clause) -> bool:
    """Whether a force's move opens the sentence ("rebels entered X and the army left")."""
    moved = any(
        sense.type in _MOVES
        for earlier in reading.parsed.clauses
        if earlier.verb.end <= clause.start and earlier.link in ("main", "coordinate")
        for sense in lexicon().senses.get(earlier.lemma, ())
    )
    parties = forces_of(reading.fillers(clause.subject))
    return moved and bool(parties) and clause.verb.finite and not clause.passive


def owner_town(reading: Reading, clause: Clause) -> Place | None:
    """The town whose people go: "half of X's residents crossed to Y"."""
    if not any(one.word in ("to", "into", "over") for one in clause.after):
        return None
    for phrase in clause.subject:
        mention = reading.named.place_in(phrase.start, phrase.head)
        if mention is not None and mention.sure and not mention.area:
            after = reading.parsed.words[mention.last + 1]
            return mention.place if after.tag == "O" else None
    return None


def as_force(reading: Reading, filler: Filler) -> Filler:
    """A pronoun that does what only forces do stands for no people."""
    kept = tuple(party for party in filler.parties if reading.memory.is_force(party))
    return replace(filler, parties=kept)


def as_people(reading: Reading, filler: Filler) -> Filler:
    """Those who flee are people: the people last spoken of, not the force that was the subject."""
    if not any(party.name and reading.memory.is_force(party) for party in filler.parties):
        return filler
    people = reading.memory.people
    return replace(filler, parties=(people,) if people is not None else ())


def near_words(reading: Reading, clause: Clause) -> set[str]:
    start = min(clause.start, clause.verb.start)
    return {word.lower for word in reading.parsed.words[start : clause.end + 4]}


def dated(reading: Reading, clause: Clause) -> bool:
    opens = clause is reading.parsed.clauses[0]
    return any(
        word.tag == "H" or (word.tag == "U" and len(word.lower) == 4)
        for word in reading.parsed.words[0 if opens else clause.start : clause.end]
    )


def takers_of(reading: Reading, clause: Clause) -> tuple[Party, ...]:
    """Who takes what falls: after "to", "into the hands of", "under the control of", "by"."""
    direct = forces_of(reading.fillers(clause.attached("to", "by")))
    if direct:
        return direct
    for attachment in clause.after:
        for phrase in attachment.phrases:
            if attachment.word in ("into", "under", "in", "to") and phrase.lower in (
                "hands",
                "control",
                "rule",
            ):
                owners = forces_of(reading.fillers(clause.attached("of")))
                return owners or owning_forces(reading, reading.filler(phrase))
    return ()


def still_closed(reading: Reading, clause: Clause, draft: Draft) -> bool:
    """ "The bridges remain closed": not opened, rather than cut."""
    if clause.lemma not in ("close", "shut") or not clause.passive or draft.actors:
        return False
    near = {word.lower for word in reading.parsed.words[clause.verb.start : clause.verb.end]}
    return draft.object in _OPENED and bool(near & _STILL)


_OPENED = words("bridge crossing airbase port")
_STILL = words("still remain remains remained stay stays stayed")
