"""The numbers of a sentence as the model sees them: which count people, and what is said of them.

Rules find every number with its hedge and unit; the model says which of them is an estimate, of
what measure, and which is the dead of one happening. A claim by rule stays unless the model is sure
that the number says something else.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from firstlight.reading.estimates.claims import Claim, Found
from firstlight.reading.estimates.counted import counted_by
from firstlight.reading.estimates.named import NamedPlace
from firstlight.reading.estimates.setting import Here
from firstlight.reading.estimates.words import Noun
from firstlight.reading.numbers.quantities import Quantity, quantities
from firstlight.records import MEASURES, STATUSES, UNITS, Place, Status

if TYPE_CHECKING:
    from firstlight.reading.model.sight import Sight

CLAIMED = 0.7
"""Probability of a measure from which a number that no rule claims is an estimate."""
DOUBTED = 0.1
"""Below this a claim by rule is dropped."""
SETTLED = 0.9
"""From this the model says whether the dead are those of one event or a toll."""
SURE, FAIRLY_SURE = 0.95, 0.6
"""From these the model's status of a number goes before the rule's."""
NAMED, CARRIED = 0.3, 0.1
"""From these the model's place of a number goes before the rule's: in its sentence, and before."""
CHANGED = 0.7
"""From this the model's measure goes before the rule's."""


def reviewed(
    found: Found, here: Here, taken: Sequence[tuple[int, int]], sight: Sight, number: int
) -> Found:
    """The claims of a sentence, the `number`th, after the model has looked at each."""
    sure = sight.probabilities("measure")
    names = list(sight.classes("measure"))
    out: list[Claim] = []
    claimed: set[int] = set()
    for claim in found.claims:
        claimed.add(claim.quantity.begin)
        word = _word(claim.quantity, sight, number)
        if word is None:
            out.append(claim)
            continue
        row = sure[word]
        best = int(row.argmax())
        if best and names[best] in MEASURES and row[best] >= CHANGED:
            claim = replace(claim, measure=names[best])  # type: ignore[arg-type]
        elif names[best] == "dead" and row[best] >= CHANGED:
            claim = replace(claim, measure="killed")
        stated = float(sum(row[at] for at, name in enumerate(names) if name in MEASURES))
        if stated < DOUBTED and names[best] != "dead":
            continue
        out.append(replace(claim, strength=stated))
    earlier = {one.begin for one in found.previous}
    for quantity in quantities(here.sentence, taken, here.plain):
        if quantity.kind != "count" or quantity.begin in claimed | earlier:
            continue
        word = _word(quantity, sight, number)
        if word is None:
            continue
        row = sure[word]
        best = int(row.argmax())
        if names[best] not in MEASURES or row[best] < CLAIMED:
            continue
        counted = counted_by(here.plain, here.lower, quantity)
        noun = counted.noun if counted is not None else None
        unit = UNITS[int(sight.probabilities("unit")[word].argmax())]
        stop = counted.stop if counted is not None else quantity.stop
        out.append(
            Claim(
                quantity, names[best], noun or Noun(unit), quantity.begin, stop, stop,  # type: ignore[arg-type]
                float(row[best]),
            )
        )  # fmt: skip
    out.sort(key=lambda one: one.quantity.begin)
    return replace(found, claims=tuple(out))


def one_happening(quantity: Quantity, sight: Sight, number: int) -> bool | None:
    """Whether a number of dead is that of one event and not a toll; None where unsure."""
    word = _word(quantity, sight, number)
    if word is None:
        return None
    row, names = sight.probabilities("measure")[word], list(sight.classes("measure"))
    dead, toll = float(row[names.index("dead")]), float(row[names.index("killed")])
    if max(dead, toll) < SETTLED:
        return None
    return dead > toll


def seen_place(
    quantity: Quantity, sight: Sight, number: int, mentions: Sequence[NamedPlace]
) -> tuple[Place, bool] | None:
    """Where the model puts a number, and whether its own sentence names that; None if unsure.

    The probability is shared among all places named, so that little is enough from afar.
    """
    word = _word(quantity, sight, number)
    if word is None:
        return None
    base, stop = sight.base[number], sight.base[number + 1]
    tokens = sight.tokens
    best, chosen = 0.0, None
    chances = sight.role_chances("role", word, "place")
    for mention in mentions:
        first = bisect.bisect_right(tokens, mention.start, key=lambda one: one.end)
        end = bisect.bisect_left(tokens, mention.end, key=lambda one: one.start)
        inside = base <= first < stop
        chance = max((chances.get(at, 0.0) for at in range(first, end)), default=0.0)
        if chance > best and chance >= (NAMED if inside else CARRIED):
            best, chosen = chance, (mention.place, inside)
    return chosen


def seen_status(quantity: Quantity, sight: Sight, number: int, ruled: Status) -> Status:
    """The model's status of a number where it is sure, else the rule's.

    "60,000 cannot leave" denies no number, and who has fled and is still away is away still: of
    these two the model is the better judge already where it is fairly sure.
    """
    word = _word(quantity, sight, number)
    if word is None:
        return ruled
    row = sight.probabilities("status")[word]
    said = STATUSES[int(row.argmax())]
    plainly = ruled == "denied" or (ruled, said) == ("actual", "ongoing")
    sure = row.max() >= (FAIRLY_SURE if plainly else SURE)
    return said if sure else ruled  # type: ignore[return-value]


def _word(quantity: Quantity, sight: Sight, number: int) -> int | None:
    """The word at which training marks a number: its first word with a digit, else its own first.

    Words that only hedge ("up to", "some") are passed over.
    """
    start, end = sight.base[number], sight.base[number + 1]
    tokens = sight.tokens
    first = bisect.bisect_right(tokens, quantity.start, start, end, key=lambda one: one.end)
    last = bisect.bisect_left(tokens, quantity.end, first, end, key=lambda one: one.start)
    inside = range(first, last)
    for word in inside:
        if tokens[word].lower[:1].isdigit():
            return word
    sure = sight.probabilities("measure")
    return max(inside, key=lambda word: 1 - float(sure[word, 0]), default=None)
