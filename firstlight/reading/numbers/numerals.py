"""How numbers are written: in digits and words, with hedges, and with what else they may measure.

`QUANTITY` is matched against lower-cased plain text; `numeral` gives the value of what it found.
"""

from __future__ import annotations

import re

from firstlight.reading.numbers.quantity import Hedge, QuantityKind


def _words(text: str) -> list[str]:
    return text.split()


_SMALL = {
    word: float(value)
    for value, word in enumerate(
        _words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen"
        )
    )
}
_TENS = {
    word: 10.0 * value
    for value, word in enumerate(
        _words("twenty thirty forty fifty sixty seventy eighty ninety"), start=2
    )
}
SCALES = {
    "dozen": 12.0, "score": 20.0, "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "million": 1e6,
    "billion": 1e9, "k": 1e3, "mn": 1e6, "m": 1e6,
}  # fmt: skip
_PLURALS: dict[str, tuple[float, float]] = {
    "dozens": (24, 99), "scores": (40, 99), "hundreds": (200, 999), "thousands": (2000, 9999),
    "tens of thousands": (20000, 99000), "hundreds of thousands": (200000, 999000),
    "dozens of thousands": (24000, 99000), "millions": (2e6, 9e6), "tens of millions": (2e7, 9.9e7),
    "thousands upon thousands": (4000, 20000), "hundreds upon hundreds": (400, 2000),
    "a handful": (3, 7), "handful": (3, 7),
}  # fmt: skip
_FEW = {"a few": (2.0, 5.0), "few": (2.0, 5.0), "several": (3.0, 9.0), "a couple of": (2.0, 3.0),
        "many": (3.0, 9.0), "a couple": (2.0, 3.0)}  # fmt: skip

_ONES = "|".join([*_SMALL, *_TENS])
_BIG = "dozen|hundred|thousand|million|billion"
_PEOPLE_AHEAD = (
    r"(?=\s+(?:people|persons|civilians|idps|refugees|children|displaced|residents|more|in\b))"
)
_WORDS = (
    rf"(?:(?:{_ONES}|(?:a|half\s+a|"
    rf"a\s+quarter\s+of\s+a)(?=\s+(?:{_BIG})))(?:(?:\s+and\s+a\s+half)?[\s-]+(?:(?<=hundred\s)and"
    rf"\s+|(?<=thousand\s)and\s+|(?<=million\s)and\s+)?(?:{_ONES}|{_BIG})){{0,9}}(?!\w))"
)
_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d|,\d)|\d{1,3}(?:[ ']\d{3}){1,3}(?![\d']|[ ,.]\d)|"
    r"\d{1,3}(?:\.\d{3}){1,3}(?!\d|[.,]\d)|\d{1,9}(?:\.\d{1,2})?(?!\d|[.,:/]\d))"
    rf"(?:[\s-]*(?:{_BIG}|lakh)\b|(?:k|mn)\b|m\b{_PEOPLE_AHEAD})?"
)
_VAGUE = (
    r"(?:(?:tens|dozens|hundreds)\s+of\s+(?:thousands|millions)|(?:thousands|"
    r"hundreds)\s+upon\s+\w+|dozens|scores|hundreds|thousands|millions|(?:a\s+)?handful|(?:many|"
    r"few)\s+(?:hundreds?|thousands?|dozens?|million)|(?:several|a\s+few|"
    r"a\s+couple(?:\s+of)?)(?:\s+(?:hundreds?|thousands?|dozens?|million))?)(?!\w)"
)
_ONE = rf"(?:{_DIGITS}|{_WORDS}|{_VAGUE})"
_HEDGES: tuple[tuple[Hedge, str], ...] = (
    ("at least", "at least|at the very least|no fewer than|not fewer than|no less than|not less "
        "than|"
     "upwards of|upward of|in excess of|well over|just over|a little over|slightly more than|far "
     "more than|well above|more than|over|above|exceeding|exceeds|exceeded|a minimum of|surpassing|"
     "past|>"),
    ("nearly", "nearly|almost|just under|just short of|just below|not quite|approaching"),
    ("up to", "up to|as many as|as much as|at most|no more than|not more than|a maximum of|"
     "fewer than|less than|under|below|<"),
    ("about", "about|some|around|an estimated|a reported|estimated|estimates of|roughly|"
     "approximately|approx|circa|ca|close to|in the region of|in the order of|on the order of|"
     "perhaps|possibly|probably|maybe|or so|an average of|somewhere around|~|≈"),
)  # fmt: skip
HEDGE_OF = {phrase: hedge for hedge, phrases in _HEDGES for phrase in phrases.split("|")}
HEDGE = "|".join(
    re.escape(p).replace(r"\ ", r"\s+") + (r"(?!\w)\.?" if p[-1].isalpha() else "")
    for p in sorted(HEDGE_OF, key=len, reverse=True)
)
QUANTITY = re.compile(
    rf"(?<![\w.,/:$€£#+-])(?P<first>(?:(?:between|from|anywhere\s+between|"
    rf"either)\s+)?)(?P<hedges>(?:(?:{HEDGE})\s*){{0,3}})(?:the\s+)?(?P<money>(?:us)?[$€£¥]\s?|"
    rf"\busd\s|\beur\s)?(?P<a>{_ONE})(?:(?P<join>\s*(?:–|-|—)\s*|\s+(?:to|and|or|up\s+to|"
    rf"and\s+(?:perhaps|possibly|as\s+many\s+as|up\s+to)|,?\s*(?:perhaps|"
    rf"possibly))\s+)(?:the\s+)?(?P<b>{_ONE}))?(?P<after>\+|\s+(?:or\s+more|or\s+so|or\s+fewer|"
    rf"plus|at\s+least|at\s+most)(?!\w))?"
)
START = re.compile(
    rf"\d|\b(?:{_ONES}|hundred|thousand|million|billion|dozen|handful|scores|several|few|couple|"
    rf"half)"
)

