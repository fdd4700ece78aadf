"""Finding the date expressions of a sentence, and joining those that belong together.

`dates_words.EXPRESSION` finds them one by one and `Clock` resolves them; here "from X to Y" becomes
one range, "two days after X" one day, "since X" and "by X" are opened on one side, and what only
looks like a date ("may", "the 2000 men") is dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from firstlight.reading.dates import calendar as cal
from firstlight.reading.dates import words
from firstlight.reading.dates.resolve import Clock
from firstlight.reading.dates.span import DateKind, Reading
from firstlight.reading.text.document import Plain, Sentence

OLD_DAYS = 400
"""A date with its year that lies further back than this is history in a report of news."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression and the days it may mean. Offsets count characters, end exclusive.

    first, last: the first and last day it may mean, None where open or unknown. relative: it was
    worked out from publication or narrative. ahead: first and last day if it tells of the future
    ("on Sunday" of a coming vote), None where there is no second reading. reporting: it tells when
    somebody said something.
    """

    start: int
    end: int
    text: str
    first: date | None
    last: date | None
    kind: DateKind
    relative: bool
    ahead: tuple[date | None, date | None] | None = None
    reporting: bool = False

    @property
    def known(self) -> bool:
        return self.first is not None or self.last is not None

    def coming(self) -> DateMention:
        """The same mention read as a date to come, for what is planned; itself if it has none."""
        if self.ahead is None:
            return self
        return replace(self, first=self.ahead[0], last=self.ahead[1])


DATELINE = re.compile(
    r"[A-Z][A-Za-z' .-]{2,40}(?:,[^—–\n]{0,60})?\s*(?:\([^)\n]{1,40}\)\s*)?(?:—|–|--|-)\s"
)


_FUTURE = re.compile(
    r"\b(?:will|shall|scheduled|planned|plans?|due|expected|(?:is|are|set) to|deadline|upcoming|"
    r"ahead of|until|by)\b"
)
_SAID = re.compile(
    r"\b(?:said|says|told|announced|reported|stated|confirmed|warned|added|estimated|declared|"
    r"tweeted|wrote|statement|according to [\w ]{1,40}|briefing|"
    r"update)(?:\s+(?!that\b)[\w']+){0,4}?,?\s+(?:late\s+|early\s+)?(?:on\s+|in\s+)?(?:late\s+|"
    r"early\s+)?$"
)
_PREFIX = re.compile(
    r"\b(?P<word>since|until|till|by|before|from|between|after|prior to|up to|as of|"
    r"through)\s+(?:(?:at least|about|around|the|early|late|just)\s+)?$"
    # "since the start of hostilities on 4 November"
    r"|\b(?P<event>since)\s+(?:the\s+)?(?:[\w-]+\s+){1,5}(?:on|in|of)\s+(?:the\s+)?$"
)
_JOIN = re.compile(
    r"\s*(?:[-–—]|\bto|\bto the|\buntil|\btill|\bthrough|\band|\bup to)\s*(?:the\s+)?"
)
_ONWARD = re.compile(r"\s*(?:onwards?\b|on\b(?=[,.;]))")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|of|since|from|to|until|till|by|before|after|during|year|early|late|mid|throughout|"
    r"between|the|through|into|and|or|for|'s|s'|around|circa|with)|[(\[,;:–-]|^[^\w]*)\s*$"
)
_YEAR_AFTER = re.compile(
    r"\s*(?:people|persons|men|women|children|civilians|troops|soldiers|fighters|rebels|militants|"
    r"families|households|houses|homes|villages|others|more|tanks|aircraft|casualties|prisoners|"
    r"dead|killed|wounded|injured|displaced|refugees|idps|returnees|km|kilomet|met(?:re|er)|miles|"
    r"tons|tonnes|hours|guns|ships|planes|cases|patients|volunteers|workers|members|residents|"
    r"inhabitants|local|\d)"
)
_POINTS = frozenset(("dmy", "mdy", "iso", "numeric", "weekday", "month", "day", "year"))
_CAPITAL = frozenset(("march", "mar", "may", "sun", "sat", "dec", "jan"))
_OF_AN_EVENT = re.compile(r"\s+(?!and\b|but\b|they\b|he\b|she\b|it\b|we\b)[a-z0-9]")
_FIRST_TIME = re.compile(r"\b(?:time|first|once|best|worst|longest)\s+(?:in|since)\s+$")


@dataclass(frozen=True, slots=True)
class _Atom:
    start: int
    end: int
    group: str
    text: str
    reading: Reading


def in_sentence(sentence: Sentence, clock: Clock) -> list[DateMention]:
    plain = sentence.plain
    lower = plain.lower
    if not words.ANY.search(lower):
        return []
    clock.future = _FUTURE.search(lower) is not None
    clock.aside = None
    atoms: list[_Atom] = []
    for match in words.EXPRESSION.finditer(lower):
        atom = _atom(plain, lower, match, clock)
        if atom is None:
            continue
        _join(atoms, atom, lower, clock)
        _remember(atoms[-1], clock)
    line = DATELINE.match(plain.text) if plain.text[:4].isupper() else None
    head = line.end() if line else 0
    return [_mention(sentence, plain, lower, atom, clock, head) for atom in atoms]


def _atom(plain: Plain, lower: str, match: re.Match[str], clock: Clock) -> _Atom | None:
    group, start, end = match.lastgroup or "", match.start(), match.end()
    text = " ".join(match.group().split())
    before, after = lower[max(0, start - 40) : start], lower[end : end + 24]
    if group == "year" and (_YEAR_AFTER.match(after) or not _YEAR_BEFORE.search(before)):
        return None
    if group == "years" and _YEAR_AFTER.match(after):
        return None
    if group in ("month", "dmy", "mdy", "part", "piece", "months"):
        name = words.MONTH.search(text)
        written = plain.text[start:end]
        if name and name.group() in _CAPITAL and name.group() not in _capitalised(written):
            return None
        if (
            group == "month"
            and text in ("may", "march", "mar", "sun")
            and not re.search(
                r"\b(?:in|since|during|by|until|till|of|from|to|and|before|after|through|"
                r"throughout|,)\s*$",
                before,
            )
        ):
            return None
    if group in ("window", "lasting", "hours") and _FIRST_TIME.search(before):
        return None
    reading = clock.read(group, text)
    if (
        reading
        and group == "after"
        and _OF_AN_EVENT.match(after)
        and text.endswith(("after", "before"))
    ):
        # counted from something without a date ("two days after the dam fell"), until one follows
        reading = Reading(reading.kind, None, None)
    return _Atom(start, end, group, text, reading) if reading else None


def _capitalised(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in re.findall(r"[A-Z]\w+", text))


def _join(atoms: list[_Atom], atom: _Atom, lower: str, clock: Clock) -> None:
    """Add the atom; "from X to Y", "between X and Y" and "two days after X" become one."""
    if not atoms:
        atoms.append(atom)
        return
    before = atoms[-1]
    gap = lower[before.end : atom.start]
    if before.group == "after" and before.text.split()[-1] in ("after", "before"):
        moved = _counted_from(before, atom, lower, clock)
        if moved is not None:
            atoms[-1] = moved
            return
    pairs = {"joined", "after", "window", "duration", "lasting", "years"}
    if before.group in pairs or atom.group in pairs or not _JOIN.fullmatch(gap):
        atoms.append(atom)
        return
    prefix = _PREFIX.search(lower[max(0, before.start - 30) : before.start])
    word = (prefix.group("word") or prefix.group("event")) if prefix else ""
    if (gap.strip() == "and") != (word == "between") and gap.strip() in ("and",):
        atoms.append(atom)
        return
    first = _inherit(before, atom, clock)
    last = atom.reading
    if not (first.first and last.last):
        atoms.append(atom)
        return
    begin, end = first.first, last.last
    if begin > end and before.group == "weekday":
        begin = cal.days(begin, -7)
    elif begin > end and last.relative:
        end = cal.months(end, 12)
    if begin > end:
        atoms.append(atom)
        return
    relative = first.relative or last.relative
    joined = Reading("range", begin, end, relative)
    atoms[-1] = _Atom(before.start, atom.end, "joined", "", joined)


_TO_DATE = re.compile(r"\s*(?:[^.,;:]{0,60}?\b(?:on|in|of|early|late|the)\s+|the\s+)?")
_WITHIN = re.compile(r"\b(?:in|within|during|over)\s+(?:the\s+)?(?:first\s+|next\s+)?$")


def _counted_from(before: _Atom, atom: _Atom, lower: str, clock: Clock) -> _Atom | None:
    """ "Two days after 22 May", "in the 48 hours after the bridges were opened on 16 June"."""
    target = atom.reading
    if atom.group not in _POINTS or not (target.first and target.last):
        return None
    if not _TO_DATE.fullmatch(lower, before.end, atom.start):
        return None
    moved = clock.counted(before.text, (target.first, target.last))
    if moved is None or moved.first is None or moved.last is None:
        return None
    if _WITHIN.search(lower, max(0, before.start - 24), before.start):
        first, last = min(moved.first, target.first), max(moved.last, target.last)
        moved = Reading("range", first, last, moved.relative)
    return _Atom(before.start, atom.end, "joined", "", moved)


def _inherit(before: _Atom, atom: _Atom, clock: Clock) -> Reading:
    """The first half of a range, with the year of the second where it has none of its own."""
    year = words.YEAR.search(atom.text)
    if (
        year
        and not words.YEAR.search(before.text)
        and before.group in ("dmy", "mdy", "month", "part")
    ):
        return clock.read(before.group, f"{before.text} {year.group()}") or before.reading
    return before.reading


def _remember(atom: _Atom, clock: Clock) -> None:
    """Let the narrative go on from this date."""
    reading = atom.reading
    if reading.first is None or reading.last is None or atom.group in ("lasting", "hours"):
        return
    length = (reading.last - reading.first).days
    if length <= 366 and (length <= 31 or clock.historical):
        clock.anchor = (reading.first, reading.last)
    published = clock.published
    if published and not reading.relative and (published - reading.last).days > OLD_DAYS:
        clock.aside = (reading.first, reading.last)


_PERFECT = re.compile(r"\b(?:has|have|had|'ve|been)\b")


def _mention(
    sentence: Sentence, plain: Plain, lower: str, atom: _Atom, clock: Clock, head: int
) -> DateMention:
    start, end = plain.span(atom.start, atom.end)
    before = lower[max(0, atom.start - 60) : atom.start]
    reading = atom.reading
    kind, first, last = reading.kind, reading.first, reading.last
    ahead = reading.ahead
    prefix = _PREFIX.search(before)
    word = (prefix.group("word") or prefix.group("event")) if prefix else ""
    if atom.group == "lasting" and not _PERFECT.search(lower):
        first = last = None
    told = _PERFECT.search(lower) and not clock.future
    if atom.group == "hours" and told and clock.published and ahead and ahead[1]:
        # "have freed 70 villages in two weeks"
        length = (ahead[1] - clock.published).days
        first, last, ahead = cal.days(clock.published, -length), clock.published, None
    onward = word == "from" and _ONWARD.match(lower[atom.end : atom.end + 10])
    if (word == "since" or onward) and first is not None:
        kind, last, ahead = "since", clock.published, None
        if last is not None and last < first:
            last = None
    elif word in ("until", "till", "by", "up to") and last is not None and kind != "until":
        kind, first = "until", None
        ahead = (None, ahead[1]) if ahead else None
    elif word in ("before", "prior to") and first is not None:
        kind, last, first, ahead = "until", cal.days(first, -1), None, None
    return DateMention(
        start=start,
        end=end,
        text=sentence.source[start:end],
        first=first,
        last=last,
        kind=kind,
        relative=reading.relative,
        ahead=ahead,
        reporting=atom.start < head or _SAID.search(before) is not None,
    )
