"""Finding the date expressions of a sentence, and joining those that belong together.

`words.EXPRESSION` finds them one by one and `Clock` resolves them; in `joining.py` "from X to Y"
becomes one range, "two days after X" one day; "since X" and "by X" are opened on one side, and what
only looks like a date ("may", "the 2000 men", `doubtful.py`) is dropped.
"""

from __future__ import annotations

import re

from firstlight.reading.dates import calendar as cal
from firstlight.reading.dates import doubtful, words
from firstlight.reading.dates.joining import PREFIX, WITHIN, Atom, join, turned
from firstlight.reading.dates.mention import DateMention
from firstlight.reading.dates.resolve import Clock
from firstlight.reading.dates.span import Reading
from firstlight.reading.dates.telling import DATELINE, clause_around, is_onset, is_said
from firstlight.reading.text.document import Plain, Sentence

OLD_DAYS = 400
"""A date with its year that lies further back than this is history in a report of news."""


_FUTURE = re.compile(
    r"\b(?:will|shall|scheduled|planned|plans?|due|expected|(?:is|are|set) to|deadline|upcoming|"
    r"ahead of|until|by)\b"
)
_ONWARD = re.compile(r"\s*(?:onwards?\b|on\b(?=[,.;]))")
_OF_AN_EVENT = re.compile(r"\s+(?!and\b|but\b)[a-z0-9]")
_FIRST_TIME = re.compile(r"\b(?:time|first|once|best|worst|longest)\s+(?:in|since)\s+$")


def in_sentence(sentence: Sentence, clock: Clock) -> list[DateMention]:
    """The dates of the sentence, resolved; the clock goes on from them."""
    plain = sentence.plain
    atoms = atoms_in(plain, clock)
    if not atoms:
        return []
    line = DATELINE.match(plain.text) if plain.text[:4].isupper() else None
    head = line.end() if line else 0
    return [_mention(sentence, plain, plain.lower, atom, clock, head) for atom in atoms]


def atoms_in(plain: Plain, clock: Clock) -> list[Atom]:
    """The expressions of a sentence as they are written, those that belong together joined."""
    lower = plain.lower
    if not words.ANY.search(lower):
        return []
    clock.future = _FUTURE.search(lower) is not None
    clock.aside = None
    atoms: list[Atom] = []
    for match in words.EXPRESSION.finditer(lower):
        atom = _atom(plain, lower, match, clock, atoms[-1] if atoms else None)
        if atom is None:
            continue
        join(atoms, atom, lower, clock)
        _remember(atoms[-1], plain, lower, clock)
    return atoms


def _atom(
    plain: Plain, lower: str, match: re.Match[str], clock: Clock, last: Atom | None
) -> Atom | None:
    group, start, end = match.lastgroup or "", match.start(), match.end()
    start += len(match.group()) - len(match.group().lstrip())
    text = " ".join(match.group().split())
    before, after = lower[max(0, start - 40) : start], lower[end : end + 24]
    if not _is_date(group, text, before, after, plain.text[start:end], clock):
        return None
    if group in ("window", "lasting", "hours") and _FIRST_TIME.search(before + text[:3]):
        return None
    if group == "season" and doubtful.is_attribute(text, after):
        return Atom(start, end, group, text, Reading("season", None, None))
    reading = clock.read(group, text)
    if group == "season" and clock.historical and not words.YEAR.search(text):
        meant = doubtful.season_of(text, plain.text[start:end], before, after)
        reading = clock.read(group, meant) if meant else reading
    if (
        reading is not None
        and group == "after"
        and _OF_AN_EVENT.match(after)
        and text.endswith(("after", "before"))
    ):
        # counted from what was told before ("two days after they took it"), else from something
        # without a date ("two days after the dam fell"), until one follows
        base = clock.told_of(plain.text[end : end + 90])
        unknown = Reading(reading.kind, None, None)
        reading = clock.counted(text, base) if base else unknown
        if base and reading and reading.last and WITHIN.search(before):
            reading = Reading("range", base[0], reading.last)  # "in the week after the attack"
        if last is not None and _BESIDE.fullmatch(lower, last.end, start):
            # "on Friday, a day after they left": they left on Thursday
            reading, base = unknown, turned(text, last.reading, clock)
        return Atom(start, end, group, text, reading, base) if reading else None
    return Atom(start, end, group, text, reading) if reading else None


def _is_date(group: str, text: str, before: str, after: str, written: str, clock: Clock) -> bool:
    """Whether an expression that may be something else is a date, by what stands around it."""
    if group == "year":
        return doubtful.is_year(text, before, after, historical=clock.historical)
    if group == "bare":
        return doubtful.is_year_before_christ(before, after, ancient=clock.ancient)
    if group == "years":
        return not doubtful.is_counted(after)
    if group in ("month", "dmy", "mdy", "part", "piece", "months"):
        return doubtful.is_month(text, written, before, alone=group == "month")
    return True


_BESIDE = re.compile(r"\s*[,(–—-]?\s*(?:just\s+|only\s+|barely\s+)?")


