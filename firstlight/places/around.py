"""What the words around a name in its sentence say of where it lies.

A fact's place is a name ("Baiji"); that it happened "12 km east of" it stands beside the name. Of a
name that no list has, what follows may tell: "Tal Arn, a village south of Aleppo".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from firstlight.places.nouns import Phrase, site
from firstlight.places.phrase import parse, starts

BEFORE, AFTER = 90, 130
"""Characters before and after a name that may tell where it lies."""

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’ʿ-]*"
_ARTICLE = r"(?:(?:al|el|an|ar|as|ash|at|ad|az|ez|es|er|de|da|do|la|le)[- ])"
NAME = rf"(?-i:{_ARTICLE}?{_CAPITAL}(?:[ -]{_ARTICLE}?{_CAPITAL})*)"
"""A regular expression for a proper name."""

_STOP = re.compile(r"[;:!?()\n]|\.(?=\s|$)")
_END = re.compile(r"[.!?](?=\s)|\n\s*\n")
_THIS = r"\b(?:the|this) (?:city|town|village|capital)\b"
# What stands between a description and a name that it does not hang on.
_OTHER = re.compile(
    rf",|{_THIS}(?! of)|\b(?:who|which|that|is|are|was|were|has|had|have|but|while|then)\b|"
    r"^(?!.*\bbetween\b).*\band\b(?! (?:north|south|east|west))"
)
_SECOND = re.compile(
    rf"^(?:\s+(?:and|to|towards?|with)|,?\s+on the (?:main )?road to(?:wards)?)\s+"
    rf"(?:the\s+(?:town|city|village|port)\s+of\s+)?{NAME}"
)
_NAMES = re.compile(rf"{NAME}|{_THIS}")
_GAP = re.compile(
    r"^[\s,(–—-]*(?:(?:a|an|the|small|tiny|large|strategic|nearby|key|farming|mainly|town|village|"
    r"city|base|hamlet|camp|settlement|area|suburb|place|district|quarter|located|situated|lying|"
    r"lies|which|that|is|some|about|just|in|on|to|it)\s+)*$",
    re.I,
)


def before(name: str, text: str) -> Phrase | None:
    """The description that the words before (and after) a name in a sentence make of it, or None.

    The name is its `anchor` or its `to`, or what the sentence calls "the city". It has the kind of
    a site that stands before it: "an air base south of" Fallujah.
    """
    said = name if name in text else next(iter(re.findall(_THIS, text)), "")
    for left, right in _sides(said, text):
        second = _SECOND.match(right)
        for start in starts(left):
            if _OTHER.search(left[start:]):
                continue
            for tail in (second.group() if second else "", ""):
                phrase = parse(left[start:] + name + tail)
                if phrase.form and not phrase.kinds and name in (phrase.head, phrase.to):
                    kinds, _ = site(left[:start].lower().split())
                    return (
                        replace(phrase, kinds=kinds, head="", of=phrase.head) if kinds else phrase
                    )
    return None


def after(name: str, text: str) -> Phrase | None:
    """The description that follows a name in a sentence ("X, 12 km north of Fallujah"), or None."""
    for _, right in _sides(name, text):
        for start in starts(right):
            if not _GAP.match(right[:start]):
                break
            rest = right[start:]
            for end in sorted({match.end() for match in _NAMES.finditer(rest)}, reverse=True):
                if "," in rest[:end]:
                    continue
                phrase = parse(rest[:end])
                if phrase.form and not phrase.kinds and _plain(phrase.head) and _plain(phrase.to):
                    return phrase
    return None


def sentence(text: str, start: int, end: int) -> str:
    """The sentence or sentences of a text that a span lies in."""
    first = max((stop.end() for stop in _END.finditer(text, max(0, start - 400), start)), default=0)
    last = _END.search(text, end, end + 400)
    return text[max(first, start - 400) : last.start() if last else end + 400]


def names_before(text: str, end: int, most: int = 30) -> Iterator[str]:
    """Proper names that stand before an offset of a text, the nearest first."""
    for match in reversed(list(re.finditer(NAME, text[max(0, end - 2000) : end]))[-most:]):
        yield match.group()


def _plain(name: str) -> bool:
    return re.fullmatch(NAME, name) is not None or not name


def _sides(name: str, text: str) -> Iterator[tuple[str, str]]:
    """What stands in the same sentence before and after each place where a name stands."""
    if not name:
        return
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        left, right = text[max(0, at - BEFORE) : at], text[end : end + AFTER]
        stop = _STOP.search(right.lstrip("( "))
        if stop:
            right = right[: len(right) - len(right.lstrip("( ")) + stop.start()]
        yield _STOP.split(left)[-1], right
        at = text.find(name, end)