UNITS: tuple[tuple[QuantityKind, re.Pattern[str]], ...] = (
    ("percent", re.compile(r"\s*(?:%|per\s?cent\b|percent|percentage\s+point|pc\b)")),
    (
        "money",
        re.compile(
            r"\s*(?:us\s+)?(?:dollars?|usd|eur|euros?|pounds|dinars?|lira|riyals?|rials?|francs?|"
            r"hryvnias?|rubles?|roubles?|kyat|birr|pesos?|rupees?|naira|afghanis?|shillings?|"
            r"cents?)\b"
        ),
    ),
    (
        "time",
        re.compile(
            r"(?:-|\s*)(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|"
            r"decades?|centur(?:y|ies)|fortnights?|a\.?m\b|p\.?m\b|o'clock|gmt|utc|local\s+time|"
            r"consecutive\s+days?|straight\s+days?|successive\s+days?|times\b)"
        ),
    ),
    (
        "measure",
        re.compile(
            r"(?:-|\s*)(?:sq(?:uare)?\.?\s*(?:km|kilomet\w*|miles?|met\w+)|km|kms|kilomet\w*|m\b|"
            r"met(?:re|er)s?\b|mm\b|millimet\w*|cm\b|miles?\b|feet\b|foot\b|ft\b|hectares?|acres?|"
            r"tonnes?|tons?\b|mt\b|kg\b|kilos?|kilogram\w*|pound\b|lit(?:re|er)s?|gallons?|"
            r"barrels?|degrees?|°|mph|knots|calories|kcal|mw\b|megawatts?|caliber|calibre|inch|"
            r"yards?|points?\b|phases?\b|stars?\b)"
        ),
    ),
)
NAMED = re.compile(
    r"(?:(?<!')\b(?:route|highway|road|no\.?|nos\.?|number|resolution|brigade|division|battalion|"
    r"regiment|corps|article|section|sector|phase|block|area|zone|checkpoint|hill|point|unit|camp|"
    r"km|pk|page|chapter|table|figure|annex|protocol|group|gate|house|room|line|level|category|"
    r"channel|flight|operation|class|version|issue|day|week|round|sitrep|report|update|bulletin|"
    r"flash\s+update|aged|age|ages|type|grade|ward|district|squadron|bulletin\s+no\.?|su|mig|mi|ak|"
    r"t|m|f|bm|s|il|an|uh|ch|rpg|bmp|btr|pkm|ied|tos|covid|tel|phone|fax)\s*[#:]?|#)\s*$"
)
AGE = re.compile(r"(?:-|\s+)years?(?:-|\s+)old|\s*year-old|\s*-year")
ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
CAPITAL_ONLY = frozenset(
    _words(
        "group camp area house class unit line day week number report update issue figure level "
        "room gate hill point zone section round district ward table page type su mig mi ak t m f "
        "bm s il an uh ch rpg"
    )
)
"""Words that name by a number only where they are written with a capital ("Camp 14", "An 26")."""
HIGHEST_NAME = 9999
"""Nothing is numbered higher than this, so that a greater figure counts."""
NOUN = re.compile(r"(?:\s+|-)((?:[^\s,;:.!?()\"—–|\d]+\s*){1,8})")
PHONE = re.compile(r"\+?\d{1,4}(?:[\s-]\d{2,4}){2,5}(?!,?\d)")
CHANGE = re.compile(
    r"\b(?:rose|risen|rising|grew|grown|growing|increas\w+|up|down|fell|fallen|falling|dropp\w+|"
    r"jump\w+|climb\w+|revis\w+|swell\w*|swollen|went|gone|shr[aiu]nk|declin\w+|reduc\w+|doubl\w+|"
    r"trebl\w+|tripl\w+|soar\w+|surg\w+|decreas\w+|move\w*|ranks)\b[^.;]{0,30}$"
)


