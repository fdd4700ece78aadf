"""How a number corrects an earlier one: "twice as many as earlier believed", "up from 50,000"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from firstlight.reading.numbers.quantities import Quantity
from firstlight.records import Revision

_TIMES = {
    "twice": 2.0, "double": 2.0, "two times": 2.0, "doubled": 2.0, "doubling": 2.0, "doubles": 2.0,
    "three times": 3.0, "thrice": 3.0, "triple": 3.0, "treble": 3.0, "tripled": 3.0,
    "trebled": 3.0, "threefold": 3.0, "twofold": 2.0, "fourfold": 4.0, "tenfold": 10.0,
    "four times": 4.0, "quadruple": 4.0, "quadrupled": 4.0, "five times": 5.0, "six times": 6.0,
    "ten times": 10.0, "half": 0.5, "halved": 0.5,
}  # fmt: skip
_SHARES = {
    "half": 0.5, "a third": 1 / 3, "two thirds": 2 / 3, "a quarter": 0.25, "three quarters": 0.75,
    "a fifth": 0.2, "two fifths": 0.4, "three fifths": 0.6, "a tenth": 0.1,
}  # fmt: skip
_TIMES_WORD = "|".join(re.escape(t) for t in sorted(_TIMES, key=len, reverse=True))
_AS_MANY = re.compile(
    rf"\b(?P<times>{_TIMES_WORD}|(?P<n>\d+(?:\.\d)?)\s+times)\s+(?:as\s+(?:many|high|large|"
    rf"much)(?:\s+\w+)?"
    r"(?:\s+as)?|more\s+than|higher\s+than|that\s+of|the\s+(?:number|figure|estimate|earlier|"
    r"previous|original|initial|first|last|official|total|\d)|what|earlier|previous|(?:its|"
    r"their)\s+(?:earlier|previous))"
)
_VERB = re.compile(
    r"\b(?:has|have|had|number|numbers|figure|population|total|estimate|estimates|toll|count|"
    r"nearly|almost|more\s+than|since|overnight|people|displaced)\b[^.;]{0,40}?\b(?P<times>doubled|"
    r"tripled|trebled|quadrupled|halved|doubling)\b"
)
_MORE = re.compile(
    r"\b(?P<share>half|(?:a|one|two|three)[\s-](?:thirds?|quarters?|fifth|tenth)|\d{1,3}\s*(?:%|"
    r"per\s?cent|percent))\s+(?P<way>more|higher|fewer|less|lower)\s+(?:people\s+)?than\b"
)
PREVIOUS = re.compile(
    r"(?:\b(?:(?:up|down)\s+(?:sharply\s+|slightly\s+|again\s+)?from|rather\s+than|instead\s+of|"
    r"compared\s+(?:to|with)|not\s+the|as\s+against|(?:(?:earlier|previous|initial|original|first|"
    r"former|prior|last)\s+(?:\w+\s+){0,2}?(?:estimates?|figures?|counts?|totals?|reports?|number|"
    r"toll|assessment)|(?:estimates?|figures?)\s+(?:last|a|an)\s+\w+(?:\s+ago)?)(?:\s+(?:of|was|"
    r"were|had\s+been|stood\s+at|put\s+\w+(?:\s+\w+)?\s+at|at))?)\s*(?:only\s+|just\s+|some\s+|"
    r"about\s+|around\s+|an?\s+estimated\s+|the\s+)*)$"
)
_FROM = re.compile(
    r"\b(?:rose|risen|rising|grew|grown|growing|increased|jumped|climbed|fell|fallen|dropped|"
    r"declined|decreased|reduced|revised|corrected|raised|lowered|swollen|swelled|gone|went|up|"
    r"down|changed|adjusted)(?:\s+(?:\w+\s+){0,3}?)?from\s+(?:\w+\s+){0,2}?$"
)
# "the toll has climbed to 97, from 61 on Friday"
_CLIMBED = re.compile(
    r"\b(?:climb|ris|rose|grew|grow|increas|jump|fall|fell|drop|declin|swel|swol|reach)\w*\b[^.;]{0,40}?,"
    r"\s*from\s+(?:\w+\s+){0,2}?$"
)
_THOUGHT = re.compile(
    r"[^.;]{0,40}?\b(?:first|earlier|previously|initially|originally)\s+(?:thought|believed|"
    r"estimated|reported|feared|said|announced|counted)|\s*,?\s*(?:people\s+|"
    r"families\s+)?as\s+(?:(?:it|they|was|were|had|been|first|the|un)\s+){1,4}(?:thought|believed|"
    r"estimated|reported|feared|said|announced|counted)"
)
_AFTER_PREVIOUS = re.compile(
    r"[^.;]{0,24}?\b(?:earlier|previously|last\s+(?:week|month|year)|a\s+\w+\s+(?:ago|earlier))\b"
)


# "twice as many as the 50,000 estimated earlier"
_AS_THE = re.compile(r"\b(?:as|than)\s+(?:the\s+)?$")
_TIMES_BEFORE = re.compile(rf"\b(?:{_TIMES_WORD}|times)\s+$")
_EARLIER = re.compile(
    r"[^.;,]{0,30}?\b(?:thought|believed|estimated|reported|feared|announced|counted|given)\b"
)


@dataclass(frozen=True, slots=True)
class Change:
    """A revision found in a sentence. Offsets are those of its plain text."""

    start: int
    end: int
    ratio: float | None
    compares: bool = True
    """It compares with an earlier figure ("twice as many as"), so that it may stand by itself."""


def changes(lower: str) -> list[Change]:
    """The ratios that a sentence states, in order."""
    found: list[Change] = []
    for match in _AS_MANY.finditer(lower):
        ratio = float(match.group("n")) if match.group("n") else _TIMES[match.group("times")]
        found.append(Change(match.start(), match.end(), ratio))
    for match in _VERB.finditer(lower):
        if "since" in match.group():  # "112 were killed; the toll has since doubled"
            continue
        ratio = _TIMES[match.group("times")]
        found.append(Change(match.start("times"), match.end(), ratio, compares=False))
    for match in _MORE.finditer(lower):
        share = share_of(match.group("share"))
        sign = 1 if match.group("way") in ("more", "higher") else -1
        if share is not None:
            found.append(Change(match.start(), match.end(), 1 + sign * share))
    return sorted(found, key=lambda change: change.start)


_DOUBLED = re.compile(
    r"\b(?:figure|numbers?|total|toll|estimate|count|population|that)\b(?:\s+\w+){0,5}?\s+(?:has|have|had)\s+"
    r"(?:(?:more|than|nearly|almost|since|now|roughly|about)\s+)*(?P<times>doubled|tripled|trebled|"
    r"quadrupled|halved)\b"
)


def multiplied(lower: str) -> Change | None:
    """ "The figure has doubled": how many times the number told of before has become, or None."""
    found = _DOUBLED.search(lower)
    return Change(*found.span(), _TIMES[found.group("times")]) if found else None


def share_of(text: str) -> float | None:
    """The share that "half", "two thirds", "a quarter" or "40%" names; None if none."""
    if digits := re.match(r"\d+", text):
        return int(digits.group()) / 100
    word = re.sub(r"^one ", "a ", " ".join(text.replace("-", " ").split()))
    return _SHARES.get(word, _SHARES.get(word + "s"))


def is_previous(lower: str, quantity: Quantity) -> bool:
    """Whether the number is the earlier one that another corrects ("up from 50,000")."""
    before = lower[max(0, quantity.begin - 70) : quantity.begin]
    if PREVIOUS.search(before):
        plain_than = before.rstrip().endswith("the") and "not" in before[-10:]
        if not plain_than or _THOUGHT.match(lower[quantity.stop : quantity.stop + 60]):
            return True
    after = lower[quantity.stop : quantity.stop + 70]
    if _CLIMBED.search(before):
        return True
    if quantity.text.lower().startswith("as m") and _TIMES_BEFORE.search(before):
        return True
    if _AS_THE.search(before) and _EARLIER.match(after):
        return True
    denied = re.search(r"\bnot\s+(?:the\s+)?$", before) is not None
    if denied and (re.match(r"[^.;]{0,30}?\bbut\b", after) or _THOUGHT.match(after)):
        return True
    if _FROM.search(before) and re.match(r"[^.;]{0,50}?\bto\b", after):
        return True
    return (
        _THOUGHT.match(after) is not None
        and re.search(r"\bthan\s+(?:the\s+)?$", before) is not None
    )


def revision(ratio: float | None, previous: float | None, best: float | None) -> Revision | None:
    """The revision with what follows from its parts; None where neither part is known."""
    if ratio is None and previous and best:
        ratio = round(best / previous, 3)
    if previous is None and ratio and best:
        previous = round(best / ratio, 1)
    return Revision(ratio, previous) if ratio or previous else None
