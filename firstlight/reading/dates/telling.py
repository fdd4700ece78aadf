"""How a date stands in its sentence: it dates the saying, a relative clause, a beginning.

All that is asked here is asked of lower-cased plain text and answered from the words next to the
date; no grammar is needed, and every expression is bounded.
"""

from __future__ import annotations

import re

DATELINE = re.compile(
    r"[A-Z][A-Za-z' .-]{2,40}(?:,[^—–\n]{0,60})?\s*(?:\([^)\n]{1,40}\)\s*)?(?:—|–|--|-)\s"
)
_SAID = re.compile(
    r"\b(?:said|says|told|(?:announced|declared|reported|confirmed)(?!\s+(?:an?|the|its|their|"
    r"his|her|that)\b)|stated|warned|added|estimated|"
    r"tweeted|wrote|statement|according to [\w ]{1,40}|briefing|"
    r"update)(?:\s+(?!(?:that|it|they|he|she|we|had|have|has|was|were|would|will)\b)"
    r"[\w']+){0,4}?,?\s+(?:late\s+|early\s+)?(?:on\s+|in\s+)?(?:late\s+|"
    r"early\s+)?$"
)
# "last week an officer told us", "on Monday the army said": but "the army announced a truce" is
# what was done that day
_SAYS = re.compile(
    r",?\s+(?:(?!that\b|and\b|but\b|who\b|when\b|while\b|after\b|before\b)[\w'.-]+\s+){1,6}?"
    r"(?:(?:said|says|told|stated|confirmed|warned|claimed|wrote|recalled)\b"
    r"|(?:announced|declared|reported)\s+that\b)"
)
_OPENS = re.compile(
    r"(?:^|[;:.,(—–]\s*|\b(?:and|but)\s+)(?:\W*(?:on|in|at|by|early|late|over|during|just|it\s+was)\s+)*\W*$"
)
_RELATIVE = re.compile(r"[,(—–]\s*(?:which|who|whose|whom|where|when|in\s+which)\b[^,;()—–]*$")
_CLOSE = re.compile(r"[,;)—–]|$")
_BEGAN = re.compile(
    r"\b(?:which|that)\s+(?:was\s+)?(?:began|begun|started|launched|opened|broke\s+out|erupted)"
    r"(?:\s+[\w-]+){0,3}?\s*$"
)
_STILL = re.compile(r"[,)—–]?\s*(?:\w+\s+){0,2}?(?:has|have|is|are)\b")


def is_said(lower: str, start: int, end: int) -> bool:
    """Whether the date at lower[start:end] tells when somebody spoke."""
    if _SAID.search(lower, max(0, start - 60), start):
        return True
    if not _OPENS.search(lower, max(0, start - 24), start):
        return False  # "have left since February, the government says"
    return _SAYS.match(lower, end, end + 90) is not None


def clause_around(lower: str, start: int, end: int) -> tuple[int, int] | None:
    """The relative clause between commas that holds the date at lower[start:end], or None."""
    opening = _RELATIVE.search(lower, max(0, start - 120), start)
    if opening is None:
        return None
    close = _CLOSE.search(lower, end)
    return opening.start() + 1, close.start() if close else len(lower)


def is_onset(lower: str, start: int, scope: tuple[int, int]) -> bool:
    """Whether the clause tells when that began which the sentence goes on about."""
    began = _BEGAN.search(lower, max(0, start - 60), start)
    return began is not None and _STILL.match(lower, scope[1]) is not None
