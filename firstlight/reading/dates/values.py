"""How the days of an expression are written as a TIMEX value: "1942-06", "1943-SU", "P2W".

The value keeps the grain of the words, not the days they resolve to: "early June 1942" is
"1942-06", "two years later" a year. TIMEX2 (Ferro et al. 2005) is the form; its modifiers (START,
MID, APPROX) are not written.
"""

from __future__ import annotations

import re
from datetime import date

from firstlight.reading.dates import words
from firstlight.reading.dates.durations import MANY, UNITS, duration
from firstlight.reading.dates.joining import Atom
from firstlight.reading.dates.lengths import length

Valued = tuple[int, int, str]
"""(start, end, value): offsets of the plain text, end exclusive."""

_SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_SEASON = re.compile(r"spring|summer|autumn|fall|winter")
TIMES = {
    "morning": "MO", "noon": "12:00", "midday": "12:00", "afternoon": "AF", "evening": "EV",
    "midnight": "24:00", "night": "NI", "daytime": "DT", "overnight": "NI", "tonight": "NI",
    "nightfall": "NI",
}  # fmt: skip
_TIME = re.compile(rf"\b(?:{'|'.join(TIMES)})\b")
_LEAD = re.compile(r"(?:for|in|within|on|since|that)\s+(?!same\b)")
_ONE = re.compile(
    r"(?:this\s+)?(?:last|next|coming|previous|following)\s+(?:week|weekend|month|year)"
)


def values(atom: Atom) -> list[Valued]:
    """The expressions inside an atom, with their values; "" where it counts from nothing known."""
    if atom.parts:
        return [found for part in atom.parts for found in values(part)]
    text, first, last = atom.text, atom.reading.first, atom.reading.last
    if atom.group in ("dmy", "mdy"):
        return _days(atom)
    if atom.group in ("years", "months"):
        return _two(atom)
    if atom.group == "begun" or text.endswith("then"):  # "since the invasion": no time is named
        return []
    start = atom.start
    if atom.group in ("lasting", "hours", "that"):
        lead = _LEAD.match(text)
        start += lead.end() if lead and atom.group != "that" else 0
        if atom.group == "that" and text.startswith("on "):
            start += 3
    return [(start, atom.end, _value(atom.group, text, first, last))]


def _value(group: str, text: str, first: date | None, last: date | None) -> str:
    if group == "window" and _ONE.fullmatch(text.strip()):
        return grained(text, first)
    if group in ("lasting", "hours", "elapsed", "window"):
        return duration(text)
    if group == "piece":
        return _piece(text, first)
    if group in ("after", "next") and _is_vague_day(text, first, last):
        return f"{year(first)}-XX-XX" if first and last and first.year == last.year else day(None)
    if group == "next" and re.search(r"(?:day|week|month|year)s$", text):
        return duration(text)
    if group == "after":
        return _counted(text, first, last)
    if group == "bare":
        return year(first)
    if group == "decade":
        number = re.findall(r"\d+0", text)[0]
        return f"BC{int(number) // 10:03d}" if re.search(r"s\s+b\.?c", text) else number[:3]
    if group in ("iso", "numeric", "weekday", "nth"):
        return day(first) + _time(text)
    if group == "day":
        return ("PRESENT_REF" if text == "today" else day(first)) + _time(text)
    if group == "feast":
        return (month(first) if "ramadan" in text else day(first)) + _time(text)
    return grained(text, first)


def _is_vague_day(text: str, first: date | None, last: date | None) -> bool:
    """Whether a day is counted from some day of a month: two days after it is any of a month."""
    units = UNITS.findall(text)
    length_ = (last - first).days if first and last else 0
    return bool(units) and units[-1] in ("day", "night") and length_ > 20


def grained(text: str, first: date | None) -> str:
    """The value of a period by the grain of its words."""
    if words.WEEKDAY.search(text):
        return day(first) + _time(text)
    if words.MONTH.search(text):
        if first is None:
            return f"XXXX-{words.MONTHS[words.MONTH.findall(text)[0]]:02d}"
        return month(first)
    if season := _SEASON.search(text):
        return f"{_season_year(first)}-{_SEASONS[season.group()]}"
    if found := re.search(r"(\d{3})0s", text):
        return found.group(1)
    if words.YEAR.search(text) or re.search(r"\b(?:year|b\.?c)", text):
        return year(first)
    if "weekend" in text:
        return f"{_week(first)}-WE"
    if "fortnight" in text:
        return "P2W"
    if "week" in text:
        return _week(first)
    if "month" in text:
        return month(first)
    if "decade" in text:
        return year(first)[:3]
    return day(first) + _time(text)


