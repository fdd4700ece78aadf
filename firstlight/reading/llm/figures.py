"""Whether the numbers of a claim are those that its sentence gives.

The model says which number means what; how much it is, and how surely, is read from the words by
the same rules as everywhere else ("nearly", "up to", "dozens").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isclose

from firstlight.reading.llm.claims import Bounds, Change, EstimateClaim
from firstlight.reading.numbers.quantities import Quantity
from firstlight.records import Range, Revision

Numbers = tuple[float | None, float | None, float | None]
"""Low, high, best."""

_COMPARES = re.compile(
    r"\b(?:twice|thrice|doubl\w+|twofold|tripl\w+|trebl\w+|threefold|quadrupl\w+|half|halv\w+|"
    r"times|per\s?cent|percent|thirds?|quarters?|fifths?|tenth|up from|down from|rose|risen|grew|"
    r"grown|fell|fallen|more than|fewer than|revis\w+|earlier|previous\w*)\b|%"
)


def settled(claim: EstimateClaim, given: Sequence[Quantity]) -> Numbers | None:
    """The claim's numbers as the words bound them; None where no word gives them.

    given: the quantities of the claim's sentence, those within the quote first.
    """
    counts = [one for one in given if one.kind == "count"]
    for one in counts:
        if one.hedge == "between" and (claim.low, claim.high) == (one.low, one.high):
            return one.low, one.high, one.best
    if claim.best is not None:
        for one in counts:
            if one.best is not None and _same(one.best, claim.best):
                return one.low, one.high, one.best
    elif claim.low is not None or claim.high is not None:
        for one in counts:
            if one.best is None and _meets(one, claim.low, claim.high):
                return one.low, one.high, None
    stated = [value for value in (claim.low, claim.high) if value is not None]
    if not stated or not all(_given(value, counts) for value in stated):
        return None
    low, high, best = claim.low, claim.high, claim.best
    if low is not None and high is not None and low > high:
        return None
    if best is not None and not (low if low is not None else best) <= best:
        return None
    if best is not None and not best <= (high if high is not None else best):
        return None
    return low, high, best


def dead(claim: Bounds | None, given: Sequence[Quantity]) -> Range | None:
    """The dead of an event where its sentence gives the number; one person needs no numeral."""
    if claim is None or (claim.low is None and claim.high is None):
        return None
    low, high = claim.low, claim.high
    if low is not None and high is not None and low > high:
        return None
    if (low, high) == (1, 1) or (
        all(_given(value, given) for value in (low, high) if value is not None)
        and max(low or 0, high or 0) > 0
    ):
        return Range(low, high)
    return None


def counted(count: float | None, given: Sequence[Quantity]) -> float | None:
    """How many of the object, where its sentence gives the number."""
    return count if count and _given(count, given) else None


def revision(claim: Change | None, sentence: str, given: Sequence[Quantity]) -> Revision | None:
    """How the estimate corrects an earlier one, where the sentence (lower case) compares at all."""
    if claim is None or not _COMPARES.search(sentence):
        return None
    ratio = claim.ratio if claim.ratio and 0.001 <= claim.ratio <= 1000 else None
    previous = claim.previous if _given(claim.previous, given) else None
    return Revision(ratio, previous) if ratio is not None or previous is not None else None


def _given(value: float | None, given: Sequence[Quantity]) -> bool:
    return value is not None and any(
        stated is not None and _same(stated, value)
        for one in given
        for stated in (one.low, one.high, one.best)
    )


def _meets(one: Quantity, low: float | None, high: float | None) -> bool:
    """Whether a vague word ("hundreds") and the claimed bounds have numbers in common."""
    least = max(one.low or 0.0, low or 0.0)
    most = min(one.high if one.high is not None else 1e12, high if high is not None else 1e12)
    return least <= most


def _same(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=0.005, abs_tol=1e-9)
