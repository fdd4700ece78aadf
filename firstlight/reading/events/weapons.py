"""What strikes: aircraft, guns, bombs on the ground, or an event that is itself the subject."""

from __future__ import annotations

from firstlight.reading.events.roles import Filler, Reading
from firstlight.reading.lexicon import lexicon
from firstlight.reading.syntax.clauses import Clause
from firstlight.reading.syntax.tag_words import words

_VEHICLES = words(
    "vehicle vehicles bus buses ambulance ambulances tanker tankers ship ships vessel vessels boat "
    "boats train convoy convoys truck trucks lorry lorries car cars"
)


AERIAL = words("glide barrel aerial cluster guided vacuum thermobaric incendiary phosphorus")


def movable(reading: Reading, filler: Filler) -> bool:
    return reading.parsed.words[filler.phrase.head].lower in _VEHICLES


def says_air(reading: Reading, fillers: list[Filler]) -> bool:
    if any("suicide" in reading.words(one.phrase) for one in fillers):
        return False
    return any(
        ("air" in lexicon().classes(word) and word != "air") or word in ("airstrikes", "sorties")
        for one in fillers
        for word in reading.words(one.phrase)
    )


def on_the_ground(fillers: list[Filler]) -> bool:
    named = {party.name.lower() for one in fillers for party in one.parties}
    return any(
        word in name
        for name in named
        for word in (
            "isis",
            "islamic state",
            "shabaab",
            "boko",
            "taliban",
            "bomber",
            "militant",
            "rebel",
            "insurgent",
            "gunm",
            "separatist",
            "guerrilla",
            "ira",
            "eln",
            "farc",
        )
    )


def event_subject(reading: Reading, clause: Clause) -> bool:
    """Whether the subject is itself an event ("an air strike hit the market")."""
    phrases = clause.attached("by", "in") if clause.passive else clause.subject
    return any(phrase.lower in lexicon().event_nouns for phrase in phrases)
