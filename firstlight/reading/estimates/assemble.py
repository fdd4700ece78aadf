"""Estimates: the numbers of people that a report states, with place, days, status and revision.

`estimates` makes one fact of every claim (`claims.py`). The dead of one happening are left to that
event: `fatalities_in` gives its code the range. A standing state (trapped, displaced, in need) with
no date of its own has no beginning and ends with publication; a count of what happened holds for
the days its clause names.

Confidence is by rule, not learned: 0.9 where the number, its noun and the governing word stand
together, 0.8 and 0.7 as they stand further apart, 0.15 less where the noun is only understood, 0.6
where the noun alone says what is counted; it sinks by a tenth where the place is carried over from
elsewhere in the report. `reading.rules` may calibrate it.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from firstlight.reading.dates.mentions import DateMention
from firstlight.reading.dates.mentions import dates as dates_of
from firstlight.reading.estimates.claims import Claim, Found, claims
from firstlight.reading.estimates.judging import judged, status_in
from firstlight.reading.estimates.learned import one_happening, reviewed, seen_place, seen_status
from firstlight.reading.estimates.named import NamedActor, NamedPlace, Places
from firstlight.reading.estimates.revisions import changes, multiplied, revision
from firstlight.reading.estimates.setting import (
    Here,
    date_spans,
    days_of,
    here_in,
    own_dates,
    place_of,
    span_of,
)
from firstlight.reading.estimates.tables import Headings, headings, is_row, row_claims
from firstlight.reading.estimates.tolls import is_toll
from firstlight.reading.numbers.quantities import Quantity
from firstlight.reading.text.document import Document, Sentence
from firstlight.records import Estimate, Place, Range, Revision

if TYPE_CHECKING:
    from firstlight.reading.model.sight import Sight

__all__ = ["NamedActor", "NamedPlace", "estimates", "fatalities_in"]


def estimates(
    document: Document,
    dates: Sequence[DateMention] | None = None,
    places: Sequence[NamedPlace] = (),
    actors: Sequence[NamedActor] = (),
    sight: Sight | None = None,
) -> list[Estimate]:
    """Every estimate of the report in the order of the text.

    dates: `dates(document)`, worked out here if None. places, actors: the mentions in the report,
    in the order of the text. A number whose clause tells of no fact (`status_of` gives None) is
    left out. sight: what the model sees in the report; without it rules alone read.
    """
    known = dates_of(document) if dates is None else dates
    atlas = Places(places)
    found: list[Estimate] = []
    top: Headings | None = None
    above: Sentence | None = None
    for number, sentence in enumerate(document.sentences):
        here = here_in(document, sentence)
        spans = date_spans(known, sentence)
        top, result = _result(here, spans, top, above)
        if sight is not None and not is_row(sentence):
            result = reviewed(result, here, spans, sight, number)
        above = sentence
        ratios = changes(here.lower)
        if not result.claims:
            if not found or not _close(document, found[-1], sentence):
                continue
            grown = _grown(here, found[-1])
            if grown is not None:
                found.append(grown)
            elif ratios and ratios[0].compares:
                found[-1] = _revised_later(found[-1], ratios[0].ratio)
            continue
        first = len(found)
        for claim in result.claims:
            if claim.measure == "killed" and not _toll(here, claim, known, sight, number):
                continue
            dated = own_dates(here, claim, result.claims, result.previous, known)
            told = seen_place(claim.quantity, sight, number, places) if sight is not None else None
            estimate = _estimate(here, claim, dated, atlas, actors, told)
            if estimate is not None and sight is not None:
                status = seen_status(claim.quantity, sight, number, estimate.status)
                estimate = replace(estimate, status=status)
            if estimate is not None:
                found.append(estimate)
        _revise(here, found, first, result.claims, result.previous, [c.ratio for c in ratios])
    return found


def _toll(
    here: Here,
    claim: Claim,
    known: Sequence[DateMention],
    sight: Sight | None,
    number: int,
) -> bool:
    """Whether a number of dead is a total or a toll over a time."""
    seen = one_happening(claim.quantity, sight, number) if sight is not None else None
    return not seen if seen is not None else is_toll(here, claim, known)


def _result(
    here: Here, spans: Sequence[tuple[int, int]], top: Headings | None, above: Sentence | None
) -> tuple[Headings | None, Found]:
    """The claims of a sentence, read as a row where it is one of a table; the table's headings."""
    if is_row(here.sentence):
        named = headings(here.sentence, above)
        if named is not None:
            return named, Found((), ())
        if top is not None:
            return top, Found(row_claims(here.sentence, top, spans), ())
    return None, claims(here.sentence, spans, here.plain)


