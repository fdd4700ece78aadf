"""Where and when a claim holds: its place and its days.

Every function takes the sentence as `Here`. Mentions of dates and places come in the order of the
text; none is looked for here.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from firstlight.reading.dates.mentions import DateMention, when
from firstlight.reading.estimates.claims import Claim
from firstlight.reading.estimates.named import NamedPlace, Places
from firstlight.reading.numbers.quantities import Quantity
from firstlight.reading.text.document import Document, Plain, Sentence
from firstlight.records import Place, Status

STANDING = frozenset(("trapped", "displaced", "in_need", "population", "fighters"))
"""Measures of a state, which lasts, and not of what happened in a time."""


@dataclass(frozen=True, slots=True)
class Here:
    """A sentence with what is known of it."""

    document: Document
    sentence: Sentence
    plain: Plain
    lower: str


# --- one estimate ---------------------------------------------------------------------------------


def here_in(document: Document, sentence: Sentence) -> Here:
    plain = sentence.plain
    return Here(document, sentence, plain, plain.lower)


def date_spans(known: Sequence[DateMention], sentence: Sentence) -> list[tuple[int, int]]:
    begin = bisect.bisect_left(known, sentence.start, key=lambda m: m.start)
    stop = bisect.bisect_left(known, sentence.end, key=lambda m: m.start)
    return [(m.start, m.end) for m in known[begin:stop]]


_NUMBER_OF = re.compile(r"(?:the\s+)?(?:total\s+)?number\s+of\s+(?:\w+\s+){0,3}?$")


def span_of(here: Here, claim: Claim) -> tuple[int, int]:
    """The report's offsets of the supporting words, "the number of" taken along."""
    lead = _NUMBER_OF.search(here.lower, max(0, claim.begin - 60), claim.begin)
    return here.plain.span(lead.start() if lead else claim.begin, claim.stop)


_ARRIVED = re.compile(
    r"\b(?:arriv\w+|reception|refuge|safety|shelter\w*)\s+(?:in|at)\s+(?:the\s+)?(?:\w+\s+){0,3}?$"
)
_INTO = re.compile(
    r"\b(?:to|into|towards?|reached|reaching|in\s+camps?\s+(?:in|near)|"
    r"for)\s+(?:the\s+)?(?:\w+\s+){0,3}?$"
)
_FROM = re.compile(
    r"\b(?:from|out\s+of|fled|flee|fleeing|escaped|left|leaving|leave|abandoned|inside|"
    r"in)\s+(?:the\s+)?(?:\w+\s+){0,3}?$"
)
_TOWARDS = re.compile(
    r"\b(?:fle\w+|left|leav\w+|escap\w+|arriv\w+|walk\w*|cross\w*|stream\w*|displaced|head\w*|"
    r"ran|mov\w+|refuge)\b[^.;]{0,60}\b(?:to|into|towards?|reached|for|in)\s+(?:the\s+)?$"
)
_OF_A_TOWN = frozenset(("fled", "displaced", "population"))
HEADLINES = 3
"""Sentences from the top in which the subject of a report is named."""
CARRIED_PLACES = 8
"""How many place mentions back a sentence without one looks within its paragraph."""


def place_of(
    here: Here, claim: Claim, start: int, end: int, places: Places
) -> tuple[Place | None, int]:
    """The place of a claim, and whence: 0 its sentence, 1 its paragraph, 2 the headline."""
    sentence = here.sentence
    begin = bisect.bisect_left(places.starts, sentence.start)
    stop = bisect.bisect_left(places.starts, sentence.end)
    number = claim.quantity
    inside = [
        mention
        for mention in places.mentions[begin:stop]
        if mention.end <= number.start or mention.start >= number.end
    ]
    if inside:
        chosen = min(inside, key=lambda place: _farness(here, claim, place, start, end))
        return chosen.place, 0
    before = [
        mention
        for mention in places.mentions[max(0, begin - CARRIED_PLACES) : begin]
        if _paragraph(here, mention) == sentence.paragraph
    ]
    if claim.measure != "returned":
        # those who left are no longer counted where they went
        origins = [
            mention
            for mention in before
            if not _TOWARDS.search(here.document.text[max(0, mention.start - 90) : mention.start])
        ]
        before = origins or before
    top = here.document.sentences[: HEADLINES + 1][-1].end
    early = [m for m in places.mentions[: HEADLINES * 4] if m.start < top]
    subject = places.subject(early or places.mentions[max(0, begin - 1) : begin])
    place = places.subject(before)
    told = next((m for m in reversed(before) if place and m.place.name == place.name), None)
    if told is not None and not told.settled and claim.measure in _OF_A_TOWN:
        town = places.town(stop)
        if town is not None and places.times(town) >= places.times(told.place):
            return town, 2  # all residents are the town's, not the last quarter's
    # a place named in passing ("should they lose Juba") is not what the paragraph goes on about
    if place and not (subject and places.times(place) == 1 < places.times(subject)):
        return place, 1
    return subject, 2


def _paragraph(here: Here, mention: NamedPlace) -> int | None:
    home = here.document.sentence_at(mention.start)
    return home.paragraph if home else None


