"""The word that governs a number: how near a verb or noun of a measure stands, and whether it may.

A word governs a number that stands where its shape wants one (`estimates_words`), if only words
that may stand between them do. Of several the nearest wins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from firstlight.reading.estimates import words as lexis
from firstlight.reading.estimates.counted import NOUN_WORD, Counted
from firstlight.reading.estimates.words import Noun, Trigger
from firstlight.reading.numbers.quantities import Quantity
from firstlight.records import Measure

REACH = 110
"""Characters between a number and the word that governs it, at most."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A number of people, what is said of them, and how directly. Offsets of the plain text.

    begin, stop: the number, its noun and the governing word. strength: 0 to 1. part: it counts some
    of those that the claim before it counts ("including 20 children"). joined: it adds to the claim
    before it ("12 soldiers and 5 civilians").
    """

    quantity: Quantity
    measure: Measure
    noun: Noun
    begin: int
    stop: int
    noun_stop: int
    strength: float
    part: bool = False
    joined: bool = False


_WORD = re.compile(r"[^\s,;:.!?()\"—–|]+|[,;:()\"—–|=]|[.!?]")


def governed(
    lower: str,
    item: Counted,
    words: Sequence[tuple[int, int, Trigger]],
    left: int,
    right: int,
    label: bool,
) -> Claim | None:
    """The claim by the nearest word that may govern the number, or None."""
    best: tuple[float, int, int, Trigger] | None = None
    for start, end, trigger in words:
        if not _suits(trigger, item):
            continue
        cost = None
        if start >= item.stop and start - item.stop <= REACH and start < right:
            if "S" in trigger.shapes or "P" in trigger.shapes:
                cost = _cost_after(lower, item, start, end, trigger)
        elif item.quantity.stop <= start and end <= item.stop and not item.some_of:
            cost = 0.5  # "46,855 displaced people"
        elif (
            end <= item.quantity.begin and item.quantity.begin - end <= REACH and start >= left - 1
        ):
            cost = _cost_before(lower, item, start, end, trigger, label)
        if cost is not None and (best is None or cost < best[0]):
            best = (cost, start, end, trigger)
    if best is None:
        return None
    cost, start, end, trigger = best
    strength = 0.9 if cost <= 3 else 0.8 if cost <= 6 else 0.7
    if item.noun is None:
        strength -= 0.15 if cost > 1 and "L" not in trigger.shapes else 0.05
    if item.quantity.hedge == "vague":
        strength -= 0.05
    noun = item.noun or _labelled(lower[start : item.quantity.begin])
    if trigger.measure == "abducted" and _FREED.search(
        lower, max(0, item.quantity.begin - 24), item.quantity.begin
    ):
        return None
    begin, stop = min(start, item.quantity.begin), max(end, item.stop)
    if lower.count(")", item.stop, stop) > lower.count("(", item.stop, stop):
        stop = item.stop  # "(77,170 families) were displaced" is not torn out with its bracket
    return Claim(item.quantity, trigger.measure, noun, begin, stop, item.stop, round(strength, 2))


_FREED = re.compile(r"\b(?:freed|released|rescued|liberated|freeing|releasing)\s+(?:\w+\s+)?$")


def _labelled(label: str) -> Noun:
    """The unit that a label names ("IDP families: 2,150"), people where it names none."""
    if re.search(r"\b(?:families|family|fams?)\b", label):
        return Noun("families")
    return Noun("households" if re.search(r"\b(?:households|hhs?)\b", label) else "people")


def _suits(trigger: Trigger, item: Counted) -> bool:
    """Whether the measure can be said of those whom the number counts."""
    noun = item.noun
    if noun is None:
        return trigger.nouns != "place" and trigger.nouns != "fighters"
    place = noun.unit in ("villages", "houses")
    if noun.measure in ("killed", "injured") and trigger.measure not in (noun.measure, "abducted"):
        return False
    if trigger.nouns == "place":
        return place
    if place:
        return False
    if trigger.nouns == "fighters":
        return noun.group == "fighters"
    if trigger.measure == "population":
        return noun.group != "fighters"
    if trigger.nouns in ("civil", "forced", "leave"):
        return noun.group != "fighters"
    if trigger.measure == "trapped" and noun.group == "fighters":
        return trigger.pattern.startswith("trapped") or trigger.pattern.startswith("trapping")
    return True


def _cost_after(lower: str, item: Counted, start: int, end: int, trigger: Trigger) -> float | None:
    """How far the governing word stands after the number; None where it cannot govern it."""
    between, brackets = _BRACKETS.subn(" ", lower[item.stop : start])
    gap = _WORD.findall(between)
    cost, commas, phrase, auxiliary = float(brackets), 0, 0, False
    for word in gap:
        if word in ",()—–":
            commas += 1
            phrase = 6 if commas % 2 else 0
            cost += 1
            continue
        if word in ';:|=.!?"':
            return None
        bare = word.removesuffix("'s")
        if bare in lexis.AUXILIARIES:
            auxiliary = auxiliary or bare in _BE
            cost += 0.4
            phrase = 0 if bare in _BE else phrase
        elif bare in lexis.PREPOSITIONS:
            phrase = 6
            cost += 0.7
        elif bare in ("and", "or") and phrase == 0:
            phrase = 4
            cost += 1
        elif bare in lexis.NOUNS or bare == "to":
            cost += 0.6
        elif phrase > 0 and not _is_finite(bare):
            phrase -= 1
            cost += 0.7
        else:
            return None
    if commas > 2 or cost > 14:
        return None
    passive = gap and gap[-1] in ("are", "is", "was", "were", "been", "be")
    if trigger.nouns == "leave" and passive and not lower[start:end].endswith("ing"):
        return None  # "were left"
    if trigger.nouns == "leave" and _FOR.search(
        lower, max(0, item.quantity.begin - 12), item.quantity.begin
    ):
        return None  # "a convoy for 20,000 people reached the town"
    if "S" not in trigger.shapes and not auxiliary and not passive_after(lower, end):
        return None
    return cost


_FOR = re.compile(r"\b(?:for|with|by)\s+(?:the\s+|some\s+)?$")
_BRACKETS = re.compile(r"\([^()]{0,60}\)")
_BE = lexis.words(
    "is are was were be been being am get gets got getting remain remains remained left believed "
    "feared thought reported estimated"
)
_FINITE = lexis.words(
    "said says attacked entered took killed told announced attended demanded protested reached "
    "received gave carried demonstrated marched launched began opened fired advanced surrounded "
    "stormed went came made voted joined formed saw heard found met held helped sent brought "
    "shelled bombed"
)


def _is_finite(word: str) -> bool:
    return word in _FINITE


def passive_after(lower: str, end: int) -> bool:
    """Whether what follows shows that the participle has no object of its own."""
    match = NOUN_WORD.match(lower, end)
    if match is None or lower[end : match.start("word")].strip():
        return True
    return match.group("word") in lexis.AFTER_PASSIVE


def _cost_before(
    lower: str, item: Counted, start: int, end: int, trigger: Trigger, label: bool
) -> float | None:
    """How far the governing word stands before the number; None where it cannot govern it."""
    gap = _WORD.findall(lower[end : item.quantity.begin])
    bare = _WORD.findall(_FIGURE.sub("", lower[end : item.quantity.begin]))
    shapes = trigger.shapes
    numbered = _NUMBER_OF.search(lower, max(0, start - 60), start) is not None
    if ("L" in shapes or numbered) and (label or _label_verb(bare)):
        foreign = sum(word not in lexis.BEFORE and word not in lexis.PREPOSITIONS for word in bare)
        torn = ";" in gap or (label and "." in gap) or any(map(_is_finite, gap))
        if foreign <= 4 and not torn:
            return 1.0 + 0.3 * len(gap) + foreign
    if "O" not in shapes:
        return None
    if "P" in shapes and re.search(
        r"\b(?:was|were|been|being|are|is|be)\s+(?:\w+ly\s+|also\s+|then\s+)?$",
        lower[max(0, start - 24) : start],
    ):
        return None  # "were killed, 12 of them ..." is no object
    if trigger.nouns == "dead" and not _DEAD.match(lower, item.quantity.stop):
        return None
    if trigger.nouns == "held" and not _CAPTIVE.match(lower, item.quantity.stop):
        return None
    if trigger.nouns == "lost" and (item.noun is None or item.noun.group != "fighters"):
        return None
    if trigger.nouns == "forced" or lower[start:end] == "forced":
        home = re.match(r"[^.;,]{0,50}?\b(?:from|out of)\s+(?:their|its)\s+\w+", lower[item.stop :])
        flee = re.match(r"\s*(?:\w+\s+){0,3}?to\s+(?:flee|leave|abandon|run)", lower[item.stop :])
        if not (flee if trigger.measure == "fled" else home):
            return None
    foreign = sum(word not in lexis.BEFORE for word in gap)
    if foreign > 0 or any(word in ';:|.,()"' and word != "," for word in gap):
        return None
    return 0.2 + 0.5 * len(gap)


_DEAD = re.compile(r"[^.;,]{0,40}?\bdead\b")
_CAPTIVE = re.compile(r"[^.;]{0,50}?\b(?:hostage|captive|captivity|slaves?|prisoner|detention)s?\b")
_FIGURE = re.compile(r"\d+(?:[,.]\d+)*")
_NUMBER_OF = re.compile(r"\bnumbers?\s+of\s+(?:[\w-]+\s+){0,4}$")
_LABEL_VERBS = lexis.words(
    "rose risen reached stands stood is was : = exceeded exceeds passed climbed grew grown "
    "totalled totaled has had hit topped are were swelled swollen soared surged doubled tripled"
)


def _label_verb(gap: Sequence[str]) -> bool:
    """Whether the words from a label to its number say that it is its number."""
    if any(word in ("and", ",", "that", ";") for word in gap):
        return False
    return gap == ["at"] or any(word in _LABEL_VERBS for word in gap[-4:])
