"""What stands around a verb: who takes what falls, what is left, whether a day is named."""

from __future__ import annotations

from firstlight.reading.events.drafts import Draft, forces_of, owning_forces
from firstlight.reading.events.roles import Filler, Reading
from firstlight.reading.syntax.clauses import Clause
from firstlight.reading.syntax.tag_words import words
from firstlight.records import Party


def leaves_place(reading: Reading, clause: Clause, objects: list[Filler]) -> bool:
    if objects:
        return any(
            (
                one.classes & {"place", "site", "house", "siteport"}
                and one.phrase.lower not in ("part", "side")
            )
            for one in objects
        )
    heads_off = [reading.filler(phrase) for phrase in clause.attached("for")]
    return any(a.word == "from" for a in clause.after) or any(
        one.place is not None for one in heads_off
    )


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
