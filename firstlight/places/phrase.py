"""What a written place says beyond its name: kind of site, direction, distance, part of a town.

"12 km east of Baiji", "Shuhada quarter", "the dam south of the city", "port of Sirte".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from firstlight.places.words import AREAS, BEARINGS, EDGES, PARTS, SETTLEMENTS, SITES

_DIRECTION = r"(?:north|south)(?:[ -]?(?:east|west))?|east|west"
_OFFSET = re.compile(
    rf"^(?:(?:about|some|around|roughly|nearly)\s+)?(?P<km>\d+(?:[.,]\d+)?)\s*"
    rf"(?P<unit>km|kms|kilomet(?:re|er)s?|miles?|mi)\s+(?:to\s+the\s+)?(?:due\s+)?"
    rf"(?P<way>{_DIRECTION})\s+(?:of|from)\s+(?P<rest>.+)$",
    re.I,
)
_SIDE = re.compile(rf"^(?P<what>.*?)\b(?P<way>{_DIRECTION})\s+of\s+(?P<rest>.+)$", re.I)
_LEADING_WAY = re.compile(rf"^(?P<way>{_DIRECTION})(?:ern|erly)?\s+(?P<rest>\S.*)$", re.I)
_OF = re.compile(r"^(?P<what>[a-zà-ÿ' -]+?)\s+(?:of|in|at|near)\s+(?P<rest>.+)$")
_ARTICLE = re.compile(r"^(?:[Tt]he|[Aa]n?|old|new|main)\s+(?=[a-z])|^[Tt]he\s+")
_MILE_KM = 1.609344


@dataclass(frozen=True, slots=True)
class Phrase:
    """A written place taken apart. `head` is its proper name, "" for a description ("the dam")."""

    head: str
    whole: str
    kinds: tuple[str, ...] = ()
    """Feature codes of the site the words name; ("PPLX",) for a part of a town."""
    area: bool = False
    settlement: bool = False
    near: bool = False
    bearing: float | None = None
    """Degrees clockwise from north, where a direction is given."""
    km: float | None = None
    of: str = ""
    """The place that a description hangs on: "Sirte" in "port of Sirte"."""

    @property
    def described(self) -> bool:
        """Whether it is a description without a name: "the dam", "southern outskirts"."""
        return not self.head and bool(self.kinds or self.near or self.area or self.settlement)

    @property
    def part(self) -> bool:
        return self.kinds == ("PPLX",)


def bearing(way: str) -> float:
    """Degrees clockwise from north: "south-east" -> 135."""
    return BEARINGS[re.sub(r"[ -]", "", way.lower())]


def parse(name: str) -> Phrase:
    """Take a written place apart. Nothing is looked up."""
    text = " ".join(name.split())
    offset = _OFFSET.match(text)
    if offset:
        km = float(offset["km"].replace(",", "."))
        if offset["unit"].lower().startswith("mi"):
            km *= _MILE_KM
        inner = parse(offset["rest"])
        return replace(inner, near=True, bearing=bearing(offset["way"]), km=km)
    side = _SIDE.match(text)
    if side:
        what = _described(_without_article(side["what"].strip()))
        inner = parse(side["rest"])
        way = bearing(side["way"])
        if what is not None and what.kinds:
            return replace(what, bearing=way, of=inner.head or inner.of)
        return replace(inner, near=True, bearing=way)
    bare = _without_article(text)
    if bare.lower().startswith(("road to ", "road from ", "road towards ")):
        return replace(parse(bare.split(" ", 2)[2]), near=True)
    of = _OF.match(bare)
    if of and of["what"] == of["what"].lower():
        what = _described(of["what"])
        if what is not None:
            inner = parse(of["rest"])
            if what.settlement or what.area:
                return replace(inner, settlement=what.settlement, area=what.area or inner.area)
            if what.near:
                return replace(inner, near=True, bearing=what.bearing)
            if inner.head:
                return replace(what, of=inner.head, whole=text)
    described = _described(bare)
    return described if described is not None else _named(bare)


def _without_article(text: str) -> str:
    return _ARTICLE.sub("", text, count=1)


def _described(text: str) -> Phrase | None:
    """A phrase without a proper name ("southern outskirts", "air base"), or None."""
    words = text.lower()
    if text != words or not words:
        return None
    way = None
    leading = _LEADING_WAY.match(words)
    if leading:
        way, words = bearing(leading["way"]), leading["rest"].removeprefix("and ")
    again = re.match(rf"^(?:{_DIRECTION})(?:ern)?\s+(?=\S)", words)
    if again:  # "northern and western quarters" have no one direction
        way, words = None, words[again.end() :]
    kinds, length = _site(words.split(" "))
    if kinds and length == len(words.split(" ")):
        return Phrase("", text, kinds=kinds, bearing=way)
    last = words.split(" ")[-1]
    if last in EDGES:
        return Phrase("", text, near=True, bearing=way)
    if last in PARTS:
        return Phrase("", text, kinds=("PPLX",), bearing=way)
    if last in SETTLEMENTS:
        return Phrase("", text, settlement=True, bearing=way)
    if last in AREAS:
        return Phrase("", text, area=True, bearing=way)
    if kinds:
        return Phrase("", text, kinds=kinds, bearing=way)
    return None


def _named(text: str) -> Phrase:
    words = text.split(" ")
    if len(words) == 1:
        return Phrase(text, text)
    lower = [word.lower() for word in words]
    kinds, length = _site(lower)
    if kinds and length < len(words):
        return Phrase(_own(words[: len(words) - length]), text, kinds=kinds)
    last, head = lower[-1], _own(words[:-1])
    if last in EDGES and last not in AREAS:
        return Phrase(head, text, near=True)
    if last in AREAS:
        return Phrase(head, text, area=True)
    if last in PARTS:
        return Phrase(head, text, kinds=("PPLX",))
    if last in SETTLEMENTS and words[-1] == last:
        return Phrase(head, text, settlement=True)
    if lower[0] in ("hayy", "hay", "hai") and len(words) > 1:
        return Phrase(" ".join(words[1:]), text, kinds=("PPLX",))
    return Phrase(text, text)


def _own(words: list[str]) -> str:
    """A name without the genitive ending of its last word: "Sirte's" -> "Sirte"."""
    return re.sub(r"['’]s?$", "", " ".join(words))


def _site(words: list[str]) -> tuple[tuple[str, ...], int]:
    """Feature codes of the longest site word at the end, and how many words it has."""
    for length in (3, 2, 1):
        kinds = SITES.get(" ".join(words[-length:])) if len(words) >= length else None
        if kinds:
            return kinds, length
    return (), 0
