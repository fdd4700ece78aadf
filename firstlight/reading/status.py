"""Whether a clause tells what happened, goes on, is planned, is possible or is said to be untrue.

Read from the verb group (tense, modals, negation), from the verb that governs an infinitive or a
participle, from conjunctions ("if", "until"), and from who is said to say it. `None` means that the
clause tells of no event at all: a question, an unreal condition, a slogan.
"""

from __future__ import annotations

from firstlight.reading.status_frames import framed
from firstlight.reading.status_words import (
    AIMS,
    CARRIED_ON,
    CAUSED,
    CHANCES,
    CONDITION,
    DENIED,
    GOES_ON,
    NOBODY,
    NOW,
    PHASES,
    PLAN_ADJECTIVES,
    PLANNED,
    POSSIBLE,
    POSSIBLE_ADJECTIVES,
    PREVENTS,
    RANKED,
    STATES,
    STOPPED,
)
from firstlight.reading.syntax.clauses import Clause, Parsed, parse
from firstlight.reading.text.document import Document, Sentence
from firstlight.records import Status

__all__ = ["STATES", "clause_status", "status_of"]


def status_of(document: Document, sentence: Sentence, start: int, end: int) -> Status | None:
    """The status of what text[start:end] tells, or None where it tells of no event.

    start, end: offsets in the report of a clause or of its verb; the clause whose verb lies there
    is judged, the sentence's first clause where there is none.
    """
    parsed = parse(sentence.tokens)
    chosen: Clause | None = None
    for clause in parsed.clauses:
        verb = parsed.words[clause.verb.head].token
        if start <= verb.start < end:
            chosen = clause
            break
    if chosen is None:
        chosen = parsed.clauses[0] if parsed.clauses else None
    return clause_status(parsed, chosen, "", sentence.plain.text)


def clause_status(
    parsed: Parsed, clause: Clause | None, event_type: str, text: str
) -> Status | None:
    """The status of an event of this type that the clause tells; text: the sentence's."""
    if clause is None:
        return framed(parsed, None, "ongoing" if event_type in STATES else "actual", text)
    own = _own(parsed, clause, event_type, 0)
    if own is None:
        return None
    return framed(parsed, clause, own, text)


def _own(parsed: Parsed, clause: Clause, event_type: str, depth: int) -> Status | None:
    """The status from the verb group and what governs it."""
    verb = clause.verb
    if clause.subordinator in CONDITION:
        return "possible"
    if clause.subordinator in ("without", "instead"):
        return "denied"
    if verb.infinitive and depth < 6:
        return _infinitive(parsed, clause, event_type, depth)
    if _none_of(parsed, clause):
        return "denied"
    modal = verb.modal
    if modal:
        if verb.perfect and modal in ("would", "could", "should", "might"):
            return None if modal != "might" else "possible"
        if verb.negated:
            return "denied"
        if modal in ("will", "shall", "would", "'ll"):
            return "planned"
        return "possible"
    if verb.negated:
        return "denied"
    if (
        not verb.finite
        and clause.matrix is not None
        and depth < 6
        and clause.link in ("participle", "coordinate")
    ):
        return _participle(parsed, clause, event_type, depth)
    if clause.link == "coordinate" and clause.matrix is not None and depth < 6:
        outer = _own(parsed, clause.matrix, event_type, depth + 1)
        if outer in ("planned", "possible") and verb.inflection == "base":
            return outer
    word = parsed.words[verb.start].lower
    if clause.subordinator in ("until", "till", "before", "when", "once") and _present(
        parsed, clause
    ):
        return "planned" if clause.subordinator in ("until", "till", "before") else "possible"
    if (
        verb.perfect
        and word in ("has", "have")
        and event_type in GOES_ON
        and any(w.lower == "since" for w in parsed.words[verb.end : verb.end + 9])
    ):
        return "ongoing"
    if (
        event_type in STATES
        and clause.link == "reduced"
        and verb.inflection == "ing"
        and any(w.lower in NOW for w in parsed.words)
    ):
        return "ongoing"
    if verb.progressive:
        return "ongoing" if word in NOW else "actual"
    opening = parsed.words[clause.start - 1] if clause.start else None
    if opening is not None and opening.lower == "should" and verb.inflection == "base":
        return "possible"  # "should they lose the bridge"
    said = parsed.words[max(0, verb.start - 1) : verb.end]
    if event_type in GOES_ON and verb.bare and any(w.lower == "still" for w in said):
        return "ongoing" if verb.inflection in ("s", "base") else "actual"
    if (
        event_type in STATES
        and clause.link != "reduced"
        and (
            word in NOW
            or (verb.bare and verb.inflection in ("s", "base"))
            or (verb.perfect and word in ("has", "have") and event_type != "clash")
        )
    ):
        return "ongoing"
    return "actual"