def numeral(text: str, after: str) -> tuple[float, float] | None:
    """(low, high) of one numeral, in words or digits; equal where exact; None if it is none."""
    text = re.sub(r"\s+", " ", text.strip())
    if text in _PLURALS:
        return _PLURALS[text]
    if re.fullmatch(r"(?:thousands|hundreds) upon \w+", text):
        return _PLURALS[text.split()[0]]
    for few in sorted(_FEW, key=len, reverse=True):
        if text == few or text.startswith(few + " "):
            rest = text[len(few) :].strip().rstrip("s")
            scale = SCALES.get(rest, 1.0)
            low, high = _FEW[few]
            return low * scale, high * scale
    if text[0].isdigit():
        number = re.match(r"[\d., ']*\d", text)
        if number is None:
            return None
        scale = SCALES.get(text[number.end() :].strip(" -"), 1.0)
        digits = number.group().replace(" ", "").replace("'", "").replace(",", "")
        if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", digits) and scale == 1.0:
            digits = digits.replace(".", "")
        value = float(digits) * scale
        return value, value
    return _spelled(text)


def _spelled(text: str) -> tuple[float, float] | None:
    total, group = 0.0, 0.0
    text = text.replace("a quarter of a", "quarter").replace("half a", "half")
    for word in re.split(r"[\s-]+", text):
        if word in _SMALL or word in _TENS:
            group += _SMALL.get(word, _TENS.get(word, 0.0))
        elif word == "a":
            group = group or 1.0
        elif word in ("half", "quarter"):
            group += {"half": 0.5, "quarter": 0.25}[word]
        elif word in ("hundred", "dozen"):
            group = (group or 1.0) * SCALES[word]
        elif word in SCALES:
            total += (group or 1.0) * SCALES[word]
            group = 0.0
    value = total + group
    return (value, value) if value > 0 else None
