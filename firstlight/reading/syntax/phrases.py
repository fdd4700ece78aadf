"""Tagged words gathered into phrases: noun phrases, verb groups, time phrases and the rest.

A noun phrase runs from its determiner to its head, quantifiers included ("hundreds of civilians"
is one, headed by "civilians"). A verb group is everything from the first auxiliary to the main
verb ("has not been retaken"). Words in short brackets and quotation marks are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from firstlight.reading.lexicon import lexicon
from firstlight.reading.syntax.tag_words import words
from firstlight.reading.syntax.verb_groups import Phrase, verbs
from firstlight.reading.syntax.verb_tags import Word

LONGEST_BRACKET = 12
"""Words; what stands in longer brackets is read as if there were commas."""


_YEAR = re.compile(r"(?:1[89]|20)\d\d$")


_TIME_MODIFIERS = words(
    "last next this early late mid past previous the recent same following earlier later few "
    "several coming every each that a"
)


_QUANTIFIERS = words(
    "hundreds thousands dozens scores number percent % cent majority most many some all one two "
    "three four five six seven eight nine ten several parts part half most much rest third "
    "quarters lot lots couple handful tens none each both least group groups swathes "
    "members elements remnants stretches bulk remainder total series wave waves"
)


DIRECTIONS = words(
    "north south east west northeast northwest southeast southwest north-east north-west "
    "south-east south-west"
)


_LENGTHS = words("km kilometres kilometers kilometre kilometer miles mile metres meters")


def phrases(sentence: Sequence[Word]) -> list[Phrase]:
    """The phrases of one sentence in order."""
    out: list[Phrase] = []
    index, size = 0, len(sentence)
    while index < size:
        word = sentence[index]
        tag = word.tag
        if tag == "(":
            index = _bracket(sentence, index)
            continue
        if (
            word.lower in DIRECTIONS
            and index + 1 < size
            and sentence[index + 1].lower == "of"
            and tag == "B"
        ):
            out.append(Phrase("P", index, index + 2, index, "near"))
            index += 2
            continue
        if tag in ('"', ")", "B"):
            index += 1
            continue
        if tag == "H" or _is_time(sentence, index):
            end = _time(sentence, index)
            if end > index:
                out.append(Phrase("H", index, end, end - 1))
                index = end
                continue
        if tag in "MXVTG":
            found = verbs(sentence, index)
            if found is not None:
                out.append(found)
                index = found.end
                continue
            if tag in "TG":
                if tag == "T":
                    out.append(Phrase("P", index, index + 1, index, word.lower))
                index += 1
                continue
        if tag in "DUJNEO":
            found = _noun(sentence, index)
            index = found.end
            if (
                found.lower in _LENGTHS
                and index < size
                and sentence[index].lower in (DIRECTIONS | {"from", "away"})
            ):
                continue
            out.append(found)
            continue
        if tag == "A":
            out.append(Phrase("NP", index, index + 1, index, word.lower))
        else:
            out.append(Phrase(tag, index, index + 1, index, word.lower))
        index += 1
    return out


def _bracket(sentence: Sequence[Word], index: int) -> int:
    for end in range(index + 1, min(index + 2 + LONGEST_BRACKET, len(sentence))):
        if sentence[end].tag == ")":
            return end + 1
    return index + 1


def _is_time(sentence: Sequence[Word], index: int) -> bool:
    """Whether a time phrase begins at a determiner, a modifier or a number here."""
    word = sentence[index]
    if word.tag == "U" and _YEAR.match(word.lower):
        after = sentence[index + 1].tag if index + 1 < len(sentence) else "."
        return after not in "NEJ"
    if word.tag not in "DJUV" and word.lower not in _TIME_MODIFIERS:
        return False
    for one in sentence[index : index + 4]:
        if one.tag == "H":
            return True
        if one.tag not in "DJU" and one.lower not in _TIME_MODIFIERS:
            return False
    return False


def _time(sentence: Sequence[Word], index: int) -> int:
    """The end of the time phrase at `index`; `index` itself where the words belong to a noun."""
    end, size = index, len(sentence)
    while end < size and sentence[end].tag in "DJU" and not _YEAR.match(sentence[end].lower):
        end += 1
    while end < size and (
        sentence[end].tag in "HU"
        or (sentence[end].tag == "," and end + 1 < size and _YEAR.match(sentence[end + 1].lower))
    ):
        end += 1
    after = sentence[end] if end < size else None
    if after is not None and after.tag == "O":
        return index
    named = after is not None and sentence[index].tag == "D" and after.tag in "NE"
    if after is not None and named and head_classes(after.lower) & {"site", "road"}:
        return index  # "the Monday Market", "the 17 February camp"
    if after is not None and after.lower in ("ago", "later", "earlier", "before"):
        return end + 1
    if after is not None and after.tag in "N" and sentence[end - 1].lower in _DAY_PARTS:
        return index
    return end


_DAY_PARTS = words("night dawn day morning evening hour week month year")


def _noun(sentence: Sequence[Word], index: int) -> Phrase:
    size, end, head = len(sentence), index, index
    seen, named = False, None
    while end < size:
        word = sentence[end]
        tag = word.tag
        if tag == "(" and seen:
            after = _bracket(sentence, end)
            if after < size and sentence[after].tag in "NEO":
                end = after
                continue
            break
        if tag == '"' and end + 1 < size and sentence[end + 1].tag in "NEJ":
            end += 1
            continue
        if (
            tag == "D"
            and end > index
            and sentence[end - 1].tag not in "DO"
            and not (seen is False and word.lower in ("the", "these", "those", "its", "their"))
        ):
            break
        if tag == "H" and not (end + 1 < size and _named_for_time(sentence[end + 1])):
            break
        if tag == "U" and seen and sentence[end - 1].tag != "E" and sentence[end - 1].tag != "U":
            break
        if tag == "U" and seen and _YEAR.match(word.lower):
            break
        if tag == "U" and seen and end + 1 < size and sentence[end + 1].tag == "H":
            break  # "captured X two days earlier"
        if tag in "NEU" or (tag == "H"):
            seen = seen or tag in "NEH"
            head = end
        elif tag == "J":
            if seen and not _joins(sentence, end):
                break
            if not seen:
                head = end
        elif tag == "O":
            seen = False
        elif tag == "B":
            after_adverb = sentence[end + 1].tag if end + 1 < size else "."
            if seen or after_adverb not in "JUNV" or end == index:
                break
        elif tag == "V" and word.inflection in ("past", "part", "ing") and not seen:
            if end == index or end + 1 >= size or sentence[end + 1].tag not in "NE":
                break
        elif tag == "D" or (tag == "C" and word.lower == "&"):
            pass
        elif tag == "P" and word.lower == "of" and _quantifies(sentence, index, end):
            seen = False
            end += 1
            continue
        elif tag == "P" and word.lower == "of" and _names(sentence, end):
            named = head if named is None else named
            seen = False
            end += 1
            continue
        else:
            break
        end += 1
    if end == index:
        end = index + 1
    while end - 1 > head and sentence[end - 1].tag in '"BC(':
        end -= 1
    head = head if named is None else named
    return Phrase("NP", index, end, head, sentence[head].lower)


def _named_for_time(after: Word) -> bool:
    """Whether a time word belongs to the noun after it ("the day's dead", "Monday Market")."""
    return after.tag in "ON" or (after.tag == "E" and "site" in head_classes(after.lower))


def _joins(sentence: Sequence[Word], index: int) -> bool:
    """Whether an adjective in the middle of a phrase goes on to a noun ("ISIS armed men")."""
    return index + 1 < len(sentence) and sentence[index + 1].tag in "NE"


_PLACE_CLASSES = frozenset({"place", "site", "siteport", "outskirts", "coast", "crossing", "road"})


def _names(sentence: Sequence[Word], of: int) -> bool:
    """Whether "of" joins a kind of place and its name or its whole ("the outskirts of Goma")."""
    if of == 0 or of + 1 >= len(sentence):
        return False
    before = sentence[of - 1]
    if before.tag == "E" and sentence[of + 1].tag == "E":
        lex = lexicon()
        return before.lower in lex.heads and before.lower not in lex.event_nouns
    if not head_classes(sentence[of - 1].lower) & _PLACE_CLASSES:
        return False
    after = of + 1
    while after < len(sentence) and sentence[after].tag in "DJ":
        after += 1
    if after >= len(sentence):
        return False
    word = sentence[after]
    return word.tag == "E" or bool(
        word.tag == "N"
        and head_classes(word.lower) & _PLACE_CLASSES
        and sentence[of + 1].tag == "D"
    )


def _quantifies(sentence: Sequence[Word], start: int, of: int) -> bool:
    if of + 1 >= len(sentence) or sentence[of + 1].tag not in "DJNEUOV":
        return False
    last = sentence[of - 1].lower
    if last not in _QUANTIFIERS:
        return False
    return sentence[of + 1].lower not in ("which", "whom")


def head_classes(word: str) -> frozenset[str]:
    return lexicon().classes(word)
