"""Dates that belong together: "from X to Y", "Monday and Tuesday", "two days after X" made one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from firstlight.reading.dates import calendar as cal
from firstlight.reading.dates import words
from firstlight.reading.dates.resolve import Clock
from firstlight.reading.dates.span import Reading


@dataclass(frozen=True, slots=True)
class Atom:
    """An expression in one sentence: offsets of the plain text, and what it may mean.

    parts: what a joined one was made of, in order, each with its own reading.
    """

    start: int
    end: int
    group: str
    text: str
    reading: Reading
    base: cal.Span | None = None
    parts: tuple[Atom, ...] = ()


PREFIX = re.compile(
    r"\b(?P<word>since|until|till|by|before|from|between|after|prior to|up to|as of|"
    r"through)\s+(?:(?:at least|about|around|the|early|late|just)\s+)?$"
    # "since the start of hostilities on 4 November"
    r"|\b(?P<event>since)\s+(?:the\s+)?(?:[\w-]+\s+){1,5}(?:on|in|of)\s+(?:the\s+)?$"
)
_JOIN = re.compile(
    r"\s*(?:[-–—]|\bto|\bto the|\buntil|\btill|\bthrough|\band|\bup to)\s*(?:the\s+)?"
)
_OWN = frozenset(("dmy", "mdy", "month", "part", "season"))
_POINTS = frozenset(("dmy", "mdy", "iso", "numeric", "weekday", "month", "day", "year"))


def join(atoms: list[Atom], atom: Atom, lower: str, clock: Clock) -> None:
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
    pairs = {"joined", "after", "window", "duration", "lasting", "years", "begun", "elapsed"}
    if before.group in pairs or atom.group in pairs or not _JOIN.fullmatch(gap):
        atoms.append(atom)
        return
    prefix = PREFIX.search(lower[max(0, before.start - 30) : before.start])
    word = (prefix.group("word") or prefix.group("event")) if prefix else ""
    if gap.strip() in ("and", "or", "&") and before.group in _OWN and atom.group in _OWN:
        # "in May and June 1915" is one year's
        before = replace(before, reading=_inherit(before, atom, clock))
        atoms[-1] = before
    if gap.strip() == "and" and word != "between" and not _consecutive(before, atom):
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
        start = cal.months(last.first, 12) if last.first else None
        atom = replace(atom, reading=replace(last, first=start, last=end))
    if begin > end:
        atoms.append(atom)
        return
    relative = first.relative or last.relative
    joined = Reading("range", begin, end, relative)
    parts = (replace(before, reading=first), atom)
    atoms[-1] = Atom(before.start, atom.end, "joined", "", joined, parts=parts)


def _consecutive(before: Atom, atom: Atom) -> bool:
    """ "On Monday and Tuesday" is one time; "on Monday and Friday" are two."""
    first, last = before.reading.last, atom.reading.first
    return (
        before.group == atom.group == "weekday"
        and first is not None
        and last is not None
        and (last - first).days % 7 == 1
    )


_TO_DATE = re.compile(r"\s*(?:[^.,;:]{0,60}?\b(?:on|in|of|early|late|the)\s+|the\s+)?")
WITHIN = re.compile(r"\b(?:in|within|during|over)\s+(?:the\s+)?(?:first\s+|next\s+)?$")


def _counted_from(before: Atom, atom: Atom, lower: str, clock: Clock) -> Atom | None:
    """ "Two days after 22 May", "in the 48 hours after the bridges were opened on 16 June"."""
    target = atom.reading
    if atom.group not in _POINTS or not (target.first and target.last):
        return None
    if not _TO_DATE.fullmatch(lower, before.end, atom.start):
        return None
    moved = clock.counted(before.text, (target.first, target.last))
    if moved is None or moved.first is None or moved.last is None:
        return None
    if WITHIN.search(lower, max(0, before.start - 24), before.start):
        first, last = min(moved.first, target.first), max(moved.last, target.last)
        moved = Reading("range", first, last, moved.relative)
    parts = (Atom(before.start, atom.end, "after", before.text, moved), atom)
    return Atom(before.start, atom.end, "joined", "", moved, parts=parts)


def _inherit(before: Atom, atom: Atom, clock: Clock) -> Reading:
    """The first half of a range, with the year of the second where it has none of its own."""
    year = words.YEAR.search(atom.text)
    if (
        year
        and not words.YEAR.search(before.text)
        and before.group in _OWN
        and before.reading.relative
    ):
        given = clock.read(before.group, f"{before.text} {year.group()}")
        if given and given.first and atom.reading.first and given.first > atom.reading.first:
            earlier = words.year_number(year.group()) - 1  # "from November to March 1943"
            if earlier < words.LATEST:
                given = clock.read(before.group, f"{before.text} {earlier:04d}")
        return given or before.reading
    return before.reading


def turned(text: str, from_day: Reading, clock: Clock) -> cal.Span | None:
    """The days of that which `from_day` is two days after (or before)."""
    if from_day.first is None or from_day.last is None:
        return None
    way = {"after": "before", "before": "after"}[text.split()[-1]]
    other = text[: text.rindex(" ")] + " " + way
    low = clock.counted(other, (from_day.first, from_day.first))
    high = clock.counted(other, (from_day.last, from_day.last))
    return (low.first, high.last) if low and high and low.first and high.last else None
