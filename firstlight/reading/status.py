"""Whether a clause tells what happened, goes on, is planned, is possible or is said to be untrue.

Read from the verb group (tense, modals, negation), from the verb that governs an infinitive or a
participle, from conjunctions ("if", "until"), and from who is said to say it. `None` means that the
clause tells of no event at all: a question, an unreal condition, a slogan.
"""

from __future__ import annotations

import re

from firstlight.reading.lexicon import lexicon
from firstlight.reading.syntax.clauses import Clause, Parsed, parse
from firstlight.reading.syntax.tag_words import words
from firstlight.reading.text.document import Document, Sentence
from firstlight.records import Status

STATES = words("hold encircle trap deprive clash")
"""Event types that last: told in the present tense they are ongoing."""

_PLANNED = words(
    "plan intend aim prepare order instruct command ask urge call demand request require agree "
    "decide schedule propose vow pledge promise await want seek try attempt fight battle struggle "
    "set push need advise invite encourage work move bid look beg tell compete return deploy come "
    "launch begin-operation race amass gather send mobilise mobilize train use offer choose"
)
_POSSIBLE = words(
    "hope wish expect threaten fear consider appear seem believe think suspect allege claim say "
    "report rumour rumor risk assume estimate purport"
)
_DENIED = words("fail refuse decline neglect forget")
_CARRIED_ON = words("begin start continue resume keep proceed go manage help succeed get tend")
_CAUSED = words(
    "force compel allow permit enable cause lead oblige let make see hear find oblige drive leave "
    "join unite agree-on be have stop"
)
_STOPPED = words("stop cease halt avoid")
_RANKED = words("first second third last latest next only 2nd 3rd 1st")
_PLAN_ADJECTIVES = words("set due ready poised about going willing prepared scheduled determined")
_POSSIBLE_ADJECTIVES = words("likely possible expected free bound eager")
_DISTANT = words("claim allege assert boast purport rumour rumor speculate suggest suspect")
_FEARED = words("fear worry expect predict hope threaten warn doubt believe think consider assume")
_DENIES = words("deny refute dismiss reject disprove")
_CONDITION = words("if unless lest whether")
_UNVERIFIED = re.compile(
    r"\b(?:unverified|unconfirmed|rumou?rs?|rumou?red|"
    r"(?:not|n't|cannot|could not) be (?:\w+ )?(?:verified|confirmed|corroborated)|"
    r"not (?:been |yet been )?(?:\w+ )?(?:verified|confirmed)|no (?:independent )?confirmation|"
    r"we (?:hear|are hearing)|claims? (?:to have|that|of))\b",
    re.IGNORECASE,
)
_ADVERBS = words("reportedly allegedly purportedly supposedly apparently")
_FALSE = re.compile(
    r"\b(?:(?:is|are|was|were) (?:false|untrue|fake|wrong|baseless|a lie)|no truth|"
    r"(?:rumou?rs?|claims?|reports?|news) (?:that|of|about) [^.;]{0,160}?\b(?:is|are|was|were) "
    r"(?:\w+ )?(?:false|untrue|fake|denied|wrong|baseless))\b",
    re.IGNORECASE,
)


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
        return _framed(parsed, None, "ongoing" if event_type in STATES else "actual", text)
    own = _own(parsed, clause, event_type, 0)
    if own is None:
        return None
    return _framed(parsed, clause, own, text)


def _own(parsed: Parsed, clause: Clause, event_type: str, depth: int) -> Status | None:
    """The status from the verb group and what governs it."""
    verb = clause.verb
    if clause.subordinator in _CONDITION:
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
        and event_type in _GOES_ON
        and any(w.lower == "since" for w in parsed.words[verb.end : verb.end + 9])
    ):
        return "ongoing"
    if (
        event_type in STATES
        and clause.link == "reduced"
        and verb.inflection == "ing"
        and any(w.lower in _NOW for w in parsed.words)
    ):
        return "ongoing"
    if verb.progressive:
        return "ongoing" if word in _NOW else "actual"
    if (
        event_type in STATES
        and clause.link != "reduced"
        and (
            word in _NOW
            or (verb.bare and verb.inflection in ("s", "base"))
            or (verb.perfect and word in ("has", "have") and event_type != "clash")
        )
    ):
        return "ongoing"
    return "actual"


def _none_of(parsed: Parsed, clause: Clause) -> bool:
    """Whether the subject says that nobody did it ("no convoy has reached")."""
    firsts = [parsed.words[phrase.start].lower for phrase in clause.subject]
    return clause.link != "infinitive" and any(one in _NOBODY for one in firsts)


_NOBODY = words("no none neither nobody nothing")
_NOW = words("is are am 's 're has have isn't aren't remain remains it's they're we're")


def _present(parsed: Parsed, clause: Clause) -> bool:
    word = parsed.words[clause.verb.start].lower
    if word in ("is", "are", "has", "have"):
        return True
    return clause.verb.bare and clause.verb.inflection in ("s", "base")


