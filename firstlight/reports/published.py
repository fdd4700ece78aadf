"""When a report was published, as the report itself says it.

Only what cannot be mistaken for the story's own dates counts: a labelled line ("Published: ..."), a
dateline, or a line near the top that is nothing but a date. The file's own times tell nothing.
"""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH = r"(?P<{0}>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r"|sept)\.?"
_DATE = (
    r"(?:(?P<iso>\d{4}-\d{2}-\d{2})(?:T[\d:.+Z-]*)?"
    r"|(?P<day1>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH.format("month1")
    + r",?\s+(?P<year1>\d{4})"
    r"|" + _MONTH.format("month2") + r"\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{4})"
    r"|(?P<day3>\d{1,2})[./](?P<month3>\d{1,2})[./](?P<year3>\d{4}))"
)  # fmt: skip
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_LABEL = (
    r"(?:date(?:\s+of\s+(?:publication|issue|report))?|published(?:\s+on)?|publication\s+date"
    r"|issued(?:\s+on)?|released|posted(?:\s+on)?|report\s+date|as\s+of|updated|dated"
    r"|broadcast(?:\s+on)?|sent(?:\s+on)?)"
)
_LABELLED = re.compile(rf"\b{_LABEL}\s*[:\-–—]?\s*{_WEEKDAY}{_DATE}", re.IGNORECASE)
_ALONE = re.compile(
    rf"^[\W_]*(?:[^\W\d_][\w'’. -]{{0,40}},\s*){{0,3}}{_WEEKDAY}{_DATE}[\W_]*"
    r"(?:\d\d:\d\d.{0,12})?$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    rf"^[A-Z][\w'’. -]{{1,40}}(?:,\s*[\w'’. -]{{2,30}})?,\s*{_WEEKDAY}{_DATE}\s*"
    r"(?:\([^)]{1,40}\))?\s*[-–—:]",
    re.IGNORECASE,
)
_IN_HEADER = re.compile(rf"(?:^|[|·•/–—,-])\s*{_WEEKDAY}{_DATE}\s*(?:$|[|·•/–—-])", re.IGNORECASE)
_IN_NAME = re.compile(r"(?<!\d)(20\d\d|19\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")

HEADER_LINES = 12
FOOTER_LINES = 4


def labelled(text: str) -> date | None:
    """The date of a "Published:" or "Date:" line in the report's head or foot, or None."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in [*lines[:HEADER_LINES], *lines[HEADER_LINES:][-FOOTER_LINES:]]:
        found = _LABELLED.search(line) if len(line) <= 160 else None
        if found and (day := _as_date(found)):
            return day
    return None


def dateline(text: str) -> date | None:
    """The date of a dateline, or of a short line near the top that is a date, or None."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][:HEADER_LINES]
    for line in lines:
        found = _DATELINE.match(line)
        if not found and len(line) <= 120:
            found = _ALONE.match(line) or _IN_HEADER.search(line)
        if found and (day := _as_date(found)):
            return day
    return None


def from_name(stem: str) -> date | None:
    """The date in a file name such as `2016-06-14-flash-update` or `update_20160614`, or None."""
    found = _IN_NAME.search(stem)
    if not found:
        return None
    return _date(int(found[1]), int(found[2]), int(found[3]))


def _as_date(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    if parts["iso"]:
        year, month, day = (int(part) for part in parts["iso"].split("-"))
        return _date(year, month, day)
    for number in "123":
        if parts.get(f"year{number}"):
            name = parts[f"month{number}"].lower().rstrip(".")
            month = int(name) if name.isdigit() else _month(name)
            return _date(int(parts[f"year{number}"]), month, int(parts[f"day{number}"]))
    return None


def _month(name: str) -> int:
    return next(i for i, full in enumerate(MONTHS, 1) if full.startswith(name[:3]))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
