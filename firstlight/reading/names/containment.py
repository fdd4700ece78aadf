"""Which of two places named side by side lies in the other ("the Shuhada quarter of X")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from firstlight.reading.names.mentions import (
    AREA_WORDS,
    PART_WORDS,
    SETTLEMENT_WORDS,
    SITE_WORDS,
    PlaceMention,
)
from firstlight.reading.syntax.tag_words import words
from firstlight.reading.syntax.verb_tags import Word

_GLUE = words(
    "in of northern southern eastern western central north south east west city's capital "
    "south-western north-western north-eastern south-eastern northeastern northwestern "
    "southeastern southwestern centre center part heart region's port military air main"
)


def _listed(
    sentence: Sequence[Word],
    previous: PlaceMention | None,
    one: PlaceMention,
    following: PlaceMention,
    after: PlaceMention | None,
) -> bool:
    """Whether "X, Y" are two of a list ("W, X, Y and Z") rather than a place and its whole."""
    if following.area and not one.area:
        return False
    for left, right in ((previous, one), (following, after)):
        if left is None or right is None:
            continue
        between = [w.lower for w in sentence[left.last + 1 : right.first]]
        if between in ([","], ["and"], [",", "and"]):
            return True
    return False


def _puts_in(between: Sequence[str], following: PlaceMention) -> bool:
    """Whether the words between two names say that the first lies in the second."""
    if not following.sure:
        return False
    if between == [","]:
        return following.listed or following.place.precision == "area"
    text = [word for word in between if word not in ("the", "a", ",")]
    if not text or len(text) > 7:
        return False
    kinds = SETTLEMENT_WORDS | AREA_WORDS | PART_WORDS | SITE_WORDS | _GLUE
    joins = [word for word in text if word in ("in", "of")]
    if not joins or following.place.precision == "near":
        return False
    if text[-1] == "of" and text[0] not in (
        "in",
        "quarter",
        "district",
        "neighbourhood",
        "neighborhood",
        "suburb",
        "area",
        "part",
        "ward",
    ):
        return False
    return all(word in kinds for word in text)


def within_larger(sentence: Sequence[Word], places: list[PlaceMention]) -> list[PlaceMention]:
    """Each place with the larger place that the words put it in."""
    out: list[PlaceMention] = []
    for number, one in enumerate(places):
        following = places[number + 1] if number + 1 < len(places) else None
        previous = places[number - 1] if number else None
        whole: PlaceMention | None = None
        if following is not None:
            between = [w.lower for w in sentence[one.last + 1 : following.first]]
            after = places[number + 2] if number + 2 < len(places) else None
            if _puts_in(between, following) and not (
                between == [","] and _listed(sentence, previous, one, following, after)
            ):
                whole = following
        if whole is None and previous is not None and one.place.precision != "area":
            between = [w.lower for w in sentence[previous.last + 1 : one.first]]
            if (
                between
                and between[0] == "'s"
                and len(between) <= 4
                and not (set(between) & {",", "and"})
            ):
                whole = previous
        if whole is None and one.place.precision == "within":
            whole = next(
                (
                    p
                    for p in places
                    if p is not one
                    and p.place.precision in ("exact",)
                    and abs(p.first - one.last) < 12
                    and p.listed
                ),
                None,
            )
        if whole is not None and whole.name != one.name:
            out.append(replace(one, place=replace(one.place, within=whole.name)))
        else:
            out.append(one)
    return out