def _remember(atom: Atom, plain: Plain, lower: str, clock: Clock) -> None:
    """Let the narrative go on from this date."""
    reading = atom.reading
    if atom.base is not None:
        clock.onsets.hear_base(lower[atom.end : atom.end + 90].split(",")[0], atom.base)
    if reading.first is None or reading.last is None or atom.group in ("lasting", "begun"):
        return
    if reading.first.year >= words.LATEST and not clock.ancient:
        return  # a year before Christ, in passing
    length = (reading.last - reading.first).days
    before = lower[max(0, atom.start - 60) : atom.start]
    prefix = PREFIX.search(before)
    open_ended = prefix is not None and (prefix.group("event") or prefix.group("word")) in _OPEN
    if clock.historical and prefix is not None and prefix.group("word") == "by":
        open_ended = False  # "by the spring of 1915 they had retreated": the story is there
    told = is_said(lower, atom.start, atom.end) or open_ended
    passing = clock.course is not None and clock.course.passes(
        plain.at(atom.start), plain.at(atom.end)
    )
    if passing:
        clock.aside = (reading.first, reading.last)
    elif length <= 366 and (clock.narrative is None or not (open_ended or _is_aside(atom))):
        clock.narrative = (reading.first, reading.last)
    if length <= 366 and (length <= 31 or clock.historical) and not (told and clock.anchor):
        clock.anchor = (reading.first, reading.last)
        clock.anchored_in = plain.text
    if length <= 31:
        clock.onsets.hear(lower, atom.start, atom.end, (reading.first, reading.last))
    published = clock.published
    if published and not reading.relative and (published - reading.last).days > OLD_DAYS:
        clock.aside = (reading.first, reading.last)


def _is_aside(atom: Atom) -> bool:
    """Whether an expression looks back from the story, or lies in the writer's own time."""
    return atom.group in ("day", "period", "window") or _BACK.search(atom.text) is not None


_BACK = re.compile(r"\b(?:ago|earlier|before|previous|previously|preceding|last)\b")
_OPEN = frozenset(("since", "until", "till", "by", "before", "prior to", "up to", "as of"))
_MODAL = re.compile(r"\b(?:would|could|can|may|might|must|should|will|shall|about|due)\b")
_PERFECT = re.compile(r"\b(?:has|have|had|'ve|been)\b")


def _mention(
    sentence: Sentence, plain: Plain, lower: str, atom: Atom, clock: Clock, head: int
) -> DateMention:
    start, end = plain.span(atom.start, atom.end)
    before = lower[max(0, atom.start - 60) : atom.start]
    reading = atom.reading
    kind, first, last = reading.kind, reading.first, reading.last
    ahead = reading.ahead
    prefix = PREFIX.search(before)
    word = (prefix.group("word") or prefix.group("event")) if prefix else ""
    if atom.group == "lasting" and not _PERFECT.search(lower):
        first = last = None
    told = _PERFECT.search(lower) and not clock.future
    now = told or (atom.text.startswith("in ") and not _MODAL.search(lower))
    if atom.group == "hours" and now and first is None and clock.published and ahead and ahead[1]:
        # "have freed 70 villages in two weeks"; the coming weeks stay the reading of a plan
        coming = ahead
        length = (ahead[1] - clock.published).days
        first, last = cal.days(clock.published, -length), clock.published
        ahead = None if told else coming
    onward = word == "from" and _ONWARD.match(lower[atom.end : atom.end + 10])
    if (word == "since" or onward) and first is not None and atom.group != "elapsed":
        kind, last, ahead = "since", clock.published, None
        if last is not None and last < first:
            last = None
    elif word in ("until", "till", "by", "up to") and last is not None and kind != "until":
        kind, first = "until", None
        ahead = (None, ahead[1]) if ahead else None
    elif word == "before" and atom.text.startswith(("the end", "the close", "end")):
        kind, first = "until", None  # "before the end of the month" is in the month
        ahead = (clock.published, ahead[1]) if ahead else None
    elif word in ("before", "prior to") and first is not None:
        kind, last, first, ahead = "until", cal.days(first, -1), None, None
    elif word == "after" and ahead and ahead[1]:
        ahead = cal.days(ahead[1], 1), None  # "after Eid", of a plan
    if (first and first.year >= words.LATEST) or (last and last.year >= words.LATEST):
        first = last = ahead = None  # no `date` reaches back before Christ
    scope = clause_around(lower, atom.start, atom.end)
    onset = scope is not None and is_onset(lower, atom.start, scope)
    if atom.group == "elapsed":
        scope = atom.end, _end_of_clause(lower, atom.end)
    return DateMention(
        start=start,
        end=end,
        text=sentence.source[start:end],
        first=first,
        last=last,
        kind=kind,
        relative=reading.relative,
        ahead=ahead,
        reporting=atom.start < head or is_said(lower, atom.start, atom.end),
        scope=plain.span(*scope) if scope else None,
        base=atom.base,
        onset=onset,
    )


def _end_of_clause(lower: str, at: int) -> int:
    return next((i for i in range(at, len(lower)) if lower[i] in ",;"), len(lower))
