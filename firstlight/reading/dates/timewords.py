"""Time expressions that name no day on the calendar: lengths, "now", clock times, centuries.

The reader leaves these alone, for no event happens on "three weeks"; `timex.py` needs them. Each is
found by its form in lower-cased plain text and gives its TIMEX value at once, or, for times of the
day, with the day that goes with it.
"""

from __future__ import annotations

import re

from firstlight.reading.dates import words
from firstlight.reading.dates.durations import duration
from firstlight.reading.dates.values import TIMES, Valued

_NUMBER = (
    r"(?:(?:\d{1,3}\s*[-–]\s*)?\d[\d,]*(?:\.\d+)?|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|(?:a\s+|one\s+|two\s+|three\s+)?"
    r"hundred|a\s+few|a\s+couple\s+of|a\s+number\s+of|a\s+single|several|some|many|numerous|"
    r"half\s+an?|"
    rf"{'|'.join(sorted(words.COUNTS, key=len, reverse=True))})"
)
_HEDGE = (
    r"(?:(?:more\s+than|over|under|less\s+than|at\s+least|nearly|almost|about|around|some|roughly|"
    r"approximately|just|only|another|close\s+to|up\s+to|a\s+little\s+more\s+than|the\s+(?:next|"
    r"following|first|last|past|previous|final|entire|whole|other)|the|these|those|a\s+further|"
    r"an\s+additional|fewer\s+than)\s+)"
)
_UNIT = r"(?:minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies))"
_AND_HALF = r"(?:\s+and\s+(?:a\s+)?half|[\s-]and[\s-]a[\s-]half)?"

_ORDINAL = "|".join(words.ORDINALS)
_WEEKDAY = "|".join(words.FULL_WEEKDAYS)
_FOUND = re.compile(
    rf"""(?:(?<![\w.,/$€£'-])|(?<=\d\d-)(?=\d\d:\d\d)|(?<=\d-)(?=present\b))(?:
    (?P<century>(?:the\s+)?(?:(?:early|mid|late|middle\s+of\s+the|beginning\s+of\s+the|end\s+of\s+
        the|turn\s+of\s+the)[\s-]+)?(?P<nth>\d{{1,2}}(?:st|nd|rd|th)|first|second|third|fourth|
        fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|
        sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first)[\s-]centur(?:y|ies)
        (?:\s+(?P<bc>b\.?c\.?(?:e\.?)?))?)\b
  | (?P<centuries>\d{{1,2}}(?:st|nd|rd|th)(?=\s+(?:and|or|to)\s+\d{{1,2}}(?:st|nd|rd|th)\s+centur))
  | (?P<age>{_NUMBER}[\s-]years?[\s-](?:olds?|of\s+age))\b
  | (?P<long>{_NUMBER}-(?:minute|hour|day|week|month|year|decade|century)s?(?:-long|-old)?
        |(?:a\s+)?(?:month|year|week|day|decade|hour|century)(?:-and-a-half)?[\s-]long
        |(?:months|years|weeks|days|decades|hours|centuries)-long)\b
  | (?P<rate>(?:per|each|every)\s+(?:minute|hour|day|week|month|year|night|morning)
        |(?<=\d\s)an?\s+(?:day|week|month|year)|daily|weekly|monthly|yearly|annually|annual)\b
  | (?P<length>{_HEDGE}*{_NUMBER}{_AND_HALF}\s+{_UNIT}|the\s+(?:next|following|first|last|coming|
        final|past|previous)\s+{_UNIT}|the\s+(?:{_ORDINAL})\s+(?:hour|day|week|month|year)|(?:minutes|hours|days|weeks|months|years|
        decades|centuries)(?!\s+\d{{3}}))
        (?:'\s+time)?\b(?!-)
  | (?P<most>the\s+\w+est\s+(?:night|day|week|month|year))\b
  | (?P<short>'\d\d)(?![\w'])
  | (?P<fiscal>(?:fy\s?|fiscal\s+year\s+)(?:19|20)\d\d)\b
  | (?P<every>(?:each|every)\s+(?:{_WEEKDAY}))\b
  | (?P<date>this\s+date|(?<!carried\s)(?<!won\s)(?<!saved\s)(?<!carry\s)(?<!win\s)
        the\s+day(?!\s+(?:before|after)))\b
  | (?P<clock>\d{{1,2}}(?::\d\d|\.\d\d(?=\s*(?:[ap]\.?m\b|hours?\b|hrs?\b)))?\s*
        (?:[ap]\.?m\b\.?)|\d{{1,2}}:\d\d(?:\s*(?:hours?|hrs?)\b)?|[012]\d[0-5]\d\s*(?:hours|hrs)\b
        |noon\b|midnight\b|midday\b)
  | (?P<present>now(?!\s+that\b)|nowadays|currently|current|at\s+present
        |(?:the\s+)?present[\s-]day|(?<=[–-])present|(?<=\bthe\s)present(?=\s*[.,;)])|(?:the\s+)?modern[\s-]day|(?<=to\s)date|the\s+time\s+being|(?<=to\s)this\s+day)\b
  | (?P<then>(?<=at\s)the\s+time|(?<=\s)(?:that|this|the\s+same|the)\s+(?:time|period)
        (?!\s+(?:of|that|when|limit|being)))\b
  | (?P<past>formerly|former|recently|recent|long\s+ago|in\s+the\s+past|the\s+past(?=\s*[.,;]))\b
  | (?P<future>(?:the\s+)?(?:near\s+)?future)\b
  | (?P<hour>(?:the\s+)?(?:daytime|night(?!\s+(?:fell|school|club))|morning|evening|afternoon))\b
    )""",
    re.VERBOSE,
)
_CENTURIES = {
    name: number
    for number, name in enumerate(
        [
            *words.ORDINALS,
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
        ],
        start=1,
    )
}
_RATES = {
    "daily": "XXXX-XX-XX", "weekly": "XXXX-WXX", "monthly": "XXXX-XX", "yearly": "XXXX",
    "annually": "XXXX", "annual": "XXXX",
}  # fmt: skip
_EVERY = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}

