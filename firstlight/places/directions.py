"""Which way and how far, in words: "south-east", "about 12 km", "several miles", to numbers."""

from __future__ import annotations

import re

BEARINGS: dict[str, float] = {
    "north": 0, "northnortheast": 22.5, "northeast": 45, "eastnortheast": 67.5, "east": 90,
    "eastsoutheast": 112.5, "southeast": 135, "southsoutheast": 157.5, "south": 180,
    "southsouthwest": 202.5, "southwest": 225, "westsouthwest": 247.5, "west": 270,
    "westnorthwest": 292.5, "northwest": 315, "northnorthwest": 337.5,
}  # fmt: skip
"""Directions, written as one word, to degrees clockwise from north."""

_ABBREVIATED = {"N": "north", "E": "east", "S": "south", "W": "west"}
_PLAIN = r"(?:north|south)(?:[ -]?(?:east|west))?|east|west"
WAY = (
    rf"(?:(?:north|south|east|west)[ -](?:north|south)[ -]?(?:east|west)|{_PLAIN}"
    r"|(?-i:(?:[NS][NS]?[EW]|[EW][NS][EW]|[NSEW])\b))"
)
"""A regular expression for a direction, a noun: "south", "north-north-west", "SE"."""
WAY_LIKE = rf"(?:{_PLAIN})(?:ern(?:most)?|erly)?"
"""And one for an adjective: "southern", "north-western"."""

MILE_KM = 1.609344
_UNITS = {"k": 1.0, "n": 1.852, "y": 0.0009144}
_NUMBERS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0,
    "six": 6.0, "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0,
    "twelve": 12.0, "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0,
    "fifty": 50.0, "sixty": 60.0, "a hundred": 100.0, "one hundred": 100.0, "half a": 0.5,
    "a couple of": 2.0, "couple of": 2.0, "a few": 3.0, "few": 3.0, "several": 5.0,
    "a dozen": 12.0, "dozen": 12.0, "half a dozen": 6.0, "a score of": 20.0, "dozens of": 36.0,
    "a few hundred": 300.0, "several hundred": 500.0, "hundreds of": 500.0,
}  # fmt: skip
"""Numbers in words. "A few" is taken for three and "several" for five: a convention of ours."""
_ABOUT = (
    r"(?:(?:about|some|around|roughly|nearly|almost|just|only|approximately|over|up to|barely|"
    r"less than|more than|at least|within|an estimated|c\.|ca\.|~)\s*)*"
)
_FIGURE = r"\d{1,4}(?:[.,]\d{1,3})?"
_WORDED = "|".join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True))
DISTANCE = (
    rf"{_ABOUT}(?:(?P<low>{_FIGURE})(?:\s*(?:-|–|to|or)\s*(?P<high>{_FIGURE}))?|(?P<word>{_WORDED})\b)"
    r"[\s-]*(?P<unit>kms?|kilomet(?:re|er)s?|klicks?|nautical miles?|miles?|mi|"
    r"met(?:re|er)s?|m|yards?)\b"
)
"""A regular expression for a distance; give its match to `km_of`."""


def bearing(way: str) -> float:
    """Degrees clockwise from north: "south-east" -> 135, "NNW" -> 337.5, "eastern" -> 90."""
    if way.isupper():
        return BEARINGS["".join(_ABBREVIATED[letter] for letter in way)]
    plain = re.sub(r"[ -]", "", way.lower())
    return BEARINGS[re.sub(r"(?:ern(?:most)?|erly)$", "", plain)]


def half_sector(degrees: float) -> float:
    """How far, in degrees, a true direction may be from the one that words of its kind give.

    Of the eight winds each covers 45 degrees; a wind between two of them ("NNW") half as much.
    """
    return 22.5 if degrees % 45 == 0 else 11.25


def km_of(match: re.Match[str]) -> float:
    """Kilometres of a match of `DISTANCE`; of a range its middle."""
    if match["word"]:
        number = _NUMBERS[" ".join(match["word"].lower().split())]
    else:
        number = _figure(match["low"])
        if match["high"]:
            number = (number + _figure(match["high"])) / 2
    unit = match["unit"].lower()
    if unit.startswith("mi"):
        return number * MILE_KM
    if unit.startswith("m"):
        return number / 1000
    return number * _UNITS[unit[0]]


def _figure(written: str) -> float:
    """ "1,500" is a thousand and a half; "2,5" and "2.5" are two and a half."""
    if re.fullmatch(r"\d+,\d{3}", written):
        return float(written.replace(",", ""))
    return float(written.replace(",", "."))
