"""Whether an event noun tells a happening here rather than a notion or one told before."""

from __future__ import annotations

from firstlight.reading.events.drafts import DEFAULT_PLACES, Draft
from firstlight.reading.events.roles import Reading
from firstlight.reading.events.where import place_in_clause
from firstlight.reading.lexicon import EventNoun, lexicon
from firstlight.reading.syntax.clauses import Attachment, Clause
from firstlight.reading.syntax.tag_words import words
from firstlight.reading.syntax.verb_groups import Phrase

NOT_MEANT = words(
    "heart panic verbal cyber hunger general price media labour labor bank personal political "
    "legal court chess election title penalty goal video press shark asthma anxiety card "
    "presidential primary diplomatic propaganda twitter word trade legislative tax vaccine dog "
    "rugby football cricket hacking ransomware peace cultural charm landslide market-share"
)


HARM = words("kill wound injure hit destroy damage explode detonate hurt maim go strike")


NEED_PLACE = words(
    "attack assault raid fighting battle combat operation advance advances fall loss capture "
    "offensive killing shooting murder barrage blast explosion strike gunfire execution torture "
    "occupation liberation storming thrust seizure takeover hostilities crossfire"
)


PEOPLE_NOUNS = words("return escape flight exodus evacuation displacement repatriation")


def is_meant(
    reading: Reading,
    noun: EventNoun,
    phrase: Phrase,
    lowers: list[str],
    clause: Clause | None,
    relation: str,
    after: list[Attachment],
    draft: Draft,
    own: bool,
) -> bool:
    """Whether the noun tells a happening here rather than a notion or one told before."""
    last = noun.words[-1]
    definite = lowers[0] in ("the", "this", "that", "these", "those", "its", "their", "such")
    if definite and not own and not draft.actors and not draft.targets:
        return False
    by = [reading.filler(p) for a in after if a.word == "by" for p in a.phrases]
    if draft.type == "encircle" and by and not draft.actors:
        return False  # a siege by shoppers
    if last in ("fall", "loss"):
        of = [reading.filler(p) for a in after if a.word == "of" for p in a.phrases]
        return own and any(one.place is not None for one in of)
    if last == "operation":
        military = set(lowers) & {"military", "offensive", "ground", "security", "clearance"}
        takes = own and any(
            p.kind == "VG"
            and p.infinitive
            and p.lemma
            in (
                "retake",
                "recapture",
                "capture",
                "take",
                "liberate",
                "free",
                "seize",
                "clear",
                "drive",
                "expel",
                "encircle",
            )
            for p in reading.parsed.phrases
        )
        return bool(takes or (military and own))
    if last in PEOPLE_NOUNS:
        return bool(draft.targets) or (last in ("exodus", "displacement", "evacuation") and own)
    if last == "entry":
        return bool(draft.actors) and own
    if last == "shortage":
        near = {w.lower for w in reading.parsed.words[phrase.start : phrase.end + 6]}
        return any("foodlike" in lexicon().classes(word) for word in near)
    if last in ("mine", "landmine"):
        return relation == "subject" and clause is not None and clause.lemma in HARM
    if draft.type == "deprive":
        return own or bool(draft.targets) or relation in ("object", "from", "of", "subject")
    if last in (
        "surrender",
        "execution",
        "torture",
        "conscription",
        "mutiny",
        "desertion",
        "defection",
    ):
        return bool(draft.actors or draft.targets or own)
    if draft.type in ("capture", "withdraw", "hold", "enter", "advance"):
        return own or (bool(draft.actors) and draft.type in ("withdraw", "advance"))
    before = {w.lower for w in reading.parsed.words[max(0, phrase.start - 5) : phrase.start]}
    if draft.type == "clash" and before & {"after", "during", "amid", "following", "despite"}:
        return True  # "after weeks of street fighting": where the clause has it
    if last in NEED_PLACE:
        hit = relation == "by" and draft.object is not None  # "a clinic was hit by an air strike"
        armed = bool(draft.actors) or bool(draft.targets) or hit
        return (
            own
            or armed
            or (
                clause is not None
                and relation in ("subject", "object", "in", "during", "after", "by", "inside")
                and _clause_place(reading, clause)
            )
        )
    return True


def _clause_place(reading: Reading, clause: Clause) -> bool:
    probe = Draft("", clause, 0, 0, 0)
    place_in_clause(reading, clause, probe, DEFAULT_PLACES)
    return probe.place is not None