def _participle(parsed: Parsed, clause: Clause, event_type: str, depth: int) -> Status | None:
    assert clause.matrix is not None
    matrix = clause.matrix
    if clause.subordinator == "from" and matrix.lemma in _PREVENTS:
        return "denied"
    if clause.subordinator in ("of", "at", "for", "to", "from"):
        at = clause.verb.start - 2
        noun = parsed.words[at].lower if at >= 0 else ""
        if noun in _AIMS:
            return "planned"
        if noun in _CHANCES or (noun in ("accused", "capable", "suspected", "accuse", "instead")):
            return "possible" if noun != "instead" else "denied"
    if clause.subordinator in ("before",) and _own(parsed, matrix, "", depth + 1) != "actual":
        return "planned"
    outer = _own(parsed, matrix, event_type, depth + 1)
    if outer == "ongoing" and matrix.verb.perfect and not matrix.verb.progressive:
        outer = "actual"
    if matrix.lemma in _PHASES and clause.verb.start <= matrix.verb.end + 1 and outer == "actual":
        begun = parsed.words[matrix.verb.start].lower
        return "ongoing" if begun in _NOW or matrix.verb.inflection in ("s", "base") else "actual"
    if matrix.lemma in _STOPPED and clause.start <= matrix.end + 1:
        return None
    if matrix.lemma in ("consider", "threaten", "risk"):
        return "possible"
    if outer == "denied" and clause.link == "participle":
        return "actual" if clause.subordinator in ("after", "since", "despite") else "denied"
    return outer


_AIMS = words(
    "goal aim aims aimed hope hopes intention plan plans purpose objective bid view verge brink"
)
_CHANCES = words("threat risk fear fears possibility chance prospect danger idea charge")
_GOES_ON = STATES | {"airstrike", "shelling", "attack", "offensive"}
_PHASES = words("begin start continue keep resume")
_PREVENTS = words("prevent stop bar block keep forbid ban prohibit discourage deter")


def _infinitive(parsed: Parsed, clause: Clause, event_type: str, depth: int) -> Status | None:
    matrix = clause.matrix
    if clause.verb.negated:
        return "denied"
    before = parsed.words[clause.verb.start - 1].lower if clause.verb.start else ""
    if before in ("able",):
        return _own(parsed, matrix, event_type, depth + 1) if matrix is not None else "possible"
    if before in ("unable", "powerless"):
        return "denied"
    if before in _PLAN_ADJECTIVES:
        return "planned"
    if before in _POSSIBLE_ADJECTIVES:
        return "possible"
    if before in ("first", "last", "only"):
        return "actual"
    if matrix is not None and matrix.lemma == "be" and matrix.objects:
        said = [w.lower for w in parsed.words[matrix.objects[0].start : matrix.objects[0].end]]
        if any(w in _RANKED or (w.endswith("th") and len(w) > 4) for w in said):
            return _own(parsed, matrix, event_type, depth + 1)  # "the ninth capital to fall"
    if matrix is None:
        return "planned"
    lemma = matrix.lemma
    outer = _own(parsed, matrix, "", depth + 1)
    if lemma in _DENIED:
        return "denied" if outer in ("actual", "ongoing") else outer
    if lemma in _POSSIBLE:
        return "possible"
    if lemma in _CARRIED_ON or (lemma in _CAUSED and lemma != "be"):
        if lemma == "leave" or (lemma == "allow" and outer == "actual" and not event_type):
            return "possible"
        if outer == "actual" and lemma in ("begin", "start", "continue", "resume", "keep"):
            present = parsed.words[matrix.verb.start].lower in _NOW or matrix.verb.inflection in (
                "s",
                "base",
            )
            return "ongoing" if present else "actual"
        return outer
    return "planned" if outer != "denied" or lemma in _PLANNED else "possible"


def _framed(parsed: Parsed, clause: Clause | None, own: Status, text: str) -> Status | None:
    """The status once the sentence's frame (a claim, a fear, a denial, a question) is heard."""
    if text.rstrip().endswith("?"):
        return "possible" if own in ("actual", "ongoing") else own
    if own == "denied":
        return own
    if _FALSE.search(text):
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
        if one.lemma in _DENIES and governs:
            return "denied" if not one.verb.negated else own
        if one.lemma == "say" and own in ("actual", "ongoing") and _party_speaks(parsed, one):
            return "possible"
        if one.lemma in _DISTANT and own in ("actual", "ongoing"):
            return "possible"
        if one.lemma in _FEARED and governs and own in ("actual", "ongoing", "planned"):
            return "possible"
    if clause is not None and own in ("actual", "ongoing"):
        begin = max(0, min(clause.start, clause.verb.start) - 1)
        near = parsed.words[max(begin, clause.verb.start - 12) : clause.end + 2]
        if any(word.lower in _ADVERBS for word in near):
            return "possible"
    if own in ("actual", "ongoing") and _UNVERIFIED.search(text):
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
    if governor.objects and not any(word.lower == "that" for word in between[:8]):
        first = governor.objects[0]
        return bool(clause.subject) and clause.subject[0].start <= first.end
    return len(between) < 30