def fatalities_in(
    document: Document, start: int, end: int, dates: Sequence[DateMention] | None = None
) -> Range | None:
    """The dead that text[start:end] gives for one happening, or None; tolls over a time are not.

    Numbers joined by "and" are added ("12 soldiers and 5 civilians"), parts of another number
    ("including 3 children") are not; where two counts stand side by side the range spans both.
    """
    known = dates_of(document) if dates is None else dates
    total: Range | None = None
    index = bisect.bisect_right(document.sentences, start, key=lambda s: s.start) - 1
    for sentence in document.sentences[max(index, 0) :]:
        if sentence.start >= end:
            break
        here = here_in(document, sentence)
        for claim in claims(sentence, date_spans(known, sentence), here.plain).claims:
            quantity = claim.quantity
            if claim.measure != "killed" or claim.part or not start <= quantity.start < end:
                continue
            if is_toll(here, claim, known):
                continue
            if judged(sentence, *span_of(here, claim)) in (None, "denied"):
                continue
            total = _with(total, quantity, claim.joined)
    return total


def _with(total: Range | None, quantity: Quantity, joined: bool) -> Range:
    low, high = quantity.low, quantity.high
    if quantity.hedge == "up to":
        low = None
    if total is None:
        return Range(low, high)
    if joined:
        return Range(
            None if total.low is None or low is None else total.low + low,
            None if total.high is None or high is None else total.high + high,
        )
    lows = [value for value in (total.low, low) if value is not None]
    highs = [value for value in (total.high, high) if value is not None]
    return Range(min(lows, default=None), max(highs, default=None))


def _estimate(
    here: Here,
    claim: Claim,
    known: Sequence[DateMention],
    places: Places,
    actors: Sequence[NamedActor],
    told: tuple[Place, bool] | None,
) -> Estimate | None:
    start, end = span_of(here, claim)
    status = status_in(here, claim, start, end)
    if status is None:
        return None
    place, distance = place_of(here, claim, start, end, places)
    if told is not None and (place is None or told[0].name != place.name):
        place, distance = told[0], 0 if told[1] else 1
    first, last = days_of(here, claim, start, end, status, known)
    quantity = claim.quantity
    confidence = claim.strength * (0.9 if distance else 1.0)
    return Estimate(
        measure=claim.measure,
        report=here.document.report.id,
        span=(start, end),
        text=here.document.text[start:end],
        place=place,
        start=first,
        end=last,
        status=status,
        confidence=round(confidence, 3),
        low=quantity.low,
        high=quantity.high,
        best=quantity.best,
        unit=claim.noun.unit,
        group=_group(here, claim, actors),
    )


def _group(here: Here, claim: Claim, actors: Sequence[NamedActor]) -> str | None:
    """Whom it counts: an actor named with the noun ("200 ISIL fighters"), else the noun's group."""
    begin, stop = here.plain.span(claim.quantity.stop, claim.noun_stop)
    if stop > begin and claim.noun.unit == "people":
        index = bisect.bisect_left(actors, begin, key=lambda a: a.start)
        if index < len(actors) and actors[index].start < stop:
            return actors[index].party.name
    if claim.noun.group in ("women", "children") and re.search(
        r"women\s*(?:,|and\b)\s*(?:children|girls|elderly|the\s)|children\s+and\s+women",
        here.lower[claim.quantity.stop : claim.noun_stop + 24],
    ):
        return "civilians"
    return claim.noun.group


def _revise(
    here: Here,
    found: list[Estimate],
    first: int,
    made: Sequence[Claim],
    previous: Sequence[Quantity],
    ratios: Sequence[float | None],
) -> None:
    """Attach the sentence's revision to the estimate it belongs to: the nearest to what it says."""
    if first == len(found) or not (previous or ratios):
        return
    marks = [q.begin for q in previous] or [changes(here.lower)[0].start]
    nearest = min(
        range(first, len(found)),
        key=lambda i: abs(here.plain.index(found[i].span[0]) - marks[0]),
    )
    estimate = found[nearest]
    earlier = previous[0].value if previous else None
    best = estimate.best if estimate.best is not None else None
    ratio = ratios[0] if ratios else None
    found[nearest] = replace(estimate, revises=revision(ratio, earlier, best))


def _close(document: Document, estimate: Estimate, sentence: Sentence) -> bool:
    """Whether a sentence without a number of its own may speak of the estimate before it."""
    home = document.sentence_at(estimate.span[0])
    return (
        home is not None
        and home.paragraph == sentence.paragraph
        and (sentence.start - estimate.span[1] < 400)
    )


def _grown(here: Here, before: Estimate) -> Estimate | None:
    """ "The figure has doubled": a number that stands nowhere, but follows from the one before."""
    change = multiplied(here.lower)
    if change is None or change.ratio is None or before.best is None:
        return None
    start, end = here.plain.span(change.start, change.end)
    return replace(
        before,
        span=(start, end),
        text=here.document.text[start:end],
        start=None,
        end=here.document.published,
        low=None,
        high=None,
        best=before.best * change.ratio,
        revises=Revision(change.ratio, before.best),
        confidence=round(before.confidence * 0.8, 3),
    )


def _revised_later(estimate: Estimate, ratio: float | None) -> Estimate:
    if estimate.revises is not None:
        return estimate
    found: Revision | None = revision(ratio, None, estimate.best)
    return replace(estimate, revises=found)
