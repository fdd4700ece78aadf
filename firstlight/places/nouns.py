"""What a written place is by its nouns: a name, a kind of site, a part, an edge, a unit of land.

"Shuhada quarter", "the southern outskirts", "an air base", "eastern Aleppo".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from firstlight.places.directions import WAY_LIKE, bearing
from firstlight.places.words import (
    AREAS,
    CENTRES,
    EDGES,
    PARTS,
    SETTLEMENTS,
    SIDES,
    SITES,
    SURROUNDINGS,
)

Form = Literal[
    "", "near", "side", "offset", "edge", "part", "between", "halfway", "road", "bank", "coast",
    "border", "last",
]  # fmt: skip
"""How a description puts a place beside another: what `descriptions` computes a point by."""

_ARTICLE = re.compile(r"^(?:[Tt]he|[Aa]n?|old|new|main)\s+(?=[a-z])|^[Tt]he\s+")
_LEADING_WAY = re.compile(rf"^(?P<way>{WAY_LIKE})\s+(?P<rest>\S.*)$")
_SECOND_WAY = re.compile(rf"^(?:and\s+)?{WAY_LIKE}\s+(?=\S)")
_SIDED = re.compile(
    rf"^(?P<way>[Cc]entral|[Dd]owntown|[Ii]nner|(?-i:{WAY_LIKE})"
    rf"|(?:North|South|East|West)(?:-?(?:east|west))?ern)\s+(?P<rest>[^\Wa-z].*)$"
)
_TRAILING_SIDE = re.compile(
    rf"^(?P<rest>.+?)(?:['’]s?)?\s+(?P<way>{WAY_LIKE})\s+(?P<noun>[a-z][a-z -]*)$"
)


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
    form: Form = ""
    """How it lies beside `anchor`, "" where it is the named place itself."""
    to: str = ""
    """The second name of a description that has two: "Jarabulus" in "between Manbij and ..."."""
    codes: tuple[str, ...] = ()
    """Countries (ISO 3166-1 alpha-2) whose border the words name: "the Turkish border"."""
    beside: Phrase | None = None
    """What the words say of where a name lies: "Tal Arn, 5 km south of Aleppo"."""

    @property
    def described(self) -> bool:
        """Whether it is a description without a name: "the dam", "southern outskirts"."""
        told = self.kinds or self.near or self.area or self.settlement or self.form
        return not self.head and bool(told)

    @property
    def part(self) -> bool:
        return self.kinds == ("PPLX",)

    @property
    def anchor(self) -> str:
        """The name that a description hangs on; "" for what the report spoke of last."""
        return self.of or self.head


def without_article(text: str) -> str:
    return _ARTICLE.sub("", text, count=1)


def described(text: str) -> Phrase | None:
    """A phrase without a proper name ("southern outskirts", "air base"), or None."""
    words = text.lower()
    if text != words or not words:
        return None
    way = None
    leading = _LEADING_WAY.match(words)
    if leading:
        way, words = bearing(leading["way"]), leading["rest"]
    again = _SECOND_WAY.match(words)
    if again:  # "northern and western quarters" have no one direction
        way, words = None, words[again.end() :]
    split = words.split(" ")
    kinds, length = site(split)
    if kinds and length == len(split):
        return Phrase("", text, kinds=kinds, bearing=way)
    last = split[-1]
    if last in SURROUNDINGS:
        form: Form = "near" if way is None else "side"
        return Phrase("", text, near=True, bearing=way, form=form)
    if last in EDGES:
        return Phrase("", text, near=True, bearing=way, form="edge")
    if last in CENTRES and way is None:
        return Phrase("", text, kinds=("PPLX",), form="part")
    if last in PARTS:
        return Phrase(
            "", text, kinds=("PPLX",), bearing=way, form="part" if way is not None else ""
        )
    if way is not None and (last in SIDES or last in ("bank", "shore")):
        return Phrase("", text, kinds=("PPLX",), bearing=way, form="part")
    if last in SETTLEMENTS:
        return Phrase(
            "", text, settlement=True, near=way is not None, bearing=way,
            form="" if way is None else "side",
        )  # fmt: skip
    if last in AREAS:
        return Phrase("", text, area=True, bearing=way)
    if kinds:
        return Phrase("", text, kinds=kinds, bearing=way)
    return None


def named(text: str) -> Phrase:
    """A phrase with a proper name, and what the words beside the name say of its kind."""
    words = text.split(" ")
    if len(words) == 1:
        return Phrase(text, text)
    side = _SIDED.match(text)
    if side:
        way = side["way"].lower()
        inner = named(side["rest"])
        degrees = bearing(way) if way not in ("central", "downtown", "inner") else None
        if not inner.kinds and not inner.form:
            return Phrase(inner.head, text, area=inner.area, bearing=degrees, form="part")
    trailing = _TRAILING_SIDE.match(text)
    if trailing:
        what = described(f"{trailing['way']} {trailing['noun']}")
        if what is not None and what.form:
            return Phrase(
                trailing["rest"], text, near=what.near, bearing=what.bearing, form=what.form
            )
    lower = [word.lower() for word in words]
    kinds, length = site(lower)
    if kinds and length < len(words):
        return Phrase(own(words[: len(words) - length]), text, kinds=kinds)
    last, head = lower[-1], own(words[:-1])
    if last in EDGES | SURROUNDINGS and last not in AREAS:
        return Phrase(head, text, near=True, form="edge" if last in EDGES else "near")
    if last in AREAS:
        return Phrase(head, text, area=True)
    if last in PARTS:
        return Phrase(head, text, kinds=("PPLX",), form="part" if last in CENTRES else "")
    if last in SETTLEMENTS and words[-1] == last:
        return Phrase(head, text, settlement=True)
    if lower[0] in ("hayy", "hay", "hai") and len(words) > 1:
        return Phrase(" ".join(words[1:]), text, kinds=("PPLX",))
    return Phrase(text, text)


def own(words: list[str]) -> str:
    """A name without the genitive ending of its last word: "Sirte's" -> "Sirte"."""
    return re.sub(r"['’]s?$", "", " ".join(words))


def site(words: list[str]) -> tuple[tuple[str, ...], int]:
    """Feature codes of the longest site word at the end, and how many words it has."""
    for length in (3, 2, 1):
        kinds = SITES.get(" ".join(words[-length:])) if len(words) >= length else None
        if kinds:
            return kinds, length
    return (), 0
