"""When an offensive, a siege, a war began, as far as the report has told: "since the siege began".

`Onsets.hear` notes the date of a sentence that tells of a beginning, or of a deed that a report
comes back to; `Onsets.told` gives it back to a later "since the offensive began", "five days after
the start of the siege" or "in the week after the attack".
"""

from __future__ import annotations

import re

from firstlight.reading.dates.calendar import Span

NOUNS = (
    r"(?:offensive|siege|war|fighting|assault|operation|campaign|hostilities|invasion|conflict|"
    r"blockade|uprising|truce|ceasefire|bombardment|shelling|clashes|battle|advance|encirclement|"
    r"evacuation|crisis|violence|strikes)"
)
_BEGINS = r"(?:began|begun|started|launched|opened|broke\s+out|erupted|mounted|took\s+effect)"
PHRASE = (
    r"(?:the\s+)?(?:(?:start|beginning|outbreak|launch|onset)\s+of\s+(?:the\s+)?)?(?:[\w-]+\s+)?"
    rf"{NOUNS}(?:\s+(?:was\s+|were\s+)?{_BEGINS})?"
)
_TOLD = re.compile(
    rf"\b(?:{NOUNS}\b[^.;]{{0,80}}?\b{_BEGINS}|{_BEGINS}\b[^.;,]{{0,40}}?\b{NOUNS}|"
    rf"(?:start|beginning|outbreak|launch|onset)\s+of\s+(?:\w+\s+){{0,2}}{NOUNS})\b"
)
DEEDS = ("attack", "raid", "massacre", "explosion", "bombing", "capture", "fall", "evacuation")
_DEED = re.compile(rf"\b({'|'.join(DEEDS)}|fell)(?:s|ed|d)?\b")
_THE_DEED = re.compile(rf"\s*(?:the|its|this|that|their)\s+(?:\w+\s+)?({'|'.join(DEEDS)})\b")
_APART = re.compile(r"\b(?:after|before|since|until)\b")
_NOUN = re.compile(rf"\b{NOUNS}\b")


class Onsets:
    """The days of beginnings and of deeds told of so far in one report, by noun."""

    def __init__(self) -> None:
        self._days: dict[str, Span] = {}

    def hear(self, lower: str, start: int, end: int, days: Span) -> None:
        """Note the date at lower[start:end] if its words tell of a beginning; the first stays."""
        low = max(lower.rfind(";", 0, start) + 1, start - 120)
        before = _APART.split(lower[low:start])[-1]
        after = _APART.split(lower[end : end + 90], maxsplit=1)[0]
        for stretch in (before, after):
            for deed in _DEED.findall(stretch):
                self._days["fall" if deed == "fell" else deed] = days
            told = _TOLD.search(stretch)
            noun = _NOUN.search(told.group()) if told else None
            if noun:
                self._days.setdefault(noun.group(), days)

    def hear_base(self, after: str, days: Span) -> None:
        """Note the days counted from ("eleven days after rebels launched their offensive")."""
        told = _TOLD.search(after)
        noun = _NOUN.search(told.group()) if told else None
        if noun:
            self._days.setdefault(noun.group(), days)

    def told(self, phrase: str) -> Span | None:
        """The days on which what `phrase` names began, or None."""
        noun = _NOUN.search(phrase)
        return self._days.get(noun.group()) if noun else None

    def deed(self, phrase: str) -> Span | None:
        """The days of the deed that `phrase` comes back to ("the attack"), or None."""
        found = _THE_DEED.match(phrase)
        return self._days.get(found.group(1)) if found else None
