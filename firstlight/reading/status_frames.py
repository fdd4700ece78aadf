"""What a sentence's frame (a claim, a fear, a denial, a question) makes of what a clause tells."""

from __future__ import annotations

from itertools import pairwise

from firstlight.reading.lexicon import lexicon
from firstlight.reading.status_words import (
    ADVERBS,
    DENIES,
    DISTANT,
    FALSE,
    FEARED,
    UNVERIFIED,
)
from firstlight.reading.syntax.clauses import Clause, Parsed
from firstlight.records import Status


def framed(parsed: Parsed, clause: Clause | None, own: Status, text: str) -> Status | None:
    """The status once the sentence's frame (a claim, a fear, a denial, a question) is heard."""
    if text.rstrip().endswith("?"):
        return "possible" if own in ("actual", "ongoing") else own
    if own == "denied":
        return own
    if FALSE.search(text):
        return "denied"
    start = clause.verb.start if clause is not None else 0
    speaking = [
        one.verb.start
        for one in parsed.clauses
        if one.verb.end <= start
        and "report" in lexicon().verb_kinds.get(one.lemma, frozenset())
        and one is not clause
    ]
    for one in parsed.clauses:
        if one is clause or (clause is not None and one.link == "relative" and one.end < start):
            continue
        governs = one.verb.end <= start and _reaches(parsed, one, clause)
        if governs and speaking and speaking[-1] > one.verb.start:
            governs = False  # somebody else, or the same one anew, says this
        trailing = (
            one.verb.start > start
            and clause is not None
            and one.verb.start >= clause.end
            and one.verb.end >= len(parsed.words) - 8
            and not one.objects
            and "report" in lexicon().verb_kinds.get(one.lemma, frozenset())
        )
        if not governs and not trailing:
            continue
        if one.lemma in DENIES and governs:
            return "denied" if not one.verb.negated else own
        if one.lemma == "say" and own in ("actual", "ongoing") and _party_speaks(parsed, one):
            return "possible"
        if one.lemma in DISTANT and own in ("actual", "ongoing"):
            return "possible"
        if one.lemma in FEARED and governs and own in ("actual", "ongoing", "planned"):
            return "possible"
    if clause is not None and own in ("actual", "ongoing"):
        begin = max(0, min(clause.start, clause.verb.start) - 1)
        near = parsed.words[max(begin, clause.verb.start - 12) : clause.end + 2]
        if any(word.lower in ADVERBS for word in near):
            return "possible"
    if own in ("actual", "ongoing") and UNVERIFIED.search(text):
        return "possible"
    return own


def _party_speaks(parsed: Parsed, clause: Clause) -> bool:
    """Whether a party to the war "says" it: the present tense keeps a distance."""
    if clause.verb.inflection not in ("s", "base") or clause.verb.modal:
        return False
    for phrase in clause.subject:
        head = parsed.words[phrase.head]
        if "force" in lexicon().classes(head.lower):
            return True
        if head.tag == "E" and (
            head.lower in lexicon().countries or head.lower in lexicon().groups
        ):
            return True
    return False


def _reaches(parsed: Parsed, governor: Clause, clause: Clause | None) -> bool:
    """Whether what the governing verb says takes in this clause."""
    if clause is None or clause.matrix is governor:
        return clause is not None and clause.link == "infinitive"
    between = parsed.words[governor.verb.end : clause.verb.start]
    if any(
        word.tag in ";" or word.lower in ("but", "although", "though", "while") for word in between
    ):
        return False
    if clause.link == "relative" and any(
        word.tag == "R" and before.tag == "," for before, word in pairwise(between)
    ):
        return False  # ", where people are trapped" stands outside what is rejected
    if governor.objects and not any(word.lower == "that" for word in between[:8]):
        first = governor.objects[0]
        return bool(clause.subject) and clause.subject[0].start <= first.end
    return len(between) < 30
