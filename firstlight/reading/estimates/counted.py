"""Whom a number counts: the noun it stands with, the share of it that is meant.

What counts trucks, kits or tents is left out here. A number may stand alone ("killing 12"); then
`Counted.noun` is None and the word that governs it must say enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from firstlight.reading.estimates import words as lexis
from firstlight.reading.estimates.revisions import share_of
from firstlight.reading.estimates.words import Noun, Trigger
from firstlight.reading.numbers.quantities import Quantity, scaled
from firstlight.reading.text.document import Plain


@dataclass(frozen=True, slots=True)
class Counted:
    quantity: Quantity
    noun: Noun | None
    """None: the number stands alone ("killing 12")."""
    stop: int
    """End of the number with its noun."""
    some_of: bool = False
    """It counts some "of the" others, whose own measure is not said of it."""


NOUN_WORD = re.compile(r"\s*(?P<word>[^\s,;:.!?()\"—–|]+)")
_PERSON_OF = frozenset(("of", "the", "its", "their", "these", "those", "his", "our", "more"))
_PART = re.compile(
    r"\b(?:including|among\s+them|of\s+whom|of\s+them|most\s+of\s+them|"
    r"some\s+of\s+them)\b[^.;]{0,24}$"
)
_SOME_OF = re.compile(r"\s+of\s+(?:the|its|their|these|those)\b")
_OF_PEOPLE = re.compile(r"\s+of\s+(?:them|whom|us|you)\b")


_OF_NUMBER = re.compile(r"\s+of\s+(?:the|those|these|its|an?\s+estimated)\s+(?:\w+\s+)?\d")
_OF_THEM = re.compile(r"[\w,.]+\s+of\s+(?:them|whom|these|those)\b")
_BRACKET = re.compile(r"\s*(?:[\w-]+\s+){0,2}[(\[—–]\s*(?:\w+\s+){0,2}$")


def aside(lower: str, stop: int, at: int) -> bool:
    """Whether the number at `at` says of the number before it what it holds or equals.

    "900 people (150 families)", "119 people, 45 of them children", "85, including 20 women".
    """
    return (
        _PART.search(lower, stop, at) is not None
        or _OF_THEM.match(lower, at) is not None
        or _BRACKET.fullmatch(lower, stop, at) is not None
    )


# --- whom a number counts -------------------------------------------------------------------------


def counted_by(plain: Plain, lower: str, quantity: Quantity) -> Counted | None:
    """The number with its noun; None where it counts things."""
    position, noun, stop = quantity.stop, None, quantity.stop
    for step in range(7):
        match = NOUN_WORD.match(lower, position)
        if match is None:
            break
        word = match.group("word").removesuffix("'s").removesuffix("'")
        tail = word.rsplit("-", 1)[-1] if "-" in word else word
        if step <= 1 and word in ("of", "more", "other", "others", "them", "whom"):
            position = match.end()
            if word == "others":
                noun, stop = Noun("people"), match.end()
            continue
        if (
            word in _PERSON_OF
            and step <= 2
            and lower[quantity.stop : position].strip() in ("of", "more", "")
        ):
            if word in ("the", "its", "their", "these", "those", "his", "our") and step == 0:
                return None
            position = match.end()
            continue
        known = lexis.NOUNS.get(word) or lexis.NOUNS.get(tail if tail != word else "")
        if known and not (word == "displaced" and _noun_follows(lower, match.end())):
            noun, stop = _better(noun, known), match.end()
            position = match.end()
            if word in ("idps", "dead", "wounded", "injured"):
                break
            continue
        described = word in lexis.PARTICIPLES and _noun_follows(lower, match.end())
        if described and noun is None:  # "90,000 trapped residents"
            position = match.end()
            continue
        governs = word != "new" and _is_trigger(lower, match.start("word"))
        if noun is not None or word in lexis.STOPPERS or governs:
            break
        capital = plain.text[match.start("word")].isupper()
        if capital and word.endswith(("s", "a")) and _ends_phrase(lower, match.end()):
            noun, stop = Noun("people"), match.end()
            break
        if word.isdigit() or (word.endswith(("ed", "ing")) and step > 1):
            break
        position = match.end()
    if noun is None and _thing(lower, quantity.stop):
        return None
    return Counted(quantity, noun, stop, _SOME_OF.match(lower, quantity.stop) is not None)


_SHARE = re.compile(
    r"\b(?:(?P<share>half|(?:a|one|two|three)[\s-](?:third|quarter|fifth|tenth)s?)|"
    r"(?P<n>\d{1,2})\s*(?:%|per\s?cent|percent)|(?P<some>most|many|some|part|few|none|majority|"
    r"all\s+but))\s+of\s+(?:(?:the\s+)?[\w-]+'s|the|its|their|an)?\s*(?:\w+ed\s+)?$"
)


def share(plain: Plain, lower: str, quantity: Quantity) -> Quantity | None:
    """The number as its share says ("half of the 40,000"); None where the share is not told."""
    found = _SHARE.search(lower, max(0, quantity.begin - 40), quantity.begin)
    if found is None:
        return quantity
    if found.group("some"):
        return None
    part = share_of(found.group("share") or f"{found.group('n')}%") or 1.0
    begin = found.start()
    start, end = plain.span(begin, quantity.stop)
    text = plain.text[begin : quantity.stop]
    return replace(scaled(quantity, part), begin=begin, start=start, end=end, text=text)


def _better(first: Noun | None, second: Noun) -> Noun:
    """Of two nouns in one phrase ("displaced families", "refugee children") what both say."""
    if first is None:
        return second
    unit = second.unit if second.unit != "people" else first.unit
    if second.measure == "fighters" and first.measure is None:
        return second
    return Noun(unit, second.group or first.group, first.measure or second.measure)


def _noun_follows(lower: str, at: int) -> bool:
    match = NOUN_WORD.match(lower, at)
    return match is not None and match.group("word") in lexis.NOUNS


def _ends_phrase(lower: str, at: int) -> bool:
    match = NOUN_WORD.match(lower, at)
    return (
        match is None
        or match.start("word") > at + 1
        or match.group("word") in lexis.STOPPERS
        or _is_trigger(lower, match.start("word"))
        or lower[at : at + 1] in ",.;:"
    )


def _is_trigger(lower: str, at: int) -> bool:
    return lexis.TRIGGER.match(lower, at) is not None


def _thing(lower: str, at: int) -> bool:
    """Whether the words after the number name something that is not people."""
    match = NOUN_WORD.match(lower, at)
    if match is None or lower[at : match.start("word")].strip():
        return False
    word = match.group("word")
    if _OF_PEOPLE.match(lower, at) or _OF_NUMBER.match(lower, at):
        return False
    return not (
        word in lexis.STOPPERS
        or word in lexis.AUXILIARIES
        or _is_trigger(lower, match.start("word"))
    )


def singles(
    plain: Plain, lower: str, words: Sequence[tuple[int, int, Trigger]], counted: Sequence[Counted]
) -> list[Counted]:
    """One person each: "a nurse", where the sentence tells of dead."""
    if not any(trigger.measure in ("killed", "injured") for _, _, trigger in words):
        return []
    found = []
    for match in lexis.SINGULAR.finditer(lower):
        if any(c.quantity.begin < match.end() and c.stop > match.start() for c in counted):
            continue
        start, end = plain.span(*match.span())
        begin, stop = match.span()
        one = Quantity(
            start, end, match.group(), begin, stop, 1.0, 1.0, 1.0, "exact", "count", noun=""
        )
        noun = lexis.NOUNS.get(match.group("noun"), Noun("people"))
        found.append(Counted(one, Noun("people", noun.group), match.end()))
    return found
