"""Numbers that take their measure from another number in the sentence.

"2,400 of the 40,000 who fled have come back" counts 2,400 who returned out of those who fled;
"300,000 fled, rising to 850,000 by June" counts twice the same; "5,700 left, bringing the total to
52,000" gives the day's number and the standing one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from firstlight.reading.estimates.counted import Counted
from firstlight.reading.estimates.governing import Claim, governed
from firstlight.reading.estimates.words import Noun, Trigger

_OF_THE = re.compile(r"\s+of\s+(?:the|those|these|its|some|an?\s+estimated|about|around|\s)+$")
_WHO = re.compile(
    r"\s*(?:[\w-]+\s+){0,3}?(?:who|that)\b[^.;]{0,80}?(?=\b(?:have|has|had|were|was|are|is)\b)"
)
_GROWN = re.compile(
    r"[^.;\d]{0,60}?(?:\b(?:rising|climbing|growing|increasing|swelling|falling|dropping|up)\s+to"
    r"|\b(?:bringing|taking|pushing|raising)\s+(?:the|their|its)\s+(?:\w+\s+){0,6}?to)"
    r"\s+(?:\w+\s+){0,2}?$"
)


def out_of(
    lower: str, item: Counted, after: Counted | None, words: Sequence[tuple[int, int, Trigger]]
) -> Claim | None:
    """The claim of a number "of the" next one, by the verb beyond their relative clause."""
    if after is None or not _OF_THE.fullmatch(lower, item.quantity.stop, after.quantity.begin):
        return None
    who = _WHO.match(lower, after.quantity.stop)
    at = who.end() if who else after.stop
    noun = item.noun or after.noun or Noun("people")
    claim = governed(lower, replace(item, noun=noun, stop=at), words, at, len(lower), False)
    return replace(claim, noun_stop=after.stop) if claim else None


def grown_to(lower: str, item: Counted, before: Claim | None) -> Claim | None:
    """The claim of a number that the one before it rose to, or brought the total to."""
    if before is None:
        return None
    if not _GROWN.fullmatch(lower, before.stop, item.quantity.begin):
        return None
    noun = item.noun or before.noun
    return Claim(
        item.quantity, before.measure, noun, item.quantity.begin, item.stop, item.stop,
        min(0.75, before.strength),
    )  # fmt: skip