def _farness(here: Here, claim: Claim, place: NamedPlace, start: int, end: int) -> float:
    """Characters between claim and place, with what the words between them say counted in."""
    distance = float(max(place.start - end, start - place.end, 0))
    between = here.document.text[min(end, place.start) : max(start, place.start)]
    if place.end <= start:
        distance += 12  # a place mostly follows what is told of it
    distance += 30 * sum(between.count(mark) for mark in ";:—") + 12 * between.count(",")
    before = here.lower[: here.plain.index(place.start)][-40:]
    if claim.measure in ("fled", "displaced", "returned"):
        away = claim.measure == "returned"
        arrived = claim.measure == "fled" and _ARRIVED.search(before) is not None
        if arrived or _INTO.search(before):
            distance += -60 if away else 80
        elif _FROM.search(before):
            distance += 60 if away and "from" in before[-20:] else -40
    return distance


_NOW = re.compile(
    r"\b(?:have|has|are|is|remains?|lies?|lives?|needs?|face|faces|sits?|sleeps?|stays?|waits?|"
    r"stands?)\b"
)
# "2,400 of the 40,000 who fled": the date of the return is not that of the flight
_SET_AGAINST = re.compile(r"\d\s+of\s+the\s+(?:\w+\s+)?$")
_RISE = re.compile(r"\b(?:increase|rise|drop|fall|decrease|jump)\s+of\s+[^.;]{1,30}$")
_BREAK = re.compile(r",|;|\band\b|\bwhile\b|\bbut\b|\bwith\b|—|–")


def own_dates(
    here: Here,
    claim: Claim,
    made: Sequence[Claim],
    previous: Sequence[Quantity],
    known: Sequence[DateMention],
) -> list[DateMention]:
    """The dates that may be this claim's: its own part of the sentence, and what goes before all.

    A date after the last number is everybody's where it tells when something happened. One that
    follows an earlier figure ("up from 30,000 last week") is that figure's.
    """
    begin = bisect.bisect_left(known, here.sentence.start, key=lambda m: m.start)
    stop = bisect.bisect_left(known, here.sentence.end, key=lambda m: m.start)
    mine = list(known[max(0, begin - 8) : begin])
    first = last = made.index(claim)
    while first > 0 and made[first].part:  # "9,400 households (56,400 people) since October"
        first -= 1
    while last + 1 < len(made) and made[last + 1].part:
        last += 1
    low = _border(here.lower, made[first - 1], made[first]) if first else 0
    high = len(here.lower)
    if last + 1 < len(made):
        high = _border(here.lower, made[last], made[last + 1])
    for mention in known[begin:stop]:
        at = here.plain.index(mention.start)
        if any(0 <= at - quantity.stop <= 40 for quantity in previous):
            continue
        if _RISE.search(here.lower, max(0, at - 50), at):
            continue
        leading = at < made[0].begin and not _SET_AGAINST.search(here.lower, 0, claim.begin)
        trailing = at >= made[-1].stop and claim.measure not in STANDING
        if low <= at < high or leading or trailing or mention.reporting:
            mine.append(mention)
    return mine


def _border(lower: str, before: Claim, after: Claim) -> int:
    """Where the part of the sentence that belongs to the later of two claims begins."""
    start = min(before.stop, after.begin)
    breaks = list(_BREAK.finditer(lower, start, after.begin))
    return breaks[-1].start() if breaks else start


_PREWAR = re.compile(
    r"\bhad\s+(?:a|been)\b|\b(?:before|prior\s+to)\s+the\s+(?:\w+\s+)?(?:war|conflict|crisis|siege|"
    r"offensive|fighting|invasion|battle|uprising)|\bpre-?(?:war|conflict|crisis)\b|\bonce\b|"
    r"\bformer(?:ly)?\b"
)


def days_of(
    here: Here,
    claim: Claim,
    start: int,
    end: int,
    status: Status,
    known: Sequence[DateMention],
) -> tuple[date | None, date | None]:
    published = here.document.published
    future = status in ("planned", "possible")
    standing = claim.measure in STANDING
    said = here.lower[max(0, claim.begin - 8) : claim.stop]
    past = re.search(r"\b(?:was|were|had)\b", said) is not None
    perfect = _NOW.search(here.lower[max(0, claim.begin - 8) : claim.stop + 12]) is not None
    told = any(m.reporting and _inside(here, m) for m in known)
    carry = not perfect and not told and (past or not standing)
    mention = when(here.document, start, end, future=future, mentions=known, carry=carry)
    if claim.measure == "population" and _PREWAR.search(
        here.lower[max(0, claim.begin - 40) : claim.stop + 40]
    ):
        return None, mention.last if mention else None
    if mention is None:
        as_of = next((m.last for m in known[:12] if m.governs == "as of"), None)
        return None, as_of or published
    if mention.reporting:
        return None, published if standing else mention.last
    if mention.kind == "since":
        until = next((m.last for m in known if _inside(here, m) and _as_of(here, m)), None)
        return mention.first, until or mention.last
    if standing and status in ("actual", "ongoing") and claim.measure != "displaced":
        if mention.kind == "duration":
            return mention.first, mention.last
        if _as_of(here, mention):
            return None, mention.last
        if not past and status == "ongoing" and mention.first:
            return mention.first, published
    if _as_of(here, mention):
        return None, mention.last
    return mention.first, mention.last


def _inside(here: Here, mention: DateMention) -> bool:
    return here.sentence.start <= mention.start < here.sentence.end


def _as_of(here: Here, mention: DateMention) -> bool:
    before = here.lower[: here.plain.index(mention.start)][-30:]
    return re.search(r"\b(?:as\s+(?:of|at)|by|until|up\s+to)\s+(?:the\s+)?$", before) is not None