def _none_of(parsed: Parsed, clause: Clause) -> bool:
    """Whether the subject says that nobody did it ("no convoy has reached")."""
    firsts = [parsed.words[phrase.start].lower for phrase in clause.subject]
    return clause.link != "infinitive" and any(one in NOBODY for one in firsts)


def _present(parsed: Parsed, clause: Clause) -> bool:
    word = parsed.words[clause.verb.start].lower
    if word in ("is", "are", "has", "have"):
        return True
    return clause.verb.bare and clause.verb.inflection in ("s", "base")


def _participle(parsed: Parsed, clause: Clause, event_type: str, depth: int) -> Status | None:
    assert clause.matrix is not None
    matrix = clause.matrix
    if clause.subordinator == "from" and matrix.lemma in PREVENTS:
        return "denied"
    if clause.subordinator in ("of", "at", "for", "to", "from"):
        at = clause.verb.start - 2
        noun = parsed.words[at].lower if at >= 0 else ""
        if noun in AIMS:
            return "planned"
        if noun in CHANCES or (noun in ("accused", "capable", "suspected", "accuse", "instead")):
            return "possible" if noun != "instead" else "denied"
    if clause.subordinator in ("before",) and _own(parsed, matrix, "", depth + 1) != "actual":
        return "planned"
    outer = _own(parsed, matrix, event_type, depth + 1)
    if outer == "ongoing" and matrix.verb.perfect and not matrix.verb.progressive:
        outer = "actual"
    if matrix.lemma in PHASES and clause.verb.start <= matrix.verb.end + 1 and outer == "actual":
        begun = parsed.words[matrix.verb.start].lower
        return "ongoing" if begun in NOW or matrix.verb.inflection in ("s", "base") else "actual"
    if matrix.lemma in STOPPED and clause.start <= matrix.end + 1:
        return None
    if matrix.lemma in ("consider", "threaten", "risk"):
        return "possible"
    if outer == "denied" and clause.link == "participle":
        return "actual" if clause.subordinator in ("after", "since", "despite") else "denied"
    return outer


def _infinitive(parsed: Parsed, clause: Clause, event_type: str, depth: int) -> Status | None:
    matrix = clause.matrix
    if clause.verb.negated:
        return "denied"
    before = parsed.words[clause.verb.start - 1].lower if clause.verb.start else ""
    if before in ("able",):
        return _own(parsed, matrix, event_type, depth + 1) if matrix is not None else "possible"
    if before in ("unable", "powerless"):
        return "denied"
    if before in PLAN_ADJECTIVES:
        return "planned"
    if before in POSSIBLE_ADJECTIVES:
        return "possible"
    if before in ("first", "last", "only"):
        return "actual"
    if matrix is not None and matrix.lemma == "be" and matrix.objects:
        said = [w.lower for w in parsed.words[matrix.objects[0].start : matrix.objects[0].end]]
        if any(w in RANKED or (w.endswith("th") and len(w) > 4) for w in said):
            return _own(parsed, matrix, event_type, depth + 1)  # "the ninth capital to fall"
    if matrix is None:
        return "planned"
    lemma = matrix.lemma
    outer = _own(parsed, matrix, "", depth + 1)
    if lemma in DENIED:
        return "denied" if outer in ("actual", "ongoing") else outer
    if lemma in POSSIBLE:
        return "possible"
    if lemma in CARRIED_ON or (lemma in CAUSED and lemma != "be"):
        if lemma == "leave" or (lemma == "allow" and outer == "actual" and not event_type):
            return "possible"
        if outer == "actual" and lemma in ("begin", "start", "continue", "resume", "keep"):
            present = parsed.words[matrix.verb.start].lower in NOW or matrix.verb.inflection in (
                "s",
                "base",
            )
            return "ongoing" if present else "actual"
        return outer
    return "planned" if outer != "denied" or lemma in PLANNED else "possible"
