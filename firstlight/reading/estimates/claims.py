"""Which number counts whom, and what is said of them: the measure that governs a quantity.

A verb or noun of a measure (`estimates_words`) governs a number that stands where its shape wants
one, if only words that may stand between them do. Of several the nearest wins. A number without its
own verb takes that of the number it is joined to ("killing 12 soldiers and 5 civilians"); a noun
may say it all ("12,400 IDPs"). Whatever counts trucks, kits or kilometres is no claim.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from firstlight.reading.estimates import words as lexis
from firstlight.reading.estimates.counted import Counted, aside, counted_by, share, singles
from firstlight.reading.estimates.governing import Claim, governed, passive_after
from firstlight.reading.estimates.revisions import is_previous
from firstlight.reading.estimates.spoken_of import grown_to, out_of
from firstlight.reading.numbers.quantities import Quantity, quantities
from firstlight.reading.text.document import Plain, Sentence

__all__ = ["Claim", "Found", "claims"]
LEAST_FORCE = 10
"""Fewer fighters than this, and nothing else said of them, is no estimate of a force."""


@dataclass(frozen=True, slots=True)
class Found:
    """The claims of a sentence, and the numbers in it that are earlier figures, corrected here."""

    claims: tuple[Claim, ...]
    previous: tuple[Quantity, ...]


# the whole of a share ("127 out of the garrison of 170", "one in 3"), and nobody ("no one")
_OUT_OF = re.compile(
    r"\bout\s+of\s+(?:\w+\s+){0,4}$|\b(?:one|\d+)\s+in\s+(?:every\s+)?$|\bno[\s-]+$"
)
_RATE = re.compile(r"\s*(?:a|per|each|every)\s+(?:day|week|month|year|hour|night)\b")
_JOINED = re.compile(
    r"[^.;:\d]{0,40}?(?:\band\b|,|\bas\s+well\s+as\b|\bplus\b|\bor\b)\s*(?:\w+\s+){0,2}$"
)


def claims(
    sentence: Sentence, taken: Sequence[tuple[int, int]] = (), plain: Plain | None = None
) -> Found:
    """The claims of one sentence in the order of their numbers; taken: the report's date spans."""
    plain = plain or sentence.plain
    counts = [q for q in quantities(sentence, taken, plain) if q.kind == "count"]
    lower = plain.lower
    if not counts and not lexis.SINGULAR.search(lower):
        return Found((), ())
    counts = [q for q in counts if not _OUT_OF.search(lower, max(0, q.begin - 40), q.begin)]
    counts = [shared for shared in (share(plain, lower, q) for q in counts) if shared is not None]
    previous = tuple(q for q in counts if is_previous(lower, q))
    counted = [
        rated
        for rated in (
            _rated(lower, counted_by(plain, lower, q)) for q in counts if q not in previous
        )
        if rated is not None
    ]
    words = lexis.triggers(lower)
    counted.extend(singles(plain, lower, words, counted))
    counted.sort(key=lambda c: c.quantity.begin)
    label = sentence.kind != "prose"
    own: list[Claim | None] = []
    for index, item in enumerate(counted):
        left = counted[index - 1].stop if index else 0
        ahead = [c for c in counted[index + 1 : index + 3] if not _whence(lower, c)]
        begins = (c.quantity.begin for c in ahead)
        right = next((at for at in begins if not aside(lower, item.stop, at)), len(lower))
        part = out_of(lower, item, counted[index + 1] if index + 1 < len(counted) else None, words)
        own.append(part or governed(lower, item, words, left, right, label))
    _share_verb(lower, counted, own)
    found: list[Claim | None] = []
    for item, claim in zip(counted, own, strict=True):
        before = found[-1] if found else None
        claim = grown_to(lower, item, before) or _follow(lower, item, claim, before) or claim
        found.append(claim or _by_noun(item))
    return Found(tuple(claim for claim in found if claim), previous)


def _rated(lower: str, item: Counted | None) -> Counted | None:
    """The number; None where it is so many a day, unless it is set against an earlier rate."""
    rate = _RATE.match(lower, item.stop) if item is not None else None
    if item is None or rate is None:
        return item
    return replace(item, stop=rate.end()) if _CORRECTED.match(lower, rate.end()) else None


_CORRECTED = re.compile(r"[^.;]{0,60}?\b(?:up|down)\s+from\b")
_PLACED = re.compile(r"\b(?:from|in|of|across|at)\s+(?:the\s+)?$")


def _whence(lower: str, item: Counted) -> bool:
    """Whether a number of villages only says whence the people are ("people from 14 hamlets")."""
    begin = item.quantity.begin
    places = item.noun is not None and item.noun.unit in ("villages", "houses")
    return places and _PLACED.search(lower, max(0, begin - 16), begin) is not None


_AND = re.compile(r"\s*(?:,|,?\s*and|,?\s*or|as\s+well\s+as|,?\s*plus)\s*(?:another|the)?\s*")


def _share_verb(lower: str, counted: Sequence[Counted], own: list[Claim | None]) -> None:
    """ "12 soldiers and 5 civilians were killed": the first shares the verb of the second."""
    for index in range(len(own) - 2, -1, -1):
        item, after = counted[index], own[index + 1]
        if own[index] is not None or after is None or after.begin < after.quantity.begin:
            continue
        if item.noun is None or not _AND.fullmatch(lower[item.stop : after.quantity.begin]):
            continue
        if (item.noun.unit in ("villages", "houses")) != (
            after.noun.unit in ("villages", "houses")
        ):
            continue
        own[index] = Claim(
            item.quantity, after.measure, item.noun, item.quantity.begin, item.stop, item.stop,
            min(0.8, after.strength),
        )  # fmt: skip
        own[index + 1] = replace(after, joined=True)


def _by_noun(item: Counted) -> Claim | None:
    noun, quantity = item.noun, item.quantity
    if noun is None or noun.measure is None or item.some_of:
        return None
    low = quantity.value or 0.0
    if noun.measure == "fighters" and low < LEAST_FORCE:
        return None
    return Claim(quantity, noun.measure, noun, quantity.begin, item.stop, item.stop, 0.6)


def _follow(lower: str, item: Counted, own: Claim | None, before: Claim | None) -> Claim | None:
    """The claim by the number before it, for a number joined to it or counted out of it."""
    if before is None:
        return None
    if own is not None and own.strength >= 0.6 and own.measure != before.measure:
        return None
    gap = lower[before.noun_stop : item.quantity.begin]
    part = aside(lower, before.noun_stop, item.quantity.begin)
    joined = not part and _JOINED.fullmatch(gap) is not None
    if own is not None:
        if (part or joined) and own.measure == before.measure:
            return Claim(
                own.quantity, own.measure, own.noun, own.begin, own.stop, own.noun_stop,
                own.strength, part, joined,
            )  # fmt: skip
        return None
    if not (part or joined) or before.measure in ("population", "fighters"):
        return None
    if item.noun is None and not part:
        return None
    if joined and not passive_after(lower, item.stop):
        return None  # it has a verb of its own, if one that no measure knows
    if item.noun and (item.noun.unit in ("villages", "houses")) != (
        before.noun.unit in ("villages", "houses")
    ):
        return None
    if item.noun and item.noun.measure not in (None, before.measure, "fighters", "population"):
        return None
    noun = item.noun or before.noun
    return Claim(
        item.quantity, before.measure, noun, item.quantity.begin, item.stop, item.stop,
        min(0.7, before.strength), part, joined,
    )  # fmt: skip