def day(first: date | None) -> str:
    return f"{month(first)}-{first.day:02d}" if first else "XXXX-XX-XX"


def month(first: date | None) -> str:
    return f"{year(first)}-{first.month:02d}" if first else "XXXX-XX"


def year(first: date | None) -> str:
    return _numbered(first.year) if first else "XXXX"


def _numbered(number: int) -> str:
    return f"BC{words.ERA - number:04d}" if number >= words.LATEST else f"{number:04d}"


def _season_year(first: date | None) -> str:
    """A winter is named by the year it ends in."""
    if first is None:
        return "XXXX"
    return _numbered(first.year + (1 if first.month == 12 else 0))


def _week(first: date | None) -> str:
    if first is None:
        return "XXXX-WXX"
    number = first.isocalendar()
    return f"{number[0]:04d}-W{number[1]:02d}"


def _time(text: str) -> str:
    found = _TIME.search(text)
    return f"T{TIMES[found.group()]}" if found else ""


def _days(atom: Atom) -> list[Valued]:
    """ "24 and 25 May" is two days, "Saturday, 24 May" one."""
    text, first, last = atom.text, atom.reading.first, atom.reading.last
    name = words.MONTH.search(text)
    number = words.MONTHS[name.group()] if name else 0
    found = [m for m in words.DAY.finditer(text) if not words.YEAR.fullmatch(m.group())]
    if first is None or last is None or len(found) < 2:
        if first is None:
            digits = re.sub(r"\D", "", found[0].group()) if found else "XX"
            return [(atom.start, atom.end, f"XXXX-{number:02d}-{digits.zfill(2)}")]
        return [(atom.start, atom.end, day(first))]
    if len(text) != atom.end - atom.start:  # white space was folded: no offsets inside
        return [(atom.start, atom.end, day(first))]
    out: list[Valued] = []
    for index, piece in enumerate(found):
        written = int(re.sub(r"\D", "", piece.group()))
        start = atom.start + (0 if index == 0 else piece.start())
        end = atom.start + piece.end()
        if atom.group == "dmy" and index == len(found) - 1:
            end = atom.end
        base = first if index == 0 else last
        out.append((start, end, f"{month(base)}-{written:02d}"))
    return out


def _two(atom: Atom) -> list[Valued]:
    """ "1939–45" is two years, "June–July 1942" two months."""
    first, last = atom.reading.first, atom.reading.last
    cut = re.search(r"\s*[-–/]\s*", atom.text)
    write = year if atom.group == "years" else month
    if cut is None or len(atom.text) != atom.end - atom.start:
        return [(atom.start, atom.end, write(first))]
    return [
        (atom.start, atom.start + cut.start(), write(first)),
        (atom.start + cut.end(), atom.end, write(last)),
    ]


def _piece(text: str, first: date | None) -> str:
    """ "The last two weeks of May" is a length; halves and quarters of a year have a name."""
    part = re.match(r"(?:the\s+)?(\w+)\s+(half|quarter)\s+of", text)
    if part:
        if words.MONTH.search(text):
            return month(first)
        number = {"last": 2 if part.group(2) == "half" else 4}.get(
            part.group(1), words.ORDINALS.get(part.group(1), 1)
        )
        return f"{year(first)}-{'H' if part.group(2) == 'half' else 'Q'}{number}"
    return duration(re.split(r"\s+(?:of|in)\s+", text)[0])


def _counted(text: str, first: date | None, last: date | None) -> str:
    """ "Two weeks later": the week; a vague number of years is only the past or the future."""
    size = length(text)
    unit = UNITS.findall(text)
    if size is None or not unit:
        return ""
    how = text.split()[-1]
    ahead = how in ("later", "after", "afterwards", "afterward", "now")
    vague = size[0] != size[1]
    far = unit[-1] in ("year", "decade", "centurie", "century") or how == "ago"
    if vague and (far or (not ahead and MANY.search(text))):
        return "FUTURE_REF" if ahead else "PAST_REF"
    known = None if vague else (last if ahead else first)
    if known is None and how in ("after", "before") and not vague:
        return ""
    if unit[-1] in ("hour", "minute"):
        return f"{day(last if ahead else first)}TXX"
    if unit[-1] == "week":
        near = last if ahead else first
        return f"{year(near)}-WXX" if vague and near else _week(known)
    if unit[-1] == "month":
        return month(known)
    if unit[-1] in ("year", "decade"):
        return year(known)
    return day(known) + _time(text)
