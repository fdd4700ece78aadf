"""Event nouns in loose syntax: dated by a relative clause, going on, or only reported."""

from __future__ import annotations

from firstlight.reading.events.roles import Reading
from firstlight.reading.lexicon import EventNoun, lexicon
from firstlight.reading.syntax.clauses import Clause
from firstlight.reading.syntax.tag_words import words
from firstlight.reading.syntax.verb_groups import Phrase

_BEGINS = words("begin start open launch mount")
_RUNS = words("continue rage persist resume erupt flare intensify escalate")
_LASTS = frozenset({"offensive", "encircle"})
_FIRED = frozenset({"clash", "airstrike", "shelling"})


def begun(reading: Reading, phrase: Phrase, noun: EventNoun) -> Clause | None:
    """The relative clause that dates its beginning: "the offensive, which began on 19 May"."""
    if noun.type not in _LASTS:
        return None
    for clause in reading.parsed.clauses:
        if clause.link == "relative" and clause.antecedent is phrase and clause.lemma in _BEGINS:
            return clause
    return None


def lasting(reading: Reading, phrase: Phrase, noun: EventNoun) -> bool:
    """Whether its length stands after it: "the siege, now in its third month"."""
    after = [word.lower for word in reading.parsed.words[phrase.end : phrase.end + 4]]
    return noun.type in _LASTS and (
        after[:4] == [",", "now", "in", "its"] or after[:3] == [",", "in", "its"]
    )


def unsaid(
    reading: Reading, phrase: Phrase, noun: EventNoun, clause: Clause | None, relation: str
) -> bool:
    """Whether it is told without a place or a force: "fighting continued", "they say air strikes
    since dawn"; where it was is what the report goes on about.
    """
    if noun.type not in _FIRED or clause is None:
        return False
    if relation == "subject" and clause.lemma in _RUNS and noun.type in ("clash", "shelling"):
        named = [reading.filler(p) for one in clause.after for p in one.phrases]
        return all(one.classes & {"place", "outskirts", "site"} for one in named)
    reports = "report" in lexicon().verb_kinds.get(clause.lemma, frozenset())
    ahead = reading.parsed.words[phrase.end : phrase.end + 2]
    timed = bool(ahead) and (
        ahead[0].tag == "H" or (ahead[0].lower in ("since", "at") and ahead[-1].tag == "H")
    )
    return relation == "object" and reports and timed
