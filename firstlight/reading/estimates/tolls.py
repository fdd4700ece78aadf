"""Whether a number of dead is a toll over a time, which is an estimate, or one happening's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from firstlight.reading.dates.mentions import DateMention, when
from firstlight.reading.estimates import words as lexis
from firstlight.reading.estimates.claims import Claim
from firstlight.reading.estimates.setting import Here, span_of

_ONE = re.compile(
    r"\bin\s+(?:one|a\s+single|an?)\s+(?:\w+\s+)?(?:attack|strike|airstrike|raid|ambush|clash|blast|"
    r"explosion|massacre|bombing|battle)\b"
)
_IN_CARE = re.compile(
    r"\b(?:died|dead)\s+(?:on\s+the\s+way|on\s+arrival|en\s+route|in\s+(?:the\s+)?(?:wards?|"
    r"hospitals?|clinics?))\b"
)
"""Deaths counted by a hospital are those of the days it speaks of, not of one attack."""
_TALLY = re.compile(r"(?:killed|dead|deaths|fatalities|death toll)\s*[:=]\s*\d", re.IGNORECASE)


def is_toll(here: Here, claim: Claim, known: Sequence[DateMention]) -> bool:
    """Whether the dead are those of a period or a standing total rather than of one happening."""
    said = here.document.text[slice(*span_of(here, claim))]
    if here.sentence.kind != "prose" and re.search(r"[:=|\t]", said):
        return True
    if _TALLY.match(said) or lexis.LOST.search(said):
        return True
    near = here.lower[max(0, claim.begin - 90) : claim.stop + 90]
    left = near.rfind(";", 0, min(90, claim.begin))
    near = near[left + 1 :]
    if _IN_CARE.search(here.lower, claim.begin, claim.stop + 60):
        return True
    if _ONE.search(here.lower, claim.begin, claim.stop + 60):
        return False
    if lexis.TOLL.search(near) or re.search(r"\bas\s+(?:of|at)\b", here.lower[: claim.begin]):
        return True
    start, end = span_of(here, claim)
    mention = when(here.document, start, end, mentions=known, carry=False)
    if mention is None or mention.first is None or mention.last is None or mention.reporting:
        return False
    inside = here.sentence.start <= mention.start < here.sentence.end
    return inside and (mention.last - mention.first).days >= 3 and mention.kind != "duration"
