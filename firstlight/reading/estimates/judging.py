"""Whether what a number says is so, is planned, feared or denied.

The grammar of its clause decides (`reading.status`); a few words about numbers go before it. A
sentence is parsed once for all its numbers.
"""

from __future__ import annotations

import re
from functools import lru_cache

from firstlight.reading.estimates import words as lexis
from firstlight.reading.estimates.claims import Claim
from firstlight.reading.estimates.setting import STANDING, Here
from firstlight.reading.status import clause_status
from firstlight.reading.syntax.clauses import Parsed, parse
from firstlight.reading.text.document import Sentence, Token
from firstlight.records import Status


@lru_cache(maxsize=16)
def _parsed(tokens: tuple[Token, ...]) -> Parsed:
    return parse(tokens)


def judged(sentence: Sentence, start: int, end: int) -> Status | None:
    """As `reading.status.status_of`: by the clause whose verb lies there, else the first."""
    parsed = _parsed(sentence.tokens)
    chosen = next(
        (
            clause
            for clause in parsed.clauses
            if start <= parsed.words[clause.verb.head].token.start < end
        ),
        parsed.clauses[0] if parsed.clauses else None,
    )
    return clause_status(parsed, chosen, "", sentence.plain.text)


_PRESENT = re.compile(
    r"\b(?:is|are|remain|remains|still|currently|now|have|has|face|need|live|lives)\b|'re\b"
)
_DOUBT = re.compile(
    r"\b(?:may|might|could|would|if|unverified|unconfirmed|rumou?r\w*|fear\w*|risk\w*|expect\w*|"
    r"threat\w*|claim\w*|alleg\w*|likely|warn\w*)\b"
)
# "urged the evacuation of 100,000 residents" tells of none
_WANTED = re.compile(
    r"\b(?:urg|call(?:s|ed|ing)?\s+for|demand|plan|propos|agree|negotiat|order|promis|prepar|request|"
    r"await|arrang|regarding|talks|allow)\w*\s+(?:\w+\s+){0,3}$"
)
_CONDITIONAL = re.compile(r"\b(?:would|could|may|might)\b")
_RECKONED = re.compile(r"\b(?:believed?|thought|estimat\w+|understood|reckoned|considered|known)\b")


def status_in(here: Here, claim: Claim, start: int, end: int) -> Status | None:
    """The status of a claim whose words are the report's text[start:end]; None if it tells none."""
    status = judged(here.sentence, start, end)
    clause = here.lower[max(0, claim.begin - 60) : claim.stop + 30]
    if status == "actual" and _WANTED.search(here.lower, max(0, claim.begin - 40), claim.begin):
        return "planned"
    if status == "denied" and lexis.LOST.search(here.lower[claim.begin : claim.stop]):
        status = "actual"  # "19 did not make it" denies nothing
    if status == "possible" and _RECKONED.search(clause) and not _DOUBT.search(clause):
        status = "actual"  # "are believed to be trapped" reckons; it does not doubt
    if status == "planned" and _CONDITIONAL.search(clause) and "if " in here.lower:
        return "possible"
    if status == "ongoing" and claim.measure not in (*STANDING, "abducted"):
        # "have fled since May" counts what happened; only "are fleeing" counts what goes on
        said = here.lower[claim.begin : claim.stop]
        return "ongoing" if re.search(r"\b(?:is|are)\b.*ing\b", said) else "actual"
    if status == "actual" and claim.measure in ("trapped", "in_need", "displaced", "population"):
        inside = here.lower[max(0, claim.begin - 8) : claim.stop]
        if _PRESENT.search(inside) or here.sentence.kind != "prose":
            return "ongoing"
    return status