_NTH_DAY = re.compile(rf"the\s+(?:last|final|{_ORDINAL})\s+day")
_AT = re.compile(r"\b(?:at|by|from|around|about|during|since|until|in|till|of)\s+$")

ANY = re.compile(
    r"\d|each|every|daily|ago|now|current|present|modern|date\b|day|former|recent|past|future|night|morning|evening|"
    r"noon|time\b|period|centur|year|month|week|hour|minute|decade|annual|time being"
)


def found_in(lower: str) -> list[tuple[str, Valued]]:
    """(kind, (start, end, value)) for each; kind is the name of its form.

    For the kinds `clock` and `hour` the value is the part from "T" on: the day is the caller's.
    """
    if not ANY.search(lower):
        return []
    out: list[tuple[str, Valued]] = []
    for match in _FOUND.finditer(lower):
        kind = match.lastgroup or ""
        if kind in ("nth", "bc"):
            kind = "century"
        value = _value(kind, match)
        if kind == "then" and not _AT.search(
            match.string, max(0, match.start() - 12), match.start()
        ):
            continue
        if value or kind in ("then", "most"):
            out.append((kind, (match.start(), match.end(), value)))
    return out


def _value(kind: str, match: re.Match[str]) -> str:
    text = match.group()
    if kind == "centuries":
        return f"{int(text[:-2]) - 1:02d}"
    if kind == "century":
        nth = match.group("nth")
        number = int(re.sub(r"\D", "", nth)) if nth[0].isdigit() else _CENTURIES[nth]
        return f"{'BC' if match.group('bc') else ''}{number - 1:02d}"
    if kind == "length" and _NTH_DAY.fullmatch(text):
        return "XXXX-XX-XX"
    if kind in ("age", "long", "length"):
        return duration(text.replace("-", " "))
    if kind == "rate":
        if text in _RATES:
            return _RATES[text]
        unit = text.split()[-1]
        if text.startswith(("each", "every")):
            return _EVERY.get(unit, "XXXX-XX-XX" + _time(unit))
        return duration(f"one {unit}")
    if kind == "clock":
        return _clock(text)
    if kind == "fiscal":
        return f"FY{text[-4:]}"
    if kind == "every":
        return f"XXXX-WXX-{words.WEEKDAYS[text.split()[-1]] + 1}"
    if kind == "short":
        return text
    if kind == "most":
        return "XXXX-XX-XX" if text.endswith(("day", "night")) else ""
    if kind == "date":
        return "XXXX-XX-XX"
    if kind == "then":
        return "PRESENT_REF" if text.startswith("this time") else ""
    if kind == "hour":
        return _time(text.split()[-1])
    return {"present": "PRESENT_REF", "past": "PAST_REF", "future": "FUTURE_REF"}[kind]


def _time(word: str) -> str:
    return f"T{TIMES[word]}" if word in TIMES else ""


def _clock(text: str) -> str:
    if text == "midnight":
        return "T24:00"
    if text in ("noon", "midday"):
        return "T12:00"
    digits = re.findall(r"\d+", text)
    if len(digits) == 1 and len(digits[0]) == 4:
        digits = [digits[0][:2], digits[0][2:]]
    hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    half = re.search(r"([ap])\.?m", text)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.group(1) == "p" else 0)
    return f"T{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else ""
