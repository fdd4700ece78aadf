"""The words that dates are written in, and the one expression that finds them in a plain sentence.

`EXPRESSION` is matched against lower-cased text of the same length; the name of the group that
matched (`lastgroup` of the outermost alternative) says how `resolve.py` is to work it out.
"""

from __future__ import annotations

import re

from firstlight.reading.dates import onsets


def _words(text: str) -> list[str]:
    return text.split()


MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu",
            "friday fri", "saturday sat", "sunday sun",
        )
    )
    for name in names.split()
}  # fmt: skip
FULL_WEEKDAYS = tuple(name for name in WEEKDAYS if name.endswith("day"))
COUNTS = {
    word: number
    for number, word in enumerate(
        _words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen sixteen seventeen eighteen nineteen twenty"
        )
    )
} | {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90}
VAGUE = {
    "a few": (2, 5), "few": (2, 5), "a couple of": (2, 3), "couple of": (2, 3), "several": (3, 7),
    "some": (2, 7), "recent": (1, 5), "many": (5, 30), "a number of": (2, 7), "": (2, 5),
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10,
}  # fmt: skip


def _any(words: object) -> str:
    """An alternation of the words, longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


# "jan." takes its full stop along, "january." does not
_SHORT = [name for name in MONTHS if len(name) < 5 and name not in ("may", "june", "july")]
_FULL = [name for name in MONTHS if name not in _SHORT]
_M = rf"(?:(?:{_any(_FULL)})\b|(?:{_any(_SHORT)})\b\.?)"
_W = rf"(?:{_any(FULL_WEEKDAYS)})"
_WS = rf"(?:{_any(WEEKDAYS)})\b\.?,?"
_D = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d|/\d(?!\d?\s+[a-z])|-[a-z])"
_BC = r"b\.?c\.?(?:e\.?)?(?!\w)"
_Y = rf"(?:[1-9]\d{{0,3}}\s+{_BC}|(?:1[0-9]|20)\d\d(?![\d%]|s\b|[.,:/]\d))"
_N = (
    r"(?:a\s+few|a\s+couple\s+of|couple\s+of|a\s+number\s+of|few|several|some|many|"
    rf"{_any(COUNTS)}|\d{{1,4}})"
)
_H = (
    r"(?:(?:just\s+|well\s+)?(?:more\s+than|over|under|less\s+than|at\s+least|nearly|almost|about|"
    r"around|some|roughly|approximately|just|only|not\s+quite|fewer\s+than)\s+)"
)
_U = r"(?:minutes?|hours?|days?|nights?|weeks?|weekends?|fortnights?|months?|years?|decades?)"
_PART = r"(?:early|mid|late|the\s+middle\s+of|(?:the\s+)?(?:start|beginning|end|turn|close)\s+of)"
_TIME = r"(?:\s+(?:morning|afternoon|evening|night|midday|noon|dawn))?"
_NTH = r"(?:[12]?\d(?:st|nd|rd|th)|3(?:0th|1st))"
_PIECE = (
    r"(?:the\s+)?(?:very\s+)?(?:first|last|second|third|opening|closing|early|final|fourth|"
    r"next)\s+(?:(?:few|couple\s+of|two|three|four|five|six|seven|ten)\s+)?(?:days?|weeks?|weekend|"
    r"half|months?|quarter|third|part|hours?)\s+(?:of|in)"
)
_SEASON = r"(?:summer|spring|autumn|fall|winter)"
_PERIOD = (
    rf"(?:{_M}(?:,?\s+(?:of\s+)?(?:{_Y}|(?:last|this)\s+year))?|{_Y}|(?:the|this|last|that|"
    rf"next)\s+(?:month|year|week|{_SEASON})|the\s+1\d\d0s|the\s+20\d0s|"
    rf"(?:the\s+)?{_SEASON}(?:\s+of)?\s+{_Y}|ramadan)"
)
_FEAST = (
    r"(?:(?<!operation\s)(?:ramadan|ramazan)|eid[\s-](?:al|ul|el)[\s-](?:fitr|adha)|eid|(?:orthodox\s+)?easter|"
    r"good\s+friday|christmas(?:\s+(?:day|eve|night|morning))?|new\s+year(?:'s\s+(?:day|eve))?|no[wv]ruz|newroz|"
    r"ashura)"
)

_TWO_YEARS = (
    r"(?:(?:1[0-9]|20)\d\d\s*[-–/]\s*(?:(?:1[0-9]|20)\d\d|\d\d)(?![\d%]|s\b|[.,:/]\d)"
    rf"|[1-9]\d{{0,3}}\s*[-–/]\s*[1-9]\d{{0,3}}\s+{_BC})"
)
# "14 August-24 August", "December 1979-February 1980": a hyphen that stands for a dash
_AFTER_DASH = (
    r"(?<=(?:ary|rch|ril|may|une|uly|ust|ber)-)(?=\d|[a-z])|(?<=post-)(?=\d)|(?<=pre-)(?=\d)"
    rf"|(?<=\d\d\d\d-)(?={_M}|{_D}\s+{_M}|the\s)|(?<=bc-)(?=\d)"
)

EXPRESSION = re.compile(
    rf"""(?:(?<![\w.,/$€£-])|{_AFTER_DASH})(?:
    (?P<iso>\d{{4}}-\d{{1,2}}-\d{{1,2}}(?!\d))
  | (?P<numeric>\d{{1,2}}(?P<sep>[/.-])\d{{1,2}}(?P=sep)(?:\d{{4}}|\d\d)(?!\d|[./-]\d))
  | (?P<dmy>(?:{_WS}\s*)?(?:the\s+)?{_D}
        (?:(?:\s*,\s*{_D}){{0,4}}\s*(?:[-–—&/]|to|and|or|until|till|through)\s*(?:the\s+)?{_D})?
        (?:\s+of\s+|\s*-\s*|\s+){_M}(?:\s*,?\s*-?{_Y}|\s+(?:of\s+)?(?:last|this|next)\s+year)?)
  | (?P<mdy>(?:{_WS}\s*)?{_M}\s+(?:the\s+)?{_D}
        (?!\s+(?:people|civilian|person|families|fighter|soldier|militant|men|women|children|kill))
        (?:\s*(?:[-–—&/]|to|and|or|until|through)\s*(?:the\s+)?{_D}(?!\s+{_M}))?
        (?:\s*,?\s+(?:of\s+)?{_Y})?)
  | (?P<piece>{_PIECE}\s+{_PERIOD})
  | (?P<part>{_PART}(?:[ -]|\s+in\s+)(?:the\s+)?(?:{_PERIOD}|{_W}))
  | (?P<months>{_M}\s*[-–/]\s*{_M}\s*{_Y})
  | (?P<month>(?:last|this|next|early|the\s+(?:following|next|previous|preceding))\s+{_M}|{_M}
        (?:\s*,?\s+(?:of\s+)?(?:{_Y}|(?:last|this|next|that|the\s+same)\s+year))?)(?!\w)
  | (?P<season>(?:(?:last|this|next|that|in|early|late|the(?:\s+(?:next|following|previous|same))?
        )\s+)?{_SEASON}
        (?:(?:\s+of)?\s+(?:{_TWO_YEARS}|{_Y})|\s+(?:of\s+)?(?:last|this|that|the\s+same)
        \s+year)?)\b
  | (?P<weekday>the\s+{_W}{_TIME}\s+(?:before|after)
        |(?:(?:last|this|next|past|coming|the(?:\s+(?:following|next|previous|same))?)\s+)?
        {_W}{_TIME}(?:\s+(?:of\s+)?(?:last|this|next)\s+week)?)\b
  | (?P<day>the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|yesterday{_TIME}
        |today|tonight|tomorrow{_TIME}|overnight|last\s+(?:night|evening)|earlier\s+today
        |(?:early\s+)?this\s+(?:morning|afternoon|evening))\b
  | (?P<that>(?:later\s+|earlier\s+|early\s+|late\s+)?(?:that(?:\s+same)?
        |(?:on\s+)?the\s+same|this\s+same)\s+(?:day|morning|afternoon|evening|night|weekend|week|month|year|{_SEASON})|(?<=since\s)then)\b
  | (?P<next>the\s+(?:very\s+)?(?:next|following|previous|preceding)\s+
        (?:day|morning|afternoon|evening|night|weekend|week|fortnight|month|year)s?)\b
  | (?P<elapsed>{_H}?{_N}\s+{_U}\s+since)\b(?!\s+then\b)
  | (?P<begun>(?<=since\s)(?:{onsets.PHRASE}))\b
  | (?P<after>(?:the\s+(?:day|night|morning|week|month|year)
        |{_H}?{_N}\s+{_U}(?:\s+and\s+a\s+half)?|(?:days|weeks|months|
        hours|years)|{_H}?half\s+an?\s+{_U})\s+(?:later|earlier|after(?:wards|ward)?|before(?:hand)?
        |ago|previously|from\s+now))\b
  | (?P<window>(?:the|these|this)?\s*\b(?:past|last|previous|recent|coming|next|following)\s+
        (?:{_H}?{_N}\s+(?:or\s+\w+\s+)?)?{_U})\b(?!\s+of\b)
  | (?P<period>(?:(?:earlier|later|early|late|mid|sometime)[\s-]+)?(?:last|this|next|coming)\s+
        (?:week|weekend|month|year|fortnight|century|decade))\b
  | (?P<weekend>(?:the|that)\s+weekend)\b
  | (?P<within>(?:(?:early|late|later|earlier)\s+in|(?:(?:for|through|throughout|over|during)\s+)?
        (?:(?:most|much|all|some)\s+of\s+)?the\s+(?:rest|remainder|whole)\s+of|the\s+course\s+of)\s+
        (?:{_Y}|(?:the|that|this|the\s+same)\s+(?:week|month|year)|{_PERIOD})
        |(?:the\s+)?(?:month|year|week)'s\s+end)\b
  | (?P<hours>(?:within\s+(?:{_H}?{_N}\s+)?|in\s+{_H}?{_N}\s+){_U}(?:'\s+time|'s\s+time)?)\b(?!-)
  | (?P<lasting>for\s+{_H}?(?:the\s+)?{_N}\s+(?:(?:long|straight|consecutive|whole|full)\s+)?
        {_U})\b(?!-)
  | (?P<feast>(?:(?:last|this|next)\s+)?{_FEAST}(?:\s+{_Y})?)\b
  | (?P<decade>(?:the\s+)?(?:(?:early|mid|late)[\s-]+)?(?:(?:1[5-9]|20)\d0s|\d{{1,2}}0s\s+{_BC}))
  | (?P<nth>the\s+{_NTH}\s+of\s+(?:that|the(?:\s+same)?)\s+month
        |the\s+{_NTH}(?!\s*,\s*(?:and\s+)?(?:the\s+)?\d|\s+and\s+\d)
        (?=[\s,.;]*(?:$|[,.;]|(?:it|the|and|was|he|they|a|by|when|after)\b)))(?!\w)
  | (?P<years>{_TWO_YEARS}|{_Y}\s*[-–]\s*{_Y})
  | (?P<year>{_Y})(?!\w)
  | (?P<bare>[1-9]\d{{1,2}}(?=\s*(?:to|and|until|or|[-–])\s*\d{{1,4}}\s+{_BC})
        |[1-9]\d\d(?![\d%]|[.,:/]\d))(?!\w)
    )""",
    re.VERBOSE,
)
ANY = re.compile(
    r"\d|since\s|day\b|days\b|week|month|year|ago\b|tonight|tomorrow|overnight|night|morning|"
    r"evening|afternoon|hours\b|decade|spring|summer|autumn|fall\b|winter|ramadan|ramazan|eid\b|"
    r"easter|christmas|no[wv]ruz|newroz|ashura|later\b|earlier\b|\b(?:jan|feb|mar|apr|may|jun|jul|"
    r"aug|sep|oct|nov|dec)"
)
"""What a lower-cased sentence must hold for `EXPRESSION` to be worth the search."""

NUMBER = re.compile(rf"{_N}(?=\s)")
MONTH = re.compile(rf"\b(?:{_any(MONTHS)})\b")
WEEKDAY = re.compile(rf"\b(?:{_any(WEEKDAYS)})\b")
YEAR = re.compile(rf"\b(?:[1-9]\d{{0,3}}\s+{_BC}|(?:1[0-9]|20)\d\d\b)")
BEFORE_CHRIST = re.compile(rf"\b[1-9]\d{{0,3}}\s+{_BC}", re.IGNORECASE)
ERA = 10_000
"""480 BC is reckoned as the year ERA - 480, for years before Christ count down."""
LATEST = 5000
"""From this year on a reckoned year stands for one before Christ."""


def year_number(text: str) -> int:
    """The number of a year as `YEAR` finds it, those before Christ reckoned by `ERA`."""
    digits = re.match(r"\d+", text)
    number = int(digits.group()) if digits else 0
    return ERA - number if "c" in text else number


DAY = re.compile(r"\b(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|\w)")
UNIT = re.compile(r"\b(minute|hour|day|night|weekend|week|fortnight|month|year|decade)s?\b")
